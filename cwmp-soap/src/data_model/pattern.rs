//! XML Schema regular expressions, the part that data models use, matched in linear time.
//!
//! Patterns are compiled to a nondeterministic automaton that is simulated state set by state set: time is
//! (states × characters) whatever the pattern, nothing backtracks and nothing recurses.
//!
//! Supported: alternation, groups, `? * + {n} {n,} {n,m}`, classes with ranges, negation and subtraction, the
//! escapes `\d \s \w \i \c` (and upper-case negations), `\n \r \t` and escaped punctuation. Outside ASCII `\d`, `\w`,
//! `\i` and `\c` are decided by [`char::is_numeric`] and [`char::is_alphanumeric`]. Unicode categories (`\p{…}`) are
//! not supported; BBF's models do not use them.

use core::fmt;

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

impl std::error::Error for PatternError {}

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
        let mut parser = Parser { text: pattern, at: 0, classes: Vec::new(), tokens: Vec::new() };
        parser.parse()?;
        let (states, start) = assemble(&parser.tokens)?;
        Ok(Matcher { states, classes: parser.classes, start })
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

/// One open group: what its branches have put into the token list so far.
struct Group {
    /// Completed branches before the current one.
    branches: usize,
    /// Pieces of the current branch.
    pieces: usize,
    /// Where the group's tokens begin.
    begin: usize,
}

