//! LwM2M: payloads and operations into the model, and out of it.

mod lift;
mod lower;
mod operation;

pub use lift::{devices, lift};
pub use lower::lower;
pub use operation::{lift_operation, lower_operations};
