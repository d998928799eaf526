//! Envelope to text.

use super::encoder::{Encoder, Names};
use super::namespace::KNOWN;
use super::{Body, CwmpNamespace, Envelope, Fault, Profile};
use crate::error::{Error, ErrorKind};
use crate::rpc::Rpc;
use crate::rpc::table::Record;
use mgmt_wire::xml::{Style, Writer};

const CWMP_SLOT: usize = 4;

/// The element names of an envelope, with the profile's prefixes.
struct Tags {
    envelope: String,
    header: String,
    body: String,
    fault: String,
    must_understand: String,
    encoding_style: String,
    rpc: String,
    detail_fault: String,
    id: String,
    hold_requests: String,
    no_more_requests: String,
    session_timeout: String,
    supported_versions: String,
    use_version: String,
}

impl Envelope<'_> {
    /// Writes the message with the default [`Profile`]: valid by the schema of its namespace.
    ///
    /// # Errors
    ///
    /// When the message cannot be valid: a text too long or against its pattern, a code or count outside its
    /// range, characters that XML cannot carry, an RPC that the version does not have.
    pub fn to_xml(&self) -> Result<String, Error> {
        self.encode(&Profile::default())
    }

    /// Writes the message as [`to_xml`](Self::to_xml) does, into shared memory for an HTTP stack.
    ///
    /// # Errors
    ///
    /// Those of [`to_xml`](Self::to_xml).
    #[cfg(feature = "bytes")]
    pub fn to_bytes(&self) -> Result<bytes::Bytes, Error> {
        self.to_xml().map(bytes::Bytes::from)
    }

    /// Writes the message as the profile asks.
    ///
    /// # Errors
    ///
    /// Those of [`to_xml`](Self::to_xml), but for what the profile allows.
    pub fn encode(&self, profile: &Profile) -> Result<String, Error> {
        let prefixes = &profile.prefixes;
        let soap = |local: &str| format!("{}:{local}", prefixes.soap_env);
        let cwmp = |local: &str| format!("{}:{local}", prefixes.cwmp);
        let tags = Tags {
            envelope: soap("Envelope"),
            header: soap("Header"),
            body: soap("Body"),
            fault: soap("Fault"),
            must_understand: soap("mustUnderstand"),
            encoding_style: soap("encodingStyle"),
            rpc: self.rpc().map_or_else(String::new, |rpc| cwmp(rpc.name())),
            detail_fault: cwmp("Fault"),
            id: cwmp("ID"),
            hold_requests: cwmp("HoldRequests"),
            no_more_requests: cwmp("NoMoreRequests"),
            session_timeout: cwmp("SessionTimeout"),
            supported_versions: cwmp("SupportedCWMPVersions"),
            use_version: cwmp("UseCWMPVersion"),
        };
        let names = Names {
            xsi_type: format!("{}:type", prefixes.xsi),
            array_type: format!("{}:arrayType", prefixes.soap_enc),
            xsd: prefixes.xsd.clone(),
            soap_enc: prefixes.soap_enc.clone(),
            cwmp: prefixes.cwmp.clone(),
        };
        let mut style = Style::default();
        style.declaration = profile.declaration;
        style.empty_elements = profile.empty_elements;
        style.indent = profile.indent;
        let mut encoder = Encoder::new(Writer::with_style(style), profile, &names, self.namespace);
        encoder.writer.start_checked(&tags.envelope);
        let slots = [&prefixes.soap_env, &prefixes.soap_enc, &prefixes.xsd, &prefixes.xsi, &prefixes.cwmp];
        for (slot, prefix) in slots.into_iter().enumerate() {
            let uri =
                if slot == CWMP_SLOT { self.namespace.uri() } else { KNOWN.get(slot).copied().unwrap_or("") };
            encoder.writer.attribute(&format!("xmlns:{prefix}"), uri);
        }
        if profile.encoding_style {
            encoder.writer.attribute(&tags.encoding_style, KNOWN.get(1).copied().unwrap_or_default());
        }
        self.encode_header(&mut encoder, &tags);
        encoder.writer.start(&tags.body);
        match &self.body {
            Body::Empty => {}
            Body::Rpc(Rpc::Other(other)) => encoder.raw(&other.raw),
            Body::Rpc(rpc) => {
                check_version(&mut encoder, rpc, self.namespace);
                encoder.writer.start(&tags.rpc);
                rpc.encode_content(&mut encoder);
                encoder.writer.end();
            }
            Body::Fault(fault) => encode_fault(fault, &mut encoder, &tags),
        }
        encoder.writer.end();
        encoder.writer.end();
        let failed = encoder.failed();
        let text = encoder.writer.finish().map_err(|error| error.map(ErrorKind::Xml))?;
        failed.map_or(Ok(text), |kind| Err(Error::new(kind)))
    }

    fn encode_header<'n>(&self, encoder: &mut Encoder<'n>, tags: &'n Tags) {
        let header = &self.header;
        if *header == super::Header::default() {
            return;
        }
        encoder.writer.start(&tags.header);
        let mut entry = |tag: &'n str, must_understand: &str, text: &str| {
            encoder.writer.start(tag);
            encoder.writer.attribute(&tags.must_understand, must_understand);
            encoder.writer.text(text);
            encoder.writer.end();
        };
        if let Some(id) = &header.id {
            entry(&tags.id, "1", id);
        }
        if let Some(hold) = header.hold_requests {
            entry(&tags.hold_requests, "1", hold.as_str());
        }
        if let Some(no_more) = header.no_more_requests {
            entry(&tags.no_more_requests, "1", no_more.as_str());
        }
        if let Some(timeout) = header.session_timeout {
            entry(&tags.session_timeout, "0", &timeout.to_string());
        }
        if let Some(versions) = &header.supported_cwmp_versions {
            entry(&tags.supported_versions, "0", versions);
        }
        if let Some(version) = &header.use_cwmp_version {
            entry(&tags.use_version, "1", version);
        }
        for raw in &header.other {
            encoder.raw(raw);
        }
        encoder.writer.end();
    }
}

/// A schema that does not have the RPC cannot call it valid.
fn check_version(encoder: &mut Encoder<'_>, rpc: &Rpc<'_>, namespace: CwmpNamespace) {
    let row = Rpc::ALL.iter().find(|(name, _)| *name == rpc.name());
    if let Some((name, since)) = row
        && encoder.checks()
        && namespace.schema() < *since
    {
        encoder.fail(ErrorKind::UnsupportedVersion(name));
    }
}

fn encode_fault<'n>(fault: &Fault<'_>, encoder: &mut Encoder<'n>, tags: &'n Tags) {
    encoder.writer.start(&tags.fault);
    encoder.writer.leaf("faultcode", &fault.faultcode);
    encoder.writer.leaf("faultstring", &fault.faultstring);
    if let Some(actor) = &fault.faultactor {
        encoder.writer.leaf("faultactor", actor);
    }
    if fault.detail.is_some() || !fault.extensions.is_empty() {
        encoder.writer.start("detail");
        if let Some(detail) = &fault.detail {
            encoder.writer.start(&tags.detail_fault);
            detail.encode_content(encoder);
            encoder.writer.end();
        }
        fault.extensions.encode(encoder);
        encoder.writer.end();
    }
    encoder.writer.end();
}
