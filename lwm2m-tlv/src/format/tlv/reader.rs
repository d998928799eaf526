//! Entries, one after the other, without allocation.

use super::MAX_LENGTH;
use crate::error::ErrorKind;
use core::iter::FusedIterator;
use mgmt_wire::Located;
use nom::number::streaming::{be_u8, be_u16, be_u24};
use nom::{Err, IResult, Needed};

/// What an entry is (bits 7 and 6 of its first byte).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// Holds resources and multiple resources.
    ObjectInstance,
    /// A value of a multiple resource.
    ResourceInstance,
    /// Holds resource instances.
    MultipleResource,
    /// A value.
    Resource,
}

impl EntryKind {
    const fn from_bits(head: u8) -> EntryKind {
        match head >> 6 {
            0 => EntryKind::ObjectInstance,
            1 => EntryKind::ResourceInstance,
            2 => EntryKind::MultipleResource,
            _ => EntryKind::Resource,
        }
    }

    const fn bits(self) -> u8 {
        match self {
            EntryKind::ObjectInstance => 0x00,
            EntryKind::ResourceInstance => 0x40,
            EntryKind::MultipleResource => 0x80,
            EntryKind::Resource => 0xc0,
        }
    }

    /// Whether entries of this kind hold entries instead of a value.
    #[must_use]
    pub const fn is_container(self) -> bool {
        matches!(self, EntryKind::ObjectInstance | EntryKind::MultipleResource)
    }
}

/// One entry: what it is, its identifier, its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What the entry is.
    pub kind: EntryKind,
    /// Identifier of the object instance, resource or resource instance.
    pub id: u16,
    /// The bytes of the value, or of the entries inside.
    pub value: &'a [u8],
    /// Byte offset of the entry in the payload.
    pub offset: usize,
    /// Bytes of the header in front of the value.
    pub header_len: usize,
}

impl<'a> Entry<'a> {
    /// Byte offset of the value in the payload.
    #[must_use]
    pub const fn value_offset(&self) -> usize {
        self.offset + self.header_len
    }

    /// The entries inside an object instance or multiple resource; none inside a value.
    ///
    /// The reader refuses entries that may not stand there, so the depth is at most three.
    #[must_use]
    pub const fn entries(&self) -> Reader<'a> {
        let (input, place) = match self.kind {
            EntryKind::ObjectInstance => (self.value, Place::ObjectInstance),
            EntryKind::MultipleResource => (self.value, Place::MultipleResource),
            EntryKind::Resource | EntryKind::ResourceInstance => (&[] as &[u8], Place::Top),
        };
        Reader { rest: input, end: self.value_offset() + input.len(), place }
    }
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Top,
    ObjectInstance,
    MultipleResource,
}

impl Place {
    /// Whether entries of a kind may stand here.
    #[inline(always)]
    const fn holds(self, kind: EntryKind) -> bool {
        match self {
            Place::Top => true,
            Place::ObjectInstance => matches!(kind, EntryKind::Resource | EntryKind::MultipleResource),
            Place::MultipleResource => matches!(kind, EntryKind::ResourceInstance),
        }
    }
}

/// Walks over the entries of a payload, or of one entry.
///
/// Yields each entry, or one error and then nothing. An entry that is cut off is an error, never left out.
///
/// ```
/// use lwm2m_tlv::format::tlv::{EntryKind, Reader};
///
/// let payload = [0x86, 6, 0x41, 0, 1, 0x41, 1, 5, 0xc1, 9, 100];
/// let mut entries = Reader::new(&payload);
/// let sources = entries.next().unwrap()?;
/// assert_eq!((sources.kind, sources.id), (EntryKind::MultipleResource, 6));
/// let values: Result<Vec<_>, _> = sources.entries().map(|entry| entry?.as_i64()).collect();
/// assert_eq!(values?, [1, 5]);
/// assert_eq!(entries.next().unwrap()?.value, [100]);
/// assert!(entries.next().is_none());
/// # Ok::<(), lwm2m_tlv::Located<lwm2m_tlv::ErrorKind>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    /// Byte offset in the payload where `rest` ends.
    end: usize,
    place: Place,
}

