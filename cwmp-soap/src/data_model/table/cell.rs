//! How cells are written: `name`, `name=value`, `name(detail,detail)=value`.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::data_model::vocabulary::{Access, Status};

// The names of cells: those of the elements and attributes of the data-model schema.
pub(super) const ACTIVE_NOTIFY: &str = "activeNotify";
pub(super) const COMMAND: &str = "command";
pub(super) const DATA_TYPE: &str = "dataType";
pub(super) const DEFAULT: &str = "default";
pub(super) const DISCRIMINATOR_PARAMETER: &str = "discriminatorParameter";
pub(super) const ENABLE_PARAMETER: &str = "enableParameter";
pub(super) const ENUMERATION: &str = "enumeration";
pub(super) const ENUMERATION_REF: &str = "enumerationRef";
pub(super) const FORCED_INFORM: &str = "forcedInform";
pub(super) const HIDDEN: &str = "hidden";
pub(super) const INSTANCE_REF: &str = "instanceRef";
pub(super) const LIST: &str = "list";
pub(super) const MAX_ENTRIES: &str = "maxEntries";
pub(super) const MIN_ENTRIES: &str = "minEntries";
pub(super) const MOUNT_TYPE: &str = "mountType";
pub(super) const NUM_ENTRIES_PARAMETER: &str = "numEntriesParameter";
pub(super) const PATH_REF: &str = "pathRef";
pub(super) const PATTERN: &str = "pattern";
pub(super) const RANGE: &str = "range";
pub(super) const SECURED: &str = "secured";
pub(super) const SIZE: &str = "size";
pub(super) const UNIQUE_KEY: &str = "uniqueKey";
pub(super) const UNITS: &str = "units";
// Names of our own: the sizes of a list as a whole, where a service is, and what no loaded document defines.
pub(super) const INCOMPLETE: &str = "incomplete";
pub(super) const LIST_SIZE: &str = "listSize";
pub(super) const MOUNTED_AT: &str = "mountedAt";

// The names and words of details.
pub(super) const CODE: &str = "code";
pub(super) const FUNCTIONAL: &str = "functional";
pub(super) const NESTED_BRACKETS: &str = "nestedBrackets";
pub(super) const NULL_VALUE: &str = "nullValue";
pub(super) const OPTIONAL: &str = "optional";
pub(super) const STEP: &str = "step";
pub(super) const TARGET_DATA_TYPE: &str = "targetDataType";
pub(super) const TARGET_PARAM_SCOPE: &str = "targetParamScope";
pub(super) const TARGET_PARENT_SCOPE: &str = "targetParentScope";
pub(super) const TARGET_TYPE: &str = "targetType";
pub(super) const VERSION: &str = "version";

/// A text in which every character stands for itself; what would end a cell or a detail does not.
pub(super) fn escape(text: &str, out: &mut String) {
    // So that an empty item differs from none.
    if text.is_empty() {
        out.push_str("\\e");
    }
    for character in text.chars() {
        match character {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' | ',' | ')' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
}

/// A value that is the last of its cell: only line ends, tabs and backslashes need to be marked.
pub(super) fn escape_value(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            _ => out.push(character),
        }
    }
}

/// The text that was written.
pub(super) fn plain(written: &str) -> Cow<'_, str> {
    if !written.contains('\\') {
        return Cow::Borrowed(written);
    }
    let mut out = String::with_capacity(written.len());
    let mut characters = written.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('e') | None => {}
                Some(other) => out.push(other),
            },
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// One cell as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    pub(super) name: &'a str,
    details: &'a str,
    pub(super) value: &'a str,
}

impl<'a> Cell<'a> {
    fn new(text: &'a str) -> Self {
        let Some(at) = text.find(['=', '(']) else { return Cell { name: text, details: "", value: "" } };
        let (name, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        let (details, value) = match rest.strip_prefix('(') {
            Some(rest) => split(rest, ')').unwrap_or((rest, "")),
            None => ("", rest),
        };
        Cell { name, details, value: value.strip_prefix('=').unwrap_or(value) }
    }

    /// The details: words, and names with values.
    pub(super) fn details(&self) -> impl Iterator<Item = Detail<'a>> {
        items(self.details).map(|text| match text.split_once('=') {
            Some((name, value)) => Detail { name, value },
            None => Detail { name: text, value: "" },
        })
    }

