//! XML without a root: commands, or the parts of a message, side by side as tools and documentation have them.

use crate::syntax::{Cursor, XmlSource};
use crate::{Error, ErrorKind, WarningKind};
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::xml::{self, Event, Reader};
use mgmt_wire::{DecodeOptions, Warning, WarningSink};

/// What a text of several elements begins with.
pub(super) struct Front<'t> {
    /// The local name of the first element.
    pub(super) root: Option<&'t str>,
    /// The list, from its first element on.
    content: &'t str,
    /// How much stands in front of it.
    pub(super) skipped: usize,
    warnings: Vec<Warning<xml::WarningKind>>,
}

impl<'t> Front<'t> {
    /// Looks at what stands in front of the first element, as in front of any document element, and at the end.
    pub(super) fn of(text: &'t str, options: &DecodeOptions) -> Result<Self, Error> {
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

    /// Reports what is wrong with what stands in front.
    pub(super) fn tell(&self, warnings: &mut dyn WarningSink<WarningKind>) {
        for warning in &self.warnings {
            warnings.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
    }

    /// Reads the elements side by side. XML has one root: they get one, and offsets are set right afterwards.
    pub(super) fn read_in<T>(
        &self,
        before: &str,
        behind: &str,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
        read: impl for<'r> Fn(&mut Cursor<'r, '_, XmlSource<'r>>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if self.content.is_empty() {
            return Err(Error::at(ErrorKind::Xml(xml::ErrorKind::Truncated), self.skipped));
        }
        let wrapped = [before, self.content, behind].concat();
        let place = |offset: usize| (offset + self.skipped).saturating_sub(before.len());
        let mut placed = |warning: Warning<WarningKind>| {
            warnings.warn(Warning::new(warning.kind, place(warning.offset)));
        };
        let source = XmlSource::fragment(&wrapped, options);
        let error = match read(&mut Cursor::new(source, options, &mut placed)) {
            Ok(content) => return Ok(content),
            Err(error) => error,
        };
        let error = match error.kind() {
            ErrorKind::Xml(_) => {
                // A list that merely ends early, which the end tag put behind it hides.
                let open = wrapped.strip_suffix(behind).unwrap_or(&wrapped);
                let source = XmlSource::fragment(open, options);
                let other = read(&mut Cursor::new(source, options, &mut ())).err();
                let early = |error: &Error| matches!(error.kind(), ErrorKind::Xml(xml::ErrorKind::Truncated));
                other.filter(early).unwrap_or(error)
            }
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
