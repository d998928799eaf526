use super::Resource;
use super::draft::Draft;
use crate::{Instance, Intent, LossKind, Message, Operation, Options, Translated};
use alloc::vec::Vec;

/// Writes a message as resources: a report as they are, a request with the action attributes set, in the order in
/// which it must happen. What is no attribute of a management object is a mgmtCmd: uploading a log, updating a
/// package.
///
/// Operations that a resource cannot express (reading, deleting, discovery) are requests: see
/// [`lower_request`](super::lower_request).
///
/// ```
/// use mgmt_model::{Mapping, Message, Options, Reading, onem2m};
///
/// let level = Mapping::built_in().find_attribute("battery.batteryLevel").unwrap();
/// let resources = onem2m::lower(&Message::report(vec![Reading::new(level, 57)]), &Options::default()).output;
/// assert_eq!(resources, [onem2m::Resource::new("m2m:bat").with("btl", 57)]);
/// ```
#[must_use]
pub fn lower<'a>(message: &Message<'a>, options: &Options<'_>) -> Translated<Vec<Resource<'a>>> {
    let mut draft = Draft::new(message, options.mapping).with_losses();
    match message.intent {
        Intent::Report => draft.add(&message.readings),
        Intent::Request => message.asked().for_each(|(operation, place)| add(operation, place, &mut draft)),
    }
    let (resources, losses) = draft.finish();
    Translated::new(resources, losses)
}

pub(super) fn add<'a>(operation: &Operation<'a>, place: u32, draft: &mut Draft<'a, '_, '_>) {
    match operation {
        Operation::Write(readings) => draft.add(readings),
        Operation::Execute { action, arguments } => draft.act(action, arguments),
        Operation::Create { resource, instance, values } => {
            draft.resource(*resource, instance.as_ref().unwrap_or(&Instance::FIRST));
            draft.add(values);
        }
        Operation::Read(targets) | Operation::Observe(targets) | Operation::CancelObserve(targets) => {
            for target in targets {
                draft.lose(target.origin, target.attribute, LossKind::NoCounterpart);
            }
        }
        Operation::Delete { resource, .. } => draft.lose_place(Some(*resource), place),
        Operation::Discover(resource) => draft.lose_place(*resource, place),
    }
}
