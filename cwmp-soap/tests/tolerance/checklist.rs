//! The deviations that messages in the field have, one by one: what lenient reading names, what strict reading refuses.

use super::{XMLNS, read_envelope};
use cwmp_soap::value::Meaning;
use cwmp_soap::{Body, Envelope, Rpc, Warning};
use mgmt_wire::{DecodeOptions, Recovery};

const HEADER: &str = "<e:Header><cwmp:ID e:mustUnderstand='1'>1</cwmp:ID></e:Header>";
const FINE: &str = "<cwmp:Reboot><CommandKey>k</CommandKey></cwmp:Reboot>";

fn message(header: &str, body: &str) -> String {
    format!("<e:Envelope {XMLNS}>{header}<e:Body>{body}</e:Body></e:Envelope>")
}

fn inform(oui: &str, time: &str, retry: &str) -> String {
    format!(
        "<cwmp:Inform><DeviceId><Manufacturer>M</Manufacturer><OUI>{oui}</OUI><ProductClass/><SerialNumber/></DeviceId>\
         <Event c:arrayType='cwmp:EventStruct[1]'><EventStruct><EventCode>1 BOOT</EventCode><CommandKey/></EventStruct></Event>\
         <MaxEnvelopes>1</MaxEnvelopes><CurrentTime>{time}</CurrentTime><RetryCount>{retry}</RetryCount>\
         <ParameterList c:arrayType='cwmp:ParameterValueStruct[0]'/></cwmp:Inform>"
    )
}

fn list(attributes: &str, item: &str) -> String {
    format!(
        "<cwmp:GetParameterValuesResponse><ParameterList {attributes}>{item}</ParameterList></cwmp:GetParameterValuesResponse>"
    )
}

const ITEM: &str =
    "<ParameterValueStruct><Name>A.B</Name><Value xsi:type='xsd:string'>x</Value></ParameterValueStruct>";
const ONE: &str = "c:arrayType='cwmp:ParameterValueStruct[1]'";
const TIME: &str = "2011-07-01T12:00:00Z";

/// A row: the message, the names of the warnings, the name of the strict error (`""` for none).
macro_rules! checklist {
    ($( $name:ident: $header:expr, $body:expr => [$($warning:literal),*], $error:literal; )*) => { $(
        #[test]
        fn $name() {
            let warnings: &[&str] = &[$($warning),*];
            let (envelope, found, error) = read_envelope(&message($header, &$body));
            assert_eq!((&found[..], error), (warnings, $error));
            assert!(!matches!(envelope.rpc(), None | Some(Rpc::Other(_))), "it is read as what it is");
            // What was forgiven is gone when the message is written: all but foreign elements, a type that is not
            // known, and content, which strict writing refuses.
            let stays = warnings.iter().any(|warning| matches!(*warning, "UnknownElement" | "MissingType"));
            if let Ok(written) = envelope.to_xml() {
                let strict = Envelope::decode(written.as_bytes(), &DecodeOptions::strict(), &mut ());
                assert_eq!(strict.is_err(), stays, "{written}");
            }
        }
    )* };
}

