//! Reading input and writing output.

use crate::refusal::Refusal;
use std::borrow::Cow;
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// Reads a file, or standard input for `-` and for nothing.
pub fn read(file: Option<&Path>) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    match file {
        Some(path) if path.as_os_str() != "-" => {
            bytes = fs::read(path).map_err(|error| Refusal::file("Unreadable", &error, path))?;
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

/// Writes to a file, or to standard output for `-` and for nothing. A reader that went away (`| head`) is not an error.
pub fn write(out: Option<&PathBuf>, bytes: &[u8]) -> Result<(), Refusal> {
    if let Some(path) = out.filter(|path| path.as_os_str() != "-") {
        return fs::write(path, bytes).map_err(|error| Refusal::file("Unwritable", &error, path));
    }
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Refusal::input("Unwritable", error)),
    }
}

/// Writes one line to standard error; if that is closed there is nobody left to tell.
pub fn complain(line: &str) {
    let on = io::stderr().is_terminal() && wants_colour();
    let _ = writeln!(io::stderr().lock(), "{}", highlight(on, &one_line(line)));
}

/// Writes lines about the place of an error to standard error.
pub fn show(lines: &str) {
    let _ = writeln!(io::stderr().lock(), "{lines}");
}

/// Text without what ends a line or moves a terminal's cursor: names from input can hold anything.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let escaped = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(escaped).collect())
}

/// The word that a line begins with (`error:`, `warning:`, `loss:`) in its colour.
fn highlight(on: bool, line: &str) -> String {
    let (part, word, rest) = match line.split_once(": ") {
        Some(("error", rest)) => (Part::Bad, "error:", rest),
        Some(("warning", rest)) => (Part::Doubtful, "warning:", rest),
        Some(("loss", rest)) => (Part::Doubtful, "loss:", rest),
        _ => return line.to_owned(),
    };
    format!("{} {rest}", paint(on, part, word))
}

/// Whether people look at standard output in colour: a terminal, and `NO_COLOR` unset.
pub fn colour() -> bool {
    io::stdout().is_terminal() && wants_colour()
}

fn wants_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A part of the output that colour sets apart.
#[derive(Clone, Copy)]
pub enum Part {
    /// The name of a member, a path.
    Name,
    /// What is said about a value: its type, its place in a list.
    Aside,
    /// Sound.
    Good,
    /// Sound with deviations.
    Doubtful,
    /// Refused.
    Bad,
}

/// Text in the colour of a part, when colour is on.
pub fn paint(on: bool, part: Part, text: &str) -> String {
    let code = match part {
        Part::Name => "36",
        Part::Aside => "2",
        Part::Good => "32",
        Part::Doubtful => "33",
        Part::Bad => "31",
    };
    if on && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{highlight, one_line};

    #[test]
    fn lines_are_one() {
        assert_eq!(one_line("a\u{e9} b"), "a\u{e9} b");
        assert_eq!(one_line("a\tb\nc\u{1b}"), "a\\tb\\nc\\u{1b}");
    }

    #[test]
    fn only_the_first_word_is_coloured() {
        assert_eq!(highlight(true, "error: Missing: CmdID"), "\x1b[31merror:\x1b[0m Missing: CmdID");
        assert_eq!(highlight(true, "warning: a: b"), "\x1b[33mwarning:\x1b[0m a: b");
        for line in ["error: Missing: CmdID", "   2 | <Bad", "loss: x"] {
            assert_eq!(highlight(false, line), line);
        }
    }
}
