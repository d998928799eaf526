//! The main job on messages modelled on what devices send.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![cfg(all(feature = "cwmp", feature = "json"))]

use cwmp_soap::Envelope;
use mgmt_model::onem2m::Resource;
use mgmt_model::{Options, cwmp, onem2m};

fn inform() -> String {
    let parameter = |name: &str, kind: &str, value: &str| {
        format!(
            "<ParameterValueStruct><Name>{name}</Name><Value xsi:type=\"xsd:{kind}\">{value}</Value></ParameterValueStruct>"
        )
    };
    let parameters = [
        parameter("Device.DeviceInfo.HardwareVersion", "string", "B2"),
        parameter("Device.DeviceInfo.SoftwareVersion", "string", "4.9.1-r3"),
        parameter("Device.DeviceInfo.ModelName", "string", "HT-7420 ax"),
        parameter("Device.DeviceInfo.MemoryStatus.Total", "unsignedInt", "262144"),
        parameter("Device.DeviceInfo.MemoryStatus.Free", "unsignedInt", "65536"),
        parameter("Device.X_HILLTOP_Colour", "string", "green"),
    ]
    .concat();
    format!(
        "<soap-env:Envelope xmlns:soap-env=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:soap-enc=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:cwmp=\"urn:dslforum-org:cwmp-1-2\">\
         <soap-env:Header><cwmp:ID soap-env:mustUnderstand=\"1\">7</cwmp:ID></soap-env:Header><soap-env:Body><cwmp:Inform>\
         <DeviceId><Manufacturer>Hilltop</Manufacturer><OUI>00A1B2</OUI><ProductClass>HT-7420</ProductClass>\
         <SerialNumber>S1</SerialNumber></DeviceId>\
         <Event soap-enc:arrayType=\"cwmp:EventStruct[1]\"><EventStruct><EventCode>1 BOOT</EventCode><CommandKey></CommandKey></EventStruct></Event>\
         <MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-03-14T02:17:09+01:00</CurrentTime><RetryCount>0</RetryCount>\
         <ParameterList soap-enc:arrayType=\"cwmp:ParameterValueStruct[6]\">{parameters}</ParameterList>\
         </cwmp:Inform></soap-env:Body></soap-env:Envelope>"
    )
}

#[test]
fn inform_to_onem2m() {
    let xml = inform();
    let envelope = Envelope::from_xml(xml.as_bytes()).unwrap();
    let options = Options::default();
    let message = cwmp::lift(&envelope, &options);
    let translated = onem2m::lower(&message, &options);
    let json = Resource::to_json(&translated.output).unwrap();
    eprintln!("{json}");
    eprintln!("{:?}", translated.losses);
    for part in [
        r#""m2m:dvi":{"dlb":"S1","man":"Hilltop","mod":"HT-7420 ax","dty":"HT-7420","#,
        r#""fwv":"4.9.1-r3","swv":"4.9.1-r3","hwv":"B2""#,
        r#""syst":"20260314T011709""#,
        r#"{"m2m:mem":{"mma":67108864,"mmt":268435456}}"#,
        r#"{"m2m:fwr":{"vr":"4.9.1-r3"}}"#,
    ] {
        assert!(json.contains(part), "{part} not in {json}");
    }
    let losses: Vec<_> = translated.losses.iter().map(ToString::to_string).collect();
    let events = "Inform.Event.1 BOOT: no counterpart";
    assert_eq!(losses, ["Device.X_HILLTOP_Colour: no counterpart", events]);
}
