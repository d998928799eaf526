//! Each deviation of the field: read with its named warning in lenient mode, refused with its kind in strict mode.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use cwmp_soap::rpc::*;
use cwmp_soap::value::{EventCode, ValueType};
use cwmp_soap::{Body, CwmpNamespace, Envelope, Rpc, Warning, WarningKind};
use mgmt_wire::{DecodeOptions, Recovery};

#[path = "tolerance/checklist.rs"]
mod checklist;
#[path = "tolerance/fields.rs"]
mod fields;

const XMLNS: &str = "xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' \
    xmlns:c='http://schemas.xmlsoap.org/soap/encoding/' xmlns:xsd='http://www.w3.org/2001/XMLSchema' \
    xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:cwmp='urn:dslforum-org:cwmp-1-2'";

fn envelope(body: &str) -> String {
    format!("<e:Envelope {XMLNS}><e:Body>{body}</e:Body></e:Envelope>")
}

/// Reads the body in both modes: the message, the names of the warnings, the name of the strict error.
fn read(body: &str) -> (Rpc<'static>, Vec<&'static str>, &'static str) {
    let (envelope, warnings, error) = read_envelope(&envelope(body));
    match envelope.body {
        Body::Rpc(rpc) => (rpc, warnings, error),
        other => panic!("{other:?}"),
    }
}

fn read_envelope(text: &str) -> (Envelope<'static>, Vec<&'static str>, &'static str) {
    let mut warnings: Vec<Warning> = Vec::new();
    let lenient = Envelope::decode(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings);
    let envelope = lenient.unwrap_or_else(|error| panic!("{error}: {text}")).into_owned();
    let strict = Envelope::decode(text.as_bytes(), &DecodeOptions::strict(), &mut ());
    let error = strict.map_or_else(|error| error.name(), |_| "");
    for warning in &warnings {
        assert!(warning.offset < text.len() && !warning.to_string().is_empty());
    }
    (envelope, warnings.iter().map(|warning| warning.name()).collect(), error)
}

fn gpv(inner: &str) -> (Vec<ParameterValueStruct<'static>>, Vec<&'static str>, &'static str) {
    let list = format!("<ParameterList c:arrayType='cwmp:ParameterValueStruct[1]'>{inner}</ParameterList>");
    let (rpc, warnings, error) =
        read(&format!("<cwmp:GetParameterValuesResponse>{list}</cwmp:GetParameterValuesResponse>"));
    let Rpc::GetParameterValuesResponse(rpc) = rpc else { panic!() };
    (rpc.parameter_list, warnings, error)
}

fn value(element: &str) -> (ParameterValueStruct<'static>, Vec<&'static str>, &'static str) {
    let inner = format!("<ParameterValueStruct><Name>A.B</Name>{element}</ParameterValueStruct>");
    let (mut list, warnings, error) = gpv(&inner);
    (list.pop().unwrap(), warnings, error)
}

#[test]
fn a_clean_message_has_no_warning() {
    let (parameter, warnings, error) = value("<Value xsi:type='xsd:string'> kept </Value>");
    assert_eq!((&*parameter.value.text, warnings, error), (" kept ", vec![], ""));
}

