//! Messages from and to bytes.

use super::body::{Reading, read_message};
use super::{Command, Partial, Spanned, SyncBody, SyncMl};
use crate::syntax::wbxml::{WbxmlSink, WbxmlSource, WbxmlStyle};
use crate::syntax::{Cursor, Encode, Notes, Source, Space, Tag, Token};
use crate::{Error, ErrorKind, WarningKind};
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, WarningSink};

/// How a message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// XML: `application/vnd.syncml.dm+xml`.
    Xml,
    /// WBXML: `application/vnd.syncml.dm+wbxml`.
    Wbxml,
}

impl Encoding {
    /// What the bytes look like: a WBXML version byte is no character of an XML document.
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Encoding {
        match bytes.first() {
            Some(0x00..=0x03) => Encoding::Wbxml,
            _ => Encoding::Xml,
        }
    }

    /// The media type of messages.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Encoding::Xml => "application/vnd.syncml.dm+xml",
            Encoding::Wbxml => "application/vnd.syncml.dm+wbxml",
        }
    }
}

type Warnings<'w> = &'w mut dyn WarningSink<WarningKind>;

impl<'a> SyncMl<'a> {
    /// Reads a message in WBXML.
    ///
    /// # Errors
    /// What is malformed, missing or out of bounds.
    pub fn from_wbxml(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::decode_wbxml(bytes, &DecodeOptions::default(), &mut ())
    }

    /// Reads a message in WBXML, with options.
    ///
    /// # Errors
    /// What is malformed, missing or out of bounds; in strict mode each deviation.
    pub fn decode_wbxml(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: Warnings<'_>,
    ) -> Result<Self, Error> {
        let source = WbxmlSource::new(bytes, options, &mut Notes::new(options, warnings))?;
        read_message(&mut Cursor::new(source, options, warnings))
    }

    /// Writes the message in WBXML.
    ///
    /// # Errors
    /// Characters that XML cannot carry, names that are none, commands nested too deep.
    pub fn to_wbxml(&self) -> Result<Vec<u8>, Error> {
        self.to_wbxml_with(WbxmlStyle::default())
    }

    /// Writes the message in WBXML of this style.
    ///
    /// # Errors
    /// Characters that XML cannot carry, names that are none, commands nested too deep.
    pub fn to_wbxml_with(&self, style: WbxmlStyle) -> Result<Vec<u8>, Error> {
        let mut sink = WbxmlSink::new(style);
        self.encode(Tag::SyncML, &mut sink);
        sink.finish()
    }

    /// Writes the message in WBXML into a buffer.
    ///
    /// # Errors
    /// Characters that XML cannot carry, names that are none, commands nested too deep.
    #[cfg(feature = "bytes")]
    pub fn put_wbxml(&self, buffer: &mut impl bytes::BufMut) -> Result<(), Error> {
        buffer.put_slice(&self.to_wbxml()?);
        Ok(())
    }

    /// Reads what can be read of a message in WBXML, and says what ended it.
    pub fn partial_wbxml(bytes: &'a [u8], options: &DecodeOptions, warnings: Warnings<'_>) -> Partial<'a> {
        let source = match WbxmlSource::new(bytes, options, &mut Notes::new(options, warnings)) {
            Ok(source) => source,
            Err(error) => return Partial { error: Some(error), ..Partial::default() },
        };
        Partial::read(&mut Cursor::new(source, options, warnings))
    }

    /// Reads a message in WBXML together with the bytes of each command.
    ///
    /// # Errors
    /// Those of [`decode_wbxml`](Self::decode_wbxml).
    pub fn spanned_wbxml(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: Warnings<'_>,
    ) -> Result<Spanned<'a>, Error> {
        let message = Self::decode_wbxml(bytes, options, warnings)?;
        let source = WbxmlSource::new(bytes, options, &mut Notes::new(&DecodeOptions::lenient(), &mut ()))?;
        Spanned::new(bytes, message, source)
    }
}

impl<'a> SyncBody<'a> {
    /// Reads a body that no `SyncML` stands around, in WBXML: of a document whose root is `SyncBody`, or a `SyncML`
    /// without header.
    ///
    /// # Errors
    /// What is malformed, missing or out of bounds.
    pub fn decode_wbxml(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: Warnings<'_>,
    ) -> Result<Self, Error> {
        let source = WbxmlSource::new(bytes, options, &mut Notes::new(options, warnings))?;
        body_of(&mut Cursor::new(source, options, warnings))
    }
}

/// The commands of [`SyncBody::decode_wbxml`].
///
/// # Errors
/// What is malformed, missing or out of bounds.
pub fn decode_commands_wbxml<'a>(
    bytes: &'a [u8],
    options: &DecodeOptions,
    warnings: Warnings<'_>,
) -> Result<Vec<Command<'a>>, Error> {
    SyncBody::decode_wbxml(bytes, options, warnings).map(|body| body.commands)
}

