//! The command line.

use crate::format::Format;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Decode, convert, check and translate the payloads of OMA DM, TR-069, LwM2M and oneM2M.
#[derive(Parser, Debug)]
#[command(name = "mgmt", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What `mgmt` does.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Print a payload as a readable tree, or as JSON.
    Decode {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        reading: Reading,
        /// Print the decoded model as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write a payload in another encoding of the same protocol.
    Convert {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        reading: Reading,
        #[command(flatten)]
        output: Output,
    },
    /// Decode many files and folders and say of each whether it is sound.
    Check {
        /// Format of all files; otherwise found from each one's content and name.
        #[arg(short, long)]
        format: Option<Format>,
        #[command(flatten)]
        reading: Reading,
        /// Warn also of names and values in TR-069 messages that Device:2 or InternetGatewayDevice:1 do not have.
        #[arg(long)]
        models: bool,
        /// Print one JSON object a file.
        #[arg(long)]
        json: bool,
        /// Files and folders; folders are read with all that is below them.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Write what a payload means as a payload of another protocol.
    Translate {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        reading: Reading,
        #[command(flatten)]
        output: Output,
        /// Take the payload as readings or as things to do, where it could be both.
        #[arg(long = "as", value_name = "read|write")]
        direction: Option<Direction>,
        /// Root of the TR-069 names that are written.
        #[arg(long, default_value = "Device", value_parser = ["Device", "InternetGatewayDevice"])]
        root: String,
        /// Print an object with the output, its format and the losses.
        #[arg(long)]
        json: bool,
    },
    /// Look a name of any vocabulary up in the mapping tables.
    Map {
        /// `/3/0/0`, `./DevInfo/Man`, `Device.DeviceInfo.Manufacturer`, `deviceInfo.manufacturer`, `dvi.man`, ...
        name: String,
        /// Print the rows as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print all mapping tables.
    Tables {
        #[command(flatten)]
        form: TableForm,
    },
    /// List the payload formats.
    Formats,
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// The payload to read.
#[derive(Args, Debug)]
pub struct Input {
    /// Format of the input; otherwise found from its content, then from the file's name.
    #[arg(short, long)]
    pub format: Option<Format>,
    /// The file; `-` or nothing is standard input.
    #[arg(value_name = "FILE|-")]
    pub file: Option<PathBuf>,
}

/// How to read.
#[derive(Args, Debug, Clone)]
pub struct Reading {
    /// The LwM2M path the payload belongs to, such as /3/0, or /d01/3303/0 for a device behind a gateway.
    #[arg(short, long, value_name = "LWM2M_PATH")]
    pub path: Option<String>,
    /// A folder of OMA object definitions that go before the built-in objects.
    #[arg(long, value_name = "DIR")]
    pub objects: Option<PathBuf>,
    /// Refuse the first deviation from the standard.
    #[arg(long)]
    pub strict: bool,
    /// Repair XML that is not well-formed: bare ampersands, undeclared prefixes, control characters, attributes given
    /// twice, a wrong encoding declared or none.
    #[arg(long, conflicts_with = "strict")]
    pub recover: bool,
}

/// Where to write, and what.
#[derive(Args, Debug)]
pub struct Output {
    /// Format of the output.
    #[arg(short, long, value_name = "FORMAT")]
    pub to: Format,
    /// Write to this file instead of standard output, which is also `-`.
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<PathBuf>,
}

/// How a payload that could be either is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Direction {
    /// Readings: what a device reports.
    Read,
    /// Operations: what a device is told.
    Write,
}

/// The form of `mgmt tables`.
#[derive(Args, Debug)]
#[group(multiple = false)]
pub struct TableForm {
    /// An array of the rows `mgmt map` prints.
    #[arg(long)]
    pub json: bool,
    /// Tab-separated values with a heading.
    #[arg(long)]
    pub tsv: bool,
    /// One self-contained, searchable page.
    #[arg(long)]
    pub html: bool,
}
