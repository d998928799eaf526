//! Open registries: status codes, alert codes, generic alert types, marks, data formats, user-interaction options.
//!
//! A registry is a newtype or an enum with an open end: a code that no table row names still decodes, compares,
//! prints and goes back on the wire unchanged.

mod alert;
mod format;
mod interaction;
mod status;

pub use alert::{AlertCode, AlertType, Mark, RegisteredAlertType};
pub use format::Format;
pub use interaction::{EchoType, InputType, InteractionOptions};
pub use status::StatusCode;

/// One numeric registry: `CONSTANT = number, "name", "meaning", "where it is defined";`.
///
/// The last column is empty where no specification text for the row could be read.
macro_rules! numeric_registry {
    (
        $(#[$meta:meta])*
        $name:ident
        $( $konst:ident = $number:literal, $label:literal, $meaning:literal, $clause:literal; )*
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
        pub struct $name(pub u16);

        impl $name {
            $(
                #[doc = concat!("`", stringify!($number), "` ", $label, ": ", $meaning, ".")]
                pub const $konst: $name = $name($number);
            )*

            /// Every code the table names, in ascending order.
            pub const ALL: &'static [$name] = &[ $( $name::$konst, )* ];

            const fn row(self) -> Option<(&'static str, &'static str, &'static str)> {
                match self.0 {
                    $( $number => Some(($label, $meaning, $clause)), )*
                    _ => None,
                }
            }

            /// The code as a number.
            #[must_use]
            pub const fn number(self) -> u16 {
                self.0
            }

            /// The standard's name of the code; `None` for a code the table does not hold.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.row() {
                    Some((name, _, _)) => Some(name),
                    None => None,
                }
            }

            /// What the code says, in one sentence without a full stop.
            #[must_use]
            pub const fn meaning(self) -> Option<&'static str> {
                match self.row() {
                    Some((_, meaning, _)) => Some(meaning),
                    None => None,
                }
            }

            /// Document and heading that define the code; `None` where no text of it could be read.
            #[must_use]
            pub const fn clause(self) -> Option<&'static str> {
                match self.row() {
                    Some((_, _, clause)) if !clause.is_empty() => Some(clause),
                    _ => None,
                }
            }

            /// Reads the decimal number that a `Data` element carries; white space around it is ignored.
            ///
            /// `None` when the text is not one to five decimal digits within 16 bits.
            #[must_use]
            pub fn from_text(text: &str) -> Option<$name> {
                crate::syntax::number(text, stringify!($name)).ok().map($name)
            }
        }

        impl core::fmt::Display for $name {
            /// The decimal number, as it stands on the wire.
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl From<u16> for $name {
            fn from(number: u16) -> Self {
                $name(number)
            }
        }
    };
}
pub(crate) use numeric_registry;
