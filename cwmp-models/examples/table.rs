//! Makes the text of a table of published data-model documents:
//!
//! ```sh
//! cargo run --release -p cwmp-models --example table -- tr-181-2-17-0-cwmp-full.xml > device-2.tsv
//! cargo run --release -p cwmp-models --example table -- root.xml Device.Services.=tr-104.xml > with-voice.tsv
//! ```
//!
//! Imported documents are looked for beside the one that is named.

use std::borrow::Cow;
use std::error::Error;
use std::io::Write as _;
use std::path::Path;

use cwmp_soap::data_model::{DataModel, Document, DocumentName, Index, Library};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let root = resolve(Path::new(&arguments.next().ok_or("which document?")?))?;
    let mut services = Vec::new();
    for argument in arguments {
        let (at, file) = argument.split_once('=').ok_or("a service is given as `Device.Services.=FILE`")?;
        services.push((at.to_owned(), resolve(Path::new(file))?));
    }
    let index = Index::with_services(&root, services.iter().map(|(at, service)| (at.as_str(), service)));
    std::io::stdout().write_all(index.to_table()?.as_bytes())?;
    Ok(())
}

/// The model of a document, with all that it imports. What cannot be followed is told.
fn resolve(file: &Path) -> Result<DataModel<'static>, Box<dyn Error>> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let bytes = std::fs::read(file)?;
    let mut library = Library::new();
    let id = library.add(Document::from_xml(&bytes)?);
    library.load(&mut |name: &str, spec: Option<&str>| beside(folder, name, spec))?;
    let resolution = library.resolve(id)?;
    for problem in &resolution.problems {
        writeln!(std::io::stderr(), "{}: {}", problem.kind, problem.subject)?;
    }
    Ok(resolution.model.into_owned())
}

fn beside(folder: &Path, name: &str, spec: Option<&str>) -> Option<Cow<'static, [u8]>> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let found = match names.iter().find(|found| *found == name) {
        Some(found) => found,
        None => DocumentName::of_import(name, spec)?.latest(names.iter().map(String::as_str))?,
    };
    std::fs::read(folder.join(found)).ok().map(Cow::Owned)
}
