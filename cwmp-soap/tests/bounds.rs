//! Heap, stack and work of the data-model and bulk decoders on adversarial input: proportional to the input, whatever
//! it claims.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use cwmp_soap::bulk::csv::Csv;
use cwmp_soap::bulk::{IpdrDocument, ipdr_xdr, json};
use cwmp_soap::data_model::{DataModel, Document, ErrorKind, Index, Matcher};
use mgmt_testkit::alloc::{Counting, measure};
use proptest::prelude::*;

#[global_allocator]
static HEAP: Counting = Counting;

const DEBUG_STACK: usize = 256 * 1024;

fn document(body: &str) -> Vec<u8> {
    format!(
        "<d:document xmlns:d=\"urn:broadband-forum-org:cwmp:datamodel-1-15\" spec=\"urn:example-com:x\">{body}</d:document>"
    )
    .into_bytes()
}

fn model(body: &str) -> Vec<u8> {
    document(&format!("<model name=\"M:1.0\"><object name=\"M.\">{body}</object></model>"))
}

/// Inputs that repeat one piece `n` times, for each place where something could grow faster than the input.
fn data_models(n: usize) -> Vec<(&'static str, Vec<u8>)> {
    let numbered = |piece: &dyn Fn(usize) -> String| (0..n).map(piece).collect::<String>();
    let values = numbered(&|i| format!("<enumeration value=\"v{i}\"/>"));
    vec![
        ("parameters", model(&numbered(&|i| format!("<parameter name=\"P{i}\"/>")))),
        ("empty parameters", model(&"<parameter name=\"a\"/>".repeat(n))),
        ("changes", model(&format!("<parameter name=\"a\"/>{}", "<parameter base=\"a\"/>".repeat(n)))),
        (
            "appended descriptions",
            model(&format!(
                "<parameter name=\"a\"><description>x</description></parameter>{}",
                "<parameter base=\"a\"><description action=\"append\">y</description></parameter>".repeat(n)
            )),
        ),
        (
            "enumeration",
            model(&format!("<parameter name=\"a\"><syntax><string>{values}</string></syntax></parameter>")),
        ),
        (
            "restricted enumeration",
            document(&format!(
                "<dataType name=\"A\"><string>{values}</string></dataType><dataType name=\"B\" base=\"A\">{values}</dataType>\
                 <model name=\"M:1.0\"><object name=\"M.\"><parameter name=\"a\"><syntax><dataType ref=\"B\"/></syntax></parameter></object></model>"
            )),
        ),
        ("components", document(&numbered(&|i| format!("<component name=\"C{i}\"/>")))),
        (
            "imports",
            document(&numbered(&|i| {
                format!("<import file=\"f{i}.xml\"><component name=\"C{i}\"/></import>")
            })),
        ),
        (
            "ampersands",
            format!("<!DOCTYPE d [<!ENTITY e \"x\">]><document spec=\"{}\"/>", "&e".repeat(n)).into_bytes(),
        ),
        (
            "open CDATA",
            format!("<!DOCTYPE d [<!ENTITY e \"x\">]><document>{}", "<![CDATA[".repeat(n)).into_bytes(),
        ),
        ("unique keys", model(&"<uniqueKey/>".repeat(n))),
        (
            "profiles",
            document(&format!(
                "<model name=\"M:1.0\">{}</model>",
                numbered(&|i| format!("<profile name=\"P{i}:1\"/>"))
            )),
        ),
    ]
}