#[test]
fn namespaces() {
    for (text, warning, error) in [
        ("<Reboot><CommandKey/></Reboot>", "UnqualifiedRpc", "WrongNamespace"),
        (
            "<x:Reboot xmlns:x='urn:dslforum-org:cwmp-1-9'><CommandKey/></x:Reboot>",
            "UnknownCwmpNamespace",
            "WrongNamespace",
        ),
        ("<cwmp:Reboot><cwmp:CommandKey/></cwmp:Reboot>", "QualifiedChild", "WrongNamespace"),
        (
            "<Reboot xmlns='urn:dslforum-org:cwmp-1-2'><CommandKey/></Reboot>",
            "QualifiedChild",
            "WrongNamespace",
        ),
        (
            "<o:CancelTransfer xmlns:o='urn:dslforum-org:cwmp-1-0'><CommandKey/></o:CancelTransfer>",
            "RpcNotInVersion",
            "UnsupportedVersion",
        ),
    ] {
        let (rpc, warnings, refused) = read(text);
        assert!(!matches!(rpc, Rpc::Other(_)), "{text}");
        assert_eq!((warnings, refused), (vec![warning], error), "{text}");
    }
    // A default namespace that the children reset is fine.
    let reset = "<Reboot xmlns='urn:dslforum-org:cwmp-1-2'><CommandKey xmlns=''>k</CommandKey></Reboot>";
    let (rpc, warnings, error) = read(reset);
    assert_eq!((rpc, warnings, error), (Reboot::new("k").into(), vec![], ""));
    for namespace in CwmpNamespace::ALL {
        let text = format!("<n:Reboot xmlns:n='{namespace}'><CommandKey/></n:Reboot>");
        let (read, warnings, error) = read_envelope(&envelope(&text));
        assert_eq!((read.namespace, warnings, error), (*namespace, vec![], ""));
    }
}

#[test]
fn elements() {
    let wrong = [
        (
            "<cwmp:Upload><FileType>1 Vendor Configuration File</FileType><CommandKey>k</CommandKey><URL/><Username/>\
          <Password/><DelaySeconds>0</DelaySeconds></cwmp:Upload>",
            "OutOfOrder",
            "Order",
        ),
        ("<cwmp:DeleteObject><ObjectName>A.</ObjectName></cwmp:DeleteObject>", "MissingElement", "Missing"),
        ("<cwmp:Reboot>x<CommandKey/></cwmp:Reboot>", "UnexpectedText", "Unexpected"),
        ("<cwmp:RebootResponse> </cwmp:RebootResponse>", "TextInEmpty", "Unexpected"),
        ("<cwmp:Reboot><CommandKey xsi:type='xsd:string'/></cwmp:Reboot>", "RedundantType", "Unexpected"),
        ("<cwmp:Reboot><CommandKey what='x'/></cwmp:Reboot>", "UnknownAttribute", "Unexpected"),
        ("<cwmp:Reboot><CommandKey xsi:nil='true'/></cwmp:Reboot>", "Nil", "Unexpected"),
        (
            "<cwmp:DeleteObject><ObjectName>A</ObjectName><ParameterKey/></cwmp:DeleteObject>",
            "Pattern",
            "InvalidValue",
        ),
        (
            "<cwmp:DeleteObject><ObjectName> A. </ObjectName><ParameterKey/></cwmp:DeleteObject>",
            "PaddedToken",
            "InvalidValue",
        ),
        (
            "<cwmp:Reboot><CommandKey>123456789012345678901234567890123</CommandKey></cwmp:Reboot>",
            "TooLong",
            "OutOfRange",
        ),
        (
            "<cwmp:DeleteObjectResponse><Status>7</Status></cwmp:DeleteObjectResponse>",
            "UnknownCode",
            "InvalidValue",
        ),
        (
            "<cwmp:ScheduleInform><DelaySeconds/><CommandKey/></cwmp:ScheduleInform>",
            "EmptyValue",
            "InvalidValue",
        ),
        (
            "<cwmp:GetParameterNames><ParameterPath/><NextLevel>TRUE</NextLevel></cwmp:GetParameterNames>",
            "BooleanSpelling",
            "InvalidValue",
        ),
        (
            "<cwmp:DownloadResponse><Status>0</Status><StartTime>2020-01-01T00:00:00+0100</StartTime>\
          <CompleteTime>2020-01-01T00:00:00</CompleteTime></cwmp:DownloadResponse>",
            "DateTimeForm",
            "InvalidValue",
        ),
    ];
    for (text, warning, error) in wrong {
        let (_, warnings, refused) = read(text);
        assert_eq!((warnings, refused), (vec![warning], error), "{text}");
    }
    // A type that says what the schema says is fine.
    let (_, warnings, error) = read(
        "<cwmp:ScheduleInform><DelaySeconds xsi:type='xsd:unsignedInt'>+05</DelaySeconds>\
        <CommandKey xsi:type='cwmp:CommandKeyType'/></cwmp:ScheduleInform>",
    );
    assert_eq!((warnings, error), (vec![], ""));
}

