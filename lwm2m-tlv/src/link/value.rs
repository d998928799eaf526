//! One parameter of a link.

use core::fmt;

/// One parameter of a link: `ver=1.2`, `rt="oma.lwm2m"`, or a name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkAttribute<'a> {
    /// The name.
    pub name: &'a str,
    /// The value; `None` for a name alone.
    pub value: Option<AttributeValue<'a>>,
}

/// The value of a parameter, as it stands in the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttributeValue<'a> {
    raw: &'a str,
    quoted: bool,
}

impl<'a> AttributeValue<'a> {
    pub(super) const fn new(raw: &'a str, quoted: bool) -> Self {
        AttributeValue { raw, quoted }
    }

    /// The text between the quotes, escapes not resolved, or the whole text of an unquoted value.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// Whether the value is quoted.
    #[must_use]
    pub const fn is_quoted(&self) -> bool {
        self.quoted
    }

    /// The characters, escapes resolved: a backslash in a quoted value stands for the character after it.
    pub fn chars(&self) -> impl Iterator<Item = char> + 'a {
        let quoted = self.quoted;
        let mut characters = self.raw.chars();
        core::iter::from_fn(move || match characters.next() {
            Some('\\') if quoted => characters.next(),
            next => next,
        })
    }

    /// The text, escapes resolved; borrowed unless there are any.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn text(&self) -> alloc::borrow::Cow<'a, str> {
        if self.quoted && self.raw.contains('\\') {
            alloc::borrow::Cow::Owned(self.chars().collect())
        } else {
            alloc::borrow::Cow::Borrowed(self.raw)
        }
    }
}

impl PartialEq<str> for AttributeValue<'_> {
    fn eq(&self, text: &str) -> bool {
        self.chars().eq(text.chars())
    }
}

impl PartialEq<&str> for AttributeValue<'_> {
    fn eq(&self, text: &&str) -> bool {
        self == *text
    }
}

impl fmt::Display for AttributeValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use core::fmt::Write as _;
        self.chars().try_for_each(|character| f.write_char(character))
    }
}
