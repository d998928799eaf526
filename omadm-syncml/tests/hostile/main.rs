//! The hostile cases of every format of the crate, in both modes, with their bounds on heap and stack.
#![cfg(all(feature = "xml", feature = "auth"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod bootstrap;
mod messages;
mod security;
mod tree;
mod wbxml;

use mgmt_testkit::alloc::Counting;
use mgmt_testkit::hostile::Outcome;
use mgmt_wire::DecodeOptions;
use omadm_syncml::Error;

#[global_allocator]
static HEAP: Counting = Counting;

fn options(strict: bool) -> DecodeOptions {
    if strict { DecodeOptions::strict() } else { DecodeOptions::lenient() }
}

fn outcome<T>(result: Result<T, Error>, warnings: usize, text: impl FnOnce(&T) -> String) -> Outcome {
    Outcome::of(result, |error| error.name(), |value| (text(value), warnings))
}

/// What went wrong, as the facts of the cases have it.
fn verdict<T>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| format!("err:{}", error.name()), |_| "ok".to_owned())
}

fn expect(result: Result<impl Sized, Error>, name: &str) -> Result<(), String> {
    match result {
        Err(error) if error.name() == name => Ok(()),
        Err(error) => Err(format!("{error} is {}, not {name}", error.name())),
        Ok(_) => Err(format!("accepted instead of {name}")),
    }
}
