//! Proxied devices: the ZigBee example of the oneM2M study, views of the device tables, checks of whole messages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::borrow::Cow;

use cwmp_soap::data_model::{DataModel, FindingKind, Index};
use cwmp_soap::proxy::zigbee::{
    IeeeAddress, NetworkAddress, ZdoCommand, ZdoProxy, ZdoReply, ZdoRequest, ZigBeeError,
};
use cwmp_soap::proxy::{EmbeddedDevice, ManageableDevice, ProxyProtocol, VirtualDevice};
use cwmp_soap::rpc::{
    AddObject, DeviceIdStruct, GetParameterNamesResponse, GetParameterValues, ParameterInfoStruct,
    ParameterValueStruct, Rpc, SetParameterValues,
};
use cwmp_soap::value::Value;
use cwmp_soap::{CwmpNamespace, Envelope};

const LAMP: IeeeAddress = IeeeAddress(0x000B_57FF_FE12_3456);

/// The ACS asks a gateway for the network address of a ZigBee device; the gateway asks the device and answers.
#[test]
fn the_network_address_is_answered_through_the_proxy() {
    let name = "Device.ZigBee.ZDO.1.NetworkAddress";
    let request =
        Envelope::new(CwmpNamespace::Cwmp12, GetParameterValues::new(vec![name.into()])).with_id("7");
    let xml = request.to_xml().unwrap();

    // The gateway.
    let received = Envelope::from_xml(xml.as_bytes()).unwrap();
    let Some(Rpc::GetParameterValues(rpc)) = received.rpc() else { panic!("{received:?}") };
    let mut proxy = ZdoProxy::new();
    proxy.add(1, LAMP);
    let needed = proxy.requests(&rpc.parameter_names).unwrap();
    assert_eq!(needed.len(), 1);
    assert_eq!(
        (needed[0].device, needed[0].command, needed[0].command.reply_cluster()),
        (LAMP, ZdoCommand::NWK_ADDR, 0x8000)
    );
    // Its ZigBee stack reports in words of its own.
    proxy.report(1, "NetworkAddress", Value::string("0x0fE3"));
    assert_eq!(proxy.requests(&rpc.parameter_names).unwrap(), []);
    let answer = received.reply(Rpc::GetParameterValuesResponse(proxy.values(&rpc.parameter_names).unwrap()));
    let xml = answer.to_xml().unwrap();

    // The ACS.
    let received = Envelope::from_xml(xml.as_bytes()).unwrap();
    assert_eq!(received.header.id.as_deref(), Some("7"));
    let Some(Rpc::GetParameterValuesResponse(rpc)) = received.rpc() else { panic!("{received:?}") };
    assert_eq!(rpc.parameter_list.len(), 1);
    assert_eq!((&*rpc.parameter_list[0].name, &*rpc.parameter_list[0].value.text), (name, "0x0fE3"));
    assert_eq!(rpc.parameter_list[0].value.text.parse(), Ok(NetworkAddress(0x0FE3)));
}

