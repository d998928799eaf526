//! CWMP messages as gateways send them.

use std::fmt::Write as _;

/// Names and types of the parameters an ACS reads first, repeated over instances as needed.
const PARAMETERS: [(&str, &str, &str); 17] = [
    ("Device.DeviceInfo.Manufacturer", "string", "Hilltop Networks"),
    ("Device.DeviceInfo.ManufacturerOUI", "string", "00A1B2"),
    ("Device.DeviceInfo.ModelName", "string", "HT-7420 ax"),
    ("Device.DeviceInfo.SerialNumber", "string", "HT7420-0013-4471"),
    ("Device.DeviceInfo.SoftwareVersion", "string", "4.9.1-r3"),
    ("Device.DeviceInfo.UpTime", "unsignedInt", "1209644"),
    ("Device.DeviceInfo.MemoryStatus.Total", "unsignedInt", "262144"),
    ("Device.DeviceInfo.MemoryStatus.Free", "unsignedInt", "91532"),
    ("Device.ManagementServer.PeriodicInformEnable", "boolean", "true"),
    ("Device.ManagementServer.PeriodicInformInterval", "unsignedInt", "86400"),
    ("Device.ManagementServer.ConnectionRequestURL", "string", "http://192.0.2.17:7547/cr?x=1&amp;y=2"),
    ("Device.Time.CurrentLocalTime", "dateTime", "2026-03-14T02:17:09+01:00"),
    ("Device.IP.Interface.{i}.Enable", "boolean", "1"),
    ("Device.IP.Interface.{i}.IPv4Address.1.IPAddress", "string", "192.0.2.17"),
    ("Device.IP.Interface.{i}.Stats.BytesReceived", "unsignedLong", "81837465512"),
    ("Device.WiFi.SSID.{i}.SSID", "string", "Café Hügel 2.4"),
    ("Device.WiFi.Radio.{i}.TransmitPower", "int", "-1"),
];

/// `count` parameters: full name, type, value as written in XML.
pub fn parameters(count: usize) -> impl Iterator<Item = (String, &'static str, &'static str)> {
    (0..count).map(|n| {
        let (name, kind, value) = PARAMETERS[n % PARAMETERS.len()];
        (name.replace("{i}", &(n / PARAMETERS.len() + 1).to_string()), kind, value)
    })
}

pub(crate) fn envelope(indent: bool, body: &str) -> String {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap-env:Envelope \
         xmlns:soap-env=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:soap-enc=\"http://schemas.xmlsoap.org/soap/encoding/\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:cwmp=\"urn:dslforum-org:cwmp-1-2\">\n<soap-env:Header>\n\
         <cwmp:ID soap-env:mustUnderstand=\"1\">7a31</cwmp:ID>\n</soap-env:Header>\n<soap-env:Body>\n{body}\
         </soap-env:Body>\n</soap-env:Envelope>\n"
    );
    if indent { text } else { text.replace('\n', "") }
}

fn values(count: usize) -> String {
    let mut list = format!("<ParameterList soap-enc:arrayType=\"cwmp:ParameterValueStruct[{count}]\">\n");
    for (name, kind, value) in parameters(count) {
        let _ = write!(
            list,
            "  <ParameterValueStruct>\n    <Name>{name}</Name>\n    <Value xsi:type=\"xsd:{kind}\">{value}</Value>\n  \
             </ParameterValueStruct>\n"
        );
    }
    list + "</ParameterList>\n"
}

/// A `GetParameterValuesResponse` with `count` parameters, indented.
pub fn get_parameter_values_response(count: usize) -> String {
    let body =
        format!("<cwmp:GetParameterValuesResponse>\n{}</cwmp:GetParameterValuesResponse>\n", values(count));
    envelope(true, &body)
}

/// A boot Inform with the forced parameters and a few more, without white space.
pub fn inform() -> String {
    let body = format!(
        "<cwmp:Inform><DeviceId><Manufacturer>Hilltop Networks</Manufacturer><OUI>00A1B2</OUI>\
         <ProductClass>HT-7420</ProductClass><SerialNumber>HT7420-0013-4471</SerialNumber></DeviceId>\
         <Event soap-enc:arrayType=\"cwmp:EventStruct[2]\"><EventStruct><EventCode>1 BOOT</EventCode><CommandKey/>\
         </EventStruct><EventStruct><EventCode>M Reboot</EventCode><CommandKey>night-4711</CommandKey></EventStruct>\
         </Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-03-14T02:17:09+01:00</CurrentTime>\
         <RetryCount>0</RetryCount>{}</cwmp:Inform>",
        values(12)
    );
    envelope(false, &body).replace("  ", "")
}

/// A `GetParameterNamesResponse` with `count` names, without white space.
pub fn get_parameter_names_response(count: usize) -> String {
    let mut body = format!(
        "<cwmp:GetParameterNamesResponse><ParameterList soap-enc:arrayType=\"cwmp:ParameterInfoStruct[{count}]\">"
    );
    for (name, ..) in parameters(count) {
        let _ = write!(
            body,
            "<ParameterInfoStruct><Name>{name}</Name><Writable>0</Writable></ParameterInfoStruct>"
        );
    }
    envelope(false, &(body + "</ParameterList></cwmp:GetParameterNamesResponse>"))
}

/// A `SetParameterValues` of `count` parameters, without white space.
pub fn set_parameter_values(count: usize) -> String {
    let body = format!(
        "<cwmp:SetParameterValues>{}<ParameterKey>plan-2026-03</ParameterKey></cwmp:SetParameterValues>",
        values(count)
    );
    envelope(false, &body).replace("  ", "")
}

/// A `Download` of firmware, without white space.
pub fn download() -> String {
    envelope(
        false,
        "<cwmp:Download><CommandKey>night-4711</CommandKey><FileType>1 Firmware Upgrade Image</FileType>\
         <URL>https://fw.example.net/ht7420/4.9.2.img?model=HT-7420&amp;hw=2</URL><Username>ht7420</Username>\
         <Password>s3cr3t-pass</Password><FileSize>18874368</FileSize><TargetFileName>4.9.2.img</TargetFileName>\
         <DelaySeconds>30</DelaySeconds><SuccessURL/><FailureURL/></cwmp:Download>",
    )
}

/// A fault that names the parameters which could not be set, without white space.
pub fn fault() -> String {
    let mut body =
        "<soap-env:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail>\
                    <cwmp:Fault><FaultCode>9003</FaultCode><FaultString>Invalid arguments</FaultString>"
            .to_owned();
    for (name, code, text) in [
        ("Device.WiFi.Radio.1.TransmitPower", 9007, "Invalid parameter value"),
        ("Device.DeviceInfo.UpTime", 9008, "Attempt to set a non-writable parameter"),
    ] {
        let _ = write!(
            body,
            "<SetParameterValuesFault><ParameterName>{name}</ParameterName><FaultCode>{code}</FaultCode>\
             <FaultString>{text}</FaultString></SetParameterValuesFault>"
        );
    }
    envelope(false, &(body + "</cwmp:Fault></detail></soap-env:Fault>"))
}