#[test]
fn lists() {
    let list = |attributes: &str, items: &str| {
        let (rpc, warnings, error) = read(&format!(
            "<cwmp:GetParameterValues><ParameterNames {attributes}>{items}</ParameterNames></cwmp:GetParameterValues>"
        ));
        let Rpc::GetParameterValues(rpc) = rpc else { panic!() };
        (rpc.parameter_names.len(), warnings, error)
    };
    let two = "<string>A.</string><string>B.</string>";
    assert_eq!(list("c:arrayType='xsd:string[2]'", two), (2, vec![], ""));
    assert_eq!(list("c:arrayType='xsd:string[02]'", two), (2, vec!["PaddedArrayLength"], ""));
    assert_eq!(list("c:arrayType='string[2]'", two), (2, vec![], ""));
    assert_eq!(list("c:arrayType='cwmp:string[2]'", two), (2, vec![], ""));
    assert_eq!(
        list("c:arrayType='{urn:dslforum-org:cwmp-1-2}string[2]'", two),
        (2, vec!["ArrayType"], "InvalidValue")
    );
    assert_eq!(list("c:arrayType='xsd:anyType[2]'", two), (2, vec!["ArrayType"], "InvalidValue"));
    assert_eq!(list("c:arrayType='xsd:string[ 2 ]'", two), (2, vec!["ArrayType"], "InvalidValue"));
    assert_eq!(list("c:arrayType='xsd:string[3]'", two), (2, vec!["ArrayLength"], "ArrayLength"));
    assert_eq!(
        list("c:arrayType='xsd:string[99999999999999999999]'", two),
        (2, vec!["ArrayLength"], "ArrayLength")
    );
    assert_eq!(list("", two), (2, vec!["MissingArrayType"], "Missing"));
    assert_eq!(list("c:arrayType='xsd:string[0]'", ""), (0, vec!["ItemCount"], "ArrayLength"));
    assert_eq!(list("c:arrayType='xsd:string[1]'", "<item>A.</item>"), (1, vec!["ItemName"], "Unexpected"));
    assert_eq!(
        list("c:arrayType='xsd:string[1]'", "<cwmp:string>A.</cwmp:string>"),
        (1, vec!["QualifiedChild"], "WrongNamespace")
    );
    assert_eq!(
        list("c:arrayType='xsd:string[2]' xsi:type='c:Array'", two),
        (2, vec!["RedundantType"], "Unexpected")
    );
    assert_eq!(
        list("c:arrayType='xsd:string[2]' xsi:type='cwmp:ParameterNames' c:offset='[0]' id='i'", two),
        (2, vec![], "")
    );
    assert_eq!(
        list("c:arrayType='xsd:string[2]' e:encodingStyle='x'", two),
        (2, vec!["UnknownAttribute"], "Unexpected")
    );
}