#[test]
fn zdo_replies_become_parameters() {
    let mut proxy = ZdoProxy::new();
    proxy.add(3, LAMP);
    // NWK_addr_rsp: success, permanent address, network address 0x0FE3, no associated devices.
    let reply = [0x00, 0x56, 0x34, 0x12, 0xFE, 0xFF, 0x57, 0x0B, 0x00, 0xE3, 0x0F, 0x00, 0x00];
    proxy.reply(LAMP, &ZdoReply::decode(ZdoCommand::NWK_ADDR, &reply).unwrap());
    // Node_Desc_rsp: a router on 2400 MHz with a user descriptor, full function, mains, on when idle.
    let reply =
        [0x00, 0xE3, 0x0F, 0x11, 0x40, 0x8E, 0x5F, 0x11, 0x52, 0x80, 0x00, 0x41, 0x00, 0x80, 0x00, 0x00];
    proxy.reply(LAMP, &ZdoReply::decode(ZdoCommand::NODE_DESC, &reply).unwrap());
    let reply = [0x00, 0xE3, 0x0F, 0x10, 0xC1];
    proxy.reply(LAMP, &ZdoReply::decode(ZdoCommand::POWER_DESC, &reply).unwrap());
    let reply = [0x00, 0xE3, 0x0F, 0x02, 0x01, 0x0B];
    proxy.reply(LAMP, &ZdoReply::decode(ZdoCommand::ACTIVE_EP, &reply).unwrap());
    let reply = [
        0x00, 0xE3, 0x0F, 0x0E, 0x0B, 0x04, 0x01, 0x00, 0x01, 0x02, 0x02, 0x00, 0x00, 0x06, 0x00, 0x01, 0x19,
        0x00,
    ];
    proxy.reply(LAMP, &ZdoReply::decode(ZdoCommand::SIMPLE_DESC, &reply).unwrap());
    let reply = [0x00, 0xE3, 0x0F, 0x04, b'H', b'a', b'l', b'l'];
    proxy.reply(LAMP, &ZdoReply::decode(ZdoCommand::USER_DESC, &reply).unwrap());

    let answer = proxy.values(&[Cow::Borrowed("Device.ZigBee.")]).unwrap();
    let value = |leaf: &str| {
        let name = format!("Device.ZigBee.ZDO.3.{leaf}");
        let found = answer.parameter_list.iter().find(|item| item.name == name);
        found.unwrap_or_else(|| panic!("{name}")).value.text.clone().into_owned()
    };
    assert_eq!(value("IEEEAddress"), "00:0B:57:FF:FE:12:34:56");
    assert_eq!(value("NetworkAddress"), "0FE3");
    assert_eq!(value("NodeDescriptor.LogicalType"), "ZR");
    assert_eq!(value("NodeDescriptor.FrequencyBand"), "2400-2483.5");
    assert_eq!(value("NodeDescriptor.MACCapability"), "FFD,MainsPowerSource,OnWhenIdle");
    assert_eq!(value("NodeDescriptor.ManufactureCode"), "4447");
    assert_eq!(value("NodeDescriptor.MaximumBufferSize"), "82");
    assert_eq!(value("NodeDescriptor.ServerMask"), "PrimaryTrustCenter,NetworkManager");
    assert_eq!(value("PowerDescriptor.CurrentPowerMode"), "Synchronized");
    assert_eq!(value("PowerDescriptor.AvailablePowerSource"), "Constant");
    assert_eq!(value("PowerDescriptor.CurrentPowerSourceLevel"), "100");
    assert_eq!(value("ApplicationEndpointNumberOfEntries"), "2");
    assert_eq!(value("ApplicationEndpoint.11.SimpleDescriptor.ProfileId"), "260");
    assert_eq!(value("ApplicationEndpoint.11.SimpleDescriptor.InputClusterList"), "0,6");
    assert_eq!(value("ApplicationEndpoint.11.SimpleDescriptor.OutputClusterList"), "25");
    assert_eq!(value("UserDescriptor.Description"), "Hall");

    if let Some(folder) = mgmt_testkit::corpus("cwmp") {
        let path = folder.join("BroadbandForum_cwmp-data-models/dm/tr-181-2-17-0-cwmp-full.xml");
        let model = DataModel::from_xml(&std::fs::read(path).unwrap()).unwrap();
        let index = Index::new(&model);
        assert_eq!(index.check_rpc(&Rpc::GetParameterValuesResponse(answer)), []);
    }
}

