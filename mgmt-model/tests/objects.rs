//! The Rust types of management objects are what the tables say; `BLESS=1` writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

use mgmt_model::Mapping;
use mgmt_model::onem2m::{self, Resource};
use mgmt_model::resource::objects::*;
use mgmt_model::resource::{ActionStatus, Attribute, Base, Enumeration, Object, Presence, codes};
use mgmt_model::{ErrorKind, Instance, Message, Operation, Options, Target, Value};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Words of a name: `fwVersion`, `CSE-ID`, `CHARGING_COMPLETE`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    let mut start = true;
    for (place, c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            start = true;
            continue;
        }
        let before = place.checked_sub(1).and_then(|at| chars.get(at));
        let next = chars.get(place + 1);
        // A capital begins a word after a small letter, and before one.
        let turn = c.is_ascii_uppercase()
            && (before.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
                || (before.is_some_and(char::is_ascii_uppercase)
                    && next.is_some_and(char::is_ascii_lowercase)));
        if start || turn {
            words.push(String::new());
        }
        start = false;
        words.last_mut().unwrap().push(c.to_ascii_lowercase());
    }
    words
}

fn snake(name: &str) -> String {
    let joined = words(name).join("_");
    match joined.as_str() {
        "type" | "use" | "in" | "loop" | "move" | "enum" => format!("{joined}_"),
        _ if joined.starts_with(|c: char| c.is_ascii_digit()) => format!("n{joined}"),
        _ => joined,
    }
}

fn pascal(name: &str) -> String {
    let words = words(name);
    words.iter().map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}

fn field(attribute: &Attribute) -> String {
    match attribute.name.strip_prefix("mgmtLink") {
        Some("") => "links".into(),
        Some(target) => snake(target) + "_links",
        None => snake(attribute.name.rsplit('.').next().unwrap()),
    }
}

fn code_name(enumeration: &Enumeration) -> String {
    pascal(enumeration.name.rsplit(':').next().unwrap())
}

fn rust_type(attribute: &Attribute, mapping: &Mapping) -> String {
    let data_type = attribute.data_type;
    let one = match data_type.base {
        Base::Boolean | Base::Action => "bool".into(),
        Base::Float => "f64".into(),
        Base::Timestamp => "crate::Time".into(),
        Base::Base64 if attribute.secret => "SecretBytes".into(),
        Base::Base64 => "Vec<u8>".into(),
        Base::ActionStatus => "ActionStatus".into(),
        Base::Any | Base::AbsRelTimestamp => "Value<'static>".into(),
        Base::Enumeration(index) => {
            format!("codes::{}", code_name(&mapping.enumerations()[usize::from(index)]))
        }
        Base::UnsignedInt => "u32".into(),
        _ if data_type.is_number() && data_type.minimum >= 0 => "u64".into(),
        _ if data_type.is_number() => "i64".into(),
        _ if attribute.secret => "Secret".into(),
        _ => "String".into(),
    };
    if data_type.list { format!("Vec<{one}>") } else { one }
}

const MADE: &str = "Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.";

/// The files, and what is in them.
const FAMILIES: [(&str, &str); 7] = [
    ("device", "The device and its software: oneM2M's 1001 to 1010."),
    ("cmdh", "How messages are delivered: oneM2M's 1011 to 1019."),
    ("configuration", "What a device is given for its service: oneM2M's 1020 to 1031."),
    ("neighbour", "oneM2M's resources beside the management objects."),
    ("network", "Own objects: connections, what passes over them, where and when."),
    ("diagnostics", "Own objects: tests that a device runs."),
    ("management", "Own objects: servers, identity, faults, locks and what else is common ground."),
];

fn family(kind: &mgmt_model::resource::Resource) -> &'static str {
    match (kind.definition, &*kind.name) {
        (None, _) => "neighbour",
        (Some(0), "statistics" | "location" | "time" | "wlan" | "accessPointName") => "network",
        (Some(0), name) if name == "ping" || name == "traceRoute" || name.ends_with("Test") => "diagnostics",
        (Some(0), _) => "management",
        (Some(..=1010), _) => "device",
        (Some(..=1019), _) => "cmdh",
        _ => "configuration",
    }
}

/// The files of the types, by name.
fn objects(mapping: &Mapping) -> Vec<(String, String)> {
    let mut index = format!(
        "//! A Rust type per management object, for each attribute that oneM2M has a name for.\n//!\n//! {MADE}\n\n"
    );
    let mut files = Vec::new();
    for (name, about) in FAMILIES {
        let _ = writeln!(index, "mod {name};");
        files.push((
            format!("objects/{name}.rs"),
            format!("//! {about}\n//!\n//! {MADE}\n\n") + &types(mapping, name),
        ));
    }
    index.push('\n');
    for (name, _) in FAMILIES {
        let _ = writeln!(index, "pub use {name}::*;");
    }
    files.push(("objects/mod.rs".to_owned(), index));
    files
}

