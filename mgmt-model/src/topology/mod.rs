//! Who a device is, what stands behind it, and when it can be reached.

mod identity;
mod proxied;
mod schedule;

pub use identity::NodeId;
pub use proxied::{Addressing, GatewayMode, ProxiedDevice, from_gateway};
pub use schedule::{Cron, SleepCycle, suspended_until};
