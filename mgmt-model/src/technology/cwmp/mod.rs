//! TR-069: RPCs into the model, and out of it.

mod call;
mod lift;
mod lower;
mod outcome;
mod report;

pub use lift::{fault, lift};
pub use lower::lower;
pub use report::lift_report;