/// The body of a document whose root is `SyncML` or `SyncBody`.
fn body_of<'a, S: Source<'a>>(cursor: &mut Cursor<'a, '_, S>) -> Result<SyncBody<'a>, Error> {
    use crate::syntax::Decode;
    let body = match cursor.next(Space::SyncMl)? {
        Token::Start(Tag::SyncBody) => SyncBody::decode(cursor, Tag::SyncBody)?,
        Token::Start(Tag::SyncML) => {
            let mut message = SyncMl::empty();
            let mut reading = Reading::for_commands(&mut message);
            reading.content(cursor)?;
            if !reading.has_body {
                return Err(cursor.error(ErrorKind::Missing(Tag::SyncBody.name())));
            }
            if !reading.has_header {
                cursor.tolerate(WarningKind::MissingElement(Tag::SyncHdr.name()))?;
            }
            message.body
        }
        Token::Eof => return Err(cursor.error(ErrorKind::Truncated("document"))),
        _ => return Err(cursor.error(ErrorKind::Unexpected("document element"))),
    };
    match cursor.next(Space::SyncMl)? {
        Token::Eof => Ok(body),
        _ => Err(cursor.error(ErrorKind::TrailingData)),
    }
}

#[cfg(feature = "xml")]
mod xml {
    use super::{
        Cursor, Encode, Error, Notes, Partial, Spanned, SyncBody, SyncMl, Tag, Warnings, read_message,
    };
    use crate::message::Command;
    use crate::message::loose::Front;
    use crate::syntax::{IntoOwned, XmlSink, XmlSource, text_of, transcoded};
    use crate::{ErrorKind, WarningKind};
    use alloc::borrow::Cow;
    use alloc::string::String;
    use alloc::vec::Vec;
    use mgmt_wire::DecodeOptions;
    use mgmt_wire::xml::Style;

    fn read<'a>(text: &'a str, options: &DecodeOptions, warnings: Warnings<'_>) -> Result<SyncMl<'a>, Error> {
        let mut cursor = Cursor::new(XmlSource::new(text, options), options, warnings);
        let error = match read_message(&mut cursor) {
            Ok(message) => return Ok(message),
            Err(error) => error,
        };
        match Front::of(text, options) {
            Ok(front) if front.root == Some(Tag::SyncHdr.name()) => {
                let kind = WarningKind::MissingElement(Tag::SyncML.name());
                Notes::new(options, warnings)
                    .tolerate(kind, front.skipped)
                    .map_err(|kind| Error::at(kind, front.skipped))?;
                front.tell(warnings);
                front.read_in("<SyncML>", "</SyncML>", options, warnings, |cursor| {
                    read_message(cursor).map(SyncMl::into_owned)
                })
            }
            _ => Err(error),
        }
    }

    impl<'a> SyncMl<'a> {
        /// Reads a message in XML.
        ///
        /// # Errors
        /// What is malformed, missing or out of bounds.
        pub fn from_xml(bytes: &'a [u8]) -> Result<Self, Error> {
            Self::decode_xml(bytes, &DecodeOptions::default(), &mut ())
        }

        /// Reads a message in XML, with options. In an encoding other than UTF-8 the message is copied.
        ///
        /// A `SyncHdr` and a `SyncBody` side by side, as the documentation of Windows prints messages, are read with a
        /// warning; the message is copied.
        ///
        /// # Errors
        /// What is malformed, missing or out of bounds; in strict mode each deviation.
        pub fn decode_xml(
            bytes: &'a [u8],
            options: &DecodeOptions,
            warnings: Warnings<'_>,
        ) -> Result<Self, Error> {
            match text_of(bytes, options, warnings)? {
                (Cow::Borrowed(text), _) => read(text, options, warnings),
                (Cow::Owned(text), encoding) => transcoded(&text, encoding, warnings, |warnings| {
                    read(&text, options, warnings).map(SyncMl::into_owned)
                }),
            }
        }

        /// Reads a message in whichever encoding it is.
        ///
        /// # Errors
        /// What is malformed, missing or out of bounds; in strict mode each deviation.
        pub fn decode(
            bytes: &'a [u8],
            options: &DecodeOptions,
            warnings: Warnings<'_>,
        ) -> Result<Self, Error> {
            match super::Encoding::detect(bytes) {
                super::Encoding::Wbxml => Self::decode_wbxml(bytes, options, warnings),
                super::Encoding::Xml => Self::decode_xml(bytes, options, warnings),
            }
        }

        /// Writes the message in XML.
        ///
        /// # Errors
        /// Characters that XML cannot carry, names that are none, commands nested too deep.
        pub fn to_xml(&self) -> Result<String, Error> {
            self.to_xml_with(Style::default())
        }

        /// Writes the message in XML of this style. Indentation is for people: it becomes part of the document.
        ///
        /// # Errors
        /// Characters that XML cannot carry, names that are none, commands nested too deep.
        pub fn to_xml_with(&self, style: Style) -> Result<String, Error> {
            // What a command without large data takes; less than it takes in memory.
            let room = self.body.commands.len().saturating_mul(256).saturating_add(1024);
            let mut sink = XmlSink::with_capacity(style, room);
            self.encode(Tag::SyncML, &mut sink);
            sink.finish()
        }

