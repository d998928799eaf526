//! The table macro behind every structure with a content model.

/// Declares a structure once: its children in DTD order, each with cardinality, builder method, element and type.
///
/// | cardinality | field | missing | twice |
/// |---|---|---|---|
/// | `one` | `T` | error | error |
/// | `cmd` | `Cow<str>`, the `CmdID` | tolerated, empty | error |
/// | `lax` | `T` | tolerated, empty | error |
/// | `opt` | `Option<T>` | `None` | error |
/// | `flag` | `bool` | `false` | error |
/// | `many` | `Vec<T>` | empty | fine |
/// | `some` | `Vec<T>` | error | fine |
///
/// Out of it come the type, `new`, the `with_*` methods, decoder, encoder, `into_owned`, and serde's two traits with
/// the element names as keys.
macro_rules! record {
    (@type one $type:ty) => { $type };
    (@type cmd $type:ty) => { $type };
    (@type lax $type:ty) => { $type };
    (@type opt $type:ty) => { Option<$type> };
    (@type flag $type:ty) => { bool };
    (@type many $type:ty) => { alloc::vec::Vec<$type> };
    (@type some $type:ty) => { alloc::vec::Vec<$type> };

    (@empty one $type:ty) => { <$type as $crate::syntax::Decode>::empty() };
    (@empty cmd $type:ty) => { <$type as $crate::syntax::Decode>::empty() };
    (@empty lax $type:ty) => { <$type as $crate::syntax::Decode>::empty() };
    (@empty $card:ident $type:ty) => { Default::default() };

    (@is_list many) => { true };
    (@is_list some) => { true };
    (@is_list $card:ident) => { false };

    (@read many $cursor:ident $slot:expr, $tag:ident $type:ty) => {{
        if matches!(Tag::$tag, Tag::Item) {
            $cursor.count_item()?;
        }
        if $slot.capacity() == 0 {
            // Most lists have one entry; the first growth of a vector makes room for four.
            $slot = alloc::vec::Vec::with_capacity(1);
        }
        // Makes the new one in its place, where `push` would copy it there.
        $slot.resize_with($slot.len() + 1, <$type as $crate::syntax::Decode>::empty);
        if let Some(last) = $slot.last_mut() {
            $crate::syntax::Decode::read(last, $cursor, Tag::$tag)?;
        }
    }};
    (@read some $cursor:ident $slot:expr, $tag:ident $type:ty) => {
        $crate::syntax::record!(@read many $cursor $slot, $tag $type)
    };
    (@read opt $cursor:ident $slot:expr, $tag:ident $type:ty) => {{
        let value = $slot.insert(<$type as $crate::syntax::Decode>::empty());
        $crate::syntax::Decode::read(value, $cursor, Tag::$tag)?;
    }};
    (@read $card:ident $cursor:ident $slot:expr, $tag:ident $type:ty) => {
        $crate::syntax::Decode::read(&mut $slot, $cursor, Tag::$tag)?
    };

    (@check one $cursor:ident $slot:expr, $kept:expr, $given:expr, $tag:ident) => {
        if !$given {
            return Err($cursor.error($crate::ErrorKind::Missing(Tag::$tag.name())));
        }
    };
    (@check some $cursor:ident $slot:expr, $kept:expr, $given:expr, $tag:ident) => {
        $crate::syntax::record!(@check one $cursor $slot, $kept, $given, $tag)
    };
    (@check lax $cursor:ident $slot:expr, $kept:expr, $given:expr, $tag:ident) => {
        if !$given {
            $cursor.tolerate($crate::WarningKind::MissingElement(Tag::$tag.name()))?;
        }
    };
    (@check cmd $cursor:ident $slot:expr, $kept:expr, $given:expr, $tag:ident) => {
        $crate::message::check_command_id($cursor, $given, &mut $slot, &mut $kept)?
    };
    (@check $card:ident $cursor:ident $slot:expr, $kept:expr, $given:expr, $tag:ident) => {};

    (@write one $value:expr, $kept:expr, $tag:ident, $sink:ident) => {
        $crate::syntax::record!(@leaf $value, $kept, $tag, $sink)
    };
    (@write cmd $value:expr, $kept:expr, $tag:ident, $sink:ident) => {
        if !$value.is_empty() || $kept.has_leaf(Tag::$tag) {
            $crate::syntax::record!(@leaf $value, $kept, $tag, $sink)
        }
    };
    (@write lax $value:expr, $kept:expr, $tag:ident, $sink:ident) => {
        $crate::syntax::record!(@leaf $value, $kept, $tag, $sink)
    };
    (@write flag $value:expr, $kept:expr, $tag:ident, $sink:ident) => {
        if *$value {
            $crate::syntax::record!(@leaf $value, $kept, $tag, $sink)
        }
    };
    (@write opt $value:expr, $kept:expr, $tag:ident, $sink:ident) => {
        if let Some(value) = $value {
            $crate::syntax::record!(@leaf value, $kept, $tag, $sink)
        }
    };
    (@write $card:ident $value:expr, $kept:expr, $tag:ident, $sink:ident) => {
        for value in $value {
            $crate::syntax::record!(@leaf value, $kept, $tag, $sink)
        }
    };
    (@leaf $value:expr, $kept:expr, $tag:ident, $sink:ident) => {{
        let value = $value;
        let attributes = $kept.of_leaf(Tag::$tag);
        // The text of a number takes an allocation, so only where there is use for it.
        let text = if attributes.is_empty() { None } else { $crate::syntax::Encode::plain_text(value) };
        match text {
            Some(text) => {
                $sink.open_any(Tag::$tag.qualified(), attributes, !text.is_empty());
                $sink.text(&text);
                $sink.close_any();
            }
            None => $crate::syntax::Encode::encode(value, Tag::$tag, $sink),
        }
    }};

    (@new ($($parameter:ident : $type:ty,)*) ($($field:ident = $value:expr,)*)) => {
        /// With what the content model asks for.
        #[allow(clippy::new_without_default, reason = "a few records have no required child")]
        pub fn new($($parameter: impl Into<$type>),*) -> Self {
            Self { $($field: $value,)* extensions: Default::default() }
        }
    };
    (@new ($($parameters:tt)*) ($($fields:tt)*) { one $field:ident $type:ty } $($rest:tt)*) => {
        $crate::syntax::record!(@new ($($parameters)* $field: $type,) ($($fields)* $field = $field.into(),) $($rest)*);
    };
    (@new ($($parameters:tt)*) ($($fields:tt)*) { lax $field:ident $type:ty } $($rest:tt)*) => {
        $crate::syntax::record!(@new ($($parameters)* $field: $type,) ($($fields)* $field = $field.into(),) $($rest)*);
    };
    (@new ($($parameters:tt)*) ($($fields:tt)*) { cmd $field:ident $type:ty } $($rest:tt)*) => {
        $crate::syntax::record!(@new ($($parameters)* $field: $type,) ($($fields)* $field = $field.into(),) $($rest)*);
    };
    (@new ($($parameters:tt)*) ($($fields:tt)*) { $card:ident $field:ident $type:ty } $($rest:tt)*) => {
        $crate::syntax::record!(@new ($($parameters)*) ($($fields)* $field = Default::default(),) $($rest)*);
    };

    (@with one $field:ident $with:ident $type:ty) => {
        /// The same with another value of this required child.
        #[must_use]
        pub fn $with(mut self, $field: impl Into<$type>) -> Self {
            self.$field = $field.into();
            self
        }
    };
    (@with lax $field:ident $with:ident $type:ty) => {
        $crate::syntax::record!(@with one $field $with $type);
    };
    (@with cmd $field:ident $with:ident $type:ty) => {
        $crate::syntax::record!(@with one $field $with $type);
    };
    (@with opt $field:ident $with:ident $type:ty) => {
        /// The same with this optional child.
        #[must_use]
        pub fn $with(mut self, $field: impl Into<$type>) -> Self {
            self.$field = Some($field.into());
            self
        }
    };
    (@with flag $field:ident $with:ident $type:ty) => {
        /// The same with this marker.
        #[must_use]
        pub fn $with(mut self) -> Self {
            self.$field = true;
            self
        }
    };
    (@with $card:ident $field:ident $with:ident $type:ty) => {
        /// The same with one more of these children.
        #[must_use]
        pub fn $with(mut self, $field: impl Into<$type>) -> Self {
            self.$field.push($field.into());
            self
        }
    };

    (@skip opt $value:expr) => { $value.is_none() };
    (@skip flag $value:expr) => { !*$value };
    (@skip lax $value:expr) => { $crate::syntax::is_default($value) };
    (@skip one $value:expr) => { false };
    (@skip $card:ident $value:expr) => { $value.is_empty() };

    ($(
        $(#[doc = $doc:literal])*
        pub struct $name:ident in $space:ident $( announce $announce:ident )? $( settle $settle:ident )? {
            $( $(#[doc = $field_doc:literal])+ $card:ident $field:ident $with:ident : $tag:ident => $type:ty, )*
        }
    )*) => { $(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $name<'a> {
            $( $(#[doc = $field_doc])+ pub $field: $crate::syntax::record!(@type $card $type), )*
            /// What stands there beyond the content model.
            pub extensions: $crate::syntax::Extensions<'a>,
        }

        impl<'a> $name<'a> {
            $crate::syntax::record!(@new () () $( { $card $field $type } )*);

            $( $crate::syntax::record!(@with $card $field $with $type); )*
        }

        impl<'a> $crate::syntax::Decode<'a> for $name<'a> {
            #[inline]
            fn empty() -> Self {
                $name { $( $field: $crate::syntax::record!(@empty $card $type), )* extensions: Default::default() }
            }

            #[inline]
            fn read<S: $crate::syntax::Source<'a>>(
                &mut self,
                cursor: &mut $crate::syntax::Cursor<'a, '_, S>,
                _: $crate::syntax::Tag,
            ) -> Result<(), $crate::Error> {
                use $crate::syntax::{Decode, Space, Tag};
                #[allow(non_camel_case_types, reason = "one variant per field, by its name")]
                enum Place { $( $field, )* }
                cursor.own_attributes(&mut self.extensions)?;
                // One bit per field, in DTD order.
                let mut seen = 0u32;
                while let Some(tag) = cursor.child(Space::$space, &mut self.extensions)? {
                    match tag {
                        $( Tag::$tag => {
                            const BIT: u32 = 1 << Place::$field as u32;
                            if seen >= BIT {
                                cursor.check_place(seen, BIT, $crate::syntax::record!(@is_list $card), Tag::$tag)?;
                            }
                            seen |= BIT;
                            if <$type as Decode>::LEAF {
                                cursor.leaf_attributes(Tag::$tag, &mut self.extensions)?;
                            }
                            $crate::syntax::record!(@read $card cursor self.$field, $tag $type);
                        } )*
                        _ => cursor.keep(&mut self.extensions)?,
                    }
                }
                $( $crate::syntax::record!(
                    @check $card cursor self.$field, self.extensions, seen & (1 << Place::$field as u32) != 0, $tag
                ); )*
                $( self.$settle(cursor)?; )?
                Ok(())
            }
        }

        impl $crate::syntax::Encode for $name<'_> {
            fn encode<'n, K: $crate::syntax::Sink<'n>>(&'n self, tag: $crate::syntax::Tag, sink: &mut K) {
                use $crate::syntax::Tag;
                $( self.$announce(sink); )?
                self.extensions.open(tag, sink);
                $( $crate::syntax::record!(@write $card &self.$field, self.extensions, $tag, sink); )*
                self.extensions.close(tag, sink);
            }
        }

        impl<'a> $crate::syntax::IntoOwned for $name<'a> {
            type Owned = $name<'static>;

            fn into_owned(self) -> $name<'static> {
                $name {
                    $( $field: $crate::syntax::IntoOwned::into_owned(self.$field), )*
                    extensions: $crate::syntax::IntoOwned::into_owned(self.extensions),
                }
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                use $crate::syntax::Tag;
                let mut map = serializer.serialize_map(None)?;
                $( if !($crate::syntax::record!(@skip $card &self.$field)) {
                    map.serialize_entry(Tag::$tag.name(), &self.$field)?;
                } )*
                if !self.extensions.is_empty() {
                    map.serialize_entry("extensions", &self.extensions)?;
                }
                map.end()
            }
        }

        #[cfg(feature = "serde")]
        impl<'de, 'a> serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields<'a>(core::marker::PhantomData<&'a ()>);
                impl<'de, 'a> serde::de::Visitor<'de> for Fields<'a> {
                    type Value = $name<'a>;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str(concat!("the children of ", stringify!($name)))
                    }

                    fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<$name<'a>, M::Error> {
                        use serde::de::Error as _;
                        use $crate::syntax::{Space, Tag};
                        type Failure<'de, M> = <M as serde::de::MapAccess<'de>>::Error;
                        $( let mut $field: Option<$crate::syntax::record!(@type $card $type)> = None; )*
                        let mut extensions = $crate::syntax::Extensions::default();
                        while let Some(key) = map.next_key::<alloc::borrow::Cow<'_, str>>()? {
                            match Tag::from_name(Space::$space, &key) {
                                $( Some(Tag::$tag) => $field = Some(map.next_value()?), )*
                                _ if key == "extensions" => extensions = map.next_value()?,
                                _ => return Err(Failure::<'de, M>::custom("a key that is no child")),
                            }
                        }
                        let missing = |name| Failure::<'de, M>::missing_field(name);
                        let _ = &missing;
                        Ok($name {
                            $( $field: $crate::syntax::record!(@from $card $field $tag missing), )*
                            extensions,
                        })
                    }
                }
                deserializer.deserialize_map(Fields(core::marker::PhantomData))
            }
        }
    )* };

    (@from one $slot:ident $tag:ident $missing:ident) => { $slot.ok_or_else(|| $missing(Tag::$tag.name()))? };
    (@from $card:ident $slot:ident $tag:ident $missing:ident) => { $slot.unwrap_or_default() };
}

pub(crate) use record;
