//! JSON as a sequence of tokens: iterative, bounded, borrowing, numbers as text.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use mgmt_wire::{Error, Limit, Limits};

use crate::bulk::ErrorKind;

type Result<T> = core::result::Result<T, Error<ErrorKind>>;

/// What a [`Reader`] finds next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    ObjectStart,
    ObjectEnd,
    ArrayStart,
    ArrayEnd,
    /// The name of a member; its value comes next.
    Key(Cow<'a, str>),
    String(Cow<'a, str>),
    /// A number as it stands.
    Number(&'a str),
    Boolean(bool),
    Null,
    /// The end of the one value.
    End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Object,
    Array,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Value,
    /// A value or the end of the array that has just begun.
    FirstItem,
    /// A key or the end of the object that has just begun.
    FirstKey,
    /// A comma or the end of the container.
    More,
    /// Nothing but blanks.
    End,
}

/// Reads RFC 8259 texts, and nothing else.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Where the last token begins.
    offset: usize,
    stack: Vec<Container>,
    expect: Expect,
    depth: usize,
    text_limit: usize,
    number_limit: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, limits: &Limits) -> Self {
        Reader {
            text,
            at: 0,
            offset: 0,
            stack: Vec::new(),
            expect: Expect::Value,
            depth: limits.depth,
            text_limit: limits.text,
            number_limit: limits.number,
        }
    }

    /// Where the last token begins.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn error(&self, kind: ErrorKind) -> Error<ErrorKind> {
        Error::at(kind, self.offset)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        self.offset = self.at;
    }

    fn peek(&self) -> Option<u8> {
        self.rest().as_bytes().first().copied()
    }

    fn syntax<T>(&self, what: &'static str) -> Result<T> {
        let ended = self.rest().is_empty();
        Err(Error::at(if ended { ErrorKind::Truncated } else { ErrorKind::Syntax(what) }, self.at))
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Result<Token<'a>> {
        self.blanks();
        match self.expect {
            Expect::End => {
                if self.rest().is_empty() {
                    Ok(Token::End)
                } else {
                    Err(self.error(ErrorKind::TrailingData))
                }
            }
            Expect::Value => self.value(),
            Expect::FirstItem if self.peek() == Some(b']') => self.close(),
            Expect::FirstItem => self.value(),
            Expect::FirstKey if self.peek() == Some(b'}') => self.close(),
            Expect::FirstKey => self.key(),
            Expect::More => {
                let container = self.stack.last().copied();
                match (self.peek(), container) {
                    (Some(b','), Some(container)) => {
                        self.at += 1;
                        self.blanks();
                        match container {
                            Container::Object => self.key(),
                            Container::Array => self.value(),
                        }
                    }
                    (Some(b'}'), Some(Container::Object)) | (Some(b']'), Some(Container::Array)) => {
                        self.close()
                    }
                    _ => self.syntax("JSON container"),
                }
            }
        }
    }

    /// Passes over the rest of the value whose first token was just read.
    pub(super) fn skip(&mut self, first: &Token<'a>) -> Result<()> {
        if !matches!(first, Token::ObjectStart | Token::ArrayStart) {
            return Ok(());
        }
        let outside = self.stack.len().saturating_sub(1);
        while self.stack.len() > outside {
            self.next()?;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<Token<'a>> {
        self.at += 1;
        let closed = self.stack.pop();
        self.after_value();
        Ok(if closed == Some(Container::Object) { Token::ObjectEnd } else { Token::ArrayEnd })
    }

    fn after_value(&mut self) {
        self.expect = if self.stack.is_empty() { Expect::End } else { Expect::More };
    }

    fn open(&mut self, container: Container) -> Result<Token<'a>> {
        if self.stack.len() >= self.depth {
            return Err(self.error(ErrorKind::Limit(Limit::Depth)));
        }
        self.at += 1;
        self.stack.push(container);
        Ok(match container {
            Container::Object => {
                self.expect = Expect::FirstKey;
                Token::ObjectStart
            }
            Container::Array => {
                self.expect = Expect::FirstItem;
                Token::ArrayStart
            }
        })
    }

    fn key(&mut self) -> Result<Token<'a>> {
        if self.peek() != Some(b'"') {
            return self.syntax("JSON member name");
        }
        let key = self.string()?;
        let offset = self.offset;
        self.blanks();
        if self.peek() != Some(b':') {
            return self.syntax("JSON member");
        }
        self.at += 1;
        self.offset = offset;
        self.expect = Expect::Value;
        Ok(Token::Key(key))
    }

    fn value(&mut self) -> Result<Token<'a>> {
        let token = match self.peek() {
            Some(b'{') => return self.open(Container::Object),
            Some(b'[') => return self.open(Container::Array),
            Some(b'"') => Token::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Token::Boolean(true))?,
            Some(b'f') => self.word("false", Token::Boolean(false))?,
            Some(b'n') => self.word("null", Token::Null)?,
            _ => return self.syntax("JSON value"),
        };
        self.after_value();
        Ok(token)
    }

    fn word(&mut self, word: &'static str, token: Token<'a>) -> Result<Token<'a>> {
        let rest = self.rest();
        if rest.starts_with(word) {
            self.at += word.len();
            Ok(token)
        } else if word.starts_with(rest) {
            Err(self.error(ErrorKind::Truncated))
        } else {
            Err(self.error(ErrorKind::Syntax("JSON value")))
        }
    }

    fn number(&mut self) -> Result<Token<'a>> {
        let rest = self.rest();
        let length =
            rest.bytes().take_while(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')).count();
        let number = rest.get(..length).unwrap_or_default();
        if number.len() > self.number_limit {
            return Err(self.error(ErrorKind::Limit(Limit::Number)));
        }
        if !is_number(number) {
            return Err(self.error(ErrorKind::Syntax("JSON number")));
        }
        self.at += length;
        Ok(Token::Number(number))
    }

    /// A string whose opening quote comes next.
    fn string(&mut self) -> Result<Cow<'a, str>> {
        self.at += 1;
        let begin = self.at;
        let mut out: Option<String> = None;
        loop {
            let rest = self.rest();
            let Some(found) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)) else {
                return Err(self.error(ErrorKind::Truncated));
            };
            let (plain, special) = rest.split_at_checked(found).unwrap_or((rest, ""));
            if self.at - begin + found > self.text_limit {
                return Err(self.error(ErrorKind::Limit(Limit::Text)));
            }
            if let Some(out) = &mut out {
                out.push_str(plain);
            }
            self.at += found;
            match special.as_bytes().first() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(match out {
                        Some(out) => Cow::Owned(out),
                        None => Cow::Borrowed(self.text.get(begin..self.at - 1).unwrap_or_default()),
                    });
                }
                Some(b'\\') => {
                    let character = self.escape()?;
                    let so_far = self.text.get(begin..begin + found).unwrap_or_default();
                    out.get_or_insert_with(|| so_far.to_owned()).push(character);
                }
                _ => return Err(Error::at(ErrorKind::Syntax("JSON string"), self.at)),
            }
        }
    }

    fn escape(&mut self) -> Result<char> {
        let at = self.at;
        self.at += 1;
        let Some(kind) = self.peek() else { return Err(self.error(ErrorKind::Truncated)) };
        self.at += 1;
        let character = match kind {
            b'"' | b'\\' | b'/' => Some(char::from(kind)),
            b'b' => Some('\u{8}'),
            b'f' => Some('\u{C}'),
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            b'u' => {
                let unit = self.hex()?;
                match unit {
                    0xD800..=0xDBFF if self.rest().starts_with("\\u") => {
                        self.at += 2;
                        let low = self.hex()?;
                        char::decode_utf16([unit, low]).next().and_then(core::result::Result::ok)
                    }
                    _ => char::from_u32(u32::from(unit)),
                }
            }
            _ => None,
        };
        character.ok_or_else(|| Error::at(ErrorKind::Syntax("JSON escape"), at))
    }

    fn hex(&mut self) -> Result<u16> {
        let rest = self.rest();
        let Some(digits) = rest.get(..4) else {
            return if rest.len() < 4 {
                Err(self.error(ErrorKind::Truncated))
            } else {
                self.syntax("JSON escape")
            };
        };
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return self.syntax("JSON escape");
        }
        self.at += 4;
        u16::from_str_radix(digits, 16).or_else(|_| self.syntax("JSON escape"))
    }
}

