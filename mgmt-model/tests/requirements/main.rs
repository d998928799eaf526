//! The requirements that the family answers, one by one: `rows.tsv` names a test, or why there is none, for each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![cfg(all(
    feature = "cwmp",
    feature = "lwm2m",
    feature = "omadm",
    feature = "json",
    feature = "xml",
    feature = "cbor"
))]

mod cwmp;
mod gateways;
mod groups;
mod lives;
mod lwm2m;
mod network;
mod objects;
mod syncml;

use mgmt_model::mapping::Technology;
use mgmt_model::plain::{self, Item, Step};
use mgmt_model::{Intent, Mapping, Message, Options, Value};
use std::fs;
use std::path::Path;

pub(crate) const OMADM: Technology = Technology::OmaDm;
pub(crate) const TR181: Technology = Technology::Tr181;
pub(crate) const TR098: Technology = Technology::Tr098;
pub(crate) const LWM2M: Technology = Technology::LwM2m;

pub(crate) fn mapping() -> &'static Mapping {
    Mapping::built_in()
}

pub(crate) fn items(technology: Technology, values: &[(&str, Value<'static>)]) -> Vec<Item<'static>> {
    values.iter().map(|(name, value)| Item::new(technology, (*name).to_owned(), value.clone())).collect()
}

/// What a device tells.
pub(crate) fn told(technology: Technology, values: &[(&str, Value<'static>)]) -> Message<'static> {
    let message = plain::lift(items(technology, values), Intent::Report, &Options::default());
    assert_eq!(message.losses, [], "{values:?}");
    message
}

/// What a device is asked: values to write, then addresses to execute.
pub(crate) fn asked(
    technology: Technology,
    values: &[(&str, Value<'static>)],
    execute: &[&str],
) -> Message<'static> {
    let options = Options::default();
    let mut message = plain::lift(items(technology, values), Intent::Request, &options);
    for address in execute {
        plain::execute(technology, address, &mut message, &options);
    }
    assert_eq!(message.losses, [], "{values:?} {execute:?}");
    message
}

/// An action by its oneM2M name, with arguments.
pub(crate) fn order(action: &str, arguments: &[(&str, Value<'static>)]) -> Message<'static> {
    use mgmt_model::{Operation, Reading, Target};
    let id = |name: &str| mapping().find_attribute(name).unwrap_or_else(|| panic!("{name}"));
    let arguments = arguments.iter().map(|(name, value)| Reading::new(id(name), value.clone())).collect();
    Message::request(vec![Operation::Execute { action: Target::new(id(action)), arguments }])
}

fn show(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Opaque(bytes) => format!("{bytes:02x?}"),
        other => format!("{other:?}"),
    }
}

/// Where a report goes in a technology: `address=value`.
pub(crate) fn report(message: &Message<'_>, to: Technology) -> Vec<String> {
    let lowered = plain::lower_report(message, to, &Options::default());
    lowered.output.iter().map(|entry| format!("{}={}", entry.address, show(&entry.value))).collect()
}

/// What a request is in a technology: `write a=b`, `exec c`, `call D(e=f)`.
pub(crate) fn steps(message: &Message<'_>, to: Technology) -> Vec<String> {
    let lowered = plain::lower(message, to, &Options::default());
    let mut shown = Vec::new();
    for step in &lowered.output {
        match step {
            Step::Write(entries) => {
                shown.extend(
                    entries.iter().map(|entry| format!("write {}={}", entry.address, show(&entry.value))),
                );
            }
            Step::Execute(address) => shown.push(format!("exec {address}")),
            Step::Call { method, arguments } => {
                let arguments: Vec<_> =
                    arguments.iter().map(|(name, value)| format!("{name}={}", show(value))).collect();
                shown.push(format!("call {method}({})", arguments.join(",")));
            }
            Step::Read(addresses) => shown.push(format!("read {}", addresses.join(" "))),
            Step::Create(address) => shown.push(format!("create {address}")),
            Step::Delete(address) => shown.push(format!("delete {address}")),
            Step::Observe(addresses) => shown.push(format!("observe {}", addresses.join(" "))),
            other => shown.push(format!("{other:?}")),
        }
    }
    shown
}

pub(crate) fn losses(message: &Message<'_>, to: Technology) -> Vec<String> {
    let options = Options::default();
    let lowered = match message.intent {
        Intent::Report => plain::lower_report(message, to, &options).losses,
        Intent::Request => plain::lower(message, to, &options).losses,
    };
    lowered.iter().map(ToString::to_string).collect()
}

/// The value of an attribute of a message by its oneM2M name.
pub(crate) fn value(message: &Message<'_>, name: &str) -> Value<'static> {
    message.value(mapping(), name).unwrap_or_else(|| panic!("{name} in {message:?}")).clone().into_owned()
}

/// Every address of a name in the tables, in any vocabulary.
pub(crate) fn known(name: &str) -> bool {
    !mapping().find_any(name).is_empty()
}

fn rows() -> Vec<Vec<String>> {
    let text = include_str!("rows.tsv");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Every row names a test that stands in these files.
#[test]
fn every_requirement_has_its_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/requirements");
    for row in rows() {
        let [_, id, _, test, api] = &row[..] else { panic!("{row:?}") };
        assert!(!api.is_empty(), "{id}");
        if test == "-" {
            continue;
        }
        let (file, function) = test.split_once("::").unwrap();
        let source = fs::read_to_string(folder.join(format!("{file}.rs"))).unwrap();
        assert!(source.contains(&format!("#[test]\nfn {function}()")), "{id}: there is no {test}");
    }
}

fn bless_or_compare(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "docs/{file} is not what the data say: run BLESS=1 cargo test -p mgmt-model");
}

#[test]
fn documents_are_fresh() {
    let mut requirements = String::from(
        "# Requirements\n\nWhat the documents that this family starts from ask for, and the test that does it. \
         Made from `tests/requirements/rows.tsv`.\n\n| source | id | requirement | with | test |\n|---|---|---|---|---|\n",
    );
    let mut out = String::from(
        "Requirements that need sockets, storage, card readers or a clock of their own: this family has none, \
         so the caller brings them.\n\n| id | requirement | why not here |\n|---|---|---|\n",
    );
    for row in rows() {
        let [source, id, requirement, test, api] = &row[..] else { panic!("{row:?}") };
        if test == "-" {
            out += &format!("| {id} | {requirement} | {api} |\n");
            requirements += &format!("| {source} | {id} | {requirement} | out of reach: {api} | |\n");
        } else {
            requirements += &format!("| {source} | {id} | {requirement} | `{api}` | `{test}` |\n");
        }
    }
    bless_or_compare("requirements.md", &requirements);
    bless_or_compare("out-of-reach.md", &out);
    bless_or_compare("gap-analysis.md", &objects::gap_analysis());
}