checklist! {
    array_type_attribute_of_gsoap: HEADER, list(&format!("{ONE} xsi:type='c:Array'"), ITEM) => ["RedundantType"], "Unexpected";
    children_in_the_cwmp_namespace: HEADER, "<cwmp:Reboot><cwmp:CommandKey>k</cwmp:CommandKey></cwmp:Reboot>" => ["QualifiedChild"], "WrongNamespace";
    children_in_the_default_namespace: HEADER, "<Reboot xmlns='urn:dslforum-org:cwmp-1-2'><CommandKey/></Reboot>" => ["QualifiedChild"], "WrongNamespace";
    default_namespace_with_resets: HEADER, "<Reboot xmlns='urn:dslforum-org:cwmp-1-2'><CommandKey xmlns=''/></Reboot>" => [], "";
    another_prefix: HEADER, "<ns1:Reboot xmlns:ns1='urn:dslforum-org:cwmp-1-2'><CommandKey/></ns1:Reboot>" => [], "";
    unpublished_namespaces: HEADER, "<c4:Reboot xmlns:c4='urn:dslforum-org:cwmp-1-4'><CommandKey/></c4:Reboot>" => [], "";
    no_header: "", FINE => [], "";
    empty_header: "<e:Header/>", FINE => [], "";
    no_array_type: HEADER, list("", ITEM) => ["MissingArrayType"], "Missing";
    array_type_in_no_namespace: HEADER, list("arrayType='cwmp:ParameterValueStruct[1]'", ITEM) => ["UnknownAttribute", "MissingArrayType"], "Unexpected";
    array_type_with_a_typo: HEADER, list("c:arrayType='cwmp:ParameterValueStuct[1]'", ITEM) => ["ArrayType"], "InvalidValue";
    array_length_with_zeros: HEADER, list("c:arrayType='cwmp:ParameterValueStruct[01]'", ITEM) => ["PaddedArrayLength"], "";
    array_length_that_is_wrong: HEADER, list("c:arrayType='cwmp:ParameterValueStruct[213]'", ITEM) => ["ArrayLength"], "ArrayLength";
    item_type_on_items: HEADER, list(ONE, &ITEM.replace("<ParameterValueStruct>", "<ParameterValueStruct xsi:type='cwmp:ParameterValueStruct'>")) => [], "";
    item_of_another_name: HEADER, list(ONE, &ITEM.replace("ParameterValueStruct", "item")) => ["ItemName"], "Unexpected";
    type_on_a_name: HEADER, list(ONE, &ITEM.replace("<Name>", "<Name xsi:type='xsd:string'>")) => ["RedundantType"], "Unexpected";
    value_without_type: HEADER, list(ONE, &ITEM.replace(" xsi:type='xsd:string'", "")) => ["MissingType"], "Missing";
    value_without_value: HEADER, list(ONE, "<ParameterValueStruct><Name>A.B</Name></ParameterValueStruct>") => ["MissingValue"], "Missing";
    type_with_a_length: HEADER, list(ONE, &ITEM.replace("xsd:string", "xsd:string(64)")) => ["UnknownType"], "UnknownType";
    type_of_the_wrong_namespace: HEADER, list(ONE, &ITEM.replace("xsd:string", "xsi:string")) => ["UnknownType"], "UnknownType";
    type_that_is_a_prefix: HEADER, list(ONE, &ITEM.replace("xsd:string", "xsd:")) => ["UnknownType"], "UnknownType";
    type_of_an_undeclared_prefix: HEADER, list(ONE, &ITEM.replace("xsd:string", "SOAP-XSD:string")) => ["UnboundType"], "UnboundPrefix";
    name_with_white_space: HEADER, list(ONE, &ITEM.replace("A.B", "\n  A.B\n ")) => ["PaddedToken"], "";
    oui_in_lower_case: HEADER, inform("00d09e", TIME, "0") => ["OuiCase"], "";
    oui_too_short: HEADER, inform("D09E", TIME, "0") => ["Pattern"], "InvalidValue";
    retry_count_with_zeros: HEADER, inform("00D09E", TIME, "05") => [], "";
    retry_count_with_white_space: HEADER, inform("00D09E", TIME, " +1 ") => [], "";
    retry_count_empty: HEADER, inform("00D09E", TIME, "") => ["EmptyValue"], "InvalidValue";
    time_without_zone: HEADER, inform("00D09E", "2015-01-19T23:08:24", "0") => [], "";
    time_with_fraction: HEADER, inform("00D09E", "2015-01-19T23:08:24.123456Z", "0") => [], "";
    time_with_a_zone_of_its_own: HEADER, inform("00D09E", "2015-01-19T23:08:24+0100", "0") => ["DateTimeForm"], "InvalidValue";
    time_empty: HEADER, inform("00D09E", "", "0") => ["EmptyValue"], "InvalidValue";
    status_of_another_number: HEADER, "<cwmp:DeleteObjectResponse><Status>2</Status></cwmp:DeleteObjectResponse>" => ["UnknownCode"], "InvalidValue";
    status_with_a_typo: HEADER, "<cwmp:DeleteObjectResponse><Staus>0</Staus></cwmp:DeleteObjectResponse>" => ["UnknownElement", "MissingElement"], "Unexpected";
    status_missing: HEADER, "<cwmp:DeleteObjectResponse/>" => ["MissingElement"], "Missing";
    element_order: HEADER, "<cwmp:ScheduleInform><CommandKey/><DelaySeconds>1</DelaySeconds></cwmp:ScheduleInform>" => ["OutOfOrder"], "Order";
    white_space_in_an_empty_element: HEADER, "<cwmp:RebootResponse>\n</cwmp:RebootResponse>" => ["TextInEmpty"], "Unexpected";
    boolean_digits: HEADER, "<cwmp:GetParameterNames><ParameterPath/><NextLevel>1</NextLevel></cwmp:GetParameterNames>" => [], "";
    boolean_words: HEADER, "<cwmp:GetParameterNames><ParameterPath/><NextLevel> false </NextLevel></cwmp:GetParameterNames>" => [], "";
    boolean_in_other_case: HEADER, "<cwmp:GetParameterNames><ParameterPath/><NextLevel>True</NextLevel></cwmp:GetParameterNames>" => ["BooleanSpelling"], "InvalidValue";
    no_more_requests: "<e:Header><cwmp:NoMoreRequests>1</cwmp:NoMoreRequests></e:Header>", FINE => [], "";
    hold_requests: "<e:Header><cwmp:HoldRequests e:mustUnderstand='1'>0</cwmp:HoldRequests></e:Header>", FINE => [], "";
    must_understand_missing: "<e:Header><cwmp:ID>1</cwmp:ID></e:Header>", FINE => ["MustUnderstand"], "";
    cdata_and_comments: HEADER, "<cwmp:Reboot><!-- a --><CommandKey><![CDATA[k]]><!-- b --></CommandKey></cwmp:Reboot>" => [], "";
    rpc_of_a_later_version: HEADER, "<o:GetAllQueuedTransfers xmlns:o='urn:dslforum-org:cwmp-1-0'/>" => ["RpcNotInVersion"], "UnsupportedVersion";
}

