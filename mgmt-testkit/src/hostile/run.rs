//! Runs a decoder on every case of a codec: both modes, small stack, counted heap, all differences at once.

use super::{Case, Expectation, Expected, InputKind, cases};
use crate::alloc;
use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

/// Stack of the thread that decodes and drops: enough for any flat loop, too little for recursion on input.
const STACK: usize = if cfg!(debug_assertions) { 256 * 1024 } else { 64 * 1024 };

/// Most bytes of an error value, with all it points to.
const ERROR: usize = 256;

/// What a decoder made of an input.
#[derive(Clone, Debug)]
pub struct Outcome(Result<Accepted, Refused>);

#[derive(Clone, Debug)]
struct Accepted {
    text: String,
    warnings: usize,
}

#[derive(Clone, Debug)]
struct Refused {
    kind: String,
    text: String,
    size: usize,
}

impl Outcome {
    /// The input was accepted. `text` says shortly what came out; it stands in reports only.
    pub fn ok(text: impl Into<String>, warnings: usize) -> Outcome {
        Outcome(Ok(Accepted { text: text.into(), warnings }))
    }

    /// The input was refused. Takes the error itself, so that its size can be weighed: its own bytes and the
    /// heap it holds.
    pub fn err<E: Display>(kind: &str, error: E) -> Outcome {
        let text = error.to_string();
        let size = size_of::<E>() + alloc::freed_by(|| drop(error));
        Outcome(Err(Refused { kind: kind.to_owned(), text, size }))
    }

    /// From a decoder's result: `kind` gives the error's name, `text` the short description.
    pub fn of<T, E: Display>(
        result: Result<T, E>,
        kind: impl FnOnce(&E) -> &'static str,
        text: impl FnOnce(&T) -> (String, usize),
    ) -> Outcome {
        match result {
            Ok(value) => {
                let (text, warnings) = text(&value);
                Outcome::ok(text, warnings)
            }
            Err(error) => Outcome::err(kind(&error), error),
        }
    }
}

impl Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Ok(Accepted { text, warnings: 0 }) => write!(f, "ok: {text}"),
            Ok(Accepted { text, warnings }) => write!(f, "ok with {warnings} warnings: {text}"),
            Err(Refused { kind, text, .. }) => write!(f, "{kind}: {text}"),
        }
    }
}

type Decode = fn(&[u8], bool) -> Outcome;
type Facts = fn(&[u8], bool, &str) -> Option<String>;
type Rule = Box<dyn Fn() -> Result<(), String>>;

/// All cases of one codec and what is needed to run them.
pub struct Harness {
    codec: &'static str,
    decode: Decode,
    facts: Facts,
    rules: BTreeMap<&'static str, Rule>,
    settled: BTreeMap<&'static str, &'static str>,
}

impl Harness {
    /// The cases of `codec`, for a decoder that takes the bytes and whether the mode is strict.
    #[must_use]
    pub fn new(codec: &'static str, decode: Decode) -> Harness {
        Harness { codec, decode, facts: |_, _, _| None, rules: BTreeMap::new(), settled: BTreeMap::new() }
    }

    /// Answers the facts of the cases: input, strict, name of the fact (`as_int`, `data_bytes()`, `LwM2M map`, …)
    /// to its value, `ok`, or `err:Kind`. `None`: the name is not known, which fails the case.
    #[must_use]
    pub fn facts(mut self, facts: Facts) -> Harness {
        self.facts = facts;
        self
    }

    /// The check of a case of kind `rule`. Every such case of the codec needs one.
    #[must_use]
    pub fn rule(mut self, id: &'static str, check: impl Fn() -> Result<(), String> + 'static) -> Harness {
        self.rules.insert(id, Box::new(check));
        self
    }

    /// What a case marked "verify" in the table was found to require (in the notation of the table), and where
    /// the standard says so. The expectation stands for both modes.
    ///
    /// # Panics
    ///
    /// When the case is not so marked: all others stand as they are.
    #[must_use]
    pub fn settle(mut self, id: &'static str, expectation: &'static str, reason: &str) -> Harness {
        let case = cases(self.codec).into_iter().find(|case| case.id == id);
        assert!(case.is_some_and(|case| case.needs_settling()), "{id} is not marked \"verify\"");
        assert!(!reason.is_empty(), "{id} is settled without a reason");
        self.settled.insert(id, expectation);
        self
    }

