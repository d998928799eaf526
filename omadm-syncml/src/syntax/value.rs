//! Element contents that need no type of their own: text, numbers, markers.

use super::{Cursor, Decode, Encode, Extensions, IntoOwned, Sink, Source, Tag, trim};
use crate::{Error, ErrorKind};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use mgmt_wire::character::SPACE;

impl<'a> Decode<'a> for Cow<'a, str> {
    const LEAF: bool = true;

    #[inline]
    fn empty() -> Self {
        Cow::Borrowed("")
    }

    #[inline]
    fn read<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>, _: Tag) -> Result<(), Error> {
        *self = cursor.text()?;
        Ok(())
    }
}

impl Encode for Cow<'_, str> {
    #[inline]
    fn encode<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K) {
        sink.leaf(tag, self);
    }

    fn plain_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl IntoOwned for Cow<'_, str> {
    type Owned = Cow<'static, str>;

    fn into_owned(self) -> Cow<'static, str> {
        Cow::Owned(Cow::into_owned(self))
    }
}

/// Whether a value says nothing.
#[cfg(feature = "serde")]
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A value, and the white space of XML behind it.
pub(crate) fn split_space(text: &str) -> (&str, &str) {
    text.split_at(text.trim_end_matches(SPACE).len())
}

/// A decimal number without sign, as the DTDs' numeric elements hold it.
pub(crate) fn number<T: TryFrom<u64>>(text: &str, name: &'static str) -> Result<T, ErrorKind> {
    let digits = trim(text);
    let mut value = if digits.is_empty() { return Err(ErrorKind::InvalidValue(name)) } else { Some(0u64) };
    for byte in digits.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return Err(ErrorKind::InvalidValue(name));
        }
        // Too large a number is still one.
        value = value.and_then(|value| value.checked_mul(10)?.checked_add(u64::from(digit)));
    }
    value.and_then(|value| T::try_from(value).ok()).ok_or(ErrorKind::OutOfRange(name))
}

/// Digits of a number, without allocation.
pub(crate) struct Decimal([u8; 20], usize);

impl Decimal {
    pub(crate) fn new(mut value: u64) -> Self {
        let mut digits = [b'0'; 20];
        let mut start = 20;
        for (place, digit) in digits.iter_mut().enumerate().rev() {
            *digit = b'0' + u8::try_from(value % 10).unwrap_or(0);
            value /= 10;
            start = place;
            if value == 0 {
                break;
            }
        }
        Decimal(digits, start)
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0.get(self.1..).and_then(|digits| core::str::from_utf8(digits).ok()).unwrap_or("0")
    }
}

macro_rules! numbers {
    ($($type:ty)*) => { $(
        impl<'a> Decode<'a> for $type {
            const LEAF: bool = true;

            fn empty() -> Self {
                0
            }

            fn read<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>, tag: Tag) -> Result<(), Error> {
                let text = cursor.text()?;
                let value = number(&text, tag.name()).map_err(|kind| match kind {
                    // A count of messages that large is no count.
                    ErrorKind::OutOfRange(name) if tag == Tag::MsgID => ErrorKind::InvalidValue(name),
                    kind => kind,
                });
                *self = value.map_err(|kind| cursor.error(kind))?;
                Ok(())
            }
        }

        impl Encode for $type {
            #[inline]
            fn encode<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K) {
                sink.leaf(tag, Decimal::new(u64::from(*self)).as_str());
            }

            fn plain_text(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(Decimal::new(u64::from(*self)).as_str().into()))
            }
        }

        impl IntoOwned for $type {
            type Owned = $type;

            fn into_owned(self) -> $type {
                self
            }
        }
    )* };
}

numbers! { u32 u64 }

/// An element that says something by being there.
impl<'a> Decode<'a> for bool {
    const LEAF: bool = true;

    fn empty() -> Self {
        false
    }

    fn read<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>, tag: Tag) -> Result<(), Error> {
        let mut kept = Extensions::default();
        match cursor.child(tag.space(), &mut kept)? {
            None => {
                *self = true;
                Ok(())
            }
            Some(_) => Err(cursor.error(ErrorKind::Unexpected("element"))),
        }
    }
}

impl Encode for bool {
    #[inline]
    fn encode<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K) {
        if *self {
            sink.empty(tag);
        }
    }

    fn plain_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(""))
    }
}

impl IntoOwned for bool {
    type Owned = bool;

    fn into_owned(self) -> bool {
        self
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Box<T> {
    const LEAF: bool = T::LEAF;

    // What is boxed is rare: kept out of the code that reads everything else.
    #[inline(never)]
    fn empty() -> Self {
        Box::new(T::empty())
    }

    #[inline(never)]
    fn read<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>, tag: Tag) -> Result<(), Error> {
        (**self).read(cursor, tag)
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K) {
        (**self).encode(tag, sink);
    }

    fn plain_text(&self) -> Option<Cow<'_, str>> {
        (**self).plain_text()
    }
}

impl<T: IntoOwned> IntoOwned for Box<T> {
    type Owned = Box<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        Box::new((*self).into_owned())
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}
