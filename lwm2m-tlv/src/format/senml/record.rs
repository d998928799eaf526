//! Records as they stand in a pack.

use super::Number;
use super::resolve::VERSION;
use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::list::PlainValue;
use crate::format::nodes::objlnk;
use crate::path::Path;
use crate::value::Objlnk;
use alloc::borrow::Cow;
use alloc::vec::Vec;
use mgmt_wire::{Limit, Located, Warning, WarningSink};

macro_rules! labels {
    ($( $(#[doc = $doc:literal])+ $variant:ident $name:literal $number:expr; )+) => {
        /// A label of a record (RFC 8428, table 4; `vlo` is registered by LwM2M).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Label { $( $(#[doc = $doc])+ $variant, )+ }

        impl Label {
            /// Every label, in table order.
            pub const ALL: &'static [Label] = &[ $( Label::$variant, )+ ];

            /// The label in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Label::$variant => $name, )+ }
            }

            /// The label in JSON, quoted, and the colon behind it.
            #[cfg(feature = "json")]
            #[inline(always)]
            pub(super) const fn member(self) -> &'static str {
                match self { $( Label::$variant => concat!("\"", $name, "\":"), )+ }
            }

            /// The label in CBOR; `None` where it is the text of [`name`](Label::name).
            #[must_use]
            pub const fn number(self) -> Option<i64> {
                match self { $( Label::$variant => $number, )+ }
            }

            /// The label of this name.
            #[must_use]
            #[inline]
            pub fn from_name(name: &str) -> Option<Label> {
                match name { $( $name => Some(Label::$variant), )+ _ => None }
            }

            /// The label of this number.
            #[must_use]
            #[inline]
            pub fn from_number(number: i64) -> Option<Label> {
                $( if $number == Some(number) { return Some(Label::$variant); } )+
                None
            }
        }
    };
}

labels! {
    /// Base name: stands before every name from here on.
    BaseName "bn" Some(-2);
    /// Base time: added to every time from here on.
    BaseTime "bt" Some(-3);
    /// Base unit: of every record from here on that has none.
    BaseUnit "bu" Some(-4);
    /// Base value: added to every numeric value from here on.
    BaseValue "bv" Some(-5);
    /// Base sum: added to every sum from here on.
    BaseSum "bs" Some(-6);
    /// SenML version of the pack.
    BaseVersion "bver" Some(-1);
    /// Name.
    Name "n" Some(0);
    /// Unit.
    Unit "u" Some(1);
    /// Number.
    Value "v" Some(2);
    /// Text.
    StringValue "vs" Some(3);
    /// Truth value.
    BooleanValue "vb" Some(4);
    /// Sum of values over time.
    Sum "s" Some(5);
    /// Time.
    Time "t" Some(6);
    /// Seconds until the next update at the latest.
    UpdateTime "ut" Some(7);
    /// Bytes.
    DataValue "vd" Some(8);
    /// Object link.
    ObjlnkValue "vlo" None;
}

/// The value field of a record.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum RecordValue<'a> {
    /// `v`.
    Number(Number),
    /// `vs`.
    String(Cow<'a, str>),
    /// `vb`.
    Boolean(bool),
    /// `vd`.
    Data(Cow<'a, [u8]>),
    /// `vlo`.
    Objlnk(Objlnk),
    /// `v` with null: remove (RFC 8790, patches only).
    Null,
}

/// A record as it stands in a pack: base fields not applied, labels that are unknown and need not be understood left
/// out.
#[derive(Clone, Debug, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Record<'a> {
    /// `bver`.
    pub base_version: Option<u64>,
    /// `bn`.
    pub base_name: Option<Cow<'a, str>>,
    /// `bt`, in seconds.
    pub base_time: Option<Number>,
    /// `bu`.
    pub base_unit: Option<Cow<'a, str>>,
    /// `bv`.
    pub base_value: Option<Number>,
    /// `bs`.
    pub base_sum: Option<Number>,
    /// `n`.
    pub name: Option<Cow<'a, str>>,
    /// `u`.
    pub unit: Option<Cow<'a, str>>,
    /// `v`, `vs`, `vb`, `vd` or `vlo`.
    pub value: Option<RecordValue<'a>>,
    /// `s`.
    pub sum: Option<Number>,
    /// `t`, in seconds.
    pub time: Option<Number>,
    /// `ut`, in seconds.
    pub update_time: Option<Number>,
}