struct Parser<'p> {
    text: &'p str,
    at: usize,
    classes: Vec<Class>,
    tokens: Vec<Token>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn eat(&mut self, character: char) -> bool {
        let found = self.peek() == Some(character);
        if found {
            self.at += character.len_utf8();
        }
        found
    }

    fn push(&mut self, token: Token) -> Result<(), PatternError> {
        if self.tokens.len() >= MAX_STATES {
            return Err(PatternError::TooLarge);
        }
        self.tokens.push(token);
        Ok(())
    }

    fn parse(&mut self) -> Result<(), PatternError> {
        let mut open: Vec<Group> = Vec::new();
        let mut group = Group { branches: 0, pieces: 0, begin: 0 };
        while let Some(character) = self.peek() {
            let at = self.at;
            match character {
                '(' => {
                    self.at += 1;
                    // `(?:…)` is not XML Schema, but vendors copy it from elsewhere.
                    if self.text.get(self.at..).is_some_and(|rest| rest.starts_with("?:")) {
                        self.at += 2;
                    }
                    if open.len() >= MAX_DEPTH {
                        return Err(PatternError::TooLarge);
                    }
                    let begin = self.tokens.len();
                    open.push(core::mem::replace(&mut group, Group { branches: 0, pieces: 0, begin }));
                }
                ')' => {
                    self.at += 1;
                    self.close(&group)?;
                    let begin = group.begin;
                    group = open.pop().ok_or(PatternError::Syntax(at))?;
                    self.quantify(begin)?;
                    self.piece_done(&mut group)?;
                }
                '|' => {
                    self.at += 1;
                    self.finish_branch(&group)?;
                    group.branches += 1;
                    group.pieces = 0;
                }
                '?' | '*' | '+' | '{' | '}' | ']' => return Err(PatternError::Syntax(at)),
                _ => {
                    let class = self.atom()?;
                    let begin = self.tokens.len();
                    self.classes.push(class);
                    self.push(Token::Class(self.classes.len() - 1))?;
                    self.quantify(begin)?;
                    self.piece_done(&mut group)?;
                }
            }
        }
        if !open.is_empty() {
            return Err(PatternError::Syntax(self.text.len()));
        }
        self.close(&group)
    }

    fn piece_done(&mut self, group: &mut Group) -> Result<(), PatternError> {
        if group.pieces > 0 {
            self.push(Token::Concat)?;
        }
        group.pieces += 1;
        Ok(())
    }

    fn finish_branch(&mut self, group: &Group) -> Result<(), PatternError> {
        if group.pieces == 0 {
            self.push(Token::Empty)?;
        }
        if group.branches > 0 {
            self.push(Token::Alternate)?;
        }
        Ok(())
    }

    fn close(&mut self, group: &Group) -> Result<(), PatternError> {
        self.finish_branch(group)
    }

    /// Reads the quantifier behind the piece whose tokens begin at `begin`, if there is one.
    fn quantify(&mut self, begin: usize) -> Result<(), PatternError> {
        let at = self.at;
        match self.peek() {
            Some('?') => {
                self.at += 1;
                self.push(Token::Optional)?;
            }
            Some('*') => {
                self.at += 1;
                self.push(Token::Star)?;
            }
            Some('+') => {
                self.at += 1;
                self.push(Token::Plus)?;
            }
            Some('{') => {
                self.at += 1;
                let (least, most) = self.counts().ok_or(PatternError::Syntax(at))?;
                self.repeat(begin, least, most)?;
            }
            _ => return Ok(()),
        }
        // A lazy quantifier (`{1,15}?`, in TR-104): for a whole match it makes no difference.
        self.eat('?');
        Ok(())
    }

    fn counts(&mut self) -> Option<(usize, Option<usize>)> {
        let end = self.text.get(self.at..)?.find('}')?;
        let inside = self.text.get(self.at..self.at + end)?;
        self.at += end + 1;
        let number = |digits: &str| {
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            // A count beyond the number of states is too large in any case.
            Some(digits.parse::<usize>().unwrap_or(usize::MAX))
        };
        match inside.split_once(',') {
            None => number(inside).map(|count| (count, Some(count))),
            Some((least, "")) => Some((number(least)?, None)),
            Some((least, most)) => {
                let (least, most) = (number(least)?, number(most)?);
                (least <= most).then_some((least, Some(most)))
            }
        }
    }

    /// Turns the piece at the end of the token list into `least` to `most` copies of it.
    fn repeat(&mut self, begin: usize, least: usize, most: Option<usize>) -> Result<(), PatternError> {
        let piece: Vec<Token> = self.tokens.drain(begin..).collect();
        let copies = most.unwrap_or(least.saturating_add(1));
        if copies.saturating_mul(piece.len().saturating_add(2)) > MAX_STATES {
            return Err(PatternError::TooLarge);
        }
        if copies == 0 {
            return self.push(Token::Empty);
        }
        for copy in 0..copies {
            for token in &piece {
                self.push(*token)?;
            }
            if copy >= least {
                self.push(if most.is_some() { Token::Optional } else { Token::Star })?;
            }
            if copy > 0 {
                self.push(Token::Concat)?;
            }
        }
        Ok(())
    }

    /// One character, escape or bracketed class.
    fn atom(&mut self) -> Result<Class, PatternError> {
        match self.next() {
            Some('[') => self.bracket(),
            Some('.') => Ok(Class { escapes: vec!['.'], ..Class::default() }),
            Some('\\') => self.escape(),
            Some(character) => Ok(Class::single(character)),
            None => Err(PatternError::Syntax(self.at)),
        }
    }

    fn escape(&mut self) -> Result<Class, PatternError> {
        let at = self.at;
        match self.next() {
            Some('n') => Ok(Class::single('\n')),
            Some('r') => Ok(Class::single('\r')),
            Some('t') => Ok(Class::single('\t')),
            Some(escape @ ('d' | 'D' | 's' | 'S' | 'w' | 'W' | 'i' | 'I' | 'c' | 'C')) => {
                Ok(Class { escapes: vec![escape], ..Class::default() })
            }
            Some('p' | 'P') => Err(PatternError::Unsupported(at)),
            Some(character) if !character.is_alphanumeric() => Ok(Class::single(character)),
            _ => Err(PatternError::Syntax(at)),
        }
    }

    /// A class behind its `[`, with the classes it subtracts.
    fn bracket(&mut self) -> Result<Class, PatternError> {
        // Subtractions nest at the end of a class: `[a-z-[aeiou]]`. The outer classes wait here.
        let mut outer: Vec<Class> = Vec::new();
        let mut class = Class { negated: self.eat('^'), ..Class::default() };
        loop {
            let at = self.at;
            match self.next() {
                None => return Err(PatternError::Syntax(at)),
                Some(']') => {
                    if class.ranges.is_empty() && class.escapes.is_empty() {
                        return Err(PatternError::Syntax(at));
                    }
                    let Some(mut waiting) = outer.pop() else { return Ok(class) };
                    self.classes.push(class);
                    waiting.minus = Some(self.classes.len() - 1);
                    class = waiting;
                    // Nothing may follow a subtraction.
                    if self.peek() != Some(']') {
                        return Err(PatternError::Syntax(self.at));
                    }
                }
                Some('-') if self.peek() == Some('[') => {
                    self.at += 1;
                    if outer.len() >= MAX_DEPTH {
                        return Err(PatternError::TooLarge);
                    }
                    let inner = Class { negated: self.eat('^'), ..Class::default() };
                    outer.push(core::mem::replace(&mut class, inner));
                }
                Some('[') => return Err(PatternError::Syntax(at)),
                Some('\\') => {
                    let escaped = self.escape()?;
                    match escaped.ranges.first() {
                        Some((low, _)) => self.range(&mut class, *low, at)?,
                        None => class.escapes.extend(escaped.escapes),
                    }
                }
                Some(low) => self.range(&mut class, low, at)?,
            }
        }
    }

    /// Adds `low`, or the range that begins with it.
    fn range(&mut self, class: &mut Class, low: char, at: usize) -> Result<(), PatternError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut high = low;
        // A hyphen is a range unless the class ends or a subtraction begins behind it.
        if rest.starts_with('-') && !rest.starts_with("-]") && !rest.starts_with("-[") {
            self.at += 1;
            high = match self.next() {
                Some('\\') => match self.escape()?.ranges.first() {
                    Some((character, _)) => *character,
                    None => return Err(PatternError::Syntax(at)),
                },
                Some(character) => character,
                None => return Err(PatternError::Syntax(at)),
            };
        }
        if high < low {
            return Err(PatternError::Syntax(at));
        }
        class.ranges.push((low, high));
        Ok(())
    }
}

