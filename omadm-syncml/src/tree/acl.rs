//! Access control lists.

use crate::error::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use mgmt_wire::{DecodeOptions, Kind, Limit, Warning, WarningSink};

/// Why a text is not an access control list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum AclErrorKind {
    /// An entry without an equals sign.
    #[error("entry of the access control list without `=`")]
    Malformed,
    /// A command that has no right of its own, such as Copy.
    #[error("unknown command in the access control list")]
    UnknownCommand,
    /// A character that a server identifier cannot hold.
    #[error("character that a server identifier cannot hold")]
    InvalidCharacter,
    /// A command without server identifiers; only strict decoding refuses it.
    #[error("command without server identifiers in the access control list")]
    MissingServer,
    /// The same command twice; only strict decoding refuses it.
    #[error("command named twice in the access control list")]
    DuplicateCommand,
}

impl Kind for AclErrorKind {
    fn name(&self) -> &'static str {
        match self {
            AclErrorKind::Malformed => "Malformed",
            AclErrorKind::UnknownCommand => "InvalidValue",
            AclErrorKind::InvalidCharacter => "InvalidCharacter",
            AclErrorKind::MissingServer => "Missing",
            AclErrorKind::DuplicateCommand => "Duplicate",
        }
    }
}

mgmt_wire::named_kinds! {
    /// What lenient decoding tolerates in an access control list.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
    #[non_exhaustive]
    pub enum AclWarningKind {
        /// A command without server identifiers (`Get=`): DM TND 1.2.1, ACL and inheritance, forbids to store one.
        /// It grants nothing and is dropped.
        #[error("command without server identifiers dropped")]
        MissingServer,
        /// The same command twice; the entries are joined.
        #[error("command named twice, entries joined")]
        DuplicateCommand,
        /// White space around an entry or a name.
        #[error("white space in the access control list")]
        WhiteSpace,
        /// An empty entry, from `&&` or an `&` at an end.
        #[error("empty entry dropped")]
        EmptyEntry,
    }
}

macro_rules! commands {
    ($( $variant:ident, )*) => {
        /// The commands that an access control list speaks of. Copy has no right of its own: it takes those of the
        /// commands that would do the same.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub enum AclCommand {
            $(
                #[doc = concat!("The right to ", stringify!($variant), ".")]
                $variant,
            )*
        }

        impl AclCommand {
            /// All commands, in the standard's order.
            pub const ALL: &'static [AclCommand] = &[ $( AclCommand::$variant, )* ];

            /// The name in the list.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $( AclCommand::$variant => stringify!($variant), )*
                }
            }

            /// The command of this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $( stringify!($variant) => Some(AclCommand::$variant), )*
                    _ => None,
                }
            }
        }
    };
}

commands! {
    Add,
    Delete,
    Exec,
    Get,
    Replace,
}

impl fmt::Display for AclCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One entry of an access control list: a command and who may use it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct AclEntry<'a> {
    /// The command.
    pub command: AclCommand,
    /// Server identifiers, `*` for every server; never empty in a list that was decoded.
    pub servers: Vec<Cow<'a, str>>,
}

impl<'a> AclEntry<'a> {
    /// An entry of `command` for one server.
    pub fn new(command: AclCommand, server: impl Into<Cow<'a, str>>) -> Self {
        AclEntry { command, servers: alloc::vec![server.into()] }
    }

    fn allows(&self, server: &str) -> bool {
        self.servers.iter().any(|known| known == "*" || known == server)
    }
}

/// The access control list of a node: `Add=a+b&Get=*`.
///
/// An empty list is "no value": the node inherits the list of the nearest ancestor that has one. As soon as a
/// list has any entry it alone counts; nothing is inherited command by command (DM TND 1.2.1, ACL and
/// inheritance). The order of entries and servers is kept.
///
/// ```
/// use omadm_syncml::tree::{Acl, AclCommand};
///
/// let acl = Acl::parse("Add=dm.example&Get=*")?;
/// assert!(acl.allows(AclCommand::Get, "anyone"));
/// assert!(!acl.allows(AclCommand::Replace, "dm.example"));
/// assert_eq!(acl.to_string(), "Add=dm.example&Get=*");
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Acl<'a> {
    /// The entries, each command at most once.
    pub entries: Vec<AclEntry<'a>>,
}