fn bulk(n: usize) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (
            "json members",
            format!(
                "{{\"Report\":[{{{}\"z\":1}}]}}",
                (0..n).map(|i| format!("\"{i}\":1,")).collect::<String>()
            )
            .into_bytes(),
        ),
        ("json nesting", "[".repeat(n).into_bytes()),
        ("json records", format!("{{\"Report\":[{}{{}}]}}", "{},".repeat(n)).into_bytes()),
        (
            "csv cells",
            format!("{}z\r\n{}1\r\n", (0..n).map(|i| format!("c{i},")).collect::<String>(), "1,".repeat(n))
                .into_bytes(),
        ),
        (
            "csv table",
            format!(
                "{}z\n{}",
                (0..16).map(|i| format!("c{i},")).collect::<String>(),
                format!("{}1\n", "1,".repeat(16)).repeat(n)
            )
            .into_bytes(),
        ),
        ("csv rows", format!("a\r\n{}", "1\r\n".repeat(n)).into_bytes()),
        ("csv short rows", format!("a\n{}", "1\n".repeat(n)).into_bytes()),
        ("csv times", format!("ReportTimestamp\n{}", "1\n".repeat(n)).into_bytes()),
        ("csv ragged rows", format!("{}a\n{}", "a,".repeat(n), "1\n".repeat(n)).into_bytes()),
        (
            "csv parameters",
            format!(
                "ParameterName,ParameterValue\n{}",
                (0..n).map(|i| format!("{i},\n")).collect::<String>()
            )
            .into_bytes(),
        ),
        (
            "csv timed parameters",
            format!(
                "ReportTimestamp,ParameterName,ParameterValue\n{}",
                (0..n).map(|i| format!("{i},a,\n")).collect::<String>()
            )
            .into_bytes(),
        ),
        ("json short records", format!("{{\"Report\":[{}{{}}]}}", "{\"a\":1},".repeat(n)).into_bytes()),
        ("csv quotes", format!("a\r\n\"{}\"\r\n", "\"\"".repeat(n)).into_bytes()),
        ("xdr", b"\0\0\0\x01A\0\0\0".repeat(n)),
        (
            "ipdr",
            format!("<IPDR>{}</IPDR>", "<BulkData><Name>a</Name><Value/></BulkData>".repeat(n)).into_bytes(),
        ),
    ]
}

fn run_data_model(input: &[u8]) {
    if let Ok(model) = DataModel::from_xml(input) {
        let index = Index::new(&model);
        assert!(index.find("M.no.such").is_none());
    }
}

fn run_bulk(input: &[u8]) {
    drop(json::from_json(input));
    drop(Csv::default().from_csv(input));
    drop(IpdrDocument::from_xml(input));
    drop(ipdr_xdr::from_xdr(input));
}

/// Runs with little stack: recursion cannot hide, dropping included.
fn on_small_stack(run: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(DEBUG_STACK).spawn(run).unwrap().join().unwrap();
}

#[test]
fn heap_grows_with_the_input_alone() {
    on_small_stack(|| {
        for (name, input) in data_models(2_000) {
            let (document, heap) = measure(|| Document::from_xml(&input).map(drop));
            // An attribute of ten bytes makes a field of two or three words; the smallest elements are all fields.
            assert!(
                heap.peak <= 32 * input.len() + 16 * 1024,
                "{name}: {} for {} ({document:?})",
                heap.peak,
                input.len()
            );
            let (_, heap) = measure(|| run_data_model(&input));
            assert!(heap.peak <= 48 * input.len() + 64 * 1024, "{name}: {} for {}", heap.peak, input.len());
        }
        for (name, input) in bulk(2_000) {
            let (_, heap) = measure(|| run_bulk(&input));
            // The densest input is a CSV row of one digit: two bytes make a record with a parameter.
            assert!(heap.peak <= 48 * input.len() + 16 * 1024, "{name}: {} for {}", heap.peak, input.len());
        }
    });
}

#[test]
fn names_are_not_copied_for_each_row() {
    // A name that has to be unescaped, and so cannot borrow from the text.
    let rows = 5_000;
    let text = format!("\"{}\"\"\"\n{}", "n".repeat(10_000), "1\n".repeat(rows));
    let (report, heap) = measure(|| Csv::default().from_csv(text.as_bytes()).unwrap());
    assert_eq!(report.records.len(), rows);
    assert!(heap.peak <= 48 * text.len(), "{} for {}", heap.peak, text.len());
    let (owned, heap) = measure(|| report.clone().into_owned());
    assert!(
        owned
            .records
            .iter()
            .all(|record| record.parameters.get(&format!("{}\"", "n".repeat(10_000))).is_some())
    );
    assert!(heap.peak <= 96 * text.len(), "{} for {}", heap.peak, text.len());
}

#[test]
fn allocations_grow_with_the_input_alone() {
    // Counts are exact where clocks are not: twice the input may take twice as many allocations.
    let pairs = data_models(1_000)
        .into_iter()
        .zip(data_models(2_000))
        .map(|pair| (run_data_model as fn(&[u8]), pair));
    let bulk = bulk(1_000).into_iter().zip(bulk(2_000)).map(|pair| (run_bulk as fn(&[u8]), pair));
    for (run, ((name, small), (_, large))) in pairs.chain(bulk) {
        let (_, once) = measure(|| run(&small));
        let (_, twice) = measure(|| run(&large));
        assert!(
            twice.allocations <= 2 * once.allocations + 64,
            "{name}: {} then {}",
            once.allocations,
            twice.allocations
        );
    }
}

