//! The choices there are in writing WBXML.

/// How the document type is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum PublicIdStyle {
    /// By its number: what the standard registers.
    #[default]
    Number,
    /// By its formal public identifier in the string table, as devices of Motorola, Samsung and OBIGO write it.
    Text,
    /// As unknown (1), leaving it to the media type.
    Unknown,
}

/// Where character data goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum StringStyle {
    /// In place.
    #[default]
    Inline,
    /// What occurs more than once goes to the string table.
    Table,
    /// In place as opaque data, as Motorola's devices write it.
    Opaque,
}

/// The choices a [`WbxmlSink`] leaves open.
///
/// ```
/// use omadm_syncml::syntax::wbxml::{PublicIdStyle, StringStyle, WbxmlStyle};
///
/// let style = WbxmlStyle::default().with_public_id(PublicIdStyle::Text).with_strings(StringStyle::Table);
/// assert_eq!(style.version, 0x02);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WbxmlStyle {
    /// The version byte: 0x01 to 0x03 for WBXML 1.1 to 1.3. Default 0x02, the version the SyncML specifications name.
    pub version: u8,
    /// How the document type is said.
    pub public_id: PublicIdStyle,
    /// Where character data goes.
    pub strings: StringStyle,
}

impl Default for WbxmlStyle {
    fn default() -> Self {
        WbxmlStyle { version: 0x02, public_id: PublicIdStyle::Number, strings: StringStyle::Inline }
    }
}

impl WbxmlStyle {
    /// The same with another way to say the document type.
    #[must_use]
    pub fn with_public_id(mut self, public_id: PublicIdStyle) -> Self {
        self.public_id = public_id;
        self
    }

    /// The same with another place for character data.
    #[must_use]
    pub fn with_strings(mut self, strings: StringStyle) -> Self {
        self.strings = strings;
        self
    }

    /// The same with another version byte.
    #[must_use]
    pub fn with_version(mut self, version: u8) -> Self {
        self.version = version;
        self
    }
}
