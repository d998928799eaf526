//! The arguments of Execute: `0='x',5,2='10.3'`.

use crate::error::{ErrorKind, WarningKind};
use alloc::string::String;
use core::fmt;
use mgmt_wire::{DecodeOptions, Located, Warning, WarningSink};

type Result<T> = core::result::Result<T, Located<ErrorKind>>;

/// One argument: a digit, and a value where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument<'a> {
    /// 0 to 9.
    pub digit: u8,
    /// The text between the quotes.
    pub value: Option<&'a str>,
}

/// Reads the arguments one by one, without allocation. After an error it ends.
///
/// The payload is the digits with their values in single quotes, separated by commas; no digit occurs twice.
///
/// ```
/// use lwm2m_tlv::interface::execute::{Argument, Arguments};
///
/// let arguments: Result<Vec<Argument<'_>>, _> = Arguments::new(b"2='10.3',7").collect();
/// assert_eq!(arguments?, [Argument { digit: 2, value: Some("10.3") }, Argument { digit: 7, value: None }]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Arguments<'a> {
    payload: &'a [u8],
    at: usize,
    strict: bool,
    // One bit per digit.
    seen: u16,
    ended: bool,
}

impl<'a> Arguments<'a> {
    /// Reads leniently: characters in values that the grammar does not have are accepted.
    #[must_use]
    pub const fn new(payload: &'a [u8]) -> Self {
        Arguments { payload, at: 0, strict: false, seen: 0, ended: false }
    }

    /// Reads as the options say.
    #[must_use]
    pub fn with_options(payload: &'a [u8], options: &DecodeOptions) -> Self {
        Arguments { strict: options.is_strict(), ..Arguments::new(payload) }
    }

    /// The next argument; `None` at the end.
    ///
    /// # Errors
    /// `Syntax`, `Truncated`, `InvalidEncoding`, `Duplicate`.
    pub fn next_argument(
        &mut self,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Option<Result<Argument<'a>>> {
        if self.ended || self.payload.is_empty() {
            return None;
        }
        let result = self.read(warnings);
        self.ended |= result.is_err();
        Some(result)
    }

    fn read(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<Argument<'a>> {
        let digit = match self.peek() {
            Some(byte @ b'0'..=b'9') => byte - b'0',
            Some(_) => return Err(self.syntax("digit expected")),
            None => return Err(self.truncated()),
        };
        if self.seen & (1 << digit) != 0 {
            return Err(Located::new(ErrorKind::DuplicateAttribute("digit"), self.at));
        }
        self.seen |= 1 << digit;
        self.at += 1;
        let value = if self.peek() == Some(b'=') {
            self.at += 1;
            Some(self.value(warnings)?)
        } else {
            None
        };
        match self.peek() {
            None => self.ended = true,
            Some(b',') => self.at += 1,
            Some(_) => return Err(self.syntax("`,` or `=` expected")),
        }
        Ok(Argument { digit, value })
    }

    fn value(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<&'a str> {
        match self.peek() {
            Some(b'\'') => self.at += 1,
            Some(_) => return Err(self.syntax("`'` expected")),
            None => return Err(self.truncated()),
        }
        let start = self.at;
        let mut foreign = None;
        loop {
            match self.peek() {
                None => return Err(self.truncated()),
                Some(b'\'') => break,
                // CHAR: visible ASCII but for `"`, `'` and `\`.
                Some(byte) if !(0x21..=0x7e).contains(&byte) || matches!(byte, b'"' | b'\\') => {
                    if self.strict {
                        return Err(self.syntax("character in a value"));
                    }
                    foreign.get_or_insert(self.at);
                }
                Some(_) => {}
            }
            self.at += 1;
        }
        let bytes = self.payload.get(start..self.at).unwrap_or_default();
        let text = core::str::from_utf8(bytes)
            .map_err(|error| Located::new(ErrorKind::InvalidEncoding, start + error.valid_up_to()))?;
        self.at += 1;
        if let Some(at) = foreign {
            warnings.warn(Warning::new(WarningKind::ArgumentCharacter, at));
        }
        Ok(text)
    }

    fn peek(&self) -> Option<u8> {
        self.payload.get(self.at).copied()
    }

    fn syntax(&self, what: &'static str) -> Located<ErrorKind> {
        Located::new(ErrorKind::Syntax(what), self.at)
    }

