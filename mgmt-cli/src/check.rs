//! `mgmt check`: many files, a line for each.

use crate::args::Reading;
use crate::codec::Context;
use crate::format::Format;
use crate::refusal::Refusal;
use crate::terminal::{Part, one_line, paint};
use crate::{command, terminal};
use serde_json::json;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Whether a file decodes, and how well.
enum Verdict {
    Ok(Format),
    Warn(Format, Vec<String>),
    Error(String),
}

/// Checks every file; fails when one is refused.
pub fn check(
    format: Option<Format>,
    reading: &Reading,
    models: bool,
    as_json: bool,
    paths: &[PathBuf],
) -> Result<ExitCode, Refusal> {
    let context = Context::new(reading)?;
    context.objects.warnings().iter().for_each(|line| terminal::complain(&format!("warning: {line}")));
    let files = files_below(paths);
    let mut counts = [0_usize; 3];
    let mut out = Vec::new();
    let bar = Progress::new(files.len());
    let colour = terminal::colour();
    for (done, (file, problem)) in files.iter().enumerate() {
        bar.show(done);
        let verdict = match problem {
            Some(refusal) => Verdict::Error(refusal.to_string()),
            None => check_file(format, &context, models, file),
        };
        let [ok, warn, error] = &mut counts;
        let (word, part, detail, count) = match verdict {
            Verdict::Ok(format) => ("ok", Part::Good, format.id().to_owned(), ok),
            Verdict::Warn(format, warnings) => {
                ("warn", Part::Doubtful, format!("{}: {}", format.id(), warnings.join("; ")), warn)
            }
            Verdict::Error(line) => ("error", Part::Bad, line, error),
        };
        *count += 1;
        let line = if as_json {
            json!({"verdict": word, "path": file.to_string_lossy(), "detail": detail}).to_string()
        } else {
            let path = file.to_string_lossy();
            format!("{}\t{}\t{}", paint(colour, part, word), one_line(&path), one_line(&detail))
        };
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
    }
    bar.clear();
    let [ok, warn, error] = counts;
    let summary = if as_json {
        json!({"ok": ok, "warn": warn, "error": error}).to_string()
    } else {
        format!("{ok} ok, {warn} warn, {error} error")
    };
    out.extend_from_slice(summary.as_bytes());
    out.push(b'\n');
    terminal::write(None, &out)?;
    Ok(ExitCode::from(u8::from(error > 0)))
}

fn check_file(format: Option<Format>, context: &Context, models: bool, file: &Path) -> Verdict {
    let decoded = terminal::read(Some(file))
        .and_then(|bytes| command::read_payload(format, Some(file), &bytes, context));
    match decoded {
        Ok((format, decoded)) => {
            let mut warnings = decoded.warnings;
            if models {
                warnings.extend(decoded.payload.findings());
            }
            if warnings.is_empty() { Verdict::Ok(format) } else { Verdict::Warn(format, warnings) }
        }
        Err(refusal) => Verdict::Error(refusal.to_string()),
    }
}

/// Every file named, and every file below every folder named, in the order of their names; a folder that cannot be
/// listed stands for itself with the reason. Below folders only files count: a pipe or a device would never end, and
/// a link could lead back up.
fn files_below(paths: &[PathBuf]) -> Vec<(PathBuf, Option<Refusal>)> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push((path.clone(), None));
            continue;
        }
        let mut found = Vec::new();
        let mut folders = vec![path.clone()];
        while let Some(folder) = folders.pop() {
            let entries = match std::fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    let refusal = Refusal::file("Unreadable", &error, &folder);
                    found.push((folder, Some(refusal)));
                    continue;
                }
            };
            for entry in entries.flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                    Ok(kind) if kind.is_file() => found.push((entry.path(), None)),
                    _ => {}
                }
            }
        }
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        files.append(&mut found);
    }
    files
}

/// A bar on standard error, when somebody looks.
struct Progress {
    total: usize,
    visible: bool,
}

impl Progress {
    const WIDTH: usize = 30;

    fn new(total: usize) -> Self {
        Progress { total, visible: std::io::stderr().is_terminal() && total > 1 }
    }

    fn show(&self, done: usize) {
        if self.visible {
            let filled = done * Self::WIDTH / self.total.max(1);
            let bar = format!("{}{}", "#".repeat(filled), ".".repeat(Self::WIDTH - filled));
            let _ = write!(std::io::stderr().lock(), "\r[{bar}] {done}/{}", self.total);
        }
    }

    fn clear(&self) {
        if self.visible {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}
