//! OMA DM: SyncML messages into the model, and out of it.

mod lift;
mod lower;

pub use lift::{fault, lift};
pub use lower::lower;
