//! How the types of fields are read and written.

use super::facet::Declared;
use crate::envelope::decoder::{Decoder, ItemType, Row, item_type};
use crate::envelope::encoder::Encoder;
use crate::error::{Error, ErrorKind, WarningKind};
use crate::value::{
    Boolean, DateTime, DateTimeError, EventCode, FaultCode, Form, Int, Secret, UnsignedInt, Value, check,
};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// A type that fields of records have.
pub(crate) trait Field<'a>: Sized {
    type Owned;

    /// Reads the element whose start tag was just read, through its end.
    fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error>;

    /// What stands for an element that is missing.
    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error>;

    /// Reads the element a second time it occurs.
    fn again(&mut self, decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<(), Error> {
        Err(decoder.duplicate(row.element))
    }

    /// Writes the element.
    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row);

    fn into_owned(self) -> Self::Owned;

    /// Whether there is nothing to show of the field: it is optional and missing.
    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        false
    }

    /// What stands for a field that serde leaves out; `None` when it leaves none out.
    #[cfg(feature = "serde")]
    fn left_out() -> Option<Self> {
        None
    }
}

/// Whether serde leaves the field out.
#[cfg(feature = "serde")]
pub(crate) fn is_absent<'a>(field: &impl Field<'a>) -> bool {
    field.is_absent()
}

/// A type that lists have as items.
pub(crate) trait Item<'a>: Field<'a> {
    const ITEM: ItemType;

    /// The items stand side by side under the name of the field, without a list around them.
    const REPEATED: bool = false;

    /// Some devices put two items into one element; where the first field stands again, the second begins.
    const RUNS_ON: bool = false;

    /// Reads the second of such items.
    fn decode_rest(decoder: &mut Decoder<'a, '_>) -> Result<Self, Error> {
        Err(decoder.duplicate(Self::ITEM.element))
    }

    /// Reads one element of a repeated field; some devices put several items into one.
    fn decode_repeated(items: &mut Vec<Self>, decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<(), Error> {
        items.push(Self::decode(decoder, row)?);
        Ok(())
    }

    /// Writes such a field.
    fn encode_repeated(items: &[Self], encoder: &mut Encoder<'_>, row: &Row) {
        items.iter().for_each(|item| item.encode(encoder, row));
    }
}

impl<'a> Field<'a> for Cow<'a, str> {
    type Owned = Cow<'static, str>;

    #[inline]
    fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.field_text(row)
    }

    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.missing(row).map(|()| Cow::Borrowed(""))
    }

    #[inline]
    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
        encoder.text(row, self);
    }

    fn into_owned(self) -> Cow<'static, str> {
        Cow::Owned(self.into_owned())
    }
}

/// Lists of texts hold elements `string`.
impl<'a> Item<'a> for Cow<'a, str> {
    const ITEM: ItemType = item_type!("string", Xsd, Parameters);
}

impl<'a> Field<'a> for Secret<'a> {
    type Owned = Secret<'static>;

    fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.field_text(row).map(Secret)
    }

    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.missing(row).map(|()| Secret::default())
    }

    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
        encoder.text(row, self);
    }

    fn into_owned(self) -> Self::Owned {
        self.into_owned()
    }
}

impl<'a> Field<'a> for EventCode<'a> {
    type Owned = EventCode<'static>;

    fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.field_text(row).map(EventCode)
    }

    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.missing(row).map(|()| EventCode::default())
    }

    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
        encoder.text(row, &self.0);
    }

    fn into_owned(self) -> Self::Owned {
        self.into_owned()
    }
}

impl<'a> Field<'a> for Boolean {
    type Owned = Boolean;

    fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.leaf_attributes(Declared::Xsd("boolean"))?;
        let text = decoder.text()?;
        if let Some(boolean) = Boolean::parse(&text) {
            return Ok(boolean);
        }
        if let Some(boolean) = Boolean::parse_lenient(&text) {
            decoder.text_deviation(WarningKind::BooleanSpelling)?;
            return Ok(boolean);
        }
        decoder.unreadable(row, &text, ErrorKind::InvalidValue(row.element))?;
        Ok(Boolean::default())
    }

    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.missing(row).map(|()| Boolean::default())
    }

    #[inline(always)]
    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
        encoder.boolean(row, *self);
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl<'a> Field<'a> for DateTime {
    type Owned = DateTime;

    fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        let Some(text) = decoder.number_text(row, Declared::Xsd("dateTime"), "dateTime")? else {
            return Ok(DateTime::UNKNOWN);
        };
        match DateTime::read(&text, true) {
            Ok((time, Form::Exact)) => Ok(time),
            Ok((time, Form::Deviant)) => {
                decoder.text_deviation(WarningKind::DateTimeForm)?;
                Ok(time)
            }
            Err(error) => {
                let kind = match error {
                    DateTimeError::OutOfRange => ErrorKind::OutOfRange(row.element),
                    DateTimeError::Invalid => ErrorKind::InvalidValue(row.element),
                };
                decoder.unreadable(row, &text, kind)?;
                Ok(DateTime::UNKNOWN)
            }
        }
    }

    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.missing(row).map(|()| DateTime::UNKNOWN)
    }

    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
        encoder.date_time(row, *self);
    }

    fn into_owned(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($( $ty:ident $xsd:literal )*) => { $(
        impl<'a> Field<'a> for $ty {
            type Owned = $ty;

            fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
                let declared = match row.facet.declared {
                    Declared::Anonymous if row.facet.code.is_none() => Declared::Xsd($xsd),
                    declared => declared,
                };
                let Some(text) = decoder.number_text(row, declared, $xsd)? else { return Ok($ty::default()) };
                match $ty::read(&text) {
                    Some(Some(number)) => {
                        decoder.code(row, i64::from(number.value))?;
                        Ok(number)
                    }
                    beyond => {
                        decoder.unreadable(row, &text, not_a_number(row, beyond.is_some()))?;
                        Ok($ty::default())
                    }
                }
            }

            fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
                decoder.missing(row).map(|()| $ty::default())
            }

            fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
                encoder.check_code(row, i64::from(self.value));
                encoder.number(row, self.value.into(), self.zeros);
            }

            fn into_owned(self) -> Self {
                self
            }
        }
    )* };
}

numbers! {
    UnsignedInt "unsignedInt"
    Int "int"
}

/// What is wrong with the text of a number: beyond the range of its type, or no number.
#[cold]
pub(crate) fn not_a_number(row: &Row, beyond: bool) -> ErrorKind {
    if beyond { ErrorKind::OutOfRange(row.element) } else { ErrorKind::InvalidValue(row.element) }
}

/// Codes: an open registry over an integer.
macro_rules! code_field {
    ($ty:ident, $number:ident) => {
        impl<'a> $crate::rpc::field::Field<'a> for $ty {
            type Owned = $ty;

            fn decode(
                decoder: &mut $crate::envelope::decoder::Decoder<'a, '_>,
                row: &$crate::envelope::decoder::Row,
            ) -> Result<Self, $crate::error::Error> {
                let Some(text) = decoder.number_text(row, row.facet.declared, row.element)? else {
                    return Ok($ty::default());
                };
                match $crate::value::$number::read(&text) {
                    Some(Some(number)) => {
                        decoder.code(row, i64::from(number.value))?;
                        Ok($ty(number.value))
                    }
                    beyond => {
                        let kind = $crate::rpc::field::not_a_number(row, beyond.is_some());
                        decoder.unreadable(row, &text, kind)?;
                        Ok($ty::default())
                    }
                }
            }

            fn absent(
                decoder: &mut $crate::envelope::decoder::Decoder<'a, '_>,
                row: &$crate::envelope::decoder::Row,
            ) -> Result<Self, $crate::error::Error> {
                decoder.missing(row).map(|()| $ty::default())
            }

            fn encode(
                &self,
                encoder: &mut $crate::envelope::encoder::Encoder<'_>,
                row: &$crate::envelope::decoder::Row,
            ) {
                encoder.check_code(row, i64::from(self.0));
                encoder.number(row, self.0.into(), 0);
            }

            fn into_owned(self) -> Self {
                self
            }
        }
    };
}
pub(crate) use code_field;

