//! One table: element, XML name, namespace, WBXML token. Both encodings read it.

use super::Name;
use alloc::borrow::Cow;
#[cfg(feature = "xml")]
use mgmt_wire::xml;

/// A namespace of the vocabulary, which is a WBXML code page as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum Space {
    /// The SyncML representation protocol: code page 0 of SyncML documents.
    SyncMl,
    /// Meta information: code page 1 of SyncML documents.
    MetInf,
    /// Device descriptions (DDF, TNDS): code page 2.
    DmDdf,
    /// Device information of data synchronisation: code page 0 of DevInf documents.
    DevInf,
    /// What only DevInf 1.0 and 1.1 have.
    DevInf11,
    /// Client Provisioning: code pages 0 and 1 of its own documents.
    Provisioning,
}

/// The XML namespace of a space as a literal.
macro_rules! namespace {
    (SyncMl) => {
        "SYNCML:SYNCML1.2"
    };
    (MetInf) => {
        "syncml:metinf"
    };
    (DmDdf) => {
        "syncml:dmddf1.2"
    };
    (DevInf) => {
        "syncml:devinf"
    };
    // DevInf 1.1 shares the namespace of DevInf 1.2.
    (DevInf11) => {
        "syncml:devinf"
    };
    (Provisioning) => {
        ""
    };
}

impl Space {
    /// The code page of the space in its own document type.
    #[must_use]
    pub const fn page(self) -> u8 {
        match self {
            Space::SyncMl | Space::DevInf | Space::DevInf11 | Space::Provisioning => 0,
            Space::MetInf => 1,
            Space::DmDdf => 2,
        }
    }

    /// Its elements by WBXML token.
    #[expect(clippy::indexing_slicing, reason = "one row for each space")]
    pub(crate) const fn tokens(self) -> &'static [Option<Tag>; 64] {
        &TOKENS[self as usize]
    }

    /// The XML namespace, of version 1.2 where there are several.
    #[must_use]
    pub const fn namespace(self) -> &'static str {
        match self {
            Space::SyncMl => namespace!(SyncMl),
            Space::MetInf => namespace!(MetInf),
            Space::DmDdf => namespace!(DmDdf),
            Space::DevInf => namespace!(DevInf),
            Space::DevInf11 => namespace!(DevInf11),
            Space::Provisioning => namespace!(Provisioning),
        }
    }

    /// The space of a document whose root has this name.
    #[must_use]
    pub fn of_root(name: &str) -> Option<Space> {
        match name {
            "SyncML" => Some(Space::SyncMl),
            "MetInf" => Some(Space::MetInf),
            "MgmtTree" => Some(Space::DmDdf),
            "DevInf" => Some(Space::DevInf),
            "wap-provisioningdoc" => Some(Space::Provisioning),
            _ => None,
        }
    }
}

macro_rules! vocabulary {
    ($( $variant:ident $name:literal $space:ident $token:literal )*) => {
        /// An element of one of the vocabularies: SyncML 1.2, MetInf 1.2, DM-DDF 1.2, DevInf 1.2, PROV 1.1.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u16)]
        pub enum Tag {
            $(
                #[doc = concat!("`", $name, "`, token `", stringify!($token), "`.")]
                $variant = (Space::$space as u16) << 8 | $token,
            )*
        }

        impl Tag {
            /// Every element, in table order.
            pub const ALL: &'static [Tag] = &[ $( Tag::$variant, )* ];

            /// The XML name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Tag::$variant => $name, )* }
            }

            /// The namespace it belongs to.
            #[must_use]
            pub const fn space(self) -> Space {
                match self { $( Tag::$variant => Space::$space, )* }
            }

            /// The qualified name, for writing the element with attributes.
            pub(crate) fn qualified(self) -> &'static Name<'static> {
                match self { $( Tag::$variant => {
                    static NAME: Name<'static> = Name {
                        namespace: Cow::Borrowed(Space::$space.namespace()),
                        name: Cow::Borrowed($name),
                        tag: Some(Tag::$variant),
                    };
                    &NAME
                } )* }
            }

            /// The tags in XML, in one piece each.
            #[cfg(feature = "xml")]
            #[inline]
            pub(crate) const fn xml(self) -> xml::Tag<'static> {
                match self { $( Tag::$variant => {
                    xml::Tag::new(concat!("<", $name, ">"), concat!("</", $name, ">"))
                } )* }
            }

            /// The same with the declaration of the namespace.
            #[cfg(feature = "xml")]
            #[inline]
            pub(crate) const fn xml_declaring(self) -> xml::Tag<'static> {
                match self { $( Tag::$variant => {
                    const START: &str = concat!("<", $name, " xmlns=\"", namespace!($space), "\">");
                    xml::Tag::new(START, concat!("</", $name, ">"))
                } )* }
            }

            /// The WBXML token without its flag bits.
            #[must_use]
            pub const fn token(self) -> u8 {
                match self { $( Tag::$variant => $token, )* }
            }
        }
    };
}

