//! Deployment units: operations, results, and the three forms they have in the field.
//!
//! | form | who |
//! |---|---|
//! | `<Operations xsi:type="cwmp:InstallOpStruct">…`, `<Results>…`, once each | the schema |
//! | one `<Operations>` or `<Results>` around elements named after the types | RDK, cwmp_ex, icwmp |
//! | the same with `arrayType` on the outer element | RDK |
//!
//! All are read; the first is written unless a [`Profile`](crate::envelope::Profile) asks for the second.

use super::Extensions;
use super::facet::{ANY, DU_FAULT_CODE, DU_STATE, DU_URL, Declared, STRING, UUID, text};
use super::field::{Field, Item};
use super::table::{Record, record, structs};
use crate::envelope::RawElement;
use crate::envelope::decoder::{Decoder, ItemType, Row, item_type};
use crate::envelope::encoder::Encoder;
use crate::error::{Error, WarningKind};
use crate::value::{Boolean, DateTime, FaultCode, Secret};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use mgmt_wire::Limit;

record! {
    /// Install a deployment unit.
    InstallOpStruct {
        /// Where it is; at most 1024 characters.
        url: "URL" Cow<'a, str> [DU_URL], new;
        /// The UUID it gets.
        uuid: "UUID" Option<Cow<'a, str>> [UUID], with_uuid(Cow<'a, str>);
        /// User name for the server.
        username: "Username" Option<Secret<'a>> [text(256)], with_username(Secret<'a>);
        /// Password for the server.
        password: "Password" Option<Secret<'a>> [text(256)], with_password(Secret<'a>);
        /// The execution environment it goes to.
        execution_env_ref: "ExecutionEnvRef" Option<Cow<'a, str>> [text(256)], with_execution_env_ref(Cow<'a, str>);
    }

    /// Update a deployment unit, or all when neither UUID nor URL is given.
    UpdateOpStruct {
        /// Which one.
        uuid: "UUID" Option<Cow<'a, str>> [UUID], with_uuid(Cow<'a, str>);
        /// Which of several installed versions.
        version: "Version" Option<Cow<'a, str>> [text(32)], with_version(Cow<'a, str>);
        /// Where the update is; at most 1024 characters.
        url: "URL" Option<Cow<'a, str>> [DU_URL], with_url(Cow<'a, str>);
        /// User name for the server.
        username: "Username" Option<Secret<'a>> [text(256)], with_username(Secret<'a>);
        /// Password for the server.
        password: "Password" Option<Secret<'a>> [text(256)], with_password(Secret<'a>);
    }

    /// Remove a deployment unit.
    UninstallOpStruct {
        /// Which one.
        uuid: "UUID" Cow<'a, str> [UUID], new;
        /// Which of several installed versions; all when not given.
        version: "Version" Option<Cow<'a, str>> [text(32)], with_version(Cow<'a, str>);
        /// The execution environment it is removed from.
        execution_env_ref: "ExecutionEnvRef" Option<Cow<'a, str>> [text(256)], with_execution_env_ref(Cow<'a, str>);
    }

    /// What became of an operation.
    DeploymentUnitFaultStruct {
        /// 0 for success.
        fault_code: "FaultCode" FaultCode [DU_FAULT_CODE], new;
        /// Text for people.
        fault_string: "FaultString" Option<Cow<'a, str>> [STRING], with_fault_string(Cow<'a, str>);
    }

    /// The result of an operation that the ACS asked for.
    OpResultStruct {
        /// The unit.
        uuid: "UUID" Cow<'a, str> [UUID], new;
        /// Path of the unit in the data model; several separated by commas.
        deployment_unit_ref: "DeploymentUnitRef" Cow<'a, str> [STRING], new;
        /// Its version; at most 32 characters.
        version: "Version" Cow<'a, str> [text(32)], new;
        /// `Installed`, `Uninstalled` or `Failed`.
        current_state: "CurrentState" Cow<'a, str> [DU_STATE], new;
        /// Whether all its dependencies are there.
        resolved: "Resolved" Boolean [ANY], new;
        /// Paths of the execution units, separated by commas.
        execution_unit_ref_list: "ExecutionUnitRefList" Cow<'a, str> [STRING], with_execution_unit_ref_list;
        /// When the operation began, or Unknown Time.
        start_time: "StartTime" DateTime [ANY], with_start_time;
        /// When it ended, or Unknown Time.
        complete_time: "CompleteTime" DateTime [ANY], with_complete_time;
        /// What became of it.
        fault: "Fault" DeploymentUnitFaultStruct<'a> [ANY], with_fault;
    }

    /// The result of an operation that the ACS did not ask for.
    AutonOpResultStruct {
        /// The unit.
        uuid: "UUID" Cow<'a, str> [UUID], new;
        /// Path of the unit in the data model; several separated by commas.
        deployment_unit_ref: "DeploymentUnitRef" Cow<'a, str> [STRING], new;
        /// Its version; at most 32 characters.
        version: "Version" Cow<'a, str> [text(32)], new;
        /// `Installed`, `Uninstalled` or `Failed`.
        current_state: "CurrentState" Cow<'a, str> [DU_STATE], new;
        /// Whether all its dependencies are there.
        resolved: "Resolved" Boolean [ANY], new;
        /// Paths of the execution units, separated by commas.
        execution_unit_ref_list: "ExecutionUnitRefList" Cow<'a, str> [STRING], with_execution_unit_ref_list;
        /// When the operation began, or Unknown Time.
        start_time: "StartTime" DateTime [ANY], with_start_time;
        /// When it ended, or Unknown Time.
        complete_time: "CompleteTime" DateTime [ANY], with_complete_time;
        /// What became of it.
        fault: "Fault" DeploymentUnitFaultStruct<'a> [ANY], with_fault;
        /// `Install`, `Update`, `Uninstall` or a vendor's operation.
        operation_performed: "OperationPerformed" Cow<'a, str> [ANY.cwmp("DeploymentUnitOperationType")], new;
    }
}