#[test]
fn value_types() {
    for (element, value_type, warnings, error) in [
        ("<Value>1</Value>", ValueType::Unspecified, vec!["MissingType"], "Missing"),
        ("<Value xsi:type='xsd:string(64)'>1</Value>", ValueType::String, vec!["UnknownType"], "UnknownType"),
        ("<Value xsi:type='xsd:'>1</Value>", ValueType::Other, vec!["UnknownType"], "UnknownType"),
        ("<Value xsi:type='xsd:unsigendInt'>1</Value>", ValueType::Other, vec!["UnknownType"], "UnknownType"),
        ("<Value xsi:type='xsi:int'>1</Value>", ValueType::Int, vec!["UnknownType"], "UnknownType"),
        ("<Value xsi:type='zz:int'>1</Value>", ValueType::Int, vec!["UnboundType"], "UnboundPrefix"),
        ("<Value xsi:type='xsd:base64'>AA==</Value>", ValueType::Base64, vec!["UnknownType"], "UnknownType"),
        ("<Value xsi:type='c:base64'>AA==</Value>", ValueType::Base64, vec![], ""),
        ("<Value xsi:type='xsd:float'>1.5</Value>", ValueType::Other, vec![], ""),
        ("<Value xsd:type='xsd:int'>1</Value>", ValueType::Int, vec!["UnknownAttribute"], "Unexpected"),
        ("<Value xsi:type='xsd:unsignedInt'/>", ValueType::UnsignedInt, vec!["EmptyValue"], "InvalidValue"),
        (
            "<Value xsi:type='xsd:boolean'>True</Value>",
            ValueType::Boolean,
            vec!["BooleanSpelling"],
            "InvalidValue",
        ),
        ("", ValueType::Missing, vec!["MissingValue"], "Missing"),
    ] {
        let (parameter, warned, refused) = value(element);
        assert_eq!((parameter.value.value_type, warned, refused), (value_type, warnings, error), "{element}");
    }
    let (parameter, ..) = value("<Value xsi:type='xsd:string(64)'>1</Value>");
    assert_eq!(parameter.value.raw_type, "xsd:string(64)");
}

#[test]
fn markup_inside_values() {
    let (parameter, warnings, error) =
        value("<Value xsi:type='xsd:string'>a<![CDATA[<b>]]>&#99;<!-- no -->&amp;</Value>");
    assert_eq!((&*parameter.value.text, warnings, error), ("a<b>c&", vec![], ""));
}

#[test]
fn header_entries() {
    let text = |header: &str| {
        format!(
            "<e:Envelope {XMLNS}><e:Header>{header}</e:Header><e:Body><cwmp:FactoryReset/></e:Body></e:Envelope>"
        )
    };
    let all = "<cwmp:ID e:mustUnderstand='1'> 7 </cwmp:ID><cwmp:HoldRequests e:mustUnderstand='1'>true</cwmp:HoldRequests>\
        <cwmp:NoMoreRequests>0</cwmp:NoMoreRequests><cwmp:SessionTimeout e:mustUnderstand='0'>60</cwmp:SessionTimeout>\
        <cwmp:SupportedCWMPVersions e:mustUnderstand='0'>1.0,1.4</cwmp:SupportedCWMPVersions>\
        <cwmp:UseCWMPVersion e:mustUnderstand='1'>1.4</cwmp:UseCWMPVersion>\
        <v:Trace xmlns:v='urn:v' e:mustUnderstand='0'>t</v:Trace>";
    let (envelope, warnings, error) = read_envelope(&text(all));
    assert_eq!((warnings, error), (vec![], ""));
    let header = &envelope.header;
    assert_eq!(header.id.as_deref(), Some(" 7 "));
    assert_eq!(
        (header.hold_requests.unwrap(), header.no_more_requests.unwrap()),
        (true.into(), false.into())
    );
    assert_eq!(header.session_timeout.unwrap(), 60);
    assert_eq!(header.supported_versions().count(), 2);
    assert_eq!(header.version_in_use().unwrap().to_string(), "1.4");
    assert_eq!(header.other[0].local_name(), "Trace");
    let again = envelope.to_xml().unwrap();
    assert_eq!(Envelope::from_xml(again.as_bytes()).unwrap().header.other[0].local_name(), "Trace");

    let (_, warnings, error) = read_envelope(&text("<cwmp:ID>7</cwmp:ID>"));
    assert_eq!((warnings, error), (vec!["MustUnderstand"], ""));
    let (envelope, warnings, error) = read_envelope(&text("<ID e:mustUnderstand='1'>7</ID>"));
    assert_eq!(
        (envelope.header.id.as_deref(), warnings, error),
        (Some("7"), vec!["UnqualifiedRpc"], "WrongNamespace")
    );
    let twice = text("<cwmp:ID e:mustUnderstand='1'>1</cwmp:ID><cwmp:ID e:mustUnderstand='1'>2</cwmp:ID>");
    assert_eq!(Envelope::from_xml(twice.as_bytes()).unwrap_err().name(), "Duplicate");
}

