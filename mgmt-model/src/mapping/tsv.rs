//! Tables of tab-separated text.

use super::{Builder, CustomAttribute, CustomBinding, CustomResource};
use crate::{Error, ErrorKind};
use alloc::vec::Vec;

/// The cells of each row after the header.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).filter(|line| !line.is_empty()).map(|line| line.split('\t').collect())
}

/// Tables as tab-separated text: a line of headings, which is not looked at, then one row a line; empty lines count for
/// nothing. The columns are those of [`CustomResource`], [`CustomAttribute`] and [`CustomBinding`]; cells at the end may be
/// left out.
///
/// An object of one's own, in LwM2M and in TR-069, as a specialization of oneM2M:
///
/// ```
/// # #[cfg(feature = "lwm2m")] {
/// use lwm2m_tlv::{Node, Path};
/// use mgmt_model::mapping::{Builder, Tables};
/// use mgmt_model::onem2m::Resource;
/// use mgmt_model::{Mapping, Options, lwm2m, onem2m};
///
/// let tables = Tables {
///     resources: "resource\tshort\tdefinition\ttype\tinstances\n\
///                 waterMeter\tacme:waterMeter\t0\t13\tmultiple",
///     attributes: "resource\tattribute\tshort\ttype\tunit\n\
///                  waterMeter\ttotal\ttot\tunsignedInt\tl\n\
///                  waterMeter\tselfTest\tslt\taction",
///     mapping: "attribute\ttechnology\taddress\tnative\tuse\ttransform\n\
///               waterMeter.total\tlwm2m\t/26242/{i}/2\tint64\tr\tscale 1000\n\
///               waterMeter.total\ttr181\tDevice.X_ACME_Meter.{i}.Litres\tuint32\tr\n\
///               waterMeter.selfTest\tlwm2m\t/26242/{i}/4\tnone\tx",
///     ..Tables::default()
/// };
/// let mut builder = Builder::extend(Mapping::built_in());
/// tables.add_to(&mut builder)?;
/// let mapping = builder.build()?;
///
/// let options = Options::default().with_mapping(&mapping);
/// let payload = [Node::new(Path::resource(26242, 0, 2), 7_i64)];
/// let told = lwm2m::lift(&payload, &options);
/// let resources = onem2m::lower(&told, &options).output;
/// assert_eq!(resources[0].get("tot").and_then(|total| total.as_integer()), Some(7000));
/// # }
/// # Ok::<(), mgmt_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Tables<'a> {
    /// Types of resources: [`CustomResource::COLUMNS`].
    pub resources: &'a str,
    /// Their attributes: [`CustomAttribute::COLUMNS`].
    pub attributes: &'a str,
    /// Attributes of all: `attribute`, `short`, `data_type`.
    pub common: &'a str,
    /// `enumeration`, `value`, `name`.
    pub enumerations: &'a str,
    /// Rows: [`CustomBinding::COLUMNS`].
    pub mapping: &'a str,
}

impl Tables<'_> {
    /// Adds all rows to a builder.
    ///
    /// # Errors
    ///
    /// `InvalidValue` for the number of an enumeration that is none, `Missing` for a row of enumerations without three cells.
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
            let at = |kind| Error::new(kind).in_path(alloc::format!("enums[{}]", number + 1));
            let [enumeration, value, name] = row[..] else { return Err(at(ErrorKind::Missing("cell"))) };
            let value = value.parse().map_err(|_| at(ErrorKind::InvalidValue("number")))?;
            builder.value(enumeration, value, name);
        }
        for row in rows(self.mapping) {
            builder.bind(CustomBinding::from_cells(row));
        }
        Ok(())
    }
}
