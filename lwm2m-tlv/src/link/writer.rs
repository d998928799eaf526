//! The writer.

use super::class::{NAME, TARGET, TOKEN, is};
use core::fmt;

/// Why a link was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The target is not an absolute URI path (RFC 3986).
    #[error("not a link target")]
    Target,
    /// The name is not one of a parameter.
    #[error("not a parameter name")]
    Name,
    /// The value has a character that an unquoted value cannot have, or is empty.
    #[error("not an unquoted value")]
    Token,
    /// A parameter without a link before it.
    #[error("parameter without link")]
    NoLink,
    /// The sink refused.
    #[error("the output refused")]
    Output,
}

impl From<fmt::Error> for WriteError {
    fn from(_: fmt::Error) -> Self {
        WriteError::Output
    }
}

/// Writes links to anything that takes text: a `String`, or a fixed buffer. What stands in the output after an
/// error is not a payload.
///
/// ```
/// use lwm2m_tlv::Path;
/// use lwm2m_tlv::link::LinkWriter;
///
/// let mut text = String::new();
/// let mut writer = LinkWriter::new(&mut text);
/// writer.link("/")?.quoted("rt", "oma.lwm2m")?.token("ct", 112)?;
/// writer.link(Path::object(3))?.token("ver", "1.2")?;
/// writer.link(Path::instance(3, 0))?;
/// assert_eq!(text, "</>;rt=\"oma.lwm2m\";ct=112,</3>;ver=1.2,</3/0>");
/// # Ok::<(), lwm2m_tlv::link::WriteError>(())
/// ```
#[derive(Debug)]
pub struct LinkWriter<W> {
    out: W,
    started: bool,
}

impl<W: fmt::Write> LinkWriter<W> {
    /// Writes to `out`.
    pub const fn new(out: W) -> Self {
        LinkWriter { out, started: false }
    }

    /// Begins a link.
    ///
    /// # Errors
    /// The target is not an absolute path, or the sink refused.
    pub fn link(&mut self, target: impl fmt::Display) -> Result<&mut Self, WriteError> {
        self.out.write_str(if self.started { ",<" } else { "<" })?;
        self.started = true;
        self.checked::<Target>(&target)?;
        self.out.write_str(">")?;
        Ok(self)
    }

    /// Adds a parameter with an unquoted value.
    ///
    /// # Errors
    /// Not a name, not an unquoted value, no link, or the sink refused.
    pub fn token(&mut self, name: &str, value: impl fmt::Display) -> Result<&mut Self, WriteError> {
        self.name(name)?;
        self.out.write_str("=")?;
        self.checked::<Token>(&value)?;
        Ok(self)
    }

    /// Adds a parameter with a quoted value; quotes and backslashes in it are escaped.
    ///
    /// # Errors
    /// Not a name, no link, or the sink refused.
    pub fn quoted(&mut self, name: &str, value: &str) -> Result<&mut Self, WriteError> {
        self.name(name)?;
        self.out.write_str("=\"")?;
        for part in value.split_inclusive(['"', '\\']) {
            match part.as_bytes().split_last() {
                Some((last @ (b'"' | b'\\'), plain)) => {
                    self.out.write_str(part.get(..plain.len()).unwrap_or_default())?;
                    self.out.write_char('\\')?;
                    self.out.write_char(char::from(*last))?;
                }
                _ => self.out.write_str(part)?,
            }
        }
        self.out.write_str("\"")?;
        Ok(self)
    }

    /// Adds a parameter that is a name alone.
    ///
    /// # Errors
    /// Not a name, no link, or the sink refused.
    pub fn flag(&mut self, name: &str) -> Result<&mut Self, WriteError> {
        self.name(name)?;
        Ok(self)
    }

    fn name(&mut self, name: &str) -> Result<(), WriteError> {
        if !self.started {
            return Err(WriteError::NoLink);
        }
        if name.is_empty() || !name.bytes().all(|byte| is(byte, NAME)) {
            return Err(WriteError::Name);
        }
        self.out.write_str(";")?;
        self.out.write_str(name)?;
        Ok(())
    }

    fn checked<C: Check>(&mut self, text: &dyn fmt::Display) -> Result<(), WriteError> {
        let mut checked = Checked { out: &mut self.out, check: C::default(), refused: false };
        // `Checked` remembers its own refusal, so that it is told from one of the sink.
        let written = fmt::write(&mut checked, format_args!("{text}"));
        if checked.refused || (written.is_ok() && !checked.check.complete()) {
            return Err(C::ERROR);
        }
        Ok(written?)
    }
}

/// A grammar that text is held to while it is written.
trait Check: Default {
    const ERROR: WriteError;
    fn accept(&mut self, byte: u8) -> bool;
    fn complete(&self) -> bool;
}

/// An absolute path; `%` with two hexadecimal digits after it.
#[derive(Default)]
struct Target {
    started: bool,
    digits_due: u8,
}

impl Check for Target {
    const ERROR: WriteError = WriteError::Target;

    fn accept(&mut self, byte: u8) -> bool {
        if self.digits_due > 0 {
            self.digits_due -= 1;
            return byte.is_ascii_hexdigit();
        }
        if byte == b'%' {
            self.digits_due = 2;
        }
        let first = !core::mem::replace(&mut self.started, true);
        if first { byte == b'/' } else { byte == b'%' || is(byte, TARGET) }
    }

    fn complete(&self) -> bool {
        self.started && self.digits_due == 0
    }
}

#[derive(Default)]
struct Token {
    started: bool,
}

impl Check for Token {
    const ERROR: WriteError = WriteError::Token;

    fn accept(&mut self, byte: u8) -> bool {
        self.started = true;
        is(byte, TOKEN)
    }

    fn complete(&self) -> bool {
        self.started
    }
}

/// Passes text on as long as every byte is accepted.
struct Checked<'w, W, C> {
    out: &'w mut W,
    check: C,
    refused: bool,
}

impl<W: fmt::Write, C: Check> fmt::Write for Checked<'_, W, C> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if !text.bytes().all(|byte| self.check.accept(byte)) {
            self.refused = true;
            return Err(fmt::Error);
        }
        self.out.write_str(text)
    }
}
