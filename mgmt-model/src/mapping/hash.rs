//! Hashes of names, equal for all instances of an address.
//!
//! The hash of a name is the sum of one number per part, each made from the part and its place. So what the hash is
//! with a part taken for an instance is one addition away, which is how names of OMA DM are found: in them nothing
//! tells words from names of nodes. Collisions do no harm: names are compared after they are found.

use super::Technology;

/// Parts of an address at most.
pub(crate) const MAX_PLACES: usize = 24;

/// Stands for every instance number and name of the device's choice.
const WILD: u64 = 0x9e37_79b9_7f4a_7c15;

/// An odd number with bits all over.
const SPREAD: u64 = 0xf135_7aea_2e62_a9c5;

/// The share of a part in the hash of a name.
const fn share(word: u64, place: u64) -> u64 {
    (word ^ (word >> 32)).wrapping_mul(SPREAD.wrapping_mul(2 * place + 1))
}

const fn start(technology: Technology) -> u64 {
    (technology as u64 + 1).wrapping_mul(WILD)
}

/// Which parts of an OMA DM address are names of the device's choice. Sorted by number of parts, then those with
/// fewest such names first: the closest address is found first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pattern {
    /// How many parts the address has.
    pub(crate) places: u32,
    /// How many of them are such names.
    pub(crate) count: u32,
    /// Which: one bit each, the first part lowest.
    pub(crate) wild: u32,
}

impl Pattern {
    /// The pattern of an address; `None` when it has too many parts.
    pub(crate) fn of(address: &str) -> Option<Pattern> {
        let mut shares = [0; MAX_PLACES];
        let hash = name_and_shares(Technology::OmaDm, address, &mut shares);
        // A placeholder is what nothing must be added for.
        let wild =
            shares.iter().take(hash.places).rev().fold(0, |wild, share| wild << 1 | u32::from(*share == 0));
        let places = u32::try_from(hash.places).ok().filter(|_| hash.places <= MAX_PLACES)?;
        Some(Pattern { places, count: u32::count_ones(wild), wild })
    }

    /// The hash of a name with the parts of this pattern taken for names of nodes.
    pub(crate) fn apply(self, hash: Hash, shares: &[u64; MAX_PLACES]) -> u64 {
        let (mut value, mut rest) = (hash.value, self.wild);
        while rest != 0 {
            let place = usize::try_from(rest.trailing_zeros()).unwrap_or_default();
            value = value.wrapping_add(shares.get(place).copied().unwrap_or_default());
            rest &= rest - 1;
        }
        value
    }
}

/// What a name hashes to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hash {
    /// The hash as the name is written.
    pub(crate) value: u64,
    /// How many parts it has.
    pub(crate) places: usize,
}

/// The hash of an address or a name. The element of a list at the end of an LwM2M path does not count.
pub(crate) fn name(technology: Technology, name: &str) -> Hash {
    scan(technology, name, |_, _| {})
}

/// The hash of a name, and what to add to it for each part that is the name of a node.
pub(crate) fn name_and_shares(technology: Technology, name: &str, shares: &mut [u64; MAX_PLACES]) -> Hash {
    scan(technology, name, |place, share| {
        if let Some(slot) = shares.get_mut(place) {
            *slot = share;
        }
    })
}

#[inline]
fn scan(technology: Technology, name: &str, mut each: impl FnMut(usize, u64)) -> Hash {
    let name = match technology {
        Technology::OmaDm => name.strip_prefix("./").unwrap_or(name),
        Technology::LwM2m => name.strip_prefix('/').unwrap_or(name),
        _ => name,
    };
    let mut hash = Hash { value: start(technology), places: 0 };
    let mut place = 0;
    words(name.as_bytes(), technology.separator_byte(), |first, word| {
        let open = match technology {
            Technology::Tr181 | Technology::Tr098 | Technology::Cwmp => {
                matches!(first, b'0'..=b'9' | b'[' | b'{' | b'*')
            }
            Technology::LwM2m if place == 3 => return false,
            Technology::LwM2m => place == 1 || matches!(first, b'{' | b'*'),
            Technology::OmaDm => matches!(first, b'<' | b'*'),
            _ => false,
        };
        let own = share(if open { WILD } else { word }, place);
        each(hash.places, share(WILD, place).wrapping_sub(own));
        hash.value = hash.value.wrapping_add(own);
        hash.places += 1;
        place += 1;
        true
    });
    hash
}

/// The hash of a name that is one text.
pub(crate) fn text(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut word = WILD;
    let mut at = 0;
    while at < bytes.len() {
        word = step(word, eight(bytes, at));
        at += 8;
    }
    (word ^ (word >> 32)).wrapping_mul(SPREAD)
}

const fn step(word: u64, chunk: u64) -> u64 {
    (word.rotate_left(23) ^ chunk).wrapping_mul(SPREAD)
}

/// Up to eight bytes from a place on, zeros behind the end.
#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(chunk) = rest.first_chunk::<8>() {
        return u64::from_le_bytes(*chunk);
    }
    match bytes.last_chunk::<8>() {
        // What is behind `at` of the last eight.
        Some(chunk) if !rest.is_empty() => u64::from_le_bytes(*chunk) >> (64 - 8 * (rest.len() & 7)),
        _ => rest.iter().rev().fold(0, |chunk, byte| chunk << 8 | u64::from(*byte)),
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// How many of eight bytes stand before the first that is `byte`; 8 without one. `pattern` is that byte eight times.
#[inline]
fn before(chunk: u64, pattern: u64) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let different = chunk ^ pattern;
    // The lowest high bit that is set marks the first.
    let found = different.wrapping_sub(ONES) & !different & HIGH;
    usize::try_from(found.trailing_zeros() / 8).unwrap_or_default()
}

