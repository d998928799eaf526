//! The columns `strict` and `lenient`: words for people, as far as a program can check them.

/// One outcome that a case allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The input is accepted.
    Ok,
    /// The input is accepted with at least one warning.
    OkWithWarning,
    /// The input is refused with an error of this kind.
    Err {
        /// The kind's name in the family's taxonomy.
        kind: String,
        /// What the error is about: an element, a limit, a field; often empty.
        detail: String,
    },
}

/// What a further function must give, once the input was decoded: `as_int` = `-1`, `verify()` = `err:…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which function, in the words of the case.
    pub name: String,
    /// Its value, or `err:Kind`, or `ok`.
    pub value: String,
}

/// One column, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The column as it stands.
    pub text: String,
    /// The outcomes of decoding that are allowed. Empty: any (the case is about a fact).
    pub outcomes: Vec<Expected>,
    /// What further functions must give.
    pub facts: Vec<Fact>,
}

impl Expectation {
    /// Reads the notation of `cases.tsv`.
    #[must_use]
    pub fn parse(text: &str) -> Expectation {
        let mut expectation = Expectation { text: text.to_owned(), outcomes: Vec::new(), facts: Vec::new() };
        let mut parts = text.split(';').map(str::trim);
        let main = parts.next().unwrap_or_default();
        if main.starts_with("err:") || is_ok(main) {
            expectation.outcomes = outcomes(main);
        } else {
            expectation.fact(main);
        }
        if let Some(rest) = main.strip_prefix("ok:") {
            if main.contains("with raised limit") {
                // Under the default limits the case is refused; the fact is that it need not be.
                expectation.outcomes =
                    vec![Expected::Err { kind: "Limit".to_owned(), detail: String::new() }];
                expectation.facts.push(Fact { name: "with raised limit".to_owned(), value: "ok".to_owned() });
            } else if let Some((_, kind)) = main.split_once(" then ") {
                expectation.outcomes = outcomes(&format!("err:{kind}"));
            } else if !main.contains("|err:") {
                expectation.assignments(rest);
            }
        }
        parts.for_each(|part| expectation.fact(part));
        expectation
    }

    fn fact(&mut self, part: &str) {
        if let Some((name, rest)) = part.split_once("err:") {
            let kind: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            let name = name.trim_end_matches([' ', ':', '=']);
            // `err:NotATreeUri in tree context` names its function behind the kind.
            let name = if name.is_empty() { rest[kind.len()..].trim() } else { name };
            for name in name.split('/') {
                self.facts.push(Fact { name: name.to_owned(), value: format!("err:{kind}") });
            }
        } else if let Some((name, _)) = part.split_once(" ok").filter(|(name, _)| name.starts_with("token "))
        {
            self.facts.push(Fact { name: name.to_owned(), value: "ok".to_owned() });
        } else if let Some((name, value)) = part.split_once(" reports ") {
            self.facts.push(Fact { name: name.to_owned(), value: value.to_owned() });
        } else {
            self.assignments(part);
        }
    }

    /// `a=1, b="x"`: a comma separates only where a name and `=` follow.
    fn assignments(&mut self, text: &str) {
        let Some((name, rest)) = text.split_once('=') else { return };
        let name = name.trim();
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_():".contains(c));
        if !is_name {
            return;
        }
        let rest = rest.trim_start();
        let next = rest.match_indices(", ").find(|(at, _)| {
            let after = rest[at + 2..].split_once('=').map(|(name, _)| name.trim());
            after.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
        });
        let (value, next) = next.map_or((rest, ""), |(at, _)| (&rest[..at], &rest[at + 2..]));
        self.facts.push(Fact { name: name.to_owned(), value: unquote(value) });
        self.assignments(next);
    }
}

