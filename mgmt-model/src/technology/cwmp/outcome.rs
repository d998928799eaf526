//! RPCs that tell what became of an action.

use crate::lift::{Item, Mode, lift as lift_items};
use crate::mapping::{Key, Mapping, Technology};
use crate::{Instance, Loss, LossKind, Message, Reading, Value};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use cwmp_soap::Rpc;
use cwmp_soap::rpc;
use cwmp_soap::value::{DateTime, FaultCode};

/// Reads an outcome; false when the RPC is none. What no other technology tells is lost by its name, the codes of
/// devices among it.
pub(super) fn lift<'a>(rpc: &'a Rpc<'_>, mapping: &Mapping, message: &mut Message<'a>) -> bool {
    let mut lost = Lost { losses: Vec::new() };
    let items = match rpc {
        Rpc::TransferComplete(complete) => {
            let of = "TransferComplete";
            lost.text(of, "CommandKey", &complete.command_key);
            lost.fault(complete.fault_struct.fault_code);
            lost.times(of, complete.start_time, complete.complete_time);
            let code = Value::from(complete.fault_struct.fault_code.0);
            [Item::new(Technology::Cwmp, "TransferComplete.FaultStruct.FaultCode", code)].into()
        }
        Rpc::DownloadResponse(response) => {
            lost.times("DownloadResponse", response.start_time, response.complete_time);
            let status = Value::from(response.status.0);
            [Item::new(Technology::Cwmp, "DownloadResponse.Status", status)].into()
        }
        Rpc::DUStateChangeComplete(complete) => {
            let key = complete.command_key.as_deref().unwrap_or_default();
            lost.text("DUStateChangeComplete", "CommandKey", key);
            units(&complete.results, &mut lost)
        }
        Rpc::AutonomousTransferComplete(complete) => {
            lost.name("AutonomousTransferComplete".into());
            lost.fault(complete.fault_struct.fault_code);
            Vec::new()
        }
        Rpc::AutonomousDUStateChangeComplete(complete) => {
            lost.name("AutonomousDUStateChangeComplete".into());
            complete.results.iter().for_each(|result| lost.fault(result.fault.fault_code));
            Vec::new()
        }
        // Taken, and not in force yet.
        Rpc::SetParameterValuesResponse(response) if response.status.0 != 0 => {
            lost.name("SetParameterValuesResponse.Status".into());
            Vec::new()
        }
        Rpc::DeleteObjectResponse(response) if response.status.0 != 0 => {
            lost.name("DeleteObjectResponse.Status".into());
            Vec::new()
        }
        Rpc::UploadResponse(response) => {
            lost.times("UploadResponse", response.start_time, response.complete_time);
            if response.status.0 != 0 {
                lost.name("UploadResponse.Status".into());
            }
            Vec::new()
        }
        Rpc::KickedResponse(response) => {
            lost.text("KickedResponse", "NextURL", &response.next_url);
            Vec::new()
        }
        _ => return false,
    };
    let first = message.readings.len();
    lift_items(mapping, items, Mode::Read, message);
    if let Rpc::DUStateChangeComplete(complete) = rpc {
        by_uuid(&complete.results, message.readings.get_mut(first..).unwrap_or_default());
    }
    message.losses.append(&mut lost.losses);
    true
}

fn units<'a>(results: &'a [rpc::OpResultStruct<'_>], lost: &mut Lost) -> Vec<Item<'a>> {
    let mut all = Vec::with_capacity(results.len() * 3);
    for (number, result) in results.iter().enumerate() {
        let of = alloc::format!("DUStateChangeComplete.Results.{}", number + 1);
        let name = |field: &str| alloc::format!("{of}.{field}");
        all.push(Item::new(Technology::Cwmp, name("UUID"), &*result.uuid));
        all.push(Item::new(Technology::Cwmp, name("Version"), &*result.version));
        all.push(Item::new(Technology::Cwmp, name("CurrentState"), &*result.current_state));
        lost.text(&of, "DeploymentUnitRef", &result.deployment_unit_ref);
        lost.text(&of, "ExecutionUnitRefList", &result.execution_unit_ref_list);
        lost.times(&of, result.start_time, result.complete_time);
        lost.fault(result.fault.fault_code);
    }
    all
}

/// Results are numbered in the message only: the unit goes by its UUID, unless several results are of it.
fn by_uuid(results: &[rpc::OpResultStruct<'_>], readings: &mut [Reading<'_>]) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for result in results {
        *seen.entry(&result.uuid).or_default() += 1;
    }
    for reading in readings {
        let number = match reading.instance.keys() {
            [] => 0,
            [Key::Index(number), ..] => *number,
            _ => continue,
        };
        let result = usize::try_from(number).ok().and_then(|number| results.get(number));
        if let Some(result) =
            result.filter(|result| !result.uuid.is_empty() && seen.get(&*result.uuid) == Some(&1))
        {
            reading.instance = Instance::named(&*result.uuid);
        }
    }
}

/// What is said and has no place elsewhere.
struct Lost {
    losses: Vec<Loss>,
}

impl Lost {
    fn name(&mut self, name: String) {
        self.losses.push(Loss::new(name, LossKind::NoCounterpart));
    }

    fn text(&mut self, of: &str, field: &str, value: &str) {
        if !value.is_empty() {
            self.name(alloc::format!("{of}.{field}"));
        }
    }

    /// Named by its number, which is what helps to find out why.
    fn fault(&mut self, code: FaultCode) {
        if code.0 != 0 {
            self.name(alloc::format!("Fault {}", code.0));
        }
    }

    fn times(&mut self, of: &str, start: DateTime, complete: DateTime) {
        for (field, time) in [("StartTime", start), ("CompleteTime", complete)] {
            if !time.is_unknown_lenient() {
                self.name(alloc::format!("{of}.{field}"));
            }
        }
    }
}