/// How an address and a name differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compared {
    /// So many bytes are the same, then the address has a placeholder.
    Mark(usize),
    /// So many bytes are the same, then the address ends.
    End(usize),
    /// Otherwise.
    Differs,
}

/// Compares an address from a place on with a name, eight bytes at a time.
#[inline]
pub(crate) fn compare(address: &[u8], from: usize, name: &[u8], mark: u8) -> Compared {
    let pattern = ONES.wrapping_mul(u64::from(mark));
    let left = address.len().saturating_sub(from);
    let mut same = 0;
    loop {
        let chunk = eight(address, from + same);
        let equal = usize::try_from((chunk ^ eight(name, same)).trailing_zeros() / 8).unwrap_or_default();
        let marked = before(chunk, pattern);
        if marked < 8 && marked <= equal && same + marked <= name.len() {
            return Compared::Mark(same + marked);
        }
        same += equal.min(8);
        if same >= left {
            return if left <= name.len() { Compared::End(left) } else { Compared::Differs };
        }
        if equal < 8 {
            return Compared::Differs;
        }
    }
}

/// Gives the first byte and the hash of every part to `each`, until it says stop; eight bytes at a time.
#[inline]
fn words(bytes: &[u8], separator: u8, mut each: impl FnMut(u8, u64) -> bool) {
    let pattern = ONES.wrapping_mul(u64::from(separator));
    let mut at = 0;
    'parts: loop {
        let first = bytes.get(at).copied().unwrap_or_default();
        let mut word = WILD;
        loop {
            let chunk = eight(bytes, at);
            let length = before(chunk, pattern);
            if length < 8 {
                if length > 0 {
                    word = step(word, chunk & ((1 << (8 * length)) - 1));
                }
                at += length + 1;
                if !each(first, word) {
                    return;
                }
                continue 'parts;
            }
            if chunk != 0 {
                word = step(word, chunk);
            }
            at += 8;
            if at >= bytes.len() {
                each(first, word);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    fn word(part: &str) -> u64 {
        (0..part.len()).step_by(8).fold(WILD, |word, at| step(word, eight(part.as_bytes(), at)))
    }

    #[test]
    fn parts_of_every_length_and_place() {
        for count in 1..6 {
            for length in 0..20 {
                let parts: Vec<String> = (0..count).map(|n| format!("{n}").repeat(length)).collect();
                let text = parts.join(".");
                let mut got = Vec::new();
                words(text.as_bytes(), b'.', |first, word| {
                    got.push((first, word));
                    true
                });
                let want: Vec<_> = parts
                    .iter()
                    .enumerate()
                    .map(|(place, part)| {
                        let next = if place + 1 < count { b'.' } else { 0 };
                        (part.bytes().next().unwrap_or(next), word(part))
                    })
                    .collect();
                assert_eq!(got, want, "{text}");
            }
        }
    }

    #[test]
    fn addresses_and_names_compared() {
        let cases = [
            ("Device.WiFi.SSID.{i}.SSID", "Device.WiFi.SSID.12.SSID", Compared::Mark(17)),
            ("Device.WiFi.SSID.{i}.SSID", "Device.WiFi.SSID.{i}.SSID", Compared::Mark(17)),
            ("Device.WiFi.SSID.{i}.SSID", "Device.WiFi.SSID.", Compared::Mark(17)),
            ("Device.WiFi.SSID.{i}.SSID", "Device.WiFi.SSID", Compared::Differs),
            ("Device.WiFi.SSID.{i}.SSID", "Device.WiFi.RADIO.1", Compared::Differs),
            ("/3/0/6", "/3/0/6/1", Compared::End(6)),
            ("/3/0/6", "/3/0/6", Compared::End(6)),
            ("/3/0/6", "/3/0/", Compared::Differs),
            ("12345678", "12345678", Compared::End(8)),
            ("12345678", "1234567", Compared::Differs),
            ("12345678", "123456789", Compared::End(8)),
            ("12345678{i}", "12345678", Compared::Mark(8)),
            ("", "x", Compared::End(0)),
            ("a\0", "a", Compared::Differs),
        ];
        for (address, name, expected) in cases {
            assert_eq!(compare(address.as_bytes(), 0, name.as_bytes(), b'{'), expected, "{address} {name}");
            let longer = format!("./{address}");
            assert_eq!(compare(longer.as_bytes(), 2, name.as_bytes(), b'{'), expected, "{address} {name}");
        }
    }

    #[test]
    fn instances_do_not_count() {
        for (technology, one, other) in [
            (Technology::Tr181, "Device.WiFi.SSID.{i}.SSID", "Device.WiFi.SSID.4096.SSID"),
            (Technology::Tr181, "Device.WiFi.SSID.*.SSID", "Device.WiFi.SSID.[guest].SSID"),
            (Technology::LwM2m, "/9/{i}/1", "/9/12/1"),
            (Technology::LwM2m, "/3/0/6", "/3/0/6/7"),
            (Technology::OmaDm, "./FUMO/<x>/State", "FUMO/*/State"),
        ] {
            assert_eq!(name(technology, one).value, name(technology, other).value, "{one} {other}");
        }
        let mut shares = [0; MAX_PLACES];
        let hash = name_and_shares(Technology::OmaDm, "./FUMO/State/State", &mut shares);
        let wild = name(Technology::OmaDm, "./FUMO/<x>/State");
        assert_eq!(hash.value.wrapping_add(shares[1]), wild.value);
        assert_ne!(hash.value, wild.value);
        assert_ne!(hash.value, name(Technology::OmaDm, "./State/FUMO/State").value);
    }
}
