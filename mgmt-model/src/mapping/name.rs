//! Names taken apart: what of them is fixed and what names an instance.

use super::Technology;

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

pub(crate) fn hash_word(text: &str) -> u64 {
    let mut hash = 0;
    for chunk in text.as_bytes().chunks(8) {
        let mut word = [0; 8];
        for (to, from) in word.iter_mut().zip(chunk) {
            *to = *from;
        }
        hash = mix(hash, u64::from_le_bytes(word));
    }
    mix(hash, u64::try_from(text.len()).unwrap_or_default())
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
    let mut hash = seed(technology);
    for (place, text) in segments(technology, name).enumerate() {
        if technology == Technology::LwM2m && place == 3 {
            break;
        }
        let word = match segment(technology, place, text) {
            Segment::Word(text) => hash_word(text),
            Segment::Instance(_) | Segment::Any => WILD,
        };
        let open =
            technology == Technology::OmaDm && (wild == Some(place) || (word != WILD && !is_word(word)));
        hash = mix(hash, if open { WILD } else { word });
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
