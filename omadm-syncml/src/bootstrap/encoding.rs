//! Provisioning documents from and to bytes.

use super::{Characteristic, Content, NESTING, Parm, ProvisioningDoc};
#[cfg(feature = "auth")]
use crate::security::BootstrapMac;
use crate::security::Unverified;
use crate::syntax::wbxml::{WbxmlSink, WbxmlSource, WbxmlStyle};
use crate::syntax::{Cursor, Extensions, Notes, Sink, Source, Space, Tag, Token};
use crate::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Limit, WarningSink};

/// Takes an attribute out of those of an element.
fn take<'a>(attributes: &mut Vec<crate::syntax::Attribute<'a>>, name: &str) -> Option<Cow<'a, str>> {
    let place = attributes.iter().position(|attribute| attribute.name.name == name)?;
    Some(attributes.remove(place).value)
}

struct Reader<'a, 'c, 's, S> {
    cursor: &'c mut Cursor<'a, 's, S>,
}

impl<'a, S: Source<'a>> Reader<'a, '_, '_, S> {
    fn rest(&mut self, attributes: Vec<crate::syntax::Attribute<'a>>) -> Result<Extensions<'a>, Error> {
        let mut extensions = Extensions::default();
        if !attributes.is_empty() {
            self.cursor.tolerate(WarningKind::UnexpectedAttribute)?;
            extensions.set_attributes(attributes);
        }
        Ok(extensions)
    }

    fn document(&mut self) -> Result<ProvisioningDoc<'a>, Error> {
        match self.cursor.next(Space::Provisioning)? {
            Token::Start(Tag::ProvisioningDoc) => {}
            Token::Start(_) | Token::StartOther => {
                return Err(self.cursor.error(ErrorKind::Unexpected("document element")));
            }
            _ => return Err(self.cursor.error(ErrorKind::Truncated("document"))),
        }
        let mut attributes = self.cursor.attributes();
        let version = take(&mut attributes, "version");
        let extensions = self.rest(attributes)?;
        let content = self.content(0)?;
        match self.cursor.next(Space::Provisioning)? {
            Token::Eof => Ok(ProvisioningDoc { version, content, extensions }),
            _ => Err(self.cursor.error(ErrorKind::TrailingData)),
        }
    }

    fn content(&mut self, depth: usize) -> Result<Vec<Content<'a>>, Error> {
        let mut content = Vec::new();
        loop {
            let mut kept = Extensions::default();
            let child = self.cursor.child(Space::Provisioning, &mut kept)?;
            content.extend(kept.into_elements().into_iter().map(Content::Other));
            match child {
                None => return Ok(content),
                Some(Tag::Parm) => {
                    self.cursor.count_item()?;
                    content.push(Content::Parm(self.parm()?));
                }
                Some(Tag::Characteristic) => {
                    self.cursor.count_item()?;
                    if depth >= NESTING {
                        return Err(self.cursor.error(ErrorKind::Limit(Limit::Depth)));
                    }
                    let mut attributes = self.cursor.attributes();
                    let Some(type_) = take(&mut attributes, "type") else {
                        return Err(self.cursor.error(ErrorKind::Malformed("attribute list: no type")));
                    };
                    let extensions = self.rest(attributes)?;
                    let content_inside = self.content(depth + 1)?;
                    let inner = Characteristic { type_, content: content_inside, extensions };
                    content.push(Content::Characteristic(inner));
                }
                Some(_) => {
                    self.cursor.tolerate(WarningKind::UnexpectedElement)?;
                    content.push(Content::Other(self.cursor.capture()?));
                }
            }
        }
    }

    fn parm(&mut self) -> Result<Parm<'a>, Error> {
        let mut attributes = self.cursor.attributes();
        let Some(name) = take(&mut attributes, "name") else {
            return Err(self.cursor.error(ErrorKind::Malformed("attribute list: no name")));
        };
        let value = take(&mut attributes, "value");
        let mut extensions = self.rest(attributes)?;
        while self.cursor.child(Space::Provisioning, &mut extensions)?.is_some() {
            self.cursor.keep(&mut extensions)?;
        }
        Ok(Parm { name, value, extensions })
    }
}

type Warnings<'w> = &'w mut dyn WarningSink<WarningKind>;

fn read<'a, S: Source<'a>>(
    source: S,
    options: &DecodeOptions,
    warnings: Warnings<'_>,
) -> Result<ProvisioningDoc<'a>, Error> {
    let mut cursor = Cursor::new(source, options, warnings);
    let read = Reader { cursor: &mut cursor }.document();
    read.map_err(|error| {
        cursor.worst(error).map(|kind| match kind {
            // In this language attributes are what documents are made of: a value without one is a broken list.
            ErrorKind::UnexpectedToken("value") => ErrorKind::Malformed("attribute list"),
            kind => kind,
        })
    })
}

impl<'a> ProvisioningDoc<'a> {
    /// Reads a document in WBXML. Who sent it is another question: see [`Unverified::verify`] for documents that
    /// came with `SEC` and `MAC`.
    ///
    /// # Errors
    /// What is malformed or out of bounds.
    pub fn from_wbxml(bytes: &'a [u8]) -> Result<Unverified<Self>, Error> {
        Self::decode_wbxml(bytes, &DecodeOptions::default(), &mut ())
    }

