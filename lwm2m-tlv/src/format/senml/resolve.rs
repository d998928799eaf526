//! Base fields (RFC 8428, clauses 4.1, 4.4 to 4.6).

use super::{Number, Record, RecordValue};
use crate::error::{ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
use mgmt_wire::{DecodeOptions, Limit, Located, Warning, WarningSink};

/// The version that RFC 8428 defines, and the one a pack has that does not say.
pub(super) const VERSION: u64 = 10;

/// A record with the base fields applied.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Resolved<'a> {
    /// Base name and name together.
    pub name: Cow<'a, str>,
    /// Unit or base unit.
    pub unit: Option<Cow<'a, str>>,
    /// The value, base value added.
    pub value: Option<RecordValue<'a>>,
    /// The sum, base sum added.
    pub sum: Option<Number>,
    /// Base time and time together, in seconds; `None` when neither is given. Below 2^28 it counts from now.
    pub time: Option<Number>,
    /// Seconds until the next update at the latest.
    pub update_time: Option<Number>,
}

/// Applies the base fields of a pack to its records, one after the other.
///
/// ```
/// use lwm2m_tlv::{DecodeOptions, format::senml::{Number, Record, RecordValue, Resolver}};
///
/// let mut first = Record::default();
/// first.base_name = Some("urn:dev:mac:1/".into());
/// first.base_value = Some(Number::Unsigned(20));
/// first.name = Some("temp".into());
/// first.value = Some(RecordValue::Number(Number::parse("3.1")?));
/// let mut resolver = Resolver::new(&DecodeOptions::default());
/// let resolved = resolver.resolve(first)?;
/// assert_eq!(resolved.name, "urn:dev:mac:1/temp");
/// assert_eq!(resolved.value, Some(RecordValue::Number(Number::Decimal { mantissa: 231, exponent: -1 })));
/// # Ok::<(), lwm2m_tlv::ErrorKind>(())
/// ```
#[derive(Clone, Debug)]
pub struct Resolver<'a> {
    strict: bool,
    max_name: usize,
    version: Option<u64>,
    pub(super) name: Cow<'a, str>,
    time: Option<Number>,
    unit: Option<Cow<'a, str>>,
    value: Option<Number>,
    sum: Option<Number>,
}

impl<'a> Resolver<'a> {
    /// For the records of one pack. Of the options, the mode and the limit `resolved_name` matter.
    #[must_use]
    pub fn new(options: &DecodeOptions) -> Self {
        Resolver {
            strict: options.is_strict(),
            max_name: options.limits.resolved_name,
            version: None,
            name: Cow::Borrowed(""),
            time: None,
            unit: None,
            value: None,
            sum: None,
        }
    }

    /// Applies the base fields, those of this record included.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedVersion`], [`ErrorKind::InvalidName`], [`ErrorKind::Overflow`] for a sum that is no
    /// 64-bit float any more, and the limit on resolved names. A record without value and sum may have no name.
    pub fn resolve(&mut self, mut record: Record<'a>) -> Result<Resolved<'a>, ErrorKind> {
        self.take_bases(&mut record, 0, &mut ()).map_err(|error| error.kind)?;
        let name = self.full_name(record.name.take())?;
        let value = self.value(record.value.take(), record.sum.is_some())?;
        let sum = add(self.sum, record.sum, "sum")?;
        let says_nothing = name.is_empty() && value.is_none() && sum.is_none();
        if !says_nothing && !is_name(&name) {
            return Err(ErrorKind::InvalidName);
        }
        Ok(Resolved {
            name,
            unit: record.unit.or_else(|| self.unit.clone()),
            value,
            sum,
            time: self.time(record.time)?,
            update_time: record.update_time,
        })
    }

    /// Takes over what the record sets from here on.
    #[inline]
    pub(super) fn take_bases(
        &mut self,
        record: &mut Record<'a>,
        offset: usize,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(), Located<ErrorKind>> {
        if let Some(version) = record.base_version {
            let differs = self.version.is_some_and(|other| other != version);
            if version > VERSION || differs || (self.strict && version != VERSION) {
                return Err(Located::new(ErrorKind::UnsupportedVersion(version), offset));
            }
            if version != VERSION {
                warnings.warn(Warning::new(WarningKind::SenmlVersion, offset));
            }
            self.version = Some(version);
        }
        if let Some(name) = record.base_name.take() {
            self.name = name;
        }
        if record.base_time.is_some() {
            self.time = record.base_time;
        }
        if record.base_unit.is_some() {
            self.unit = record.base_unit.take();
        }
        if record.base_value.is_some() {
            self.value = record.base_value;
        }
        if record.base_sum.is_some() {
            self.sum = record.base_sum;
        }
        let length = self.name.len() + record.name.as_ref().map_or(0, |name| name.len());
        if length > self.max_name {
            return Err(Located::new(ErrorKind::Limit(Limit::ResolvedName), offset));
        }
        Ok(())
    }

    pub(super) fn has_base_value(&self) -> bool {
        self.value.is_some()
    }

    pub(super) fn base_time(&self) -> Option<Number> {
        self.time
    }

    fn full_name(&self, name: Option<Cow<'a, str>>) -> Result<Cow<'a, str>, ErrorKind> {
        Ok(match name {
            None => self.name.clone(),
            Some(name) if self.name.is_empty() => name,
            Some(name) => {
                let mut full = String::with_capacity(self.name.len() + name.len());
                full.push_str(&self.name);
                full.push_str(&name);
                Cow::Owned(full)
            }
        })
    }

    /// The value with the base value added; a base value alone is the value of a record that has no other.
    #[inline]
    pub(super) fn value(
        &self,
        value: Option<RecordValue<'a>>,
        has_sum: bool,
    ) -> Result<Option<RecordValue<'a>>, ErrorKind> {
        Ok(match (self.value, value) {
            (None, value) => value,
            (Some(base), Some(RecordValue::Number(number))) => {
                Some(RecordValue::Number(base.checked_add(number, "value")?))
            }
            (Some(base), None) if !has_sum => Some(RecordValue::Number(base)),
            (Some(_), value) => value,
        })
    }

    /// The time with the base time added. CBOR has floats that are no time.
    #[inline]
    pub(super) fn time(&self, time: Option<Number>) -> Result<Option<Number>, ErrorKind> {
        match add(self.time, time, "time")? {
            Some(Number::Float(float)) if !float.is_finite() => Err(ErrorKind::NonFinite("time")),
            time => Ok(time),
        }
    }
}

fn add(base: Option<Number>, own: Option<Number>, what: &'static str) -> Result<Option<Number>, ErrorKind> {
    match (base, own) {
        (Some(base), Some(own)) => base.checked_add(own, what).map(Some),
        (base, own) => Ok(own.or(base)),
    }
}

/// Whether a text is a name: letters, digits and `-:./_`, beginning with a letter or digit, or with the slash that
/// LwM2M names begin with.
pub(super) fn is_name(name: &str) -> bool {
    name.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'/') && is_name_part(name)
}

/// Whether a text has only characters of names.
pub(super) fn is_name_part(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'.' | b'/' | b'_'))
}
