//! LwM2M names against the registry; every Inform and every other message through the model.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![cfg(all(feature = "omadm", feature = "lwm2m", feature = "cwmp", feature = "json"))]

mod published;

use cwmp_soap::{Body, Envelope, Rpc};
use lwm2m_tlv::Path as LwPath;
use mgmt_model::mapping::{Technology, Usage};
use mgmt_model::onem2m::Resource;
use mgmt_model::{Mapping, Options, Output, Protocol, Source, translate};
use mgmt_testkit::{corpus, files};
use std::fs;

#[test]
fn every_lwm2m_address_is_in_the_registry() {
    let Some(registry) = published::registry() else { return };
    for binding in Mapping::built_in().bindings().iter().filter(|b| b.technology == Technology::LwM2m) {
        for part in binding.parts().filter(|_| binding.usage != Usage::Noted) {
            let path = LwPath::parse(&part.replace("{i}", "0")).unwrap();
            let object =
                registry.newest(path.object_id().unwrap()).unwrap_or_else(|| panic!("{part}: no object"));
            let resource = object.resource(path.resource_id().unwrap()).unwrap_or_else(|| panic!("{part}"));
            assert_eq!(resource.multiple, binding.multiple, "{part}");
        }
    }
}

/// Every message of the corpus through the model to all technologies: nothing panics, what comes out can be written.
#[test]
fn every_envelope_translates() {
    let Some(folder) = corpus("cwmp") else { return };
    let options = Options::default();
    let (mut informs, mut readings) = (0, 0);
    for file in files(&folder) {
        let Ok(bytes) = fs::read(&file) else { continue };
        let Ok(envelope) = Envelope::from_xml(&bytes) else { continue };
        let is_inform = matches!(&envelope.body, Body::Rpc(Rpc::Inform(_)));
        for to in [Protocol::OneM2m, Protocol::OmaDm, Protocol::LwM2m] {
            let translated = translate(Source::Cwmp(&envelope), to, &options).unwrap();
            match translated.output {
                Output::OneM2m(resources) => {
                    let json = Resource::to_json(&resources).unwrap();
                    assert_eq!(Resource::from_json(json.as_bytes()).unwrap().len(), resources.len());
                    if is_inform {
                        informs += 1;
                        readings += resources.len();
                        assert!(json.contains("\"m2m:dvi\":{"), "{}: {json}", file.display());
                    }
                }
                Output::OmaDm(message) => {
                    message.to_xml().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                }
                Output::LwM2m(nodes) => {
                    lwm2m_tlv::format::senml::json::encode(&nodes, lwm2m_tlv::format::senml::Pack::default())
                        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                }
                _ => {}
            }
        }
    }
    assert!(informs > 0 && readings > informs);
}

#[test]
fn every_syncml_message_translates() {
    let Some(folder) = corpus("omadm") else { return };
    let options = Options::default();
    for file in files(&folder) {
        let Ok(bytes) = fs::read(&file) else { continue };
        let Ok(message) = omadm_syncml::message::SyncMl::from_xml(&bytes) else { continue };
        for to in [Protocol::OneM2m, Protocol::Cwmp, Protocol::LwM2m] {
            let translated = translate(Source::OmaDm(&message), to, &options).unwrap();
            if let Output::Cwmp(envelopes) = translated.output {
                for envelope in envelopes {
                    envelope.to_xml().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                }
            }
        }
    }
}
