//! One call into each codec.

use cwmp_soap::Envelope;
use cwmp_soap::bulk::csv::Csv;
use cwmp_soap::bulk::json as bulk_json;
use cwmp_soap::connection_request::udp::UdpConnectionRequest;
use cwmp_soap::data_model::{DataModel, Index};
use lwm2m_tlv::format::{lwm2m_cbor, lwm2m_json, senml, text, tlv};
use lwm2m_tlv::link::Links;
use lwm2m_tlv::model::DefinitionFile;
use lwm2m_tlv::{Path, ValueType};
use mgmt_model::onem2m::Resource;
use mgmt_model::{Options, Protocol, Source, translate};
use mgmt_wire::{DecodeOptions, Limit};
use omadm_syncml::message::SyncMl;
use omadm_syncml::security::Notification;
use omadm_syncml::tree::{Acl, MgmtTree, Uri};

/// Each says whether its decoder takes the bytes.
pub const CALLS: &[fn(&[u8]) -> bool] = &[
    limits,
    tlv_entries,
    tlv_nodes,
    lwm2m_lists,
    single_value,
    links,
    object_definitions,
    syncml_wbxml,
    syncml_xml,
    descriptions,
    notification,
    names,
    cwmp,
    bulk_data,
    data_model,
    compiled_table,
    connection_request,
    onem2m,
    translation,
];

fn limits(bytes: &[u8]) -> bool {
    bytes.len() <= DecodeOptions::strict().limits.get(Limit::Text)
}

fn tlv_entries(bytes: &[u8]) -> bool {
    tlv::Reader::new(bytes).all(|entry| entry.is_ok())
}

fn tlv_nodes(bytes: &[u8]) -> bool {
    let types = |path: Path| (path.resource_id() == Some(9)).then_some(ValueType::Integer);
    let path = Path::instance(3, 0);
    tlv::decode(path, bytes, &types).is_ok_and(|nodes| tlv::encode(path, &nodes).is_ok())
}

fn lwm2m_lists(bytes: &[u8]) -> bool {
    let path = Path::instance(3, 0);
    let formats = [senml::json::decode, senml::cbor::decode, lwm2m_json::decode, lwm2m_cbor::decode];
    formats.iter().any(|decode| decode(path, bytes, &()).is_ok())
}

fn single_value(bytes: &[u8]) -> bool {
    text::decode(Path::resource(3, 0, 0), bytes, &()).is_ok()
}

fn links(bytes: &[u8]) -> bool {
    let mut links = Links::new(bytes);
    while let Some(link) = links.next_link(&mut ()) {
        if link.is_err() {
            return false;
        }
    }
    true
}

fn object_definitions(bytes: &[u8]) -> bool {
    DefinitionFile::from_xml(bytes).is_ok()
}

fn syncml_wbxml(bytes: &[u8]) -> bool {
    SyncMl::from_wbxml(bytes).is_ok_and(|message| message.to_wbxml().is_ok())
}

fn syncml_xml(bytes: &[u8]) -> bool {
    SyncMl::from_xml(bytes).is_ok_and(|message| message.to_xml().is_ok())
}

fn descriptions(bytes: &[u8]) -> bool {
    MgmtTree::from_xml(bytes).is_ok()
}

fn notification(bytes: &[u8]) -> bool {
    Notification::from_bytes(bytes).is_ok_and(|claim| claim.assume_unauthenticated().to_bytes().is_ok())
}

fn names(bytes: &[u8]) -> bool {
    core::str::from_utf8(bytes).is_ok_and(|text| Uri::parse(text).is_ok() || Acl::parse(text).is_ok())
}

fn cwmp(bytes: &[u8]) -> bool {
    Envelope::from_xml(bytes).is_ok_and(|envelope| envelope.to_xml().is_ok())
}

fn bulk_data(bytes: &[u8]) -> bool {
    bulk_json::from_json(bytes).or_else(|_| Csv::default().from_csv(bytes)).is_ok()
}

fn data_model(bytes: &[u8]) -> bool {
    DataModel::from_xml(bytes).is_ok_and(|model| Index::new(&model).objects().next().is_some())
}

fn compiled_table(bytes: &[u8]) -> bool {
    core::str::from_utf8(bytes).is_ok_and(|path| cwmp_models::DEVICE_2.find(path).is_some())
}

fn connection_request(bytes: &[u8]) -> bool {
    UdpConnectionRequest::parse(bytes).is_some_and(|request| request.verify("secret"))
}

fn onem2m(bytes: &[u8]) -> bool {
    Resource::from_json(bytes).is_ok()
        || Resource::from_cbor(bytes).is_ok()
        || Resource::from_xml(bytes).is_ok()
}

fn translation(bytes: &[u8]) -> bool {
    let Ok(envelope) = Envelope::from_xml(bytes) else { return false };
    [Protocol::OmaDm, Protocol::LwM2m, Protocol::OneM2m]
        .into_iter()
        .all(|to| translate(Source::Cwmp(&envelope), to, &Options::default()).is_ok())
}
