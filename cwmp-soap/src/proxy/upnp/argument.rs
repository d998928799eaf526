//! The arguments of UPnP DM actions that are XML documents: lists of paths, and of paths with values.
//!
//! An action carries such a document as text, escaped once more. Values have no types: those of answers are strings.
//!
//! ```
//! use cwmp_soap::path::Path;
//! use cwmp_soap::proxy::upnp::{COMMON_OBJECTS, argument};
//! use cwmp_soap::rpc::GetParameterValues;
//!
//! let mount = Path::parse("Device.")?;
//! let read = GetParameterValues::new(vec!["Device.DeviceInfo.UpTime".into()]);
//! let asked = argument::get_values(&read, &mount, COMMON_OBJECTS)?;
//! assert_eq!(argument::read_paths(&asked)?, ["/UPnP/DM/DeviceInfo/UpTime"]);
//!
//! let answer = argument::write_values([("/UPnP/DM/DeviceInfo/UpTime", "77")])?;
//! let answer = argument::values_response(&answer, COMMON_OBJECTS, &mount)?;
//! assert_eq!(answer.parameter_list[0].name, "Device.DeviceInfo.UpTime");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{from_upnp, to_upnp};
use crate::error::{Error, ErrorKind};
use crate::path::Path;
use crate::rpc::{GetParameterValues, GetParameterValuesResponse, ParameterValueStruct, SetParameterValues};
use crate::value::{Value, trim};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::xml::{Event, Reader, Style, Writer};
use mgmt_wire::{DecodeOptions, Limit};

/// The namespace of the documents.
pub const NAMESPACE: &str = "urn:schemas-upnp-org:dm:cms";

/// A path and the value there.
pub type PathValue<'a> = (Cow<'a, str>, Cow<'a, str>);

/// What a list of paths is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathKind {
    /// What there is: `GetValues`, `GetAttributes`, and their answers.
    Content,
    /// Rows: the answer of `GetInstances`.
    Instance,
    /// What there may be, `#` for instance numbers: `GetSupportedParameters` and its answer.
    Structure,
}

impl PathKind {
    /// The elements of a list and of an item.
    const fn elements(self) -> (&'static str, &'static str) {
        match self {
            PathKind::Content => ("ContentPathList", "ContentPath"),
            PathKind::Instance => ("InstancePathList", "InstancePath"),
            PathKind::Structure => ("StructurePathList", "StructurePath"),
        }
    }
}

/// Writes a list of paths.
///
/// # Errors
///
/// When a path holds characters that XML cannot carry.
pub fn write_paths<'p>(kind: PathKind, paths: impl IntoIterator<Item = &'p str>) -> Result<String, Error> {
    let (list, item) = kind.elements();
    let mut writer = start(list);
    for path in paths {
        writer.leaf(item, path);
    }
    finish(writer)
}

/// Writes a list of paths with values.
///
/// # Errors
///
/// When a text holds characters that XML cannot carry.
pub fn write_values<'p>(values: impl IntoIterator<Item = (&'p str, &'p str)>) -> Result<String, Error> {
    let mut writer = start("ParameterValueList");
    for (path, value) in values {
        writer.start("Parameter");
        writer.leaf("ParameterPath", path);
        writer.leaf("Value", value);
        writer.end();
    }
    finish(writer)
}

fn start(list: &'static str) -> Writer<'static> {
    let mut writer = Writer::with_style(Style::default());
    writer.start_qualified("cms", list);
    writer.declare("cms", NAMESPACE);
    writer
}

fn finish(mut writer: Writer<'_>) -> Result<String, Error> {
    writer.end();
    writer.finish().map_err(|error| error.map(ErrorKind::Xml))
}

/// Reads a list of paths of any [kind](PathKind), whatever its prefixes; white space around paths is removed.
///
/// # Errors
///
/// When it is no such document.
pub fn read_paths(xml: &str) -> Result<Vec<Cow<'_, str>>, Error> {
    let mut list = List::open(xml, &["ContentPathList", "InstancePathList", "StructurePathList"])?;
    let mut paths = Vec::new();
    while list.next(paths.len())?.is_some() {
        paths.push(path(list.text()?));
    }
    Ok(paths)
}