    /// The status among the details.
    pub(super) fn status(&self) -> Status {
        self.details().find_map(|detail| Status::from_word(detail.name)).unwrap_or(Status::Current)
    }

    /// The access among the details; writable unless it is said otherwise.
    pub(super) fn access(&self) -> Access {
        self.details().find_map(|detail| Access::from_word(detail.name)).unwrap_or(Access::ReadWrite)
    }

    /// Whether the word is among the details.
    pub(super) fn has(&self, word: &str) -> bool {
        self.details().any(|detail| detail.name == word)
    }

    /// The value of a detail.
    pub(super) fn detail(&self, name: &str) -> Option<Cow<'a, str>> {
        self.details().find(|detail| detail.name == name).map(|detail| plain(detail.value))
    }

    /// The items of a value that is a list.
    pub(super) fn items(&self) -> impl Iterator<Item = Cow<'a, str>> {
        items(self.value).map(plain)
    }

    /// The two ends of `min:max`; either may be empty.
    pub(super) fn ends(&self) -> (&'a str, &'a str) {
        self.value.split_once(':').unwrap_or((self.value, ""))
    }
}

/// One detail as written.
#[derive(Clone, Copy)]
pub(super) struct Detail<'a> {
    pub(super) name: &'a str,
    value: &'a str,
}

/// The cells of a row.
pub(super) type Cells<'a> =
    core::iter::Map<core::iter::Skip<core::str::Split<'a, char>>, fn(&'a str) -> Cell<'a>>;

/// The cells among the columns of a line.
pub(super) fn cells(columns: core::iter::Skip<core::str::Split<'_, char>>) -> Cells<'_> {
    columns.map(Cell::new)
}

/// Items between commas.
fn items(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text).filter(|text| !text.is_empty());
    core::iter::from_fn(move || {
        let text = rest?;
        let (item, after) = match split(text, ',') {
            Some((item, after)) => (item, Some(after)),
            None => (text, None),
        };
        rest = after;
        Some(item)
    })
}

/// Splits at the first delimiter without a backslash in front of it.
fn split(text: &str, delimiter: char) -> Option<(&str, &str)> {
    let mut is_marked = false;
    let (at, _) = text.char_indices().find(|(_, character)| {
        let is_end = !is_marked && *character == delimiter;
        is_marked = !is_marked && *character == '\\';
        is_end
    })?;
    Some((text.get(..at)?, text.get(at + delimiter.len_utf8()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec::Vec;

    #[test]
    fn texts_round_trip() {
        for text in ["", "plain", "a,b)c", "\\", "\t\r\n", "\\t", "é,\\)", "=("] {
            let (mut item, mut value) = (String::new(), String::new());
            escape(text, &mut item);
            escape_value(text, &mut value);
            assert_eq!((&*plain(&item), &*plain(&value)), (text, text));
            let line = format!("name({item},x={item})={item},{item}");
            let cell = Cell::new(&line);
            assert_eq!(cell.detail("x").as_deref(), Some(text));
            assert_eq!(cell.items().collect::<Vec<_>>(), [text, text]);
        }
    }

    #[test]
    fn whatever_is_written_is_a_cell() {
        let cell = Cell::new("name(a,b=c");
        assert_eq!((cell.name, cell.details, cell.value), ("name", "a,b=c", ""));
        assert_eq!(Cell::new("name(a)x").value, "x");
        assert_eq!(Cell::new("=x").name, "");
        assert_eq!(Cell::new("range=1").ends(), ("1", ""));
        assert_eq!(Cell::new("a()=").details().count(), 0);
        assert_eq!(plain("a\\"), "a");
    }
}
