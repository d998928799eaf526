//! JSON, pulled one token at a time: borrowed text, exact numbers, no recursion.
//!
//! The grammar is that of RFC 8259. A generic deserializer would do for valid input; this one also gives every
//! refusal its kind and offset, keeps the limits and does not round numbers.

mod string;

pub(crate) use string::push_string;

use super::number::{self, Number};
use crate::error::{ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Limit, Located, Warning, WarningSink};

pub(crate) type Result<T> = core::result::Result<T, Located<ErrorKind>>;

/// What a value is, by its first letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

pub(crate) struct Json<'a> {
    text: &'a str,
    position: usize,
    max_depth: usize,
    max_number: usize,
    max_text: usize,
}

impl<'a> Json<'a> {
    pub(crate) fn new(
        payload: &'a [u8],
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self> {
        let text = core::str::from_utf8(payload).map_err(|error| {
            // A payload that ends within a character ends early.
            let is_cut = error.error_len().is_none();
            let kind = if is_cut { ErrorKind::Truncated(1) } else { ErrorKind::InvalidEncoding };
            Located::new(kind, error.valid_up_to())
        })?;
        let mut json = Json {
            text,
            position: 0,
            max_depth: options.limits.structure_depth,
            max_number: options.limits.number,
            max_text: options.limits.text,
        };
        if text.starts_with('\u{feff}') {
            if options.is_strict() {
                return Err(json.error(ErrorKind::Syntax("byte order mark")));
            }
            warnings.warn(Warning::new(WarningKind::ByteOrderMark, 0));
            json.position = '\u{feff}'.len_utf8();
        }
        Ok(json)
    }

    pub(crate) fn offset(&self) -> usize {
        self.position
    }

    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    #[cold]
    pub(crate) fn error(&self, kind: ErrorKind) -> Located<ErrorKind> {
        Located::new(kind, self.position)
    }

    /// What is wrong where something else was expected: the text ends, or it does not.
    #[cold]
    fn unexpected(&self, what: &'static str) -> Located<ErrorKind> {
        let at_end = self.position >= self.text.len();
        self.error(if at_end { ErrorKind::Truncated(1) } else { ErrorKind::Syntax(what) })
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    /// The next byte that is not white space.
    #[inline]
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.position += 1,
                byte => return byte,
            }
        }
    }

    #[inline]
    fn expect(&mut self, byte: u8, what: &'static str) -> Result<()> {
        if self.next_byte() != Some(byte) {
            return Err(self.unexpected(what));
        }
        self.position += 1;
        Ok(())
    }

    /// What value comes next.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<Token> {
        Ok(match self.next_byte() {
            Some(b'{') => Token::Object,
            Some(b'[') => Token::Array,
            Some(b'"') => Token::String,
            Some(b'-' | b'0'..=b'9') => Token::Number,
            Some(b't' | b'f') => Token::Boolean,
            Some(b'n') => Token::Null,
            _ => return Err(self.unexpected("value")),
        })
    }

    /// Whether the whole payload is white space.
    pub(crate) fn is_blank(&mut self) -> bool {
        self.next_byte().is_none()
    }

    /// Begins an array or object, for which `open` stands.
    #[inline]
    pub(crate) fn begin(&mut self, token: Token, what: &'static str) -> Result<()> {
        if self.peek()? != token {
            return Err(self.wrong_type(what));
        }
        self.position += 1;
        Ok(())
    }

    /// After `begin(Token::Array)`: whether another element follows. `first` is true at the first call.
    #[inline]
    pub(crate) fn element(&mut self, first: &mut bool) -> Result<bool> {
        if self.next_byte() == Some(b']') {
            self.position += 1;
            return Ok(false);
        }
        if !core::mem::take(first) {
            self.expect(b',', "comma or end of array")?;
            if self.next_byte() == Some(b']') {
                return Err(self.unexpected("value"));
            }
        }
        Ok(true)
    }

    /// After `begin(Token::Object)`: the next key, up to its colon.
    #[inline]
    pub(crate) fn key(&mut self, first: &mut bool) -> Result<Option<Cow<'a, str>>> {
        if !self.next_key(first)? {
            return Ok(None);
        }
        let key = self.text_literal()?;
        self.colon()?;
        Ok(Some(key))
    }

    /// After `begin(Token::Object)`: goes to the next key, if there is one.
    #[inline]
    pub(crate) fn next_key(&mut self, first: &mut bool) -> Result<bool> {
        match self.next_byte() {
            Some(b'}') => {
                self.position += 1;
                return Ok(false);
            }
            Some(b',') if !*first => self.position += 1,
            _ if *first => {}
            _ => return Err(self.unexpected("comma or end of object")),
        }
        *first = false;
        if self.next_byte() != Some(b'"') {
            return Err(self.unexpected("string"));
        }
        Ok(true)
    }

    /// After a key: its colon.
    #[inline]
    pub(crate) fn colon(&mut self) -> Result<()> {
        self.expect(b':', "colon")
    }

    /// A number that is exact in one of the forms without rounding; `None`, and nothing taken, for anything else.
    #[inline]
    pub(crate) fn plain_number(&mut self) -> Option<Number> {
        self.next_byte()?;
        let rest = self.text.as_bytes().get(self.position..)?;
        let (scanned, length) = number::scan(rest)?;
        if length > self.max_number {
            return None;
        }
        let number = scanned.plain()?;
        self.position += length;
        Some(number)
    }

    /// After the last value: nothing but white space.
    pub(crate) fn end(&mut self) -> Result<()> {
        match self.next_byte() {
            None => Ok(()),
            Some(_) => Err(self.error(ErrorKind::TrailingData)),
        }
    }

    /// A value has another type than `what` allows; if it is broken in itself, that goes first.
    #[cold]
    pub(crate) fn wrong_type(&mut self, what: &'static str) -> Located<ErrorKind> {
        let offset = self.position;
        match self.skip(0) {
            Ok(()) => Located::new(ErrorKind::Type(what), offset),
            Err(error) => error,
        }
    }

    #[inline]
    pub(crate) fn string(&mut self, what: &'static str) -> Result<Cow<'a, str>> {
        if self.peek()? != Token::String {
            return Err(self.wrong_type(what));
        }
        let offset = self.position;
        let text = self.text_literal()?;
        if text.len() > self.max_text {
            return Err(Located::new(ErrorKind::Limit(Limit::Text), offset));
        }
        Ok(text)
    }

    #[inline]
    pub(crate) fn number(&mut self, what: &'static str) -> Result<Number> {
        if self.peek()? != Token::Number {
            return Err(self.wrong_type(what));
        }
        let (scanned, text) = self.number_literal()?;
        match scanned.number(text) {
            Ok(number) => {
                self.position += text.len();
                Ok(number)
            }
            Err(ErrorKind::OutOfRange(_)) => Err(self.error(ErrorKind::OutOfRange(what))),
            Err(kind) => Err(self.error(kind)),
        }
    }

    fn number_literal(&self) -> Result<(number::Scanned, &'a str)> {
        let rest = self.text.get(self.position..).unwrap_or_default();
        match number::scan(rest.as_bytes()) {
            Some((_, length)) if length > self.max_number => Err(self.error(ErrorKind::Limit(Limit::Number))),
            Some((scanned, length)) => Ok((scanned, rest.get(..length).unwrap_or_default())),
            None if rest
                .bytes()
                .all(|byte| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) =>
            {
                Err(Located::new(ErrorKind::Truncated(1), self.text.len()))
            }
            None => Err(self.error(ErrorKind::Syntax("number"))),
        }
    }

    pub(crate) fn boolean(&mut self, what: &'static str) -> Result<bool> {
        if self.peek()? != Token::Boolean {
            return Err(self.wrong_type(what));
        }
        let truth = self.byte() == Some(b't');
        self.word(if truth { "true" } else { "false" })?;
        Ok(truth)
    }

    pub(crate) fn null(&mut self) -> Result<()> {
        self.word("null")
    }

    fn word(&mut self, word: &str) -> Result<()> {
        let rest = self.text.get(self.position..).unwrap_or_default();
        if rest.starts_with(word) {
            self.position += word.len();
            Ok(())
        } else if word.starts_with(rest) {
            Err(Located::new(ErrorKind::Truncated(word.len() - rest.len()), self.text.len()))
        } else {
            Err(self.error(ErrorKind::Syntax("value")))
        }
    }

    /// Steps over a value of any type that stands `depth` levels deep.
    pub(crate) fn skip(&mut self, depth: usize) -> Result<()> {
        // One entry per open container: whether it is an object. Bounded by the limit, so no recursion is needed
        // and no more memory than the limit says.
        let mut open: Vec<bool> = Vec::new();
        let mut first = true;
        loop {
            let token = self.peek()?;
            match token {
                Token::Object | Token::Array => {
                    if depth + open.len() >= self.max_depth {
                        return Err(self.error(ErrorKind::Limit(Limit::StructureDepth)));
                    }
                    self.position += 1;
                    open.push(token == Token::Object);
                    first = true;
                }
                Token::String => self.skip_text()?,
                Token::Number => self.position += self.number_literal()?.1.len(),
                Token::Boolean => {
                    self.boolean("value")?;
                }
                Token::Null => self.null()?,
            }
            // Close what ends here, up to a container that goes on.
            loop {
                let Some(&is_object) = open.last() else { return Ok(()) };
                let goes_on =
                    if is_object { self.key(&mut first)?.is_some() } else { self.element(&mut first)? };
                if goes_on {
                    break;
                }
                open.pop();
                first = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json<'_> {
        Json::new(text.as_bytes(), &DecodeOptions::default(), &mut ()).unwrap()
    }

    fn skipped(text: &str) -> core::result::Result<(), ErrorKind> {
        let mut json = json(text);
        json.skip(0).and_then(|()| json.end()).map_err(|error| error.kind)
    }

    #[test]
    fn strings() {
        for text in
            [r#""plain""#, r#""caf\u00e9""#, r#""\ud83d\ude00 \"\\\/\b\f\n\r\t""#, "\"\u{e9}\u{1f600}x\""]
        {
            let expected: String = serde_json::from_str(text).unwrap();
            assert_eq!(json(text).string("s").unwrap(), expected);
            let mut out = Vec::new();
            push_string(&mut out, &expected);
            assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), expected);
        }
        assert!(matches!(json("\"plain\"").string("s").unwrap(), Cow::Borrowed("plain")));
        for text in [r#""\x""#, r#""\u12g4""#, r#""\ud800""#, r#""\ud800\u0041""#, r#""\udc00""#, "\"\u{1}\""]
        {
            assert!(matches!(json(text).string("s").unwrap_err().kind, ErrorKind::Syntax(_)), "{text}");
        }
    }

    #[test]
    fn skipping_agrees_with_serde_json() {
        for text in [
            "[]",
            "{}",
            "[1,2,3]",
            r#"{"a":[{}],"b":{"c":null}}"#,
            "[1,]",
            "[,1]",
            "{,}",
            r#"{"a":1,}"#,
            r#"{"a"}"#,
            r#"{"a":1 "b":2}"#,
            "[1 2]",
            "tru",
            "true",
            "nul",
            "nulls",
            "[true,false,null]",
            "1 2",
            "[}",
            "{]",
            r#"["\u00e9"]"#,
            "",
            " ",
            "[",
            "-",
            "1e",
            "\"",
            r#"{"a":"#,
            "[[],[[]],{}]",
            "'a'",
            "[1]/**/",
        ] {
            let expected = serde_json::from_str::<serde_json::Value>(text);
            assert_eq!(skipped(text).is_ok(), expected.is_ok(), "{text}");
            if expected.is_err_and(|error| error.is_eof()) {
                assert!(matches!(skipped(text), Err(ErrorKind::Truncated(_))), "{text}");
            }
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(skipped(&nested(16)), Ok(()));
        assert_eq!(skipped(&nested(17)), Err(ErrorKind::Limit(Limit::StructureDepth)));
        assert_eq!(skipped(&nested(100_000)), Err(ErrorKind::Limit(Limit::StructureDepth)));
    }
}
