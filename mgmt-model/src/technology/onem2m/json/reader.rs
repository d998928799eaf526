//! JSON text as a value, without recursion.

use crate::mapping::codec;
use crate::{Error, ErrorKind, Value};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{Limit, Limits};

/// What is open while parsing.
enum Open<'a> {
    List(Vec<Value<'a>>),
    Record(Vec<(Cow<'a, str>, Value<'a>)>, Option<Cow<'a, str>>),
}

struct Parser<'a, 'l> {
    input: &'a [u8],
    text: &'a str,
    at: usize,
    limits: &'l Limits,
}

/// Deeper values could not be dropped in a small stack.
const DEEPEST: usize = 64;

pub(super) fn parse<'a>(input: &'a [u8], limits: &Limits) -> Result<Value<'a>, Error> {
    let text = core::str::from_utf8(input).map_err(|error| {
        // A text that ends within a character ends early.
        let is_cut = error.error_len().is_none();
        let kind = if is_cut { ErrorKind::Truncated } else { ErrorKind::InvalidEncoding };
        Error::at(kind, error.valid_up_to())
    })?;
    // The byte order mark that some tools write.
    let (skipped, text) = text.strip_prefix('\u{feff}').map_or((0, text), |text| (3, text));
    let mut parser = Parser { input: text.as_bytes(), text, at: 0, limits };
    parser.document().map_err(|(kind, at)| Error::at(kind, at + skipped))
}

type Step<T> = Result<T, (ErrorKind, usize)>;

