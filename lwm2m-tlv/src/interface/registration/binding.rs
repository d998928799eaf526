//! The transports of a client.

use crate::error::ErrorKind;
use core::fmt;

/// The transports a client can be reached by.
///
/// ```
/// use lwm2m_tlv::interface::registration::Binding;
///
/// let binding: Binding = "UM".parse()?;
/// assert!(binding.contains(Binding::MQTT) && !binding.contains(Binding::SMS));
/// assert_eq!(binding.to_string(), "UM");
/// # Ok::<(), lwm2m_tlv::ErrorKind>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Binding(u8);

impl Binding {
    /// CoAP over UDP.
    pub const UDP: Binding = Binding(1);
    /// MQTT (from 1.2).
    pub const MQTT: Binding = Binding(2);
    /// HTTP (from 1.2).
    pub const HTTP: Binding = Binding(4);
    /// CoAP over TCP (from 1.1).
    pub const TCP: Binding = Binding(8);
    /// SMS.
    pub const SMS: Binding = Binding(16);
    /// Non-IP (from 1.1).
    pub const NON_IP: Binding = Binding(32);

    const LETTERS: [(char, Binding); 6] = [
        ('U', Binding::UDP),
        ('M', Binding::MQTT),
        ('H', Binding::HTTP),
        ('T', Binding::TCP),
        ('S', Binding::SMS),
        ('N', Binding::NON_IP),
    ];

    /// Whether all transports of `other` are among these.
    #[must_use]
    pub const fn contains(self, other: Binding) -> bool {
        self.0 & other.0 == other.0
    }

    /// These and those.
    #[must_use]
    pub const fn with(self, other: Binding) -> Binding {
        Binding(self.0 | other.0)
    }
}

impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use core::fmt::Write as _;
        for (letter, transport) in Binding::LETTERS {
            if self.contains(transport) {
                f.write_char(letter)?;
            }
        }
        Ok(())
    }
}

impl core::str::FromStr for Binding {
    type Err = ErrorKind;

    /// The letters in any order, each once; no `Q`.
    fn from_str(text: &str) -> Result<Self, ErrorKind> {
        let mut binding = Binding::default();
        for letter in text.chars() {
            let (_, transport) = Binding::LETTERS
                .into_iter()
                .find(|(known, _)| *known == letter)
                .ok_or(ErrorKind::InvalidValue("b"))?;
            if binding.contains(transport) {
                return Err(ErrorKind::InvalidValue("b"));
            }
            binding = binding.with(transport);
        }
        if binding == Binding::default() { Err(ErrorKind::InvalidValue("b")) } else { Ok(binding) }
    }
}
