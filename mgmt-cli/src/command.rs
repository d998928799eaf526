//! The sub-commands that read one payload.

use crate::args::{Cli, Direction, Input, Output, Reading};
use crate::codec::{self, Context, Decoded};
use crate::detect::detect;
use crate::format::Format;
use crate::refusal::Refusal;
use crate::{terminal, window};
use clap::CommandFactory;
use serde_json::json;
use std::io::IsTerminal;
use std::path::Path;

/// What `translate` is asked beyond the formats.
pub struct Translation {
    /// Readings or operations, when the caller decides.
    pub direction: Option<Direction>,
    /// Root of TR-069 names.
    pub root: String,
    /// Print an object with output and losses.
    pub json: bool,
}

/// `mgmt decode`
pub fn decode(input: &Input, reading: &Reading, as_json: bool) -> Result<(), Refusal> {
    let (_, decoded) = read_input(input, &Context::new(reading)?)?;
    let text = if as_json {
        pretty(&decoded.payload.to_json()?)
    } else {
        decoded.payload.to_text(terminal::colour())?
    };
    warn(&decoded.warnings);
    terminal::write(None, text.as_bytes())
}

/// `mgmt convert`
pub fn convert(input: &Input, reading: &Reading, output: &Output) -> Result<(), Refusal> {
    let context = Context::new(reading)?;
    let (format, decoded) = read_input(input, &context)?;
    if format.protocol() != output.to.protocol() {
        return Err(Refusal::Usage(format!(
            "{} cannot be converted to {}: another protocol (see mgmt translate)",
            format.id(),
            output.to.id()
        )));
    }
    let bytes = decoded.payload.encode(output.to, &context)?;
    warn(&decoded.warnings);
    terminal::write(output.out.as_ref(), &bytes)
}

/// `mgmt translate`
pub fn translate(
    input: &Input,
    reading: &Reading,
    output: &Output,
    translation: &Translation,
) -> Result<(), Refusal> {
    let context = Context::new(reading)?;
    let (_, decoded) = read_input(input, &context)?;
    let payload = &*decoded.payload;
    let translated =
        codec::translate(payload, output.to, translation.direction, &translation.root, &context)?;
    warn(&decoded.warnings);
    for (name, why) in &translated.losses {
        terminal::complain(&format!("loss: {name}: {why}"));
    }
    let bytes = if translation.json {
        let losses: Vec<_> =
            translated.losses.iter().map(|(name, why)| json!({"name": name, "why": why})).collect();
        let mut object =
            json!({"format": output.to.id(), "output": shown(&translated.bytes), "losses": losses});
        if let (Some(path), Some(members)) = (translated.path, object.as_object_mut()) {
            members.insert("path".to_owned(), path.to_string().into());
        }
        pretty(&object).into_bytes()
    } else {
        translated.bytes
    };
    terminal::write(output.out.as_ref(), &bytes)
}

/// A payload as JSON holds it: JSON as it is, text as text, other bytes as hexadecimal digits.
fn shown(bytes: &[u8]) -> serde_json::Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
        Err(_) => json!(codec::hex(bytes)),
    }
}

/// `mgmt formats`
pub fn formats() -> Result<(), Refusal> {
    let lines: String = Format::ALL.iter().map(|f| format!("{:<14} {}\n", f.id(), f.what())).collect();
    terminal::write(None, lines.as_bytes())
}

/// `mgmt completions`
pub fn completions(shell: clap_complete::Shell) -> Result<(), Refusal> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "mgmt", &mut script);
    terminal::write(None, &script)
}

/// `mgmt man`
pub fn man() -> Result<(), Refusal> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .map_err(|error| Refusal::input("Unwritable", error))?;
    terminal::write(None, &page)
}

fn read_input(input: &Input, context: &Context) -> Result<(Format, Decoded), Refusal> {
    let bytes = terminal::read(input.file.as_deref())?;
    let mut read = read_payload(input.format, input.file.as_deref(), &bytes, context);
    if let Err(Refusal::Input(_, Some(offset))) = &read
        && std::io::stderr().is_terminal()
    {
        terminal::show(&window::around(&bytes, *offset));
    }
    if let Ok((_, decoded)) = &mut read {
        decoded.warnings.splice(0..0, context.objects.warnings().iter().cloned());
    }
    read
}

/// Decodes bytes of a given format, or of the one they look like.
pub fn read_payload(
    format: Option<Format>,
    file: Option<&Path>,
    bytes: &[u8],
    context: &Context,
) -> Result<(Format, Decoded), Refusal> {
    let name = file.and_then(Path::file_name).map(|name| name.to_string_lossy());
    let format = match format.or_else(|| detect(bytes, name.as_deref(), context.place())) {
        Some(format) => format,
        None => {
            let advice =
                "the content tells no format; name one with -f, and the path of an LwM2M value with -p";
            return Err(Refusal::input("UnknownFormat", advice));
        }
    };
    Ok((format, codec::decode(format, bytes, context, file.and_then(Path::parent))?))
}

fn warn(warnings: &[String]) {
    for warning in warnings {
        terminal::complain(&format!("warning: {warning}"));
    }
}

/// JSON for people and programs alike: indented, with a line end.
pub fn pretty(value: &serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