impl<'a> Parser<'a, '_> {
    fn document(&mut self) -> Step<Value<'a>> {
        let value = self.value()?;
        self.space();
        if self.at < self.input.len() { Err((ErrorKind::TrailingData, self.at)) } else { Ok(value) }
    }

    fn space(&mut self) {
        while matches!(self.input.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn bad<T>(&self) -> Step<T> {
        let kind =
            if self.at >= self.input.len() { ErrorKind::Truncated } else { ErrorKind::Malformed("JSON") };
        Err((kind, self.at))
    }

    fn value(&mut self) -> Step<Value<'a>> {
        let mut open: Vec<Open<'a>> = Vec::new();
        loop {
            self.space();
            // A value begins here, or an empty container ends.
            let mut done = match self.input.get(self.at) {
                Some(b'{') => {
                    self.at += 1;
                    self.deeper(open.len())?;
                    self.space();
                    if self.take(b'}') {
                        Value::Record(Vec::new())
                    } else {
                        let key = self.key(&[])?;
                        open.push(Open::Record(Vec::new(), Some(key)));
                        continue;
                    }
                }
                Some(b'[') => {
                    self.at += 1;
                    self.deeper(open.len())?;
                    self.space();
                    if self.take(b']') {
                        Value::List(Vec::new())
                    } else {
                        open.push(Open::List(Vec::new()));
                        continue;
                    }
                }
                Some(b'"') => Value::Text(self.string()?),
                Some(b't') => self.word("true", Value::Boolean(true))?,
                Some(b'f') => self.word("false", Value::Boolean(false))?,
                Some(b'n') => self.word("null", Value::Null)?,
                Some(b'-' | b'0'..=b'9') => self.number()?,
                _ => return self.bad(),
            };
            // The value goes into what is open; containers that end become values.
            loop {
                let Some(top) = open.last_mut() else { return Ok(done) };
                match top {
                    Open::List(values) => values.push(done),
                    Open::Record(members, key) => members.push((key.take().unwrap_or_default(), done)),
                }
                self.space();
                if self.take(b',') {
                    self.space();
                    if let Some(Open::Record(members, key)) = open.last_mut() {
                        if members.len() >= self.limits.map_keys {
                            return Err((ErrorKind::Limit(Limit::MapKeys), self.at));
                        }
                        *key = Some(Parser::key(self, members)?);
                    } else if let Some(Open::List(values)) = open.last()
                        && values.len() >= self.limits.parameters
                    {
                        return Err((ErrorKind::Limit(Limit::Parameters), self.at));
                    }
                    break;
                }
                let close = match open.last() {
                    Some(Open::Record(..)) => b'}',
                    _ => b']',
                };
                if !self.take(close) {
                    return self.bad();
                }
                done = match open.pop() {
                    Some(Open::List(values)) => Value::List(values),
                    Some(Open::Record(members, _)) => Value::Record(members),
                    None => return self.bad(),
                };
            }
        }
    }

    fn deeper(&self, depth: usize) -> Step<()> {
        if depth >= self.limits.structure_depth.min(DEEPEST) {
            Err((ErrorKind::Limit(Limit::StructureDepth), self.at))
        } else {
            Ok(())
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.input.get(self.at) == Some(&byte);
        self.at += usize::from(there);
        there
    }

    fn key(&mut self, before: &[(Cow<'a, str>, Value<'a>)]) -> Step<Cow<'a, str>> {
        if self.input.get(self.at) != Some(&b'"') {
            return self.bad();
        }
        let start = self.at;
        let key = self.string()?;
        if before.iter().any(|(name, _)| *name == key) {
            return Err((ErrorKind::Duplicate("member"), start));
        }
        self.space();
        if self.take(b':') { Ok(key) } else { self.bad() }
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Step<Value<'a>> {
        let rest = self.input.get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(value)
        } else {
            if word.as_bytes().starts_with(rest) {
                self.at = self.input.len();
            }
            self.bad()
        }
    }

    fn number(&mut self) -> Step<Value<'a>> {
        let start = self.at;
        let digits = |parser: &mut Self| {
            let first = parser.at;
            while matches!(parser.input.get(parser.at), Some(b'0'..=b'9')) {
                parser.at += 1;
            }
            parser.at - first
        };
        self.take(b'-');
        let zero = self.input.get(self.at) == Some(&b'0');
        let whole = digits(self);
        if whole == 0 {
            return self.bad();
        }
        if zero && whole > 1 {
            return Err((ErrorKind::Malformed("JSON"), start));
        }
        let mut float = false;
        if self.take(b'.') {
            float = true;
            if digits(self) == 0 {
                return self.bad();
            }
        }
        if matches!(self.input.get(self.at), Some(b'e' | b'E')) {
            float = true;
            self.at += 1;
            if !self.take(b'+') {
                self.take(b'-');
            }
            if digits(self) == 0 {
                return self.bad();
            }
        }
        if self.at - start > self.limits.number {
            return Err((ErrorKind::Limit(Limit::Number), start));
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        if !float {
            return codec::parse_integer(text).map(Value::Integer).map_err(|kind| (kind, start));
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Float(number)),
            _ => Err((ErrorKind::OutOfRange("number"), start)),
        }
    }

    fn string(&mut self) -> Step<Cow<'a, str>> {
        self.at += 1;
        let start = self.at;
        let mut owned: Option<String> = None;
        let mut run = start;
        loop {
            match self.input.get(self.at) {
                None => return Err((ErrorKind::Truncated, self.at)),
                Some(b'"') => {
                    let tail = self.text.get(run..self.at).unwrap_or_default();
                    self.at += 1;
                    let string = match owned {
                        Some(mut string) => {
                            string.push_str(tail);
                            Cow::Owned(string)
                        }
                        None => Cow::Borrowed(tail),
                    };
                    if string.len() > self.limits.text {
                        return Err((ErrorKind::Limit(Limit::Text), start));
                    }
                    return Ok(string);
                }
                Some(b'\\') => {
                    let string = owned.get_or_insert_with(String::new);
                    string.push_str(self.text.get(run..self.at).unwrap_or_default());
                    self.at += 1;
                    let c = self.escape()?;
                    owned.get_or_insert_with(String::new).push(c);
                    run = self.at;
                }
                Some(byte) if *byte < b' ' => return Err((ErrorKind::Malformed("JSON"), self.at)),
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Step<char> {
        let Some(byte) = self.input.get(self.at) else { return Err((ErrorKind::Truncated, self.at)) };
        self.at += 1;
        Ok(match byte {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.unit()?;
                if let Some(c) = char::from_u32(first.into()) {
                    return Ok(c);
                }
                // A surrogate: the second half must follow.
                let paired = (0xd800..0xdc00).contains(&first) && self.take(b'\\') && self.take(b'u');
                if !paired {
                    return Err((ErrorKind::Malformed("JSON"), self.at));
                }
                let second = self.unit()?;
                let pair = char::decode_utf16([first, second]).next().and_then(Result::ok);
                pair.ok_or((ErrorKind::Malformed("JSON"), self.at))?
            }
            _ => return Err((ErrorKind::Malformed("JSON"), self.at - 1)),
        })
    }

    fn unit(&mut self) -> Step<u16> {
        let digits = self.text.get(self.at..self.at + 4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(digits) = digits else {
            if self.input.len() < self.at + 4 {
                return Err((ErrorKind::Truncated, self.input.len()));
            }
            return Err((ErrorKind::Malformed("JSON"), self.at));
        };
        self.at += 4;
        u16::from_str_radix(digits, 16).map_err(|_| (ErrorKind::Malformed("JSON"), self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::borrow::ToOwned;

    fn one(text: &str) -> Result<Value<'_>, Error> {
        parse(text.as_bytes(), &Limits::DEFAULT)
    }

    #[test]
    fn values() {
        assert_eq!(one(" 18446744073709551615 ").unwrap(), Value::from(u64::MAX));
        assert_eq!(one("-0.5e1").unwrap(), Value::Float(-5.0));
        assert_eq!(one(r#""a\u00e9\ud83d\ude00\n""#).unwrap(), Value::from("aé😀\n".to_owned()));
        assert_eq!(
            one("[[],{}]").unwrap(),
            Value::List([Value::List(Vec::new()), Value::Record(Vec::new())].into())
        );
        assert_eq!(one("{\"a\":null}").unwrap().member("a"), Some(&Value::Null));
    }

    #[test]
    fn refusals() {
        for (text, name) in [
            ("", "Truncated"),
            ("{", "Truncated"),
            ("[1,", "Truncated"),
            ("[1,]", "Malformed"),
            ("{\"a\":1,\"a\":2}", "Duplicate"),
            ("tru", "Truncated"),
            ("trux", "Malformed"),
            ("01", "Malformed"),
            ("1.", "Truncated"),
            ("1 2", "TrailingData"),
            ("\"\\x\"", "Malformed"),
            ("\"\\ud800\"", "Malformed"),
            ("\"a\nb\"", "Malformed"),
            ("1e999", "OutOfRange"),
            ("99999999999999999999999999999999999999999999", "OutOfRange"),
        ] {
            assert_eq!(one(text).unwrap_err().name(), name, "{text}");
        }
        assert_eq!(one(&"[".repeat(100_000)).unwrap_err().name(), "Limit");
        assert_eq!(parse(b"\"\xff\"", &Limits::DEFAULT).unwrap_err().name(), "InvalidEncoding");
    }
}
