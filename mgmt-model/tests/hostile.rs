//! The hostile cases of the model: conversions that must not give a wrong value, tables that must not be built.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    clippy::indexing_slicing,
    clippy::unreachable
)]
#![cfg(all(feature = "cwmp", feature = "lwm2m", feature = "json"))]

use lwm2m_tlv::{Node, Path};
use mgmt_model::mapping::{Builder, CustomAttribute, CustomBinding, CustomResource};
use mgmt_model::mapping::{Native, Precision, Technology, Transform, Usage};
use mgmt_model::onem2m::Resource;
use mgmt_model::plain::{self, Item};
use mgmt_model::{ErrorKind, Intent, LossKind, Mapping, Message, Operation, Options, Time, Value};
use mgmt_model::{address, cwmp, lwm2m, onem2m};
use mgmt_testkit::alloc::Counting;
use mgmt_testkit::hostile::Harness;
use std::fmt::Debug;
use std::time::Instant;

#[global_allocator]
static HEAP: Counting = Counting;

fn same<T: PartialEq + Debug>(got: T, expected: T) -> Result<(), String> {
    if got == expected { Ok(()) } else { Err(format!("{got:?} instead of {expected:?}")) }
}

fn write(native: Native, value: Value<'static>) -> Result<Value<'static>, ErrorKind> {
    native.write(value, &mut Precision::exact())
}

fn read(technology: Technology, name: &'static str, value: Value<'static>) -> Message<'static> {
    plain::lift(vec![Item::new(technology, name, value)], Intent::Report, &Options::default())
}

/// The one loss of a message.
fn loss(message: &Message<'_>) -> Option<LossKind> {
    message.losses.first().map(|loss| loss.kind)
}