fn is_ok(text: &str) -> bool {
    text.strip_prefix("ok").is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

fn outcomes(text: &str) -> Vec<Expected> {
    let mut outcomes = Vec::new();
    for alternative in split_outside_parentheses(text) {
        let alternative = alternative.trim().trim_start_matches("err:");
        let kind: String = alternative.chars().take_while(char::is_ascii_alphanumeric).collect();
        if !kind.starts_with(|c: char| c.is_ascii_uppercase()) {
            let warned = alternative.contains("ok+warning") || alternative.contains("+ warning");
            outcomes.push(if warned { Expected::OkWithWarning } else { Expected::Ok });
            continue;
        }
        let rest = &alternative[kind.len()..];
        let detail =
            rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or("", |(detail, _)| detail);
        outcomes.push(Expected::Err { kind, detail: detail.to_owned() });
        if let Some((_, other)) = rest.split_once("(or ") {
            outcomes.append(&mut self::outcomes(other));
        }
    }
    outcomes
}

fn split_outside_parentheses(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_i32, 0, Vec::new());
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// A value up to its end: the closing quote, or the first space.
fn unquote(value: &str) -> String {
    let Some(quoted) = value.strip_prefix('"') else {
        return value.split(' ').next().unwrap_or_default().to_owned();
    };
    let mut text = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => match characters.next() {
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                Some('0') => text.push('\0'),
                Some(other) => text.push(other),
                None => text.push('\\'),
            },
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Expectation, Expected, Fact};

    fn err(kind: &str, detail: &str) -> Expected {
        Expected::Err { kind: kind.to_owned(), detail: detail.to_owned() }
    }

    fn fact(name: &str, value: &str) -> Fact {
        Fact { name: name.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn outcomes_are_read() {
        let outcomes = |text: &str| Expectation::parse(text).outcomes;
        assert_eq!(
            outcomes("err:Malformed(doctype)|DtdForbidden"),
            [err("Malformed", "doctype"), err("DtdForbidden", "")]
        );
        assert_eq!(outcomes("err:Limit(keys): duplicate check not quadratic"), [err("Limit", "keys")]);
        assert_eq!(outcomes("ok|err:Limit(keys): not quadratic"), [Expected::Ok, err("Limit", "keys")]);
        assert_eq!(outcomes("err:Limit(number)|ok:0"), [err("Limit", "number"), Expected::Ok]);
        assert_eq!(outcomes("err:Type at depth 1|Limit(depth)"), [err("Type", ""), err("Limit", "depth")]);
        assert_eq!(
            outcomes("err:Structure at depth 2 (or Limit(depth) in raw mode)"),
            [err("Structure", ""), err("Limit", "depth")]
        );
        assert_eq!(
            outcomes("ok:transcoded (feature encodings) then Missing(SyncHdr)"),
            [err("Missing", "SyncHdr")]
        );
        assert_eq!(outcomes("ok+warning; no preallocation"), [Expected::OkWithWarning]);
        assert_eq!(outcomes("ok:Range::Text (unparsed) + warning"), [Expected::OkWithWarning]);
        assert_eq!(outcomes("err:Truncated{needed:2}"), [err("Truncated", "")]);
        assert_eq!(outcomes("err:ArrayLength|validate 1..2 windows"), [err("ArrayLength", ""), Expected::Ok]);
        assert_eq!(outcomes("LwM2M map: err:Path(0)"), []);
    }

    #[test]
    fn facts_are_read() {
        let facts = |text: &str| Expectation::parse(text).facts;
        assert_eq!(
            facts("ok; as_int=-1; as_uint=18446744073709551615"),
            [fact("as_int", "-1"), fact("as_uint", "18446744073709551615")]
        );
        assert_eq!(facts("ok; as_int=-1, as_uint=255"), [fact("as_int", "-1"), fact("as_uint", "255")]);
        assert_eq!(facts("ok; as_int = err:InvalidLength(9)"), [fact("as_int", "err:InvalidLength")]);
        assert_eq!(
            facts("ok:empty opaque; as_int/as_time = err:InvalidLength"),
            [fact("as_int", "err:InvalidLength"), fact("as_time", "err:InvalidLength")]
        );
        assert_eq!(facts(r#"ok:Data="x\r\ny" and re-encode emits &#13;"#), [fact("Data", "x\r\ny")]);
        assert_eq!(facts(r#"ok; as_str="a\0" kept"#), [fact("as_str", "a\0")]);
        assert_eq!(facts("ok:rt=a\"b, x=c\\"), [fact("rt", "a\"b"), fact("x", "c\\")]);
        assert_eq!(facts("LwM2M map: err:Path(0)"), [fact("LwM2M map", "err:Path")]);
        assert_eq!(facts("err:Missing(SyncHdr); token level ok (empty opaque)"), [fact("token level", "ok")]);
        assert_eq!(facts("ok:with raised limit, linear"), [fact("with raised limit", "ok")]);
        assert_eq!(
            facts("token reader ok (0 bytes copied); to_xml(): err:Limit(output) at 16 MiB default"),
            [fact("token reader", "ok"), fact("to_xml()", "err:Limit")]
        );
        assert_eq!(
            facts("ok in SyncHdr LocURI; err:NotATreeUri in tree context"),
            [fact("in tree context", "err:NotATreeUri")]
        );
        assert_eq!(facts("ok:50 000 parameters, linear, heap <= bound"), []);
    }
}
