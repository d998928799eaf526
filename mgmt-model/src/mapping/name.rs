//! Names taken apart: what of them is fixed and what names an instance.

use super::Technology;
use alloc::vec::Vec;

/// Stands for every instance number and name of the device's choice.
const WILD: u64 = 0x9e37_79b9_7f4a_7c15;

/// What a part of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Segment<'n> {
    /// A fixed word.
    Word(&'n str),
    /// An instance, as written.
    Instance(&'n str),
    /// A placeholder: any instance.
    Any,
}

const fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0xf135_7aea_2e62_a9c5)
}

/// The hash of one part. Cheap, and collisions do no harm: names are compared after they are found.
pub(crate) fn hash_word(text: &str) -> u64 {
    hash_bytes(text.as_bytes())
}

fn hash_bytes(bytes: &[u8]) -> u64 {
    let length = u64::try_from(bytes.len()).unwrap_or_default();
    bytes.iter().fold(length, |word, byte| word.rotate_left(7) ^ u64::from(*byte))
}

/// The place of a word in a bitmap of `words` times 64 bits.
fn bit(word: u64, words: usize) -> (usize, u64) {
    let spread = mix(0, word) >> 20;
    let words = u64::try_from(words.max(1)).unwrap_or(1);
    (usize::try_from(spread / 64 % words).unwrap_or_default(), 1 << (spread % 64))
}

/// A bitmap that knows the words of the table. It may take another text for a word, which costs a second look, but
/// never misses one.
pub(crate) fn bitmap(words: &[u64]) -> Vec<u64> {
    let mut bitmap = alloc::vec![0_u64; words.len().next_power_of_two().max(128)];
    let length = bitmap.len();
    for word in words {
        let (place, mask) = bit(*word, length);
        if let Some(slot) = bitmap.get_mut(place) {
            *slot |= mask;
        }
    }
    bitmap
}

pub(crate) fn is_word(bitmap: &[u64], word: u64) -> bool {
    let (place, mask) = bit(word, bitmap.len());
    bitmap.get(place).is_some_and(|bits| bits & mask != 0)
}

/// The parts of a name, leading `./` and `/` left out.
pub(crate) fn segments(technology: Technology, name: &str) -> core::str::Split<'_, char> {
    let name = match technology {
        Technology::OmaDm => name.strip_prefix("./").unwrap_or(name),
        Technology::LwM2m => name.strip_prefix('/').unwrap_or(name),
        _ => name,
    };
    name.split(technology.separator())
}

/// Reads one part. In OMA DM only the table can tell words from names of nodes, so that all but placeholders are
/// words here.
pub(crate) fn segment(technology: Technology, place: usize, text: &str) -> Segment<'_> {
    match technology {
        Technology::Tr181 | Technology::Tr098 | Technology::Cwmp => match text {
            "{i}" | "*" => Segment::Any,
            _ if text.starts_with('[') || text.bytes().next().is_some_and(|byte| byte.is_ascii_digit()) => {
                Segment::Instance(text)
            }
            _ => Segment::Word(text),
        },
        Technology::LwM2m => match text {
            "{i}" | "*" => Segment::Any,
            _ if place == 1 || place == 3 => Segment::Instance(text),
            _ => Segment::Word(text),
        },
        Technology::OmaDm if text == "<x>" || text == "<X>" || text == "*" => Segment::Any,
        _ => Segment::Word(text),
    }
}

/// Starts the hash of a name of this technology.
const fn seed(technology: Technology) -> u64 {
    technology as u64 + 1
}

/// The hash of an address, equal for all instances of it. `is_word` tells words from names of nodes in OMA DM;
/// `wild` is the number of a part to take for a name of a node all the same. The element of a list at the end of
/// an LwM2M path does not count.
pub(crate) fn hash(
    technology: Technology,
    name: &str,
    is_word: impl Fn(u64) -> bool,
    wild: Option<usize>,
) -> u64 {
    let name = match technology {
        Technology::OmaDm => name.strip_prefix("./").unwrap_or(name),
        Technology::LwM2m => name.strip_prefix('/').unwrap_or(name),
        _ => name,
    };
    let separator = technology.separator_byte();
    let mut hash = seed(technology);
    for (place, part) in name.as_bytes().split(|byte| *byte == separator).enumerate() {
        let first = part.first().copied().unwrap_or_default();
        let open = match technology {
            Technology::Tr181 | Technology::Tr098 | Technology::Cwmp => {
                matches!(first, b'0'..=b'9' | b'[' | b'{' | b'*')
            }
            Technology::LwM2m if place == 3 => break,
            Technology::LwM2m => place == 1 || matches!(first, b'{' | b'*'),
            Technology::OmaDm => matches!(first, b'<' | b'*') || wild == Some(place),
            _ => false,
        };
        let word = if open { WILD } else { hash_bytes(part) };
        let known = open || technology != Technology::OmaDm || is_word(word);
        hash = mix(hash, if known { word } else { WILD });
    }
    hash
}

/// The hash of `resource.attribute`.
pub(crate) fn hash_name(resource: &str, attribute: &str) -> u64 {
    mix(hash_word(resource), hash_word(attribute))
}

/// The address of the instance that an address is in: everything through the last placeholder that is no element
/// of a list; in LwM2M the object and the instance. `None` where there is no instance.
pub(crate) fn table(technology: Technology, address: &str, multiple: bool) -> Option<&str> {
    let placeholder = match technology {
        Technology::LwM2m => {
            return address.rsplit_once('/').map(|(instance, _)| instance).filter(|i| i.len() > 2);
        }
        Technology::OmaDm => "<x>",
        Technology::Tr181 | Technology::Tr098 => "{i}",
        _ => return None,
    };
    let mut end = address.rfind(placeholder)?;
    if multiple {
        end = address.get(..end)?.rfind(placeholder)?;
    }
    address.get(..end + placeholder.len())
}
