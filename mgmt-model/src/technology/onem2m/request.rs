use super::{Method, Request};
use crate::mapping::Mapping;
use crate::resource::Presence;
use crate::{ErrorKind, Value};

/// That a CREATE or UPDATE gives what its type demands and nothing that it forbids (TS-0004, Annex D).
///
/// # Errors
///
/// `NoMapping` for a resource or attribute that is not in the tables, `Missing` for a mandatory attribute,
/// `Unexpected` for one that must not be given, `Conflict` for contradictory actions, and those of the types.
pub fn check_request(request: &Request<'_>, mapping: &Mapping) -> Result<(), ErrorKind> {
    let (Method::Create | Method::Update, Some(content)) = (request.operation, &request.content) else {
        return Ok(());
    };
    let resource = mapping.resource_by_name(&content.name).ok_or(ErrorKind::NoMapping)?;
    let presence = |attribute: &crate::resource::Attribute| match request.operation {
        Method::Create => attribute.create,
        _ => attribute.update,
    };
    for (name, value) in &content.attributes {
        if mapping.common_attributes().iter().any(|common| common.short == *name || common.name == *name) {
            continue;
        }
        // Structures are checked by their members.
        if matches!(&**name, "wcrds" | "bop" | "cmlk") {
            continue;
        }
        let attribute = mapping.attribute_of(resource, name).ok_or(ErrorKind::NoMapping)?;
        let attribute = mapping.attribute(attribute).ok_or(ErrorKind::NoMapping)?;
        if presence(attribute) == Presence::NotPresent {
            return Err(ErrorKind::Unexpected("attribute"));
        }
        if *value == Value::Null && request.operation == Method::Create {
            return Err(ErrorKind::Unexpected("null"));
        }
        attribute.data_type.coerce(value.clone(), mapping.enumerations())?;
    }
    if request.operation == Method::Create {
        for (_, attribute) in mapping.attributes_of(resource) {
            let nested = attribute.short.contains('.') || attribute.short == "cmlk";
            let given = content.attributes.iter().any(|(name, _)| {
                attribute.short == *name
                    || attribute.name == *name
                    || attribute.aliases.split(' ').any(|a| a == name)
            });
            if attribute.create == Presence::Mandatory && !nested && !given && !attribute.short.is_empty() {
                return Err(ErrorKind::Missing("mandatory attribute"));
            }
        }
    }
    let options = crate::Options::default().with_mapping(mapping);
    super::lift(core::slice::from_ref(content), &options).map(|_| ())
}
