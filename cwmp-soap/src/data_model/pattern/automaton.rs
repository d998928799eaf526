//! Postfix tokens to states.

use super::{PatternError, State, Token};
use alloc::vec;
use alloc::vec::Vec;

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
pub(super) fn assemble(tokens: &[Token]) -> Result<(Vec<State>, usize), PatternError> {
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
