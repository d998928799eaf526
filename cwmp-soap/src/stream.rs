//! Parameter lists of megabytes, read and written one entry at a time.
//!
//! A message that is read stands in memory as the text that came, and entries borrow from it; one that is written need
//! never be there as a whole. Bytes of any encoding become text by [`Document`]:
//!
//! ```
//! use cwmp_soap::DecodeOptions;
//! use cwmp_soap::stream::{Document, ParameterStream};
//! # use cwmp_soap::{CwmpNamespace, Envelope, rpc::*, value::Value};
//! # let list = vec![ParameterValueStruct::new("Device.A", Value::unsigned_int(7))];
//! # let posted = Envelope::new(CwmpNamespace::Cwmp10, GetParameterValuesResponse::new(list)).to_xml().unwrap();
//! # let posted = posted.as_bytes();
//!
//! let document = Document::from_bytes(posted, &DecodeOptions::lenient())?;
//! assert_eq!(ParameterStream::values(document.text()).unwrap().count(), 1);
//! # Ok::<(), mgmt_wire::Error<mgmt_wire::xml::ErrorKind>>(())
//! ```

mod write;

use alloc::boxed::Box;
pub use mgmt_wire::xml::Document;
pub use write::ParameterWriter;

use crate::envelope::decode::{Part, decode_header, next_element, next_part, open_envelope, open_rpc};
use crate::envelope::decoder::{Decoder, Row, row};
use crate::envelope::tags::{Qualified, qualified};
use crate::envelope::{CwmpNamespace, Header};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::rpc::facet::list;
use crate::rpc::field::Item;
use crate::rpc::{ParameterInfoStruct, ParameterValueStruct};
use core::marker::PhantomData;
use mgmt_wire::xml::Event;
use mgmt_wire::{DecodeOptions, WarningSink};

/// Reads the `ParameterList` of a message entry by entry, with memory that does not grow with the list.
///
/// The text is that of [`Document`] for bytes of any encoding.
/// [`values`](ParameterStream::values) is for messages whose list holds names and values
/// (`GetParameterValuesResponse`, `SetParameterValues`, `Inform`), [`names`](ParameterStream::names) for
/// `GetParameterNamesResponse`. Everything in front of the list is read at once, everything behind it when the
/// list has ended; the message is complete and well-formed when the iterator has given its last entry without an
/// error.
///
/// ```
/// use cwmp_soap::stream::ParameterStream;
/// # use cwmp_soap::{CwmpNamespace, Envelope, rpc::*, value::Value};
/// # let list = vec![ParameterValueStruct::new("Device.A", Value::unsigned_int(7))];
/// # let xml = Envelope::new(CwmpNamespace::Cwmp10, GetParameterValuesResponse::new(list)).to_xml()?;
///
/// let stream = ParameterStream::values(&xml)?;
/// assert_eq!(stream.rpc(), "GetParameterValuesResponse");
/// for parameter in stream {
///     let parameter = parameter?;
///     assert_eq!((&*parameter.name, parameter.value.as_u64()), ("Device.A", Some(7)));
/// }
/// # Ok::<(), cwmp_soap::Error>(())
/// ```
pub struct ParameterStream<'a, 'o, T> {
    decoder: Decoder<'a, 'o>,
    header: Header<'a>,
    namespace: CwmpNamespace,
    rpc: &'static str,
    declared: Option<usize>,
    given: usize,
    done: bool,
    item: PhantomData<T>,
}

/// What a list holds, and where it may stand.
trait Listed<'a>: Item<'a> {
    const RPCS: &'static [&'static str];
    const LIST: Row;
    /// The response that has nothing but such a list.
    const RESPONSE: Qualified;
}

impl<'a> Listed<'a> for ParameterValueStruct<'a> {
    const RPCS: &'static [&'static str] = &["GetParameterValuesResponse", "SetParameterValues", "Inform"];
    const LIST: Row = row!("ParameterList", list("ParameterValueList"));
    const RESPONSE: Qualified = qualified!(cwmp, "GetParameterValuesResponse");
}

impl<'a> Listed<'a> for ParameterInfoStruct<'a> {
    const RPCS: &'static [&'static str] = &["GetParameterNamesResponse"];
    const LIST: Row = row!("ParameterList", list("ParameterInfoList"));
    const RESPONSE: Qualified = qualified!(cwmp, "GetParameterNamesResponse");
}