/// What a reader of records needs from the syntax.
pub(super) trait Source<'a> {
    /// Text, in its most frequent form: `None`, and nothing taken, in any other.
    fn plain_text(&mut self) -> Option<&'a str>;
    /// A number, in its most frequent forms.
    fn plain_number(&mut self) -> Option<Number>;
    /// Text.
    fn text(&mut self, what: &'static str) -> Result<Cow<'a, str>, Located<ErrorKind>>;
    /// A number.
    fn number(&mut self, what: &'static str) -> Result<Number, Located<ErrorKind>>;
    /// A truth value.
    fn boolean(&mut self, what: &'static str) -> Result<bool, Located<ErrorKind>>;
    /// Bytes.
    fn data(
        &mut self,
        what: &'static str,
        strict: bool,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Cow<'a, [u8]>, Located<ErrorKind>>;
    /// Whether the next value is null, which is then taken.
    fn null(&mut self) -> Result<bool, Located<ErrorKind>>;
    /// A time that is marked as one, in seconds since 1970, which is then taken; `None`, and nothing taken, where
    /// something else is next.
    fn marked_time(
        &mut self,
        what: &'static str,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Option<Number>, Located<ErrorKind>>;
    /// Whether the next value is text.
    fn is_text(&mut self) -> bool;
    /// Steps over a value.
    fn skip(&mut self) -> Result<(), Located<ErrorKind>>;
    /// Byte offset of what comes next.
    fn offset(&self) -> usize;
    /// Bytes of the whole input.
    fn len(&self) -> usize;
    /// Bytes that a record takes at least, about.
    const LEAST: usize;
    /// The first record, if it is in its most frequent form: a base name, a name or none, and a value, in this order
    /// and with nothing else. Of base name and name `join` makes a path. `None`, and nothing taken, in any other.
    fn plain_first(
        &mut self,
        join: impl FnOnce(&'a str, Option<&'a [u8]>) -> Option<Path>,
    ) -> Option<PlainRecord<'a>>;
    /// The next record, if it is in its most frequent form: a name of up to `max_name` bytes, of which `join` makes a
    /// path, and a value, nothing else. `None`, and nothing taken, in any other.
    fn plain_record(
        &mut self,
        max_name: usize,
        join: impl FnOnce(&[u8]) -> Option<Path>,
    ) -> Option<PlainRecord<'a>>;
    /// Goes to the next record, if there is one.
    fn next_record(&mut self) -> Result<bool, Located<ErrorKind>>;
    /// Goes to the next member of the record.
    fn next_label(&mut self) -> Result<Option<Key>, Located<ErrorKind>>;
}

/// A record of names and a value.
pub(super) struct PlainRecord<'a> {
    pub(super) offset: usize,
    pub(super) path: Path,
    pub(super) value: PlainValue<'a>,
}

impl<'a> From<PlainValue<'a>> for RecordValue<'a> {
    fn from(value: PlainValue<'a>) -> Self {
        match value {
            PlainValue::Number(number) => RecordValue::Number(number),
            PlainValue::String(text) => RecordValue::String(Cow::Borrowed(text)),
            PlainValue::Boolean(truth) => RecordValue::Boolean(truth),
            PlainValue::Data(bytes) => RecordValue::Data(Cow::Borrowed(bytes)),
        }
    }
}

/// The key of a member.
pub(super) enum Key {
    Known(Label),
    /// Said by its name where it has a number.
    #[cfg(feature = "cbor")]
    Named(Label),
    /// May be left out.
    Unknown,
    /// Unknown, and its name ends in `_`.
    MustUnderstand,
}

impl Key {
    pub(super) fn from_name(name: &str) -> Key {
        match Label::from_name(name) {
            Some(label) => Key::Known(label),
            None if name.ends_with('_') => Key::MustUnderstand,
            None => Key::Unknown,
        }
    }
}

/// How records are read.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) strict: bool,
    /// `v` may be null.
    pub(super) patch: bool,
    pub(super) max_keys: usize,
    /// Bytes of a name or base name.
    pub(super) max_name: usize,
    pub(super) max_records: usize,
}

/// Reads the members of the record that is next into `record`, which is empty, and returns its offset.
///
/// The record is filled in its place, and text and numbers go there straight from the source: moving a structure of
/// this size takes longer than reading it.
#[inline]
pub(super) fn read<'a>(
    source: &mut impl Source<'a>,
    record: &mut Record<'a>,
    rules: Rules,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<usize, Located<ErrorKind>> {
    let start = source.offset();
    let mut seen = 0_u32;
    let mut keys = 0;
    loop {
        let offset = source.offset();
        let Some(key) = source.next_label()? else { return Ok(start) };
        keys += 1;
        if keys > rules.max_keys {
            return Err(Located::new(ErrorKind::Limit(Limit::MapKeys), offset));
        }
        let label = match key {
            Key::Known(label) => label,
            #[cfg(feature = "cbor")]
            Key::Named(label) => {
                if rules.strict {
                    return Err(Located::new(ErrorKind::Type("label"), offset));
                }
                warnings.warn(Warning::new(WarningKind::LabelName, offset));
                label
            }
            Key::Unknown => {
                source.skip()?;
                continue;
            }
            Key::MustUnderstand => return Err(Located::new(ErrorKind::MustUnderstand, offset)),
        };
        let bit = 1 << label as u32;
        if seen & bit != 0 {
            if rules.strict {
                return Err(Located::new(ErrorKind::DuplicateKey, offset));
            }
            warnings.warn(Warning::new(WarningKind::DuplicateKey, offset));
        }
        let again = seen & bit != 0;
        seen |= bit;
        let what = label.name();
        match label {
            Label::BaseVersion => {
                let number = source.number(what)?;
                let version = number.to_u64().ok_or(Located::new(ErrorKind::InvalidValue(what), offset))?;
                record.base_version = Some(version);
            }
            Label::BaseName => name(source, what, rules, &mut record.base_name)?,
            Label::BaseTime => number(source, what, &mut record.base_time)?,
            Label::BaseUnit => text(source, what, &mut record.base_unit)?,
            Label::BaseValue => number(source, what, &mut record.base_value)?,
            Label::BaseSum => number(source, what, &mut record.base_sum)?,
            Label::Name => name(source, what, rules, &mut record.name)?,
            Label::Unit => text(source, what, &mut record.unit)?,
            Label::Sum => number(source, what, &mut record.sum)?,
            Label::Time => number(source, what, &mut record.time)?,
            Label::UpdateTime => number(source, what, &mut record.update_time)?,
            Label::Value
            | Label::StringValue
            | Label::BooleanValue
            | Label::DataValue
            | Label::ObjlnkValue => {
                if record.value.is_some() && !again {
                    return Err(Located::new(ErrorKind::MultipleValues, offset));
                }
                value(source, label, rules, warnings, &mut record.value)?;
            }
        }
    }
}

#[inline(always)]
fn text<'a>(
    source: &mut impl Source<'a>,
    what: &'static str,
    slot: &mut Option<Cow<'a, str>>,
) -> Result<(), Located<ErrorKind>> {
    *slot = Some(match source.plain_text() {
        Some(text) => Cow::Borrowed(text),
        None => source.text(what)?,
    });
    Ok(())
}

