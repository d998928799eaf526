//! Checks of whole messages.

use super::{Finding, FindingKind, Use};
use crate::data_model::definitions::{Definitions, Found};
use crate::data_model::vocabulary::Access;
use crate::envelope::{Body, Envelope, Fault, SetParameterValuesFault};
use crate::rpc::{ParameterInfoStruct, ParameterValueStruct, Rpc};
use crate::value::ValueType;
use alloc::boxed::Box;
use alloc::string::ToString;
use alloc::vec::Vec;

impl Definitions<'_> {
    pub(super) fn check_message(self, envelope: &Envelope<'_>) -> Vec<Finding> {
        match &envelope.body {
            Body::Rpc(rpc) => self.check_rpc(rpc),
            Body::Empty | Body::Fault(_) => Vec::new(),
        }
    }

    pub(super) fn refusal(self, request: &Rpc<'_>) -> Option<Fault<'static>> {
        if request.is_response() || matches!(request, Rpc::Inform(_)) {
            return None;
        }
        let findings = self.check_rpc(request);
        let mut refused = findings.iter().filter_map(|finding| Some((finding, finding.kind.fault_code()?)));
        if !matches!(request, Rpc::SetParameterValues(_)) {
            return refused.next().map(|(_, code)| Fault::new(code));
        }
        // Findings stand parameter by parameter; the first one of each decides.
        let mut faults: Vec<SetParameterValuesFault<'static>> = Vec::new();
        for (finding, code) in refused {
            if faults.last().is_none_or(|last| last.parameter_name != *finding.path) {
                let fault = SetParameterValuesFault::new(finding.path.to_string(), code);
                faults.push(fault.with_fault_string(finding.kind.to_string()));
            }
        }
        (!faults.is_empty()).then(|| Fault::of_parameters(faults))
    }

    pub(super) fn check_rpc(self, rpc: &Rpc<'_>) -> Vec<Finding> {
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
                .flat_map(|item| {
                    self.check_parameter(&item.name, &item.value.text, type_name(item), Use::Write)
                })
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

    fn check_reported(self, item: &ParameterValueStruct<'_>) -> Vec<Finding> {
        if item.value.value_type == ValueType::Missing {
            return self.check_get(&item.name);
        }
        self.check_parameter(&item.name, &item.value.text, type_name(item), Use::Read)
    }

    /// A name and whether it is writable, as a device lists them.
    fn check_info(self, item: &ParameterInfoStruct<'_>) -> Vec<Finding> {
        let mut findings = self.check_get(&item.name);
        let access = match self.find(&item.name) {
            Some(Found::Parameter(parameter)) => parameter.access(),
            // Rows: whether they can be deleted; tables: whether rows can be added.
            Some(Found::Object(object) | Found::Table(object)) => object.access(),
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
