//! Envelope to text.

use super::encoder::Encoder;
use super::namespace::KNOWN;
use super::{Body, Envelope, Fault, Header, Prefixes, Profile};
use crate::error::{Error, ErrorKind};
use crate::rpc::Rpc;
use crate::rpc::table::Record;
use mgmt_wire::xml::Tag;

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
        let mut encoder = Encoder::new(profile, self.namespace);
        self.start_envelope(&mut encoder);
        self.encode_header(&mut encoder);
        encoder.writer.start_qualified(&prefixes.soap_env, "Body");
        match &self.body {
            Body::Empty => {}
            Body::Rpc(Rpc::Other(other)) => encoder.raw(&other.raw),
            Body::Rpc(rpc) => {
                check_version(&mut encoder, rpc);
                encoder.writer.start_qualified(&prefixes.cwmp, rpc.name());
                rpc.encode_content(&mut encoder);
                encoder.writer.end();
            }
            Body::Fault(fault) => encode_fault(fault, &mut encoder),
        }
        encoder.writer.end();
        encoder.writer.end();
        let failed = encoder.failed();
        let text = encoder.writer.finish().map_err(|error| error.map(ErrorKind::Xml))?;
        failed.map_or(Ok(text), |kind| Err(Error::new(kind)))
    }

    /// The start tag of the envelope, with the declarations: what checks the prefixes for all that follows.
    fn start_envelope(&self, encoder: &mut Encoder<'_>) {
        let prefixes = &encoder.profile.prefixes;
        encoder.writer.start_qualified(&prefixes.soap_env, "Envelope");
        let [soap_env, soap_enc, xsd, xsi, ..] = KNOWN;
        for (prefix, uri) in [
            (&prefixes.soap_env, soap_env),
            (&prefixes.soap_enc, soap_enc),
            (&prefixes.xsd, xsd),
            (&prefixes.xsi, xsi),
            (&prefixes.cwmp, self.namespace.uri()),
        ] {
            encoder.writer.declare(prefix, uri);
        }
        if encoder.profile.encoding_style {
            encoder.writer.attribute_pieces(&[&prefixes.soap_env, ":encodingStyle"], &[soap_enc]);
        }
    }

    fn encode_header<'n>(&'n self, encoder: &mut Encoder<'n>) {
        let header = &self.header;
        if *header == Header::default() {
            return;
        }
        let prefixes = &encoder.profile.prefixes;
        encoder.writer.start_qualified(&prefixes.soap_env, "Header");
        let mut entry = |local: &'static str, must_understand: &str, text: &str| {
            encoder.writer.start_qualified(&prefixes.cwmp, local);
            encoder.writer.attribute_pieces(&[&prefixes.soap_env, ":mustUnderstand"], &[must_understand]);
            encoder.writer.text(text);
            encoder.writer.end();
        };
        if let Some(id) = &header.id {
            entry("ID", "1", id);
        }
        if let Some(hold) = header.hold_requests {
            entry("HoldRequests", "1", hold.as_str());
        }
        if let Some(no_more) = header.no_more_requests {
            entry("NoMoreRequests", "1", no_more.as_str());
        }
        if let Some(timeout) = header.session_timeout {
            entry("SessionTimeout", "0", &timeout.to_string());
        }
        if let Some(versions) = &header.supported_cwmp_versions {
            entry("SupportedCWMPVersions", "0", versions);
        }
        if let Some(version) = &header.use_cwmp_version {
            entry("UseCWMPVersion", "1", version);
        }
        for raw in &header.other {
            encoder.raw(raw);
        }
        encoder.writer.end();
    }
}

/// A schema that does not have the RPC cannot call it valid.
fn check_version(encoder: &mut Encoder<'_>, rpc: &Rpc<'_>) {
    if encoder.checks()
        && rpc.since().is_some_and(|since| encoder.version.schema() < since)
        && let Some((name, _)) = Rpc::ALL.iter().find(|(name, _)| *name == rpc.name())
    {
        encoder.fail(ErrorKind::UnsupportedVersion(name));
    }
}

fn encode_fault<'n>(fault: &Fault<'_>, encoder: &mut Encoder<'n>) {
    const FAULTCODE: Tag<'static> = Tag::new("<faultcode>", "</faultcode>");
    const FAULTSTRING: Tag<'static> = Tag::new("<faultstring>", "</faultstring>");
    const FAULTACTOR: Tag<'static> = Tag::new("<faultactor>", "</faultactor>");
    let prefixes: &'n Prefixes = &encoder.profile.prefixes;
    encoder.writer.start_qualified(&prefixes.soap_env, "Fault");
    encoder.writer.leaf_tag(FAULTCODE, &fault.faultcode);
    encoder.writer.leaf_tag(FAULTSTRING, &fault.faultstring);
    if let Some(actor) = &fault.faultactor {
        encoder.writer.leaf_tag(FAULTACTOR, actor);
    }
    if fault.detail.is_some() || !fault.extensions.is_empty() {
        encoder.writer.start("detail");
        if let Some(detail) = &fault.detail {
            encoder.writer.start_qualified(&prefixes.cwmp, "Fault");
            detail.encode_content(encoder);
            encoder.writer.end();
        }
        fault.extensions.encode(encoder);
        encoder.writer.end();
    }
    encoder.writer.end();
}
