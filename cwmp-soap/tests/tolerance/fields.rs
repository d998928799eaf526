//! Fields and values whose text is none of their type, and elements as scripts write them.

use super::{XMLNS, envelope, gpv, read, read_envelope, value};
use cwmp_soap::envelope::Profile;
use cwmp_soap::rpc::*;
use cwmp_soap::stream::ParameterStream;
use cwmp_soap::value::DateTime;
use cwmp_soap::{CwmpNamespace, Envelope, ErrorKind, Rpc};

/// A field of a report that is no value of its type costs neither the message nor its own text.
#[test]
fn fields_of_reports_that_are_no_value_of_their_type() {
    let (rpc, warnings, error) = read(
        "<cwmp:UploadResponse><Status>1</Status><StartTime>foo &amp; bar</StartTime><CompleteTime/></cwmp:UploadResponse>",
    );
    let Rpc::UploadResponse(rpc) = rpc else { panic!() };
    assert_eq!((rpc.start_time, rpc.complete_time), (DateTime::UNKNOWN, DateTime::UNKNOWN));
    assert_eq!(rpc.extensions.unreadable("StartTime"), Some("foo & bar".into()));
    assert_eq!(rpc.extensions.unreadable("CompleteTime"), None);
    assert_eq!((warnings, error), (vec!["InvalidField", "EmptyValue"], "InvalidValue"));

    // Each record keeps its own; the message is written without them.
    let text = "<cwmp:GetParameterNamesResponse><ParameterList c:arrayType='cwmp:ParameterInfoStruct[3]'>\
        <ParameterInfoStruct><Name>A.</Name><Writable>yes</Writable></ParameterInfoStruct>\
        <ParameterInfoStruct><Name>A.B</Name><Writable>1</Writable></ParameterInfoStruct>\
        <ParameterInfoStruct><Name>A.C</Name><Writable>on</Writable><X_Extra/></ParameterInfoStruct>\
        </ParameterList></cwmp:GetParameterNamesResponse>";
    let (rpc, warnings, error) = read(text);
    assert_eq!((warnings, error), (vec!["InvalidField", "InvalidField", "UnknownElement"], "InvalidValue"));
    let Rpc::GetParameterNamesResponse(names) = &rpc else { panic!() };
    let kept: Vec<_> = names.parameter_list.iter().map(|p| p.extensions.unreadable("Writable")).collect();
    assert_eq!(kept, [Some("yes".into()), None, Some("on".into())]);
    assert!(names.parameter_list.iter().map(|p| p.writable.get()).eq([false, true, false]));
    let written = Envelope::new(CwmpNamespace::Cwmp12, rpc.clone()).to_xml().unwrap();
    assert!(written.contains("<Name>A.C</Name><Writable>0</Writable><X_Extra/></ParameterInfoStruct>"));
    let message = envelope(text);
    let streamed = ParameterStream::names(&message).unwrap();
    assert_eq!(streamed.map(Result::unwrap).collect::<Vec<_>>(), names.parameter_list);

    let inform = "<cwmp:Inform><DeviceId><Manufacturer/><OUI>00D09E</OUI><ProductClass/><SerialNumber/></DeviceId>\
        <Event c:arrayType='cwmp:EventStruct[1]'><EventStruct><EventCode>1 BOOT</EventCode><CommandKey/></EventStruct>\
        </Event><MaxEnvelopes>one</MaxEnvelopes><CurrentTime>2020-01-01T00:00:00Z</CurrentTime>\
        <RetryCount>4294967296</RetryCount><ParameterList c:arrayType='cwmp:ParameterValueStruct[1]'>\
        <ParameterValueStruct><Name>A.B</Name><Value xsi:type='xsd:string'>x</Value></ParameterValueStruct>\
        </ParameterList></cwmp:Inform>";
    let (rpc, warnings, error) = read(inform);
    let Rpc::Inform(inform) = rpc else { panic!() };
    assert_eq!((warnings, error), (vec!["InvalidField", "InvalidField"], "InvalidValue"));
    assert_eq!(inform.extensions.unreadable("MaxEnvelopes"), Some("one".into()));
    assert_eq!(inform.extensions.unreadable("RetryCount"), Some("4294967296".into()));
    assert!(inform.parameter_list[0].extensions.is_empty());

    // An optional field is missing rather than null.
    let option = "<cwmp:GetOptionsResponse><OptionList c:arrayType='cwmp:OptionStruct[1]'><OptionStruct>\
        <OptionName>o</OptionName><VoucherSN>1</VoucherSN><State>1</State><Mode>1</Mode>\
        <StartDate>2020-01-01T00:00:00Z</StartDate><ExpirationDate>never</ExpirationDate>\
        <IsTransferable>0</IsTransferable></OptionStruct></OptionList></cwmp:GetOptionsResponse>";
    let (rpc, warnings, error) = read(option);
    let Rpc::GetOptionsResponse(rpc) = rpc else { panic!() };
    assert_eq!((warnings, error), (vec!["InvalidField"], "InvalidValue"));
    assert_eq!(rpc.option_list[0].expiration_date, None);
    assert_eq!(rpc.option_list[0].extensions.unreadable("ExpirationDate"), Some("never".into()));
}