    /// Reads a document in WBXML, with options.
    ///
    /// # Errors
    /// What is malformed or out of bounds; in strict mode each deviation.
    pub fn decode_wbxml(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: Warnings<'_>,
    ) -> Result<Unverified<Self>, Error> {
        let source = WbxmlSource::provisioning(bytes, options, &mut Notes::new(options, warnings))?;
        read(source, options, warnings).map(Unverified::new)
    }

    /// Writes the document in WBXML 1.3.
    ///
    /// # Errors
    /// Names that are none; characteristics nested too deep.
    pub fn to_wbxml(&self) -> Result<Vec<u8>, Error> {
        let mut sink = WbxmlSink::for_root(WbxmlStyle::default().with_version(0x03), Tag::ProvisioningDoc);
        self.encode(&mut sink);
        sink.finish()
    }

    fn encode<'n, K: Sink<'n>>(&'n self, sink: &mut K) {
        let mut attributes = Vec::new();
        attributes.extend(self.version.as_deref().map(|version| ("version", version)));
        element(sink, Tag::ProvisioningDoc, attributes, &self.extensions, &self.content, 0);
    }

    /// Checks the `SEC` and `MAC` of the message the document came in, then reads it.
    ///
    /// `body` are the bytes of the message body exactly as received: the MAC is over them.
    ///
    /// # Errors
    /// `MacMismatch`; a secret that is missing; those of [`decode_wbxml`](Self::decode_wbxml).
    #[cfg(feature = "auth")]
    pub fn verify_wbxml(
        body: &'a [u8],
        mac: &BootstrapMac,
        secret: &crate::security::BootstrapSecret<'_>,
        options: &DecodeOptions,
        warnings: Warnings<'_>,
    ) -> Result<Self, Error> {
        mac.verify(secret, body, options)?;
        Self::decode_wbxml(body, options, warnings).map(Unverified::assume_unauthenticated)
    }
}

/// Writes an element with its attributes, those of the extensions, and its content.
fn element<'n, K: Sink<'n>>(
    sink: &mut K,
    tag: Tag,
    mut attributes: Vec<(&'n str, &'n str)>,
    extensions: &'n Extensions<'_>,
    content: &'n [Content<'_>],
    depth: usize,
) {
    if depth > NESTING + 1 {
        return sink.fail(ErrorKind::Limit(Limit::Depth));
    }
    attributes
        .extend(extensions.attributes().iter().map(|attribute| (&*attribute.name.name, &*attribute.value)));
    let has_content = !content.is_empty() || !extensions.elements().is_empty();
    sink.open_with(tag, &attributes, has_content);
    if !has_content {
        return;
    }
    for child in content {
        match child {
            Content::Parm(parm) => {
                let mut attributes = Vec::with_capacity(2);
                attributes.push(("name", &*parm.name));
                attributes.extend(parm.value.as_deref().map(|value| ("value", value)));
                element(sink, Tag::Parm, attributes, &parm.extensions, &[], depth + 1);
            }
            Content::Characteristic(inner) => {
                let attributes = alloc::vec![("type", &*inner.type_)];
                element(sink, Tag::Characteristic, attributes, &inner.extensions, &inner.content, depth + 1);
            }
            Content::Other(other) => other.write(sink),
        }
    }
    for other in extensions.elements() {
        other.write(sink);
    }
    sink.close(tag);
}

#[cfg(feature = "xml")]
mod xml {
    use super::{DecodeOptions, Error, ProvisioningDoc, Unverified, Warnings, read};
    use crate::syntax::{XmlSink, XmlSource, text_of, transcoded};
    use alloc::borrow::Cow;
    use alloc::string::String;
    use mgmt_wire::xml::Style;

    impl<'a> ProvisioningDoc<'a> {
        /// Reads a document in XML.
        ///
        /// # Errors
        /// What is malformed or out of bounds.
        pub fn from_xml(bytes: &'a [u8]) -> Result<Unverified<Self>, Error> {
            Self::decode_xml(bytes, &DecodeOptions::default(), &mut ())
        }

        /// Reads a document in XML, with options.
        ///
        /// # Errors
        /// What is malformed or out of bounds; in strict mode each deviation.
        pub fn decode_xml(
            bytes: &'a [u8],
            options: &DecodeOptions,
            warnings: Warnings<'_>,
        ) -> Result<Unverified<Self>, Error> {
            match text_of(bytes, options, warnings)? {
                (Cow::Borrowed(text), _) => read(XmlSource::new(text, options), options, warnings),
                (Cow::Owned(text), encoding) => transcoded(&text, encoding, warnings, |warnings| {
                    read(XmlSource::new(&text, options), options, warnings).map(ProvisioningDoc::into_owned)
                }),
            }
            .map(Unverified::new)
        }

        /// Writes the document in XML.
        ///
        /// # Errors
        /// Characters that XML cannot carry; characteristics nested too deep.
        pub fn to_xml(&self) -> Result<String, Error> {
            self.to_xml_with(Style::default())
        }

        /// Writes the document in XML of this style.
        ///
        /// # Errors
        /// Characters that XML cannot carry; characteristics nested too deep.
        pub fn to_xml_with(&self, style: Style) -> Result<String, Error> {
            let mut sink = XmlSink::new(style);
            self.encode(&mut sink);
            sink.finish()
        }
    }
}