        /// Reads what can be read of a message in XML, and says what ended it.
        pub fn partial_xml(bytes: &'a [u8], options: &DecodeOptions, warnings: Warnings<'_>) -> Partial<'a> {
            fn read<'t>(text: &'t str, options: &DecodeOptions, warnings: Warnings<'_>) -> Partial<'t> {
                Partial::read(&mut Cursor::new(XmlSource::new(text, options), options, warnings))
            }
            // A document cut in the middle of a character is still a document up to there.
            let whole = match core::str::from_utf8(bytes) {
                Err(error) if error.error_len().is_none() => {
                    bytes.get(..error.valid_up_to()).unwrap_or(bytes)
                }
                _ => bytes,
            };
            match text_of(whole, options, warnings) {
                Ok((Cow::Borrowed(text), _)) => read(text, options, warnings),
                Ok((Cow::Owned(text), encoding)) => {
                    let mut partial = Partial::default();
                    let error = transcoded(&text, encoding, warnings, |warnings| {
                        partial = read(&text, options, warnings).into_owned();
                        partial.error.take().map_or(Ok(()), Err)
                    });
                    Partial { error: error.err(), ..partial }
                }
                Err(error) => Partial { error: Some(error), ..Partial::default() },
            }
        }

        /// Reads a message in UTF-8 XML together with the bytes of each command.
        ///
        /// # Errors
        /// Those of [`decode_xml`](Self::decode_xml); `UnsupportedEncoding` when the document is not in UTF-8.
        pub fn spanned_xml(
            bytes: &'a [u8],
            options: &DecodeOptions,
            warnings: Warnings<'_>,
        ) -> Result<Spanned<'a>, Error> {
            let (Cow::Borrowed(text), _) = text_of(bytes, options, warnings)? else {
                return Err(Error::at(ErrorKind::UnsupportedEncoding(0), 0));
            };
            let message = read(text, options, warnings)?;
            Spanned::new(text.as_bytes(), message, XmlSource::new(text, options))
        }
    }

    impl<'a> SyncBody<'a> {
        /// Reads a body in XML that no `SyncML` stands around: a document whose root is `SyncBody`, or a list of
        /// commands, as [`decode_commands`] does, with `Final` if it stands there.
        ///
        /// # Errors
        /// What is malformed, missing or out of bounds; in strict mode each deviation.
        pub fn decode_xml(
            bytes: &'a [u8],
            options: &DecodeOptions,
            warnings: Warnings<'_>,
        ) -> Result<Self, Error> {
            match text_of(bytes, options, warnings)? {
                (Cow::Borrowed(text), _) => body_in(text, options, warnings),
                (Cow::Owned(text), encoding) => transcoded(&text, encoding, warnings, |warnings| {
                    body_in(&text, options, warnings).map(IntoOwned::into_owned)
                }),
            }
        }
    }

    /// Reads a list of commands in XML that no `SyncML` stands around: what management tools and their users keep
    /// in files. A `SyncML` or `SyncBody` around them, or `SyncHdr` and `SyncBody` side by side, are read as well; a
    /// `SyncML` without `SyncHdr`, as in the documentation of Windows, is reported.
    ///
    /// ```
    /// use omadm_syncml::message::decode_commands;
    ///
    /// let file = b"<Replace><Item><Target><LocURI>./a</LocURI></Target></Item></Replace>\n<Get><Item/></Get>";
    /// let commands = decode_commands(file, &Default::default(), &mut ())?;
    /// assert_eq!(commands.len(), 2);
    /// # Ok::<(), omadm_syncml::Error>(())
    /// ```
    ///
    /// # Errors
    /// What is malformed, missing or out of bounds.
    pub fn decode_commands<'a>(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: Warnings<'_>,
    ) -> Result<Vec<Command<'a>>, Error> {
        SyncBody::decode_xml(bytes, options, warnings).map(|body| body.commands)
    }

    fn body_in<'a>(
        text: &'a str,
        options: &DecodeOptions,
        warnings: Warnings<'_>,
    ) -> Result<SyncBody<'a>, Error> {
        let front = Front::of(text, options)?;
        if matches!(front.root, Some("SyncML" | "SyncBody")) {
            return super::body_of(&mut Cursor::new(XmlSource::new(text, options), options, warnings));
        }
        front.tell(warnings);
        let (before, behind) = match front.root {
            Some("SyncHdr") => ("<SyncML>", "</SyncML>"),
            _ => ("<SyncBody>", "</SyncBody>"),
        };
        front.read_in(before, behind, options, warnings, |cursor| {
            super::body_of(cursor).map(IntoOwned::into_owned)
        })
    }
}

#[cfg(feature = "xml")]
pub use xml::decode_commands;
