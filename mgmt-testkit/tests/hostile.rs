//! The table itself: every input expands to the bytes that the table promises, every expectation is readable.

use mgmt_testkit::alloc::{Counting, measure};
use mgmt_testkit::hostile::{Expected, Harness, InputKind, Outcome, all, element_mutations, seed};

mod sha256;

#[global_allocator]
static HEAP: Counting = Counting;

#[test]
fn every_input_is_what_the_table_says() {
    let mut wrong = Vec::new();
    let cases = all();
    for case in cases.iter().filter(|case| case.kind != InputKind::Rule) {
        let input = case.input();
        if input.len() != case.len || sha256::first_16_hex_digits(&input) != case.sha256_16 {
            wrong.push(&case.id);
        }
    }
    assert!(wrong.is_empty(), "expanded differently: {wrong:?}");
    assert_eq!(cases.len(), 633);
}

#[test]
fn every_expectation_says_something() {
    for case in all().iter().filter(|case| case.kind != InputKind::Rule) {
        for expectation in [&case.strict, &case.lenient] {
            let kinds_are_words = expectation.outcomes.iter().all(|outcome| match outcome {
                Expected::Err { kind, .. } => {
                    kind.len() > 3 && kind.starts_with(|c: char| c.is_ascii_uppercase())
                }
                Expected::Ok | Expected::OkWithWarning => true,
            });
            assert!(kinds_are_words, "{}: {expectation:?}", case.id);
            assert!(
                !expectation.outcomes.is_empty() || !expectation.facts.is_empty(),
                "{}: {}",
                case.id,
                expectation.text
            );
        }
    }
}

#[test]
fn seeds_can_be_mutated() {
    for name in ["syncml.xml", "cwmp_inform.xml"] {
        let document = String::from_utf8(seed(name)).unwrap();
        assert!(element_mutations(&document).len() > 80, "{name}");
    }
}

#[test]
fn heap_use_is_measured_per_thread() {
    let (bytes, heap) = measure(|| {
        drop(vec![0_u8; 4000]);
        std::thread::spawn(|| drop(vec![0_u8; 1 << 20])).join().unwrap();
        vec![1_u8; 100]
    });
    assert!(heap.peak >= 4000 && heap.peak < 1 << 16, "{heap:?}");
    assert!(heap.held >= bytes.len() && heap.held < 4000, "{heap:?}");
}

#[test]
#[should_panic(expected = "cbr-001 strict: got ok")]
fn a_decoder_that_accepts_everything_fails() {
    Harness::new("cbor", |_, _| Outcome::ok("", 0)).run();
}

#[test]
#[should_panic(expected = "takes 1048576 bytes of heap, more than 8192 (bound C)")]
fn a_decoder_that_takes_too_much_fails() {
    Harness::new("cbor", |_, _| {
        drop(std::hint::black_box(vec![0_u8; 1 << 20]));
        Outcome::err("NotWellFormed", "")
    })
    .run();
}

#[test]
#[should_panic(expected = "the error value takes 3")]
fn a_large_error_fails() {
    Harness::new("cbor", |_, _| Outcome::err("NotWellFormed", "x".repeat(300))).run();
}

#[test]
#[should_panic(expected = "cbr-001 strict: panicked: oh")]
fn a_panic_fails() {
    Harness::new("cbor", |_, _| panic!("oh")).run();
}

#[test]
#[should_panic(expected = "the rule has no check")]
fn a_rule_without_check_fails() {
    Harness::new("syncml-auth", |_, _| Outcome::ok("", 0)).run();
}
