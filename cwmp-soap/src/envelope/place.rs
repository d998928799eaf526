//! From offsets to places: in the bytes that came, and among the elements.

use crate::error::ErrorKind;
use alloc::borrow::ToOwned;
use alloc::string::String;
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Document, Reader, SourceOffsets};

/// The elements around a byte of a message, such as `Envelope/Body/Inform/DeviceId/OUI`: where a
/// [`Warning`](crate::Warning) points to.
///
/// Each call walks the message up to the place, which is meant for the few warnings that people look at. Empty when
/// the bytes are no text in a known encoding.
///
/// ```
/// use cwmp_soap::{Envelope, Warning, path_at};
/// use mgmt_wire::DecodeOptions;
///
/// let xml = br#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="urn:dslforum-org:cwmp-1-0">
///   <e:Body><c:Reboot><CommandKey extra="1"/></c:Reboot></e:Body></e:Envelope>"#;
/// let mut warnings: Vec<Warning> = Vec::new();
/// Envelope::decode(xml, &DecodeOptions::lenient(), &mut warnings)?;
/// assert_eq!(path_at(xml, warnings[0].offset), "Envelope/Body/Reboot/CommandKey");
/// # Ok::<(), cwmp_soap::Error>(())
/// ```
#[must_use]
pub fn path_at(bytes: &[u8], offset: usize) -> String {
    let options = DecodeOptions::lenient();
    let Ok(document) = Document::from_bytes(bytes, &options) else { return String::new() };
    let encoding = document.encoding();
    let text = document.into_text();
    let at = match &text {
        alloc::borrow::Cow::Borrowed(_) => offset,
        alloc::borrow::Cow::Owned(text) => SourceOffsets::new(text, encoding).text_offset(offset),
    };
    Reader::new(&text, &options, &[]).error_at(ErrorKind::UnknownType, at).path().to_owned()
}
