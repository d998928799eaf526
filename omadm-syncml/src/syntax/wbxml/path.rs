//! The path to a place in a document, worked out only when an error needs it.
//!
//! The document is walked twice: once for the elements that are open at the place, once to number them among their
//! siblings of the same name.

use super::header::Text;
use super::language::{Pages, tag};
use super::tokenizer::{Token, Tokenizer};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;
use mgmt_wire::DecodeOptions;

/// What does not fit is cut from the front of the path, so that an error stays small.
const MAX_LENGTH: usize = 128;
/// Longer names, and those with anything but ASCII, are not repeated.
const MAX_NAME: usize = 32;

/// The name of an element as the document gives it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named<'a> {
    Token(u8, u8),
    Literal(Text<'a>),
}

struct Level<'a> {
    named: Named<'a>,
    at: usize,
    number: usize,
}

/// Calls `visit` for each element that opens (with its name) or closes (without), up to byte `offset`.
fn walk<'a>(bytes: &'a [u8], offset: usize, mut visit: impl FnMut(Option<Named<'a>>, usize)) {
    // Under default limits: what lies behind them has no path.
    let Ok(mut tokens) = Tokenizer::new(bytes, &DecodeOptions::lenient()) else { return };
    let mut ended = false;
    while let Ok(Some(token)) = tokens.next() {
        let at = tokens.offset();
        if at > offset {
            return;
        }
        if core::mem::take(&mut ended) {
            visit(None, at);
        }
        match token {
            Token::Start { page, token, content, .. } => {
                visit(Some(Named::Token(page, token)), at);
                ended = !content;
            }
            Token::StartLiteral { name, content, .. } => {
                visit(Some(Named::Literal(name)), at);
                ended = !content;
            }
            // An error at the end of an element is about that element.
            Token::End => ended = true,
            _ => {}
        }
    }
}

/// Names of the elements open at this byte, with their number among siblings of the same name where it is not 1.
#[cold]
pub(super) fn path_at(bytes: &[u8], pages: &Pages, offset: usize) -> String {
    let mut open: Vec<Level<'_>> = Vec::new();
    walk(bytes, offset, |named, at| match named {
        Some(named) => open.push(Level { named, at, number: 0 }),
        None => {
            open.pop();
        }
    });
    let (mut depth, mut matched) = (0usize, 0usize);
    walk(bytes, offset, |named, at| match named {
        Some(named) => {
            if let Some(level) =
                open.get_mut(matched).filter(|level| depth == matched && level.named == named)
            {
                level.number += 1;
                matched += usize::from(level.at == at);
            }
            depth += 1;
        }
        None => depth = depth.saturating_sub(1),
    });
    let mut path = String::new();
    for level in open {
        if !path.is_empty() {
            path.push('/');
        }
        // Writing to a string cannot fail.
        let _ = match level.named {
            Named::Token(page, token) => match tag(pages, page, token) {
                Some(tag) => path.write_str(tag.name()),
                None => write!(path, "{page}:{token:#04x}"),
            },
            Named::Literal(name) => match name.to_str() {
                name if name.len() <= MAX_NAME && name.is_ascii() => path.write_str(&name),
                _ => path.write_str("?"),
            },
        };
        if level.number > 1 {
            let _ = write!(path, "[{}]", level.number);
        }
    }
    if path.len() > MAX_LENGTH {
        let cut = path.len() - MAX_LENGTH;
        let behind = path.get(cut..).and_then(|tail| tail.split_once('/')).map_or("", |(_, tail)| tail);
        path = ["…/", behind].concat();
    }
    path
}
