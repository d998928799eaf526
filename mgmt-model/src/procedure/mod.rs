//! How things are done: life cycles as pure state machines, and plans of several messages.
//!
//! Nothing here sends, waits or looks at a clock: a machine is `advance(state, event)`, a [`Plan`] says what to
//! send next and takes what comes back.

mod device;
mod firmware;
mod group;
mod plan;
mod software;

pub use device::DeviceKind;
pub use firmware::{FirmwareAction, FirmwareEvent, FirmwareState};
pub use group::{Aggregate, Batch, Progress, batches};
pub use plan::{Next, Outcome, Plan};
pub use software::{SoftwareAction, SoftwareEvent, SoftwareState};
