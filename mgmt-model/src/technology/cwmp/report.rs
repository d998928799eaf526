//! Bulk data reports into the model: readings with the times of their collection.

use super::lift::{identity, technology};
use crate::lift::{Item, Mode, lift};
use crate::{Loss, LossKind, Message, Options};
use alloc::vec::Vec;
use cwmp_soap::bulk::{Record, Report};

/// Reads a bulk data report of any encoding. Alternative names that a profile gives parameters are no names of the
/// mapping tables: they are losses, and so is what a record says of itself beside its time.
///
/// ```
/// use cwmp_soap::bulk::json;
/// use mgmt_model::{Mapping, Options, Value, cwmp};
///
/// let report = br#"{"Report":[{"CollectionTime":1364529149,"Device.DeviceInfo.MemoryStatus.Free":64}]}"#;
/// let report = json::from_json(report)?;
/// let message = cwmp::lift_report(&report, &Options::default());
/// assert_eq!(message.value(Mapping::built_in(), "memory.memAvailable"), Some(&Value::Integer(65_536)));
/// assert_eq!(message.readings[0].time, Some(1_364_529_149.0));
/// # Ok::<(), mgmt_wire::Error<cwmp_soap::bulk::ErrorKind>>(())
/// ```
#[must_use]
pub fn lift_report<'a>(report: &'a Report<'_>, options: &Options<'_>) -> Message<'a> {
    let mut message = Message::report(Vec::new());
    let mut items = Vec::with_capacity(report.records.iter().map(|record| record.parameters.len()).sum());
    let mut device = None;
    for record in &report.records {
        // Every record of an IPDR document repeats whose it is.
        if record.device != device {
            device.clone_from(&record.device);
            if let Some(id) = &record.device {
                items.push(identity("OUI", &id.oui));
                items.push(identity("ProductClass", &id.product_class));
                items.push(identity("SerialNumber", &id.serial_number));
            }
        }
        let time = seconds(record, &mut message);
        if record.suspect {
            message.losses.push(Loss::new("Suspect", LossKind::NoCounterpart));
        }
        for parameter in record.parameters.iter() {
            let mut item = Item::new(technology(&parameter.name), parameter.name, parameter.value);
            item.time = time;
            items.push(item);
        }
    }
    lift(options.mapping, items, Mode::Read, &mut message);
    message
}

/// When a record was collected; a time that is none of the calendar is lost.
#[expect(clippy::cast_precision_loss, reason = "exact up to the year 287396")]
fn seconds(record: &Record<'_>, message: &mut Message<'_>) -> Option<f64> {
    let time = record.time.as_ref()?;
    let Some(milliseconds) = time.unix_milliseconds() else {
        message.losses.push(Loss::new("CollectionTime", LossKind::Time));
        return None;
    };
    Some(milliseconds as f64 / 1_000.0)
}
