//! BBF data models.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use cwmp_soap::data_model::{DataModel, Document, DocumentName, Library};
use serde_json::Value;
use std::borrow::Cow;
use std::path::Path;

/// Decodes a data-model document and resolves the model in it. Documents that it imports are looked for in the
/// folder of the file.
pub fn decode(bytes: &[u8], context: &Context, folder: Option<&Path>) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let mut library = Library::with_options(context.options.clone());
    let id = library.add(Document::decode(bytes, &context.options, &mut warnings)?);
    if let Some(folder) = folder {
        library.load_with(&mut |file: &str, spec: Option<&str>| beside(folder, file, spec), &mut warnings)?;
    }
    let resolution = library.resolve(id)?;
    let mut lines: Vec<String> = warnings.iter().map(super::warning_line).collect();
    lines.extend(resolution.problems.iter().map(|p| format!("{:?}: {}: {}", p.kind, p.kind, p.subject)));
    Ok(Decoded { payload: Box::new(resolution.model.into_owned()), warnings: lines })
}

/// The bytes of an imported document: the file of that name, or the latest one the name stands for. Names with a
/// path in them are not followed.
fn beside(folder: &Path, file: &str, spec: Option<&str>) -> Option<Cow<'static, [u8]>> {
    if file.contains(['/', '\\']) {
        return None;
    }
    // Of a file named without a path.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if let Ok(bytes) = std::fs::read(folder.join(file)) {
        return Some(Cow::Owned(bytes));
    }
    let names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    let latest = DocumentName::of_import(file, spec)?.latest(names.iter().map(String::as_str))?;
    std::fs::read(folder.join(latest)).ok().map(Cow::Owned)
}

impl Payload for DataModel<'static> {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(self)
    }

    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        Err(Refusal::Usage(format!("a {} document has one form only", to.id())))
    }
}
