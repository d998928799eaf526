//! The table macro: one row per field makes type, constructor, decoder, encoder, `into_owned` and documentation.

use crate::envelope::decoder::Decoder;
use crate::envelope::encoder::Encoder;
use crate::error::Error;

/// Declares the records of CWMP: RPCs and structures, fields in schema order.
///
/// A row is `field: "Element" Type [facet], new` when the constructor asks for the field, or ends in the name of
/// the method that sets it; of an `Option<T>` in `with_field(T)`, as the method takes what is to be there.
macro_rules! record {
    ($(
        $(#[$meta:meta])*
        $name:ident {
            $( $(#[doc = $doc:literal])+ $field:ident : $element:literal $ty:ty [$facet:expr], $set:ident $( ( $inner:ty ) )?; )*
        }
    )*) => { $(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[non_exhaustive]
        pub struct $name<'a> {
            $(
                $(#[doc = $doc])+
                #[cfg_attr(feature = "serde", serde(rename = $element, skip_serializing_if = "crate::rpc::field::is_absent"))]
                pub $field: $ty,
            )*
            /// Elements that the schema does not have, written back behind the others; and the elements of fields
            /// whose text is no value of their type, which are not.
            #[cfg_attr(feature = "serde", serde(rename = "Extensions", skip_serializing_if = "Extensions::is_empty"))]
            pub extensions: Extensions<'a>,
        }

        #[cfg(feature = "serde")]
        $crate::rpc::deserialize::deserialize_record!($name $( { $field $element $ty } )*);
        $crate::rpc::table::debug!($name $($field)*);
        $crate::rpc::table::constructor!($name [] [] $( { $field $element $ty, $set $( ( $inner ) )? } )*);

        impl<'a> $name<'a> {
            /// The same, owning its texts.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                $name {
                    $( $field: <$ty as $crate::rpc::field::Field<'a>>::into_owned(self.$field), )*
                    extensions: self.extensions.into_owned(),
                }
            }
        }

        impl<'a> $crate::rpc::table::Record<'a> for $name<'a> {
            const NAME: &'static str = stringify!($name);

            #[allow(non_camel_case_types, unused_mut, unused_variables, reason = "some records have no field")]
            fn decode_content(
                decoder: &mut $crate::envelope::decoder::Decoder<'a, '_>,
            ) -> Result<Self, $crate::error::Error> {
                enum Position { $( $field, )* Behind }
                $( let mut $field: Option<$ty> = None; )*
                let mut extensions = Extensions::default();
                let mut last = 0_u8;
                const EMPTY: bool = Position::Behind as u8 == 0;
                while let Some(local) =
                    if EMPTY { decoder.child_of_empty(Self::NAME)? } else { decoder.child()? }
                {
                    match local {
                        $( $element => {
                            const ROW: $crate::envelope::decoder::Row = $crate::envelope::decoder::row!($element, $facet);
                            decoder.field($element, Position::$field as u8, &mut last)?;
                            match &mut $field {
                                None => $field = Some(<$ty as $crate::rpc::field::Field<'a>>::decode(decoder, &ROW)?),
                                Some(_) if decoder.runs_on(local, $element)? => break,
                                Some(first) => $crate::rpc::field::Field::again(first, decoder, &ROW)?,
                            }
                        } )*
                        _ => match decoder.respelled(local, &[$( ($element, $field.is_none()) ),*])? {
                            Some(element) => decoder.push_back(element),
                            None => extensions.push(decoder.unknown()?),
                        },
                    }
                }
                decoder.keep_unreadable(&mut extensions);
                Ok($name {
                    $( $field: match $field {
                        Some(field) => field,
                        None => {
                            const ROW: $crate::envelope::decoder::Row = $crate::envelope::decoder::row!($element, $facet);
                            <$ty as $crate::rpc::field::Field<'a>>::absent(decoder, &ROW)?
                        }
                    }, )*
                    extensions,
                })
            }

            fn encode_content(&self, encoder: &mut $crate::envelope::encoder::Encoder<'_>) {
                $( {
                    const ROW: $crate::envelope::decoder::Row = $crate::envelope::decoder::row!($element, $facet);
                    <$ty as $crate::rpc::field::Field<'a>>::encode(&self.$field, encoder, &ROW);
                } )*
                self.extensions.encode(encoder, &[$($element),*]);
            }
        }
    )* };
}
pub(crate) use record;

/// Makes `Debug`, but for the one record that hides part of itself.
macro_rules! debug {
    (ParameterValueStruct $($field:ident)*) => {};
    ($name:ident $($field:ident)*) => {
        impl core::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let mut record = f.debug_struct(stringify!($name));
                $( record.field(stringify!($field), &self.$field); )*
                if !self.extensions.is_empty() {
                    record.field("extensions", &self.extensions);
                }
                record.finish()
            }
        }
    };
}
pub(crate) use debug;