structs! { InstallOpStruct UpdateOpStruct UninstallOpStruct }

/// One operation of a `ChangeDUState`. Their order is kept, since results follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Operation<'a> {
    /// Install.
    #[cfg_attr(feature = "serde", serde(rename = "InstallOpStruct"))]
    Install(InstallOpStruct<'a>),
    /// Update.
    #[cfg_attr(feature = "serde", serde(rename = "UpdateOpStruct"))]
    Update(UpdateOpStruct<'a>),
    /// Uninstall.
    #[cfg_attr(feature = "serde", serde(rename = "UninstallOpStruct"))]
    Uninstall(UninstallOpStruct<'a>),
    /// An operation of another type, as it was written.
    Other(
        #[cfg_attr(
            feature = "serde",
            serde(
                serialize_with = "super::serialize_raw_element",
                deserialize_with = "super::deserialize::deserialize_raw_element"
            )
        )]
        RawElement<'a>,
    ),
}

impl<'a> Operation<'a> {
    /// Reads the content of an element whose type has that name; `None` when no operation has it.
    fn of_type(name: &str, decoder: &mut Decoder<'a, '_>) -> Result<Option<Self>, Error> {
        Ok(Some(match name {
            "InstallOpStruct" => Operation::Install(InstallOpStruct::decode_content(decoder)?),
            "UpdateOpStruct" => Operation::Update(UpdateOpStruct::decode_content(decoder)?),
            "UninstallOpStruct" => Operation::Uninstall(UninstallOpStruct::decode_content(decoder)?),
            _ => return Ok(None),
        }))
    }

    fn type_name(&self) -> Option<&'static str> {
        match self {
            Operation::Install(_) => Some(InstallOpStruct::NAME),
            Operation::Update(_) => Some(UpdateOpStruct::NAME),
            Operation::Uninstall(_) => Some(UninstallOpStruct::NAME),
            Operation::Other(_) => None,
        }
    }

    fn encode_content(&self, encoder: &mut Encoder<'_>) {
        match self {
            Operation::Install(operation) => operation.encode_content(encoder),
            Operation::Update(operation) => operation.encode_content(encoder),
            Operation::Uninstall(operation) => operation.encode_content(encoder),
            Operation::Other(raw) => encoder.raw(raw),
        }
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Operation<'static> {
        match self {
            Operation::Install(operation) => Operation::Install(operation.into_owned()),
            Operation::Update(operation) => Operation::Update(operation.into_owned()),
            Operation::Uninstall(operation) => Operation::Uninstall(operation.into_owned()),
            Operation::Other(raw) => Operation::Other(raw.into_owned()),
        }
    }
}

impl<'a> Field<'a> for Operation<'a> {
    type Owned = Operation<'static>;

    /// Operations stand side by side: [`Item::decode_repeated`] reads them.
    fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        let mut operations = Vec::new();
        Self::decode_repeated(&mut operations, decoder, row)?;
        let first = operations.into_iter().next();
        first.ok_or_else(|| decoder.error(crate::ErrorKind::Missing("xsi:type")))
    }

    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.missing(row).map(|()| Operation::Update(UpdateOpStruct::new()))
    }

    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
        if let Operation::Other(raw) = self
            && raw.local_name() == row.element
        {
            encoder.raw(raw);
            return;
        }
        encoder.start(row);
        if let Some(name) = self.type_name() {
            encoder.cwmp_type(name);
        }
        self.encode_content(encoder);
        encoder.end();
    }

    fn into_owned(self) -> Operation<'static> {
        self.into_owned()
    }
}

