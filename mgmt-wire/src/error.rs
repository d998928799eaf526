//! Errors: a kind, a byte offset, a path.

use core::fmt;

/// What the kinds of errors and warnings of each crate have in common: a text for people (`Display`) and a name for
/// programs, such as a counter of what devices send.
pub trait Kind: fmt::Display + fmt::Debug {
    /// The stable name of the kind: of an error in the words of the family's error taxonomy (`Truncated`, `Malformed`,
    /// `Limit`, …), of a warning that of its variant. `mgmt` prints it in front of the text.
    fn name(&self) -> &'static str;
}

/// Declares an enum of kinds that are named after their variants; those behind `wraps`, written as `thiserror`
/// has them, hold the kinds of another layer, whose names they have.
///
/// ```
/// use mgmt_wire::Kind;
///
/// mgmt_wire::named_kinds! {
///     /// What was odd.
///     #[derive(Clone, Copy, Debug)]
///     pub enum WarningKind {
///         /// Something twice.
///         Duplicate,
///         /// Something missing.
///         Missing(&'static str),
///     }
/// }
///
/// impl core::fmt::Display for WarningKind {
///     fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
///         f.write_str("odd")
///     }
/// }
///
/// assert_eq!(WarningKind::Missing("Value").name(), "Missing");
/// ```
#[macro_export]
macro_rules! named_kinds {
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident {
            $( $(#[$attribute:meta])* $variant:ident $( ( $field:ty ) )? ),* $(,)?
        }
        $( wraps {
            $(
                $(#[doc = $doc:literal])+ $( #[cfg($cfg:meta)] )? #[error($transparent:ident)]
                $wrapping:ident ( #[from] $wrapped:ty )
            ),* $(,)?
        } )?
    ) => {
        $(#[$meta])* $vis enum $name {
            $( $(#[$attribute])* $variant $( ( $field ) )?, )*
            $( $(
                $(#[doc = $doc])+ $( #[cfg($cfg)] )? #[error($transparent)]
                $wrapping(#[from] $wrapped),
            )* )?
        }

        impl $crate::Kind for $name {
            fn name(&self) -> &'static str {
                match self {
                    $( $name::$variant { .. } => stringify!($variant), )*
                    $( $( $( #[cfg($cfg)] )? $name::$wrapping(kind) => $crate::Kind::name(kind), )* )?
                }
            }
        }
    };
}

/// A kind and the byte offset it belongs to: the form of an error where nothing may be allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located<K> {
    /// What is wrong.
    pub kind: K,
    /// Byte offset in the input.
    pub offset: usize,
}

impl<K> Located<K> {
    /// `kind` at `offset`.
    pub const fn new(kind: K, offset: usize) -> Self {
        Located { kind, offset }
    }

    /// The same place with the kind of another crate.
    pub fn map<L>(self, f: impl FnOnce(K) -> L) -> Located<L> {
        Located { kind: f(self.kind), offset: self.offset }
    }
}

impl<K: Kind> Located<K> {
    /// The stable name of the kind.
    pub fn name(&self) -> &'static str {
        self.kind.name()
    }
}

impl<K: fmt::Display> fmt::Display for Located<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.offset)
    }
}

impl<K: fmt::Display + fmt::Debug> core::error::Error for Located<K> {}

#[cfg(feature = "alloc")]
pub use boxed::Error;

#[cfg(feature = "alloc")]
mod boxed {
    use super::{Kind, Located};
    use alloc::boxed::Box;
    use core::fmt;

    /// Why a decoder or encoder refused: one machine word, details behind it.
    ///
    /// The text is one line and never repeats input: `missing element CmdID at byte 1041 in
    /// SyncML/SyncBody/Replace[3]`.
    ///
    /// ```
    /// use mgmt_wire::Error;
    ///
    /// let error = Error::at("missing element `CmdID`", 1041).in_path("SyncML/SyncBody/Replace[3]");
    /// assert_eq!(error.to_string(), "missing element `CmdID` at byte 1041 in SyncML/SyncBody/Replace[3]");
    /// assert_eq!(size_of_val(&error), size_of::<usize>());
    /// ```
    #[derive(Clone, PartialEq, Eq)]
    pub struct Error<K>(Box<Inner<K>>);

    #[derive(Clone, PartialEq, Eq)]
    struct Inner<K> {
        kind: K,
        offset: Option<usize>,
        path: Box<str>,
    }

    impl<K> Error<K> {
        /// An error without a place, as encoders and checks of values give.
        #[cold]
        pub fn new(kind: K) -> Self {
            Error(Box::new(Inner { kind, offset: None, path: Box::default() }))
        }

        /// An error at a byte offset of the input.
        #[cold]
        pub fn at(kind: K, offset: usize) -> Self {
            Error(Box::new(Inner { kind, offset: Some(offset), path: Box::default() }))
        }

        /// The same error with the path of names that leads to its place.
        #[must_use]
        pub fn in_path(mut self, path: impl Into<Box<str>>) -> Self {
            self.0.path = path.into();
            self
        }

        /// What is wrong.
        pub fn kind(&self) -> &K {
            &self.0.kind
        }

        /// What is wrong, by value.
        pub fn into_kind(self) -> K {
            self.0.kind
        }

        /// Byte offset in the input, where there is one.
        pub fn offset(&self) -> Option<usize> {
            self.0.offset
        }

        /// Names from the outermost element to the place, separated by `/`; empty when there are none.
        pub fn path(&self) -> &str {
            &self.0.path
        }

        /// The same place with the kind of another crate.
        #[must_use]
        pub fn map<L>(self, f: impl FnOnce(K) -> L) -> Error<L> {
            let Inner { kind, offset, path } = *self.0;
            Error(Box::new(Inner { kind: f(kind), offset, path }))
        }
    }

    impl<K: Kind> Error<K> {
        /// The stable name of the kind.
        pub fn name(&self) -> &'static str {
            self.0.kind.name()
        }
    }

    impl<K> From<Located<K>> for Error<K> {
        fn from(located: Located<K>) -> Self {
            Error::at(located.kind, located.offset)
        }
    }

    impl<K: fmt::Display> fmt::Display for Error<K> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            fmt::Display::fmt(&self.0.kind, f)?;
            if let Some(offset) = self.0.offset {
                write!(f, " at byte {offset}")?;
            }
            if !self.0.path.is_empty() {
                write!(f, " in {}", self.0.path)?;
            }
            Ok(())
        }
    }

    impl<K: fmt::Debug> fmt::Debug for Error<K> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let Inner { kind, offset, path } = &*self.0;
            f.debug_struct("Error").field("kind", kind).field("offset", offset).field("path", path).finish()
        }
    }

    impl<K: fmt::Display + fmt::Debug> core::error::Error for Error<K> {}
}
