//! XML Schema regular expressions, the part that data models use, matched in linear time.
//!
//! Patterns are compiled to a nondeterministic automaton that is simulated state set by state set: time is
//! (states × characters) whatever the pattern, nothing backtracks and nothing recurses.
//!
//! Supported: alternation, groups, `? * + {n} {n,} {n,m}`, classes with ranges, negation and subtraction, the
//! escapes `\d \s \w \i \c` (and upper-case negations), `\n \r \t` and escaped punctuation. Outside ASCII `\d`, `\w`,
//! `\i` and `\c` are decided by [`char::is_numeric`] and [`char::is_alphanumeric`]. Unicode categories (`\p{…}`) are
//! not supported; BBF's models do not use them.

mod automaton;
mod parser;

use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use automaton::assemble;
use parser::Parser;

/// The most states a pattern may have; counted repetitions multiply.
const MAX_STATES: usize = 8_192;
/// The deepest nesting of groups.
const MAX_DEPTH: usize = 64;

/// A compiled pattern. It matches whole values, never parts of them.
///
/// ```
/// use cwmp_soap::data_model::Matcher;
///
/// let oui = Matcher::new("[0-9A-F]{6}").unwrap();
/// assert!(oui.matches("00D09E"));
/// assert!(!oui.matches("00d09e") && !oui.matches("00D09E0"));
/// ```
#[derive(Clone, Debug)]
pub struct Matcher {
    states: Vec<State>,
    classes: Vec<Class>,
    start: usize,
}

/// Why a pattern cannot be compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternError {
    /// Not an XML Schema regular expression; the byte where it goes wrong.
    Syntax(usize),
    /// A construct this matcher does not have (Unicode categories and blocks); the byte where it stands.
    Unsupported(usize),
    /// More than 8 192 states or 64 nested groups.
    TooLarge,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatternError::Syntax(at) => write!(f, "ill-formed pattern at byte {at}"),
            PatternError::Unsupported(at) => write!(f, "unsupported pattern construct at byte {at}"),
            PatternError::TooLarge => f.write_str("pattern too large"),
        }
    }
}

impl core::error::Error for PatternError {}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Consumes one character of the class.
    Class(usize, usize),
    Split(usize, usize),
    Match,
}

/// A set of characters: ranges and escapes, perhaps negated, minus another set.
#[derive(Clone, Debug, Default)]
struct Class {
    negated: bool,
    ranges: Vec<(char, char)>,
    escapes: Vec<char>,
    /// The index of the class that is taken away.
    minus: Option<usize>,
}

/// The pattern in postfix order.
#[derive(Clone, Copy, Debug)]
enum Token {
    Empty,
    Class(usize),
    Concat,
    Alternate,
    Optional,
    Star,
    Plus,
}

impl Matcher {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// When it is ill-formed, uses Unicode categories, or is too large.
    pub fn new(pattern: &str) -> Result<Matcher, PatternError> {
        let (tokens, classes) = Parser::run(pattern)?;
        let (states, start) = assemble(&tokens)?;
        Ok(Matcher { states, classes, start })
    }

    /// The number of states.
    pub(super) fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether the whole of `text` matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let mut current = StateSet::new(self.states.len());
        let mut next = StateSet::new(self.states.len());
        let mut stack = Vec::new();
        self.enter(self.start, &mut current, &mut stack);
        for character in text.chars() {
            if current.list.is_empty() {
                return false;
            }
            next.clear();
            for &state in &current.list {
                if let Some(&State::Class(class, out)) = self.states.get(state)
                    && self.class_has(class, character)
                {
                    self.enter(out, &mut next, &mut stack);
                }
            }
            core::mem::swap(&mut current, &mut next);
        }
        current.list.iter().any(|state| matches!(self.states.get(*state), Some(State::Match)))
    }

    fn enter(&self, state: usize, set: &mut StateSet, stack: &mut Vec<usize>) {
        stack.push(state);
        while let Some(state) = stack.pop() {
            if set.insert(state)
                && let Some(&State::Split(left, right)) = self.states.get(state)
            {
                stack.push(right);
                stack.push(left);
            }
        }
    }

    fn class_has(&self, index: usize, character: char) -> bool {
        let mut index = index;
        let mut wanted = true;
        // `a-[b-[c]]`: in a, and not (in b, and not in c).
        while let Some(class) = self.classes.get(index) {
            if class.has(character) == class.negated {
                return !wanted;
            }
            wanted = !wanted;
            match class.minus {
                Some(minus) => index = minus,
                None => return !wanted,
            }
        }
        false
    }
}

