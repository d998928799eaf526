//! Stepping over items of any type, which checks that they are well-formed.

use super::{Cbor, Head, Left, Major, Result};
use crate::error::ErrorKind;
use alloc::vec::Vec;
use mgmt_wire::{Limit, Located};

impl Cbor<'_> {
    /// Steps over an item of any type that stands `depth` levels deep, and checks that it is well-formed.
    pub(crate) fn skip(&mut self, depth: usize) -> Result<()> {
        // One entry per open item; bounded by the limit.
        let mut open: Vec<Open> = Vec::new();
        loop {
            let start = self.position;
            let head = self.head()?;
            if head.is_break() {
                match open.pop() {
                    Some(Open { left: Left::UntilBreak, key_only: false, .. }) => {}
                    Some(Open { left: Left::UntilBreak, .. }) => {
                        return Err(Located::new(ErrorKind::NotWellFormed("break after a key"), start));
                    }
                    _ => {
                        let what = "break outside of an indefinite item";
                        return Err(Located::new(ErrorKind::NotWellFormed(what), start));
                    }
                }
            } else {
                if let Some(Open { string: Some(major), .. }) = open.last()
                    && (head.major != *major || head.is_indefinite())
                {
                    return Err(Located::new(ErrorKind::NotWellFormed("chunk of another type"), start));
                }
                if let Some(item) = Open::new(head) {
                    if depth + open.len() >= self.max_depth {
                        return Err(Located::new(ErrorKind::Limit(Limit::StructureDepth), start));
                    }
                    open.push(item);
                    continue_or_close(&mut open);
                    if open.is_empty() {
                        return Ok(());
                    }
                    continue;
                }
                match head.major {
                    Major::Bytes => {
                        self.take(head.argument)?;
                    }
                    Major::Text => {
                        self.text_chunk(head)?;
                    }
                    _ => {}
                }
            }
            // An item is complete.
            if let Some(parent) = open.last_mut() {
                parent.item_done();
            }
            continue_or_close(&mut open);
            if open.is_empty() {
                return Ok(());
            }
        }
    }
}

/// An item whose content is being stepped over.
struct Open {
    left: Left,
    /// A map stands between a key and its value.
    key_only: bool,
    is_map: bool,
    /// The item is a string in chunks of this type.
    string: Option<Major>,
}

impl Open {
    /// For an item that has items in it.
    fn new(head: Head) -> Option<Open> {
        let indefinite = head.is_indefinite();
        let left = if indefinite { Left::UntilBreak } else { Left::Count(head.argument) };
        let open = Open { left, key_only: false, is_map: false, string: None };
        Some(match head.major {
            Major::Array => open,
            Major::Map => Open { is_map: true, ..open },
            Major::Tag => Open { left: Left::Count(1), ..open },
            Major::Bytes | Major::Text if indefinite => Open { string: Some(head.major), ..open },
            _ => return None,
        })
    }

    fn item_done(&mut self) {
        if self.is_map {
            self.key_only = !self.key_only;
            if self.key_only {
                return;
            }
        }
        if let Left::Count(count) = &mut self.left {
            *count = count.saturating_sub(1);
        }
    }
}

/// Closes the items that are complete, innermost first.
fn continue_or_close(open: &mut Vec<Open>) {
    while let Some(Open { left: Left::Count(0), .. }) = open.last() {
        open.pop();
        if let Some(parent) = open.last_mut() {
            parent.item_done();
        }
    }
}
