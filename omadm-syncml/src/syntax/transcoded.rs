//! Documents in other encodings than UTF-8: text out of the bytes, and places in the text back into them.

use crate::{Error, ErrorKind, WarningKind};
use alloc::borrow::{Cow, ToOwned};
use alloc::vec::Vec;
use mgmt_wire::xml::{Document, Encoding, SourceOffsets};
use mgmt_wire::{DecodeOptions, Warning, WarningSink};

/// The text of a document, with what its encoding asked to tolerate reported.
pub(crate) fn text_of<'a>(
    bytes: &'a [u8],
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<(Cow<'a, str>, Encoding), Error> {
    let document = Document::from_bytes(bytes, options).map_err(|error| error.map(ErrorKind::Xml))?;
    for warning in document.warnings() {
        warnings.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
    }
    let encoding = document.encoding();
    Ok((document.into_text(), encoding))
}

/// Reads a text that was transcoded; the places of warnings and of an error are those in the bytes.
pub(crate) fn transcoded<T>(
    text: &str,
    encoding: Encoding,
    warnings: &mut dyn WarningSink<WarningKind>,
    read: impl FnOnce(&mut dyn WarningSink<WarningKind>) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut kept: Vec<Warning<WarningKind>> = Vec::new();
    let result = read(&mut kept);
    // Some are known only at the end, and the text is to be walked once.
    let mut ascending: Vec<_> = kept.iter_mut().collect();
    ascending.sort_by_key(|warning| warning.offset);
    let mut source = SourceOffsets::new(text, encoding);
    for warning in ascending {
        warning.offset = source.of(warning.offset);
    }
    for warning in kept {
        warnings.warn(warning);
    }
    result.map_err(|error| match error.offset() {
        Some(offset) => {
            let path = error.path().to_owned();
            Error::at(error.into_kind(), SourceOffsets::new(text, encoding).of(offset)).in_path(path)
        }
        None => error,
    })
}