code_field!(FaultCode, UnsignedInt);

impl<'a> Field<'a> for Value<'a> {
    type Owned = Value<'static>;

    #[inline]
    fn decode(decoder: &mut Decoder<'a, '_>, _row: &Row) -> Result<Self, Error> {
        let (value_type, raw_type) = decoder.value_type()?;
        let text = decoder.text()?;
        match check(value_type, &raw_type, &text) {
            Ok(None) => {}
            Ok(Some(deviation)) => decoder.text_deviation(deviation)?,
            Err(kind) => decoder.unreadable_value(kind)?,
        }
        let mut value = Value::default();
        (value.text, value.value_type, value.raw_type) = (text, value_type, raw_type);
        Ok(value)
    }

    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        if decoder.commands {
            return Err(decoder.error(ErrorKind::Missing(row.element)));
        }
        decoder.deviation(WarningKind::MissingValue)?;
        Ok(Value::missing())
    }

    #[inline]
    fn encode(&self, encoder: &mut Encoder<'_>, _row: &Row) {
        encoder.value(self);
    }

    fn into_owned(self) -> Self::Owned {
        self.into_owned()
    }
}

impl<'a, T: Field<'a>> Field<'a> for Option<T> {
    type Owned = Option<T::Owned>;

    fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        let before = decoder.unreadable_fields();
        let field = T::decode(decoder, row)?;
        Ok((decoder.unreadable_fields() == before).then_some(field))
    }

    fn absent(_: &mut Decoder<'a, '_>, _: &Row) -> Result<Self, Error> {
        Ok(None)
    }

    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
        if let Some(field) = self {
            field.encode(encoder, row);
        }
    }

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }

    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    #[cfg(feature = "serde")]
    fn left_out() -> Option<Self> {
        Some(None)
    }
}

impl<'a, T: Item<'a>> Field<'a> for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        if T::REPEATED {
            let mut items = Vec::new();
            T::decode_repeated(&mut items, decoder, row)?;
            return Ok(items);
        }
        let declared = decoder.array(row, T::ITEM)?;
        let item_row = T::ITEM.row(row);
        // The declared length is a hint worth a small block of memory and no more.
        let mut items = Vec::with_capacity(declared.unwrap_or(0).min(64));
        while let Some(local) = decoder.child()? {
            decoder.within(T::ITEM.limit, items.len())?;
            decoder.item(row, T::ITEM, local)?;
            decoder.may_run_on = T::RUNS_ON;
            items.push(T::decode(decoder, &item_row)?);
            while T::RUNS_ON && decoder.take_run_on() {
                decoder.within(T::ITEM.limit, items.len())?;
                items.push(T::decode_rest(decoder)?);
            }
        }
        decoder.may_run_on = false;
        decoder.count(row, declared, items.len())?;
        Ok(items)
    }

    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        if T::REPEATED && row.facet.items.0 == 0 {
            return Ok(Vec::new());
        }
        decoder.missing(row).map(|()| Vec::new())
    }

    fn again(&mut self, decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<(), Error> {
        if !T::REPEATED {
            return Err(decoder.duplicate(row.element));
        }
        decoder.within(T::ITEM.limit, self.len())?;
        T::decode_repeated(self, decoder, row)
    }

    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
        if T::REPEATED {
            encoder.check_count(row, self.len());
            T::encode_repeated(self, encoder, row);
            return;
        }
        encoder.start_array(row, T::ITEM, self.len());
        let item_row = T::ITEM.row(row);
        // The first items tell how much room the others need.
        let (first, others) = self.split_at_checked(4).unwrap_or((self, &[]));
        let before = encoder.writer.len();
        for item in first {
            item.encode(encoder, &item_row);
        }
        let typical = (encoder.writer.len() - before) / first.len().max(1);
        encoder.writer.reserve((typical + typical / 4).saturating_mul(others.len()));
        for item in others {
            item.encode(encoder, &item_row);
        }
        encoder.end_of(row);
    }

    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }

    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        T::REPEATED && self.is_empty()
    }

    #[cfg(feature = "serde")]
    fn left_out() -> Option<Self> {
        T::REPEATED.then(Vec::new)
    }
}