/// Whether text is a number of RFC 8259: `-? (0|[1-9][0-9]*) (.[0-9]+)? ([eE][+-]?[0-9]+)?`.
pub(super) fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(unsigned);
    if whole == 0 || whole > 1 && unsigned.starts_with('0') {
        return false;
    }
    let mut rest = unsigned.get(whole..).unwrap_or_default();
    if let Some(fraction) = rest.strip_prefix('.') {
        let places = digits(fraction);
        if places == 0 {
            return false;
        }
        rest = fraction.get(places..).unwrap_or_default();
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let places = digits(exponent);
        if places == 0 {
            return false;
        }
        rest = exponent.get(places..).unwrap_or_default();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> core::result::Result<usize, (&'static str, Option<usize>)> {
        use mgmt_wire::Kind as _;
        let mut reader = Reader::new(text, &Limits::DEFAULT);
        let mut count = 0;
        loop {
            match reader.next() {
                Ok(Token::End) => return Ok(count),
                Ok(_) => count += 1,
                Err(error) => return Err((error.kind().name(), error.offset())),
            }
        }
    }

    #[test]
    fn accepts_what_serde_json_accepts() {
        let cases = [
            "{}",
            "[]",
            "1",
            "-0",
            "-0.5e+10",
            "\"\"",
            " [1 , 2] ",
            "{\"a\":[{}],\"b\":null}",
            "\"\\u00e9\\ud83d\\ude00\\n\"",
            "",
            "{",
            "[1",
            "[1,]",
            "[,1]",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{\"a\":1,}",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "--1",
            "tru",
            "truex",
            "nul",
            "[1 2]",
            "{} {}",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\ud800\\u0041\"",
            "\"\t\"",
            "\"abc",
            "\"\\u12\"",
            "[1]]",
            "]",
            "'a'",
            "\u{FEFF}1",
            "NaN",
            "{\"a\":1 \"b\":2}",
            "\"\\u+123\"",
        ];
        for text in cases {
            let peer = serde_json::from_str::<serde_json::Value>(text).is_ok();
            assert_eq!(tokens(text).is_ok(), peer, "{text}: {:?}", tokens(text));
        }
    }

    #[test]
    fn names_and_places_errors() {
        assert_eq!(tokens(""), Err(("Truncated", Some(0))));
        assert_eq!(tokens("{\"a\": tru"), Err(("Truncated", Some(6))));
        assert_eq!(tokens("[1, x]"), Err(("Syntax", Some(4))));
        assert_eq!(tokens("{} x"), Err(("TrailingData", Some(3))));
        assert_eq!(tokens(&"[".repeat(100_000)), Err(("Limit", Some(64))));
        assert_eq!(tokens(&"9".repeat(65)), Err(("Limit", Some(0))));
    }

    #[test]
    fn strings_are_borrowed_unless_escaped() {
        let mut reader = Reader::new("[\"plain\",\"a\\\"b\\\\\\u0041\\/é\"]", &Limits::DEFAULT);
        reader.next().unwrap();
        assert!(matches!(reader.next().unwrap(), Token::String(Cow::Borrowed("plain"))));
        assert_eq!(reader.next().unwrap(), Token::String(Cow::Borrowed("a\"b\\A/é")));
    }
}
