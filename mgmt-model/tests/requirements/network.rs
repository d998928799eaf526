//! What a network-side management system needs.

use super::*;
use cwmp_soap::rpc::{DeviceIdStruct, EventStruct, Inform};
use cwmp_soap::value::{DateTime, EventCode};
use cwmp_soap::{CwmpNamespace, Envelope};
use lwm2m_tlv::interface::registration::Parameters;
use mgmt_model::procedure::batches;
use mgmt_model::topology::NodeId;
use omadm_syncml::security::Notification;

#[test]
fn provisioning() {
    let wanted = asked(TR181, &[("Device.ManagementServer.PeriodicInformInterval", "3600".into())], &[]);
    assert_eq!(steps(&wanted, LWM2M), ["write /1/0/1=3600"]);
    assert_eq!(
        steps(&wanted, TR098),
        ["write InternetGatewayDevice.ManagementServer.PeriodicInformInterval=3600"]
    );
    let server = asked(TR181, &[("Device.ManagementServer.URL", "https://acs.example/".into())], &[]);
    assert_eq!(steps(&server, OMADM), ["write ./DMAcc/1/AppAddr/1/Addr=https://acs.example/"]);
    // The same work for many: one message per kind of device.
    let fleet = batches([("a", "lwm2m"), ("b", "cwmp"), ("c", "lwm2m"), ("d", "cwmp")]);
    assert_eq!(fleet.iter().map(|batch| batch.members.len()).collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn performance() {
    let sample = told(
        TR181,
        &[
            ("Device.IP.Interface.1.Stats.BytesSent", "125000".into()),
            ("Device.DeviceInfo.ProcessStatus.CPUUsage", "17".into()),
            ("Device.DeviceInfo.UpTime", "86400".into()),
        ],
    );
    assert_eq!(report(&sample, LWM2M), ["/7/0/2=125"]);
    assert_eq!(value(&sample, "status.cpuUsage"), Value::Integer(17));
    assert!(known("Device.PeriodicStatistics.SampleSet.{i}.SampleInterval"));
}

#[test]
fn faults() {
    let errors = [("/3/0/11/0", Value::Integer(1)), ("/3/0/11/1", Value::Integer(4))];
    assert_eq!(value(&told(LWM2M, &errors), "fault.errorCodes"), Value::List(vec![1.into(), 4.into()]));
    let alarm = told(TR181, &[("Device.FaultMgmt.CurrentAlarm.2.PerceivedSeverity", "Major".into())]);
    assert_eq!(
        report(&alarm, TR098),
        ["InternetGatewayDevice.FaultMgmt.CurrentAlarm.2.PerceivedSeverity=Major"]
    );
    assert_eq!(steps(&order("fault.clear", &[]), LWM2M), ["exec /3/0/12"]);
}

#[test]
fn naming() {
    let box_ = NodeId::from_tr069("00D09E", "Box", "S1");
    assert_eq!(box_.to_tr069().unwrap(), "00D09E-Box-S1");
    assert_eq!(NodeId::parse(&box_.to_endpoint()).unwrap(), box_);
    let phone = NodeId::parse("urn:imei:490154203237518").unwrap();
    assert_eq!(phone.to_dev_id(), "IMEI:490154203237518");
    let sim = told(LWM2M, &[("/504/0/11/0", "8901260862291477118".into())]);
    assert_eq!(value(&sim, "SIM.iccid"), "8901260862291477118".into());
    assert!(known("Device.Cellular.Interface.1.USIM.IMSI") && known("Device.Cellular.Interface.1.IMEI"));
}

#[test]
fn waking() {
    assert_eq!(steps(&order("managementServer.connect", &[]), LWM2M), ["exec /1/0/8"]);
    assert!(known("Device.ManagementServer.ConnectionRequestURL"));
    let bytes = Notification::new(0x2f, "dm.example").to_bytes().unwrap();
    let read = Notification::from_bytes(&bytes).unwrap().assume_unauthenticated();
    assert_eq!((read.session_id, read.server_id_text()), (0x2f, Some("dm.example")));
}

#[test]
fn first_contact() {
    let inform = Inform::new(
        DeviceIdStruct::new("Hilltop", "00A1B2", "HT", "S1"),
        vec![EventStruct::new(EventCode::BOOTSTRAP, "")],
        DateTime::UNKNOWN,
        vec![],
    );
    assert!(inform.has_event(&EventCode::BOOTSTRAP));
    let envelope = Envelope::new(CwmpNamespace::Cwmp12, inform);
    let message = mgmt_model::cwmp::lift(&envelope, &Options::default());
    assert_eq!(value(&message, "node.nodeID"), "00A1B2-HT-S1".into());
    let registration = Parameters::from_query("ep=urn:dev:ops:00A1B2-HT-S1&lt=300&lwm2m=1.1&b=U").unwrap();
    let endpoint = registration.endpoint.as_deref().unwrap();
    assert_eq!(NodeId::parse(endpoint).unwrap().to_tr069().unwrap(), "00A1B2-HT-S1");
}

#[test]
fn one_interface() {
    // One order, four technologies.
    let reboot = order("reboot.reboot", &[]);
    assert_eq!(steps(&reboot, LWM2M), ["exec /3/0/4"]);
    assert_eq!(steps(&reboot, TR181), ["call Reboot()"]);
    assert_eq!(steps(&reboot, OMADM), ["exec ./DiagMon/Restart/Operations/Start"]);
    // One question, whatever answers.
    for (technology, name, text) in [
        (LWM2M, "/3/0/0", "Hilltop"),
        (TR181, "Device.DeviceInfo.Manufacturer", "Hilltop"),
        (TR098, "InternetGatewayDevice.DeviceInfo.Manufacturer", "Hilltop"),
        (OMADM, "./DevInfo/Man", "Hilltop"),
    ] {
        assert_eq!(value(&told(technology, &[(name, text.into())]), "deviceInfo.manufacturer"), text.into());
    }
}
