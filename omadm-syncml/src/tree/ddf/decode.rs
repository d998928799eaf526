//! Where a MgmtTree document is read from.

use super::MgmtTree;
#[cfg(feature = "xml")]
use super::NAMESPACE;
use super::read::Decoder;
use crate::error::{Error, WarningKind};
use crate::syntax::wbxml::WbxmlSource;
use crate::syntax::{Cursor, Fragment, Notes, Source};
#[cfg(feature = "xml")]
use crate::syntax::{Space, XmlSource, text_of, transcoded};
#[cfg(feature = "xml")]
use alloc::borrow::Cow;
#[cfg(feature = "xml")]
use mgmt_wire::xml::{Event, Namespace, Reader};
use mgmt_wire::{DecodeOptions, Warning, WarningSink};

impl<'a> MgmtTree<'a> {
    /// Reads a description or a serialized tree with default options, dropping warnings.
    ///
    /// # Errors
    ///
    /// [`DdfErrorKind`](super::DdfErrorKind), an error of the XML layer, or a limit.
    #[cfg(feature = "xml")]
    pub fn from_xml(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::decode(bytes, &DecodeOptions::default(), &mut ())
    }

    /// Reads a description or a serialized tree.
    ///
    /// A DOCTYPE is passed over without being looked at; one with a processing instruction inside, as Microsoft's
    /// descriptions have it, is accepted in lenient mode. Limits: `nodes`, `depth` (three eighths of it for nodes
    /// within nodes), and the others of the XML reader.
    ///
    /// # Errors
    ///
    /// [`DdfErrorKind`](super::DdfErrorKind), an error of the XML layer, or a limit; with offset and path.
    #[cfg(feature = "xml")]
    pub fn decode(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        match text_of(bytes, options, warnings)? {
            (Cow::Borrowed(text), _) => Self::decode_text(text, options, warnings),
            (Cow::Owned(text), encoding) => transcoded(&text, encoding, warnings, |warnings| {
                MgmtTree::decode_text(&text, options, warnings).map(MgmtTree::into_owned)
            }),
        }
    }

    /// The same from text, such as the Data of an Item.
    ///
    /// # Errors
    ///
    /// As [`MgmtTree::decode`].
    #[cfg(feature = "xml")]
    pub fn decode_text(
        text: &'a str,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let mut tree = read(XmlSource::at_home(Space::DmDdf, text, options), options, warnings)?;
        // The document element was read a moment ago; its namespace is all that is asked for.
        let root = Reader::new(text, options, &[NAMESPACE]).next_structure();
        tree.in_namespace = matches!(root, Ok(Event::Start(name)) if name.namespace == Namespace::known(0));
        Ok(tree)
    }

    /// Reads a WBXML document with default options, dropping warnings.
    ///
    /// # Errors
    ///
    /// As [`MgmtTree::decode_wbxml`].
    pub fn from_wbxml(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::decode_wbxml(bytes, &DecodeOptions::default(), &mut ())
    }

    /// Reads a WBXML document: code page 2 of the SyncML family, whatever public identifier it has.
    ///
    /// Opaque values that are text become text, others bytes.
    ///
    /// # Errors
    ///
    /// An error of WBXML, [`DdfErrorKind`](super::DdfErrorKind), or a limit; with offset and path.
    pub fn decode_wbxml(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let source = WbxmlSource::new(bytes, options, &mut Notes::new(options, warnings))?;
        read(source, options, warnings)
    }

    /// Reads the document in the Data of an Item, as messages keep it.
    ///
    /// # Errors
    ///
    /// [`DdfErrorKind`](super::DdfErrorKind), or a limit; without offset.
    pub fn from_fragment(
        fragment: &'a Fragment<'_>,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        // A fragment knows tokens, not bytes.
        let mut pass = |warning: Warning<WarningKind>| warnings.warn(Warning::new(warning.kind, 0));
        read(fragment.source(), options, &mut pass)
    }
}

fn read<'a, S: Source<'a>>(
    source: S,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<MgmtTree<'a>, Error> {
    Decoder::new(Cursor::new(source, options, warnings), options).document()
}