#[test]
fn deployment_units_in_three_encodings() {
    let schema = "<cwmp:ChangeDUState><Operations xsi:type='cwmp:UninstallOpStruct'>\
        <UUID>0123abcd-0123-4567-89ab-0123456789ab</UUID></Operations><Operations xsi:type='cwmp:InstallOpStruct'>\
        <URL>http://example.com/a</URL></Operations><CommandKey>k</CommandKey></cwmp:ChangeDUState>";
    let nested = "<cwmp:ChangeDUState><CommandKey>k</CommandKey><Operations><UninstallOpStruct>\
        <UUID>0123abcd-0123-4567-89ab-0123456789ab</UUID></UninstallOpStruct><InstallOpStruct>\
        <URL>http://example.com/a</URL></InstallOpStruct></Operations></cwmp:ChangeDUState>";
    let (first, warnings, error) = read(schema);
    assert_eq!((warnings, error), (vec![], ""));
    let (second, warnings, error) = read(nested);
    assert_eq!((warnings, error), (vec!["OutOfOrder", "NestedStruct", "NestedStruct"], "Order"));
    assert_eq!(first, second);
    let Rpc::ChangeDUState(rpc) = &first else { panic!() };
    assert!(matches!(rpc.operations[..], [Operation::Uninstall(_), Operation::Install(_)]));

    let fields = "<UUID>0123abcd-0123-4567-89ab-0123456789ab</UUID><DeploymentUnitRef>A.</DeploymentUnitRef>\
        <Version>1</Version><CurrentState>Installed</CurrentState><Resolved>1</Resolved><ExecutionUnitRefList/>\
        <StartTime>2020-01-01T00:00:00Z</StartTime><CompleteTime>2020-01-01T00:00:00Z</CompleteTime>";
    let fault = "<Fault><FaultCode>0</FaultCode></Fault>";
    let plain = format!("<Results>{fields}{fault}</Results>");
    let rdk = format!(
        "<Results c:arrayType='cwmp:OpResultStruct[1]'><OpResultStruct>{fields}<Fault><FaultStruct>\
         <FaultCode>0</FaultCode></FaultStruct></Fault></OpResultStruct></Results>"
    );
    let icwmp = format!("<Results><OpResultStruct>{fields}{fault}</OpResultStruct></Results>");
    let complete =
        |results: &str| read(&format!("<cwmp:DUStateChangeComplete>{results}</cwmp:DUStateChangeComplete>"));
    let (first, warnings, error) = complete(&plain);
    assert_eq!((warnings, error), (vec![], ""));
    let (second, warnings, error) = complete(&rdk);
    assert_eq!((warnings, error), (vec!["UnknownAttribute", "NestedStruct", "NestedStruct"], "Unexpected"));
    let (third, warnings, error) = complete(&icwmp);
    assert_eq!((warnings, error), (vec!["NestedStruct"], "Unexpected"));
    assert!(first == second && second == third);
}

#[test]
fn events_that_run_on() {
    let (rpc, warnings, error) = read(
        "<cwmp:Inform><DeviceId><Manufacturer/><OUI>00D09E</OUI><ProductClass/><SerialNumber/></DeviceId>\
         <Event c:arrayType='cwmp:EventStruct[1]'><EventStruct><EventCode>1 BOOT</EventCode>\
         <EventCode>4 VALUE CHANGE</EventCode><CommandKey/></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes>\
         <CurrentTime>2020-01-01T00:00:00</CurrentTime><RetryCount>0</RetryCount>\
         <ParameterList c:arrayType='cwmp:ParameterValueStruct[0]'/></cwmp:Inform>",
    );
    let Rpc::Inform(inform) = rpc else { panic!() };
    assert!(inform.has_event(&EventCode::BOOT) && inform.has_event(&EventCode::VALUE_CHANGE));
    assert_eq!((warnings, error), (vec!["RunOnItem", "MissingElement", "ArrayLength"], "Duplicate"));
}