/// Tables come in pages, rows are numbered through them, and neighbours are named by their rows.
#[test]
fn zdo_tables_become_rows() {
    let mut proxy = ZdoProxy::new();
    proxy.add(1, LAMP);
    proxy.add(2, IeeeAddress(2));
    let neighbor = |address: u64, flags: u8, permit: u8, lqi: u8| {
        let mut octets = vec![0x11; 8];
        octets.extend(address.to_le_bytes());
        octets.extend([0xE3, 0x0F, flags, permit, 0x01, lqi]);
        octets
    };
    let page = |total: u8, start: u8, entries: &[Vec<u8>]| {
        let mut octets = vec![0, total, start, u8::try_from(entries.len()).unwrap()];
        octets.extend(entries.concat());
        octets
    };
    let lqi = |octets: &[u8]| ZdoReply::decode(ZdoCommand::MGMT_LQI, octets).unwrap();
    let first = lqi(&page(3, 0, &[neighbor(2, 0x25, 0x01, 200), neighbor(9, 0x12, 0x00, 7)]));
    let ZdoReply::Neighbors(neighbors) = &first else { panic!("{first:?}") };
    assert_eq!((neighbors.total, neighbors.next()), (3, Some(2)));
    let last = lqi(&page(3, 2, &[neighbor(LAMP.0, 0x4A, 0x02, 255)]));
    let ZdoReply::Neighbors(neighbors) = &last else { panic!("{last:?}") };
    assert_eq!(neighbors.next(), None);
    assert_eq!(neighbors.entries[0].network_address, NetworkAddress(0x0FE3));
    let ZdoReply::Neighbors(empty) = lqi(&page(3, 1, &[])) else { panic!() };
    assert_eq!(empty.next(), None, "or it would be asked for for ever");
    proxy.reply(LAMP, &first);
    proxy.reply(LAMP, &last);

    let mut routes = vec![0, 1, 0, 1, 0xE3, 0x0F, 0x29, 0x34, 0x12];
    let reply = ZdoReply::decode(ZdoCommand::MGMT_RTG, &routes).unwrap();
    proxy.reply(LAMP, &reply);
    routes.pop();
    assert_eq!(ZdoReply::decode(ZdoCommand::MGMT_RTG, &routes), Err(ZigBeeError::Reply));

    let mut bindings = page(2, 0, &[]);
    bindings[3] = 2;
    bindings.extend([LAMP.0.to_le_bytes().as_slice(), &[0x0B, 0x06, 0x00, 0x01, 0x01, 0x00]].concat());
    bindings.extend([LAMP.0.to_le_bytes().as_slice(), &[0x0B, 0x08, 0x00, 0x03]].concat());
    bindings.extend([2_u64.to_le_bytes().as_slice(), &[0x01]].concat());
    proxy.reply(LAMP, &ZdoReply::decode(ZdoCommand::MGMT_BIND, &bindings).unwrap());
    bindings[15] = 2;
    assert_eq!(ZdoReply::decode(ZdoCommand::MGMT_BIND, &bindings), Err(ZigBeeError::Reply));

    let answer = proxy.values(&[Cow::Borrowed("Device.ZigBee.ZDO.1.")]).unwrap();
    let value = |leaf: &str| {
        let name = format!("Device.ZigBee.ZDO.1.{leaf}");
        let found = answer.parameter_list.iter().find(|item| item.name == name);
        found.unwrap_or_else(|| panic!("{name}")).value.text.clone().into_owned()
    };
    for (leaf, expected) in [
        ("Network.NeighborNumberOfEntries", "3"),
        ("Network.Neighbor.1.Neighbor", "Device.ZigBee.ZDO.2"),
        ("Network.Neighbor.1.Relationship", "Sibling"),
        ("Network.Neighbor.1.PermitJoin", "Accepting"),
        ("Network.Neighbor.1.LQI", "200"),
        ("Network.Neighbor.2.Neighbor", ""),
        ("Network.Neighbor.2.Relationship", "Child"),
        ("Network.Neighbor.2.PermitJoin", "NotAccepting"),
        ("Network.Neighbor.3.Neighbor", "Device.ZigBee.ZDO.1"),
        ("Network.Neighbor.3.Relationship", "PrevChild"),
        ("Network.Neighbor.3.PermitJoin", "Unknown"),
        ("Network.Neighbor.3.Depth", "1"),
        ("NodeManager.RoutingTableNumberOfEntries", "1"),
        ("NodeManager.RoutingTable.1.DestinationAddress", "0FE3"),
        ("NodeManager.RoutingTable.1.NextHopAddress", "1234"),
        ("NodeManager.RoutingTable.1.Status", "DiscoveryUnderway"),
        ("NodeManager.RoutingTable.1.MemoryConstrained", "1"),
        ("NodeManager.RoutingTable.1.ManyToOne", "0"),
        ("NodeManager.RoutingTable.1.RouteRecordRequired", "1"),
        ("BindingTableNumberOfEntries", "2"),
        ("Binding.1.SourceAddress", "00:0B:57:FF:FE:12:34:56"),
        ("Binding.1.SourceEndpoint", "11"),
        ("Binding.1.ClusterId", "6"),
        ("Binding.1.DestinationAddressMode", "Group"),
        ("Binding.1.GroupDestinationAddress", "0001"),
        ("Binding.2.DestinationAddressMode", "Endpoint"),
        ("Binding.2.IEEEDestinationAddress", "00:00:00:00:00:00:00:02"),
        ("Binding.2.DestinationEndpoint", "1"),
    ] {
        assert_eq!(value(leaf), expected, "{leaf}");
    }
    if let Some(folder) = mgmt_testkit::corpus("cwmp") {
        let path = folder.join("BroadbandForum_cwmp-data-models/dm/tr-181-2-17-0-cwmp-full.xml");
        let model = DataModel::from_xml(&std::fs::read(path).unwrap()).unwrap();
        let index = Index::new(&model);
        let values = answer.parameter_list.iter().map(|item| (&*item.name, &*item.value.text));
        assert_eq!(index.check_tree("Device.ZigBee.ZDO.1.", values), []);
        assert_eq!(index.check_rpc(&Rpc::GetParameterValuesResponse(answer)), []);
    }

    // The table is read again, and has become shorter.
    proxy.reply(LAMP, &lqi(&page(1, 0, &[neighbor(2, 0x25, 0x01, 3)])));
    let answer = proxy.values(&[Cow::Borrowed("Device.ZigBee.ZDO.1.Network.")]).unwrap();
    assert_eq!(answer.parameter_list.len(), 6);
}