#[inline(always)]
fn number<'a>(
    source: &mut impl Source<'a>,
    what: &'static str,
    slot: &mut Option<Number>,
) -> Result<(), Located<ErrorKind>> {
    *slot = Some(match source.plain_number() {
        Some(number) => number,
        None => source.number(what)?,
    });
    Ok(())
}

#[inline(always)]
fn name<'a>(
    source: &mut impl Source<'a>,
    what: &'static str,
    rules: Rules,
    slot: &mut Option<Cow<'a, str>>,
) -> Result<(), Located<ErrorKind>> {
    let offset = source.offset();
    text(source, what, slot)?;
    if slot.as_ref().is_some_and(|name| name.len() > rules.max_name) {
        return Err(Located::new(ErrorKind::Limit(Limit::ResolvedName), offset));
    }
    Ok(())
}

#[inline(always)]
fn value<'a>(
    source: &mut impl Source<'a>,
    label: Label,
    rules: Rules,
    warnings: &mut dyn WarningSink<WarningKind>,
    slot: &mut Option<RecordValue<'a>>,
) -> Result<(), Located<ErrorKind>> {
    let what = label.name();
    match label {
        Label::StringValue => {
            *slot = Some(RecordValue::String(match source.plain_text() {
                Some(text) => Cow::Borrowed(text),
                None => source.text(what)?,
            }));
        }
        Label::BooleanValue => *slot = Some(RecordValue::Boolean(source.boolean(what)?)),
        Label::DataValue => *slot = Some(RecordValue::Data(source.data(what, rules.strict, warnings)?)),
        Label::ObjlnkValue => {
            let offset = source.offset();
            let text = source.text(what)?;
            *slot = Some(RecordValue::Objlnk(objlnk(&text, what, rules.strict, offset, warnings)?));
        }
        _ => match source.plain_number() {
            Some(number) => *slot = Some(RecordValue::Number(number)),
            None => *slot = Some(other_value(source, what, rules, warnings)?),
        },
    }
    Ok(())
}

