//! Responses with long lists, written piece by piece.

use super::Listed;
use crate::envelope::encode::{close_body, open_body};
use crate::envelope::encoder::Encoder;
use crate::envelope::{CwmpNamespace, Header, Prefixes, Profile};
use crate::error::{Error, ErrorKind};
use crate::rpc::{ParameterInfoStruct, ParameterValueStruct};
use alloc::string::String;

/// A piece ends behind the entry that makes it so long.
const PIECE: usize = 8 * 1024;
/// The memory for one piece, so that its last entry seldom needs more.
const ROOM: usize = PIECE + 1024;

/// Writes a response with a `ParameterList` piece by piece, with memory that does not grow with the list.
///
/// The entries come from an iterator, [`values`](ParameterWriter::values) for a `GetParameterValuesResponse`,
/// [`names`](ParameterWriter::names) for a `GetParameterNamesResponse`. The pieces, of some kilobytes each, come out as
/// an iterator: chunks of an HTTP body, for instance. One behind the other, they are what
/// [`Envelope::encode`](crate::Envelope::encode) writes.
///
/// How many entries there are stands in front of them, so it has to be known. After an error no piece follows: what
/// went out before is then no message, and its connection is to be closed.
///
/// ```
/// use cwmp_soap::envelope::Profile;
/// use cwmp_soap::rpc::{GetParameterNamesResponse, ParameterInfoStruct};
/// use cwmp_soap::stream::ParameterWriter;
/// use cwmp_soap::{CwmpNamespace, Envelope, Header};
///
/// let hosts = (1..=1000).map(|host| ParameterInfoStruct::new(format!("Device.Hosts.Host.{host}."), false));
/// let list: Vec<_> = hosts.clone().collect();
/// let mut header = Header::default();
/// header.id = Some("7".into());
/// let profile = Profile::default();
/// let mut body = String::new();
/// for piece in ParameterWriter::names(&profile, CwmpNamespace::Cwmp12, &header, 1000, hosts) {
///     body += &piece?;
/// }
/// let whole = Envelope::new(CwmpNamespace::Cwmp12, GetParameterNamesResponse::new(list)).with_id("7");
/// assert_eq!(body, whole.to_xml()?);
/// # Ok::<(), cwmp_soap::Error>(())
/// ```
pub struct ParameterWriter<'p, I> {
    encoder: Encoder<'p>,
    entries: I,
    /// How many entries are still to come.
    left: usize,
    done: bool,
}

impl<'p, I> ParameterWriter<'p, I> {
    fn start<'a, T: Listed<'a>>(
        profile: &'p Profile,
        namespace: CwmpNamespace,
        header: &Header<'_>,
        length: usize,
        entries: I,
    ) -> Self
    where
        I: Iterator<Item = T>,
    {
        let mut encoder = Encoder::new(profile, profile.prefixes == Prefixes::default(), namespace);
        open_body(header, &mut encoder);
        encoder.start_qualified(&T::RESPONSE);
        encoder.start_array(&T::LIST, T::ITEM, length);
        ParameterWriter { encoder, entries, left: length, done: false }
    }

    fn piece<'a, T: Listed<'a>>(&mut self) -> Result<String, Error>
    where
        I: Iterator<Item = T>,
    {
        let encoder = &mut self.encoder;
        let row = T::ITEM.row(&T::LIST);
        encoder.writer.reserve(ROOM);
        while !self.done && encoder.writer.len() < PIECE {
            match (self.entries.next(), self.left.checked_sub(1)) {
                (Some(entry), Some(left)) => {
                    entry.encode(encoder, &row);
                    self.left = left;
                }
                (None, None) => {
                    encoder.end_of(&T::LIST);
                    encoder.end_qualified(&T::RESPONSE);
                    close_body(encoder);
                    self.done = true;
                }
                _ => encoder.fail(ErrorKind::ArrayLength(T::LIST.element)),
            }
            if let Some(kind) = encoder.failed() {
                return Err(Error::new(kind));
            }
        }
        encoder.writer.take().map_err(|error| error.map(ErrorKind::Xml))
    }
}

/// One row per kind of entry: the constructor and the iterator.
macro_rules! writers {
    ($( $item:ident $open:ident $rpc:literal; )*) => { $(
        impl<'a, 'p, I: Iterator<Item = $item<'a>>> ParameterWriter<'p, I> {
            #[doc = concat!("Begins a `", $rpc, "` with so many entries.")]
            ///
            /// The pieces are errors where `Envelope::encode` gives one, and when there are more or fewer entries
            /// (`ArrayLength`).
            pub fn $open(
                profile: &'p Profile,
                namespace: CwmpNamespace,
                header: &Header<'_>,
                length: usize,
                entries: impl IntoIterator<IntoIter = I>,
            ) -> Self {
                Self::start(profile, namespace, header, length, entries.into_iter())
            }
        }
    )* };
}

writers! {
    ParameterValueStruct values "GetParameterValuesResponse";
    ParameterInfoStruct names "GetParameterNamesResponse";
}

impl<'a, T: Listed<'a>, I: Iterator<Item = T>> Iterator for ParameterWriter<'_, I> {
    type Item = Result<String, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let piece = self.piece();
        self.done |= piece.is_err();
        Some(piece)
    }
}