impl<'a> Acl<'a> {
    /// A list without value.
    #[must_use]
    pub const fn new() -> Self {
        Acl { entries: Vec::new() }
    }

    /// The list of a new root: `Add=*&Get=*` (DM TND 1.2.1, The root ACL value).
    #[must_use]
    pub fn root_default() -> Self {
        Acl { entries: alloc::vec![AclEntry::new(AclCommand::Add, "*"), AclEntry::new(AclCommand::Get, "*")] }
    }

    /// The same list with a server added to a command.
    #[must_use]
    pub fn with(mut self, command: AclCommand, server: impl Into<Cow<'a, str>>) -> Self {
        self.grant(command, server);
        self
    }

    /// Adds a server to a command, once.
    pub fn grant(&mut self, command: AclCommand, server: impl Into<Cow<'a, str>>) {
        let server = server.into();
        match self.entries.iter_mut().find(|entry| entry.command == command) {
            Some(entry) if entry.servers.contains(&server) => {}
            Some(entry) => entry.servers.push(server),
            None => self.entries.push(AclEntry::new(command, server)),
        }
    }

    /// Takes a server out of all entries; entries that this empties go too.
    ///
    /// This is what must happen to every node when a server leaves the device. A list that becomes empty is
    /// inherited from then on; for the root see [`Acl::remove_server_from_root`].
    pub fn remove_server(&mut self, server: &str) {
        for entry in &mut self.entries {
            entry.servers.retain(|known| known != server);
        }
        self.entries.retain(|entry| !entry.servers.is_empty());
    }

    /// The same for the root, whose list must keep a value: a command that would lose its last server is opened
    /// to every server (DM TND 1.2.1, Deletion of server identifiers).
    pub fn remove_server_from_root(&mut self, server: &str) {
        for entry in &mut self.entries {
            entry.servers.retain(|known| known != server);
            if entry.servers.is_empty() {
                entry.servers.push(Cow::Borrowed("*"));
            }
        }
    }

    /// Whether the list has no value, so that the node inherits one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether this list, by itself, lets the server use the command.
    #[must_use]
    pub fn allows(&self, command: AclCommand, server: &str) -> bool {
        self.entries.iter().any(|entry| entry.command == command && entry.allows(server))
    }

    /// Reads a list with default options, dropping warnings.
    ///
    /// # Errors
    ///
    /// [`AclErrorKind`], or a limit.
    pub fn parse(text: &'a str) -> Result<Self, Error> {
        Self::decode(text, &DecodeOptions::default(), &mut ())
    }

    /// Reads a list; an empty text is a list without value.
    ///
    /// # Errors
    ///
    /// [`AclErrorKind`] with the offset in `text`, or the limit `text`.
    pub fn decode(
        text: &'a str,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        if text.len() > options.limits.text {
            return Err(Error::at(ErrorKind::Limit(Limit::Text), options.limits.text));
        }
        let mut decoder = Decoder { options, warnings, acl: Acl::new() };
        if decoder.trim(text, 0)?.1.is_empty() {
            return Ok(decoder.acl);
        }
        let mut offset = 0;
        for entry in text.split('&') {
            decoder.entry(entry, offset)?;
            offset += entry.len() + 1;
        }
        Ok(decoder.acl)
    }

    /// The same value without a borrow.
    #[must_use]
    pub fn into_owned(self) -> Acl<'static> {
        let owned = |entry: AclEntry<'a>| AclEntry {
            command: entry.command,
            servers: entry.servers.into_iter().map(|server| Cow::Owned(server.into_owned())).collect(),
        };
        Acl { entries: self.entries.into_iter().map(owned).collect() }
    }

    /// Checks a list that was built by hand for characters that its text form cannot carry.
    ///
    /// # Errors
    ///
    /// [`AclErrorKind::InvalidCharacter`], [`AclErrorKind::MissingServer`], [`AclErrorKind::DuplicateCommand`].
    pub fn check(&self) -> Result<(), Error> {
        let refuse = |kind: AclErrorKind| Err(Error::new(kind.into()));
        for (index, entry) in self.entries.iter().enumerate() {
            if self.entries.iter().take(index).any(|earlier| earlier.command == entry.command) {
                return refuse(AclErrorKind::DuplicateCommand);
            }
            if entry.servers.iter().any(|server| server.is_empty()) || entry.servers.is_empty() {
                return refuse(AclErrorKind::MissingServer);
            }
            if entry.servers.iter().any(|server| server != "*" && invalid_position(server).is_some()) {
                return refuse(AclErrorKind::InvalidCharacter);
            }
        }
        Ok(())
    }
}

