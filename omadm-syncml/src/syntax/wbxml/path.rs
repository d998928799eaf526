//! The path to a place in a document, worked out only when an error needs it.

use super::source::{Kind, space_of};
use super::tokenizer::{Token, Tokenizer};
use crate::syntax::Tag;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;
use mgmt_wire::DecodeOptions;

/// Names of the elements open at this byte, with their number among siblings of the same name where it is not 1.
#[cold]
pub(super) fn path_at(bytes: &[u8], kind: Kind, offset: usize, options: &DecodeOptions) -> String {
    struct Level {
        name: String,
        number: usize,
        /// Names of children and how many of each have come.
        children: Vec<(String, usize)>,
    }
    let Ok(mut tokens) = Tokenizer::new(bytes, options) else { return String::new() };
    let mut open: Vec<Level> = Vec::new();
    let mut ended: Option<Level> = None;
    loop {
        let Ok(Some(token)) = tokens.next() else { break };
        if tokens.offset() > offset {
            break;
        }
        let (name, content) = match token {
            Token::Start { page, token, content, .. } => {
                let name = match space_of(kind, page).and_then(|space| Tag::from_token(space, token)) {
                    Some(tag) => String::from(tag.name()),
                    None => alloc::format!("{page}:{token:#04x}"),
                };
                (name, content)
            }
            Token::StartLiteral { name, content, .. } => (name.to_str().into_owned(), content),
            Token::End => {
                ended = open.pop();
                continue;
            }
            _ => {
                ended = None;
                continue;
            }
        };
        let number = match open.last_mut() {
            None => 1,
            // A document may have any number of names; those past the first few are not counted.
            Some(parent) => match parent.children.iter_mut().find(|(seen, _)| *seen == name) {
                Some((_, count)) => {
                    *count += 1;
                    *count
                }
                None => {
                    if parent.children.len() < 64 {
                        parent.children.push((name.clone(), 1));
                    }
                    1
                }
            },
        };
        let level = Level { name, number, children: Vec::new() };
        ended = None;
        if content {
            open.push(level);
        } else if tokens.offset() == offset {
            open.push(level);
            break;
        }
    }
    // An error at the end of an element is about that element.
    open.extend(ended);
    let mut path = String::new();
    for level in open {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(&level.name);
        if level.number > 1 {
            // Writing to a string cannot fail.
            let _ = write!(path, "[{}]", level.number);
        }
    }
    path
}