impl Class {
    fn single(character: char) -> Class {
        Class { ranges: vec![(character, character)], ..Class::default() }
    }

    /// Whether the positive part has the character.
    fn has(&self, character: char) -> bool {
        self.ranges.iter().any(|(low, high)| (*low..=*high).contains(&character))
            || self.escapes.iter().any(|escape| escape_has(*escape, character))
    }
}

/// The multi-character escapes, plus `.` for any character but line ends.
fn escape_has(escape: char, character: char) -> bool {
    let beyond_ascii = !character.is_ascii();
    match escape {
        '.' => !matches!(character, '\n' | '\r'),
        'd' => character.is_ascii_digit() || beyond_ascii && character.is_numeric(),
        's' => matches!(character, ' ' | '\t' | '\n' | '\r'),
        // Everything but punctuation, separators and control characters.
        'w' => match character {
            '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' => true,
            _ => character.is_alphanumeric(),
        },
        'i' => {
            character.is_ascii_alphabetic()
                || matches!(character, '_' | ':')
                || beyond_ascii && character.is_alphabetic()
        }
        'c' => {
            character.is_ascii_alphanumeric()
                || matches!(character, '_' | ':' | '-' | '.' | '\u{B7}')
                || beyond_ascii && character.is_alphanumeric()
        }
        'D' | 'S' | 'W' | 'I' | 'C' => !escape_has(escape.to_ascii_lowercase(), character),
        _ => false,
    }
}

/// A set of states with its members in the order they were added.
struct StateSet {
    member: Vec<bool>,
    list: Vec<usize>,
}

impl StateSet {
    fn new(states: usize) -> Self {
        StateSet { member: vec![false; states], list: Vec::new() }
    }

    fn insert(&mut self, state: usize) -> bool {
        match self.member.get_mut(state) {
            Some(member) if !*member => {
                *member = true;
                self.list.push(state);
                true
            }
            _ => false,
        }
    }

