//! `Data`: text, bytes, or a document of its own.

use super::Meta;
use crate::code::Format;
use crate::security::base64;
use crate::syntax::{
    Attribute, Cursor, Decode, Encode, Extensions, Fragment, IntoOwned, Node, Sink, Source, Space, Tag,
    Token, is_blank, is_text, trim, wbxml,
};
use crate::{Error, ErrorKind};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// What a `Data` element holds.
///
/// The same whichever encoding it came in: opaque data that is text under its `Format` is [`Text`](Self::Text),
/// Base64 under `Format` `bin` is [`Bytes`](Self::Bytes), and a WBXML document inside opaque data is a
/// [`Document`](Self::Document) as its XML form is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content<'a> {
    /// Character data, exactly as sent.
    Text(Cow<'a, str>),
    /// Bytes: Base64 in XML, opaque data in WBXML.
    Bytes(Cow<'a, [u8]>),
    /// Elements: embedded device information, a device description, TNDS.
    Document(Fragment<'a>),
}

/// `Data`: the value of an item, a status or alert code, credentials.
///
/// `<Data/>` is empty text; an absent element is `None` where `Data` is optional.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Data<'a> {
    /// What it holds.
    pub content: Content<'a>,
    /// Its attributes, such as `msft:originalerror`.
    pub extensions: Extensions<'a>,
}

/// The value of an item under its format.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// `node`: names of children.
    Node(Vec<Cow<'a, str>>),
    /// `null`.
    Null,
    /// `bool`.
    Bool(bool),
    /// `int`.
    Int(i64),
    /// `float`.
    Float(f64),
    /// `b64` and `bin`, decoded.
    Bytes(Cow<'a, [u8]>),
    /// `chr`, `xml`, `date`, `time` and formats that are not registered.
    Text(Cow<'a, str>),
}

impl<'a> Data<'a> {
    /// Any content.
    #[must_use]
    pub fn new(content: Content<'a>) -> Self {
        Data { content, extensions: Extensions::default() }
    }

    /// The same with one more attribute.
    #[must_use]
    pub fn with_attribute(mut self, attribute: Attribute<'a>) -> Self {
        self.extensions.push_attribute(attribute);
        self
    }

    /// The text, if it is text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text without white space around it: tools put line breaks around CDATA sections.
    #[must_use]
    pub fn trimmed(&self) -> Option<&str> {
        self.text().map(trim)
    }

    /// The bytes of the value: Base64 decoded where `format` is `b64` (or `bin`, and the content is still text).
    ///
    /// White space inside Base64 is skipped. Lenient: missing padding and spare bits are let pass, and under `bin` text
    /// that is no Base64 is taken as it stands.
    ///
    /// # Errors
    /// `InvalidBase64`; `InvalidValue` for an embedded document.
    pub fn bytes(&self, format: Option<&Format<'_>>, strict: bool) -> Result<Cow<'_, [u8]>, Error> {
        match &self.content {
            Content::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::Text(text) if format.is_some_and(Format::is_binary) => {
                match base64::decode_loose(text.as_bytes()) {
                    Some(bytes) if !strict || is_canonical(text, &bytes) => Ok(Cow::Owned(bytes)),
                    None if !strict && matches!(format, Some(Format::Bin)) => {
                        Ok(Cow::Borrowed(text.as_bytes()))
                    }
                    _ => Err(Error::new(ErrorKind::InvalidBase64)),
                }
            }
            Content::Text(text) => Ok(Cow::Borrowed(text.as_bytes())),
            Content::Document(_) => Err(Error::new(ErrorKind::InvalidValue("Data"))),
        }
    }

    /// The value as its format describes it. Lenient: `bool` in any case, and `1` and `0`; white space around
    /// numbers.
    ///
    /// # Errors
    /// `InvalidValue`, `InvalidBase64`.
    pub fn value(&self, format: Option<&Format<'_>>, strict: bool) -> Result<Value<'_>, Error> {
        let invalid = || Error::new(ErrorKind::InvalidValue("Data"));
        let text = || self.text().ok_or_else(invalid);
        Ok(match format {
            Some(Format::B64 | Format::Bin) => Value::Bytes(self.bytes(format, strict)?),
            Some(Format::Null) => Value::Null,
            Some(Format::Node) => {
                Value::Node(text()?.split('/').filter(|name| !name.is_empty()).map(Cow::Borrowed).collect())
            }
            Some(Format::Bool) => Value::Bool(match (text()?, strict) {
                ("true", _) => true,
                ("false", _) => false,
                (other, false) => match trim(other) {
                    word if word.eq_ignore_ascii_case("true") || word == "1" => true,
                    word if word.eq_ignore_ascii_case("false") || word == "0" => false,
                    _ => return Err(invalid()),
                },
                _ => return Err(invalid()),
            }),
            Some(Format::Int) => {
                let digits = if strict { text()? } else { trim(text()?) };
                Value::Int(digits.parse().map_err(|_| invalid())?)
            }
            Some(Format::Float) => {
                let digits = if strict { text()? } else { trim(text()?) };
                Value::Float(digits.parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(invalid)?)
            }
            _ => match &self.content {
                Content::Bytes(bytes) => Value::Bytes(Cow::Borrowed(bytes)),
                _ => Value::Text(Cow::Borrowed(text()?)),
            },
        })
    }
}

fn is_canonical(text: &str, bytes: &[u8]) -> bool {
    let encoded = base64::encode(bytes);
    text.bytes().filter(|byte| !byte.is_ascii_whitespace()).eq(encoded.bytes())
}

impl Default for Data<'_> {
    fn default() -> Self {
        Data::from("")
    }
}

impl<'a> From<Cow<'a, str>> for Data<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Data::new(Content::Text(text))
    }
}

impl<'a> From<&'a str> for Data<'a> {
    fn from(text: &'a str) -> Self {
        Data::new(Content::Text(Cow::Borrowed(text)))
    }
}

impl From<String> for Data<'_> {
    fn from(text: String) -> Self {
        Data::new(Content::Text(Cow::Owned(text)))
    }
}