/// The types of a family.
fn types(mapping: &Mapping, of: &str) -> String {
    let mut rust = String::new();
    for kind in mapping.resources().iter().filter(|kind| family(kind) == of) {
        let id = mapping.resource_by_name(&kind.name).unwrap();
        if mapping.attributes_of(id).all(|(_, attribute)| attribute.short.is_empty()) {
            continue;
        }
        let definition = match kind.definition {
            Some(0) | None => String::new(),
            Some(number) => format!(", mgmtDefinition {number}"),
        };
        let name = if kind.name == "wificlient" { "WifiClient".into() } else { pascal(&kind.name) };
        let _ = write!(
            rust,
            "\nobject! {{\n    /// {} (`{}`{definition}).\n    {name} {:?}\n",
            kind.name, kind.short, kind.name
        );
        let attributes: Vec<_> = mapping
            .attributes_of(id)
            .map(|(_, attribute)| attribute)
            .filter(|a| !a.short.is_empty())
            .collect();
        let mut names = BTreeSet::new();
        for must in [true, false] {
            rust.push_str("    {\n");
            for attribute in attributes.iter().filter(|a| (a.create == Presence::Mandatory) == must) {
                let field = field(attribute);
                assert!(names.insert(field.clone()), "{} {field} twice", kind.name);
                let unit =
                    if attribute.unit.is_empty() { String::new() } else { format!(", {}", attribute.unit) };
                let _ = write!(
                    rust,
                    "        /// `{}`{unit}.\n        {field} with_{field}: {} = {:?};\n",
                    attribute.short,
                    rust_type(attribute, mapping),
                    attribute.name
                );
            }
            rust.push_str("    }\n");
        }
        rust.push_str("}\n");
    }
    let mut own = vec!["Field", "Object"];
    own.extend(
        ["ActionStatus", "Secret", "SecretBytes"]
            .iter()
            .filter(|name| rust.contains(&format!(": {name} ")) || rust.contains(&format!("<{name}>"))),
    );
    own.sort_unstable();
    let string = if rust.contains("String") { "use alloc::string::String;\n" } else { "" };
    let codes = if rust.contains("codes::") { "use crate::resource::codes;\n" } else { "" };
    format!(
        "{codes}use crate::resource::object::{{{}, object}};\nuse crate::{{ErrorKind, Value}};\n{string}use alloc::vec::Vec;\n{rust}",
        own.join(", "),
    )
}

fn codes(mapping: &Mapping) -> String {
    let mut rust = String::from(
        "//! A Rust type per enumeration of the management objects.\n//!\n\
         //! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.\n\n\
         use super::object::code;\n",
    );
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for attribute in mapping.attributes().iter().filter(|attribute| !attribute.short.is_empty()) {
        if let Base::Enumeration(index) = attribute.data_type.base {
            used.insert(usize::from(index));
        }
    }
    // Part of every action status.
    used.extend(mapping.enumerations().iter().position(|enumeration| enumeration.name == "m2m:status"));
    for enumeration in used.into_iter().map(|index| &mapping.enumerations()[index]) {
        let _ =
            write!(rust, "\ncode! {{\n    /// `{}`.\n    {} {{\n", enumeration.name, code_name(enumeration));
        let mut names = BTreeSet::new();
        for (number, text) in enumeration.values.iter() {
            let mut constant = snake(text).to_ascii_uppercase();
            if constant.is_empty() || !names.insert(constant.clone()) {
                constant = format!("{constant}_{number}");
            }
            let _ = writeln!(rust, "        {constant} = {number} {text:?};");
        }
        rust.push_str("    }\n}\n");
    }
    rust
}

#[test]
fn types_are_fresh() {
    let mapping = Mapping::built_in();
    let mut files = objects(mapping);
    files.push(("codes.rs".to_owned(), codes(mapping)));
    for (file, rust) in files {
        assert!(rust.lines().count() < 400, "{file} is long: give it another family");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/resource").join(&file);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &rust).unwrap();
        }
        assert!(
            std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n") == rust,
            "data/*.tsv and src/resource/{file} differ: run BLESS=1 cargo test -p mgmt-model --test objects"
        );
    }
}

/// What goes into a type comes out of it, and out of the representation.
fn back<T: Object + Clone + PartialEq + std::fmt::Debug>(object: T) -> Resource<'static> {
    let resource = object.clone().into_resource();
    assert_eq!(T::from_resource(&resource).unwrap(), object, "{resource:?}");
    let message = onem2m::lift(std::slice::from_ref(&resource), &Options::default()).unwrap();
    if message.operations.is_empty() {
        assert_eq!(T::from_message(&message, &Instance::FIRST).unwrap(), object);
    }
    resource
}

