//! JSON, pulled one token at a time: borrowed text, exact numbers, no recursion.
//!
//! The grammar is that of RFC 8259. A generic deserializer would do for valid input; this one also gives every
//! refusal its kind and offset, keeps the limits and does not round numbers.

use super::number::{self, Number};
use crate::error::{ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
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
        let text = core::str::from_utf8(payload)
            .map_err(|error| Located::new(ErrorKind::InvalidEncoding, error.valid_up_to()))?;
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

    /// A string without escapes; `None`, and nothing taken, for anything else.
    #[inline]
    pub(crate) fn plain_string(&mut self) -> Option<&'a str> {
        if self.next_byte() != Some(b'"') {
            return None;
        }
        let start = self.position + 1;
        let end = self.plain_end(start);
        if self.text.as_bytes().get(end) != Some(&b'"') || end - start > self.max_text {
            return None;
        }
        self.position = end + 1;
        self.text.get(start..end)
    }

    /// What stands between the quotes of the string that is next, as it is written: letters of base64, if the caller
    /// finds nothing else in it, and then [`accept`](Self::accept) takes it. `None` where there is no such string.
    #[inline]
    pub(crate) fn quoted(&mut self) -> Option<&'a str> {
        if self.next_byte() != Some(b'"') {
            return None;
        }
        let rest = self.text.get(self.position + 1..)?;
        rest.get(..rest.find('"')?).filter(|quoted| quoted.len() <= self.max_text)
    }

    /// Takes the string that [`quoted`](Self::quoted) has shown.
    #[inline]
    pub(crate) fn accept(&mut self, quoted: &str) {
        self.position += quoted.len() + 2;
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

    /// A string literal, from its opening quote.
    fn text_literal(&mut self) -> Result<Cow<'a, str>> {
        if self.byte() != Some(b'"') {
            return Err(self.unexpected("string"));
        }
        let start = self.position + 1;
        let end = self.plain_end(start);
        match self.text.as_bytes().get(end) {
            Some(b'"') => {
                self.position = end + 1;
                Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or_default()))
            }
            _ => self.escaped(start, end).map(Cow::Owned),
        }
    }

    /// Where the run of characters that stand for themselves ends.
    #[inline]
    fn plain_end(&self, start: usize) -> usize {
        const ONES: u64 = 0x0101_0101_0101_0101;
        const HIGH: u64 = 0x8080_8080_8080_8080;
        let mut end = start;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        // Eight bytes at once: a byte that is a quote, a backslash or a control character shows in its high bit.
        for chunk in rest.as_chunks::<8>().0 {
            let word = u64::from_le_bytes(*chunk);
            let zero = |word: u64| word.wrapping_sub(ONES) & !word;
            let hits = (zero(word ^ (ONES * b'"' as u64))
                | zero(word ^ (ONES * b'\\' as u64))
                | (word.wrapping_sub(ONES * 0x20) & !word))
                & HIGH;
            if hits != 0 {
                return end + (hits.trailing_zeros() / 8) as usize;
            }
            end += 8;
        }
        self.text
            .as_bytes()
            .get(end..)
            .unwrap_or_default()
            .iter()
            .position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20)
            .map_or(self.text.len(), |more| end + more)
    }

    /// The rest of a string literal that is not plain.
    #[cold]
    fn escaped(&mut self, start: usize, end: usize) -> Result<String> {
        let mut out = String::new();
        let mut start = start;
        let mut end = end;
        loop {
            out.push_str(self.text.get(start..end).unwrap_or_default());
            if out.len() > self.max_text {
                return Err(self.error(ErrorKind::Limit(Limit::Text)));
            }
            match self.text.as_bytes().get(end) {
                None => return Err(Located::new(ErrorKind::Truncated(1), end)),
                Some(b'"') => {
                    self.position = end + 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    let (character, after) = self.escape(end + 1)?;
                    out.push(character);
                    start = after;
                }
                Some(_) => return Err(Located::new(ErrorKind::Syntax("control character"), end)),
            }
            end = self.plain_end(start);
        }
    }

    /// The character that an escape stands for (the backslash is at `at - 1`) and where it ends.
    fn escape(&self, at: usize) -> Result<(char, usize)> {
        let wrong = || Located::new(ErrorKind::Syntax("escape"), at.saturating_sub(1));
        let character = match self.text.as_bytes().get(at) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.hex(at + 1)?;
                if !(0xd800..0xe000).contains(&first) {
                    return Ok((char::from_u32(first).ok_or_else(wrong)?, at + 5));
                }
                let after = |position| self.text.as_bytes().get(position);
                match (after(at + 5), after(at + 6)) {
                    (Some(b'\\'), Some(b'u')) if first < 0xdc00 => {}
                    (None, _) | (Some(b'\\'), None) => {
                        return Err(Located::new(ErrorKind::Truncated(1), self.text.len()));
                    }
                    _ => return Err(wrong()),
                }
                let second = self.hex(at + 7)?;
                if !(0xdc00..0xe000).contains(&second) {
                    return Err(wrong());
                }
                let character = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok((char::from_u32(character).ok_or_else(wrong)?, at + 11));
            }
            None => return Err(Located::new(ErrorKind::Truncated(1), at)),
            Some(_) => return Err(wrong()),
        };
        Ok((character, at + 1))
    }

    /// Four hexadecimal digits.
    fn hex(&self, at: usize) -> Result<u32> {
        let mut number = 0;
        for position in at..at + 4 {
            let byte = self.text.as_bytes().get(position);
            let byte = byte.ok_or(Located::new(ErrorKind::Truncated(1), self.text.len()))?;
            let digit = char::from(*byte).to_digit(16);
            number = number << 4 | digit.ok_or(Located::new(ErrorKind::Syntax("escape"), position))?;
        }
        Ok(number)
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

    /// Steps over a string literal without building it.
    fn skip_text(&mut self) -> Result<()> {
        let mut start = self.position + 1;
        loop {
            let end = self.plain_end(start);
            match self.text.as_bytes().get(end) {
                None => return Err(Located::new(ErrorKind::Truncated(1), end)),
                Some(b'"') => {
                    self.position = end + 1;
                    return Ok(());
                }
                Some(b'\\') => start = self.escape(end + 1)?.1,
                Some(_) => return Err(Located::new(ErrorKind::Syntax("control character"), end)),
            }
        }
    }
}

/// Appends a string literal.
pub(crate) fn push_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut plain = 0;
    let bytes = text.as_bytes();
    for (position, &byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0..0x20 => b"\\u00",
            _ => continue,
        };
        out.extend_from_slice(bytes.get(plain..position).unwrap_or_default());
        out.extend_from_slice(escape);
        if escape == b"\\u00" {
            let digit = |nibble: u8| if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
            out.extend_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        plain = position + 1;
    }
    out.extend_from_slice(bytes.get(plain..).unwrap_or_default());
    out.push(b'"');
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
