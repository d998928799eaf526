//! Where a decoder stands: the source, what it may tolerate, what it has counted.

use super::{
    Extensions, Fragment, Glance, Node, QuickChild, Source, Space, Tag, Token, is_blank, is_char, is_text,
};
use crate::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{ControlCharacters, DecodeOptions, Limit, Warning, WarningSink};

/// What a decoder does with deviations.
pub struct Notes<'s> {
    strict: bool,
    sink: &'s mut dyn WarningSink<WarningKind>,
}

impl core::fmt::Debug for Notes<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Notes").field("strict", &self.strict).finish_non_exhaustive()
    }
}

impl<'s> Notes<'s> {
    /// Deviations go to `sink`, or are errors in strict mode.
    pub fn new(options: &DecodeOptions, sink: &'s mut dyn WarningSink<WarningKind>) -> Self {
        Notes { strict: options.is_strict(), sink }
    }

    /// Whether the mode is strict.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// Lets a deviation pass, or says which error it is.
    ///
    /// # Errors
    /// In strict mode.
    #[cold]
    pub fn tolerate(&mut self, kind: WarningKind, offset: usize) -> Result<(), ErrorKind> {
        if self.strict {
            return Err(kind.strictly());
        }
        self.sink.warn(Warning::new(kind, offset));
        Ok(())
    }

    /// Hands on what a lower layer tolerated.
    #[cold]
    pub fn warn(&mut self, kind: WarningKind, offset: usize) {
        self.sink.warn(Warning::new(kind, offset));
    }
}

/// A [`Source`] with the state of decoding.
#[derive(Debug)]
pub struct Cursor<'a, 's, S> {
    source: S,
    /// What may be tolerated.
    pub notes: Notes<'s>,
    text_limit: usize,
    commands_left: usize,
    items_left: usize,
    /// What to do with characters that XML cannot carry.
    illegal: ControlCharacters,
    marker: core::marker::PhantomData<&'a ()>,
}

