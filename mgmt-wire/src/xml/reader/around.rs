//! What stands around the document element: declaration, DOCTYPE, comments, processing instructions.

use super::{Event, Part, Reader};
use crate::Limit;
use crate::character::is_blank;
use crate::xml::scanner::Scanner;
use crate::xml::{ErrorKind, WarningKind};

impl<'a> Reader<'a> {
    /// Comments, instructions, the declaration and the DOCTYPE in front of the document element and behind it, and
    /// text that has no place there.
    #[cold]
    pub(super) fn outside_content(&mut self) -> Result<(), ErrorKind> {
        let rest = self.scanner.rest();
        if rest.starts_with("<!--") {
            self.scanner.comment()?;
        } else if rest.starts_with("<?") {
            self.instruction()?;
        } else if rest.starts_with("<!DOCTYPE") {
            self.doctype()?;
        } else if rest.starts_with("<!") && !rest.starts_with("<![CDATA[") {
            return Err(declaration_error(rest));
        } else if !is_blank(self.scanner.character_data())
            || matches!(self.scanner.position(), at if at == self.offset)
        {
            return Err(if self.part == Part::Epilog {
                ErrorKind::TrailingData
            } else {
                ErrorKind::Malformed("prolog")
            });
        }
        if self.part == Part::Start {
            self.part = Part::Prolog;
        }
        Ok(())
    }

    pub(super) fn instruction(&mut self) -> Result<(), ErrorKind> {
        let (target, data) = self.scanner.instruction()?;
        if target.len() > self.options.limits.name {
            return Err(ErrorKind::Limit(Limit::Name));
        }
        if target == "xml" {
            if self.part != Part::Start {
                let before = self.text.get(..self.offset).unwrap_or(self.text);
                if self.options.is_strict() || !is_blank(before.trim_start_matches('\u{FEFF}')) {
                    return Err(ErrorKind::Malformed("prolog"));
                }
                self.warn(WarningKind::LeadingWhiteSpace, 0);
            }
            return check_declaration(data);
        }
        if target.eq_ignore_ascii_case("xml") || target.contains(':') {
            return Err(ErrorKind::Malformed("processing instruction"));
        }
        if self.instructions_refused {
            if self.options.is_strict() {
                return Err(ErrorKind::Malformed("processing instruction"));
            }
            self.warn(WarningKind::Instruction, self.offset);
        }
        Ok(())
    }

    /// External identifiers are ignored.
    fn doctype(&mut self) -> Result<(), ErrorKind> {
        if self.doctype_refused {
            return Err(ErrorKind::DtdForbidden);
        }
        if !matches!(self.part, Part::Start | Part::Prolog) {
            return Err(ErrorKind::Malformed("doctype"));
        }
        self.part = Part::PrologAfterDoctype;
        if self.scanner.doctype()? {
            if self.options.is_strict() {
                return Err(ErrorKind::DtdForbidden);
            }
            self.warn(WarningKind::DoctypeWithInstruction, self.offset);
        }
        Ok(())
    }

    pub(super) fn end_of_input(&mut self) -> Result<Event<'a>, ErrorKind> {
        if self.part == Part::Epilog { Ok(Event::Eof) } else { Err(ErrorKind::Truncated) }
    }
}

/// What is wrong with a `<!` that begins nothing known here.
#[cold]
pub(super) fn declaration_error(rest: &str) -> ErrorKind {
    if rest.get(..9).is_some_and(|front| front.eq_ignore_ascii_case("<!DOCTYPE")) {
        return ErrorKind::Malformed("doctype");
    }
    let begun = ["<!--", "<![CDATA[", "<!DOCTYPE"].iter().any(|whole| whole.starts_with(rest));
    if begun { ErrorKind::Truncated } else { ErrorKind::Malformed("markup declaration") }
}

/// XML 1.0 clause 2.8: `version`, then `encoding`, then `standalone`, each at most once, in this order.
fn check_declaration(data: &str) -> Result<(), ErrorKind> {
    let malformed = ErrorKind::Malformed("XML declaration");
    let mut scanner = Scanner::new(data, 0);
    let mut expected = ["version", "encoding", "standalone"].into_iter();
    let mut has_version = false;
    loop {
        let spaced = scanner.skip_space();
        if scanner.peek().is_none() && has_version {
            return Ok(());
        }
        if !spaced {
            return Err(malformed);
        }
        let attribute = scanner.attribute().map_err(|_| malformed)?;
        let name = attribute.name.whole;
        expected.find(|next| *next == name).ok_or(malformed)?;
        let value = attribute.value;
        let legal = match name {
            "version" => {
                has_version = true;
                value == "1.0"
            }
            "encoding" => {
                value.starts_with(|c: char| c.is_ascii_alphabetic())
                    && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
            }
            _ => matches!(value, "yes" | "no"),
        };
        if !legal {
            return Err(malformed);
        }
    }
}