    fn truncated(&self) -> Located<ErrorKind> {
        Located::new(ErrorKind::Truncated(1), self.payload.len())
    }
}

impl<'a> Iterator for Arguments<'a> {
    type Item = Result<Argument<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_argument(&mut ())
    }
}

impl core::iter::FusedIterator for Arguments<'_> {}

/// Writes arguments; an empty list is an empty payload.
///
/// # Errors
/// `InvalidValue`: a digit above 9 or a character that values cannot have; `Duplicate`: a digit twice.
pub fn write(arguments: &[Argument<'_>]) -> core::result::Result<String, crate::Error> {
    use crate::Error;
    use core::fmt::Write as _;
    let mut out = String::new();
    let mut seen = 0_u16;
    for argument in arguments {
        let valid = argument
            .value
            .unwrap_or_default()
            .bytes()
            .all(|byte| (0x21..=0x7e).contains(&byte) && !matches!(byte, b'"' | b'\'' | b'\\'));
        if argument.digit > 9 || !valid {
            return Err(Error::new(ErrorKind::InvalidValue("argument")));
        }
        if seen & (1 << argument.digit) != 0 {
            return Err(Error::new(ErrorKind::DuplicateAttribute("digit")));
        }
        seen |= 1 << argument.digit;
        if !out.is_empty() {
            out.push(',');
        }
        // Writing to a String cannot fail.
        let _ = write!(out, "{argument}");
    }
    Ok(out)
}

impl fmt::Display for Argument<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            None => write!(f, "{}", self.digit),
            Some(value) => write!(f, "{}='{value}'", self.digit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(payload: &[u8]) -> core::result::Result<Vec<Argument<'_>>, ErrorKind> {
        Arguments::new(payload).collect::<Result<_>>().map_err(|error| error.kind)
    }

    #[test]
    fn grammar() {
        let argument = |digit, value| Argument { digit, value };
        assert_eq!(read(b""), Ok(vec![]));
        assert_eq!(read(b"0=''"), Ok(vec![argument(0, Some(""))]));
        assert_eq!(read(b"0='a,b=c',1"), Ok(vec![argument(0, Some("a,b=c")), argument(1, None)]));
        assert_eq!(read(b"10"), Err(ErrorKind::Syntax("`,` or `=` expected")));
        assert_eq!(read(b"1,"), Err(ErrorKind::Truncated(1)));
        assert_eq!(read(b"1,,2"), Err(ErrorKind::Syntax("digit expected")));
        assert_eq!(read(b"1=x"), Err(ErrorKind::Syntax("`'` expected")));
        assert_eq!(read(b"1='x"), Err(ErrorKind::Truncated(1)));
        assert_eq!(read(b"1="), Err(ErrorKind::Truncated(1)));
        assert_eq!(read(b"1,1"), Err(ErrorKind::DuplicateAttribute("digit")));
        assert_eq!(read(b"1='\xff'"), Err(ErrorKind::InvalidEncoding));
    }

    #[test]
    fn strict_keeps_to_the_characters() {
        let options = DecodeOptions::strict();
        let mut arguments = Arguments::with_options(b"0=' x'", &options);
        assert_eq!(
            arguments.next().unwrap().unwrap_err(),
            Located::new(ErrorKind::Syntax("character in a value"), 3)
        );
        assert!(arguments.next().is_none());
        let mut warnings = Vec::new();
        let mut arguments = Arguments::new(b"0=' x'");
        assert_eq!(arguments.next_argument(&mut warnings).unwrap().unwrap().value, Some(" x"));
        assert_eq!(warnings, [Warning::new(WarningKind::ArgumentCharacter, 3)]);
    }

    #[test]
    fn what_is_written_is_read() {
        let arguments = [Argument { digit: 3, value: Some("x<y>") }, Argument { digit: 0, value: None }];
        let text = write(&arguments).unwrap();
        assert_eq!(text, "3='x<y>',0");
        assert_eq!(read(text.as_bytes()).unwrap(), arguments);
        assert!(write(&[Argument { digit: 0, value: Some("it's") }]).is_err());
        assert!(write(&[Argument { digit: 10, value: None }]).is_err());
        assert!(write(&[arguments[1], arguments[1]]).is_err());
    }
}