impl<'a> Reader<'a> {
    /// Reads a payload; every kind of entry may stand at its top.
    #[must_use]
    pub const fn new(payload: &'a [u8]) -> Self {
        Reader { rest: payload, end: payload.len(), place: Place::Top }
    }

    /// Reads the resources and multiple resources of an instance, which stand at `offset`.
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub(super) const fn of_resources(bytes: &'a [u8], offset: usize) -> Self {
        Reader { rest: bytes, end: offset + bytes.len(), place: Place::ObjectInstance }
    }

    /// Reads the instances of a resource, which stand at `offset`.
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub(super) const fn of_resource_instances(bytes: &'a [u8], offset: usize) -> Self {
        Reader { rest: bytes, end: offset + bytes.len(), place: Place::MultipleResource }
    }

    /// Byte offset of the next entry in the payload.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.end - self.rest.len()
    }

    /// The next entry; `None` at the end and, with nothing taken, before a mistake, which [`next`](Self::next) then
    /// tells. Like this an entry stays in registers; as one side of a `Result` it goes through memory, which
    /// takes longer than all of decoding.
    #[inline(always)]
    pub(super) fn step(&mut self) -> Option<Entry<'a>> {
        let (rest, entry) = match *self.rest {
            // Nearly every header: an identifier of one byte, and a length in the first byte or of one more.
            [head, id, ref rest @ ..] if head & 0x38 == 0 => {
                let (value, rest) = rest.split_at_checked(usize::from(head & 7))?;
                let kind = EntryKind::from_bits(head);
                (rest, Entry { kind, id: u16::from(id), value, offset: self.offset(), header_len: 2 })
            }
            [head, id, length, ref rest @ ..] if head & 0x38 == 0x08 => {
                let (value, rest) = rest.split_at_checked(usize::from(length))?;
                let kind = EntryKind::from_bits(head);
                (rest, Entry { kind, id: u16::from(id), value, offset: self.offset(), header_len: 3 })
            }
            _ => entry(self.rest, self.offset()).ok()?,
        };
        if !self.place.holds(entry.kind) {
            return None;
        }
        self.rest = rest;
        Some(entry)
    }

    /// The same where only entries of one kind may stand.
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub(super) fn step_over(&mut self, kind: EntryKind) -> Option<Entry<'a>> {
        let mut next = self.clone();
        let entry = next.step().filter(|entry| entry.kind == kind)?;
        *self = next;
        Some(entry)
    }

    /// Whether nothing is left.
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub(super) const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether a whole entry is next, of whichever kind.
    #[cfg(feature = "alloc")]
    pub(super) fn is_entry(&self) -> bool {
        entry(self.rest, self.offset()).is_ok()
    }

    /// The entry that [`step`](Self::step) does not give, or why it does not; then nothing more comes.
    #[cold]
    fn mistake(&mut self) -> Result<Entry<'a>, Located<ErrorKind>> {
        let offset = self.offset();
        let result = self.read().map_err(|kind| Located::new(kind, offset));
        self.rest = &[];
        result
    }

    fn read(&mut self) -> Result<Entry<'a>, ErrorKind> {
        let (rest, entry) = entry(self.rest, self.offset()).map_err(|error| match error {
            Err::Incomplete(Needed::Size(needed)) => ErrorKind::Truncated(needed.get()),
            Err::Incomplete(Needed::Unknown) | Err::Error(()) | Err::Failure(()) => ErrorKind::Truncated(1),
        })?;
        if !self.place.holds(entry.kind) {
            return Err(ErrorKind::Structure(match (self.place, entry.kind) {
                (Place::ObjectInstance, EntryKind::ObjectInstance) => {
                    "object instance inside object instance"
                }
                (Place::ObjectInstance, _) => "resource instance inside object instance",
                (_, EntryKind::Resource) => "resource inside multiple resource",
                (_, EntryKind::ObjectInstance) => "object instance inside multiple resource",
                (_, _) => "multiple resource inside multiple resource",
            }));
        }
        self.rest = rest;
        Ok(entry)
    }
}