/// A part of the automaton: where it begins, and the loose ends to be joined to what follows.
struct Fragment {
    start: usize,
    ends: Vec<(usize, End)>,
}

#[derive(Clone, Copy)]
enum End {
    Class,
    Left,
    Right,
}

/// Turns postfix tokens into states.
fn assemble(tokens: &[Token]) -> Result<(Vec<State>, usize), PatternError> {
    // Loose ends point nowhere until they are joined.
    const LOOSE: usize = usize::MAX;
    let mut states: Vec<State> = Vec::with_capacity(tokens.len() + 1);
    let mut stack: Vec<Fragment> = Vec::new();
    let broken = PatternError::Syntax(0);
    for token in tokens {
        let fragment = match *token {
            Token::Class(class) => {
                states.push(State::Class(class, LOOSE));
                let state = states.len() - 1;
                Fragment { start: state, ends: vec![(state, End::Class)] }
            }
            Token::Empty => {
                states.push(State::Split(LOOSE, LOOSE));
                let state = states.len() - 1;
                Fragment { start: state, ends: vec![(state, End::Left), (state, End::Right)] }
            }
            Token::Concat => {
                let second = stack.pop().ok_or(broken)?;
                let first = stack.pop().ok_or(broken)?;
                join(&mut states, &first.ends, second.start);
                Fragment { start: first.start, ends: second.ends }
            }
            Token::Alternate => {
                let second = stack.pop().ok_or(broken)?;
                let mut first = stack.pop().ok_or(broken)?;
                states.push(State::Split(first.start, second.start));
                // The shorter list moves, so that long alternations stay linear.
                let (mut ends, mut more) = (core::mem::take(&mut first.ends), second.ends);
                if ends.len() < more.len() {
                    core::mem::swap(&mut ends, &mut more);
                }
                ends.append(&mut more);
                Fragment { start: states.len() - 1, ends }
            }
            Token::Optional => {
                let mut piece = stack.pop().ok_or(broken)?;
                states.push(State::Split(piece.start, LOOSE));
                let state = states.len() - 1;
                piece.ends.push((state, End::Right));
                Fragment { start: state, ends: piece.ends }
            }
            Token::Star | Token::Plus => {
                let piece = stack.pop().ok_or(broken)?;
                states.push(State::Split(piece.start, LOOSE));
                let state = states.len() - 1;
                join(&mut states, &piece.ends, state);
                let start = if matches!(token, Token::Plus) { piece.start } else { state };
                Fragment { start, ends: vec![(state, End::Right)] }
            }
        };
        stack.push(fragment);
    }
    let whole = stack.pop().ok_or(broken)?;
    states.push(State::Match);
    let last = states.len() - 1;
    join(&mut states, &whole.ends, last);
    Ok((states, whole.start))
}

fn join(states: &mut [State], ends: &[(usize, End)], target: usize) {
    for (state, end) in ends {
        match (states.get_mut(*state), end) {
            (Some(State::Class(_, out)), _) => *out = target,
            (Some(State::Split(left, _)), End::Left) => *left = target,
            (Some(State::Split(_, right)), _) => *right = target,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