impl<'a> Item<'a> for Operation<'a> {
    const ITEM: ItemType = item_type!("Operations", "OperationStruct", Cwmp, Items);
    const REPEATED: bool = true;

    fn decode_repeated(
        operations: &mut Vec<Self>,
        decoder: &mut Decoder<'a, '_>,
        _row: &Row,
    ) -> Result<(), Error> {
        if let Some(name) = decoder.struct_type()? {
            let operation = match Operation::of_type(&name, decoder)? {
                Some(operation) => operation,
                None => Operation::Other(decoder.unknown()?),
            };
            operations.push(operation);
            return Ok(());
        }
        let before = operations.len();
        while let Some(local) = decoder.child()? {
            decoder.within(Limit::Items, operations.len())?;
            let name = match local {
                "InstallOpStruct" => InstallOpStruct::NAME,
                "UpdateOpStruct" => UpdateOpStruct::NAME,
                "UninstallOpStruct" => UninstallOpStruct::NAME,
                _ => {
                    operations.push(Operation::Other(decoder.unknown()?));
                    continue;
                }
            };
            decoder.deviation(WarningKind::NestedStruct(name))?;
            operations.extend(Operation::of_type(name, decoder)?);
        }
        if operations.len() == before { decoder.deviation(WarningKind::MissingType) } else { Ok(()) }
    }

    fn encode_repeated(operations: &[Self], encoder: &mut Encoder<'_>, row: &Row) {
        if !encoder.nests_du() {
            operations.iter().for_each(|operation| operation.encode(encoder, row));
            return;
        }
        encoder.start(row);
        for operation in operations {
            match operation.type_name() {
                Some(name) => {
                    encoder.writer.start_known(name);
                    operation.encode_content(encoder);
                    encoder.end();
                }
                None => operation.encode_content(encoder),
            }
        }
        encoder.end();
    }
}

/// The results: fields right inside `Results`, or records inside.
macro_rules! results {
    ($($name:ident)*) => { $(
        structs! { $name }

        impl<'a> Item<'a> for $name<'a> {
            const ITEM: ItemType = item_type!(stringify!($name), Cwmp, Items);
            const REPEATED: bool = true;

            fn decode_repeated(
                results: &mut Vec<Self>,
                decoder: &mut Decoder<'a, '_>,
                row: &Row,
            ) -> Result<(), Error> {
                decoder.leaf_attributes(Declared::Cwmp(Self::NAME))?;
                let mut first = true;
                while let Some(local) = decoder.child()? {
                    if first && !matches!(local, "OpResultStruct" | "AutonOpResultStruct") {
                        decoder.push_back(local);
                        results.push(Self::decode_content(decoder)?);
                        return Ok(());
                    }
                    first = false;
                    decoder.within(Limit::Items, results.len())?;
                    decoder.deviation(WarningKind::NestedStruct(Self::NAME))?;
                    results.push(Self::decode(decoder, row)?);
                }
                if first {
                    decoder.deviation(WarningKind::MissingElement("UUID"))?;
                }
                Ok(())
            }

            fn encode_repeated(results: &[Self], encoder: &mut Encoder<'_>, row: &Row) {
                if !encoder.nests_du() {
                    results.iter().for_each(|result| result.encode(encoder, row));
                    return;
                }
                encoder.start_array(row, Self::ITEM, results.len());
                for result in results {
                    encoder.writer.start_known(Self::NAME);
                    result.encode_content(encoder);
                    encoder.end();
                }
                encoder.end();
            }
        }
    )* };
}

results! { OpResultStruct AutonOpResultStruct }

impl<'a> Field<'a> for DeploymentUnitFaultStruct<'a> {
    type Owned = DeploymentUnitFaultStruct<'static>;

    /// Some devices put the fields into a `FaultStruct` inside.
    fn decode(decoder: &mut Decoder<'a, '_>, _row: &Row) -> Result<Self, Error> {
        decoder.leaf_attributes(Declared::Cwmp(Self::NAME))?;
        match decoder.child()? {
            Some("FaultStruct") => {
                decoder.deviation(WarningKind::NestedStruct("FaultStruct"))?;
                let mut fault = Self::decode_content(decoder)?;
                while decoder.child()?.is_some() {
                    fault.extensions.push(decoder.unknown()?);
                }
                Ok(fault)
            }
            Some(local) => {
                decoder.push_back(local);
                Self::decode_content(decoder)
            }
            None => {
                decoder.deviation(WarningKind::MissingElement("FaultCode"))?;
                Ok(Self::default())
            }
        }
    }

    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.missing(row).map(|()| Self::default())
    }

    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
        encoder.start(row);
        self.encode_content(encoder);
        encoder.end();
    }

    fn into_owned(self) -> Self::Owned {
        self.into_owned()
    }
}

impl Default for InstallOpStruct<'_> {
    fn default() -> Self {
        InstallOpStruct::new("")
    }
}

impl Default for UninstallOpStruct<'_> {
    fn default() -> Self {
        UninstallOpStruct::new("")
    }
}

impl Default for DeploymentUnitFaultStruct<'_> {
    fn default() -> Self {
        DeploymentUnitFaultStruct::new(FaultCode::NONE)
    }
}

impl Default for OpResultStruct<'_> {
    fn default() -> Self {
        OpResultStruct::new("", "", "", "", false)
    }
}

impl Default for AutonOpResultStruct<'_> {
    fn default() -> Self {
        AutonOpResultStruct::new("", "", "", "", false, "")
    }
}
