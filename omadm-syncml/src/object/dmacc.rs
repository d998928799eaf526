//! DM accounts.

use super::table::object;
use super::view::{instances, place, push, read, write};
use crate::code::StatusCode;
use crate::security::AuthType;
use crate::tree::{AccessType, AccessTypes, NodePath, NodeState, Storage};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

object! {
    /// What a device keeps of a management server: where it is, and how both prove who they are.
    DMACC = "urn:oma:mo:oma-dm-dmacc:1.0", "DMAcc", Specification "DM StdObj 1.2.1, DM account";
    0 "" Node OneOrMore [Get] "an account";
    1 "AppID" Chr One [Get] "always `w7`";
    1 "ServerID" Chr One [Get] "the server's identifier, as access control lists name it";
    1 "Name" Chr ZeroOrOne [Get] "a name for people";
    1 "PrefConRef" Chr ZeroOrOne [Get] "the preferred connection";
    1 "ToConRef" Node ZeroOrOne [Get] "connections";
    2 "" Node OneOrMore [Get] "a connection";
    3 "ConRef" Chr One [Get] "a reference to its parameters";
    1 "AppAddr" Node One [Get] "addresses of the server";
    2 "" Node OneOrMore [Get] "an address";
    3 "Addr" Chr One [Get] "the address itself";
    3 "AddrType" Chr One [Get] "`URI`, `IPv4` or `IPv6`; `URI` when empty";
    3 "Port" Node OneOrMore [Get] "ports";
    4 "" Node OneOrMore [Get] "a port";
    5 "PortNbr" Chr One [Get] "its number";
    1 "AAuthPref" Chr ZeroOrOne [Get] "the authentication to begin with";
    1 "AppAuth" Node OneOrMore [Get] "credentials";
    2 "" Node OneOrMore [Get] "one set of credentials";
    3 "AAuthLevel" Chr One [Get] "for whom: `CLCRED`, `SRVCRED`, `OBEX` or `HTTP`";
    3 "AAuthType" Chr One [Get] "how: `BASIC`, `DIGEST`, `HMAC`, `HTTP-BASIC` and others";
    3 "AAuthName" Chr ZeroOrOne [Get] "the user name";
    3 "AAuthSecret" Chr ZeroOrOne [] "the password; cannot be read";
    3 "AAuthData" Bin ZeroOrOne [] "the nonce; cannot be read";
    1 "Ext" Node One [Get] "extensions of vendors";
}

/// The account of one server (version 1.0 of the object, DM 1.2).
///
/// ```
/// use omadm_syncml::object::{AccountAuth, AuthLevel, DmAccount, ServerAddress};
/// use omadm_syncml::tree::{MemoryStorage, NodePath};
///
/// let mut account = DmAccount::new("dm.example");
/// account.addresses.push(ServerAddress::new("https://dm.example/dm"));
/// account.auth.push(AccountAuth::new(AuthLevel::Client, "DIGEST").with_credentials("device-1", "secret"));
///
/// let place = NodePath::parse("./DMAcc/one")?;
/// let mut storage = MemoryStorage::new();
/// account.write(&mut storage, &place).unwrap();
/// assert_eq!(DmAccount::read(&storage, &place).unwrap(), account);
/// assert!(!format!("{account:?}").contains("secret"));
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DmAccount {
    /// `ServerID`: how access control lists and notifications name the server.
    pub server_id: String,
    /// `Name`: a name for people.
    pub name: Option<String>,
    /// `PrefConRef`: the preferred connection.
    pub preferred_connection: Option<String>,
    /// `ToConRef/<X>/ConRef`: connections.
    pub connections: Vec<String>,
    /// `AppAddr/<X>`: addresses of the server.
    pub addresses: Vec<ServerAddress>,
    /// `AAuthPref`: the authentication to begin with, such as `DIGEST`.
    pub auth_pref: Option<String>,
    /// `AppAuth/<X>`: credentials.
    pub auth: Vec<AccountAuth>,
}

/// An address of a server.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ServerAddress {
    /// `Addr`.
    pub addr: String,
    /// `AddrType`.
    pub addr_type: AddressType,
    /// `Port/<X>/PortNbr`.
    pub ports: Vec<u16>,
}

impl ServerAddress {
    /// A URI without ports.
    pub fn new(addr: impl Into<String>) -> Self {
        ServerAddress { addr: addr.into(), ..ServerAddress::default() }
    }
}

/// Words of a leaf, with an open end.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident default $default:ident; $( $variant:ident $text:literal $meaning:literal, )*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("`", $text, "`: ", $meaning, ".")]
                $variant,
            )*
            /// Any other word, as it came.
            Other(String),
        }

        impl $name {
            /// The word of the leaf.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( $name::$variant => $text, )*
                    $name::Other(text) => text,
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                $name::$default
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $( if text.eq_ignore_ascii_case($text) { return $name::$variant; } )*
                $name::Other(text.to_string())
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(super) use words;

words! {
    /// What an address is (`AddrType`). Case does not count.
    AddressType default Uri;
    Uri "URI" "a URI; what holds when nothing is said",
    Ipv4 "IPv4" "an IPv4 address",
    Ipv6 "IPv6" "an IPv6 address",
}

words! {
    /// For whom credentials are (`AAuthLevel`).
    AuthLevel default Client;
    Client "CLCRED" "the client proves itself to the server",
    Server "SRVCRED" "the server proves itself to the client",
    Obex "OBEX" "authentication of OBEX",
    Http "HTTP" "authentication of HTTP and WSP",
}

/// One set of credentials.
#[derive(Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct AccountAuth {
    /// `AAuthLevel`.
    pub level: AuthLevel,
    /// `AAuthType`, such as `DIGEST`; [`AccountAuth::auth_type`] gives the protocol's type.
    pub type_name: String,
    /// `AAuthName`.
    pub name: Option<String>,
    /// `AAuthSecret`: the password. No server can read it, nor do `Debug` and serde show it.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub secret: Option<String>,
    /// `AAuthData`: the nonce. No server can read it, nor do `Debug` and serde show it.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub data: Option<Vec<u8>>,
}

