//! The bounds every decoder keeps, in one table: field, default, meaning.

macro_rules! limits {
    ($( $(#[doc = $doc:literal])+ $field:ident $variant:ident = $default:literal )*) => {
        /// How much of everything a decoder accepts before it gives up with a typed `Limit` error.
        ///
        /// The defaults let the largest known real messages pass (a 3 MB `GetParameterNamesResponse`, 9 000
        /// parameters) and keep memory within a small multiple of the input. Set single fields:
        ///
        /// ```
        /// let mut limits = mgmt_wire::Limits::default();
        /// limits.depth = 8;
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Limits { $( $(#[doc = $doc])+ #[doc = concat!("\n\nDefault: ", stringify!($default), ".")] pub $field: usize, )* }

        impl Limits {
            /// The defaults, usable in constants.
            pub const DEFAULT: Limits = Limits { $( $field: $default, )* };

            /// The bound that `limit` names.
            #[must_use]
            pub const fn get(&self, limit: Limit) -> usize {
                match limit { $( Limit::$variant => self.$field, )* }
            }
        }

        impl Default for Limits {
            fn default() -> Self { Self::DEFAULT }
        }

        /// Names one bound of [`Limits`] in an error.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Limit { $( $(#[doc = $doc])+ $variant, )* }

        impl Limit {
            /// Every bound, in table order.
            pub const ALL: &'static [Limit] = &[ $( Limit::$variant, )* ];

            /// The name of the field of [`Limits`].
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Limit::$variant => stringify!($field), )* }
            }
        }
    };
}

limits! {
    /// Nesting depth of XML and WBXML elements.
    depth Depth = 64
    /// Elements in one XML or WBXML document.
    elements Elements = 10_000_000
    /// Attributes of one element.
    attributes Attributes = 256
    /// Namespace bindings in scope at one place.
    namespaces Namespaces = 128
    /// Bytes of one element, attribute or processing-instruction name.
    name Name = 1_024
    /// Bytes of one attribute value.
    attribute_value AttributeValue = 65_536
    /// Bytes of one text, opaque or string value.
    text Text = 67_108_864
    /// Bytes that a decoder may expand one document to (string-table references, base names).
    output Output = 16_777_216
    /// Commands in one SyncML message.
    commands Commands = 10_000
    /// Items in one SyncML message.
    items Items = 100_000
    /// Entries of one CWMP list (parameters, names, options).
    parameters Parameters = 1_000_000
    /// Events of one CWMP Inform.
    events Events = 4_096
    /// Nodes of one LwM2M payload (TLV entries, records).
    nodes Nodes = 65_536
    /// Nesting depth of JSON and CBOR.
    structure_depth StructureDepth = 16
    /// Members of one JSON object or CBOR map.
    map_keys MapKeys = 256
    /// Characters of one number in text.
    number Number = 64
    /// Bytes of one resolved SenML name.
    resolved_name ResolvedName = 255
    /// Attributes of one CoRE link.
    link_attributes LinkAttributes = 64
    /// Bytes of one URI or parameter path.
    path Path = 4_096
    /// Bytes of one reassembled large object.
    large_object LargeObject = 16_777_216
    /// Warnings a decoder keeps by itself before it stops recording more.
    warnings Warnings = 1_024
}
