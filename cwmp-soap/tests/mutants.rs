//! `Mode::Strict` against the official schemas on messages that are a little wrong.
//!
//! Valid messages, our own of every RPC and, where `MGMT_CORPUS` is set, those of the corpus, are changed in one or two
//! places: elements dropped, doubled, moved, renamed, wrapped or given a prefix, texts replaced by those of other types,
//! attributes removed, added and changed. Each mutant is then read strictly and put before the schemas; the verdicts
//! must agree but for the differences named in [`explained`]. The generator is seeded: every run sees the same mutants.
//!
//! Needs `MGMT_ORACLE`, the folder of `validate.py`, Python and lxml; without them the test says so and passes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::print_stderr,
    missing_docs
)]

mod common;
#[path = "common/schemas.rs"]
mod schemas;

use cwmp_soap::envelope::{FaultDetail, SetParameterValuesFault};
use cwmp_soap::value::FaultCode;
use cwmp_soap::{CwmpNamespace, Envelope, ErrorKind, Fault, Rpc, Warning};
use mgmt_testkit::{corpus, files, oracle};
use mgmt_wire::DecodeOptions;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const MUTANTS: usize = 3_000;

/// An element of a message that we wrote: no comments, no CDATA, texts and values as they stand.
#[derive(Clone, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// The element that `text` begins with, and what follows it.
    fn parse(text: &str) -> (Element, &str) {
        let (tag, mut rest) = text.strip_prefix('<').unwrap().split_once('>').unwrap();
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut pairs) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut element = Element { name: name.to_owned(), ..Element::default() };
        while let Some((name, (value, after))) =
            pairs.split_once("=\"").map(|(name, rest)| (name, rest.split_once('"').unwrap()))
        {
            element.attributes.push((name.trim().to_owned(), value.to_owned()));
            pairs = after;
        }
        if is_empty {
            return (element, rest);
        }
        loop {
            let (text, markup) = rest.split_at(rest.find('<').unwrap());
            element.text.push_str(text);
            if let Some(end) = markup.strip_prefix("</") {
                return (element, end.split_once('>').unwrap().1);
            }
            let (child, after) = Element::parse(markup);
            element.children.push(child);
            rest = after;
        }
    }

    fn write(&self, out: &mut String) {
        out.push_str(&format!("<{}", self.name));
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{value}\""));
        }
        out.push_str(&format!(">{}", self.text));
        self.children.iter().for_each(|child| child.write(out));
        out.push_str(&format!("</{}>", self.name));
    }

    fn count(&self) -> usize {
        1 + self.children.iter().map(Element::count).sum::<usize>()
    }

    /// The element of that number below this one, counted from 0 in the order of the document.
    fn at(&mut self, mut number: usize) -> &mut Element {
        if number == 0 {
            return self;
        }
        number -= 1;
        for child in &mut self.children {
            let count = child.count();
            if number < count {
                return child.at(number);
            }
            number -= count;
        }
        panic!("no such element")
    }
}

/// A generator of numbers that is the same everywhere (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// Texts of one type that stand where another is expected.
const TEXTS: [&str; 46] = [
    "",
    " ",
    "\n",
    "0",
    "1",
    " 1 ",
    "-1",
    "+1",
    "-0",
    "01",
    "2",
    "7",
    "1.0",
    "4294967295",
    "4294967296",
    "-2147483649",
    "9000",
    "9019",
    "9800",
    "8000",
    "true",
    " false ",
    "TRUE",
    "text",
    " two  words ",
    "a.b.",
    "A",
    "AA==",
    "AAA=",
    "A A\nA =",
    "0f",
    "00D09E",
    "00d09e",
    "1 BOOT",
    "M Reboot",
    "X 00D09E Thing",
    "X V ",
    "01 Mode",
    "2024-02-30T00:00:00Z",
    "2024-02-29T23:59:59",
    "2024-02-29T24:00:00.000-14:00",
    " 2024-02-29T00:00:00.123456789+14:00\n",
    "-0001-01-01T00:00:00Z",
    "12024-01-01T00:00:00Z",
    "2024-01-01",
    "http://a b/ %zz",
];

const TYPES: [&str; 16] = [
    "xsd:string",
    "xsd:int",
    "xsd:unsignedInt",
    "xsd:boolean",
    "xsd:dateTime",
    "xsd:base64Binary",
    "xsd:hexBinary",
    "xsd:long",
    "xsd:unsignedLong",
    "xsd:decimal",
    "soap-enc:base64",
    "soap-enc:Array",
    "cwmp:ParameterValueStruct",
    "cwmp:CommandKeyType",
    "xsd:nothing",
    "string",
];

