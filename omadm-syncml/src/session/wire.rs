//! What goes in and out.

#[cfg(not(feature = "xml"))]
use crate::ErrorKind;
use crate::code::StatusCode;
use crate::message::{Encoding, Meta, SyncMl};
use crate::security::{HmacHeader, Nonce};
use crate::{Error, WarningKind};
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, WarningSink};

/// How one side of a session speaks.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// XML or WBXML.
    pub encoding: Encoding,
    /// `VerProto`: `DM/1.2` (default), `DM/1.1` or `DM/1.3`. `VerDTD` follows.
    pub ver_proto: &'static str,
    /// The largest message this side takes, in bytes; told to the peer as `MaxMsgSize`.
    pub max_msg_size: u64,
    /// The largest object this side takes, in bytes; told to the peer as `MaxObjSize`.
    pub max_obj_size: u64,
    /// How messages are decoded.
    pub decode: DecodeOptions,
}

impl Settings {
    /// The default: DM 1.2, messages of 16 KiB, objects as large as the decoder's limit.
    #[must_use]
    pub fn new(encoding: Encoding) -> Self {
        let decode = DecodeOptions::default();
        Settings {
            encoding,
            ver_proto: "DM/1.2",
            max_msg_size: 16 * 1024,
            max_obj_size: decode.limits.large_object as u64,
            decode,
        }
    }

    /// The same with another size of messages.
    #[must_use]
    pub fn with_max_msg_size(mut self, bytes: u64) -> Self {
        self.max_msg_size = bytes;
        self
    }

    /// The same with another size of objects.
    #[must_use]
    pub fn with_max_obj_size(mut self, bytes: u64) -> Self {
        self.max_obj_size = bytes;
        self
    }

    pub(super) fn ver_dtd(&self) -> &'static str {
        if self.ver_proto == "DM/1.1" { "1.1" } else { "1.2" }
    }

    pub(super) fn meta(&self) -> Meta<'static> {
        Meta::new().with_max_msg_size(self.max_msg_size).with_max_obj_size(self.max_obj_size)
    }

    pub(super) fn object_limit(&self) -> usize {
        usize::try_from(self.max_obj_size).unwrap_or(usize::MAX).min(self.decode.limits.large_object)
    }

    pub(super) fn write(&self, message: &SyncMl<'_>) -> Result<Vec<u8>, Error> {
        match self.encoding {
            Encoding::Wbxml => message.to_wbxml(),
            #[cfg(feature = "xml")]
            Encoding::Xml => message.to_xml().map(String::into_bytes),
            #[cfg(not(feature = "xml"))]
            Encoding::Xml => Err(Error::new(ErrorKind::Malformed("encoding: built without XML"))),
        }
    }

    pub(super) fn read<'a>(
        &self,
        body: &'a [u8],
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<SyncMl<'a>, Error> {
        match self.encoding {
            Encoding::Wbxml => SyncMl::decode_wbxml(body, &self.decode, warnings),
            #[cfg(feature = "xml")]
            Encoding::Xml => SyncMl::decode_xml(body, &self.decode, warnings),
            #[cfg(not(feature = "xml"))]
            Encoding::Xml => Err(Error::new(ErrorKind::Malformed("encoding: built without XML"))),
        }
    }
}

/// A message that came.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Incoming<'a> {
    /// The body, byte for byte as the transport carried it.
    pub body: &'a [u8],
    /// The `x-syncml-hmac` header, if there was one.
    pub hmac: Option<HmacHeader<'a>>,
    /// Random bytes, never used before: the nonce for the peer, should it need one.
    pub fresh_nonce: Nonce,
}

impl<'a> Incoming<'a> {
    /// A message without `x-syncml-hmac` header.
    #[must_use]
    pub fn new(body: &'a [u8], fresh_nonce: Nonce) -> Self {
        Incoming { body, hmac: None, fresh_nonce }
    }

    /// The same with the header.
    #[must_use]
    pub fn with_hmac(mut self, hmac: HmacHeader<'a>) -> Self {
        self.hmac = Some(hmac);
        self
    }
}

/// A message to send.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outgoing {
    /// The message.
    pub message: SyncMl<'static>,
    /// Its bytes: what the transport must carry.
    pub body: Vec<u8>,
    /// The value of the `x-syncml-hmac` header to send along.
    pub hmac: Option<String>,
    /// Where to send it, when the peer named a place (`RespURI`).
    pub uri: Option<String>,
}

/// The version of the peer's message, as far as it decides the status of its header.
pub(super) fn version_status(message: &SyncMl<'_>) -> Option<StatusCode> {
    let dtd = message.header.ver_dtd.trim();
    let proto = message.header.ver_proto.trim();
    if !matches!(dtd, "1.1" | "1.2") {
        Some(StatusCode::VERSION_NOT_SUPPORTED)
    } else if !proto.starts_with("DM/") {
        Some(StatusCode::PROTOCOL_NOT_SUPPORTED)
    } else {
        None
    }
}