fn coerce(attribute: &str, value: Value<'static>) -> Result<Value<'static>, ErrorKind> {
    let mapping = Mapping::built_in();
    let id = mapping.find_attribute(attribute).unwrap();
    mapping.attribute(id).unwrap().data_type.coerce(value, mapping.enumerations())
}

fn custom(rows: &[(&str, Technology, &str)]) -> Result<Mapping, ErrorKind> {
    let mut builder = Builder::extend(Mapping::built_in());
    for (attribute, technology, address) in rows {
        builder.bind(CustomBinding::new(attribute, *technology, address));
    }
    builder.build().map_err(mgmt_wire::Error::into_kind)
}

fn widths() -> Result<(), String> {
    same(write(Native::Uint32, Value::from(4_294_967_296_i64)), Err(ErrorKind::OutOfRange("uint32")))
}

fn widths_that_fit() -> Result<(), String> {
    same(write(Native::Int64, Value::from(u32::MAX)), Ok(Value::Integer(4_294_967_295)))
}

fn floats() -> Result<(), String> {
    same(write(Native::Float32, Value::Float(1e300)), Err(ErrorKind::OutOfRange("float32")))
}

fn float_precision() -> Result<(), String> {
    same(write(Native::Float32, Value::Float(0.1)), Err(ErrorKind::Lossy))?;
    let mut precision = Precision::rounding();
    let rounded = Native::Float32.write(Value::Float(0.1), &mut precision);
    same((rounded, precision.lost()), (Ok(Value::Float(f64::from(0.1_f32))), true))
}

fn not_a_number() -> Result<(), String> {
    same(write(Native::String, Value::Float(f64::NAN)), Err(ErrorKind::NonFinite))?;
    let resource = Resource::new("m2m:x").with("a", Value::Float(f64::NAN));
    same(Resource::to_json(&[resource]).map_err(mgmt_wire::Error::into_kind), Err(ErrorKind::NonFinite))
}

fn percentage() -> Result<(), String> {
    same(coerce("battery.batteryLevel", Value::Integer(101)), Err(ErrorKind::OutOfRange("unsignedInt")))
}

fn unit_overflow() -> Result<(), String> {
    let kilobytes = Transform::parse("scale 1000").unwrap();
    same(kilobytes.forward(Value::Integer(1 << 54)), Err(ErrorKind::Overflow))?;
    let free = read(Technology::LwM2m, "/3/0/10", Value::Integer(1 << 54));
    same(loss(&free), Some(LossKind::Value(ErrorKind::Overflow)))
}

fn unknown_number() -> Result<(), String> {
    let state = read(Technology::LwM2m, "/5/0/3", Value::Integer(7));
    same(loss(&state), Some(LossKind::Value(ErrorKind::UnknownEnum)))?;
    same(state.readings.len(), 0)
}

fn unknown_word() -> Result<(), String> {
    let status =
        read(Technology::Tr181, "Device.SoftwareModules.DeploymentUnit.1.Status", Value::text("Wat"));
    same(loss(&status), Some(LossKind::Value(ErrorKind::UnknownEnum)))
}

fn bytes_as_text() -> Result<(), String> {
    let bytes = Value::from(vec![0xff_u8, 0xfe]);
    same(
        write(Native::String, bytes).map_err(|kind| kind.to_string()),
        Err("wrong type, expected text; bytes need base64".into()),
    )
}

fn far_future() -> Result<(), String> {
    let time = Value::Time(Time::from_seconds(i64::MAX));
    same(write(Native::DateTime, time), Err(ErrorKind::OutOfRange("dateTime")))
}

fn unknown_time() -> Result<(), String> {
    let time = read(Technology::Tr181, "Device.Time.CurrentLocalTime", Value::text("0001-01-01T00:00:00Z"));
    same((time.readings.len(), time.losses.len()), (0, 0))
}

fn link() -> Result<(), String> {
    same(write(Native::String, Value::text("3:0")), Ok(Value::text("3:0")))
}

fn read_only() -> Result<(), String> {
    same(Usage::Read.check_write(), Err(ErrorKind::Permission("write")))?;
    let options = Options::default();
    let items = vec![Item::new(Technology::LwM2m, "/3/0/0", "x")];
    let message = plain::lift(items, Intent::Request, &options);
    same((loss(&message), message.operations.len()), (Some(LossKind::ReadOnly), 0))
}

fn write_only() -> Result<(), String> {
    same(Usage::Write.check_read(), Err(ErrorKind::Permission("read")))?;
    // A device answers an empty text for a password; it must not become one.
    let mapping = Mapping::built_in();
    let secrets = mapping.attributes().iter().filter(|attribute| attribute.secret).count();
    if secrets < 10 {
        return Err(format!("{secrets} secrets"));
    }
    let message = read(Technology::LwM2m, "/9/0/15", Value::text("hunter2"));
    same((loss(&message), message.readings.len()), (Some(LossKind::WriteOnly), 0))
}

fn fan_out() -> Result<(), String> {
    let mapping = custom(&[
        ("firmware.version", Technology::Tr181, "Device.X_ACME.V"),
        ("software.version", Technology::Tr181, "Device.X_ACME.V"),
    ])
    .unwrap();
    same(mapping.find_one(Technology::Tr181, "Device.X_ACME.V").map(|_| ()), Err(ErrorKind::Ambiguous))?;
    let names: Vec<_> = mapping
        .find(Technology::Tr181, "Device.X_ACME.V")
        .map(|m| mapping.full_name(m.binding.attribute()))
        .collect();
    same(names, vec!["firmware.version".into(), "software.version".into()])?;
    // Two values that want one place are not written both.
    let payload = [Node::new(Path::resource(5, 0, 7), "1"), Node::new(Path::resource(9, 0, 1), "2")];
    let options = Options::default().with_mapping(&mapping);
    let translated = cwmp::lower(&lwm2m::lift(&payload, &options), &options);
    let conflicts = translated.losses.iter().filter(|loss| loss.kind == LossKind::Conflict).count();
    let xml = translated.output[0].to_xml().unwrap();
    same((conflicts, xml.matches("Device.X_ACME.V<").count()), (0, 1))
}

fn last_instance() -> Result<(), String> {
    same(address::check(Technology::LwM2m, "/3303/65535/5700"), Err(ErrorKind::OutOfRange("instance")))?;
    let message = read(Technology::LwM2m, "/3303/65535/5700", Value::Float(1.0));
    same(loss(&message), Some(LossKind::Value(ErrorKind::OutOfRange("instance"))))
}

fn instance_zero() -> Result<(), String> {
    let message = read(Technology::Tr181, "Device.WiFi.SSID.0.SSID", Value::text("x"));
    same(loss(&message), Some(LossKind::Value(ErrorKind::OutOfRange("instance"))))
}

fn instance_gaps() -> Result<(), String> {
    let options = Options::default();
    let items = [1, 5, 9].map(|number| {
        Item::new(Technology::Tr181, format!("Device.WiFi.SSID.{number}.SSID"), format!("net {number}"))
    });
    let message = plain::lift(items.to_vec(), Intent::Report, &options);
    let entries = plain::lower_report(&message, Technology::LwM2m, &options).output;
    let addresses: Vec<_> = entries.iter().map(|entry| &*entry.address).collect();
    same(addresses, vec!["/12/0/5", "/12/4/5", "/12/8/5"])?;
    // Names have no number: they get the free ones in order, and the map says which.
    let items = ["mail", "2", "clock"].map(|name| {
        Item::new(Technology::OmaDm, format!("./SCOMO/Inventory/Deployed/{name}/Name"), name.to_owned())
    });
    let message = plain::lift(items.to_vec(), Intent::Report, &options);
    let lowered = plain::lower_report(&message, Technology::LwM2m, &options);
    let numbers: Vec<_> =
        lowered.instances.iter().map(|(_, instance, number)| (instance.to_string(), *number)).collect();
    same(numbers, vec![("clock".into(), 0), ("mail".into(), 2)])
}

fn unknown_definition() -> Result<(), String> {
    let resources = Resource::from_json(br#"{"acme:new":{"mgd":9999,"x":1}}"#).unwrap();
    same(Mapping::built_in().resource_by_definition(9999), None)?;
    let message = onem2m::lift(&resources, &Options::default()).unwrap();
    same(loss(&message), Some(LossKind::NoCounterpart))
}

fn null_deletes() -> Result<(), String> {
    let resources = Resource::from_json(br#"{"m2m:fwr":{"url":null}}"#).unwrap();
    let message = onem2m::lift(&resources, &Options::default().with_intent(Intent::Request)).unwrap();
    let [Operation::Write(readings)] = &message.operations[..] else { return Err(format!("{message:?}")) };
    same(&readings[0].value, &Value::Null)?;
    #[cfg(feature = "omadm")]
    {
        let lowered = mgmt_model::omadm::lower(&message, &Options::default()).output;
        let names: Vec<_> = lowered.body.commands.iter().map(|command| command.name()).collect();
        same(names, vec!["Delete"])?;
    }
    Ok(())
}

fn cycle() -> Result<(), String> {
    let mut builder = Builder::extend(Mapping::built_in());
    builder.alias("x.a", "x.b").alias("x.b", "x.a");
    same(builder.build().map(|_| ()).map_err(mgmt_wire::Error::into_kind), Err(ErrorKind::Cycle))?;
    let mut builder = Builder::extend(Mapping::built_in());
    builder.alias("x.a", "x.b").alias("x.b", "dvi.man");
    let mapping = builder.build().unwrap();
    same(mapping.find_attribute("x.a"), mapping.find_attribute("deviceInfo.manufacturer"))
}

fn duplicate() -> Result<(), String> {
    let row = ("firmware.version", Technology::Tr181, "Device.X_ACME.V");
    same(custom(&[row, row]).map(|_| ()), Err(ErrorKind::Duplicate("row")))?;
    same(
        custom(&[("firmware.version", Technology::LwM2m, "/5/0/7")]).map(|_| ()),
        Err(ErrorKind::Duplicate("row")),
    )?;
    // A name, short name or alias that a resource has already would find either of the two.
    for [name, short] in
        [["battery", "acme:x"], ["bat", "acme:x"], ["meter", "acme:bat"], ["areaNwkInfo", ""]]
    {
        let mut builder = Builder::extend(Mapping::built_in());
        builder.resource(CustomResource::from_cells([name, short, "0"]));
        let kind = builder.build().map(|_| ()).map_err(mgmt_wire::Error::into_kind);
        same(kind, Err(ErrorKind::Duplicate("resource")))?;
    }
    Ok(())
}

/// A million rows: built in time that grows with their number, found in time that does not.
fn million_rows() -> Result<(), String> {
    // No more stack than a small server's thread has; debug frames are larger.
    let stack = if cfg!(debug_assertions) { 256 * 1024 } else { 64 * 1024 };
    let thread = std::thread::Builder::new().stack_size(stack).spawn(many_rows).unwrap();
    thread.join().unwrap()
}

fn many_rows() -> Result<(), String> {
    let build = |count: u32| {
        let mut builder = Builder::extend(Mapping::built_in());
        builder.resource(CustomResource::from_cells(["meter", "acme:meter", "0"]));
        builder.attribute(CustomAttribute::from_cells(["meter", "reading", "reading", "string"]));
        for number in 0..count {
            let address = format!("Device.X_ACME_Meter.P{number}");
            builder.bind(CustomBinding::new("meter.reading", Technology::Tr181, &address));
        }
        let start = Instant::now();
        let mapping = builder.build().unwrap();
        (mapping, start.elapsed())
    };
    let count = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };
    let (_, tenth) = build(count / 10);
    let (mapping, whole) = build(count);
    if whole > tenth * 40 {
        return Err(format!("{tenth:?} for a tenth, {whole:?} for all"));
    }
    let name = format!("Device.X_ACME_Meter.P{}", count - 1);
    same(mapping.find(Technology::Tr181, &name).count(), 1)
}

fn booleans() -> Result<(), String> {
    for (text, expected) in [("true", Ok(true)), ("1", Ok(true)), ("0", Ok(false)), ("TRUE", Err(()))] {
        let got = Native::Boolean.read(Value::text(text));
        match (got, expected) {
            (Ok(Some(Value::Boolean(got))), Ok(expected)) => same(got, expected)?,
            (Err(ErrorKind::InvalidValue("boolean")), Err(())) => {}
            (got, expected) => return Err(format!("{text}: {got:?} instead of {expected:?}")),
        }
    }
    Ok(())
}

fn many_digits() -> Result<(), String> {
    let digits = Value::from("7".repeat(10_000));
    same(Native::Int64.read(digits), Err(ErrorKind::OutOfRange("integer")))
}

/// Every row, with boundary values of its native type: what comes back is the value, or the loss has a name.
fn round_trips() -> Result<(), String> {
    let mapping = Mapping::built_in();
    let mut checked = 0;
    for binding in mapping.bindings() {
        if !binding.usage.reads() || binding.parts().count() > 1 || binding.transform.trigger().is_some() {
            continue;
        }
        let attribute = mapping.attribute(binding.attribute()).unwrap();
        for value in samples(binding.native) {
            let value = if binding.multiple { Value::List(vec![value]) } else { value };
            let Ok(Some(neutral)) = binding.transform.forward(value.clone()) else { continue };
            let Ok(neutral) = attribute.data_type.coerce(neutral, mapping.enumerations()) else { continue };
            let mut precision = Precision::rounding();
            let back = binding.transform.inverse(neutral, &mut precision);
            let back = match back {
                Ok(Some(Value::List(values))) if binding.multiple => values
                    .into_iter()
                    .map(|value| binding.native.write(value, &mut precision))
                    .collect::<Result<Vec<_>, _>>()
                    .map(|values| Some(Value::List(values))),
                Ok(Some(Value::List(mut values))) if values.len() == 1 => {
                    binding.native.write(values.pop().unwrap(), &mut precision).map(Some)
                }
                Ok(Some(back)) if binding.multiple => {
                    binding.native.write(back, &mut precision).map(|back| Some(Value::List(vec![back])))
                }
                Ok(Some(back)) => binding.native.write(back, &mut precision).map(Some),
                other => other,
            };
            match back {
                Ok(Some(back)) if back == value || precision.lost() => {}
                // What an enumeration reads one way only cannot come back as it was.
                Ok(_) if binding.fit != mgmt_model::mapping::Fit::Exact => {}
                Err(_) if binding.fit != mgmt_model::mapping::Fit::Exact => {}
                other => return Err(format!("{} {value:?}: {other:?}", binding.address)),
            }
            checked += 1;
        }
    }
    if checked > 500 { Ok(()) } else { Err(format!("only {checked}")) }
}

fn samples(native: Native) -> Vec<Value<'static>> {
    if let Some((minimum, maximum)) = native.bounds() {
        return [minimum, -1, 0, 1, 2, 3, 7, 10, 100, 1_000, maximum]
            .into_iter()
            .filter(|number| (minimum..=maximum).contains(number))
            .map(Value::Integer)
            .collect();
    }
    match native {
        Native::Boolean => vec![Value::Boolean(false), Value::Boolean(true)],
        Native::Float32 | Native::Float64 => vec![Value::Float(0.0), Value::Float(-12.5), Value::Float(1e-9)],
        Native::DateTime | Native::UnixTime => {
            [0, -1, 1_773_451_029, 253_402_300_799].map(|s| Value::Time(Time::from_seconds(s))).into()
        }
        Native::Opaque | Native::Base64 | Native::Hex => {
            vec![Value::from(vec![0_u8, 255]), Value::from(vec![7_u8; 32])]
        }
        Native::Objlnk => vec![Value::text("3:0"), Value::text("65535:65535")],
        _ => ["", "x", "None", "Up", "Active", "a b", "é", "1"].map(Value::text).into(),
    }
}

#[test]
fn hostile_cases() {
    Harness::new("mgmt-model", |_, _| panic!("there are rules only"))
        .rule("map-001", widths)
        .rule("map-002", widths_that_fit)
        .rule("map-005", floats)
        .rule("map-006", float_precision)
        .rule("map-007", not_a_number)
        .rule("map-008", percentage)
        .rule("map-009", unit_overflow)
        .rule("map-012", unknown_number)
        .rule("map-013", unknown_word)
        .rule("map-016", bytes_as_text)
        .rule("map-017", far_future)
        .rule("map-019", unknown_time)
        .rule("map-021", link)
        .rule("map-022", read_only)
        .rule("map-024", write_only)
        .rule("map-025", fan_out)
        .rule("map-026", last_instance)
        .rule("map-027", instance_zero)
        .rule("map-028", instance_gaps)
        .rule("map-029", unknown_definition)
        .rule("map-030", null_deletes)
        .rule("map-031", cycle)
        .rule("map-032", duplicate)
        .rule("map-033", million_rows)
        .rule("map-034", booleans)
        .rule("map-035", many_digits)
        .rule("map-036", round_trips)
        .run();
}