impl<'a, 's, S: Source<'a>> Cursor<'a, 's, S> {
    /// Stands at the start of the document.
    pub fn new(source: S, options: &DecodeOptions, sink: &'s mut dyn WarningSink<WarningKind>) -> Self {
        Cursor {
            source,
            notes: Notes::new(options, sink),
            text_limit: options.limits.text,
            commands_left: options.limits.commands,
            items_left: options.limits.items,
            illegal: options.recovery.control_characters,
            marker: core::marker::PhantomData,
        }
    }

    /// Stands inside something that was captured, with the tolerance of the cursor around it.
    pub(crate) fn inside<T>(
        source: S,
        around: &Cursor<'_, '_, T>,
        sink: &'s mut dyn WarningSink<WarningKind>,
    ) -> Self {
        Cursor {
            source,
            notes: Notes { strict: around.notes.strict, sink },
            text_limit: around.text_limit,
            commands_left: around.commands_left,
            items_left: around.items_left,
            illegal: around.illegal,
            marker: core::marker::PhantomData,
        }
    }

    /// The source.
    pub fn source(&self) -> &S {
        &self.source
    }

    /// An error at the last token.
    #[cold]
    pub fn error(&self, kind: ErrorKind) -> Error {
        self.source.error(kind)
    }

    /// Lets a deviation at the last token pass.
    ///
    /// # Errors
    /// In strict mode.
    #[cold]
    pub fn tolerate(&mut self, kind: WarningKind) -> Result<(), Error> {
        let offset = self.source.offset();
        match self.notes.tolerate(kind, offset) {
            Ok(()) => Ok(()),
            Err(kind) => Err(self.error(kind)),
        }
    }

    /// The next token.
    ///
    /// # Errors
    /// Those of [`Source::next`].
    #[inline]
    pub fn next(&mut self, space: Space) -> Result<Token<'a>, Error> {
        self.source.next(space, &mut self.notes)
    }

    /// What comes next, where that is plain at first sight.
    #[inline]
    pub(crate) fn glance(&mut self) -> Glance {
        self.source.glance()
    }

    /// The next child of the vocabulary, or `None` at the end of the element. Other children go to `kept`.
    ///
    /// # Errors
    /// Those of the source, and what strict mode does not tolerate.
    #[inline(always)]
    pub fn child(&mut self, space: Space, kept: &mut Extensions<'a>) -> Result<Option<Tag>, Error> {
        match self.source.glance() {
            Glance::Start(tag) => Ok(Some(tag)),
            Glance::End => Ok(None),
            Glance::Unknown => self.closer_child(space, kept),
        }
    }

    #[inline(never)]
    fn closer_child(&mut self, space: Space, kept: &mut Extensions<'a>) -> Result<Option<Tag>, Error> {
        match self.source.quick_child(space, &mut self.notes)? {
            QuickChild::Start(tag) => return Ok(Some(tag)),
            QuickChild::End => return Ok(None),
            QuickChild::StartOther => self.keep(kept)?,
            QuickChild::Text => self.tolerate(WarningKind::TextBetweenElements)?,
            QuickChild::Unknown => {}
        }
        self.slow_child(space, kept)
    }

    fn slow_child(&mut self, space: Space, kept: &mut Extensions<'a>) -> Result<Option<Tag>, Error> {
        loop {
            match self.next(space)? {
                Token::Start(tag) => return Ok(Some(tag)),
                Token::End => return Ok(None),
                Token::Text(text) if is_blank(&text) => {}
                Token::Text(_) => self.tolerate(WarningKind::TextBetweenElements)?,
                Token::Opaque(bytes) if bytes.is_empty() => {}
                Token::Opaque(_) => return Err(self.error(ErrorKind::Unexpected("data"))),
                Token::StartOther => self.keep(kept)?,
                Token::Eof => return Err(self.error(ErrorKind::Truncated("document"))),
            }
        }
    }

    /// The attributes of the element that has just started, for elements that have some.
    pub(crate) fn attributes(&mut self) -> Vec<super::Attribute<'a>> {
        if self.source.has_attributes() { self.source.attributes() } else { Vec::new() }
    }

    /// What is wrong with a child of which something stood at the same place or a later one before.
    ///
    /// # Errors
    /// `Duplicate`; `Order` in strict mode.
    #[cold]
    pub(crate) fn check_place(&mut self, seen: u32, bit: u32, is_list: bool, tag: Tag) -> Result<(), Error> {
        if seen & bit != 0 && !is_list {
            return Err(self.error(ErrorKind::Duplicate(tag.name())));
        }
        // The bits above that of the child itself.
        if seen > bit | (bit - 1) {
            self.tolerate(WarningKind::OutOfOrder(tag.name()))?;
        }
        Ok(())
    }

    /// The text of an element that holds nothing else, through its end, if it can be had at once.
    ///
    /// # Errors
    /// Those of the source.
    #[inline]
    pub(crate) fn simple_text(&mut self) -> Result<Option<Cow<'a, str>>, Error> {
        match self.source.glance_text() {
            Some(text) => Ok(Some(Cow::Borrowed(text))),
            None => self.source.simple_text(),
        }
    }

    /// The bytes of an element that holds nothing else, through its end, if they can be had at once.
    #[inline]
    pub(crate) fn simple_opaque(&mut self) -> Option<&'a [u8]> {
        self.source.glance_opaque()
    }

    /// The element that has just started as it stands in the source, through its end, where the source is text.
    ///
    /// # Errors
    /// Those of the source.
    #[cold]
    pub(crate) fn source_text(&mut self) -> Result<Option<Cow<'a, str>>, Error> {
        self.source.source_text()
    }

    /// Keeps the element that has just started as an unexpected one.
    ///
    /// # Errors
    /// In strict mode, and those of the source.
    #[cold]
    pub fn keep(&mut self, kept: &mut Extensions<'a>) -> Result<(), Error> {
        // The wrapper that MetInf allows is none of the surprises.
        if self.source.name().tag != Some(Tag::MetInf) {
            self.tolerate(WarningKind::UnexpectedElement)?;
        }
        // Before anything is kept, so that a flood takes no memory.
        Self::look_through(self.source.clone(), 1)?;
        let fragment = self.capture()?;
        kept.push_element(fragment);
        Ok(())
    }

    /// Reads on without keeping anything, until `open` elements more have ended than have started: what the encoding
    /// or a limit says against that part comes out.
    ///
    /// # Errors
    /// Those of the source.
    #[cold]
    fn look_through(mut source: S, mut open: usize) -> Result<(), Error> {
        let mut ignored = ();
        let mut notes = Notes { strict: false, sink: &mut ignored };
        while open > 0 {
            match source.next(Space::SyncMl, &mut notes)? {
                Token::Start(_) | Token::StartOther => open += 1,
                Token::End => open -= 1,
                Token::Text(_) | Token::Opaque(_) => {}
                Token::Eof => break,
            }
        }
        Ok(())
    }

    /// `error`, unless the rest of the document is broken, which is worse: a message that is not well-formed is
    /// nothing to complain about the content of.
    #[cold]
    pub(crate) fn worst(&self, error: Error) -> Error {
        let of_content = matches!(
            error.kind(),
            ErrorKind::InvalidValue(_)
                | ErrorKind::OutOfRange(_)
                | ErrorKind::Missing(_)
                | ErrorKind::Duplicate(_)
                | ErrorKind::Unexpected(_)
                | ErrorKind::Order(_)
                | ErrorKind::WrongNamespace(_)
        );
        if !of_content {
            return error;
        }
        Self::look_through(self.source.clone(), usize::MAX / 2).err().unwrap_or(error)
    }

    /// The attributes of the element that has just started.
    ///
    /// # Errors
    /// In strict mode, when one of them is in no namespace.
    #[cold]
    pub fn take_attributes(&mut self) -> Result<Vec<super::Attribute<'a>>, Error> {
        let attributes = self.source.attributes();
        if attributes
            .iter()
            .any(|attribute| !attribute.is_declaration() && attribute.name.namespace.is_empty())
        {
            self.tolerate(WarningKind::UnexpectedAttribute)?;
        }
        Ok(attributes)
    }

    /// Moves the attributes of the element that has just started to the extensions of its type.
    ///
    /// # Errors
    /// Those of [`take_attributes`](Self::take_attributes).
    #[inline]
    pub fn own_attributes(&mut self, kept: &mut Extensions<'a>) -> Result<(), Error> {
        if self.source.has_attributes() {
            let attributes = self.take_attributes()?;
            kept.set_attributes(attributes);
        }
        Ok(())
    }

    /// Moves the attributes of a child that has no place for them to the extensions of its parent.
    ///
    /// # Errors
    /// Those of [`take_attributes`](Self::take_attributes).
    #[inline]
    pub fn leaf_attributes(&mut self, leaf: Tag, kept: &mut Extensions<'a>) -> Result<(), Error> {
        if self.source.has_attributes() {
            let attributes = self.take_attributes()?;
            kept.set_leaf_attributes(leaf, attributes);
        }
        Ok(())
    }

    /// Keeps the element that has just started, through its end.
    ///
    /// # Errors
    /// Those of the source.
    #[cold]
    pub fn capture(&mut self) -> Result<Fragment<'a>, Error> {
        let mut nodes = Vec::new();
        let mut spaces = Vec::new();
        let name = self.source.name();
        spaces.push(name.space());
        nodes.push(Node::Start { name, attributes: self.source.attributes() });
        while let Some(&space) = spaces.last() {
            match self.next(space)? {
                Token::Start(_) | Token::StartOther => {
                    let name = self.source.name();
                    spaces.push(name.space());
                    nodes.push(Node::Start { name, attributes: self.source.attributes() });
                }
                Token::End => {
                    spaces.pop();
                    nodes.push(Node::End);
                }
                // An empty string is none: only one of the encodings has it.
                Token::Text(text) if text.is_empty() => {}
                Token::Opaque(bytes) if bytes.is_empty() => {}
                Token::Text(text) => nodes.push(Node::Text(text)),
                Token::Opaque(bytes) => nodes.push(text_or_bytes(bytes)),
                Token::Eof => return Err(self.error(ErrorKind::Truncated("document"))),
            }
        }
        Ok(Fragment::from_nodes(nodes))
    }

    /// Character data up to the end of the element.
    ///
    /// # Errors
    /// A child element, bytes that are no text, or those of the source.
    #[inline]
    pub fn text(&mut self) -> Result<Cow<'a, str>, Error> {
        match self.source.glance_text() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.closer_text(),
        }
    }

    #[inline(never)]
    fn closer_text(&mut self) -> Result<Cow<'a, str>, Error> {
        if let Some(text) = self.source.simple_text()? {
            return Ok(text);
        }
        let mut text: Cow<'a, str> = match self.next(Space::SyncMl)? {
            Token::Text(text) => text,
            Token::End => return Ok(Cow::Borrowed("")),
            Token::Opaque(bytes) => self.utf8(bytes)?,
            other => return Err(self.no_text(&other)),
        };
        loop {
            match self.next(Space::SyncMl)? {
                Token::End => return Ok(text),
                Token::Text(more) => text.to_mut().push_str(&more),
                Token::Opaque(more) => {
                    let more = self.utf8(more)?;
                    text.to_mut().push_str(&more);
                }
                other => return Err(self.no_text(&other)),
            }
            if text.len() > self.text_limit {
                return Err(self.error(ErrorKind::Limit(Limit::Text)));
            }
        }
    }

    #[cold]
    fn no_text(&self, token: &Token<'_>) -> Error {
        self.error(match token {
            Token::Eof => ErrorKind::Truncated("document"),
            _ => ErrorKind::Unexpected("element"),
        })
    }

    /// Opaque data where text belongs: the same as a string.
    fn utf8(&mut self, bytes: Cow<'a, [u8]>) -> Result<Cow<'a, str>, Error> {
        let text = match bytes {
            Cow::Borrowed(bytes) => core::str::from_utf8(bytes).map(Cow::Borrowed).ok(),
            Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).ok(),
        };
        let text = text.ok_or_else(|| self.error(ErrorKind::InvalidEncoding))?;
        if is_text(&text) {
            return Ok(text);
        }
        let text = mended(&text, self.illegal).map_err(|kind| self.error(kind))?;
        self.tolerate(WarningKind::ControlCharacter)?;
        Ok(Cow::Owned(text))
    }

    /// Counts one command.
    ///
    /// # Errors
    /// `Limit(Commands)`.
    #[inline]
    pub fn count_command(&mut self) -> Result<(), Error> {
        match self.commands_left.checked_sub(1) {
            Some(left) => self.commands_left = left,
            None => return Err(self.error(ErrorKind::Limit(Limit::Commands))),
        }
        Ok(())
    }

    /// Counts one item.
    ///
    /// # Errors
    /// `Limit(Items)`.
    #[inline]
    pub fn count_item(&mut self) -> Result<(), Error> {
        match self.items_left.checked_sub(1) {
            Some(left) => self.items_left = left,
            None => return Err(self.error(ErrorKind::Limit(Limit::Items))),
        }
        Ok(())
    }
}

/// A text without the characters that XML cannot carry, if that was asked for.
#[cold]
pub(crate) fn mended(text: &str, illegal: ControlCharacters) -> Result<String, ErrorKind> {
    let stand_in = match illegal {
        ControlCharacters::Remove => None,
        ControlCharacters::Replace => Some(char::REPLACEMENT_CHARACTER),
        _ => return Err(ErrorKind::InvalidCharacter),
    };
    Ok(text.chars().filter_map(|c| if is_char(c) { Some(c) } else { stand_in }).collect())
}

/// Opaque data in content that no type describes: text where it can be, so that XML shows it.
pub(crate) fn text_or_bytes(bytes: Cow<'_, [u8]>) -> Node<'_> {
    match bytes {
        Cow::Borrowed(bytes) => match core::str::from_utf8(bytes) {
            Ok(text) if is_text(text) => Node::Text(Cow::Borrowed(text)),
            _ => Node::Opaque(Cow::Borrowed(bytes)),
        },
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(text) if is_text(&text) => Node::Text(Cow::Owned(text)),
            Ok(text) => Node::Opaque(Cow::Owned(text.into_bytes())),
            Err(error) => Node::Opaque(Cow::Owned(error.into_bytes())),
        },
    }
}
