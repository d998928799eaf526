//! The hostile documents of every XML codec, as far as XML itself decides: what must be refused is refused with the
//! right kind, what is well-formed is read.
#![cfg(feature = "xml")]
#![allow(clippy::panic)]

use mgmt_testkit::hostile::{Expected, InputKind, cases};
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Document, Error, Event, Reader};

/// The kinds that this layer decides. `Limit` is not among them: the codecs have limits of their own.
const OURS: &[&str] = &[
    "Truncated",
    "TrailingData",
    "Malformed",
    "InvalidEncoding",
    "UnsupportedEncoding",
    "UnknownEntity",
    "DtdForbidden",
    "UnboundPrefix",
];

fn read(input: &[u8], options: &DecodeOptions, soap: bool) -> Result<(), Error> {
    let document = Document::from_bytes(input, options)?;
    let mut reader = Reader::new(document.text(), options, &[]);
    if soap {
        reader.refuse_doctype();
        reader.refuse_instructions();
    }
    while reader.next_event()? != Event::Eof {}
    Ok(())
}

#[test]
fn xml_decides_as_expected() {
    let mut differences = Vec::new();
    for codec in ["syncml-xml", "cwmp-soap", "ddf", "lwm2m-objectxml"] {
        for case in cases(codec).iter().filter(|case| case.kind != InputKind::Rule) {
            let input = case.input();
            for (options, expectation) in
                [(DecodeOptions::strict(), &case.strict), (DecodeOptions::lenient(), &case.lenient)]
            {
                let kinds: Vec<&str> = expectation
                    .outcomes
                    .iter()
                    .filter_map(|expected| match expected {
                        Expected::Err { kind, .. } => Some(kind.as_str()),
                        _ => None,
                    })
                    .collect();
                let fine = match read(&input, &options, codec == "cwmp-soap") {
                    Ok(()) => kinds.is_empty() || kinds.iter().any(|kind| !OURS.contains(kind)),
                    Err(error) => kinds.contains(&error.name()),
                };
                if !fine {
                    let got = read(&input, &options, codec == "cwmp-soap");
                    differences
                        .push(format!("{} {:?}: {} but {got:?}", case.id, options.mode, expectation.text));
                }
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