/// Where something depends on it, nothing is guessed: what a device is told to do, and what came of something.
#[test]
fn fields_that_decide_are_refused() {
    let refused = |body: &str| Envelope::from_xml(envelope(body).as_bytes()).unwrap_err().to_string();
    for (body, error) in [
        (
            "<cwmp:ScheduleInform><DelaySeconds>soon</DelaySeconds><CommandKey/></cwmp:ScheduleInform>",
            "invalid value of DelaySeconds",
        ),
        (
            "<cwmp:GetParameterNames><ParameterPath/><NextLevel>yes</NextLevel></cwmp:GetParameterNames>",
            "invalid value of NextLevel",
        ),
        (
            "<cwmp:AddObjectResponse><InstanceNumber>x</InstanceNumber><Status>0</Status></cwmp:AddObjectResponse>",
            "invalid value of InstanceNumber",
        ),
        (
            "<cwmp:DownloadResponse><Status>OK</Status><StartTime/><CompleteTime/></cwmp:DownloadResponse>",
            "invalid value of Status",
        ),
        (
            "<cwmp:TransferComplete><CommandKey/><FaultStruct><FaultCode>none</FaultCode><FaultString/></FaultStruct>\
             <StartTime/><CompleteTime/></cwmp:TransferComplete>",
            "invalid value of FaultCode",
        ),
    ] {
        assert!(refused(body).starts_with(error), "{}", refused(body));
    }
    // The size of a file is a hint.
    let (rpc, warnings, error) = read(
        "<cwmp:Download><CommandKey/><FileType>1 Firmware Upgrade Image</FileType><URL/><Username/><Password/>\
         <FileSize>1 MB</FileSize><TargetFileName/><DelaySeconds>0</DelaySeconds><SuccessURL/><FailureURL/></cwmp:Download>",
    );
    let Rpc::Download(rpc) = rpc else { panic!() };
    assert_eq!((rpc.file_size.value, rpc.extensions.unreadable("FileSize")), (0, Some("1 MB".into())));
    assert_eq!((warnings, error), (vec!["InvalidField"], "InvalidValue"));
}

/// A reported value keeps text and type, whatever it says; a value to be set must be one.
#[test]
fn values_that_are_not_of_their_type() {
    for (value_type, text, error) in [
        ("boolean", "yes", "InvalidValue"),
        ("boolean", "off", "InvalidValue"),
        ("unsignedInt", "-1", "OutOfRange"),
        ("int", "4294967295", "OutOfRange"),
        ("long", "1.5", "InvalidValue"),
        ("dateTime", "yesterday", "InvalidValue"),
        ("base64Binary", "%", "InvalidValue"),
        ("hexBinary", "0", "InvalidValue"),
        ("decimal", "1e5", "InvalidValue"),
    ] {
        let element = format!("<Value xsi:type='xsd:{value_type}'>{text}</Value>");
        let (parameter, warnings, refused) = value(&element);
        assert_eq!((warnings, refused), (vec!["InvalidText"], error), "{element}");
        assert_eq!((&*parameter.value.text, parameter.value.value_type.name()), (text, Some(value_type)));
        assert_eq!(parameter.value.typed().unwrap_err(), {
            match error {
                "OutOfRange" => ErrorKind::OutOfRange(value_type),
                _ => ErrorKind::InvalidValue(value_type),
            }
        });
        let set = format!(
            "<cwmp:SetParameterValues><ParameterList c:arrayType='cwmp:ParameterValueStruct[1]'><ParameterValueStruct>\
             <Name>A.B</Name>{element}</ParameterValueStruct></ParameterList><ParameterKey/></cwmp:SetParameterValues>"
        );
        assert_eq!(Envelope::from_xml(envelope(&set).as_bytes()).unwrap_err().name(), error);
    }
}

