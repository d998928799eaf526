//! One macro for the crate's plain records: struct, `into_owned` and `Serialize` from one field list.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// What a field of a `record!` can do.
pub(crate) trait Field {
    /// The same without borrowed parts.
    type Owned: 'static;

    /// Copies what is borrowed.
    fn owned(self) -> Self::Owned;

    /// Whether a serialized record leaves the field out.
    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        false
    }
}

impl Field for Cow<'_, str> {
    type Owned = Cow<'static, str>;

    fn owned(self) -> Cow<'static, str> {
        Cow::Owned(self.into_owned())
    }
}

impl<T: Field> Field for Option<T> {
    type Owned = Option<T::Owned>;

    fn owned(self) -> Self::Owned {
        self.map(Field::owned)
    }

    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Field> Field for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn owned(self) -> Self::Owned {
        self.into_iter().map(Field::owned).collect()
    }

    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Field> Field for Box<T> {
    type Owned = Box<T::Owned>;

    fn owned(self) -> Self::Owned {
        Box::new((*self).owned())
    }

    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl Field for bool {
    type Owned = bool;

    fn owned(self) -> bool {
        self
    }

    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        !*self
    }
}

macro_rules! copy_fields {
    ($($ty:ty),* $(,)?) => { $(
        impl $crate::record::Field for $ty {
            type Owned = $ty;

            fn owned(self) -> $ty {
                self
            }
        }
    )* };
}
pub(crate) use copy_fields;

copy_fields!(u32, u64, i64, usize);

/// A field that a record read back may lack, because [`skip`] left it out.
#[cfg(feature = "serde")]
pub(crate) trait Absent {
    /// What it then is.
    fn absent() -> Self;
}

#[cfg(feature = "serde")]
impl<T> Absent for Option<T> {
    fn absent() -> Self {
        None
    }
}

#[cfg(feature = "serde")]
impl<T> Absent for Vec<T> {
    fn absent() -> Self {
        Vec::new()
    }
}

#[cfg(feature = "serde")]
macro_rules! absent_is_default {
    ($($ty:ty),* $(,)?) => { $(
        impl Absent for $ty {
            fn absent() -> Self {
                <$ty as core::default::Default>::default()
            }
        }
    )* };
}

#[cfg(feature = "serde")]
absent_is_default!(Cow<'_, str>, bool, u32, u64);

/// The default of every field in a `record!`.
#[cfg(feature = "serde")]
pub(crate) fn absent<T: Absent>() -> T {
    T::absent()
}

/// The predicate of every `skip_serializing_if` in a `record!`.
#[cfg(feature = "serde")]
pub(crate) fn skip<T: Field>(field: &T) -> bool {
    field.is_absent()
}

/// Defines `pub struct Name<'a>` with public fields, `into_owned` and (feature `serde`) `Serialize` that leaves
/// out what is absent.
macro_rules! record {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident<'a> { $( $(#[$field_meta:meta])* pub $field:ident: $ty:ty, )* }
    )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[non_exhaustive]
        pub struct $name<'a> { $(
            $(#[$field_meta])*
            #[cfg_attr(
                feature = "serde",
                serde(skip_serializing_if = "crate::record::skip", default = "crate::record::absent")
            )]
            pub $field: $ty,
        )* }

        impl $name<'_> {
            /// The same without borrowed parts.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                $name { $( $field: $crate::record::Field::owned(self.$field), )* }
            }
        }

        impl $crate::record::Field for $name<'_> {
            type Owned = $name<'static>;

            fn owned(self) -> $name<'static> {
                self.into_owned()
            }
        }
    )* };
}
pub(crate) use record;
