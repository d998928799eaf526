//! Binary search in sorted lines.

use core::cmp::Ordering;

use memchr::{memchr, memrchr};

use super::Table;
use super::rows::Row;
use crate::data_model::index::{is_instance, template};

/// Longer paths than this that hold instances are put together on the heap; CWMP ends at 256 characters.
const MAX_KEY: usize = 512;

impl<'a> Table<'a> {
    /// The row of this path.
    pub(in crate::data_model) fn exact(&self, key: &[u8]) -> Option<Row<'a>> {
        let text = self.text.as_bytes();
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let (start, middle) = line_in_the_middle(text, low, high);
            match compare(text.get(start..).unwrap_or_default(), key) {
                Ordering::Less => low = line_end(text, middle, high),
                Ordering::Greater => high = start,
                Ordering::Equal => return Some(Row::new(self.text.get(start..)?)),
            }
        }
        None
    }

    /// The row that describes the rows of the table of this path.
    pub(super) fn rows_of(&self, key: &[u8]) -> Option<Row<'a>> {
        let at = partition_point(self.text, |line| compare_rows(line, key).is_lt());
        let rest = self.text.get(at..)?;
        compare_rows(rest.as_bytes(), key).is_eq().then(|| Row::new(rest))
    }
}

/// Where the first line begins for which `is_before` does not hold: of sorted lines, those for which it holds come
/// first. `is_before` sees a line and whatever follows it.
pub(super) fn partition_point(text: &str, is_before: impl Fn(&[u8]) -> bool) -> usize {
    let text = text.as_bytes();
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let (start, middle) = line_in_the_middle(text, low, high);
        if is_before(text.get(start..).unwrap_or_default()) {
            low = line_end(text, middle, high);
        } else {
            high = start;
        }
    }
    low
}

/// Where the line in the middle begins, and the middle. What is searched for line ends is never more than what is left,
/// which halves at each step: a search costs at most the length of the text, whatever the text.
fn line_in_the_middle(text: &[u8], low: usize, high: usize) -> (usize, usize) {
    let middle = low + (high - low) / 2;
    let before = text.get(low..middle).unwrap_or_default();
    (memrchr(b'\n', before).map_or(low, |at| low + at + 1), middle)
}

/// Where the line after the one around `middle` begins.
fn line_end(text: &[u8], middle: usize, high: usize) -> usize {
    let line = text.get(middle..high).unwrap_or_default();
    memchr(b'\n', line).map_or(high, |at| middle + at + 1)
}

/// The path of the line against a path. A path ends where its cell or its line does: both are marked by bytes that
/// sort in front of all that paths hold.
fn compare(line: &[u8], key: &[u8]) -> Ordering {
    compare_start(line, key).then_with(|| match line.get(key.len()) {
        None | Some(b'\t' | b'\n' | b'\r') => Ordering::Equal,
        Some(_) => Ordering::Greater,
    })
}

/// The path of the line against the path of a table's rows.
fn compare_rows(line: &[u8], table: &[u8]) -> Ordering {
    compare_start(line, table).then_with(|| compare(line.get(table.len()..).unwrap_or_default(), b"{i}."))
}

/// The beginning of the line against a prefix: equal where it begins so.
pub(super) fn compare_start(line: &[u8], prefix: &[u8]) -> Ordering {
    line.get(..prefix.len()).unwrap_or(line).cmp(prefix)
}

/// The line against everything below an object named without its dot: equal only to what lies there.
pub(super) fn compare_below(line: &[u8], object: &[u8]) -> Ordering {
    compare_start(line, object).then_with(|| line.get(object.len()).cmp(&Some(&b'.')))
}

/// Gives `search` the path with `{i}` for its instances; `None` for what no table has.
pub(super) fn with_key<T>(path: &str, search: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
    let mut last = b'.';
    let mut may_have_instances = false;
    for &byte in path.as_bytes() {
        // Control characters end paths.
        if byte < b' ' {
            return None;
        }
        may_have_instances |= last == b'.' && matches!(byte, b'0'..=b'9' | b'[' | b'*');
        last = byte;
    }
    // What begins with a number sign is no row.
    if path.starts_with('#') {
        return None;
    }
    if !may_have_instances {
        return search(path.as_bytes());
    }
    let mut buffer = [0_u8; MAX_KEY];
    let (mut length, mut rest) = (0, path);
    loop {
        let end = memchr(b'.', rest.as_bytes()).unwrap_or(rest.len());
        let (segment, after) = rest.split_at_checked(end)?;
        let name = if is_instance(segment) { "{i}" } else { segment };
        let Some(room) = buffer.get_mut(length..length + name.len()) else {
            return search(template(path).as_bytes());
        };
        room.copy_from_slice(name.as_bytes());
        length += name.len();
        let Some(after) = after.get(1..) else { break };
        let Some(dot) = buffer.get_mut(length) else { return search(template(path).as_bytes()) };
        *dot = b'.';
        length += 1;
        rest = after;
    }
    search(buffer.get(..length)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use alloc::vec::Vec;

    #[test]
    fn keys() {
        let key = |path: &str| with_key(path, |key| Some(String::from_utf8(key.to_vec()).unwrap()));
        for path in ["", "A.", "1x.A.", "A.1.B", "A.[x-1].B.", "1", "A..2", "A.*.{i}.3."] {
            assert_eq!(key(path).as_deref(), Some(&*template(path)), "{path}");
        }
        let long = "A.1.".repeat(200);
        assert_eq!(key(&long).as_deref(), Some(&*template(&long)));
        for path in ["#A.", "A\t", "A.\n"] {
            assert_eq!(key(path), None);
        }
    }

    #[test]
    fn partition_points_are_those_of_a_linear_search() {
        for text in ["", "\n", "b", "b\n", "a\nb\nbb\nc\nd", "a\n\nb\n", "b\na\nc\n", "é\nü\n"] {
            for key in ["", "a", "b", "bb", "c", "e", "ü"] {
                let at = partition_point(text, |line| compare(line, key.as_bytes()).is_lt());
                let is_line = at == text.len() || at == 0 || text.as_bytes()[at - 1] == b'\n';
                assert!(is_line, "{text:?} {key}");
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                if lines.is_sorted() {
                    lines.retain(|line| line.trim_end() < key);
                    assert_eq!(at, lines.concat().len(), "{text:?} {key}");
                }
            }
        }
    }
}
