//! Definitions as sorted text: look-up without reading, building or allocating anything first.

mod cell;
mod read;
mod rows;
mod search;
mod write;

use alloc::string::String;
use core::fmt;

pub use rows::{Children, Row, Rows};

use mgmt_wire::Error;

use super::ErrorKind;
use super::index::Index;

/// The objects and parameters of a model as sorted text, looked up in the text itself.
///
/// A table is for programs that want the definitions of a known model at hand, such as those of crate `cwmp-models`: it
/// is a constant, takes no time to make and no memory beyond its text, and answers and checks as an [`Index`] of the
/// model does. [`Index::to_table`] writes the text.
///
/// ```
/// use cwmp_soap::data_model::{Access, Table};
///
/// static LAMP: Table<'static> = Table::new(concat!(
///     "Lamp.\tobject\treadOnly\tcurrent\t1.0\n",
///     "Lamp.Port.{i}.\tobject\treadWrite\tcurrent\t1.0\tminEntries=0\tmaxEntries=unbounded\tuniqueKey=Name\n",
///     "Lamp.Port.{i}.Level\tunsignedInt\treadWrite\tdeprecated\t1.1\trange=0:100\tunits=percent\n",
///     "Lamp.Port.{i}.Name\tstring\treadOnly\tcurrent\t1.0\tsize=:64\n",
/// ));
///
/// let level = LAMP.find("Lamp.Port.7.Level").unwrap();
/// assert_eq!((level.path(), level.access()), ("Lamp.Port.{i}.Level", Access::ReadWrite));
/// assert_eq!(level.units().as_deref(), Some("percent"));
/// let findings: Vec<String> =
///     LAMP.check_set("Lamp.Port.7.Level", "101", None).iter().map(|finding| finding.kind.to_string()).collect();
/// assert_eq!(findings, ["deprecated", "value outside the allowed ranges"]);
///
/// let names: Vec<&str> = LAMP.children("Lamp.Port.7.").map(|row| row.name()).collect();
/// assert_eq!(names, ["Level", "Name"]);
/// ```
///
/// # The text
///
/// A line is a row; its cells stand between tabs. Rows are sorted by the bytes of their paths, so that an object stands
/// in front of what it holds. Lines that begin with `#` come first and are no rows; `#model` and `#spec` say of what the
/// table is. In the cells `\\`, `\t`, `\n` and `\r` stand for a backslash, a tab and line ends, `\e` for an empty text, and
/// a backslash in front of any other character for that character alone.
///
/// | cell | holds |
/// |---|---|
/// | 1 | the path; of an object with a dot at its end, `{i}` for instance numbers |
/// | 2 | `object`, or the primitive type |
/// | 3 | access: `readOnly`, `readWrite`, `writeOnceReadOnly` |
/// | 4 | status: `current`, `deprecated`, `obsoleted`, `deleted` |
/// | 5 | the model version that brought it: of a parameter its own or that of its object; empty where none is known |
/// | more | `name`, `name=value` or `name(details)=value`, under the names that the data-model schema has for them |
///
/// | cells of objects | cells of parameters |
/// |---|---|
/// | `minEntries`, `maxEntries` (1 unless given), `numEntriesParameter`, `enableParameter`, `discriminatorParameter`, `mountType`, `uniqueKey` | `dataType`, `list=min:max`, `listSize=min:max`, `size=min:max`, `range=min:max`, `enumeration`, `pattern`, `pathRef`, `instanceRef`, `enumerationRef`, `units`, `default` |
/// | `mountedAt`: how many names of the path are those of the place where its service is mounted | `activeNotify`, `forcedInform`, `hidden`, `secured`, `command` |
///
/// Descriptions and profiles are not in a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Table<'a> {
    text: &'a str,
}

