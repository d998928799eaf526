//! One door to all formats: [`decode`] and [`encode`] by content format.
//!
//! ```
//! # #[cfg(all(feature = "json", feature = "cbor"))] {
//! use lwm2m_tlv::{ContentFormat, DecodeOptions, Path, Version, content_format};
//!
//! let path = Path::instance(3, 0);
//! let payload = br#"[{"bn":"/3/0/","n":"9","v":95}]"#;
//! let options = DecodeOptions::default();
//! let nodes =
//!     content_format::decode(ContentFormat::SENML_JSON, path, payload, &(), &options, &mut ())?;
//! let cbor = content_format::encode(ContentFormat::LWM2M_CBOR, Version::V1_2, path, &nodes)?;
//! assert_eq!(cbor, [0xa1, 0x83, 3, 0, 9, 0x18, 95]);
//! # }
//! # Ok::<(), lwm2m_tlv::Error>(())
//! ```

use core::fmt;

#[cfg(feature = "alloc")]
pub use door::{decode, encode};

macro_rules! formats {
    ($( $(#[doc = $doc:literal])+ $constant:ident = $number:literal $media_type:literal )+) => {
        /// A CoAP content format number. Others than the constants can be carried as well.
        ///
        /// ```
        /// use lwm2m_tlv::ContentFormat;
        ///
        /// assert_eq!(ContentFormat::TLV.media_type(), Some("application/vnd.oma.lwm2m+tlv"));
        /// assert_eq!(ContentFormat(1542).canonical(), ContentFormat::TLV);
        /// assert_eq!(ContentFormat(9).media_type(), None);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
        pub struct ContentFormat(pub u16);

        impl ContentFormat {
            $( $(#[doc = $doc])+ pub const $constant: ContentFormat = ContentFormat($number); )+

            /// Every format that has a constant.
            pub const ALL: &'static [ContentFormat] = &[ $( ContentFormat::$constant, )+ ];

            /// The media type; `None` for a number without a constant.
            #[must_use]
            pub const fn media_type(self) -> Option<&'static str> {
                match self.0 { $( $number => Some($media_type), )+ _ => None }
            }
        }
    };
}

formats! {
    /// Plain text: one value.
    TEXT = 0 "text/plain"
    /// CoRE link-format: Discover and registration.
    LINK_FORMAT = 40 "application/link-format"
    /// Opaque: the bytes of one value.
    OPAQUE = 42 "application/octet-stream"
    /// CBOR: one value (from LwM2M 1.1).
    CBOR = 60 "application/cbor"
    /// SenML JSON (from LwM2M 1.1).
    SENML_JSON = 110 "application/senml+json"
    /// SenML CBOR (from LwM2M 1.1).
    SENML_CBOR = 112 "application/senml+cbor"
    /// SenML-ETCH JSON (RFC 8790): paths to fetch, values to patch.
    SENML_ETCH_JSON = 320 "application/senml-etch+json"
    /// SenML-ETCH CBOR (RFC 8790): paths to fetch, values to patch.
    SENML_ETCH_CBOR = 322 "application/senml-etch+cbor"
    /// Text, by the number of drafts before LwM2M 1.0.
    LEGACY_TEXT = 1541 "application/vnd.oma.lwm2m+text"
    /// TLV, by the number of drafts before LwM2M 1.0.
    LEGACY_TLV = 1542 "application/vnd.oma.lwm2m+tlv"
    /// LwM2M JSON, by the number of drafts before LwM2M 1.0.
    LEGACY_JSON = 1543 "application/vnd.oma.lwm2m+json"
    /// TLV.
    TLV = 11542 "application/vnd.oma.lwm2m+tlv"
    /// LwM2M JSON (LwM2M 1.0; optional afterwards).
    JSON = 11543 "application/vnd.oma.lwm2m+json"
    /// LwM2M CBOR (from LwM2M 1.2.1).
    LWM2M_CBOR = 11544 "application/vnd.oma.lwm2m+cbor"
}

impl ContentFormat {
    /// The number in use today: 1541, 1542 and 1543 become 0, 11542 and 11543.
    #[must_use]
    pub const fn canonical(self) -> ContentFormat {
        match self {
            ContentFormat::LEGACY_TEXT => ContentFormat::TEXT,
            ContentFormat::LEGACY_TLV => ContentFormat::TLV,
            ContentFormat::LEGACY_JSON => ContentFormat::JSON,
            other => other,
        }
    }

    /// The LwM2M version that brought the format.
    #[must_use]
    pub const fn since(self) -> crate::Version {
        match self {
            ContentFormat::CBOR
            | ContentFormat::SENML_JSON
            | ContentFormat::SENML_CBOR
            | ContentFormat::SENML_ETCH_JSON
            | ContentFormat::SENML_ETCH_CBOR => crate::Version::V1_1,
            ContentFormat::LWM2M_CBOR => crate::Version::V1_2,
            _ => crate::Version::V1_0,
        }
    }

    /// Whether the format carries the value of one resource and no path.
    #[must_use]
    pub const fn is_single_value(self) -> bool {
        matches!(self.canonical(), ContentFormat::TEXT | ContentFormat::OPAQUE | ContentFormat::CBOR)
    }
}

impl fmt::Display for ContentFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(feature = "alloc")]
mod door {
    use super::ContentFormat;
    use crate::error::{Error, ErrorKind, WarningKind};
    #[cfg(feature = "json")]
    use crate::format::lwm2m_json;
    #[cfg(any(feature = "json", feature = "cbor"))]
    use crate::format::senml::{self, Pack};
    #[cfg(feature = "cbor")]
    use crate::format::{cbor, lwm2m_cbor};
    use crate::format::{opaque, text, tlv};
    use crate::node::{Content, Node};
    use crate::path::Path;
    use crate::value::{Types, Value};
    use crate::version::Version;
    use alloc::borrow::Cow;
    use alloc::vec::Vec;
    use core::borrow::Borrow;
    use mgmt_wire::{DecodeOptions, WarningSink};

    /// Decodes a payload of any content format but link-format.
    ///
    /// `path` is the path of the request (`/` for composite operations and Send), `types` the object model. A pack of
    /// 320 or 322 is read as a patch when it has values and as a list of paths when it has none; without a record it says,
    /// as in 110 and 112, that nothing is at `path`.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedFormat`]; else those of the format.
    pub fn decode<'a>(
        format: ContentFormat,
        path: Path,
        payload: &'a [u8],
        types: &dyn Types,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Vec<Node<'a>>, Error> {
        let single = |node: Result<Node<'a>, Error>| node.map(|node| alloc::vec![node]);
        match format.canonical() {
            ContentFormat::TEXT => single(text::decode_with(path, payload, types, options, warnings)),
            ContentFormat::OPAQUE => single(opaque::decode_with(path, payload, types, options)),
            ContentFormat::TLV => tlv::decode_with(path, payload, types, options, warnings),
            #[cfg(feature = "json")]
            ContentFormat::JSON => lwm2m_json::decode_with(path, payload, types, options, warnings),
            #[cfg(feature = "json")]
            ContentFormat::SENML_JSON => {
                senml::json::decode_with(path, payload, types, Pack::Values, options, warnings)
            }
            #[cfg(feature = "json")]
            ContentFormat::SENML_ETCH_JSON => {
                senml::json::decode_with(path, payload, types, Pack::Either, options, warnings)
            }
            #[cfg(feature = "cbor")]
            ContentFormat::CBOR => single(cbor::decode_with(path, payload, types, options, warnings)),
            #[cfg(feature = "cbor")]
            ContentFormat::SENML_CBOR => {
                senml::cbor::decode_with(path, payload, types, Pack::Values, options, warnings)
            }
            #[cfg(feature = "cbor")]
            ContentFormat::SENML_ETCH_CBOR => {
                senml::cbor::decode_with(path, payload, types, Pack::Either, options, warnings)
            }
            #[cfg(feature = "cbor")]
            ContentFormat::LWM2M_CBOR => lwm2m_cbor::decode_with(path, payload, types, options, warnings),
            other => Err(Error::new(ErrorKind::UnsupportedFormat(other.0))),
        }
    }

    /// Encodes nodes as the payload of a request or response on `path`, for a peer of this version.
    ///
    /// To a peer of LwM2M 1.0, which has no Unsigned, such values go as Integer.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedFormat`], also for a format that the version does not have; else those of the format.
    pub fn encode<'a, N: Borrow<Node<'a>>>(
        format: ContentFormat,
        version: Version,
        path: Path,
        nodes: &[N],
    ) -> Result<Vec<u8>, Error> {
        if format.since() > version {
            return Err(Error::new(ErrorKind::UnsupportedFormat(format.0)));
        }
        let unsigned = |node: &N| matches!(node.borrow().content, Content::Value(Value::Unsigned(_)));
        if version < Version::V1_1 && nodes.iter().any(unsigned) {
            let signed: Result<Vec<Cow<'_, Node<'a>>>, Error> =
                nodes.iter().map(|node| without_unsigned(node.borrow())).collect();
            return write(format, path, &signed?);
        }
        write(format, path, nodes)
    }

    fn without_unsigned<'n, 'a>(node: &'n Node<'a>) -> Result<Cow<'n, Node<'a>>, Error> {
        let Content::Value(Value::Unsigned(number)) = node.content else { return Ok(Cow::Borrowed(node)) };
        let number = i64::try_from(number)
            .map_err(|_| crate::format::refuse(ErrorKind::OutOfRange("integer"), node.path))?;
        let mut node = node.clone();
        node.content = Content::Value(Value::Integer(number));
        Ok(Cow::Owned(node))
    }

    fn write<'a, N: Borrow<Node<'a>>>(
        format: ContentFormat,
        path: Path,
        nodes: &[N],
    ) -> Result<Vec<u8>, Error> {
        #[cfg(any(feature = "json", feature = "cbor"))]
        let etch = || {
            let is_value = |node: &N| matches!(node.borrow().content, Content::Value(_));
            if nodes.iter().any(is_value) { Pack::Patch } else { Pack::Paths }
        };
        match format.canonical() {
            ContentFormat::TEXT => text::encode(nodes).map(Vec::from),
            ContentFormat::OPAQUE => opaque::encode(nodes),
            ContentFormat::TLV => tlv::encode(path, nodes),
            #[cfg(feature = "json")]
            ContentFormat::JSON => lwm2m_json::encode(nodes).map(Vec::from),
            #[cfg(feature = "json")]
            ContentFormat::SENML_JSON => senml::json::encode(nodes, Pack::Values).map(Vec::from),
            #[cfg(feature = "json")]
            ContentFormat::SENML_ETCH_JSON => senml::json::encode(nodes, etch()).map(Vec::from),
            #[cfg(feature = "cbor")]
            ContentFormat::CBOR => cbor::encode(nodes),
            #[cfg(feature = "cbor")]
            ContentFormat::SENML_CBOR => senml::cbor::encode(nodes, Pack::Values),
            #[cfg(feature = "cbor")]
            ContentFormat::SENML_ETCH_CBOR => senml::cbor::encode(nodes, etch()),
            #[cfg(feature = "cbor")]
            ContentFormat::LWM2M_CBOR => lwm2m_cbor::encode(nodes),
            other => Err(Error::new(ErrorKind::UnsupportedFormat(other.0))),
        }
    }
}
