//! Lists: their declared length and type, their items.

use super::{Decoder, Row};
use crate::envelope::namespace as ns;
use crate::error::{Error, ErrorKind, WarningKind};
use crate::rpc::facet::Facet;
use crate::value::trim;
use mgmt_wire::Limit;
use mgmt_wire::xml::Tag;

impl Decoder<'_, '_> {
    /// Checks the attributes of a list just opened; the number of items it declares, if it does so clearly.
    pub(crate) fn array(&mut self, row: &Row, item: ItemType) -> Result<Option<usize>, Error> {
        let mut declared = None;
        match self.reader.attributes() {
            [only] if only.name.namespace == ns::SOAP_ENC && only.name.local == "arrayType" => {
                declared = Some((only.value.clone(), only.offset));
            }
            [] => {}
            attributes => {
                let array_type = attributes.iter().find(|a| a.name.local == "arrayType");
                declared = array_type.map(|a| (a.value.clone(), a.offset));
                let misplaced = array_type.is_some_and(|a| a.name.namespace != ns::SOAP_ENC);
                self.check_attributes(row.facet.declared, true)?;
                if misplaced {
                    self.deviation(WarningKind::MissingArrayType)?;
                }
            }
        }
        let Some((text, offset)) = declared else {
            self.deviation(WarningKind::MissingArrayType)?;
            return Ok(None);
        };
        let Some((name, length)) = split_array_type(&text) else {
            self.deviation_at(WarningKind::ArrayType, offset)?;
            return Ok(None);
        };
        if !self.is_item_type(name, item) {
            self.deviation_at(WarningKind::ArrayType, offset)?;
        }
        if length.len() > 1 && length.starts_with('0') {
            self.deviation_at(WarningKind::PaddedArrayLength, offset)?;
        }
        // A number beyond the machine's is wrong like any other that does not fit the items.
        Ok(Some(length.parse().unwrap_or(usize::MAX)))
    }

    /// Prefixes differ between documents and some leave them out, so that the local name decides; but a prefix
    /// must be declared.
    fn is_item_type(&self, name: &str, item: ItemType) -> bool {
        match name.split_once(':') {
            None => name == item.name,
            Some((prefix, local)) => local == item.name && self.reader.resolve(prefix).is_some(),
        }
    }

    /// Compares the number of items with what was declared and with the schema's bounds.
    pub(crate) fn count(&mut self, row: &Row, declared: Option<usize>, items: usize) -> Result<(), Error> {
        if declared.is_some_and(|declared| declared != items) {
            self.deviation(WarningKind::ArrayLength(row.element))?;
        }
        let (least, most) = row.facet.items;
        if items < least || items > most {
            self.deviation(WarningKind::ItemCount(row.element))?;
        }
        Ok(())
    }

    /// Whether one more item is within the limit on lists.
    #[inline]
    pub(crate) fn within(&self, limit: Limit, items: usize) -> Result<(), Error> {
        if items < self.limits.get(limit) { Ok(()) } else { Err(self.error(ErrorKind::Limit(limit))) }
    }

    /// The start of an item under the name the list gives it.
    #[inline]
    pub(crate) fn item(&mut self, row: &Row, item: ItemType, local: &str) -> Result<(), Error> {
        if local == item.element && !self.qualified {
            return Ok(());
        }
        self.deviation(if local == item.element {
            WarningKind::QualifiedChild(item.element)
        } else {
            WarningKind::ItemName(row.element)
        })
    }
}

/// What a list's items are called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemType {
    /// The element of an item.
    pub(crate) element: &'static str,
    /// Its tags.
    pub(crate) tag: Tag<'static>,
    /// The local name of its type in `arrayType`.
    pub(crate) name: &'static str,
    /// `arrayType` up to the number of items, with the usual prefixes.
    pub(crate) array_type: &'static str,
    /// The namespace of that type.
    pub(crate) namespace: ItemNamespace,
    /// The bound on their number.
    pub(crate) limit: Limit,
}

impl ItemType {
    /// The row of an item of the list in `list`.
    pub(crate) const fn row(self, list: &Row) -> Row {
        let facet = match list.facet.item {
            Some(facet) => *facet,
            None => Facet::NONE,
        };
        Row { element: self.element, tag: self.tag, facet }
    }
}

/// Makes the type of a list's items from their name, which is that of their elements unless it is given apart.
macro_rules! item_type {
    ($name:expr, $namespace:ident, $limit:ident) => {
        $crate::envelope::decoder::item_type!($name, $name, $namespace, $limit)
    };
    ($element:expr, $name:expr, $namespace:ident, $limit:ident) => {{
        use $crate::envelope::decoder::item_prefix;
        use $crate::envelope::namespace::usual_prefix;
        $crate::envelope::decoder::ItemType {
            element: $element,
            tag: mgmt_wire::xml::Tag::new(concat!("<", $element, ">"), concat!("</", $element, ">")),
            name: $name,
            array_type: concat!(
                " ",
                usual_prefix!(soap_enc),
                ":arrayType=\"",
                item_prefix!($namespace),
                ":",
                $name,
                "["
            ),
            namespace: $crate::envelope::decoder::ItemNamespace::$namespace,
            limit: mgmt_wire::Limit::$limit,
        }
    }};
}
pub(crate) use item_type;

/// The usual prefix of an [`ItemNamespace`].
macro_rules! item_prefix {
    (Cwmp) => {
        usual_prefix!(cwmp)
    };
    (Xsd) => {
        usual_prefix!(xsd)
    };
    (SoapEnc) => {
        usual_prefix!(soap_enc)
    };
}
pub(crate) use item_prefix;

/// Where the type of a list's items comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemNamespace {
    Cwmp,
    Xsd,
    SoapEnc,
}

/// `QName[digits]` (SOAP 1.1, clause 5.4.2), one dimension.
fn split_array_type(text: &str) -> Option<(&str, &str)> {
    let (name, length) = trim(text).strip_suffix(']')?.split_once('[')?;
    let digits = !length.is_empty() && length.bytes().all(|b| b.is_ascii_digit());
    (digits && !name.is_empty()).then_some((name, length))
}