#[test]
fn faults() {
    let fault = |text: &str| {
        let (envelope, warnings, error) = read_envelope(&envelope(text));
        (envelope.fault().unwrap().clone(), warnings, error)
    };
    let detail = "<cwmp:Fault><FaultCode>9003</FaultCode></cwmp:Fault>";
    let (read, warnings, error) = fault(&format!(
        "<e:Fault><faultcode>e:Client</faultcode><faultstring>CWMP fault</faultstring><detail>{detail}</detail></e:Fault>"
    ));
    assert!(read.is_client() && read.code().unwrap().0 == 9003);
    assert_eq!((warnings, error), (vec![], ""));
    let (_, warnings, error) = fault(&format!(
        "<e:Fault><e:faultcode>Client</e:faultcode><faultstring/><detail>{detail}</detail></e:Fault>"
    ));
    assert_eq!((warnings, error), (vec!["QualifiedChild"], "WrongNamespace"));
    let (read, warnings, error) = fault(
        "<e:Fault><faultcode>Client</faultcode><faultstring/><detail><Fault><FaultCode>9003</FaultCode></Fault></detail></e:Fault>",
    );
    assert_eq!((read.code().unwrap().0, warnings, error), (9003, vec!["UnqualifiedFault"], "WrongNamespace"));
    let (read, warnings, error) =
        fault("<e:Fault><faultcode>Server</faultcode><faultstring>no</faultstring></e:Fault>");
    assert_eq!((read.code(), warnings, error), (None, vec!["FaultWithoutDetail"], "Missing"));
}

#[test]
fn unknown_content_is_kept_and_written_back() {
    let download = "<cwmp:Download><CommandKey/><FileType>1 Firmware Upgrade Image</FileType><URL>u</URL><Username/>\
        <Password/><FileSize>0</FileSize><TargetFileName/><DelaySeconds>0</DelaySeconds><SuccessURL/><FailureURL/>\
        <Md5>0123</Md5><v:RawMode xmlns:v='urn:v'><v:x/></v:RawMode></cwmp:Download>";
    let (rpc, warnings, error) = read(download);
    assert_eq!((warnings, error), (vec!["UnknownElement", "UnknownElement"], "Unexpected"));
    let Rpc::Download(rpc) = &rpc else { panic!() };
    assert_eq!(rpc.extensions.iter().map(|e| e.local_name()).collect::<Vec<_>>(), ["Md5", "RawMode"]);
    let written = Envelope::new(CwmpNamespace::Cwmp12, rpc.clone()).to_xml().unwrap();
    assert!(written.contains("<Md5>0123</Md5><v:RawMode xmlns:v='urn:v'><v:x/></v:RawMode></cwmp:Download>"));

    let vendor = "<cwmp:X_00D09E_Do><Arg>1</Arg></cwmp:X_00D09E_Do>";
    let (rpc, warnings, error) = read(vendor);
    assert_eq!((rpc.name(), warnings, error), ("X_00D09E_Do", vec![], ""));
    let written = Envelope::new(CwmpNamespace::Cwmp12, rpc.clone()).to_xml().unwrap();
    let read = Envelope::from_xml(written.as_bytes()).unwrap();
    let Some(Rpc::Other(other)) = read.rpc() else { panic!() };
    assert!(other.raw.as_str().ends_with("<Arg>1</Arg></cwmp:X_00D09E_Do>"));
}