/// What scripts of ACS tools write: names in lower case, a text wrapped as if it were an item.
#[test]
fn elements_as_scripts_write_them() {
    let (parameter, warnings, error) = gpv(
        "<parametervaluestruct><name>A.B</name><value xsi:type='xsd:int'>7</value></parametervaluestruct>",
    );
    assert_eq!((&*parameter[0].name, parameter[0].value.as_i64()), ("A.B", Some(7)));
    assert_eq!((warnings, error), (vec!["ItemName", "ElementCase", "ElementCase"], "Unexpected"));
    let list = "<parameterList c:arrayType='cwmp:ParameterValueStruct[1]'><ParameterValueStruct><Name>A.B</Name>\
        <Value xsi:type='xsd:int'>7</Value></ParameterValueStruct></parameterList>";
    let message =
        envelope(&format!("<cwmp:GetParameterValuesResponse>{list}</cwmp:GetParameterValuesResponse>"));
    let streamed = ParameterStream::values(&message).unwrap();
    assert_eq!(streamed.map(|item| item.unwrap().name).collect::<Vec<_>>(), ["A.B"]);

    for wrapped in ["<string>A.B.</string>", "\n <string>A.B.</string>\n", "<string>A.<!-- -->B.</string>"] {
        let (rpc, warnings, error) = read(&format!(
            "<cwmp:AddObject><ObjectName>{wrapped}</ObjectName><ParameterKey><string/></ParameterKey></cwmp:AddObject>"
        ));
        assert_eq!(rpc, AddObject::new("A.B.", "").into());
        assert_eq!((warnings, error), (vec!["WrappedText", "WrappedText"], "Unexpected"));
    }
    // As scripts have it that declare CWMP's namespace as the default one.
    let text = "<AddObject xmlns='urn:dslforum-org:cwmp-1-0'><ObjectName><string>A.</string></ObjectName>\
        <ParameterKey/></AddObject>";
    assert_eq!(read(text).0, AddObject::new("A.", "").into());
    for wrong in
        ["<string>A.</string><string>B.</string>", "<string><a/></string>", "<int>1</int>", "A<string/>"]
    {
        let text =
            format!("<cwmp:AddObject><ObjectName>{wrong}</ObjectName><ParameterKey/></cwmp:AddObject>");
        assert_eq!(
            Envelope::from_xml(envelope(&text).as_bytes()).unwrap_err().name(),
            "Unexpected",
            "{wrong}"
        );
    }
    // The element in its own spelling goes first; another one beside it is foreign.
    let (rpc, warnings, _) =
        read("<cwmp:Reboot><CommandKey>k</CommandKey><commandkey>other</commandkey></cwmp:Reboot>");
    let Rpc::Reboot(reboot) = rpc else { panic!() };
    assert_eq!((&*reboot.command_key, warnings), ("k", vec!["UnknownElement"]));
    assert_eq!(reboot.extensions.iter().next().unwrap().local_name(), "commandkey");
}

#[test]
fn header_entries_that_are_no_value_of_their_type() {
    let text = |header: &str| {
        format!(
            "<e:Envelope {XMLNS}><e:Header>{header}</e:Header><e:Body><cwmp:FactoryReset/></e:Body></e:Envelope>"
        )
    };
    let (envelope, warnings, error) = read_envelope(&text(
        "<cwmp:HoldRequests e:mustUnderstand='1'>True</cwmp:HoldRequests><cwmp:NoMoreRequests>no</cwmp:NoMoreRequests>\
         <cwmp:SessionTimeout>30s</cwmp:SessionTimeout>",
    ));
    assert_eq!((warnings, error), (vec!["BooleanSpelling", "InvalidField", "InvalidField"], "InvalidValue"));
    let header = &envelope.header;
    assert_eq!(header.hold_requests.map(bool::from), Some(true));
    assert_eq!((header.no_more_requests, header.session_timeout), (None, None));
    let hold = text("<cwmp:HoldRequests e:mustUnderstand='1'>perhaps</cwmp:HoldRequests>");
    assert_eq!(Envelope::from_xml(hold.as_bytes()).unwrap_err().name(), "InvalidValue");
}