impl<'a> From<&'a [u8]> for Data<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Data::new(Content::Bytes(Cow::Borrowed(bytes)))
    }
}

impl From<Vec<u8>> for Data<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Data::new(Content::Bytes(Cow::Owned(bytes)))
    }
}

#[cfg(feature = "bytes")]
impl From<bytes::Bytes> for Data<'_> {
    fn from(bytes: bytes::Bytes) -> Self {
        Data::new(Content::Bytes(Cow::Owned(bytes.into())))
    }
}

impl<'a> From<Fragment<'a>> for Data<'a> {
    fn from(document: Fragment<'a>) -> Self {
        Data::new(Content::Document(document))
    }
}

impl<'a> Decode<'a> for Data<'a> {
    #[inline]
    fn empty() -> Self {
        Data::from("")
    }

    fn read<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>, _: Tag) -> Result<(), Error> {
        cursor.own_attributes(&mut self.extensions)?;
        if let Some(text) = cursor.simple_text()? {
            self.content = Content::Text(text);
            return Ok(());
        }
        if let Some(bytes) = cursor.simple_opaque() {
            self.content = Content::Bytes(Cow::Borrowed(bytes));
            return Ok(());
        }
        let first = match cursor.next(Space::SyncMl)? {
            Token::End => return Ok(()),
            Token::Text(text) => Content::Text(text),
            Token::Opaque(bytes) => Content::Bytes(bytes),
            Token::Eof => return Err(cursor.error(ErrorKind::Truncated("document"))),
            Token::Start(_) | Token::StartOther => {
                self.content = Content::Document(elements(cursor, Vec::new())?);
                return Ok(());
            }
        };
        self.content = match (cursor.next(Space::SyncMl)?, first) {
            (Token::End, first) => first,
            (Token::Start(_) | Token::StartOther, Content::Text(text)) => {
                let mut nodes = Vec::new();
                if !is_blank(&text) {
                    nodes.push(Node::Text(text));
                }
                Content::Document(elements(cursor, nodes)?)
            }
            (Token::Eof, _) => return Err(cursor.error(ErrorKind::Truncated("document"))),
            _ => return Err(cursor.error(ErrorKind::Unexpected("element"))),
        };
        Ok(())
    }
}

