//! LwM2M: payloads into the model, and out of it.

mod lift;
mod lower;

pub use lift::lift;
pub use lower::lower;
