//! The payload formats `mgmt` knows, in one table.

/// Formats of one protocol can be converted into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// SyncML messages.
    SyncMl,
    /// Device description and tree documents.
    Ddf,
    /// OMA DM Package #0.
    Notification,
    /// OMA Client Provisioning.
    ClientProvisioning,
    /// TR-069 messages.
    Cwmp,
    /// BBF data models.
    DataModel,
    /// TR-069 bulk data reports.
    Bulk,
    /// LwM2M content formats.
    Lwm2m,
    /// CoRE link-format.
    Link,
    /// OMA object definitions.
    ObjectDefinition,
    /// oneM2M resources.
    OneM2m,
}

macro_rules! formats {
    ($( $variant:ident $id:literal $protocol:ident [$($extension:literal)*] $what:literal )*) => {
        /// A payload format, by its name on the command line.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
        pub enum Format { $( #[value(name = $id)] #[doc = $what] $variant, )* }

        impl Format {
            /// Every format, in table order.
            pub const ALL: &'static [Format] = &[ $( Format::$variant, )* ];

            /// The name on the command line.
            pub const fn id(self) -> &'static str {
                match self { $( Format::$variant => $id, )* }
            }

            /// What it is, for people.
            pub const fn what(self) -> &'static str {
                match self { $( Format::$variant => $what, )* }
            }

            /// The protocol it belongs to.
            pub const fn protocol(self) -> Protocol {
                match self { $( Format::$variant => Protocol::$protocol, )* }
            }

            /// File name endings that mean this format when the content does not tell.
            const fn extensions(self) -> &'static [&'static str] {
                match self { $( Format::$variant => &[ $($extension),* ], )* }
            }
        }
    };
}

formats! {
    Syncml "syncml" SyncMl [".syncml" ".syncml.xml"] "OMA DM SyncML message, XML"
    SyncmlWbxml "syncml-wbxml" SyncMl [".syncml.wbxml" ".wbxml"] "OMA DM SyncML message, WBXML"
    Ddf "ddf" Ddf [".ddf" ".ddf.xml" ".tnds"] "OMA DM device description (DDF) or tree document (TNDS), XML"
    DdfWbxml "ddf-wbxml" Ddf [".ddf.wbxml" ".tnds.wbxml"] "OMA DM device description (DDF) or tree document (TNDS), WBXML"
    Notification "notification" Notification [".pkg0" ".notification" ".san"] "OMA DM Package #0"
    Cp "cp" ClientProvisioning [".cp.xml"] "OMA Client Provisioning document, XML"
    CpWbxml "cp-wbxml" ClientProvisioning [".cp.wbxml" ".cp"] "OMA Client Provisioning document, WBXML"
    Cwmp "cwmp" Cwmp [".cwmp" ".cwmp.xml"] "TR-069 SOAP envelope"
    BbfDm "bbf-dm" DataModel [".dm.xml"] "BBF data-model XML"
    BulkJson "bulk-json" Bulk [".bulk.json"] "bulk data report, JSON (TR-069 Annex N)"
    BulkCsv "bulk-csv" Bulk [".csv"] "bulk data report, CSV (TR-069 Annex N)"
    IpdrXml "ipdr-xml" Bulk [".ipdr.xml"] "bulk data records, IPDR XML (TR-232)"
    IpdrXdr "ipdr-xdr" Bulk [".xdr" ".ipdr"] "bulk data records, IPDR XDR (TR-232)"
    Lwm2mTlv "lwm2m-tlv" Lwm2m [".tlv"] "LwM2M TLV (11542)"
    Lwm2mJson "lwm2m-json" Lwm2m [".lwm2m.json"] "LwM2M JSON (11543)"
    SenmlJson "senml-json" Lwm2m [".senml" ".senml.json"] "SenML JSON (110)"
    SenmlCbor "senml-cbor" Lwm2m [".senmlc" ".senml.cbor"] "SenML CBOR (112)"
    Lwm2mCbor "lwm2m-cbor" Lwm2m [".lwm2m.cbor"] "LwM2M CBOR (11544)"
    Cbor "cbor" Lwm2m [".cbor"] "CBOR, single value (60)"
    Lwm2mText "lwm2m-text" Lwm2m [".txt"] "LwM2M plain text, single value (0)"
    Lwm2mOpaque "lwm2m-opaque" Lwm2m [".opaque"] "LwM2M opaque, single value (42)"
    Link "link-format" Link [".link" ".wlnk"] "CoRE link-format (40)"
    Lwm2mObject "lwm2m-object" ObjectDefinition [".object.xml"] "OMA object definition XML"
    Onem2mJson "onem2m-json" OneM2m [".onem2m.json"] "oneM2M resource, JSON"
    Onem2mXml "onem2m-xml" OneM2m [".onem2m.xml"] "oneM2M resource, XML"
    Onem2mCbor "onem2m-cbor" OneM2m [".onem2m.cbor"] "oneM2M resource, CBOR"
}

impl Format {
    /// The format whose ending the file name has; the longest ending wins (`.senml.json` before `.json`).
    pub fn from_file_name(name: &str) -> Option<Format> {
        let name = name.to_ascii_lowercase();
        let endings =
            Format::ALL.iter().flat_map(|format| format.extensions().iter().map(move |e| (e, format)));
        endings
            .filter(|(ending, _)| name.ends_with(**ending))
            .max_by_key(|(ending, _)| ending.len())
            .map(|(_, f)| *f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_wins() {
        assert_eq!(Format::from_file_name("a.senml.cbor"), Some(Format::SenmlCbor));
        assert_eq!(Format::from_file_name("a.CBOR"), Some(Format::Cbor));
        assert_eq!(Format::from_file_name("a.xml"), None);
    }

    #[test]
    fn names_and_endings_are_unique() {
        let mut names: Vec<_> = Format::ALL.iter().map(|f| f.id()).collect();
        let mut endings: Vec<_> = Format::ALL.iter().flat_map(|f| f.extensions()).collect();
        let (n, e) = (names.len(), endings.len());
        names.sort_unstable();
        names.dedup();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!((names.len(), endings.len()), (n, e));
    }
}