impl fmt::Display for Acl<'_> {
    /// The text form; empty for a list without value. Entries without servers are left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for entry in self.entries.iter().filter(|entry| !entry.servers.is_empty()) {
            write!(f, "{separator}{}=", entry.command)?;
            for (index, server) in entry.servers.iter().enumerate() {
                f.write_str(if index == 0 { "" } else { "+" })?;
                f.write_str(server)?;
            }
            separator = "&";
        }
        Ok(())
    }
}

impl TryFrom<String> for Acl<'static> {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        Acl::parse(&text).map(Acl::into_owned)
    }
}

/// The text form.
#[cfg(feature = "serde")]
impl serde::Serialize for Acl<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Acl<'static> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        Acl::try_from(text).map_err(serde::de::Error::custom)
    }
}

/// Where a server identifier holds a character it must not.
fn invalid_position(server: &str) -> Option<usize> {
    server.find(|c: char| matches!(c, '=' | '&' | '*' | '+') || c.is_whitespace() || c.is_control())
}

struct Decoder<'a, 'c> {
    options: &'c DecodeOptions,
    warnings: &'c mut dyn WarningSink<WarningKind>,
    acl: Acl<'a>,
}

impl<'a> Decoder<'a, '_> {
    fn tolerate(&mut self, warning: AclWarningKind, kind: AclErrorKind, offset: usize) -> Result<(), Error> {
        if self.options.is_strict() {
            return Err(Error::at(kind.into(), offset));
        }
        self.warnings.warn(Warning::new(WarningKind::Acl(warning), offset));
        Ok(())
    }

    /// The text without white space around it, and where it begins.
    fn trim(&mut self, text: &'a str, offset: usize) -> Result<(usize, &'a str), Error> {
        let trimmed = text.trim();
        if trimmed.len() != text.len() {
            self.tolerate(AclWarningKind::WhiteSpace, AclErrorKind::InvalidCharacter, offset)?;
        }
        Ok((offset + text.len() - text.trim_start().len(), trimmed))
    }

    fn entry(&mut self, text: &'a str, offset: usize) -> Result<(), Error> {
        let (offset, text) = self.trim(text, offset)?;
        if text.is_empty() {
            return self.tolerate(AclWarningKind::EmptyEntry, AclErrorKind::Malformed, offset);
        }
        let Some((name, servers)) = text.split_once('=') else {
            return Err(Error::at(AclErrorKind::Malformed.into(), offset));
        };
        let (_, command) = self.trim(name, offset)?;
        let Some(command) = AclCommand::from_name(command) else {
            return Err(Error::at(AclErrorKind::UnknownCommand.into(), offset));
        };
        let servers = self.servers(servers, offset + name.len() + 1)?;
        if servers.is_empty() {
            return self.tolerate(AclWarningKind::MissingServer, AclErrorKind::MissingServer, offset);
        }
        match self.acl.entries.iter().position(|entry| entry.command == command) {
            None => self.acl.entries.push(AclEntry { command, servers }),
            Some(index) => {
                self.tolerate(AclWarningKind::DuplicateCommand, AclErrorKind::DuplicateCommand, offset)?;
                if let Some(entry) = self.acl.entries.get_mut(index) {
                    entry.servers.extend(servers);
                }
            }
        }
        Ok(())
    }

    fn servers(&mut self, text: &'a str, mut offset: usize) -> Result<Vec<Cow<'a, str>>, Error> {
        let mut servers = Vec::new();
        for part in text.split('+') {
            let (start, server) = self.trim(part, offset)?;
            if server.is_empty() {
                self.tolerate(AclWarningKind::MissingServer, AclErrorKind::MissingServer, start)?;
            } else if let Some(index) = invalid_position(server).filter(|_| server != "*") {
                return Err(Error::at(AclErrorKind::InvalidCharacter.into(), start + index));
            } else {
                servers.push(Cow::Borrowed(server));
            }
            offset += part.len() + 1;
        }
        Ok(servers)
    }
}

