//! Messages as plain data: names, values and steps in a technology's own words, without its codec.
//!
//! The adapters of the codec crates are built on this; a stack of your own can be, too.
//!
//! ```
//! use mgmt_model::mapping::Technology;
//! use mgmt_model::plain::{self, Item, Step};
//! use mgmt_model::{Intent, Options};
//!
//! let options = Options::default();
//! let items = vec![Item::new(Technology::LwM2m, "/5/0/1", "https://files.example/f.bin")];
//! let mut message = plain::lift(items, Intent::Request, &options);
//! plain::execute(Technology::LwM2m, "/5/0/2", &mut message, &options);
//! let steps = plain::lower(&message, Technology::Tr181, &options).output;
//! assert!(matches!(&steps[0], Step::Call { method, .. } if method == "Download"));
//! ```

pub use crate::lift::Item;
use crate::lift::{Mode, lift as lift_items};
pub use crate::lower::{Entry, Step};
use crate::lower::{Lowerer, Side};
use crate::mapping::{Technology, Usage};
use crate::{Intent, Loss, LossKind, Message, Operation, Options, Target, Translated};
use alloc::string::ToString;
use alloc::vec::Vec;

/// Reads names and values: told, or to be written.
#[must_use]
pub fn lift<'a>(items: Vec<Item<'a>>, intent: Intent, options: &Options<'_>) -> Message<'a> {
    let mut message = Message::report(Vec::new());
    message.intent = intent;
    let mode = if intent == Intent::Report { Mode::Read } else { Mode::Write };
    lift_items(options.mapping, items, mode, &mut message);
    message.fold_arguments(options.mapping);
    message
}

/// Adds the execution of an address, or of an RPC by its name, to a request. What was written before to the same
/// resource becomes its arguments.
pub fn execute(technology: Technology, name: &str, message: &mut Message<'_>, options: &Options<'_>) {
    let origin = u32::try_from(message.origins.len()).unwrap_or(u32::MAX);
    message.origins.push(name.to_string().into());
    let before = message.operations.len();
    let found = options.mapping.find(technology, name).filter(|found| found.binding.usage == Usage::Execute);
    message.operations.extend(found.map(|found| {
        let action = Target { attribute: found.binding.attribute(), instance: found.instance(), origin };
        Operation::Execute { action, arguments: Vec::new() }
    }));
    if message.operations.len() == before {
        message.losses.push(Loss::new(name, LossKind::NoCounterpart));
    }
    message.intent = Intent::Request;
    message.fold_arguments(options.mapping);
}

fn lowerer<'a, 'o>(
    message: &'a Message<'_>,
    to: Technology,
    options: &'o Options<'o>,
) -> Lowerer<'o, 'a, 'o> {
    let calls = matches!(to, Technology::Tr181 | Technology::Tr098).then_some(Technology::Cwmp);
    Lowerer::new(options.mapping, Side { paths: to, calls }, options, message)
}

/// What a report tells, at the addresses of a technology.
#[must_use]
pub fn lower_report<'a>(
    message: &'a Message<'a>,
    to: Technology,
    options: &Options<'_>,
) -> Translated<Vec<Entry<'a>>> {
    let mut lowerer = lowerer(message, to, options);
    let entries = lowerer.report(message);
    finish(entries, lowerer, message)
}

/// What a request asks for, in steps of a technology, in order.
#[must_use]
pub fn lower<'a>(
    message: &'a Message<'a>,
    to: Technology,
    options: &Options<'_>,
) -> Translated<Vec<Step<'a>>> {
    let mut lowerer = lowerer(message, to, options);
    let steps = lowerer.request(message);
    finish(steps, lowerer, message)
}

fn finish<T>(output: T, lowerer: Lowerer<'_, '_, '_>, message: &Message<'_>) -> Translated<T> {
    let (mut more, instances) = lowerer.finish();
    let mut losses = message.losses.clone();
    losses.append(&mut more);
    let mut translated = Translated::new(output, losses);
    translated.instances =
        instances.into_iter().map(|((resource, instance), id)| (resource, instance, id)).collect();
    translated
}