#[inline(always)]
fn entry(input: &[u8], offset: usize) -> IResult<&[u8], Entry<'_>, ()> {
    let (rest, head) = be_u8(input)?;
    let (rest, id) = if head & 0x20 == 0 {
        let (rest, id) = be_u8(rest)?;
        (rest, u16::from(id))
    } else {
        be_u16(rest)?
    };
    // Tests one after the other: a jump through a table is foreseen less often, which costs more than all the rest.
    let (rest, length) = if head & 0x18 == 0 {
        (rest, u32::from(head & 7))
    } else if head & 0x18 == 0x08 {
        let (rest, length) = be_u8(rest)?;
        (rest, u32::from(length))
    } else {
        long_length(head, rest)?
    };
    let header_len = input.len() - rest.len();
    // Not nom's `take`: it leaves a call to a panic that the compiler cannot rule out.
    let length = length as usize;
    let Some((value, rest)) = rest.split_at_checked(length) else {
        return Err(Err::Incomplete(Needed::new(length.saturating_sub(rest.len()))));
    };
    Ok((rest, Entry { kind: EntryKind::from_bits(head), id, value, offset, header_len }))
}

/// A length of two or three bytes.
#[inline(never)]
fn long_length(head: u8, input: &[u8]) -> IResult<&[u8], u32, ()> {
    if head & 0x18 == 0x10 {
        let (rest, length) = be_u16(input)?;
        Ok((rest, u32::from(length)))
    } else {
        be_u24(input)
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Result<Entry<'a>, Located<ErrorKind>>;

    // Inlined so that an entry stays in registers: the walk costs a few nanoseconds per entry, a move more.
    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        match self.step() {
            Some(entry) => Some(Ok(entry)),
            None if self.rest.is_empty() => None,
            None => Some(self.mistake()),
        }
    }
}

impl FusedIterator for Reader<'_> {}

/// The header of an entry, for writing: shortest forms of identifier and length. It needs no allocator.
///
/// ```
/// use lwm2m_tlv::format::tlv::{EntryKind, Header};
///
/// let mut payload = [0; 8];
/// let (id, value) = (9, [100]);
/// let header = Header::new(EntryKind::Resource, id, value.len())?;
/// let (at, rest) = payload.split_at_mut(header.as_bytes().len());
/// at.copy_from_slice(header.as_bytes());
/// rest[..value.len()].copy_from_slice(&value);
/// assert_eq!(payload[..3], [0xc1, 9, 100]);
/// # Ok::<(), lwm2m_tlv::ErrorKind>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    bytes: [u8; 6],
    len: u8,
}

impl Header {
    /// The header of an entry with `length` bytes.
    ///
    /// # Errors
    /// [`ErrorKind::ValueTooLong`] from 2^24 bytes on.
    pub fn new(kind: EntryKind, id: u16, length: usize) -> Result<Header, ErrorKind> {
        if length > MAX_LENGTH {
            return Err(ErrorKind::ValueTooLong);
        }
        let [_, _, _, _, _, l2, l1, l0] = (length as u64).to_be_bytes();
        let [i1, i0] = id.to_be_bytes();
        let (wide, length_bits) = match (i1, l2, l1, l0) {
            (_, 0, 0, 0..=7) => (i1 != 0, l0),
            (_, 0, 0, _) => (i1 != 0, 0x08),
            (_, 0, _, _) => (i1 != 0, 0x10),
            _ => (i1 != 0, 0x18),
        };
        let head = kind.bits() | length_bits | if wide { 0x20 } else { 0 };
        let (bytes, len) = match (wide, length_bits & 0x18) {
            (false, 0) => ([head, i0, 0, 0, 0, 0], 2),
            (false, 0x08) => ([head, i0, l0, 0, 0, 0], 3),
            (false, 0x10) => ([head, i0, l1, l0, 0, 0], 4),
            (false, _) => ([head, i0, l2, l1, l0, 0], 5),
            (true, 0) => ([head, i1, i0, 0, 0, 0], 3),
            (true, 0x08) => ([head, i1, i0, l0, 0, 0], 4),
            (true, 0x10) => ([head, i1, i0, l1, l0, 0], 5),
            (true, _) => ([head, i1, i0, l2, l1, l0], 6),
        };
        Ok(Header { bytes, len })
    }

    /// The bytes: two to six.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or(&self.bytes)
    }
}
