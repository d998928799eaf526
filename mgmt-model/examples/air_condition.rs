//! An air conditioner is switched, metered and watched: a oneM2M request reaches an LwM2M device, a threshold is set
//! on its temperature, and what it notifies comes back as a resource.
//!
//! `cargo run -p mgmt-model --example air_condition`
#![allow(clippy::print_stdout, reason = "an example that people run")]

use core::time::Duration;
use lwm2m_tlv::interface::attributes::{AttributeChanges, NotificationAttributes};
use lwm2m_tlv::interface::observer::Observer;
use lwm2m_tlv::{Node, Path, Value};
use mgmt_model::onem2m::{self, Resource};
use mgmt_model::{Options, lwm2m};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::default();

    // Off: the capability's action, as an application writes it.
    let request = Resource::from_json(br#"{"m2m:dvc":{"dis":true}}"#)?;
    let message = onem2m::lift(&request, &options)?;
    let order = lwm2m::lower(&message, &options).output;
    println!("disable: {order:?}");
    assert_eq!(order, [Node::none(Path::resource(15, 0, 6))]);

    // Tell when it gets warmer than 26 degrees, at most every ten seconds.
    let mut attributes = NotificationAttributes::default();
    attributes.apply(&AttributeChanges::from_query("pmin=10&gt=26")?);
    let mut observer = Observer::new(attributes, Duration::ZERO, Value::from(24.0));
    for (second, degrees) in [(5_u64, 24.5), (12, 25.5), (20, 26.5), (25, 27.0)] {
        if observer.look(Duration::from_secs(second), Value::from(degrees)).is_notify() {
            let payload = [Node::new(Path::resource(3303, 0, 5700), degrees)];
            let resources = onem2m::lower(&lwm2m::lift(&payload, &options), &options).output;
            println!("second {second}: {}", Resource::to_json(&resources)?);
            assert_eq!(second, 20);
        }
    }
    Ok(())
}
