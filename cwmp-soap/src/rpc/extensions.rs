use crate::envelope::encoder::Encoder;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{RawElement, Reader};

/// Elements of a record that the schema does not have, as they were written, and its [unreadable](Self::unreadable)
/// fields.
///
/// Most records have none, so that this takes one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::box_collection, reason = "one word instead of three in every record of a list of megabytes")]
pub struct Extensions<'a>(Option<Box<Vec<RawElement<'a>>>>);

impl<'a> Extensions<'a> {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The elements in document order.
    pub fn iter(&self) -> impl Iterator<Item = &RawElement<'a>> {
        self.0.iter().flat_map(|elements| elements.iter())
    }

    /// Adds one at the end.
    pub fn push(&mut self, element: RawElement<'a>) {
        self.0.get_or_insert_default().push(element);
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Extensions<'static> {
        Extensions(
            self.0.map(|elements| Box::new(elements.into_iter().map(RawElement::into_owned).collect())),
        )
    }

    /// The text of a field of the record that was no value of the field's type, such as `yes` for a boolean: that of
    /// the first element of the name here that has no prefix, attributes or children. `None` when the field was read.
    #[must_use]
    pub fn unreadable(&self, element: &str) -> Option<Cow<'_, str>> {
        let kept = self.iter().find(|kept| field_name(kept) == Some(element))?;
        let mut reader = Reader::new(kept.as_str(), &DecodeOptions::lenient(), &[]);
        reader.next_event().ok()?;
        reader.text_content().ok()?
    }

    /// Writes them, but for those that stand for one of the record's `fields`.
    #[inline]
    pub(crate) fn encode(&self, encoder: &mut Encoder<'_>, fields: &[&str]) {
        if !self.is_empty() {
            self.encode_some(encoder, fields);
        }
    }

    #[cold]
    fn encode_some(&self, encoder: &mut Encoder<'_>, fields: &[&str]) {
        let is_field = |kept: &RawElement<'_>| field_name(kept).is_some_and(|name| fields.contains(&name));
        self.iter().filter(|kept| !is_field(kept)).for_each(|kept| encoder.raw(kept));
    }
}

/// What stands in the start tag, which is the name in elements of fields: these have no attribute, nor a namespace.
fn field_name<'e>(element: &'e RawElement<'_>) -> Option<&'e str> {
    element.as_str().strip_prefix('<')?.split_once('>').map(|(name, _)| name)
}

/// Each element as its XML text.
#[cfg(feature = "serde")]
impl serde::Serialize for Extensions<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(RawElement::as_str))
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Extensions<'_> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let elements = super::deserialize::deserialize_raw(deserializer)?;
        Ok(Extensions(Some(elements).filter(|elements| !elements.is_empty()).map(Box::new)))
    }
}

#[cfg(feature = "serde")]
pub(crate) fn serialize_raw<S: serde::Serializer>(
    elements: &[RawElement<'_>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(elements.iter().map(RawElement::as_str))
}

#[cfg(feature = "serde")]
pub(crate) fn serialize_raw_element<S: serde::Serializer>(
    element: &RawElement<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(element.as_str())
}
