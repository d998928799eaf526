//! Whole documents of the SyncML family as fragments: device information, device descriptions, anything that no
//! type of this crate describes.

use super::wbxml::{WbxmlSink, WbxmlSource, WbxmlStyle};
use super::{Cursor, Fragment, Notes, Source, Space, Tag, Token};
use crate::{Error, ErrorKind, WarningKind};
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, WarningSink};

fn read<'a, S: Source<'a>>(cursor: &mut Cursor<'a, '_, S>) -> Result<Fragment<'a>, Error> {
    match cursor.next(Space::SyncMl)? {
        Token::Start(_) | Token::StartOther => {}
        _ => return Err(cursor.error(ErrorKind::Truncated("document"))),
    }
    let fragment = cursor.capture()?;
    match cursor.next(Space::SyncMl)? {
        Token::Eof => Ok(fragment),
        _ => Err(cursor.error(ErrorKind::TrailingData)),
    }
}

impl<'a> Fragment<'a> {
    /// Reads a document in WBXML: SyncML, DevInf or DM-DDF.
    ///
    /// # Errors
    /// What is malformed or out of bounds.
    pub fn decode_wbxml(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let source = WbxmlSource::new(bytes, options, &mut Notes::new(options, warnings))?;
        read(&mut Cursor::new(source, options, warnings))
    }

    /// Writes the document in WBXML; its type follows from the root element.
    ///
    /// # Errors
    /// Names that are none.
    pub fn to_wbxml(&self, style: WbxmlStyle) -> Result<Vec<u8>, Error> {
        let root = self.name().and_then(|name| name.tag).unwrap_or(Tag::SyncML);
        let mut sink = WbxmlSink::for_document(style, self, root);
        self.write(&mut sink);
        sink.finish()
    }
}

#[cfg(feature = "xml")]
mod xml {
    use super::{Cursor, DecodeOptions, Error, Fragment, WarningKind, WarningSink, read};
    use crate::syntax::{IntoOwned, XmlSink, XmlSource, text_of, transcoded};
    use alloc::borrow::Cow;
    use alloc::string::String;
    use mgmt_wire::xml::Style;

    impl<'a> Fragment<'a> {
        /// Reads a document in XML.
        ///
        /// ```
        /// use omadm_syncml::syntax::Fragment;
        ///
        /// let xml = b"<DevInf xmlns='syncml:devinf'><VerDTD>1.2</VerDTD></DevInf>";
        /// let document = Fragment::decode_xml(xml, &Default::default(), &mut ())?;
        /// let wbxml = document.to_wbxml(Default::default())?;
        /// assert_eq!(Fragment::decode_wbxml(&wbxml, &Default::default(), &mut ())?, document);
        /// # Ok::<(), omadm_syncml::Error>(())
        /// ```
        ///
        /// # Errors
        /// What is malformed or out of bounds.
        pub fn decode_xml(
            bytes: &'a [u8],
            options: &DecodeOptions,
            warnings: &mut dyn WarningSink<WarningKind>,
        ) -> Result<Self, Error> {
            match text_of(bytes, options, warnings)? {
                (Cow::Borrowed(text), _) => {
                    read(&mut Cursor::new(XmlSource::new(text, options), options, warnings))
                }
                (Cow::Owned(text), encoding) => transcoded(&text, encoding, warnings, |warnings| {
                    read(&mut Cursor::new(XmlSource::new(&text, options), options, warnings))
                        .map(IntoOwned::into_owned)
                }),
            }
        }

        /// Writes the document in XML.
        ///
        /// # Errors
        /// Characters that XML cannot carry, names that are none.
        pub fn to_xml(&self, style: Style) -> Result<String, Error> {
            let mut sink = XmlSink::new(style);
            self.write(&mut sink);
            sink.finish()
        }
    }
}