impl<'a, 'o, T> ParameterStream<'a, 'o, T> {
    /// The name of the RPC that holds the list.
    #[must_use]
    pub fn rpc(&self) -> &'static str {
        self.rpc
    }

    /// The header entries.
    #[must_use]
    pub fn header(&self) -> &Header<'a> {
        &self.header
    }

    /// The CWMP namespace of the message.
    #[must_use]
    pub fn namespace(&self) -> CwmpNamespace {
        self.namespace
    }

    /// How many entries the list declares. Devices get that wrong: good for a progress bar at most.
    #[must_use]
    pub fn declared_len(&self) -> Option<usize> {
        self.declared
    }

    fn start(
        text: &'a str,
        options: &DecodeOptions,
        warnings: &'o mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error>
    where
        T: Listed<'a>,
    {
        let mut decoder = Decoder::new(text, options, warnings);
        open_envelope(&mut decoder)?;
        let (mut header, mut namespace) = (None, None);
        loop {
            match next_part(&mut decoder)? {
                Some(Part::Body) => break,
                Some(Part::Header) if header.is_none() => {
                    header = Some(decode_header(&mut decoder, &mut namespace)?);
                }
                Some(Part::Header) => return Err(decoder.duplicate("Header")),
                Some(Part::Other) => {
                    decoder.deviation(WarningKind::EnvelopeContent)?;
                    decoder.skip()?;
                }
                None => return Err(decoder.error(ErrorKind::Missing("Body"))),
            }
        }
        let Some(name) = next_element(&mut decoder)? else {
            return Err(decoder.error(ErrorKind::Missing("ParameterList")));
        };
        let known = open_rpc(&mut decoder, name, &mut namespace)?;
        let Some(rpc) = T::RPCS.iter().copied().find(|rpc| known && *rpc == name.local) else {
            return Err(decoder.error(ErrorKind::Unexpected("RPC")));
        };
        let declared = loop {
            match decoder.child()? {
                Some("ParameterList") => break decoder.array(&T::LIST, T::ITEM)?,
                Some(other) if decoder.respelled(other, &[("ParameterList", true)])?.is_some() => {
                    break decoder.array(&T::LIST, T::ITEM)?;
                }
                // `Inform` has more in front of the list, which `Envelope` is for.
                Some(_) => decoder.skip()?,
                None => return Err(decoder.error(ErrorKind::Missing("ParameterList"))),
            }
        };
        Ok(ParameterStream {
            decoder,
            header: header.unwrap_or_default(),
            namespace: namespace.unwrap_or_default(),
            rpc,
            declared,
            given: 0,
            done: false,
            item: PhantomData,
        })
    }

    fn advance(&mut self) -> Result<Option<T>, Error>
    where
        T: Listed<'a>,
    {
        let row = &T::LIST;
        let Some(local) = self.decoder.child()? else {
            self.done = true;
            self.decoder.count(row, self.declared, self.given)?;
            // The rest of the message: the list is good only in a document that is.
            while self.decoder.event()? != Event::Eof {}
            self.decoder.flush_xml_warnings();
            return Ok(None);
        };
        self.decoder.within(T::ITEM.limit, self.given)?;
        self.decoder.item(row, T::ITEM, local)?;
        self.given += 1;
        T::decode(&mut self.decoder, &T::ITEM.row(row)).map(Some)
    }
}

/// One row per kind of entry: the constructors and the iterator.
macro_rules! streams {
    ($( $item:ident $open:ident $open_with:ident $doc:literal; )*) => { $(
        impl<'a> ParameterStream<'a, 'static, $item<'a>> {
            #[doc = concat!("Opens the list of ", $doc, ": lenient, warnings dropped.")]
            ///
            /// # Errors
            ///
            /// When the text in front of the list is no envelope with such a message.
            pub fn $open(text: &'a str) -> Result<Self, Error> {
                // A sink without size: nothing is allocated, nothing leaks.
                Self::start(text, &DecodeOptions::lenient(), Box::leak(Box::new(())))
            }
        }

        impl<'a, 'o> ParameterStream<'a, 'o, $item<'a>> {
            #[doc = concat!("Opens the list of ", $doc, ".")]
            ///
            /// # Errors
            ///
            /// When the text in front of the list is no envelope with such a message; in strict mode also for
            /// the first deviation from the schema.
            pub fn $open_with(
                text: &'a str,
                options: &DecodeOptions,
                warnings: &'o mut dyn WarningSink<WarningKind>,
            ) -> Result<Self, Error> {
                Self::start(text, options, warnings)
            }
        }

        impl<'a> Iterator for ParameterStream<'a, '_, $item<'a>> {
            type Item = Result<$item<'a>, Error>;

            fn next(&mut self) -> Option<Self::Item> {
                if self.done {
                    return None;
                }
                let next = self.advance();
                self.done |= next.is_err();
                next.transpose()
            }
        }
    )* };
}

streams! {
    ParameterValueStruct values values_with "a message with values";
    ParameterInfoStruct names names_with "a `GetParameterNamesResponse`";
}