#[test]
fn encodings() {
    let text = envelope("<cwmp:Reboot><CommandKey>Größe</CommandKey></cwmp:Reboot>");
    let expected = Body::Rpc(Reboot::new("Größe").into());
    let latin1: Vec<u8> = format!("<?xml version='1.0' encoding='ISO-8859-1'?>{text}")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let utf16: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes(), b"\0"].concat();
    for (bytes, warning) in
        [(&latin1, "ForeignEncoding"), (&utf16, "ForeignEncoding"), (&marked, "TrailingNul")]
    {
        let mut warnings: Vec<Warning> = Vec::new();
        let read = Envelope::decode(bytes, &DecodeOptions::lenient(), &mut warnings).unwrap();
        assert_eq!(read.body, expected);
        assert!(format!("{:?}", warnings[0].kind).contains(warning), "{warnings:?}");
        assert!(Envelope::decode(bytes, &DecodeOptions::strict(), &mut ()).is_err());
    }
    let undeclared: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(Envelope::from_xml(&undeclared).unwrap_err().name(), "InvalidEncoding");
    let options = DecodeOptions::lenient();
    let read = Envelope::decode_with_charset(&undeclared, "iso-8859-1", &options, &mut ()).unwrap();
    assert_eq!(read.body, expected);

    // Offsets are those of the bytes that came.
    let wrong = text.replace("<CommandKey>", "<!-- ü --><CommandKey what='x'>");
    let utf16: Vec<u8> = format!("\u{FEFF}{wrong}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let at = wrong.find("what=").unwrap() - 1;
    let mut warnings: Vec<Warning> = Vec::new();
    Envelope::decode(&utf16, &options, &mut warnings).unwrap();
    assert_eq!(warnings.last().unwrap().offset, 2 + 2 * at);
}

#[test]
fn repairs_on_request() {
    let twice = envelope("<cwmp:Reboot><CommandKey a='1' a='2'>k</CommandKey></cwmp:Reboot>");
    let unbound = envelope("<cwmp:Reboot><q:CommandKey>k</q:CommandKey></cwmp:Reboot>");
    let control = envelope("<cwmp:Reboot><CommandKey>k\u{2}</CommandKey></cwmp:Reboot>");
    for (text, key) in [(twice, "k"), (unbound, "k"), (control, "k\u{FFFD}")] {
        assert!(Envelope::from_xml(text.as_bytes()).is_err());
        let options = DecodeOptions::lenient().with_recovery(Recovery::all());
        let mut warnings: Vec<Warning> = Vec::new();
        let read = Envelope::decode(text.as_bytes(), &options, &mut warnings).unwrap();
        assert_eq!(read.body, Body::Rpc(Reboot::new(key).into()));
        assert!(!warnings.is_empty());
    }
    // A missing declaration of `xsi` on attributes is tolerated without asking.
    let no_xsi =
        envelope("<cwmp:Reboot><CommandKey>k</CommandKey></cwmp:Reboot>").replace("xmlns:xsi", "xmlns:nope");
    let no_xsi = no_xsi.replace("<CommandKey>", "<CommandKey xsi:type='xsd:string'>");
    assert!(Envelope::from_xml(no_xsi.as_bytes()).is_ok());
}

/// SOAP 1.1, clause 4.1.1, has the header in front.
#[test]
fn a_header_behind_the_body() {
    let text = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:c='urn:dslforum-org:cwmp-1-0'>\
        <e:Body><c:FactoryReset/></e:Body><e:Header><c:ID e:mustUnderstand='1'>7</c:ID></e:Header></e:Envelope>";
    let mut warnings: Vec<Warning> = Vec::new();
    let envelope = Envelope::decode(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert_eq!(envelope.header.id.as_deref(), Some("7"));
    assert_eq!(warnings, [Warning::new(WarningKind::OutOfOrder("Header"), text.find("<e:Header").unwrap())]);
    let error = Envelope::decode(text.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!(error.name(), "Order");
    let twice = text.replace("<e:Body>", "<e:Header/><e:Body>");
    assert_eq!(Envelope::from_xml(twice.as_bytes()).unwrap_err().name(), "Duplicate");
}
