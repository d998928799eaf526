use crate::envelope::encoder::Encoder;
use mgmt_wire::xml::RawElement;

/// Elements of a record that the schema does not have, as they were written.
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

    pub(crate) fn encode(&self, encoder: &mut Encoder<'_>) {
        for element in self.iter() {
            encoder.raw(element);
        }
    }
}

/// Each element as its XML text.
#[cfg(feature = "serde")]
impl serde::Serialize for Extensions<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(RawElement::as_str))
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