#[cfg(test)]
mod tests {
    use super::{Acl, AclCommand, AclErrorKind, AclWarningKind};
    use crate::error::{ErrorKind, WarningKind};
    use alloc::string::ToString;
    use alloc::vec::Vec;
    use mgmt_wire::{DecodeOptions, Warning};

    #[test]
    fn the_grammar() {
        for text in ["", "Get=*", "Add=a&Delete=a&Replace=a+b_c.example-1&Get=*", "Exec=x+*"] {
            let acl = Acl::decode(text, &DecodeOptions::strict(), &mut ()).unwrap();
            assert_eq!(acl.to_string(), text);
            assert_eq!(acl.is_empty(), text.is_empty());
            acl.check().unwrap();
        }
    }

    #[test]
    fn refusals() {
        for (text, kind, offset) in [
            ("Get", AclErrorKind::Malformed, 0),
            ("Get=*&Copy=*", AclErrorKind::UnknownCommand, 6),
            ("get=*", AclErrorKind::UnknownCommand, 0),
            ("Get=a=b", AclErrorKind::InvalidCharacter, 5),
            ("Get=a b", AclErrorKind::InvalidCharacter, 5),
            ("Get=a+b*", AclErrorKind::InvalidCharacter, 7),
        ] {
            let error = Acl::parse(text).unwrap_err();
            assert_eq!((error.kind(), error.offset()), (&ErrorKind::Acl(kind), Some(offset)), "{text}");
        }
    }

    #[test]
    fn deviations() {
        for (text, printed, warning, strict) in [
            ("Get=&Add=*", "Add=*", AclWarningKind::MissingServer, "Missing"),
            ("Get=a&Get=b", "Get=a+b", AclWarningKind::DuplicateCommand, "Duplicate"),
            ("Get=a &Add=b", "Get=a&Add=b", AclWarningKind::WhiteSpace, "InvalidCharacter"),
            ("&Get=a", "Get=a", AclWarningKind::EmptyEntry, "Malformed"),
        ] {
            let mut warnings = Vec::new();
            let acl = Acl::decode(text, &DecodeOptions::default(), &mut warnings).unwrap();
            assert_eq!(acl.to_string(), printed, "{text}");
            assert!(
                warnings.iter().any(|w: &Warning<WarningKind>| w.kind == WarningKind::Acl(warning)),
                "{text}: {warnings:?}"
            );
            assert_eq!(
                Acl::decode(text, &DecodeOptions::strict(), &mut ()).unwrap_err().name(),
                strict,
                "{text}"
            );
        }
    }

    #[test]
    fn evaluation() {
        let acl = Acl::parse("Add=a&Replace=a+b&Get=*&Exec=c+*").unwrap();
        for (command, server, allowed) in [
            (AclCommand::Add, "a", true),
            (AclCommand::Add, "b", false),
            (AclCommand::Replace, "b", true),
            (AclCommand::Get, "z", true),
            (AclCommand::Exec, "z", true),
            (AclCommand::Delete, "a", false),
            (AclCommand::Add, "*", false),
        ] {
            assert_eq!(acl.allows(command, server), allowed, "{command} {server}");
        }
    }

    #[test]
    fn servers_come_and_go() {
        let mut acl = Acl::root_default().with(AclCommand::Replace, "a").with(AclCommand::Add, "a");
        acl.grant(AclCommand::Replace, "a");
        assert_eq!(acl.to_string(), "Add=*+a&Get=*&Replace=a");
        let mut root = acl.clone();
        acl.remove_server("a");
        assert_eq!(acl.to_string(), "Add=*&Get=*");
        root.remove_server_from_root("a");
        assert_eq!(root.to_string(), "Add=*&Get=*&Replace=*");
        assert!(Acl::new().with(AclCommand::Get, "a b").check().is_err());
        assert!(Acl::new().with(AclCommand::Get, "").check().is_err());
    }
}
