//! Envelope to text.

use super::encoder::Encoder;
use super::profile::Prefixes;
use super::{Body, Envelope, Fault, Header, Profile, tags};
use crate::error::{Error, ErrorKind};
use crate::rpc::table::Record;
use alloc::string::{String, ToString};

impl Envelope<'_> {
    /// Writes the message with the default [`Profile`]: valid by the schema of its namespace.
    ///
    /// # Errors
    ///
    /// When the message cannot be valid: a text too long or against its pattern, a code or count outside its
    /// range, characters that XML cannot carry, an RPC that the version does not have.
    pub fn to_xml(&self) -> Result<String, Error> {
        self.write(&Profile::default(), true)
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
        self.write(profile, profile.prefixes == Prefixes::default())
    }

    fn write(&self, profile: &Profile, usual_prefixes: bool) -> Result<String, Error> {
        let mut encoder = Encoder::new(profile, usual_prefixes, self.namespace);
        open_body(&self.header, &mut encoder);
        match &self.body {
            Body::Empty => {}
            Body::Rpc(rpc) => rpc.encode(&mut encoder),
            Body::Fault(fault) => encode_fault(fault, &mut encoder),
        }
        close_body(&mut encoder);
        let failed = encoder.failed();
        let text = encoder.writer.finish().map_err(|error| error.map(ErrorKind::Xml))?;
        failed.map_or(Ok(text), |kind| Err(Error::new(kind)))
    }
}

/// Everything in front of what the body holds.
pub(crate) fn open_body(header: &Header<'_>, encoder: &mut Encoder<'_>) {
    encoder.start_envelope();
    if *header != Header::default() {
        encode_header(header, encoder);
    }
    encoder.start_qualified(&tags::BODY);
}

/// Everything behind it.
pub(crate) fn close_body(encoder: &mut Encoder<'_>) {
    encoder.end_qualified(&tags::BODY);
    encoder.end();
}

fn encode_header(header: &Header<'_>, encoder: &mut Encoder<'_>) {
    encoder.start_qualified(&tags::HEADER);
    if let Some(id) = &header.id {
        encoder.entry(&tags::ID, id);
    }
    if let Some(hold) = header.hold_requests {
        encoder.entry(&tags::HOLD_REQUESTS, hold.as_str());
    }
    if let Some(no_more) = header.no_more_requests {
        encoder.entry(&tags::NO_MORE_REQUESTS, no_more.as_str());
    }
    if let Some(timeout) = header.session_timeout {
        encoder.entry(&tags::SESSION_TIMEOUT, &timeout.to_string());
    }
    if let Some(versions) = &header.supported_cwmp_versions {
        encoder.entry(&tags::SUPPORTED_CWMP_VERSIONS, versions);
    }
    if let Some(version) = &header.use_cwmp_version {
        encoder.entry(&tags::USE_CWMP_VERSION, version);
    }
    for raw in &header.other {
        encoder.raw(raw);
    }
    encoder.end_qualified(&tags::HEADER);
}

fn encode_fault(fault: &Fault<'_>, encoder: &mut Encoder<'_>) {
    encoder.start_qualified(&tags::FAULT);
    encoder.writer.leaf_tag(tags::FAULTCODE, &fault.faultcode);
    encoder.writer.leaf_tag(tags::FAULTSTRING, &fault.faultstring);
    if let Some(actor) = &fault.faultactor {
        encoder.writer.leaf_tag(tags::FAULTACTOR, actor);
    }
    if fault.detail.is_some() || !fault.extensions.is_empty() {
        encoder.writer.start_tag(tags::DETAIL);
        if let Some(detail) = &fault.detail {
            encoder.start_qualified(&tags::CWMP_FAULT);
            detail.encode_content(encoder);
            encoder.end_qualified(&tags::CWMP_FAULT);
        }
        fault.extensions.encode(encoder, &[]);
        encoder.writer.end_tag(tags::DETAIL);
    }
    encoder.end_qualified(&tags::FAULT);
}
