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

/// Reads a list of commands that no `SyncML` stands around, in WBXML: the body of a document whose root is
/// `SyncBody`, `SyncML`, or one command.
///
/// # Errors
/// What is malformed, missing or out of bounds.
pub fn decode_commands_wbxml<'a>(
    bytes: &'a [u8],
    options: &DecodeOptions,
    warnings: Warnings<'_>,
) -> Result<Vec<Command<'a>>, Error> {
    let source = WbxmlSource::new(bytes, options, &mut Notes::new(options, warnings))?;
    commands_of(&mut Cursor::new(source, options, warnings))
}

/// The commands of a document whose root is `SyncML`, `SyncBody` or one command.
fn commands_of<'a, S: Source<'a>>(cursor: &mut Cursor<'a, '_, S>) -> Result<Vec<Command<'a>>, Error> {
    use crate::syntax::Decode;
    let commands = match cursor.next(Space::SyncMl)? {
        Token::Start(Tag::SyncBody) => SyncBody::decode(cursor, Tag::SyncBody)?.commands,
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
            message.body.commands
        }
        Token::Eof => return Err(cursor.error(ErrorKind::Truncated("document"))),
        _ => return Err(cursor.error(ErrorKind::Unexpected("document element"))),
    };
    match cursor.next(Space::SyncMl)? {
        Token::Eof => Ok(commands),
        _ => Err(cursor.error(ErrorKind::TrailingData)),
    }
}

#[cfg(feature = "xml")]
mod xml {
    use super::{Cursor, Encode, Error, Partial, Spanned, SyncMl, Tag, Warnings, read_message};
    use crate::message::Command;
    use crate::syntax::{IntoOwned, XmlSink, XmlSource, text_of, transcoded};
    use crate::{ErrorKind, WarningKind};
    use alloc::borrow::Cow;
    use alloc::string::String;
    use alloc::vec::Vec;
    use mgmt_wire::xml::{Event, Reader, Style};
    use mgmt_wire::{DecodeOptions, Warning};

    fn read<'a>(text: &'a str, options: &DecodeOptions, warnings: Warnings<'_>) -> Result<SyncMl<'a>, Error> {
        read_message(&mut Cursor::new(XmlSource::new(text, options), options, warnings))
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
        let (text, encoding) = text_of(bytes, options, warnings)?;
        match text {
            Cow::Borrowed(text) => commands_in(text, options, warnings),
            Cow::Owned(text) => {
                transcoded(&text, encoding, warnings, |warnings| commands_in(&text, options, warnings))
            }
        }
    }

    fn commands_in<'a>(
        text: &str,
        options: &DecodeOptions,
        warnings: Warnings<'_>,
    ) -> Result<Vec<Command<'a>>, Error> {
        let front = Front::of(text, options)?;
        if matches!(front.root, Some("SyncML" | "SyncBody")) {
            let commands =
                super::commands_of(&mut Cursor::new(XmlSource::new(text, options), options, warnings))?;
            return Ok(commands.into_iter().map(IntoOwned::into_owned).collect());
        }
        for warning in front.warnings {
            warnings.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
        let content = front.content;
        if content.is_empty() {
            return Err(Error::at(ErrorKind::Xml(mgmt_wire::xml::ErrorKind::Truncated), text.len()));
        }
        // XML has one root. Where there are several the list gets one, and offsets are set right afterwards.
        let skipped = front.skipped;
        let (before, behind) = match front.root {
            Some("SyncHdr") => ("<SyncML>", "</SyncML>"),
            _ => ("<SyncBody>", "</SyncBody>"),
        };
        let wrapped = [before, content, behind].concat();
        let place = |offset: usize| (offset + skipped).saturating_sub(before.len());
        let mut placed = |warning: Warning<WarningKind>| {
            warnings.warn(Warning::new(warning.kind, place(warning.offset)));
        };
        let source = XmlSource::fragment(&wrapped, options);
        let commands = super::commands_of(&mut Cursor::new(source, options, &mut placed));
        match commands {
            Ok(commands) => Ok(commands.into_iter().map(IntoOwned::into_owned).collect()),
            Err(error) => {
                let error = match error.kind() {
                    ErrorKind::Xml(_) => cut_short(&wrapped, behind, options).unwrap_or(error),
                    _ => error,
                };
                let offset = error.offset().map(place);
                let path = String::from(error.path().split_once('/').map_or("", |(_, path)| path));
                let kind = error.into_kind();
                Err(match offset {
                    Some(at) => Error::at(kind, at),
                    None => Error::new(kind),
                }
                .in_path(path))
            }
        }
    }

    /// Whether a list that is refused merely ends early, which the end tag put behind it hides.
    #[cold]
    fn cut_short(wrapped: &str, behind: &str, options: &DecodeOptions) -> Option<Error> {
        let source = XmlSource::fragment(wrapped.strip_suffix(behind)?, options);
        let error = super::commands_of(&mut Cursor::new(source, options, &mut ())).err()?;
        matches!(error.kind(), ErrorKind::Xml(mgmt_wire::xml::ErrorKind::Truncated)).then_some(error)
    }

    /// What a list of commands begins with.
    struct Front<'t> {
        /// The local name of the first element.
        root: Option<&'t str>,
        /// The list, from its first element on.
        content: &'t str,
        /// How much stands in front of it.
        skipped: usize,
        warnings: Vec<Warning<mgmt_wire::xml::WarningKind>>,
    }

    impl<'t> Front<'t> {
        /// Looks at what stands in front of the first element, as in front of any document element, and at the end.
        fn of(text: &'t str, options: &DecodeOptions) -> Result<Self, Error> {
            let start = text.trim_start_matches([' ', '\t', '\r', '\n', '\u{FEFF}']);
            if !start.starts_with('<') {
                let skipped = text.len() - start.len();
                return Ok(Front { root: None, content: start, skipped, warnings: Vec::new() });
            }
            let mut reader = Reader::new(text, options, &[]);
            let root = match reader.next_structure().map_err(|error| error.map(ErrorKind::Xml))? {
                Event::Start(name) => Some(name.local),
                _ => None,
            };
            let skipped = reader.offset();
            let content = text.get(skipped..).unwrap_or("").trim_end_matches('\0');
            Ok(Front { root, content, skipped, warnings: reader.take_warnings() })
        }
    }
}

#[cfg(feature = "xml")]
pub use xml::decode_commands;