/// The elements of an embedded document, the first of which has just started.
fn elements<'a, S: Source<'a>>(
    cursor: &mut Cursor<'a, '_, S>,
    mut nodes: Vec<Node<'a>>,
) -> Result<Fragment<'a>, Error> {
    nodes.extend(cursor.capture()?.into_nodes());
    loop {
        match cursor.next(Space::SyncMl)? {
            Token::Start(_) | Token::StartOther => nodes.extend(cursor.capture()?.into_nodes()),
            Token::Text(text) if is_blank(&text) => {}
            Token::Text(text) => nodes.push(Node::Text(text)),
            Token::Opaque(bytes) => nodes.push(Node::Opaque(bytes)),
            Token::End => return Ok(Fragment::from_nodes(nodes)),
            Token::Eof => return Err(cursor.error(ErrorKind::Truncated("document"))),
        }
    }
}

impl Encode for Data<'_> {
    fn encode<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K) {
        match &self.content {
            Content::Text(text) if self.extensions.is_empty() => return sink.leaf(tag, text),
            _ => self.extensions.open(tag, sink),
        }
        match &self.content {
            Content::Text(text) => sink.text(text),
            Content::Bytes(bytes) => sink.bytes(bytes),
            Content::Document(document) => sink.document(document),
        }
        self.extensions.close(tag, sink);
    }
}

impl IntoOwned for Data<'_> {
    type Owned = Data<'static>;

    fn into_owned(self) -> Data<'static> {
        let content = match self.content {
            Content::Text(text) => Content::Text(Cow::Owned(text.into_owned())),
            Content::Bytes(bytes) => Content::Bytes(Cow::Owned(bytes.into_owned())),
            Content::Document(document) => Content::Document(document.into_owned()),
        };
        Data { content, extensions: self.extensions.into_owned() }
    }
}

/// What [`settle`] found out about the media type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Settled {
    /// As it was.
    AsSent,
    /// A WBXML document was taken out of the data, or stands there element by element.
    Opened,
}

/// Makes content independent of the encoding it came in, now that format and type are known: of the data's own
/// `Meta`, else of that of the command.
pub(super) fn settle<'a, S: Source<'a>>(
    data: &mut Data<'a>,
    own: &mut Option<Meta<'a>>,
    command: Option<&Meta<'a>>,
    is_chunk: bool,
) -> Settled {
    let format = |own: &Option<Meta<'a>>, name: &str| {
        let format = own.as_ref().and_then(|meta| meta.format.as_deref());
        format
            .or_else(|| command.and_then(|meta| meta.format.as_deref()))
            .is_some_and(|format| format == name || (format.len() > name.len() && trim(format) == name))
    };
    let is_wbxml = |own: &Option<Meta<'a>>| {
        let type_ = own.as_ref().and_then(|meta| meta.type_.as_deref());
        let type_ = type_.or_else(|| command.and_then(|meta| meta.type_.as_deref()));
        type_.is_some_and(|name| trim(name).ends_with("wbxml"))
    };
    match &data.content {
        Content::Bytes(bytes) => {
            if is_wbxml(own)
                && let Some(document) = wbxml::embedded(bytes)
            {
                data.content = Content::Document(document);
                return Settled::Opened;
            }
            if format(own, "bin") {
                return Settled::AsSent;
            }
            let text = match bytes {
                Cow::Borrowed(bytes) => core::str::from_utf8(bytes).ok().map(Cow::Borrowed),
                Cow::Owned(bytes) => String::from_utf8(bytes.clone()).ok().map(Cow::Owned),
            };
            match text.filter(|text| is_text(text)) {
                Some(text) => data.content = Content::Text(text),
                // Raw bytes where Base64 was announced: the announcement is made true.
                None if format(own, "b64") => data.content = Content::Text(Cow::Owned(base64::encode(bytes))),
                // A character may be cut between two chunks.
                None if is_chunk => {}
                // Bytes that no text can be: said so, or XML could not say what its Base64 is.
                None => own.get_or_insert_with(Meta::new).format = Some(Cow::Borrowed("bin")),
            }
        }
        // Text that is no Base64 is in neither encoding what was announced: it stays text in both.
        Content::Text(text) if format(own, "bin") => {
            if S::BINARY {
                if base64::decode_loose(text.as_bytes()).is_some() {
                    data.content = Content::Bytes(match text {
                        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                        Cow::Owned(text) => Cow::Owned(text.clone().into_bytes()),
                    });
                }
            } else if let Some(bytes) = base64_of(text) {
                data.content = Content::Bytes(Cow::Owned(bytes));
            }
        }
        Content::Document(document) if is_wbxml(own) && document.document_root().is_some() => {
            return Settled::Opened;
        }
        _ => {}
    }
    Settled::AsSent
}

