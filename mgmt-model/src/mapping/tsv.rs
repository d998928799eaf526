//! Tables of tab-separated text: a header line, then one row per line.

use super::{Builder, CustomAttribute, CustomBinding, CustomResource};
use crate::{Error, ErrorKind};
use alloc::vec::Vec;

/// The cells of each row after the header.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).filter(|line| !line.is_empty()).map(|line| line.split('\t').collect())
}

/// The texts of the tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tables<'a> {
    /// Types of resources.
    pub resources: &'a str,
    /// Their attributes.
    pub attributes: &'a str,
    /// Attributes of all: `attribute`, `short`, `data_type`.
    pub common: &'a str,
    /// `enumeration`, `value`, `name`.
    pub enumerations: &'a str,
    /// Rows.
    pub mapping: &'a str,
}

impl Tables<'_> {
    /// Adds all rows to a builder.
    ///
    /// # Errors
    ///
    /// `InvalidValue` for the number of an enumeration that is none.
    pub fn add_to(&self, builder: &mut Builder) -> Result<(), Error> {
        for row in rows(self.resources) {
            builder.resource(CustomResource::from_cells(row));
        }
        for row in rows(self.attributes) {
            builder.attribute(CustomAttribute::from_cells(row));
        }
        for row in rows(self.common) {
            builder.common_attribute(CustomAttribute::from_cells(core::iter::once("").chain(row)));
        }
        for (number, row) in rows(self.enumerations).enumerate() {
            let [enumeration, value, name] = row[..] else {
                return Err(
                    Error::new(ErrorKind::Missing("cell")).in_path(alloc::format!("enums[{}]", number + 1))
                );
            };
            let value = value.parse().map_err(|_| Error::new(ErrorKind::InvalidValue("number")))?;
            builder.value(enumeration, value, name);
        }
        for row in rows(self.mapping) {
            builder.bind(CustomBinding::from_cells(row));
        }
        Ok(())
    }
}
