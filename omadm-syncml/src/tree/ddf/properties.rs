//! Reading the properties of a node, and the small elements that all of them are made of.

use super::read::{Decoder, Order};
use super::{
    CaseSense, DdfErrorKind, DdfWarningKind, DfProperties, NodeType, Occurrence, RtProperties, Scope,
};
use crate::code::Format;
use crate::error::Error;
use crate::syntax::{Node, Source, Tag, Token, is_blank, text_or_bytes};
use crate::tree::{AccessType, AccessTypes};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

const RT_ORDER: &Order = &Order {
    of: Tag::DdfRTProperties,
    children: &[
        Tag::DdfACL,
        Tag::DdfFormat,
        Tag::DdfName,
        Tag::DdfSize,
        Tag::DdfTitle,
        Tag::DdfTStamp,
        Tag::DdfType,
        Tag::DdfVerNo,
    ],
};
const DF_ORDER: &Order = &Order {
    of: Tag::DdfDFProperties,
    children: &[
        Tag::DdfAccessType,
        Tag::DdfDefaultValue,
        Tag::DdfDescription,
        Tag::DdfDFFormat,
        Tag::DdfOccurrence,
        Tag::DdfScope,
        Tag::DdfDFTitle,
        Tag::DdfDFType,
        Tag::DdfCaseSense,
    ],
};

