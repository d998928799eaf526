//! Values: text as it was sent, with typed views.

mod ascii;
mod binary;
mod check;
mod datetime;
mod event;
mod fault_code;
mod number;
mod secret;
mod typed;
mod value_type;

pub(crate) use ascii::ShortText;
pub(crate) use binary::{decode_base64, is_base64};
pub(crate) use check::check;
pub(crate) use datetime::Form;
pub use datetime::{DateTime, DateTimeError, Meaning, Offset};
pub use event::{EventCode, Retention};
pub use fault_code::FaultCode;
pub use number::{Boolean, BooleanForm, Int, UnsignedInt};
pub use secret::Secret;
pub use typed::{TypedValue, Value};
pub use value_type::ValueType;
pub(crate) use value_type::{Values, further_type, is_schema_type};

/// `text` without white space at its ends, which the collapsing types of XML Schema ignore around a value.
///
/// That of ASCII is that of XML (clause 2.3) and the form feed, which no document can hold.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    text.trim_ascii()
}

/// Whether there is nothing but white space in `text`: what indents most documents, so that it is looked at in
/// strides. White space is all that XML has up to the space.
#[inline]
pub(crate) fn is_blank(text: &str) -> bool {
    let blank = |bytes: &[u8]| bytes.iter().fold(0, |most, byte| most.max(*byte)) <= b' ';
    let (strides, rest) = text.as_bytes().as_chunks::<16>();
    strides.iter().all(|stride| blank(stride)) && blank(rest)
}
