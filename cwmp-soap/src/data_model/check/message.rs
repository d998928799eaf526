//! Checks of whole messages against an [`Index`].

use super::{Finding, FindingKind};
use crate::data_model::index::{Entry, Index};
use crate::data_model::vocabulary::Access;
use crate::envelope::{Body, Envelope};
use crate::rpc::{ParameterInfoStruct, ParameterValueStruct, Rpc};
use crate::value::ValueType;
use alloc::boxed::Box;
use alloc::vec::Vec;

impl Index<'_> {
    /// Checks every name and value that a message carries; messages about other things have no findings.
    ///
    /// ```
    /// use cwmp_soap::data_model::{DataModel, Index};
    /// use cwmp_soap::rpc::{ParameterValueStruct, SetParameterValues};
    /// use cwmp_soap::value::Value;
    /// use cwmp_soap::{CwmpNamespace, Envelope};
    ///
    /// let xml = br#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:a">
    ///   <model name="A:1.0"><object name="A." access="readOnly" minEntries="1" maxEntries="1">
    ///     <parameter name="UpTime" access="readOnly"><syntax><unsignedInt/></syntax></parameter>
    ///   </object></model></dm:document>"#;
    /// let model = DataModel::from_xml(xml)?;
    /// let list = vec![ParameterValueStruct::new("A.UpTime", Value::unsigned_int(7))];
    /// let request = Envelope::new(CwmpNamespace::Cwmp12, SetParameterValues::new(list, "key"));
    /// let findings = Index::new(&model).check_message(&request);
    /// assert_eq!(findings[0].kind.fault_code(), Some(9008));
    /// # Ok::<(), mgmt_wire::Error<cwmp_soap::data_model::ErrorKind>>(())
    /// ```
    #[must_use]
    pub fn check_message(&self, envelope: &Envelope<'_>) -> Vec<Finding> {
        match &envelope.body {
            Body::Rpc(rpc) => self.check_rpc(rpc),
            Body::Empty | Body::Fault(_) => Vec::new(),
        }
    }

    /// Checks every name and value that an RPC carries.
    #[must_use]
    pub fn check_rpc(&self, rpc: &Rpc<'_>) -> Vec<Finding> {
        let get = |names: &[alloc::borrow::Cow<'_, str>]| {
            names.iter().flat_map(|name| self.check_get(name)).collect()
        };
        let report = |list: &[ParameterValueStruct<'_>]| {
            list.iter().flat_map(|item| self.check_reported(item)).collect()
        };
        match rpc {
            Rpc::GetParameterValues(rpc) => get(&rpc.parameter_names),
            Rpc::GetParameterAttributes(rpc) => get(&rpc.parameter_names),
            Rpc::GetParameterNames(rpc) => self.check_get(&rpc.parameter_path),
            Rpc::GetParameterNamesResponse(rpc) => {
                rpc.parameter_list.iter().flat_map(|item| self.check_info(item)).collect()
            }
            Rpc::GetParameterAttributesResponse(rpc) => {
                rpc.parameter_list.iter().flat_map(|item| self.check_get(&item.name)).collect()
            }
            Rpc::GetParameterValuesResponse(rpc) => report(&rpc.parameter_list),
            Rpc::Inform(rpc) => report(&rpc.parameter_list),
            Rpc::SetParameterValues(rpc) => rpc
                .parameter_list
                .iter()
                .flat_map(|item| self.check_set(&item.name, &item.value.text, type_name(item)))
                .collect(),
            Rpc::SetParameterAttributes(rpc) => rpc
                .parameter_list
                .iter()
                .flat_map(|item| {
                    if item.notification_change.get() {
                        self.check_notification(&item.name, i64::from(item.notification.0))
                    } else {
                        self.check_get(&item.name)
                    }
                })
                .collect(),
            Rpc::AddObject(rpc) => self.check_add(&rpc.object_name),
            Rpc::DeleteObject(rpc) => self.check_delete(&rpc.object_name),
            _ => Vec::new(),
        }
    }

    fn check_reported(&self, item: &ParameterValueStruct<'_>) -> Vec<Finding> {
        if item.value.value_type == ValueType::Missing {
            return self.check_get(&item.name);
        }
        self.check_value(&item.name, &item.value.text, type_name(item))
    }

    /// A name and whether it is writable, as a device lists them.
    fn check_info(&self, item: &ParameterInfoStruct<'_>) -> Vec<Finding> {
        let mut findings = self.check_get(&item.name);
        let access = match self.find(&item.name) {
            Some(Entry::Parameter(_, parameter)) => parameter.access,
            // Rows: whether they can be deleted; tables: whether rows can be added.
            Some(Entry::Object(object) | Entry::Table(object)) => object.access,
            None => return findings,
        };
        let agrees = match access {
            Access::ReadOnly => !item.writable.get(),
            Access::ReadWrite => item.writable.get(),
            // Once written it is read-only.
            Access::WriteOnceReadOnly => true,
        };
        if !agrees {
            findings.push(Finding { kind: FindingKind::OtherAccess, path: Box::from(&*item.name) });
        }
        findings
    }
}

/// The type a value claims, if it claims one.
fn type_name<'v>(item: &'v ParameterValueStruct<'_>) -> Option<&'v str> {
    let raw = &*item.value.raw_type;
    if raw.is_empty() { item.value.value_type.name() } else { Some(raw) }
}