/// The same for a code, which has no `Meta` that could say what bytes are.
///
/// # Errors
/// `InvalidCharacter`, where they are no text.
pub(super) fn settle_code<'a, S: Source<'a>>(
    data: &mut Data<'a>,
    cursor: &Cursor<'a, '_, S>,
) -> Result<(), Error> {
    settle::<S>(data, &mut None, None, false);
    match data.content {
        Content::Bytes(_) => Err(cursor.error(ErrorKind::InvalidCharacter)),
        _ => Ok(()),
    }
}

/// The bytes of Base64 as XML has it, where tools break the lines and indent.
fn base64_of(text: &str) -> Option<Vec<u8>> {
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    base64::decode_exact(text.as_bytes()).or_else(|| {
        text.bytes().any(|byte| is_space(&byte)).then_some(())?;
        let letters: Vec<u8> = text.bytes().filter(|byte| !is_space(byte)).collect();
        base64::decode_exact(&letters)
    })
}

#[cfg(feature = "serde")]
mod serialize {
    use super::{Content, Data};
    use crate::security::base64;
    use crate::syntax::{Extensions, Fragment};
    use alloc::borrow::Cow;
    use alloc::string::String;
    use serde::de::Error as _;
    use serde::ser::SerializeMap;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Text alone is a string; anything else an object.
    impl Serialize for Data<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            if let (Content::Text(text), true) = (&self.content, self.extensions.is_empty()) {
                return serializer.serialize_str(text);
            }
            let mut map = serializer.serialize_map(None)?;
            match &self.content {
                Content::Text(text) => map.serialize_entry("text", text)?,
                Content::Bytes(bytes) => map.serialize_entry("base64", &base64::encode(bytes))?,
                Content::Document(document) => map.serialize_entry("document", document)?,
            }
            if !self.extensions.is_empty() {
                map.serialize_entry("extensions", &self.extensions)?;
            }
            map.end()
        }
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Shape {
        Text(String),
        Object {
            #[serde(default)]
            text: Option<String>,
            #[serde(default)]
            base64: Option<String>,
            #[serde(default)]
            document: Option<Fragment<'static>>,
            #[serde(default)]
            extensions: Extensions<'static>,
        },
    }

    impl<'de> Deserialize<'de> for Data<'_> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Ok(match Shape::deserialize(deserializer)? {
                Shape::Text(text) => Data::from(text),
                Shape::Object { text, base64: encoded, document, extensions } => {
                    let content = match (text, encoded, document) {
                        (Some(text), None, None) => Content::Text(Cow::Owned(text)),
                        (None, Some(encoded), None) => Content::Bytes(Cow::Owned(
                            base64::decode(encoded.as_bytes())
                                .ok_or_else(|| D::Error::custom("invalid base64"))?,
                        )),
                        (None, None, Some(document)) => Content::Document(document),
                        _ => return Err(D::Error::custom("one of text, base64, document")),
                    };
                    Data { content, extensions }
                }
            })
        }
    }
}
