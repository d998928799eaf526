//! The 64 bits in front of the server identifier (DM Notification 1.2.1, General Package #0).

/// How many bytes that is.
pub(super) const HEADER: usize = 8;

macro_rules! two_bits {
    ($(#[$meta:meta])* $name:ident $( $variant:ident = $number:literal $meaning:literal, )*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
        pub enum $name {
            #[default]
            $( #[doc = concat!("`", stringify!($number), "`: ", $meaning, ".")] $variant = $number, )*
        }

        impl $name {
            /// The number on the wire.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self { $( $name::$variant => $number, )* }
            }
        }
    };
}

two_bits! {
    /// What the user should see of the session that is asked for (2 bits).
    UiMode
    NotSpecified = 0 "the server recommends nothing",
    Background = 1 "run the session in the background",
    Informative = 2 "tell the user that a session begins",
    UserInteraction = 3 "ask the user before the session begins",
}

two_bits! {
    /// Who wanted the session (1 bit).
    Initiator
    Client = 0 "the user asked for it",
    Server = 1 "the server has something to manage",
}

/// The 64 bits between digest and server identifier, most significant first: version 10, ui-mode 2, initiator 1,
/// future-use 27, session id 16, length of the server identifier 8.
pub(super) struct Fields {
    pub(super) version: u16,
    pub(super) ui_mode: UiMode,
    pub(super) initiator: Initiator,
    pub(super) future_use: u32,
    pub(super) session_id: u16,
    pub(super) length: u8,
}

impl Fields {
    pub(super) fn unpack(header: [u8; HEADER]) -> Self {
        let [a, b, c, d, e, f, g, length] = header;
        let ui_mode = match b >> 4 & 3 {
            0 => UiMode::NotSpecified,
            1 => UiMode::Background,
            2 => UiMode::Informative,
            _ => UiMode::UserInteraction,
        };
        Fields {
            version: u16::from(a) << 2 | u16::from(b >> 6),
            ui_mode,
            initiator: if b >> 3 & 1 == 0 { Initiator::Client } else { Initiator::Server },
            future_use: u32::from_be_bytes([b & 7, c, d, e]),
            session_id: u16::from_be_bytes([f, g]),
            length,
        }
    }

    pub(super) fn pack(&self) -> [u8; HEADER] {
        let word = u64::from(self.version) << 54
            | u64::from(self.ui_mode.number()) << 52
            | u64::from(self.initiator.number()) << 51
            | u64::from(self.future_use) << 24
            | u64::from(self.session_id) << 8
            | u64::from(self.length);
        word.to_be_bytes()
    }
}
