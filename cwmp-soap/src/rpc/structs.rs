//! Structures that several RPCs share.

use super::Extensions;
use super::facet::{ANY, NAME, TRANSFER_FAULT_CODE, text};
use super::table::{items, record, structs};
use crate::value::{FaultCode, Value};
use alloc::borrow::Cow;
use core::fmt;

record! {
    /// A parameter and its value.
    ///
    /// `Debug` hides the value when the name says that it is a user name, a password or a key.
    ParameterValueStruct {
        /// The full path; at most 256 characters.
        name: "Name" Cow<'a, str> [NAME], new;
        /// The value.
        value: "Value" Value<'a> [ANY], new;
    }

    /// What became of a transfer.
    FaultStruct {
        /// 0 for success.
        fault_code: "FaultCode" FaultCode [TRANSFER_FAULT_CODE], new;
        /// Text for people; at most 256 characters, empty for success.
        fault_string: "FaultString" Cow<'a, str> [text(256)], new;
    }
}

structs! { ParameterValueStruct FaultStruct }
items! { ParameterValueStruct Parameters; }

/// Words in the last part of a name whose value is not for logs, whatever the case of their letters.
const SECRET_WORDS: [&str; 10] = [
    "password",
    "passwd",
    "username",
    "passphrase",
    "secret",
    "presharedkey",
    "wepkey",
    "privatekey",
    "encryptionkey",
    "keyvalue",
];

impl ParameterValueStruct<'_> {
    /// Whether the name says that the value is a user name, a password, a PIN or a key.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        is_secret_name(&self.name)
    }
}

pub(crate) fn is_secret_name(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or_default();
    let lower = last.to_ascii_lowercase();
    last.ends_with("PIN") || SECRET_WORDS.iter().any(|word| lower.contains(word))
}

impl fmt::Debug for ParameterValueStruct<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut record = f.debug_struct("ParameterValueStruct");
        record.field("name", &self.name);
        if self.is_secret() && !self.value.text.is_empty() {
            record.field("value", &format_args!("<redacted>"));
        } else {
            record.field("value", &self.value);
        }
        if !self.extensions.is_empty() {
            record.field("extensions", &self.extensions);
        }
        record.finish()
    }
}

impl Default for ParameterValueStruct<'_> {
    fn default() -> Self {
        ParameterValueStruct::new("", Value::default())
    }
}

impl FaultStruct<'_> {
    /// The fault that means success.
    #[must_use]
    pub fn success() -> Self {
        FaultStruct::new(FaultCode::NONE, "")
    }

    /// Whether the code is 0.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.fault_code == FaultCode::NONE
    }
}

impl Default for FaultStruct<'_> {
    fn default() -> Self {
        Self::success()
    }
}
