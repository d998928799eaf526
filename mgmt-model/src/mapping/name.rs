//! Names taken apart: what of them is fixed and what names an instance. [`super::hash`] does the same for look-up.

use super::Technology;
use crate::resource::{Attribute, Resource};

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

/// The address of the instance that an address is in: everything through the last placeholder; in LwM2M the object
/// and the instance. `None` where there is no instance.
pub(crate) fn table(technology: Technology, address: &str) -> Option<&str> {
    let placeholder = match technology {
        Technology::LwM2m => {
            return address.rsplit_once('/').map(|(instance, _)| instance).filter(|i| i.len() > 2);
        }
        Technology::OmaDm => "<x>",
        Technology::Tr181 | Technology::Tr098 => "{i}",
        _ => return None,
    };
    let end = address.rfind(placeholder)?;
    address.get(..end + placeholder.len())
}

/// Every name that a resource has, without prefix.
pub(crate) fn of_resource(resource: &Resource) -> impl Iterator<Item = &str> {
    let short = resource.short.split_once(':').map_or(&*resource.short, |(_, local)| local);
    let names = [&*resource.name, short].into_iter().chain(resource.aliases.split(' '));
    names.filter(|name| !name.is_empty())
}

/// Every name that an attribute has in its resource.
pub(crate) fn of_attribute(attribute: &Attribute) -> impl Iterator<Item = &str> {
    let names = [&*attribute.name, &*attribute.short].into_iter().chain(attribute.aliases.split(' '));
    names.filter(|name| !name.is_empty())
}