impl<'a, S: Source<'a>> Decoder<'a, '_, S> {
    pub(super) fn rt_properties(&mut self) -> Result<RtProperties<'a>, Error> {
        let mut properties = RtProperties::default();
        let mut stage = 0;
        while let Some(token) = self.element(RT_ORDER.of)? {
            let Some(tag) = self.ordered(&token, RT_ORDER, &mut stage)? else {
                properties.extensions.push(self.capture()?);
                continue;
            };
            match tag {
                Tag::DdfACL => self.leaf(tag, &mut properties.acl)?,
                Tag::DdfFormat => {
                    let format = self.format(tag)?;
                    self.set(tag, &mut properties.format, format)?;
                }
                Tag::DdfName => self.leaf(tag, &mut properties.name)?,
                Tag::DdfSize => self.leaf(tag, &mut properties.size)?,
                Tag::DdfTitle => self.leaf(tag, &mut properties.title)?,
                Tag::DdfTStamp => self.leaf(tag, &mut properties.tstamp)?,
                Tag::DdfType => {
                    let types = self.types(tag)?;
                    if types.len() > 1 {
                        self.tolerate(DdfWarningKind::SeveralTypes, DdfErrorKind::Duplicate(tag.name()))?;
                    }
                    self.set(tag, &mut properties.node_type, types.into_iter().next())?;
                }
                _ => self.leaf(tag, &mut properties.ver_no)?,
            }
        }
        Ok(properties)
    }

    pub(super) fn df_properties(&mut self) -> Result<DfProperties<'a>, Error> {
        let mut properties = DfProperties::default();
        let mut stage = 0;
        let offset = self.cursor.source().offset();
        while let Some(token) = self.element(DF_ORDER.of)? {
            let Some(tag) = self.ordered(&token, DF_ORDER, &mut stage)? else {
                properties.extensions.push(self.capture()?);
                continue;
            };
            match tag {
                Tag::DdfAccessType => {
                    let access = self.access_type()?;
                    self.set(tag, &mut properties.access_type, Some(access))?;
                }
                Tag::DdfDefaultValue => self.leaf(tag, &mut properties.default_value)?,
                Tag::DdfDescription => self.leaf(tag, &mut properties.description)?,
                Tag::DdfDFFormat => {
                    let format = self.format(tag)?;
                    self.set(tag, &mut properties.format, format)?;
                }
                Tag::DdfOccurrence => {
                    let occurrence = self.occurrence()?;
                    self.set(tag, &mut properties.occurrence, occurrence)?;
                }
                Tag::DdfScope => {
                    let scope = self.choice(tag, &[Scope::Permanent, Scope::Dynamic], Scope::name)?;
                    self.set(tag, &mut properties.scope, scope)?;
                }
                Tag::DdfDFTitle => self.leaf(tag, &mut properties.title)?,
                Tag::DdfDFType => {
                    self.once(tag, !properties.types.is_empty())?;
                    properties.types = self.types(tag)?;
                }
                _ => {
                    let both = [CaseSense::Sensitive, CaseSense::Insensitive];
                    let case_sense = self.choice(tag, &both, CaseSense::name)?;
                    self.set(tag, &mut properties.case_sense, case_sense)?;
                }
            }
        }
        for (missing, element) in [
            (properties.access_type.is_none(), "AccessType"),
            (properties.format.is_none(), "DFFormat"),
            (properties.types.is_empty(), "DFType"),
        ] {
            if missing {
                let kind = DdfErrorKind::Missing(element);
                self.tolerate_at(DdfWarningKind::MissingProperty, kind, offset)?;
            }
        }
        Ok(properties)
    }

    /// The start of the next child of `around`, or `None` at its end.
    fn element(&mut self, around: Tag) -> Result<Option<Token<'a>>, Error> {
        loop {
            match self.next()? {
                Token::End => return Ok(None),
                token @ (Token::Start(_) | Token::StartOther) => return Ok(Some(token)),
                token => self.stray(&token, around)?,
            }
        }
    }

    fn access_type(&mut self) -> Result<AccessTypes, Error> {
        let mut access = AccessTypes::NONE;
        while let Some(name) = self.word(Tag::DdfAccessType)? {
            match AccessType::from_name(&name) {
                Some(known) => access.insert(known),
                None => return Err(self.error(DdfErrorKind::InvalidValue("AccessType"))),
            }
        }
        Ok(access)
    }

    fn format(&mut self, around: Tag) -> Result<Option<Format<'a>>, Error> {
        let mut format = None;
        while let Some(word) = self.word(around)? {
            let word = Format::from(word);
            if matches!(word, Format::Other(_)) {
                let kind = DdfErrorKind::InvalidValue(around.name());
                self.tolerate(DdfWarningKind::UnknownFormat, kind)?;
            }
            self.set(around, &mut format, Some(word))?;
        }
        Ok(format)
    }

    fn choice<T: Copy>(
        &mut self,
        around: Tag,
        values: &[T],
        name: fn(T) -> &'static str,
    ) -> Result<Option<T>, Error> {
        let mut chosen = None;
        while let Some(word) = self.word(around)? {
            let value = values.iter().copied().find(|value| name(*value) == word);
            if value.is_none() {
                return Err(self.error(DdfErrorKind::InvalidValue(around.name())));
            }
            self.set(around, &mut chosen, value)?;
        }
        Ok(chosen)
    }

    /// The name of the next empty element within `around`, or a word of text in its place; `None` at the end.
    fn word(&mut self, around: Tag) -> Result<Option<Cow<'a, str>>, Error> {
        loop {
            let name = match self.next()? {
                Token::End => return Ok(None),
                Token::Start(tag) => Cow::Borrowed(tag.name()),
                Token::StartOther => self.local_name(),
                Token::Text(text) if !is_blank(&text) => {
                    let kind = DdfErrorKind::Unexpected(around.name());
                    self.tolerate(DdfWarningKind::TextForElement, kind)?;
                    return Ok(Some(trim(text)));
                }
                blank => {
                    self.stray(&blank, around)?;
                    continue;
                }
            };
            let inside = self.text(around)?;
            self.stray(&Token::Text(inside), around)?;
            return Ok(Some(name));
        }
    }

    fn local_name(&self) -> Cow<'a, str> {
        Cow::Owned(String::from(self.cursor.source().name().local()))
    }

    fn occurrence(&mut self) -> Result<Option<Occurrence>, Error> {
        let mut occurrence = None;
        while let Some(token) = self.element(Tag::DdfOccurrence)? {
            let text = self.text(Tag::DdfOccurrence)?;
            let value = match token {
                Token::Start(Tag::DdfOne) => Occurrence::One,
                Token::Start(Tag::DdfZeroOrOne) => Occurrence::ZeroOrOne,
                Token::Start(Tag::DdfZeroOrMore) => Occurrence::ZeroOrMore,
                Token::Start(Tag::DdfOneOrMore) => Occurrence::OneOrMore,
                Token::Start(Tag::DdfZeroOrN) => match self.count(&text)? {
                    None => Occurrence::ZeroOrMore,
                    Some(1) => Occurrence::ZeroOrOne,
                    Some(count) => Occurrence::ZeroOrN(count),
                },
                Token::Start(Tag::DdfOneOrN) => match self.count(&text)? {
                    None => Occurrence::OneOrMore,
                    Some(1) => Occurrence::One,
                    Some(count) => Occurrence::OneOrN(count),
                },
                _ => return Err(self.error(DdfErrorKind::InvalidValue("Occurrence"))),
            };
            self.set(Tag::DdfOccurrence, &mut occurrence, Some(value))?;
        }
        Ok(occurrence)
    }

    /// The N of ZeroOrN and OneOrN (DM TND 1.2.1: 2 to 65 536), or 1; `None` where the element is empty or 0.
    fn count(&mut self, text: &str) -> Result<Option<u32>, Error> {
        let text = text.trim();
        let invalid = DdfErrorKind::InvalidValue("Occurrence");
        if text.is_empty() {
            self.tolerate(DdfWarningKind::MissingCount, invalid)?;
            return Ok(None);
        }
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.error(invalid));
        }
        let out_of_range = DdfErrorKind::OutOfRange("Occurrence");
        match text.parse() {
            Ok(count @ 0..=1) => {
                self.tolerate(DdfWarningKind::SmallCount, out_of_range)?;
                Ok((count == 1).then_some(count))
            }
            Ok(count @ 2..=65_536) => Ok(Some(count)),
            _ => Err(self.error(out_of_range)),
        }
    }

    /// MIME and DDFName elements, or text that stands for a MIME type.
    fn types(&mut self, around: Tag) -> Result<Vec<NodeType<'a>>, Error> {
        let mut types = Vec::new();
        loop {
            match self.next()? {
                Token::End => return Ok(types),
                Token::Start(Tag::DdfMIME) => types.push(NodeType::Mime(trim(self.text(Tag::DdfMIME)?))),
                Token::Start(Tag::DdfDDFName) => {
                    types.push(NodeType::DdfName(trim(self.text(Tag::DdfDDFName)?)));
                }
                Token::Text(text) if !is_blank(&text) => {
                    let kind = DdfErrorKind::Unexpected(around.name());
                    self.tolerate(DdfWarningKind::TextForElement, kind)?;
                    types.push(NodeType::Mime(trim(text)));
                }
                other => self.stray(&other, around)?,
            }
        }
    }

    /// A text element that may stand once.
    pub(super) fn leaf(&mut self, tag: Tag, slot: &mut Option<Cow<'a, str>>) -> Result<(), Error> {
        self.once(tag, slot.is_some())?;
        *slot = Some(self.text(tag)?);
        Ok(())
    }

    /// Refuses an element that `stood` there before.
    pub(super) fn once(&self, tag: Tag, stood: bool) -> Result<(), Error> {
        if stood { Err(self.error(DdfErrorKind::Duplicate(tag.name()))) } else { Ok(()) }
    }

    fn set<T>(&self, tag: Tag, slot: &mut Option<T>, value: Option<T>) -> Result<(), Error> {
        self.once(tag, slot.is_some() && value.is_some())?;
        if value.is_some() {
            *slot = value;
        }
        Ok(())
    }

    /// The text of the element that has just begun, through its end.
    fn text(&mut self, tag: Tag) -> Result<Cow<'a, str>, Error> {
        if let Some(text) = self.cursor.simple_text()? {
            return Ok(text);
        }
        match self.content(tag)? {
            Token::Text(text) => Ok(text),
            Token::Opaque(_) => Err(self.error(DdfErrorKind::InvalidValue(tag.name()))),
            _ => Ok(Cow::Borrowed("")),
        }
    }

    /// What the element that has just begun holds, through its end: one text, or bytes that are none.
    pub(super) fn content(&mut self, tag: Tag) -> Result<Token<'a>, Error> {
        let mut all = Token::Eof;
        loop {
            let more = match self.next()? {
                Token::End => return Ok(all),
                Token::Text(text) => Token::Text(text),
                Token::Opaque(bytes) => match text_or_bytes(bytes) {
                    Node::Opaque(bytes) => Token::Opaque(bytes),
                    Node::Text(text) => Token::Text(text),
                    _ => continue,
                },
                Token::Start(_) | Token::StartOther => {
                    self.tolerate(DdfWarningKind::MarkupInValue, DdfErrorKind::Unexpected(tag.name()))?;
                    Token::Text(self.markup()?)
                }
                Token::Eof => return Err(self.error(DdfErrorKind::Unexpected(tag.name()))),
            };
            all = match (all, more) {
                (Token::Text(all), Token::Text(more)) if !all.is_empty() => {
                    let mut all = all.into_owned();
                    all.push_str(&more);
                    Token::Text(Cow::Owned(all))
                }
                (Token::Opaque(_), _) | (Token::Text(_), Token::Opaque(_)) => {
                    return Err(self.error(DdfErrorKind::InvalidValue(tag.name())));
                }
                (_, more) => more,
            };
        }
    }

    /// The element that has just started, as text.
    fn markup(&mut self) -> Result<Cow<'a, str>, Error> {
        if let Some(text) = self.cursor.source_text()? {
            return Ok(text);
        }
        #[cfg(feature = "xml")]
        {
            let fragment = self.capture()?;
            super::write::fragment_text(&fragment).map(Cow::Owned)
        }
        #[cfg(not(feature = "xml"))]
        Err(self.error(DdfErrorKind::Unexpected("value")))
    }

    pub(super) fn trimmed(&mut self, text: Cow<'a, str>) -> Result<Cow<'a, str>, Error> {
        if text.trim().len() != text.len() {
            self.tolerate(DdfWarningKind::WhiteSpace, DdfErrorKind::InvalidValue("NodeName"))?;
        }
        Ok(trim(text))
    }
}

fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().into()),
    }
}