#[test]
fn shared_types_do_not_multiply() {
    // Few large types used by many parameters: what is taken over is bounded.
    let values: String = (0..1_000).map(|i| format!("<enumeration value=\"v{i}\"/>")).collect();
    let uses: String = (0..1_000)
        .map(|i| format!("<parameter name=\"P{i}\"><syntax><dataType ref=\"A\"/></syntax></parameter>"))
        .collect();
    let input = document(&format!(
        "<dataType name=\"A\"><string>{values}</string></dataType><model name=\"M:1.0\"><object name=\"M.\">{uses}</object></model>"
    ));
    let error = DataModel::from_xml(&input).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Limit(mgmt_wire::Limit::Items));
    // Prefixed descriptions move what follows them.
    let long = "x".repeat(100_000);
    let prefixes =
        "<parameter base=\"a\"><description action=\"prefix\">y</description></parameter>".repeat(1_000);
    let input =
        model(&format!("<parameter name=\"a\"><description>{long}</description></parameter>{prefixes}"));
    let error = DataModel::from_xml(&input).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Limit(mgmt_wire::Limit::Output));
    // Patterns of many states.
    let patterns: String = (0..600).map(|i| format!("<pattern value=\"a{{2000}}b{i}\"/>")).collect();
    let input =
        model(&format!("<parameter name=\"a\"><syntax><string>{patterns}</string></syntax></parameter>"));
    let large = DataModel::from_xml(&input).unwrap();
    let index = Index::new(&large);
    assert!(!index.unusable_patterns().is_empty() && index.unusable_patterns().len() < 600);
}

const SAMPLE: &str = "<!DOCTYPE d [<!ENTITY n \"\\d+\">]><d:document xmlns:d=\"urn:broadband-forum-org:cwmp:datamodel-1-15\" spec=\"urn:example-com:x\">\
    <import file=\"a.xml\"><component name=\"C\" ref=\"D\"/></import><dataType name=\"T\" base=\"U\"><size maxLength=\"5\"/></dataType>\
    <dataType name=\"U\"><string><pattern value=\"(&n;|[a-c]{2,3})?\"/></string></dataType><component name=\"E\"><component ref=\"E\"/></component>\
    <model name=\"M:1.0\" base=\"M:0.9\"><object name=\"M.{i}.\" access=\"readWrite\" maxEntries=\"unbounded\"><uniqueKey functional=\"true\"><parameter ref=\"P\"/></uniqueKey>\
    <parameter name=\"P\" access=\"readWrite\"><syntax><list maxItems=\"3\"/><dataType ref=\"T\"/><default type=\"object\" value=\"1\"/></syntax></parameter></object>\
    <component ref=\"E\" path=\"M.{i}.\"/><profile name=\"B:1\"><object ref=\"M.{i}.\" requirement=\"present\"/></profile></model></d:document>";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damaged_models_end_in_models_or_errors(at in 0..SAMPLE.len(), byte in any::<u8>(), cut in 0..SAMPLE.len(), value in any::<String>()) {
        let mut damaged = SAMPLE.as_bytes().to_vec();
        damaged[at] = byte;
        for input in [damaged.as_slice(), &SAMPLE.as_bytes()[..cut]] {
            if let Ok(model) = DataModel::from_xml(input) {
                let index = Index::new(&model);
                for path in ["M.1.P", &value] {
                    let _ = (index.check_set(path, &value, Some(&value)), index.check_get(path), index.check_add(path));
                }
            }
        }
    }

    #[test]
    fn any_text_is_a_pattern_or_an_error(pattern in "[a-c()|?*+{},0-9\\[\\]^\\\\.dwisc-]{0,16}", value in "[a-c0-9 .-]{0,12}") {
        if let Ok(matcher) = Matcher::new(&pattern) {
            let _ = matcher.matches(&value);
        }
    }

    #[test]
    fn plain_text_is_a_pattern_of_itself(text in "[A-Za-z0-9 :/_-]{0,20}", other in "[A-Za-z0-9 :/_-]{0,20}") {
        let matcher = Matcher::new(&text).unwrap();
        prop_assert!(matcher.matches(&text));
        prop_assert_eq!(matcher.matches(&other), text == other);
    }
}
