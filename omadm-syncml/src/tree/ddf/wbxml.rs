//! A MgmtTree in WBXML, and within a message.
//!
//! Both go through the XML form: descriptions are read and written once per device model, not once per message, and
//! one reader that knows every deviation is worth more than the copy this saves.

use super::MgmtTree;
use crate::error::{Error, ErrorKind, WarningKind};
use crate::syntax::wbxml::{WbxmlSink, WbxmlSource, WbxmlStyle};
use crate::syntax::{Cursor, Fragment, IntoOwned, Notes, Space, Tag, Token, XmlSink, XmlSource};
use alloc::vec::Vec;
use mgmt_wire::xml::Style;
use mgmt_wire::{DecodeOptions, Warning, WarningSink};

impl MgmtTree<'static> {
    /// Reads a WBXML document with default options, dropping warnings.
    ///
    /// # Errors
    ///
    /// As [`MgmtTree::decode_wbxml`].
    pub fn from_wbxml(bytes: &[u8]) -> Result<Self, Error> {
        Self::decode_wbxml(bytes, &DecodeOptions::default(), &mut ())
    }

    /// Reads a WBXML document: code page 2 of the SyncML family, whatever public identifier it has.
    ///
    /// Opaque values that are text become text, others base64. Errors of WBXML have an offset in `bytes`; those of the
    /// document have only a path, and its warnings no offset.
    ///
    /// # Errors
    ///
    /// An error of WBXML, [`DdfErrorKind`](super::DdfErrorKind), or a limit.
    pub fn decode_wbxml(
        bytes: &[u8],
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let source = WbxmlSource::new(bytes, options, &mut Notes::new(options, warnings))?;
        let mut cursor = Cursor::new(source, options, warnings);
        let fragment = root(&mut cursor)?;
        if cursor.next(Space::DmDdf)? != Token::Eof {
            return Err(cursor.error(ErrorKind::TrailingData));
        }
        Self::from_fragment(&fragment, options, warnings)
    }

    /// Reads the document in the Data of an Item, as messages keep it.
    ///
    /// # Errors
    ///
    /// [`DdfErrorKind`](super::DdfErrorKind), or a limit; without offset.
    pub fn from_fragment(
        fragment: &Fragment<'_>,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let mut sink = XmlSink::new(plain());
        fragment.write(&mut sink);
        let text = sink.finish()?;
        let mut pass = |warning: Warning<WarningKind>| warnings.warn(Warning::new(warning.kind, 0));
        // Offsets in the text that was made here would mean nothing to the caller.
        MgmtTree::decode_text(&text, options, &mut pass)
            .map(MgmtTree::into_owned)
            .map_err(|error| Error::new(error.kind().clone()).in_path(error.path()))
    }
}

impl MgmtTree<'_> {
    /// The document for the Data of an Item.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Xml`] for text that XML cannot carry.
    pub fn to_fragment(&self) -> Result<Fragment<'static>, Error> {
        let text = self.to_xml_with(plain())?;
        let options = DecodeOptions::default();
        root(&mut Cursor::new(XmlSource::new(&text, &options), &options, &mut ())).map(IntoOwned::into_owned)
    }

    /// Writes the document as WBXML.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Xml`] for text that XML cannot carry, which a reader could not show.
    pub fn to_wbxml(&self) -> Result<Vec<u8>, Error> {
        self.to_wbxml_with(WbxmlStyle::default())
    }

    /// The same in the style of a device.
    ///
    /// # Errors
    ///
    /// As [`MgmtTree::to_wbxml`].
    pub fn to_wbxml_with(&self, style: WbxmlStyle) -> Result<Vec<u8>, Error> {
        let fragment = self.to_fragment()?;
        let mut sink = WbxmlSink::for_root(style, Tag::DdfMgmtTree);
        fragment.write(&mut sink);
        sink.finish()
    }
}

/// The document element.
fn root<'a, S: crate::syntax::Source<'a>>(cursor: &mut Cursor<'a, '_, S>) -> Result<Fragment<'a>, Error> {
    loop {
        match cursor.next(Space::DmDdf)? {
            Token::Start(_) | Token::StartOther => return cursor.capture(),
            Token::Text(_) | Token::Opaque(_) => {}
            Token::End | Token::Eof => return Err(cursor.error(ErrorKind::Truncated("document"))),
        }
    }
}

fn plain() -> Style {
    let mut style = Style::default();
    style.declaration = false;
    style
}