/// Makes `new`, which takes the fields marked so, and `with_…` for the others; those start with their null value.
macro_rules! constructor {
    ($name:ident [$($need:tt)*] [$($opt:tt)*] { $field:ident $element:literal $ty:ty, new } $($rest:tt)*) => {
        $crate::rpc::table::constructor!($name [$($need)* { $field $ty }] [$($opt)*] $($rest)*);
    };
    (
        $name:ident [$($need:tt)*] [$($opt:tt)*]
        { $field:ident $element:literal $ty:ty, $set:ident $( ( $inner:ty ) )? } $($rest:tt)*
    ) => {
        $crate::rpc::table::constructor!(
            $name [$($need)*] [$($opt)* { $field $element $ty, $set $( ( $inner ) )? }] $($rest)*
        );
    };
    ($name:ident [] [$($opt:tt)*]) => {
        impl Default for $name<'_> {
            fn default() -> Self {
                Self::new()
            }
        }

        $crate::rpc::table::constructor!(@impl $name [] [$($opt)*]);
    };
    ($name:ident [$($need:tt)+] [$($opt:tt)*]) => {
        $crate::rpc::table::constructor!(@impl $name [$($need)+] [$($opt)*]);
    };
    (
        @impl $name:ident [$({ $need:ident $need_ty:ty })*]
        [$({ $opt:ident $opt_element:literal $opt_ty:ty, $set:ident $( ( $inner:ty ) )? })*]
    ) => {
        impl<'a> $name<'a> {
            /// Takes what has no sensible default; the other fields are empty texts, 0, `false` and Unknown Time.
            pub fn new($( $need: impl Into<$need_ty>, )*) -> Self {
                $name {
                    $( $need: $need.into(), )*
                    $( $opt: <$opt_ty>::default(), )*
                    extensions: Extensions::default(),
                }
            }

            $(
                #[doc = concat!("The same with this `", $opt_element, "`.")]
                #[must_use]
                pub fn $set(
                    mut self,
                    value: impl Into<$crate::rpc::table::constructor!(@type $opt_ty $( , $inner )?)>,
                ) -> Self {
                    self.$opt = $crate::rpc::table::constructor!(@value value $( , $inner )?);
                    self
                }
            )*
        }
    };
    (@type $ty:ty) => { $ty };
    (@type $ty:ty, $inner:ty) => { $inner };
    (@value $value:ident) => { $value.into() };
    (@value $value:ident, $inner:ty) => { Some($value.into()) };
}
pub(crate) use constructor;

/// What [`record!`] makes.
pub(crate) trait Record<'a>: Sized {
    /// The name of the type in the schema.
    const NAME: &'static str;

    /// Reads the children of the element just opened, through its end.
    fn decode_content(decoder: &mut Decoder<'a, '_>) -> Result<Self, Error>;

    /// Writes the children.
    fn encode_content(&self, encoder: &mut Encoder<'_>);
}

/// Makes records fields of other records: elements that hold their children.
macro_rules! structs {
    ($($name:ident)*) => { $(
        impl<'a> $crate::rpc::field::Field<'a> for $name<'a> {
            type Owned = $name<'static>;

            #[inline]
            fn decode(
                decoder: &mut $crate::envelope::decoder::Decoder<'a, '_>,
                _row: &$crate::envelope::decoder::Row,
            ) -> Result<Self, $crate::error::Error> {
                use $crate::rpc::table::Record;
                decoder.leaf_attributes($crate::rpc::facet::Declared::Cwmp(Self::NAME))?;
                Self::decode_content(decoder)
            }

            fn absent(
                decoder: &mut $crate::envelope::decoder::Decoder<'a, '_>,
                row: &$crate::envelope::decoder::Row,
            ) -> Result<Self, $crate::error::Error> {
                decoder.missing(row).map(|()| Self::default())
            }

            #[inline]
            fn encode(
                &self,
                encoder: &mut $crate::envelope::encoder::Encoder<'_>,
                row: &$crate::envelope::decoder::Row,
            ) {
                encoder.start(row);
                $crate::rpc::table::Record::encode_content(self, encoder);
                encoder.end_of(row);
            }

            fn into_owned(self) -> Self::Owned {
                self.into_owned()
            }
        }
    )* };
}
pub(crate) use structs;

/// Makes records items of lists, or, with `repeated`, of fields that simply occur several times.
macro_rules! items {
    ($($name:ident $limit:ident $($mark:ident)? ;)*) => { $(
        impl<'a> $crate::rpc::field::Item<'a> for $name<'a> {
            $( $crate::rpc::table::items!(@ $mark); )?
            const ITEM: $crate::envelope::decoder::ItemType =
                $crate::envelope::decoder::item_type!(stringify!($name), Cwmp, $limit);
        }
    )* };
    (@ repeated) => { const REPEATED: bool = true; };
}
pub(crate) use items;
