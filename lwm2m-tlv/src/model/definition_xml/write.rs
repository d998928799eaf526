//! Writing definition files.

use super::{Result, lift, urn_version};
use crate::error::{Error, ErrorKind};
use crate::model::definition::{ObjectDefinition, ResourceDefinition, ResourceType};
use crate::version::Version;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::borrow::Borrow;
use mgmt_wire::xml::{Style, Writer};

pub(super) fn objects<O: Borrow<ObjectDefinition>>(objects: &[O]) -> Result<String> {
    if objects.is_empty() {
        return Err(Error::new(ErrorKind::Missing("Object")));
    }
    let mut style = Style::default();
    style.indent = Some(2);
    let mut writer = Writer::with_style(style);
    writer.start("LWM2M");
    writer.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    writer.attribute(
        "xsi:noNamespaceSchemaLocation",
        "http://openmobilealliance.org/tech/profiles/LWM2M-v1_1.xsd",
    );
    for definition in objects {
        let definition = definition.borrow();
        object(&mut writer, definition)
            .map_err(|kind| Error::new(kind).in_path(format!("/{}", definition.id)))?;
    }
    writer.end();
    writer.finish().map_err(lift)
}

type Written = core::result::Result<(), ErrorKind>;

fn object(writer: &mut Writer<'_>, object: &ObjectDefinition) -> Written {
    let urn = match &object.urn {
        urn if urn.is_empty() => Cow::Owned(urn_of(object)),
        urn if urn_version(urn).is_some_and(|version| version != object.version) => {
            return Err(ErrorKind::InvalidValue("ObjectURN"));
        }
        urn => Cow::Borrowed(&**urn),
    };
    writer.start("Object");
    writer.attribute("ObjectType", "MODefinition");
    writer.leaf("Name", &object.name);
    writer.leaf("Description1", &object.description);
    writer.leaf("ObjectID", &object.id.to_string());
    writer.leaf("ObjectURN", &urn);
    writer.leaf("LWM2MVersion", &object.lwm2m_version.to_string());
    writer.leaf("ObjectVersion", &object.version.to_string());
    writer.leaf("MultipleInstances", multiple(object.multiple));
    writer.leaf("Mandatory", mandatory(object.mandatory));
    writer.start("Resources");
    let mut resources: Vec<&ResourceDefinition> = object.resources.iter().collect();
    resources.sort_by_key(|resource| resource.id);
    for pair in resources.windows(2) {
        if let [first, second] = pair
            && first.id == second.id
        {
            return Err(ErrorKind::Duplicate(first.id));
        }
    }
    for definition in resources {
        resource(writer, definition)?;
    }
    writer.end();
    writer.leaf("Description2", &object.description2);
    writer.end();
    Ok(())
}

fn resource(writer: &mut Writer<'_>, resource: &ResourceDefinition) -> Written {
    let fits = match resource.resource_type {
        ResourceType::None => resource.operations.executable(),
        ResourceType::Known(_) => !resource.operations.executable(),
        ResourceType::Other(_) => false,
    };
    if !fits {
        return Err(ErrorKind::InvalidValue("Type"));
    }
    writer.start("Item");
    writer.attribute("ID", &resource.id.to_string());
    writer.leaf("Name", &resource.name);
    writer.leaf("Operations", resource.operations.as_str());
    writer.leaf("MultipleInstances", multiple(resource.multiple));
    writer.leaf("Mandatory", mandatory(resource.mandatory));
    writer.leaf("Type", resource.resource_type.as_str());
    writer.leaf("RangeEnumeration", resource.range.as_ref().map_or("", |range| &range.text));
    writer.leaf("Units", &resource.units);
    writer.leaf("Description", &resource.description);
    writer.end();
    Ok(())
}

const fn multiple(multiple: bool) -> &'static str {
    if multiple { "Multiple" } else { "Single" }
}

const fn mandatory(mandatory: bool) -> &'static str {
    if mandatory { "Mandatory" } else { "Optional" }
}

/// The URN of an object by the class of its identifier; version 1.0 is not stated.
fn urn_of(object: &ObjectDefinition) -> String {
    let class = match object.id {
        0..=1_023 => "oma",
        1_024..=10_240 => "ext",
        _ => "x",
    };
    match object.version {
        Version::V1_0 => format!("urn:oma:lwm2m:{class}:{}", object.id),
        version => format!("urn:oma:lwm2m:{class}:{}:{version}", object.id),
    }
}
