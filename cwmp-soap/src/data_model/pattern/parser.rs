//! Pattern text to tokens in postfix order.

use super::{Class, MAX_DEPTH, MAX_STATES, PatternError, Token};
use alloc::vec;
use alloc::vec::Vec;

/// One open group: what its branches have put into the token list so far.
struct Group {
    /// Completed branches before the current one.
    branches: usize,
    /// Pieces of the current branch.
    pieces: usize,
    /// Where the group's tokens begin.
    begin: usize,
}

pub(super) struct Parser<'p> {
    text: &'p str,
    at: usize,
    classes: Vec<Class>,
    tokens: Vec<Token>,
}

impl<'p> Parser<'p> {
    /// The tokens of a pattern, and the classes they refer to.
    pub(super) fn run(pattern: &'p str) -> Result<(Vec<Token>, Vec<Class>), PatternError> {
        let mut parser = Parser { text: pattern, at: 0, classes: Vec::new(), tokens: Vec::new() };
        parser.parse()?;
        Ok((parser.tokens, parser.classes))
    }

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