/// An RPC without its fields: null values stand for them, unless there is nothing to be done without one.
#[test]
fn missing_fields_have_null_values() {
    let mut refused = Vec::new();
    for (name, _) in Rpc::ALL {
        let body = format!("<cwmp:{name}></cwmp:{name}>");
        match Envelope::from_xml(envelope(&body).as_bytes()) {
            Err(error) => {
                assert_eq!(error.name(), "Missing", "{name}: {error}");
                refused.push(*name);
            }
            Ok(read) => {
                let (rpc, warnings, _) = self::read(&body);
                assert_eq!(read.rpc(), Some(&rpc));
                assert!(
                    warnings.iter().all(|warning| matches!(*warning, "MissingElement" | "NoEvent")),
                    "{name}: {warnings:?}"
                );
                let written =
                    Envelope::new(CwmpNamespace::Cwmp12, rpc.clone()).encode(&Profile::tolerant()).unwrap();
                let again = Envelope::from_xml(written.as_bytes()).unwrap().into_owned();
                assert_eq!(again.rpc(), Some(&rpc), "{written}");
            }
        }
    }
    assert_eq!(refused, ["GetParameterNames", "AddObject", "AddObjectResponse", "DeleteObject"]);

    for (list, item, rpc) in [
        ("OptionList", "OptionStruct", "GetOptionsResponse"),
        ("TransferList", "QueuedTransferStruct", "GetQueuedTransfersResponse"),
        ("TransferList", "AllQueuedTransferStruct", "GetAllQueuedTransfersResponse"),
        ("TimeWindowList", "TimeWindowStruct", "ScheduleDownload"),
        ("FileTypeArg", "ArgStruct", "RequestDownload"),
        ("VoucherList", "base64", "SetVouchers"),
        ("Event", "EventStruct", "Inform"),
    ] {
        let (rpc, ..) = read(&format!("<cwmp:{rpc}><{list}><{item}/></{list}></cwmp:{rpc}>"));
        let shown = format!("{rpc:?}");
        assert!(item == "base64" || shown.contains(item), "{shown}");
    }
    for (item, rpc) in [
        ("ParameterInfoStruct", "GetParameterNamesResponse"),
        ("ParameterAttributeStruct", "GetParameterAttributesResponse"),
        ("SetParameterAttributesStruct", "SetParameterAttributes"),
    ] {
        let with = |name: &str| {
            format!("<cwmp:{rpc}><ParameterList><{item}>{name}</{item}></ParameterList></cwmp:{rpc}>")
        };
        let (_, warnings, _) = read(&with("<Name>A.</Name>"));
        assert_eq!(warnings[0], "MissingArrayType");
        assert!(
            warnings[1..].iter().all(|warning| *warning == "MissingElement") && warnings.len() > 1,
            "{warnings:?}"
        );
        assert_eq!(Envelope::from_xml(envelope(&with("")).as_bytes()).unwrap_err().name(), "Missing");
    }
}

/// A code that is no number costs its record its null value; one that is missing too.
#[test]
fn codes_of_reports_that_are_none() {
    let (rpc, warnings, error) = read(
        "<cwmp:GetQueuedTransfersResponse><TransferList c:arrayType='cwmp:QueuedTransferStruct[2]'><QueuedTransferStruct>\
         <CommandKey>a</CommandKey><State>running</State></QueuedTransferStruct><QueuedTransferStruct><CommandKey>b</CommandKey>\
         <State>99999999999</State></QueuedTransferStruct></TransferList></cwmp:GetQueuedTransfersResponse>",
    );
    let Rpc::GetQueuedTransfersResponse(rpc) = rpc else { panic!() };
    assert_eq!((warnings, error), (vec!["InvalidField", "InvalidField"], "InvalidValue"));
    let kept: Vec<_> =
        rpc.transfer_list.iter().map(|transfer| transfer.extensions.unreadable("State").unwrap()).collect();
    assert_eq!(kept, ["running", "99999999999"]);

    let (rpc, ..) = read(
        "<cwmp:UploadResponse><Status>1</Status><StartTime>99999999999-01-01T00:00:00Z</StartTime>\
         <CompleteTime>2020-01-01T00:00:00Z</CompleteTime></cwmp:UploadResponse>",
    );
    let Rpc::UploadResponse(rpc) = rpc else { panic!() };
    assert_eq!(rpc.start_time, DateTime::UNKNOWN);
    assert!(rpc.extensions.unreadable("StartTime").is_some());
}