#[test]
fn time_without_zone_is_kept_without() {
    let text = message(HEADER, &inform("00D09E", "0001-01-01T00:00:00", "0"));
    let envelope = Envelope::from_xml(text.as_bytes()).unwrap();
    let Some(Rpc::Inform(inform)) = envelope.rpc() else { panic!() };
    assert!(
        matches!(inform.current_time.meaning(), Meaning::SinceBoot(_))
            && inform.current_time.is_unknown_lenient()
    );
    assert_eq!(inform.current_time.to_string(), "0001-01-01T00:00:00");
}

/// Documents that are not well-formed are refused, unless a repair is asked for; then the rest is as it was meant.
#[test]
fn ill_formed_documents() {
    let fine = message(HEADER, FINE);
    for (text, error, repaired) in [
        (fine.replace("<cwmp:Reboot>", "<cwmp:Reboot e:a='1' e:a='1'>"), "Malformed", true),
        (fine.replace("xmlns:e=", "xmlns:other="), "UnboundPrefix", true),
        (
            fine.replace("<CommandKey>k</CommandKey>", "<odd:CommandKey>k</odd:CommandKey>"),
            "UnboundPrefix",
            true,
        ),
        (fine.replace("xmlns:xsd=", "xmlns:="), "Malformed", false),
        (fine.replace("</CommandKey>", ""), "Malformed", false),
        (fine.replace("</e:Envelope>", ""), "Truncated", false),
        (fine.split_at(fine.len() / 2).0.to_owned(), "Truncated", false),
    ] {
        for options in [DecodeOptions::lenient(), DecodeOptions::strict()] {
            let found = Envelope::decode(text.as_bytes(), &options, &mut ()).unwrap_err();
            assert!(found.name() == error || found.name() == "Duplicate", "{found}: {text}");
        }
        let mut warnings: Vec<Warning> = Vec::new();
        let options = DecodeOptions::lenient().with_recovery(Recovery::all());
        let read = Envelope::decode(text.as_bytes(), &options, &mut warnings);
        assert_eq!(read.is_ok(), repaired, "{text}");
        if let Ok(read) = read {
            assert!(
                matches!(&read.body, Body::Rpc(Rpc::Reboot(reboot)) if reboot.command_key == "k")
                    && !warnings.is_empty()
            );
        }
    }
}
