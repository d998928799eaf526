//! A Rust type per management object, for each attribute that oneM2M has a name for.
//!
//! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.

mod device;
mod cmdh;
mod configuration;
mod neighbour;
mod network;
mod diagnostics;
mod management;

pub use device::*;
pub use cmdh::*;
pub use configuration::*;
pub use neighbour::*;
pub use network::*;
pub use diagnostics::*;
pub use management::*;