impl AccountAuth {
    /// Credentials of a level and a type, without name and password yet.
    pub fn new(level: AuthLevel, type_name: impl Into<String>) -> Self {
        AccountAuth { level, type_name: type_name.into(), ..AccountAuth::default() }
    }

    /// The same with a user name and a password.
    #[must_use]
    pub fn with_credentials(mut self, name: impl Into<String>, secret: impl Into<String>) -> Self {
        (self.name, self.secret) = (Some(name.into()), Some(secret.into()));
        self
    }

    /// The same with a nonce.
    #[must_use]
    pub fn with_nonce(mut self, nonce: impl Into<Vec<u8>>) -> Self {
        self.data = Some(nonce.into());
        self
    }

    /// The type as messages name it; `None` for authentication below the protocol.
    #[must_use]
    pub fn auth_type(&self) -> Option<AuthType<'static>> {
        AuthType::from_account_name(&self.type_name)
    }
}

impl fmt::Debug for AccountAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountAuth")
            .field("level", &self.level)
            .field("type_name", &self.type_name)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl DmAccount {
    /// An account of a server, without addresses and credentials yet.
    pub fn new(server_id: impl Into<String>) -> Self {
        DmAccount { server_id: server_id.into(), ..DmAccount::default() }
    }

    /// Reads the account at `root`, such as `./DMAcc/one`; `None` without a ServerID.
    #[must_use]
    pub fn read(storage: &impl Storage, root: &NodePath) -> Option<Self> {
        let below = |relative| instances(storage, &place(root, relative));
        let connections = below("ToConRef").iter().filter_map(|path| read(storage, path, "ConRef")).collect();
        let address = |path: &NodePath| {
            let ports = instances(storage, &place(path, "Port"));
            let addr_type: Option<String> = read(storage, path, "AddrType");
            Some(ServerAddress {
                addr: read(storage, path, "Addr")?,
                addr_type: addr_type
                    .filter(|text| !text.is_empty())
                    .map_or_else(AddressType::default, |text| AddressType::from(text.as_str())),
                ports: ports.iter().filter_map(|port| read(storage, port, "PortNbr")).collect(),
            })
        };
        let auth = |path: &NodePath| {
            let level: String = read(storage, path, "AAuthLevel")?;
            Some(AccountAuth {
                level: AuthLevel::from(level.as_str()),
                type_name: read(storage, path, "AAuthType").unwrap_or_default(),
                name: read(storage, path, "AAuthName"),
                secret: read(storage, path, "AAuthSecret"),
                data: read(storage, path, "AAuthData"),
            })
        };
        Some(DmAccount {
            server_id: read(storage, root, "ServerID")?,
            name: read(storage, root, "Name"),
            preferred_connection: read(storage, root, "PrefConRef"),
            connections,
            addresses: below("AppAddr").iter().filter_map(address).collect(),
            auth_pref: read(storage, root, "AAuthPref"),
            auth: below("AppAuth").iter().filter_map(auth).collect(),
        })
    }

    /// The leaves of the account with their paths; instances are named `1`, `2` and so on.
    #[must_use]
    pub fn leaves(&self, root: &NodePath) -> Vec<(NodePath, NodeState)> {
        let hidden = |node: NodeState| node.with_access(AccessTypes::ALL.without(AccessType::Get));
        let mut leaves = Vec::new();
        push(&mut leaves, root, "AppID", Some(&String::from("w7")));
        push(&mut leaves, root, "ServerID", Some(&self.server_id));
        push(&mut leaves, root, "Name", self.name.as_ref());
        push(&mut leaves, root, "PrefConRef", self.preferred_connection.as_ref());
        for (reference, number) in self.connections.iter().zip(1u32..) {
            push(&mut leaves, root, &alloc::format!("ToConRef/{number}/ConRef"), Some(reference));
        }
        for (address, number) in self.addresses.iter().zip(1u32..) {
            let at = place(root, &alloc::format!("AppAddr/{number}"));
            push(&mut leaves, &at, "Addr", Some(&address.addr));
            push(&mut leaves, &at, "AddrType", Some(&address.addr_type.as_str().to_string()));
            for (port, number) in address.ports.iter().zip(1u32..) {
                push(&mut leaves, &at, &alloc::format!("Port/{number}/PortNbr"), Some(port));
            }
        }
        push(&mut leaves, root, "AAuthPref", self.auth_pref.as_ref());
        for (auth, number) in self.auth.iter().zip(1u32..) {
            let at = place(root, &alloc::format!("AppAuth/{number}"));
            push(&mut leaves, &at, "AAuthLevel", Some(&auth.level.as_str().to_string()));
            push(&mut leaves, &at, "AAuthType", Some(&auth.type_name));
            push(&mut leaves, &at, "AAuthName", auth.name.as_ref());
            let secrets = leaves.len();
            push(&mut leaves, &at, "AAuthSecret", auth.secret.as_ref());
            push(&mut leaves, &at, "AAuthData", auth.data.as_ref());
            for (_, node) in leaves.iter_mut().skip(secrets) {
                *node = hidden(node.clone());
            }
        }
        leaves
    }

    /// Puts the account into a storage.
    ///
    /// # Errors
    ///
    /// What the storage says.
    pub fn write(&self, storage: &mut impl Storage, root: &NodePath) -> Result<(), StatusCode> {
        write(storage, self.leaves(root))
    }
}