/// Reads a list of paths with values, whatever its prefixes; white space around paths is removed, values are kept.
///
/// # Errors
///
/// When it is no such document, or a parameter lacks its path or value.
pub fn read_values(xml: &str) -> Result<Vec<PathValue<'_>>, Error> {
    let mut list = List::open(xml, &["ParameterValueList"])?;
    let mut values = Vec::new();
    while list.next(values.len())?.is_some() {
        let (mut name, mut value) = (None, None);
        // The children of one parameter.
        while let Some(element) = list.next(0)? {
            let slot = match element {
                "ParameterPath" => &mut name,
                "Value" => &mut value,
                _ => {
                    list.reader.skip_element().map_err(xml_error)?;
                    continue;
                }
            };
            if slot.replace(list.text()?).is_some() {
                return Err(list.reader.error(ErrorKind::Duplicate("ParameterPath or Value")));
            }
        }
        let name = name.ok_or_else(|| list.reader.error(ErrorKind::Missing("ParameterPath")))?;
        let value = value.ok_or_else(|| list.reader.error(ErrorKind::Missing("Value")))?;
        values.push((path(name), value));
    }
    Ok(values)
}

/// The argument of `GetValues` that asks for the parameters of an RPC below `mount`, as [`to_upnp`] has their paths.
///
/// # Errors
///
/// `InvalidValue` when a name is not below the mount point, or is one that UPnP DM cannot write.
pub fn get_values(rpc: &GetParameterValues<'_>, mount: &Path<'_>, root: &str) -> Result<String, Error> {
    let paths = rpc.parameter_names.iter().map(|name| outward(name, mount, root));
    let paths = paths.collect::<Result<Vec<_>, _>>()?;
    write_paths(PathKind::Content, paths.iter().map(String::as_str))
}

/// The argument of `SetValues` that sets the parameters of an RPC below `mount`.
///
/// # Errors
///
/// Those of [`get_values`].
pub fn set_values(rpc: &SetParameterValues<'_>, mount: &Path<'_>, root: &str) -> Result<String, Error> {
    let values = rpc
        .parameter_list
        .iter()
        .map(|parameter| Ok((outward(&parameter.name, mount, root)?, &*parameter.value.text)));
    let values = values.collect::<Result<Vec<_>, Error>>()?;
    write_values(values.iter().map(|(path, value)| (path.as_str(), *value)))
}

/// The answer to a GetParameterValues from that of `GetValues`.
///
/// # Errors
///
/// Those of [`read_values`]; `InvalidValue` when a path is not below the root.
pub fn values_response(
    xml: &str,
    root: &str,
    mount: &Path<'_>,
) -> Result<GetParameterValuesResponse<'static>, Error> {
    let values = read_values(xml)?;
    let list = values.into_iter().map(|(path, value)| {
        let name = from_upnp(&path, root, mount).ok().flatten();
        let name = name.ok_or_else(|| Error::new(ErrorKind::InvalidValue("ParameterPath")))?;
        Ok(ParameterValueStruct::new(name.as_str().to_owned(), Value::string(value.into_owned())))
    });
    list.collect::<Result<Vec<_>, Error>>().map(GetParameterValuesResponse::new)
}

fn outward(name: &str, mount: &Path<'_>, root: &str) -> Result<String, Error> {
    let path = Path::parse(name).ok();
    path.and_then(|path| to_upnp(&path, mount, root))
        .ok_or_else(|| Error::new(ErrorKind::InvalidValue("ParameterNames")))
}

fn path(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
        Cow::Owned(text) => Cow::Owned(trim(&text).to_owned()),
    }
}

/// Reads a document that is one list.
struct List<'a> {
    reader: Reader<'a>,
    most: usize,
}

impl<'a> List<'a> {
    fn open(xml: &'a str, names: &[&'static str]) -> Result<Self, Error> {
        let options = DecodeOptions::lenient();
        let mut reader = Reader::new(xml, &options, &[]);
        reader.refuse_doctype();
        match reader.next_structure().map_err(xml_error)? {
            Event::Start(name) if names.contains(&name.local) => {
                Ok(List { reader, most: options.limits.get(Limit::Parameters) })
            }
            _ => Err(reader.error(ErrorKind::Missing(names.first().copied().unwrap_or_default()))),
        }
    }

    /// The next child of the element that is open; `None` at its end.
    fn next(&mut self, items: usize) -> Result<Option<&'a str>, Error> {
        match self.reader.next_structure().map_err(xml_error)? {
            Event::Start(_) if items >= self.most => {
                Err(self.reader.error(ErrorKind::Limit(Limit::Parameters)))
            }
            Event::Start(name) => Ok(Some(name.local)),
            Event::End | Event::Eof => Ok(None),
            Event::Text(_) => Err(self.reader.error(ErrorKind::Unexpected("text"))),
        }
    }

    fn text(&mut self) -> Result<Cow<'a, str>, Error> {
        let text = self.reader.text_content().map_err(xml_error)?;
        text.ok_or_else(|| self.reader.error(ErrorKind::Unexpected("element")))
    }
}

