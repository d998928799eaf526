//! The streaming reader against the whole one, and its memory.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

use cwmp_soap::envelope::{EmptyElements, Profile};
use cwmp_soap::rpc::*;
use cwmp_soap::stream::{ParameterStream, ParameterWriter};
use cwmp_soap::value::Value;
use cwmp_soap::{CwmpNamespace, Envelope, ErrorKind, Rpc};
use mgmt_testkit::alloc::{self, Counting};
use mgmt_wire::DecodeOptions;

#[global_allocator]
static HEAP: Counting = Counting;

fn names(count: usize) -> String {
    let name = |i: usize| format!("InternetGatewayDevice.LANDevice.1.Hosts.Host.{i}.IPAddress");
    let list: Vec<_> = (1..=count).map(|i| ParameterInfoStruct::new(name(i), i % 2 == 0)).collect();
    let envelope = Envelope::new(CwmpNamespace::Cwmp10, GetParameterNamesResponse::new(list)).with_id("7");
    envelope.to_xml().unwrap()
}

fn values(count: usize) -> String {
    let value = |i: usize| match i % 3 {
        0 => Value::unsigned_int(u32::try_from(i).unwrap()),
        1 => Value::boolean(true),
        _ => Value::string("host & guest <1>"),
    };
    let name = |i: usize| format!("Device.Hosts.Host.{i}.X_EXAMPLE_Field");
    let list: Vec<_> = (1..=count).map(|i| ParameterValueStruct::new(name(i), value(i))).collect();
    Envelope::new(CwmpNamespace::Cwmp12, GetParameterValuesResponse::new(list)).to_xml().unwrap()
}

/// Reading megabytes takes the heap that ten entries take.
fn takes_constant_memory(document: fn(usize) -> String, read: fn(&str) -> usize) {
    let peak = |count: usize| {
        let xml = document(count);
        let (given, heap) = alloc::measure(|| read(&xml));
        assert_eq!(given, count);
        (xml.len(), heap.peak)
    };
    let (_, small) = peak(10);
    let (bytes, large) = peak(30_000);
    assert!(bytes > 3_000_000);
    assert_eq!(small, large);
    assert!(large < 8 * 1024, "{large} bytes");
}

#[test]
fn a_list_of_megabytes_takes_constant_memory() {
    takes_constant_memory(names, |xml| ParameterStream::names(xml).unwrap().map(Result::unwrap).count());
    takes_constant_memory(values, |xml| ParameterStream::values(xml).unwrap().map(Result::unwrap).count());
}

#[test]
fn the_stream_gives_what_the_envelope_holds() {
    let xml = names(100);
    let stream = ParameterStream::names(&xml).unwrap();
    assert_eq!(stream.rpc(), "GetParameterNamesResponse");
    assert_eq!((stream.declared_len(), stream.header().id.as_deref()), (Some(100), Some("7")));
    let streamed: Vec<_> = stream.map(Result::unwrap).collect();
    let envelope = Envelope::from_xml(xml.as_bytes()).unwrap();
    let Some(Rpc::GetParameterNamesResponse(whole)) = envelope.rpc() else { panic!() };
    assert_eq!(streamed, whole.parameter_list);

    let list = vec![ParameterValueStruct::new("Device.A", Value::int(-1))];
    let set =
        Envelope::new(CwmpNamespace::Cwmp12, SetParameterValues::new(list.clone(), "k")).to_xml().unwrap();
    let stream = ParameterStream::values_with(&set, &DecodeOptions::strict(), &mut ())
        .unwrap()
        .map(Result::unwrap)
        .collect::<Vec<_>>();
    assert_eq!(stream, list);
}

#[test]
fn mistakes_end_the_stream() {
    let xml = names(3);
    let other = Envelope::new(CwmpNamespace::Cwmp10, Reboot::new("")).to_xml().unwrap();
    assert_eq!(ParameterStream::names(&other).err().unwrap().kind(), &ErrorKind::Unexpected("RPC"));

    let cut = &xml[..xml.len() - 10];
    let results: Vec<_> = ParameterStream::names(cut).unwrap().collect();
    assert_eq!(results.len(), 4);
    assert_eq!(results[3].as_ref().unwrap_err().name(), "Truncated");

    let short = xml.replacen("[3]", "[4]", 1);
    let mut warnings: Vec<cwmp_soap::Warning> = Vec::new();
    let options = DecodeOptions::lenient();
    assert!(ParameterStream::names_with(&short, &options, &mut warnings).unwrap().all(|entry| entry.is_ok()));
    assert_eq!(warnings.len(), 1);
    let mut dropped = ();
    let mut strict = ParameterStream::names_with(&short, &DecodeOptions::strict(), &mut dropped).unwrap();
    assert_eq!(strict.nth(3).unwrap().unwrap_err().kind(), &ErrorKind::ArrayLength("ParameterList"));
    assert!(strict.next().is_none());

    let mut options = DecodeOptions::lenient();
    options.limits.parameters = 2;
    let mut dropped = ();
    let mut limited = ParameterStream::names_with(&xml, &options, &mut dropped).unwrap();
    assert_eq!(limited.nth(2).unwrap().unwrap_err().name(), "Limit");
}