/// Changes one thing; says what.
fn mutate(random: &mut Random, message: &mut Element, names: &[String]) -> &'static str {
    let count = message.count();
    // What holds for the RPC itself is said by its namespace; its children and theirs are what the schema is about.
    let target = message.at(1.min(count - 1) + random.below(count.max(2) - 1).min(count - 2));
    let inside = |random: &mut Random, parent: &Element| random.below(parent.children.len().max(1));
    match random.below(16) {
        0 | 1 => {
            let parent = with_children(random, message);
            let at = inside(random, parent);
            parent.children.remove(at);
            "drop"
        }
        2 => {
            let parent = with_children(random, message);
            let at = inside(random, parent);
            let copy = parent.children[at].clone();
            let to = random.below(parent.children.len() + 1);
            parent.children.insert(to, copy);
            "double"
        }
        3 | 4 => {
            let parent = with_children(random, message);
            let (from, to) = (inside(random, parent), inside(random, parent));
            parent.children.swap(from, to);
            "swap"
        }
        5 => {
            target.name = match random.below(3) {
                0 => names[random.below(names.len())].clone(),
                1 => format!("{}s", target.name),
                _ => target.name.to_lowercase(),
            };
            "rename"
        }
        6 => {
            let prefix = random.of(&["cwmp", "xsd", "soap-env"]);
            target.name = format!("{prefix}:{}", target.name);
            "prefix"
        }
        7..=9 => {
            let leaf = leaf(random, message);
            leaf.text = match random.below(6) {
                0 => "x".repeat(random.of(&[16, 32, 33, 36, 64, 65, 128, 129, 256, 257, 1024, 1025])),
                1 => "\u{e9}".repeat(random.of(&[32, 33, 64, 65, 256, 257])),
                _ => random.of(&TEXTS).to_owned(),
            };
            "text"
        }
        10 => {
            target.text = random.of(&[" ", "\n\t", "text", "0", "&#160;"]).to_owned();
            "text beside"
        }
        11 => {
            let name = names[random.below(names.len())].clone();
            let child = Element { name, text: random.of(&TEXTS).to_owned(), ..Element::default() };
            let to = random.below(target.children.len() + 1);
            target.children.insert(to, child);
            "insert"
        }
        12 => {
            let name = names[random.below(names.len())].clone();
            let inner = std::mem::replace(target, Element { name, ..Element::default() });
            target.children.push(inner);
            "wrap"
        }
        13 if !target.attributes.is_empty() => {
            let at = random.below(target.attributes.len());
            target.attributes.remove(at);
            "drop attribute"
        }
        14 => {
            let (name, value) = match random.below(8) {
                0 => ("xsi:nil", random.of(&["true", "false", "0", "maybe"]).to_owned()),
                1 => ("id", "i1".to_owned()),
                2 => ("soap-env:encodingStyle", "http://schemas.xmlsoap.org/soap/encoding/".to_owned()),
                3 => ("soap-enc:offset", "[0]".to_owned()),
                4 => ("xsi:schemaLocation", "urn:x y".to_owned()),
                _ => ("xsi:type", random.of(&TYPES).to_owned()),
            };
            match target.attributes.iter_mut().find(|(known, _)| known == name) {
                Some((_, old)) => *old = value,
                None => target.attributes.push((name.to_owned(), value)),
            }
            "attribute"
        }
        _ => {
            let lists: Vec<usize> = (0..count)
                .filter(|at| message.at(*at).attributes.iter().any(|(name, _)| name == "soap-enc:arrayType"))
                .collect();
            if lists.is_empty() {
                return "nothing";
            }
            let list = message.at(random.of(&lists));
            list.attributes[0].1 = random
                .of(&["xsd:string[1]", "cwmp:Nothing[2]", "cwmp:EventStruct", "", "[1]", "x:y[1]"])
                .to_owned();
            "array type"
        }
    }
}

fn with_children<'m>(random: &mut Random, message: &'m mut Element) -> &'m mut Element {
    let count = message.count();
    let parents: Vec<usize> = (0..count).filter(|at| !message.at(*at).children.is_empty()).collect();
    let at = random.of(&parents);
    message.at(at)
}

fn leaf<'m>(random: &mut Random, message: &'m mut Element) -> &'m mut Element {
    let count = message.count();
    let leaves: Vec<usize> = (0..count).filter(|at| message.at(*at).children.is_empty()).collect();
    let at = random.of(&leaves);
    message.at(at)
}

/// The messages that mutants are made of.
fn originals() -> Vec<String> {
    let mut messages = Vec::new();
    for namespace in CwmpNamespace::ALL {
        for rpc in common::every_rpc() {
            if Rpc::ALL.iter().any(|(name, since)| *name == rpc.name() && namespace.schema() >= *since) {
                messages.push(Envelope::new(*namespace, rpc).to_xml().unwrap());
            }
        }
        let detail = FaultDetail::new(FaultCode::INVALID_ARGUMENTS)
            .with_fault_string("text")
            .with_set_parameter_values_fault(vec![SetParameterValuesFault::new("Device.A", FaultCode(9005))]);
        messages.push(Envelope::new(*namespace, Fault::with_detail(detail)).to_xml().unwrap());
    }
    for path in corpus("cwmp").map(|folder| files(&folder)).unwrap_or_default() {
        let small = |bytes: &Vec<u8>| bytes.len() < 4_096;
        let Some(bytes) = std::fs::read(&path).ok().filter(small) else { continue };
        let Ok(envelope) = Envelope::decode(&bytes, &DecodeOptions::strict(), &mut ()) else { continue };
        messages.extend(envelope.to_xml());
    }
    messages
}