#[test]
fn zdo_replies_are_checked() {
    assert_eq!(ZdoReply::decode(ZdoCommand::NWK_ADDR, &[0x81, 0, 0]), Err(ZigBeeError::Status(0x81)));
    let whole =
        [0x00, 0xE3, 0x0F, 0x0E, 0x0B, 0x04, 0x01, 0x00, 0x01, 0x02, 0x01, 0x00, 0x00, 0x01, 0x19, 0x00];
    assert!(ZdoReply::decode(ZdoCommand::SIMPLE_DESC, &whole).is_ok());
    for end in 0..whole.len() {
        assert_eq!(
            ZdoReply::decode(ZdoCommand::SIMPLE_DESC, &whole[..end]),
            Err(ZigBeeError::Reply),
            "{end}"
        );
    }
    assert_eq!(ZdoReply::decode(ZdoCommand::COMPLEX_DESC, &[0, 0, 0]), Err(ZigBeeError::Reply));
    assert_eq!(ZdoReply::decode(ZdoCommand::USER_DESC, &[0, 0, 0, 2, b'x']), Err(ZigBeeError::Reply));
    for text in ["0fE3", "0x0fE3", "0X0FE3"] {
        assert_eq!(text.parse(), Ok(NetworkAddress(0x0FE3)));
    }
    for text in ["", "0x", "0fE", "00fE3", "0x+fE3", "fE3g"] {
        assert_eq!(text.parse::<NetworkAddress>(), Err(ZigBeeError::Address), "{text}");
    }
    assert_eq!("000b57fffe123456".parse(), Ok(LAMP));
    assert_eq!("00-0B-57-FF-FE-12-34-56".parse(), Ok(LAMP));
    assert_eq!("00:0B:57".parse::<IeeeAddress>(), Err(ZigBeeError::Address));
}

#[test]
fn the_proxy_asks_for_what_it_needs() {
    let mut proxy = ZdoProxy::new();
    proxy.add(1, LAMP);
    proxy.add(2, IeeeAddress(2));
    let commands = |names: &[&str]| -> Vec<ZdoRequest> {
        proxy.requests(&names.iter().map(|name| Cow::Borrowed(*name)).collect::<Vec<_>>()).unwrap()
    };
    assert_eq!(commands(&["Device.ZigBee.ZDO.1.IEEEAddress"]), []);
    assert_eq!(
        commands(&["Device.ZigBee.ZDO.2.NodeDescriptor.", "Device.ZigBee.ZDO.2.NodeDescriptor.LogicalType"])
            .len(),
        1
    );
    let all = commands(&["Device.ZigBee.ZDO.2."]);
    assert!(all.iter().any(|request| request.command == ZdoCommand::MGMT_RTG) && all.len() > 5);
    assert_eq!(commands(&[""]).len(), 2 * all.len());
    for name in ["Device.ZigBee.ZDO.3.NetworkAddress", "Device.Time.", "Device.ZigBee.ZDO.x.A"] {
        let error = proxy.requests(&[Cow::Borrowed(name)]).unwrap_err();
        assert_eq!(error.fault_code().0, 9005, "{name}");
    }
    assert!(proxy.values(&[Cow::Borrowed("Device.ZigBee.ZDO.1.Colour")]).is_err());
    proxy.remove(2);
    assert!(proxy.values(&[Cow::Borrowed("Device.ZigBee.ZDO.2.IEEEAddress")]).is_err());
}