impl<'a> Table<'a> {
    /// The table of a text that is known to be one: not looked at, so that this is free.
    ///
    /// Of a text that is not sorted rows may not be found; nothing worse happens. [`parse`](Table::parse) is for texts
    /// of unknown origin.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Table { text }
    }

    /// The table of a text, every row of which is checked: that it comes after the one before, and that it is what
    /// [`Index::to_table`] would write.
    ///
    /// # Errors
    ///
    /// At the first row that is out of order or written otherwise, with its byte offset.
    pub fn parse(text: &'a str) -> Result<Self, Error<ErrorKind>> {
        write::check(text)?;
        Ok(Table { text })
    }

    /// The text.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The name and version of the model, such as `Device:2.17`.
    #[must_use]
    pub fn model(&self) -> Option<&'a str> {
        self.comment("#model\t")
    }

    /// The specification of the document that the model was resolved from.
    #[must_use]
    pub fn spec(&self) -> Option<&'a str> {
        self.comment("#spec\t")
    }

    /// The row of a path, found in logarithmic time.
    ///
    /// A dot at the end asks for an object, none for a parameter. Instance numbers, aliases (`[name]`), wildcards (`*`)
    /// and placeholders stand where the table has `{i}`. A multi-instance object as a whole (`Lamp.Port.`) leads to the
    /// row that describes its instances.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<Row<'a>> {
        if path.is_empty() {
            return None;
        }
        search::with_key(path, |key| {
            self.exact(key).or_else(|| key.ends_with(b".").then(|| self.rows_of(key)).flatten())
        })
    }

    /// Every row, in the order of the text.
    #[must_use]
    pub fn rows(&self) -> Rows<'a> {
        Rows::new(self.text, "")
    }

    /// The rows of an object and everything in it, in the order of the text; `object` is its path with the dot at the
    /// end, or empty for all rows.
    #[must_use]
    pub fn below(&self, object: &str) -> Rows<'a> {
        let (rest, prefix) = self.at_prefix(object);
        Rows::new(rest, prefix)
    }

    /// The rows of what an object holds itself: its parameters and the objects directly in it. `object` is its path
    /// with the dot at the end.
    ///
    /// What lies deeper is jumped over, not read.
    #[must_use]
    pub fn children(&self, object: &str) -> Children<'a> {
        let (rest, prefix) = self.at_prefix(object);
        Children::new(rest, prefix)
    }

    fn comment(&self, start: &str) -> Option<&'a str> {
        let lines = self.text.split('\n').take_while(|line| line.starts_with('#'));
        lines.filter_map(|line| line.strip_prefix(start)).next().map(|text| text.trim_end_matches('\r'))
    }

    /// The text from the first row below a prefix on, and the prefix as the table has it.
    fn at_prefix(&self, prefix: &str) -> (&'a str, &'a str) {
        if !prefix.is_empty() && !prefix.ends_with('.') {
            return ("", "");
        }
        search::with_key(prefix, |key| {
            let at = search::partition_point(self.text, |line| search::compare_start(line, key).is_lt());
            let rest = self.text.get(at..).unwrap_or_default();
            match rest.get(..key.len()) {
                Some(prefix) if prefix.as_bytes() == key => Some((rest, prefix)),
                _ => None,
            }
        })
        .unwrap_or_default()
    }
}

impl Index<'_> {
    /// The text of a [`Table`] that answers and checks as this index does.
    ///
    /// ```
    /// use cwmp_soap::data_model::{DataModel, Index, Table};
    ///
    /// let xml = br#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:a">
    ///   <model name="A:1.0"><object name="A." access="readOnly" minEntries="1" maxEntries="1">
    ///     <parameter name="Mode" access="readWrite" activeNotify="canDeny"><syntax><string>
    ///       <enumeration value="Fast"/><enumeration value="Slow" status="deprecated"/></string></syntax></parameter>
    ///   </object></model></dm:document>"#;
    /// let model = DataModel::from_xml(xml)?;
    /// let text = Index::new(&model).to_table()?;
    /// assert_eq!(text.lines().last(), Some(
    ///     "A.Mode\tstring\treadWrite\tcurrent\t\tactiveNotify=canDeny\tenumeration=Fast\tenumeration(deprecated)=Slow"
    /// ));
    /// let table = Table::new(&text);
    /// assert_eq!(table.find("A.Mode").and_then(|row| row.parameter()).as_ref(), Some(&model.objects[0].parameters[0]));
    /// # Ok::<(), mgmt_wire::Error<cwmp_soap::data_model::ErrorKind>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a path holds blanks, control characters or an instance number, or when an object is defined twice.
    pub fn to_table(&self) -> Result<String, Error<ErrorKind>> {
        write::table(self)
    }
}

/// The model and the size of the text, not the text.
impl fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("model", &self.model()).field("bytes", &self.text.len()).finish()
    }
}