    /// What a case must give whose bytes or columns do not say what its note says: the expectation (in the
    /// notation of the table, for both modes), and what is wrong with the row.
    ///
    /// # Panics
    ///
    /// When there is no such case, or no reason.
    #[must_use]
    pub fn correct(mut self, id: &'static str, expectation: &'static str, reason: &str) -> Harness {
        assert!(cases(self.codec).iter().any(|case| case.id == id), "no case {id}");
        assert!(!reason.is_empty(), "{id} is corrected without a reason");
        self.settled.insert(id, expectation);
        self
    }

    /// Runs every case and fails with all differences in one message.
    ///
    /// # Panics
    ///
    /// When any case differs, when a rule has no check, or when the counting allocator is not installed.
    pub fn run(self) {
        assert!(
            alloc::installed(),
            "declare `#[global_allocator] static HEAP: Counting = Counting;` in this test"
        );
        let cases = cases(self.codec);
        assert!(!cases.is_empty(), "no case for codec {}", self.codec);
        let mut report = String::new();
        let mut failed = 0;
        for case in &cases {
            for line in self.check(case) {
                failed += 1;
                let _ = writeln!(report, "{line}");
            }
        }
        for id in self.rules.keys().filter(|id| !cases.iter().any(|case| case.id == **id)) {
            failed += 1;
            let _ = writeln!(report, "{id}: no such case of {}", self.codec);
        }
        assert!(failed == 0, "{failed} differences in {} cases of {}:\n{report}", cases.len(), self.codec);
    }

    fn check(&self, case: &Case) -> Vec<String> {
        if case.kind == InputKind::Rule {
            let verdict = self.rules.get(case.id.as_str()).map_or_else(
                || {
                    Err(format!(
                        "the rule has no check: {} -> {} / {}",
                        case.source, case.strict.text, case.lenient.text
                    ))
                },
                |rule| rule(),
            );
            return verdict.err().map(|why| format!("{}: {why}", case.id)).into_iter().collect();
        }
        let input = case.input();
        let mut lines = Vec::new();
        for (mode, strict) in [("strict", true), ("lenient", false)] {
            let settled = self.settled.get(case.id.as_str()).map(|text| Expectation::parse(text));
            let expectation = settled.as_ref().unwrap_or(if strict { &case.strict } else { &case.lenient });
            for difference in self.check_mode(case, &input, strict, expectation) {
                lines.push(format!(
                    "{} {mode}: {difference} [{}; {} bytes]",
                    case.id,
                    expectation.text,
                    input.len()
                ));
            }
        }
        lines
    }

    fn check_mode(&self, case: &Case, input: &[u8], strict: bool, expectation: &Expectation) -> Vec<String> {
        let decode = self.decode;
        let (outcome, heap) = match on_small_stack(&case.id, || alloc::measure(|| decode(input, strict))) {
            Ok(done) => done,
            Err(panic) => return vec![panic],
        };
        let mut differences: Vec<String> = compare(expectation, &outcome).into_iter().collect();
        let bound = case.bound.bytes(input.len());
        if heap.peak > bound {
            differences.push(format!(
                "takes {} bytes of heap, more than {bound} (bound {:?})",
                heap.peak, case.bound
            ));
        }
        if let Err(Refused { size, text, .. }) = &outcome.0 {
            if *size > ERROR {
                differences.push(format!("the error value takes {size} bytes, more than {ERROR}: {text}"));
            }
            if text.contains('\n') {
                differences.push(format!("the error's text is not one line: {text:?}"));
            }
        }
        for fact in &expectation.facts {
            let facts = self.facts;
            let given = match on_small_stack(&case.id, || facts(input, strict, &fact.name)) {
                Ok(given) => given,
                Err(panic) => return vec![panic],
            };
            match given {
                None => differences
                    .push(format!("nothing gives the fact {:?} (expected {:?})", fact.name, fact.value)),
                Some(value) if value != fact.value => {
                    differences.push(format!("{} is {value:?}, not {:?}", fact.name, fact.value));
                }
                Some(_) => {}
            }
        }
        differences
    }
}

