use crate::ErrorKind;

/// What values an attribute has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Type {
    /// The type of the value, or of each element of a list.
    pub base: Base,
    /// Whether there is a list of them.
    pub list: bool,
    /// The smallest number.
    pub minimum: i128,
    /// The largest number.
    pub maximum: i128,
}

macro_rules! bases {
    ($( $(#[doc = $doc:literal])+ $variant:ident $word:literal $minimum:expr, $maximum:expr; )*) => {
        /// The kinds of values; numbers differ by their ranges only.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Base {
            $(
                $(#[doc = $doc])+
                #[doc = concat!("\n\nIn the tables: `", $word, "`.")]
                $variant,
            )*
            /// A number of the enumeration at this place in [`crate::Mapping::enumerations`].
            ///
            /// In the tables: `enum` and the name of the enumeration.
            Enumeration(u16),
        }

        impl Base {
            /// Every kind with a word of its own.
            pub const ALL: &'static [Base] = &[ $( Base::$variant, )* ];

            /// The word in the tables.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $( Base::$variant => $word, )*
                    Base::Enumeration(_) => "enum",
                }
            }

            const fn bounds(self) -> (i128, i128) {
                match self {
                    $( Base::$variant => ($minimum, $maximum), )*
                    Base::Enumeration(_) => (i64::MIN as i128, i64::MAX as i128),
                }
            }

            fn from_word(word: &str) -> Option<Base> {
                match word {
                    $( $word => Some(Base::$variant), )*
                    _ => None,
                }
            }
        }
    };
}

bases! {
    /// Text.
    String "string" 0, 0;
    /// A URI.
    AnyUri "anyURI" 0, 0;
    /// True or false.
    Boolean "boolean" 0, 0;
    /// A boolean attribute whose being set true asks for an action.
    Action "action" 0, 0;
    /// A whole number.
    Integer "integer" i64::MIN as i128, i64::MAX as i128;
    /// 64 bits with sign.
    Long "long" i64::MIN as i128, i64::MAX as i128;
    /// Not negative.
    NonNegativeInteger "nonNegativeInteger" 0, u64::MAX as i128;
    /// Above zero.
    PositiveInteger "positiveInteger" 1, u64::MAX as i128;
    /// 32 bits without sign.
    UnsignedInt "unsignedInt" 0, u32::MAX as i128;
    /// 64 bits without sign.
    UnsignedLong "unsignedLong" 0, u64::MAX as i128;
    /// A number with a fraction.
    Float "float" 0, 0;
    /// A moment.
    Timestamp "timestamp" 0, 0;
    /// A moment, or milliseconds from now.
    AbsRelTimestamp "absRelTimestamp" 0, 0;
    /// `xs:duration`.
    Duration "duration" 0, 0;
    /// Bytes.
    Base64 "base64" 0, 0;
    /// 2, 3, 4 or 100 to 999.
    EventCategory "eventCat" 2, 999;
    /// The same, or 0 for the default.
    EventCategoryOrDefault "eventCatWithDef" 0, 999;
    /// Record of `acn` (the action) and `sus` (0 uninitialized, 1 successful, 2 failure, 3 in process).
    ActionStatus "actionStatus" 0, 3;
    /// Reference to another management object.
    MgmtLink "mgmtLink" 0, 0;
    /// Anything.
    Any "any" 0, 0;
}

impl Type {
    /// Whether every text is a value of it.
    pub(crate) const fn is_text(&self) -> bool {
        matches!(self.base, Base::String | Base::AnyUri) && !self.list
    }

    /// One value of this kind, over its whole range.
    #[must_use]
    pub const fn new(base: Base) -> Self {
        let (minimum, maximum) = base.bounds();
        Type { base, list: false, minimum, maximum }
    }

    /// A list of such values.
    #[must_use]
    pub const fn list(mut self) -> Self {
        self.list = true;
        self
    }

    /// The same with a narrower range of numbers.
    #[must_use]
    pub const fn within(mut self, minimum: i128, maximum: i128) -> Self {
        self.minimum = minimum;
        self.maximum = maximum;
        self
    }

    /// Reads the spelling of the tables: `unsignedInt(0..100)`, `list string`, `enum m2m:logStatus`; the second
    /// argument finds enumerations.
    ///
    /// # Errors
    ///
    /// `InvalidValue` when it is none.
    pub fn parse(text: &str, enumeration: impl Fn(&str) -> Option<u16>) -> Result<Type, ErrorKind> {
        const BAD: ErrorKind = ErrorKind::InvalidValue("type");
        let (list, text) = text.strip_prefix("list ").map_or((false, text), |rest| (true, rest));
        let mut parsed = if let Some(name) = text.strip_prefix("enum ") {
            Type::new(Base::Enumeration(enumeration(name).ok_or(BAD)?))
        } else if let Some((word, range)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
            let (minimum, maximum) = range.split_once("..").ok_or(BAD)?;
            let number = |text: &str| text.parse::<i128>().map_err(|_| BAD);
            Type::new(Base::from_word(word).ok_or(BAD)?).within(number(minimum)?, number(maximum)?)
        } else {
            Type::new(Base::from_word(text).ok_or(BAD)?)
        };
        parsed.list = list;
        Ok(parsed)
    }

    /// Whether values are whole numbers.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(
            self.base,
            Base::Integer
                | Base::Long
                | Base::NonNegativeInteger
                | Base::PositiveInteger
                | Base::UnsignedInt
                | Base::UnsignedLong
                | Base::EventCategory
                | Base::EventCategoryOrDefault
                | Base::Enumeration(_)
        )
    }
}