fn host(i: usize) -> ParameterInfoStruct<'static> {
    ParameterInfoStruct::new(format!("Device.Hosts.Host.{i}.X_EXAMPLE_Field"), i.is_multiple_of(2))
}

fn value(i: usize) -> ParameterValueStruct<'static> {
    let value = if i.is_multiple_of(2) { Value::boolean(true) } else { Value::string("host & guest <1>") };
    ParameterValueStruct::new(format!("Device.Hosts.Host.{i}.Name"), value)
}

#[test]
fn pieces_are_the_message() {
    let mut odd = Profile::default();
    odd.empty_elements = EmptyElements::Expand;
    odd.indent = Some(1);
    odd.array_xsi_type = true;
    odd.prefixes.cwmp = "c".into();
    for (profile, count) in
        [Profile::default(), odd].iter().flat_map(|p| [0, 1, 2, 77, 500].map(|count| (p, count)))
    {
        let version = CwmpNamespace::Cwmp12;
        let list: Vec<_> = (0..count).map(host).collect();
        let whole = Envelope::new(version, GetParameterNamesResponse::new(list)).with_id("7");
        let pieces = ParameterWriter::names(profile, version, &whole.header, count, (0..count).map(host));
        let pieces: Vec<String> = pieces.map(Result::unwrap).collect();
        assert_eq!(pieces.concat(), whole.encode(profile).unwrap());
        assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() < 9 * 1024));

        let list: Vec<_> = (0..count).map(value).collect();
        let whole = Envelope::new(version, GetParameterValuesResponse::new(list));
        let pieces = ParameterWriter::values(profile, version, &whole.header, count, (0..count).map(value));
        let pieces: Vec<String> = pieces.map(Result::unwrap).collect();
        assert_eq!(pieces.concat(), whole.encode(profile).unwrap());
        assert_eq!(pieces.len() > 1, count >= 77, "{count}");
    }
}

#[test]
fn writing_a_list_of_megabytes_takes_constant_memory() {
    let profile = Profile::default();
    let peak = |count: usize| {
        let header = cwmp_soap::Header::default();
        let (bytes, heap) = alloc::measure(|| {
            let entries = (0..count).map(host);
            let pieces = ParameterWriter::names(&profile, CwmpNamespace::Cwmp10, &header, count, entries);
            pieces.map(|piece| piece.unwrap().len()).sum::<usize>()
        });
        (bytes, heap.peak)
    };
    let (_, small) = peak(500);
    let (bytes, large) = peak(30_000);
    assert!(bytes > 3_000_000);
    assert!(large <= small + 1024 && large < 24 * 1024, "{small} and {large} bytes");
}

#[test]
fn nothing_follows_a_mistake() {
    let profile = Profile::default();
    let header = cwmp_soap::Header::default();
    let kinds = |length: usize, entries: Vec<ParameterInfoStruct<'static>>| {
        let mut pieces = ParameterWriter::names(&profile, CwmpNamespace::Cwmp10, &header, length, entries);
        let error = pieces.find_map(Result::err).map(|error| error.kind().clone());
        assert!(pieces.next().is_none());
        error
    };
    let list = |count: usize| (0..count).map(host).collect::<Vec<_>>();
    assert_eq!(kinds(3, list(3)), None);
    assert_eq!(kinds(3, list(2)), Some(ErrorKind::ArrayLength("ParameterList")));
    assert_eq!(kinds(3, list(400)), Some(ErrorKind::ArrayLength("ParameterList")));
    assert_eq!(kinds(0, list(1)), Some(ErrorKind::ArrayLength("ParameterList")));
    let long = ParameterInfoStruct::new("x".repeat(257), false);
    let whole = Envelope::new(CwmpNamespace::Cwmp10, GetParameterNamesResponse::new(vec![long.clone()]));
    assert_eq!(kinds(1, vec![long]).as_ref(), Some(whole.to_xml().unwrap_err().kind()));
    let illegal = ParameterInfoStruct::new("\u{1}", false);
    let whole = Envelope::new(CwmpNamespace::Cwmp10, GetParameterNamesResponse::new(vec![illegal.clone()]));
    assert_eq!(kinds(1, vec![illegal]).as_ref(), Some(whole.to_xml().unwrap_err().kind()));
}