fn on_small_stack<R: Send>(id: &str, f: impl FnOnce() -> R + Send) -> Result<R, String> {
    std::thread::scope(|scope| {
        // The name stands in the message of a stack overflow, which ends the whole process.
        let builder = std::thread::Builder::new().name(format!("hostile case {id}")).stack_size(STACK);
        let thread = builder.spawn_scoped(scope, f).map_err(|e| format!("no thread: {e}"))?;
        thread.join().map_err(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            format!("panicked: {}", text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("?"))
        })
    })
}

/// Why `outcome` is none of the expected ones.
fn compare(expectation: &Expectation, outcome: &Outcome) -> Option<String> {
    let fits = |expected: &Expected| match (expected, &outcome.0) {
        (Expected::Ok, Ok(_)) => true,
        (Expected::OkWithWarning, Ok(accepted)) => accepted.warnings > 0,
        (Expected::Err { kind, detail }, Err(refused)) => {
            let shown = names_a_part(kind) || *kind == "Limit" && names_a_bound(detail);
            // The table says items for whatever is counted; the error says what.
            let counted = *kind == "Limit" && detail == "items";
            *kind == refused.kind
                && (!shown
                    || mentions(&refused.text, detail)
                    || counted && COUNTED.iter().any(|bound| mentions(&refused.text, bound)))
        }
        _ => false,
    };
    let any = expectation.outcomes.is_empty() || expectation.outcomes.iter().any(fits);
    (!any).then(|| format!("got {}", shortened(&outcome.to_string())))
}

/// Kinds whose detail is a name of the vocabulary that the error's text must show.
fn names_a_part(kind: &str) -> bool {
    matches!(kind, "Missing" | "Duplicate" | "Order")
}

/// Bounds on how many of something there are.
const COUNTED: [&str; 4] = ["commands", "parameters", "events", "nodes"];

/// Whether the detail of a `Limit` is a bound of every decoder; the others are those of one codec, in words of the table.
fn names_a_bound(detail: &str) -> bool {
    matches!(
        detail,
        "attribute_value"
            | "attributes"
            | "depth"
            | "items"
            | "keys"
            | "name"
            | "nodes"
            | "number"
            | "output"
    )
}

fn mentions(text: &str, detail: &str) -> bool {
    let word = detail.split(' ').next().unwrap_or_default();
    text.to_ascii_lowercase().contains(&word.to_ascii_lowercase())
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 200 {
        text.to_owned()
    } else {
        text.chars().take(200).chain("…".chars()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Expectation, Outcome, compare};

    #[test]
    fn kinds_and_named_parts_are_compared() {
        let differs =
            |expected: &str, outcome: &Outcome| compare(&Expectation::parse(expected), outcome).is_some();
        let missing = Outcome::err("Missing", "missing element `CmdID` at byte 7");
        assert!(!differs("err:Missing(CmdID)", &missing));
        assert!(!differs("err:Truncated|Missing(CmdID)", &missing));
        assert!(differs("err:Missing(Item)", &missing));
        assert!(differs("err:Duplicate(CmdID)", &missing));
        assert!(differs("ok", &missing));
        assert!(!differs("LwM2M map: err:Path", &missing));
        let limit = Outcome::err("Limit", "more than the limit `depth` allows");
        assert!(!differs("err:Limit(depth)", &limit) && !differs("err:Limit(MaxSegLen)", &limit));
        assert!(differs("err:Limit(items)", &limit));
        let quiet = Outcome::ok("", 0);
        assert!(!differs("ok:kept", &quiet));
        assert!(differs("ok+warning", &quiet));
        assert!(!differs("ok+warning", &Outcome::ok("", 1)));
        assert!(differs("err:Missing(CmdID)", &quiet));
    }
}