vocabulary! {
    Add "Add" SyncMl 0x05
    Alert "Alert" SyncMl 0x06
    Archive "Archive" SyncMl 0x07
    Atomic "Atomic" SyncMl 0x08
    Chal "Chal" SyncMl 0x09
    Cmd "Cmd" SyncMl 0x0A
    CmdID "CmdID" SyncMl 0x0B
    CmdRef "CmdRef" SyncMl 0x0C
    Copy "Copy" SyncMl 0x0D
    Cred "Cred" SyncMl 0x0E
    Data "Data" SyncMl 0x0F
    Delete "Delete" SyncMl 0x10
    Exec "Exec" SyncMl 0x11
    Final "Final" SyncMl 0x12
    Get "Get" SyncMl 0x13
    Item "Item" SyncMl 0x14
    Lang "Lang" SyncMl 0x15
    LocName "LocName" SyncMl 0x16
    LocURI "LocURI" SyncMl 0x17
    Map "Map" SyncMl 0x18
    MapItem "MapItem" SyncMl 0x19
    Meta "Meta" SyncMl 0x1A
    MsgID "MsgID" SyncMl 0x1B
    MsgRef "MsgRef" SyncMl 0x1C
    NoResp "NoResp" SyncMl 0x1D
    NoResults "NoResults" SyncMl 0x1E
    Put "Put" SyncMl 0x1F
    Replace "Replace" SyncMl 0x20
    RespURI "RespURI" SyncMl 0x21
    Results "Results" SyncMl 0x22
    Search "Search" SyncMl 0x23
    Sequence "Sequence" SyncMl 0x24
    SessionID "SessionID" SyncMl 0x25
    SftDel "SftDel" SyncMl 0x26
    Source "Source" SyncMl 0x27
    SourceRef "SourceRef" SyncMl 0x28
    Status "Status" SyncMl 0x29
    Sync "Sync" SyncMl 0x2A
    SyncBody "SyncBody" SyncMl 0x2B
    SyncHdr "SyncHdr" SyncMl 0x2C
    SyncML "SyncML" SyncMl 0x2D
    Target "Target" SyncMl 0x2E
    TargetRef "TargetRef" SyncMl 0x2F
    VerDTD "VerDTD" SyncMl 0x31
    VerProto "VerProto" SyncMl 0x32
    NumberOfChanges "NumberOfChanges" SyncMl 0x33
    MoreData "MoreData" SyncMl 0x34
    Field "Field" SyncMl 0x35
    Filter "Filter" SyncMl 0x36
    Record "Record" SyncMl 0x37
    FilterType "FilterType" SyncMl 0x38
    SourceParent "SourceParent" SyncMl 0x39
    TargetParent "TargetParent" SyncMl 0x3A
    Move "Move" SyncMl 0x3B
    Correlator "Correlator" SyncMl 0x3C

    Anchor "Anchor" MetInf 0x05
    EMI "EMI" MetInf 0x06
    Format "Format" MetInf 0x07
    FreeID "FreeID" MetInf 0x08
    FreeMem "FreeMem" MetInf 0x09
    Last "Last" MetInf 0x0A
    Mark "Mark" MetInf 0x0B
    MaxMsgSize "MaxMsgSize" MetInf 0x0C
    Mem "Mem" MetInf 0x0D
    MetInf "MetInf" MetInf 0x0E
    Next "Next" MetInf 0x0F
    NextNonce "NextNonce" MetInf 0x10
    SharedMem "SharedMem" MetInf 0x11
    Size "Size" MetInf 0x12
    Type "Type" MetInf 0x13
    Version "Version" MetInf 0x14
    MaxObjSize "MaxObjSize" MetInf 0x15
    FieldLevel "FieldLevel" MetInf 0x16

    DdfAccessType "AccessType" DmDdf 0x05
    DdfACL "ACL" DmDdf 0x06
    DdfAdd "Add" DmDdf 0x07
    DdfB64 "b64" DmDdf 0x08
    DdfBin "bin" DmDdf 0x09
    DdfBool "bool" DmDdf 0x0A
    DdfChr "chr" DmDdf 0x0B
    DdfCaseSense "CaseSense" DmDdf 0x0C
    DdfCIS "CIS" DmDdf 0x0D
    DdfCopy "Copy" DmDdf 0x0E
    DdfCS "CS" DmDdf 0x0F
    DdfDate "date" DmDdf 0x10
    DdfDDFName "DDFName" DmDdf 0x11
    DdfDefaultValue "DefaultValue" DmDdf 0x12
    DdfDelete "Delete" DmDdf 0x13
    DdfDescription "Description" DmDdf 0x14
    DdfDFFormat "DFFormat" DmDdf 0x15
    DdfDFProperties "DFProperties" DmDdf 0x16
    DdfDFTitle "DFTitle" DmDdf 0x17
    DdfDFType "DFType" DmDdf 0x18
    DdfDynamic "Dynamic" DmDdf 0x19
    DdfExec "Exec" DmDdf 0x1A
    DdfFloat "float" DmDdf 0x1B
    DdfFormat "Format" DmDdf 0x1C
    DdfGet "Get" DmDdf 0x1D
    DdfInt "int" DmDdf 0x1E
    DdfMan "Man" DmDdf 0x1F
    DdfMgmtTree "MgmtTree" DmDdf 0x20
    DdfMIME "MIME" DmDdf 0x21
    DdfMod "Mod" DmDdf 0x22
    DdfName "Name" DmDdf 0x23
    DdfNode "Node" DmDdf 0x24
    DdfNodeFormat "node" DmDdf 0x25
    DdfNodeName "NodeName" DmDdf 0x26
    DdfNull "null" DmDdf 0x27
    DdfOccurrence "Occurrence" DmDdf 0x28
    DdfOne "One" DmDdf 0x29
    DdfOneOrMore "OneOrMore" DmDdf 0x2A
    DdfOneOrN "OneOrN" DmDdf 0x2B
    DdfPath "Path" DmDdf 0x2C
    DdfPermanent "Permanent" DmDdf 0x2D
    DdfReplace "Replace" DmDdf 0x2E
    DdfRTProperties "RTProperties" DmDdf 0x2F
    DdfScope "Scope" DmDdf 0x30
    DdfSize "Size" DmDdf 0x31
    DdfTime "time" DmDdf 0x32
    DdfTitle "Title" DmDdf 0x33
    DdfTStamp "TStamp" DmDdf 0x34
    DdfType "Type" DmDdf 0x35
    DdfValue "Value" DmDdf 0x36
    DdfVerDTD "VerDTD" DmDdf 0x37
    DdfVerNo "VerNo" DmDdf 0x38
    DdfXml "xml" DmDdf 0x39
    DdfZeroOrMore "ZeroOrMore" DmDdf 0x3A
    DdfZeroOrN "ZeroOrN" DmDdf 0x3B
    DdfZeroOrOne "ZeroOrOne" DmDdf 0x3C

    DevInfCTCap "CTCap" DevInf 0x05
    DevInfCTType "CTType" DevInf 0x06
    DevInfDataStore "DataStore" DevInf 0x07
    DevInfDataType "DataType" DevInf 0x08
    DevInfDevID "DevID" DevInf 0x09
    DevInf "DevInf" DevInf 0x0A
    DevInfDevTyp "DevTyp" DevInf 0x0B
    DevInfDisplayName "DisplayName" DevInf 0x0C
    DevInfDSMem "DSMem" DevInf 0x0D
    DevInfExt "Ext" DevInf 0x0E
    DevInfFwV "FwV" DevInf 0x0F
    DevInfHwV "HwV" DevInf 0x10
    DevInfMan "Man" DevInf 0x11
    DevInfMaxGUIDSize "MaxGUIDSize" DevInf 0x12
    DevInfMaxID "MaxID" DevInf 0x13
    DevInfMaxMem "MaxMem" DevInf 0x14
    DevInfMod "Mod" DevInf 0x15
    DevInfOEM "OEM" DevInf 0x16
    DevInfParamName "ParamName" DevInf 0x17
    DevInfPropName "PropName" DevInf 0x18
    DevInfRx "Rx" DevInf 0x19
    DevInfRxPref "Rx-Pref" DevInf 0x1A
    DevInfSharedMem "SharedMem" DevInf 0x1B
    DevInfMaxSize "MaxSize" DevInf 0x1C
    DevInfSourceRef "SourceRef" DevInf 0x1D
    DevInfSwV "SwV" DevInf 0x1E
    DevInfSyncCap "SyncCap" DevInf 0x1F
    DevInfSyncType "SyncType" DevInf 0x20
    DevInfTx "Tx" DevInf 0x21
    DevInfTxPref "Tx-Pref" DevInf 0x22
    DevInfValEnum "ValEnum" DevInf 0x23
    DevInfVerCT "VerCT" DevInf 0x24
    DevInfVerDTD "VerDTD" DevInf 0x25
    DevInfXNam "XNam" DevInf 0x26
    DevInfXVal "XVal" DevInf 0x27
    DevInfUTC "UTC" DevInf 0x28
    DevInfSupportNumberOfChanges "SupportNumberOfChanges" DevInf 0x29
    DevInfSupportLargeObjs "SupportLargeObjs" DevInf 0x2A
    DevInfProperty "Property" DevInf 0x2B
    DevInfPropParam "PropParam" DevInf 0x2C
    DevInfMaxOccur "MaxOccur" DevInf 0x2D
    DevInfNoTruncate "NoTruncate" DevInf 0x2E
    DevInfFilterRx "Filter-Rx" DevInf 0x30
    DevInfFilterCap "FilterCap" DevInf 0x31
    DevInfFilterKeyword "FilterKeyword" DevInf 0x32
    DevInfFieldLevel "FieldLevel" DevInf 0x33
    DevInfSupportHierarchicalSync "SupportHierarchicalSync" DevInf 0x34

    DevInfSize "Size" DevInf11 0x1C

    ProvisioningDoc "wap-provisioningdoc" Provisioning 0x05
    Characteristic "characteristic" Provisioning 0x06
    Parm "parm" Provisioning 0x07
}