#[test]
fn typed_objects() {
    let firmware = Firmware::new("4.9.2", "gw-image", "https://files.example/f.bin", true)
        .with_update_status(ActionStatus::new(codes::Status::IN_PROCESS).with_action("update"));
    let resource = back(firmware);
    assert_eq!(resource.get("uds").unwrap().member("sus"), Some(&Value::Integer(3)));
    back(Software::new("1.4", "meter", "https://files.example/meter.ipk").with_install(true));
    back(Memory::new(65_536_000_u64, 262_144_000_u64));
    back(Battery::new(57_u32, codes::BatteryStatus::CHARGING));
    back(DeviceInfo::new("S-0007", "Hilltop", "HT-7420", "gateway").with_protocol(vec!["U".to_owned()]));
    back(EventLog::new(codes::LogTypeId::TRACE, "line", codes::LogStatus::STARTED));
    back(WifiClient::new("meadow", true));
    let wifi = WifiClient::default()
        .with_ssid("meadow")
        .with_encryption_type(codes::WifiEncryptionType(4))
        .with_wpa_psk("correct horse");
    assert!(!format!("{wifi:?}").contains("correct horse"), "secrets are not for logs");
    assert_eq!(back(wifi).get("wcrds").unwrap().member("enct"), Some(&Value::Integer(4)));
    let policy =
        CmdhPolicy::default().with_cmdh_policy_name("p").with_cmdh_defaults_links(vec!["cmdf-1".into()]);
    let resource = back(policy);
    assert_eq!(
        resource.get("cmlk").unwrap().as_list().unwrap()[0].member("typ"),
        Some(&Value::Integer(1013))
    );
    back(MobileNetwork::new(codes::CellularNetworkBearer(6)).with_ip_addresses(vec!["192.0.2.7".to_owned()]));
}

#[test]
fn typed_refusals() {
    let other = Resource::new("m2m:mem").with("mma", 1);
    assert_eq!(Battery::from_resource(&other), Err(ErrorKind::Unexpected("resource")));
    let level = Resource::new("m2m:bat").with("btl", 101);
    assert_eq!(Battery::from_resource(&level), Err(ErrorKind::OutOfRange("unsignedInt")));
    let both = Resource::new("m2m:swr").with("in", true).with("un", true);
    assert_eq!(Software::from_resource(&both), Err(ErrorKind::Conflict));
}

#[test]
fn typed_arguments() {
    let update = Mapping::built_in().find_attribute("firmware.update").unwrap();
    let arguments =
        Firmware::default().with_url("https://files.example/f.bin").into_readings(&Instance::FIRST);
    let message = Message::request(vec![Operation::Execute { action: Target::new(update), arguments }]);
    let lowered = onem2m::lower(&message, &Options::default());
    assert_eq!(
        lowered.output,
        [Firmware::default().with_url("https://files.example/f.bin").with_update(true).into_resource()]
    );
}

#[test]
fn typed_secrets_codes_and_wrong_values() {
    use mgmt_model::resource::{Secret, SecretBytes};
    assert_eq!(
        format!("{:?} {:?}", Secret::from("x".to_owned()), SecretBytes::from(vec![1])),
        "Secret(…) SecretBytes(…)"
    );
    assert_eq!(codes::BatteryStatus::from(2), codes::BatteryStatus::CHARGING);
    assert_eq!(codes::BatteryStatus::CHARGING.name(), Some("CHARGING"));
    assert_eq!(codes::BatteryStatus(77).name(), None);
    for (json, kind) in [
        (r#"{"m2m:mem":{"mma":"much"}}"#, ErrorKind::InvalidValue("integer")),
        (r#"{"m2m:bat":{"bts":99}}"#, ErrorKind::UnknownEnum),
        (r#"{"m2m:mem":{"mma":-1}}"#, ErrorKind::OutOfRange("unsignedLong")),
    ] {
        let resource = Resource::from_json(json.as_bytes()).unwrap().remove(0);
        let refused = [Memory::from_resource(&resource).err(), Battery::from_resource(&resource).err()];
        assert!(refused.contains(&Some(kind)), "{json}: {refused:?}");
    }
    // What the type does not have is not taken.
    let mut battery = Battery::default();
    assert_eq!(battery.set("colour", Value::from(1)), Ok(false));
    assert_eq!(battery.set("batteryLevel", Value::text("full")), Err(ErrorKind::Type("number")));
    assert!(Memory::default().into_readings(&Instance::FIRST).is_empty());
    // An instance other than the one asked for says nothing about it.
    let level = Mapping::built_in().find_attribute("battery.batteryLevel").unwrap();
    let second = mgmt_model::Reading::new(level, 57).with_instance(Instance::index(1));
    let message = Message::report(vec![second]);
    assert_eq!(Battery::from_message(&message, &Instance::FIRST), Ok(Battery::default()));
    assert_eq!(Battery::from_message(&message, &Instance::index(1)).unwrap().battery_level, Some(57));
}
