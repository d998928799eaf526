//! OMA DM addresses against the object trees of `omadm-syncml`, LwM2M addresses of the core objects against
//! `lwm2m-tlv`: what can be checked without other people's files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, clippy::indexing_slicing)]
#![cfg(all(feature = "omadm", feature = "lwm2m"))]

use lwm2m_tlv::model::{CoreObjects, Model};
use lwm2m_tlv::{Path, ValueType};
use mgmt_model::Mapping;
use mgmt_model::mapping::{Native, Technology, Usage};
use omadm_syncml::object::{self, ManagementObject};
use omadm_syncml::tree::AccessType;

/// Where this crate puts each object, and the objects whose trees are not known.
const ROOTS: [(&str, &ManagementObject); 8] = [
    ("./DevInfo", &object::DEVINFO),
    ("./DevDetail", &object::DEVDETAIL),
    ("./DMAcc", &object::DMACC),
    ("./FUMO", &object::FUMO),
    ("./SCOMO", &object::SCOMO),
    ("./LAWMO", &object::LAWMO),
    ("./DCMO", &object::DCMO),
    ("./GwMO", &object::GW_DEVICE_INVENTORY),
];
const UNKNOWN: [&str; 4] = ["./DiagMon/", "./MCMDHMO/", "./ConnMO/", "./Vendor/"];

/// Every path of an object's nodes, below its place; nodes without a name are `<x>`.
fn paths(place: &str, object: &ManagementObject) -> Vec<(String, &'static str, bool, bool, bool)> {
    let mut above: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for node in object.nodes {
        let depth = usize::from(node.depth);
        above.truncate(depth);
        let segment = if node.name.is_empty() { "<x>" } else { node.name };
        let path = if depth == 0 {
            // The root: a node of its own name at the place, or any name below it.
            if node.name.is_empty() && place != "./GwMO" { format!("{place}/<x>") } else { place.to_owned() }
        } else {
            format!("{}/{segment}", above[depth - 1])
        };
        above.push(path.clone());
        let has = |access| node.access.contains(access);
        found.push((path, node.name, has(AccessType::Get), has(AccessType::Replace), has(AccessType::Exec)));
    }
    found
}

#[test]
fn every_omadm_address_is_a_node() {
    let trees: Vec<_> = ROOTS.iter().flat_map(|(place, object)| paths(place, object)).collect();
    for binding in Mapping::built_in().bindings().iter().filter(|b| b.technology == Technology::OmaDm) {
        let address = &*binding.address;
        if UNKNOWN.iter().any(|root| address.starts_with(root)) || address.contains("/Ext/") {
            // Trees that no text describes: the row must not claim to have seen one. Part of MCMDHMO was seen.
            let seen = binding.source.starts_with('S') && !address.starts_with("./MCMDHMO/<x>/cmdhPolicy/");
            assert!(!seen, "{address}: {}", binding.source);
            continue;
        }
        let node = trees.iter().find(|(path, ..)| path == address);
        let Some((_, _, get, replace, exec)) = node else { panic!("{address} is in no tree") };
        if binding.usage == Usage::Execute {
            assert!(exec, "{address} cannot be executed");
        }
        if binding.usage == Usage::Read {
            assert!(get, "{address} cannot be read");
        }
        if binding.usage.writes() && !address.starts_with("./DMAcc") {
            // Accounts are written at bootstrap, whatever the access of their nodes.
            assert!(replace, "{address} cannot be written");
        }
    }
}

#[test]
fn every_core_lwm2m_address_has_the_type_of_its_definition() {
    let mut checked = 0;
    for binding in Mapping::built_in().bindings().iter().filter(|b| b.technology == Technology::LwM2m) {
        if binding.usage == Usage::Noted {
            continue;
        }
        for part in binding.parts() {
            let path = Path::parse(&part.replace("{i}", "0")).unwrap();
            let Some(object) = CoreObjects.object(path.object_id().unwrap()) else { continue };
            let resource = object.resource(path.resource_id().unwrap()).unwrap_or_else(|| panic!("{part}"));
            let native = match resource.resource_type.value_type() {
                None => Native::None,
                Some(ValueType::String) => Native::String,
                Some(ValueType::Integer) => Native::Int64,
                Some(ValueType::Unsigned) => Native::Uint64,
                Some(ValueType::Float) => Native::Float64,
                Some(ValueType::Boolean) => Native::Boolean,
                Some(ValueType::Opaque) => Native::Opaque,
                Some(ValueType::Time) => Native::UnixTime,
                Some(ValueType::Objlnk) => Native::Objlnk,
                Some(ValueType::Corelnk) => Native::Corelnk,
            };
            assert_eq!(binding.native, native, "{part}");
            assert_eq!(binding.multiple, resource.multiple, "{part}");
            // The security object is the bootstrap interface's.
            if path.object_id() != Some(0) {
                let operations = resource.operations;
                assert!(!binding.usage.reads() || operations.readable(), "{part} cannot be read");
                assert!(!binding.usage.writes() || operations.writable(), "{part} cannot be written");
                assert!(
                    binding.usage != Usage::Execute || operations.executable(),
                    "{part} cannot be executed"
                );
            }
            assert_eq!(object.multiple, part.contains("{i}"), "{part}");
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked}");
}