#[cold]
fn xml_error(error: mgmt_wire::xml::Error) -> Error {
    error.map(ErrorKind::Xml)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proxy::upnp::COMMON_OBJECTS;
    use alloc::format;
    use alloc::vec;

    #[test]
    fn lists_go_both_ways() {
        for kind in [PathKind::Content, PathKind::Instance, PathKind::Structure] {
            let xml = write_paths(kind, ["/UPnP/DM/A/#/", "/BBF/<"]).unwrap();
            assert!(xml.contains(&format!("<cms:{} xmlns:cms=\"{NAMESPACE}\">", kind.elements().0)), "{xml}");
            assert_eq!(read_paths(&xml).unwrap(), ["/UPnP/DM/A/#/", "/BBF/<"]);
        }
        let values = [("/UPnP/DM/A", " kept "), ("/UPnP/DM/B", ""), ("/UPnP/DM/C", "<&>")];
        let xml = write_values(values).unwrap();
        assert!(read_values(&xml).unwrap().iter().map(|(path, value)| (&**path, &**value)).eq(values));
        assert_eq!(write_paths(PathKind::Content, ["\u{0}"]).unwrap_err().name(), "InvalidCharacter");
    }

    #[test]
    fn lists_as_devices_write_them() {
        let paths = "<?xml version='1.0'?>\n<ContentPathList>\n <ContentPath>\n  /UPnP/DM/DeviceInfo/\n </ContentPath>\n</ContentPathList>";
        assert_eq!(read_paths(paths).unwrap(), ["/UPnP/DM/DeviceInfo/"]);
        let values = "<x:ParameterValueList xmlns:x='urn:schemas-upnp-org:dm:cms'><x:Parameter><Value>1</Value><Type>int</Type>\
            <ParameterPath> /UPnP/DM/A &amp;</ParameterPath></x:Parameter></x:ParameterValueList>";
        assert_eq!(read_values(values).unwrap(), [("/UPnP/DM/A &".into(), "1".into())]);
        for (wrong, error) in [
            ("<ContentPathList/>", "Missing"),
            ("<ParameterValueList><Parameter><Value/></Parameter></ParameterValueList>", "Missing"),
            ("<ParameterValueList><Parameter><ParameterPath/></Parameter></ParameterValueList>", "Missing"),
            ("<ParameterValueList><Parameter><Value/><Value/></Parameter></ParameterValueList>", "Duplicate"),
            ("<ParameterValueList>x</ParameterValueList>", "Unexpected"),
            (
                "<ParameterValueList><Parameter><Value><a/></Value></Parameter></ParameterValueList>",
                "Unexpected",
            ),
            ("<!DOCTYPE a><ParameterValueList/>", "DtdForbidden"),
            ("<ParameterValueList><Parameter>", "Truncated"),
        ] {
            assert_eq!(read_values(wrong).unwrap_err().name(), error, "{wrong}");
        }
        assert_eq!(read_values("<ParameterValueList/>").unwrap(), []);
    }

    #[test]
    fn rpcs_become_arguments_and_back() {
        let mount = Path::parse("Device.Services.X_ACME_UPnP.1.").unwrap();
        let name = "Device.Services.X_ACME_UPnP.1.DeviceInfo.ProvisioningCode";
        let set = SetParameterValues::new(vec![ParameterValueStruct::new(name, Value::string("a & b"))], "k");
        let xml = set_values(&set, &mount, COMMON_OBJECTS).unwrap();
        assert_eq!(
            read_values(&xml).unwrap(),
            [("/UPnP/DM/DeviceInfo/ProvisioningCode".into(), "a & b".into())]
        );
        let answer = values_response(&xml, COMMON_OBJECTS, &mount).unwrap();
        assert_eq!(answer.parameter_list, set.parameter_list);
        assert_eq!(values_response(&xml, "/BBF/", &mount).unwrap_err().name(), "InvalidValue");
        for wrong in ["Device.DeviceInfo.", "Device.Services.X_ACME_UPnP.1.[a].B", "A..B"] {
            let get = GetParameterValues::new(vec![wrong.into()]);
            assert_eq!(
                get_values(&get, &mount, COMMON_OBJECTS).unwrap_err().name(),
                "InvalidValue",
                "{wrong}"
            );
        }
    }
}