/// What stands under `v`: a number in a rarer form, null, or what should not be there (a time with the tags that LwM2M
/// allows in its other CBOR formats, an object link).
fn other_value<'a>(
    source: &mut impl Source<'a>,
    what: &'static str,
    rules: Rules,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<RecordValue<'a>, Located<ErrorKind>> {
    if rules.patch && source.null()? {
        return Ok(RecordValue::Null);
    }
    if rules.strict {
        return source.number(what).map(RecordValue::Number);
    }
    if let Some(seconds) = source.marked_time(what, warnings)? {
        return Ok(RecordValue::Number(seconds));
    }
    if !source.is_text() {
        return source.number(what).map(RecordValue::Number);
    }
    // Zephyr's object links.
    let offset = source.offset();
    let text = source.text(what)?;
    let link = objlnk(&text, what, false, offset, warnings)
        .map_err(|_| Located::new(ErrorKind::Type(what), offset))?;
    warnings.warn(Warning::new(WarningKind::ObjlnkLabel, offset));
    Ok(RecordValue::Objlnk(link))
}

/// All records of a source.
pub(super) fn collect<'a>(
    source: &mut impl Source<'a>,
    rules: Rules,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Vec<Record<'a>>, Error> {
    let mut records = Vec::new();
    let mut record = Record::default();
    while source.next_record()? {
        let offset = read(source, &mut record, rules, warnings)?;
        // Strict resolving refuses it.
        if !rules.strict && record.base_version.is_some_and(|version| version < VERSION) {
            warnings.warn(Warning::new(WarningKind::SenmlVersion, offset));
        }
        if records.len() >= rules.max_records {
            return Err(Error::at(ErrorKind::Limit(Limit::Nodes), offset));
        }
        records.push(core::mem::take(&mut record));
    }
    Ok(records)
}