    fn clear(&mut self) {
        for state in self.list.drain(..) {
            if let Some(member) = self.member.get_mut(state) {
                *member = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn check(pattern: &str, yes: &[&str], no: &[&str]) {
        let matcher = Matcher::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
        for text in yes {
            assert!(matcher.matches(text), "{pattern} must match {text:?}");
        }
        for text in no {
            assert!(!matcher.matches(text), "{pattern} must not match {text:?}");
        }
    }

    #[test]
    fn patterns_of_the_models() {
        check("", &[""], &["x", " "]);
        check("[0-9A-F]{6}", &["00D09E"], &["", "00d09e", "00D09", "00D09EA"]);
        check(":[0-7]", &[":0"], &["0", ":8", ":00"]);
        check("([0-9]|[1-5][0-9]|6[0-3]):[0-7]", &["0:0", "63:7", "42:1"], &["64:0", "63:8", ":1", "063:1"]);
        check("X [0-9A-F]{6} .*", &["X 0000FF some, text", "X 0000FF "], &["X 0000FF", "X 0000fg x"]);
        check(r"\d{4}|\d{8}", &["1234", "12345678"], &["12345", ""]);
        check(r"(\d+(:\d+)*)?", &["", "1", "1:22:333"], &[":", "1:", "a"]);
        check(r"SIP(/\d+\.\d+)?", &["SIP", "SIP/2.0"], &["SIP/", "SIP/2", "SIP/2.0 "]);
        let octet = "(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])";
        check(
            &format!(r"({octet}\.){{3}}{octet}"),
            &["192.168.0.254", "0.0.0.0"],
            &["256.1.1.1", "1.2.3", "1.2.3.4."],
        );
        check("([0-7],[0-1],){7}[0-7],[0-1]", &["0,1,1,1,2,1,3,1,4,1,5,1,6,1,7,1"], &["0,1"]);
        check("([0-9]{1,15}?[BKMGT])", &["1K", "123456789012345T"], &["K", "1234567890123456T"]);
        check("[A-Z][A-Z][ OI]", &["DE ", "FRO"], &["DE", "DEX"]);
        check(
            "urn:[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]:.+",
            &["urn:ab:x", "urn:a-b:x:y"],
            &["urn:a:x", "urn:ab:"],
        );
        check(
            "[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}",
            &["01234567-89ab-CDEF-0123-456789abcdef"],
            &["01234567"],
        );
    }

    #[test]
    fn classes() {
        check(r"[\i-[:]][\c-[:\.]]*", &["DeviceInfo", "_a-1"], &["1a", ":a", "a.b", ""]);
        check(r"[^a-c]", &["d", "é", "\n"], &["a", "ab"]);
        check(r"[^\d]+", &["abc"], &["a1"]);
        check(r"[a-z-[aeiou-[e]]]+", &["xyze"], &["a", "i"]);
        check(r"[-a]", &["-", "a"], &["b"]);
        check(r"[a-]", &["-", "a"], &["b"]);
        check(r"[+\-.\]]+", &["+-.]"], &["a"]);
        check(r"\S+\s\w\W", &["ab c!"], &["ab cc"]);
        check(".", &["x", "é"], &["\n", ""]);
        check(r"a\|b", &["a|b"], &["a"]);
    }

    #[test]
    fn alternatives_and_groups() {
        check("a|b|", &["a", "b", ""], &["ab"]);
        check("(|a)b", &["b", "ab"], &["a"]);
        check("()", &[""], &["a"]);
        check("(?:ab)+", &["ab", "abab"], &["", "aba"]);
        check("a{0}", &[""], &["a"]);
        check("a{2,}", &["aa", "aaaaa"], &["a"]);
        check("(a*)*b", &["b", "aaab"], &["a"]);
    }

    #[test]
    fn refuses_what_is_not_a_pattern() {
        for (pattern, at) in [
            ("(", 1),
            (")", 0),
            ("a)", 1),
            ("[", 1),
            ("[]", 1),
            ("[a", 2),
            ("*a", 0),
            ("a**", 2),
            ("a{", 1),
            ("a{2,1}", 1),
            ("a{x}", 1),
            ("[z-a]", 1),
            (r"\", 1),
            (r"\k", 1),
            ("[a-[b]c]", 6),
        ] {
            assert_eq!(Matcher::new(pattern).err(), Some(PatternError::Syntax(at)), "{pattern}");
        }
        assert_eq!(Matcher::new(r"\p{Lu}").err(), Some(PatternError::Unsupported(1)));
        assert_eq!(Matcher::new("a{9999999999999999999}").err(), Some(PatternError::TooLarge));
        assert_eq!(Matcher::new("((a{100}){100}){100}").err(), Some(PatternError::TooLarge));
        assert_eq!(Matcher::new(&"(".repeat(100_000)).err(), Some(PatternError::TooLarge));
    }

    #[test]
    fn never_explodes() {
        let matcher = Matcher::new("(a?){500}a{500}").unwrap();
        assert!(matcher.matches(&"a".repeat(500)));
        assert!(!matcher.matches(&"a".repeat(1_001)));
        let matcher = Matcher::new("(((a*)*)*)*b").unwrap();
        assert!(!matcher.matches(&"a".repeat(10_000)));
    }
}