impl Tag {
    /// The element with this WBXML token.
    #[inline]
    #[must_use]
    pub fn from_token(space: Space, token: u8) -> Option<Tag> {
        *TOKENS.get(space as usize)?.get(usize::from(token))?
    }

    /// The element with this XML name.
    #[inline]
    #[must_use]
    pub fn from_name(space: Space, name: &str) -> Option<Tag> {
        let mut slot = hash(space, name.as_bytes());
        loop {
            let (row_space, row_name, tag) = NAMES.get(slot)?;
            let tag = (*tag)?;
            if *row_space as u8 == space as u8 && *row_name == name {
                return Some(tag);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

/// Tokens by space and number.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error")]
const TOKENS: [[Option<Tag>; 64]; 6] = {
    let mut tokens = [[None; 64]; 6];
    let mut row = 0;
    while row < Tag::ALL.len() {
        let tag = Tag::ALL[row];
        tokens[tag.space() as usize][tag.token() as usize] = Some(tag);
        row += 1;
    }
    tokens
};

const SLOTS: usize = 1024;

/// Length and three letters tell nearly all names of a space apart.
#[inline]
#[expect(clippy::indexing_slicing, reason = "each index is below the length tested for")]
const fn hash(space: Space, name: &[u8]) -> usize {
    let length = name.len();
    if length == 0 {
        return 0;
    }
    let (first, middle, last) = (name[0] as usize, name[length / 2] as usize, name[length - 1] as usize);
    (first * 37 + middle * 101 + last * 11 + length * 53 + space as usize * 211) % SLOTS
}

/// Elements by name: open addressing, never more than a quarter full.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error")]
static NAMES: [(Space, &str, Option<Tag>); SLOTS] = {
    let mut names = [(Space::SyncMl, "", None); SLOTS];
    let mut row = 0;
    while row < Tag::ALL.len() {
        let tag = Tag::ALL[row];
        let mut slot = hash(tag.space(), tag.name().as_bytes());
        while names[slot].2.is_some() {
            slot = (slot + 1) % SLOTS;
        }
        names[slot] = (tag.space(), tag.name(), Some(tag));
        row += 1;
    }
    names
};

#[cfg(test)]
mod tests {
    use super::{Space, Tag, hash};
    use alloc::vec::Vec;

    #[test]
    fn every_row_is_found_by_name_and_by_token() {
        for &tag in Tag::ALL {
            assert_eq!(Tag::from_name(tag.space(), tag.name()), Some(tag));
            assert_eq!(Tag::from_token(tag.space(), tag.token()), Some(tag));
            assert!((0x05..0x40).contains(&tag.token()), "{tag:?}");
        }
        assert_eq!(Tag::from_name(Space::SyncMl, "Format"), None);
        assert_eq!(Tag::from_name(Space::MetInf, "Format"), Some(Tag::Format));
        assert_eq!(Tag::from_name(Space::SyncMl, ""), None);
        assert_eq!(Tag::from_token(Space::SyncMl, 0x30), None, "reserved");
        assert_eq!(Tag::from_token(Space::SyncMl, 0xFF), None);
    }

    #[test]
    fn few_names_share_a_slot() {
        let mut slots: Vec<usize> =
            Tag::ALL.iter().map(|tag| hash(tag.space(), tag.name().as_bytes())).collect();
        slots.sort_unstable();
        let total = slots.len();
        slots.dedup();
        assert!(total - slots.len() < total / 8, "{} of {total}", total - slots.len());
    }
}
