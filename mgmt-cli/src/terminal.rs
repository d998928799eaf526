//! Reading input and writing output.

use crate::refusal::Refusal;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Reads a file, or standard input for `-` and for nothing.
pub fn read(file: Option<&Path>) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    match file {
        Some(path) if path.as_os_str() != "-" => {
            bytes = fs::read(path).map_err(|error| Refusal::input("Unreadable", error))?;
        }
        _ => {
            io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .map_err(|error| Refusal::input("Unreadable", error))?;
        }
    }
    Ok(bytes)
}

/// Writes to a file or to standard output. A reader that went away (`| head`) is not an error.
pub fn write(out: Option<&PathBuf>, bytes: &[u8]) -> Result<(), Refusal> {
    let result = match out {
        Some(path) => fs::write(path, bytes),
        None => {
            let mut stdout = io::stdout().lock();
            stdout.write_all(bytes).and_then(|()| stdout.flush())
        }
    };
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Refusal::input("Unwritable", error)),
    }
}

/// Writes one line to standard error; if that is closed there is nobody left to tell.
pub fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
