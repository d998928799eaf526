//! Messages from the form that `Serialize` gives them.

use super::field::Field;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Event, RawElement, Reader};
use serde::de::{Deserialize, Deserializer, Error};

/// Makes `Deserialize` for a record: its fields under the names of their elements, each at most once, no others.
macro_rules! deserialize_record {
    ($name:ident $( { $field:ident $element:literal $ty:ty } )*) => {
        impl<'de, 'a> serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error as _;
                const FIELDS: &[&str] = &[$( $element, )* "Extensions"];
                struct Fields<'a>(core::marker::PhantomData<&'a ()>);

                impl<'de, 'a> serde::de::Visitor<'de> for Fields<'a> {
                    type Value = $name<'a>;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str(concat!("the fields of `", stringify!($name), "`"))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        $( let mut $field: Option<$ty> = None; )*
                        let mut extensions: Option<Extensions<'a>> = None;
                        while let Some(key) = map.next_key::<alloc::string::String>()? {
                            let again = match key.as_str() {
                                $( $element => $field.replace(map.next_value()?).is_some().then_some($element), )*
                                "Extensions" => {
                                    extensions.replace(map.next_value()?).is_some().then_some("Extensions")
                                }
                                other => return Err(A::Error::unknown_field(other, FIELDS)),
                            };
                            if let Some(name) = again {
                                return Err(A::Error::duplicate_field(name));
                            }
                        }
                        Ok($name {
                            $( $field: $crate::rpc::deserialize::present($field, $element)?, )*
                            extensions: extensions.unwrap_or_default(),
                        })
                    }
                }

                deserializer.deserialize_struct(stringify!($name), FIELDS, Fields(core::marker::PhantomData))
            }
        }
    };
}
pub(crate) use deserialize_record;

/// The field, or what stands for one that `Serialize` leaves out.
pub(crate) fn present<'a, T: Field<'a>, E: Error>(field: Option<T>, name: &'static str) -> Result<T, E> {
    field.or_else(T::left_out).ok_or_else(|| E::missing_field(name))
}

/// An element kept as it is written.
fn parse_raw<E: Error>(text: &str) -> Result<RawElement<'static>, E> {
    let options = DecodeOptions::strict();
    let mut reader = Reader::new(text, &options, &[]);
    let element = match reader.next_event() {
        Ok(Event::Start(_)) => reader.raw_element().map(RawElement::into_owned).map_err(E::custom)?,
        Ok(_) => return Err(E::custom("no XML element")),
        Err(error) => return Err(E::custom(error)),
    };
    // The end of the element, the end of the text.
    for _ in 0..2 {
        match reader.next_event().map_err(E::custom)? {
            Event::End => {}
            Event::Eof => return Ok(element),
            _ => break,
        }
    }
    Err(E::custom("more than one XML element"))
}

/// An element from its XML text.
pub(crate) fn deserialize_raw_element<'de, 'a, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<RawElement<'a>, D::Error> {
    parse_raw(&String::deserialize(deserializer)?)
}

/// Elements from a list of their XML texts.
pub(crate) fn deserialize_raw<'de, 'a, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<RawElement<'a>>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts.iter().map(|text| parse_raw(text)).collect()
}
