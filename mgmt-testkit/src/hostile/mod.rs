//! Hostile inputs with their expected outcomes, and the runner that holds a decoder to them.
//!
//! `hostile/cases.tsv` beside this crate's manifest has one row per case; its columns and the generator language
//! are described in `hostile/README.md`. A crate's `tests/hostile.rs` looks like this:
//!
//! ```no_run
//! use mgmt_testkit::alloc::Counting;
//! use mgmt_testkit::hostile::{Harness, Outcome};
//!
//! #[global_allocator]
//! static HEAP: Counting = Counting;
//!
//! fn decode(input: &[u8], strict: bool) -> Outcome {
//!     match std::str::from_utf8(input) {
//!         Ok(text) => Outcome::ok(text, usize::from(strict)),
//!         Err(error) => Outcome::err("InvalidEncoding", error),
//!     }
//! }
//!
//! // #[test]
//! fn hostile() {
//!     Harness::new("lwm2m-text", decode)
//!         .facts(|_input, _strict, name| (name == "as_int").then(|| "err:InvalidLength".to_owned()))
//!         .rule("txt-001", || Ok(()))
//!         .run();
//! }
//! ```
//!
//! Rows of kind `rule` describe inputs in words. [`seed`], [`prefixes`], [`byte_replacements`] and
//! [`element_mutations`] make them; the crate's closure checks them.

mod expect;
mod expression;
mod mutate;
mod run;

pub use expect::{Expectation, Expected, Fact};
pub use expression::expand;
pub use mutate::{Mutation, byte_replacements, element_mutations, prefixes};
pub use run::{Harness, Outcome};

use std::path::PathBuf;

/// How the bytes of a case are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// A file below `hostile/`.
    File,
    /// An expression of the generator language.
    Generated,
    /// A rule in words: the test makes the inputs.
    Rule,
}

/// How much heap a decoder may take for an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// At most 16 times the input and 4 KiB.
    A,
    /// At most 48 times the input and 16 KiB.
    B,
    /// At most 8 KiB, whatever the length.
    C,
    /// At most twice the output limit (16 MiB) and 16 KiB.
    D,
}

impl Bound {
    /// The bound in bytes for an input of `len` bytes.
    #[must_use]
    pub const fn bytes(self, len: usize) -> usize {
        match self {
            Bound::A => 16 * len + 4 * 1024,
            Bound::B => 48 * len + 16 * 1024,
            Bound::C => 8 * 1024,
            Bound::D => 2 * 16 * 1024 * 1024 + 16 * 1024,
        }
    }
}

/// One row of `cases.tsv`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Case {
    /// Stable name.
    pub id: String,
    /// Which decoder gets the bytes.
    pub codec: String,
    /// How the bytes are given.
    pub kind: InputKind,
    /// File, expression or rule.
    pub source: String,
    /// Length of the input; 0 for rules.
    pub len: usize,
    /// First 16 hexadecimal digits of the input's SHA-256; `-` for rules.
    pub sha256_16: String,
    /// What must happen in strict mode.
    pub strict: Expectation,
    /// What must happen in lenient mode.
    pub lenient: Expectation,
    /// How much heap it may take.
    pub bound: Bound,
    /// Why the case exists.
    pub note: String,
}

impl Case {
    fn parse(row: &str) -> Case {
        let columns: Vec<&str> = row.split('\t').collect();
        let [id, codec, kind, source, len, sha256_16, strict, lenient, bound, note] = columns[..] else {
            panic!("cases.tsv: not ten columns: {row}");
        };
        Case {
            id: id.to_owned(),
            codec: codec.to_owned(),
            kind: match kind {
                "file" => InputKind::File,
                "gen" => InputKind::Generated,
                "rule" => InputKind::Rule,
                _ => panic!("cases.tsv: input kind {kind}"),
            },
            source: source.to_owned(),
            len: if len == "-" {
                0
            } else {
                len.parse().unwrap_or_else(|e| panic!("{id}: length {len}: {e}"))
            },
            sha256_16: sha256_16.to_owned(),
            strict: Expectation::parse(strict),
            lenient: Expectation::parse(lenient),
            bound: match bound {
                "A" => Bound::A,
                "B" => Bound::B,
                "C" => Bound::C,
                "D" => Bound::D,
                _ => panic!("{id}: bound {bound}"),
            },
            note: note.to_owned(),
        }
    }

    /// The bytes of the case, read or generated.
    ///
    /// # Panics
    ///
    /// For rules, and when the file is missing or the expression ill-formed.
    #[must_use]
    pub fn input(&self) -> Vec<u8> {
        match self.kind {
            InputKind::File => read(&self.source),
            InputKind::Generated => expand(&self.source),
            InputKind::Rule => panic!("{}: a rule has no bytes of its own", self.id),
        }
    }

    /// Whether the row says that its expectation needs the specification's text to be settled.
    #[must_use]
    pub fn needs_settling(&self) -> bool {
        [&self.note, &self.strict.text, &self.lenient.text].into_iter().any(|text| text.contains("verify "))
            || [&self.strict.text, &self.lenient.text].into_iter().any(|text| text.contains("verify)"))
    }
}

/// The rows of one codec, in file order.
#[must_use]
pub fn cases(codec: &str) -> Vec<Case> {
    all().into_iter().filter(|case| case.codec == codec).collect()
}

/// All rows.
///
/// # Panics
///
/// When `cases.tsv` cannot be read.
#[must_use]
pub fn all() -> Vec<Case> {
    let table = String::from_utf8(read("cases.tsv")).unwrap_or_else(|e| panic!("cases.tsv: {e}"));
    table.lines().skip(1).map(Case::parse).collect()
}

/// One of the valid messages that rules start from, such as `syncml.xml` or `device.tlv`.
///
/// # Panics
///
/// When there is none of that name.
#[must_use]
pub fn seed(name: &str) -> Vec<u8> {
    read(&format!("seeds/{name}"))
}

fn read(path: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("hostile").join(path);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
