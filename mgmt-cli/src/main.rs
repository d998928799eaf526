//! The `mgmt` command: decode, convert, check and translate device-management payloads.
//!
//! Exit codes: 0 decoded (deviations are `warning:` lines on standard error), 1 input refused (one `error:` line,
//! nothing on standard output), 2 usage.

#![allow(unreachable_pub, reason = "a binary has no outside; `pub` says what a module offers the others")]

mod args;
mod check;
mod codec;
mod command;
mod detect;
mod format;
mod map;
mod page;
mod refusal;
mod terminal;
mod tree;
mod window;

use args::{Cli, Command};
use clap::Parser;
use refusal::Refusal;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(refusal) => {
            terminal::complain(&format!("error: {refusal}"));
            ExitCode::from(refusal.exit_code())
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Refusal> {
    match command {
        Command::Decode { input, reading, json } => command::decode(&input, &reading, json),
        Command::Convert { input, reading, output } => command::convert(&input, &reading, &output),
        Command::Check { format, reading, models, json, paths } => {
            return check::check(format, &reading, models, json, &paths);
        }
        Command::Translate { input, reading, output, direction, root, json } => {
            command::translate(&input, &reading, &output, &command::Translation { direction, root, json })
        }
        Command::Map { name, json } => map::map(&name, json),
        Command::Tables { form } => map::tables(&form),
        Command::Formats => command::formats(),
        Command::Completions { shell } => command::completions(shell),
        Command::Man => command::man(),
    }?;
    Ok(ExitCode::SUCCESS)
}