#[test]
fn device_tables_are_read_and_written() {
    let value =
        |name: &str, text: &str| ParameterValueStruct::new(name.to_owned(), Value::string(text.to_owned()));
    let list = vec![
        value("Device.ManagementServer.VirtualDevice.2.SerialNumber", "S2"),
        value("Device.ManagementServer.VirtualDevice.1.ManufacturerOUI", "00256D"),
        value("Device.ManagementServer.VirtualDevice.1.ProductClass", "Meter"),
        value("Device.ManagementServer.VirtualDevice.1.SerialNumber", "S1"),
        value("Device.ManagementServer.VirtualDevice.1.Host", "Device.Hosts.Host.1, Device.Hosts.Host.4"),
        value("Device.ManagementServer.VirtualDevice.1.ProxyProtocol", "ZigBee"),
        value("Device.ManagementServer.VirtualDevice.1.X_ACME_Room", "hall"),
        value("Device.ManagementServer.VirtualDeviceNumberOfEntries", "2"),
        value("InternetGatewayDevice.ManagementServer.EmbeddedDevice.7.ProxiedDeviceID", "lamp"),
        value("Device.ManagementServer.ManageableDevice.1.SerialNumber", "M1"),
        value("Device.ManagementServer.VirtualDevice.01.SerialNumber", "not a row"),
    ];
    let devices = VirtualDevice::from_parameters(&list);
    assert_eq!(devices.iter().map(|device| device.instance).collect::<Vec<_>>(), [1, 2]);
    let meter = &devices[0];
    assert_eq!(meter.host.as_deref().unwrap(), ["Device.Hosts.Host.1", "Device.Hosts.Host.4"]);
    assert_eq!(meter.proxy_protocol, Some(ProxyProtocol::ZIGBEE));
    assert_eq!(meter.other[0].name, "X_ACME_Room");
    assert!(meter.is_sender(&DeviceIdStruct::new("ACME", "00256D", "Meter", "S1")));
    assert!(!meter.is_sender(&DeviceIdStruct::new("ACME", "00256D", "Meter", "S2")));
    assert_eq!(devices[1].product_class, None);
    for device in &devices {
        assert_eq!(
            VirtualDevice::from_parameters(&device.to_parameters("Device.")),
            [device.clone().into_owned()]
        );
    }
    assert_eq!(EmbeddedDevice::from_parameters(&list)[0].proxied_device_id.as_deref(), Some("lamp"));
    assert_eq!(ManageableDevice::from_parameters(&list)[0].serial_number.as_deref(), Some("M1"));
    let mut empty = EmbeddedDevice::new(1);
    empty.host = Some(Vec::new());
    assert_eq!(EmbeddedDevice::from_parameters(&empty.to_parameters("Device.")), [empty]);
}

#[test]
fn whole_messages_are_checked() {
    let xml = br#"<d:document xmlns:d="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:a"><model name="A:1.0">
      <object name="A." access="readOnly" minEntries="1" maxEntries="1"><parameter name="UpTime" access="readOnly"><syntax><unsignedInt/></syntax></parameter>
      <parameter name="Name" access="readWrite"><syntax><string><size maxLength="4"/></string></syntax></parameter></object>
      <object name="A.Row.{i}." access="readWrite" minEntries="0" maxEntries="unbounded"/></model></d:document>"#;
    let model = DataModel::from_xml(xml).unwrap();
    let index = Index::new(&model);
    let kinds = |rpc: Rpc<'_>| -> Vec<FindingKind> {
        index
            .check_message(&Envelope::new(CwmpNamespace::Cwmp12, rpc))
            .into_iter()
            .map(|finding| finding.kind)
            .collect()
    };
    let set = SetParameterValues::new(
        vec![
            ParameterValueStruct::new("A.Name", Value::string("hall")),
            ParameterValueStruct::new("A.Name", Value::string("kitchen")),
            ParameterValueStruct::new("A.Name", Value::unsigned_int(1)),
            ParameterValueStruct::new("A.UpTime", Value::unsigned_int(1)),
        ],
        "k",
    );
    assert_eq!(
        kinds(Rpc::SetParameterValues(set)),
        [FindingKind::WrongSize, FindingKind::WrongType, FindingKind::NotWritable]
    );
    assert_eq!(kinds(Rpc::AddObject(AddObject::new("A.Row.", "k"))), []);
    assert_eq!(kinds(Rpc::AddObject(AddObject::new("A.", "k"))), [FindingKind::NotATable]);
    let names = GetParameterNamesResponse::new(vec![
        ParameterInfoStruct::new("A.Name", true),
        ParameterInfoStruct::new("A.UpTime", true),
        ParameterInfoStruct::new("A.Row.", true),
        ParameterInfoStruct::new("A.Row.1.", false),
        ParameterInfoStruct::new("A.Colour", false),
    ]);
    let expected = [FindingKind::OtherAccess, FindingKind::OtherAccess, FindingKind::UnknownParameter];
    assert_eq!(kinds(Rpc::GetParameterNamesResponse(names)), expected);
}