/// Splits a message around what the schemas judge: the RPC, or the fault in a detail.
fn split(message: &str) -> (&str, Element, &str) {
    let begin = ["<detail>", "<soap-env:Body>"]
        .into_iter()
        .find_map(|tag| message.find(tag).map(|at| at + tag.len()))
        .unwrap();
    let (before, rest) = message.split_at(begin);
    let (element, after) = Element::parse(rest);
    (before, element, after)
}

struct Mutant {
    what: String,
    text: String,
}

fn mutants() -> Vec<Mutant> {
    let originals = originals();
    let mut names: Vec<String> = Vec::new();
    for original in &originals {
        let (_, mut element, _) = split(original);
        let count = element.count();
        names.extend((1..count).map(|at| element.at(at).name.clone()));
    }
    names.sort();
    names.dedup();
    let mut random = Random(4);
    let mut mutants = Vec::with_capacity(MUTANTS);
    while mutants.len() < MUTANTS {
        let (before, mut element, after) = split(&originals[random.below(originals.len())]);
        if element.count() < 2 {
            // An RPC without fields; there is little to change.
            element.text = random.of(&["", " ", "x"]).to_owned();
        }
        let mut what = element.name.clone();
        for _ in 0..1 + random.below(2) {
            if element.count() > 1 {
                what = format!("{what}, {}", mutate(&mut random, &mut element, &names));
            }
        }
        let mut text = before.to_owned();
        element.write(&mut text);
        text.push_str(after);
        mutants.push(Mutant { what, text });
    }
    mutants
}

/// Why the verdicts may differ: where SOAP asks for more than the schemas, and where their validator is not exact.
fn explained(
    strict: Result<(), &ErrorKind>,
    why: &str,
    text: &str,
    notices: &[Warning],
) -> Option<&'static str> {
    match strict {
        Err(ErrorKind::ArrayLength(_)) => {
            Some("SOAP 1.1 clause 5.4.2: a list has as many items as it declares")
        }
        Err(ErrorKind::InvalidValue("arrayType")) => {
            Some("SOAP 1.1 clause 5.4.2: arrayType names the items' type")
        }
        Err(ErrorKind::Missing("xsi:type")) => Some("SOAP 1.1 clause 5.1: a value of any type says its type"),
        Err(ErrorKind::UnknownType) => Some("TR-106 clause 3.2: values are of the types listed there"),
        Err(ErrorKind::InvalidValue("base64" | "base64Binary")) => {
            Some("the validator leaves characters out that Base64 does not have")
        }
        Ok(())
            if why.contains("atomic type 'xs:dateTime'")
                && text.contains("> 2024-02-29T00:00:00.123456789+14:00\n<") =>
        {
            Some("the validator refuses white space around a dateTime, which the type collapses")
        }
        Ok(()) if why.contains("'OUI'") && notices.iter().any(|notice| notice.name() == "OuiCase") => {
            Some("an OUI in lower case is let pass with a notice")
        }
        _ => None,
    }
}

#[test]
fn strict_mode_agrees_with_the_schemas_on_mutants() {
    if oracle().is_none() {
        return;
    }
    let mutants = mutants();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cwmp-mutants");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let files: Vec<PathBuf> = (0..mutants.len()).map(|number| folder.join(format!("{number}.xml"))).collect();
    for (mutant, file) in mutants.iter().zip(&files) {
        std::fs::write(file, &mutant.text).unwrap();
    }
    let Some(verdicts) = schemas::verdicts(&files) else { return };
    let mut differences: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut valid, mut known) = (0, BTreeMap::<&str, usize>::new());
    for ((mutant, file), (is_valid, why)) in mutants.iter().zip(&files).zip(&verdicts) {
        let mut notices: Vec<Warning> = Vec::new();
        let strict = Envelope::decode(mutant.text.as_bytes(), &DecodeOptions::strict(), &mut notices);
        let strict = strict.map(drop).map_err(|error| error.into_kind());
        valid += usize::from(*is_valid);
        if *is_valid == strict.is_ok() {
            continue;
        }
        if let Some(reason) = explained(strict.as_ref().copied(), why, &mutant.text, &notices) {
            *known.entry(reason).or_default() += 1;
            continue;
        }
        let key = match &strict {
            Ok(()) => format!("accepted, but the schema says: {why}"),
            Err(error) => format!("valid, but strict mode says: {}", error),
        };
        differences.entry(key).or_default().push(format!("{} ({})", file.display(), mutant.what));
    }
    eprintln!("{} mutants, {valid} valid; known differences: {known:#?}", mutants.len());
    let shown: Vec<_> = differences.iter().map(|(key, files)| (files.len(), key, &files[0])).collect();
    assert!(shown.is_empty(), "{shown:#?}");
}
