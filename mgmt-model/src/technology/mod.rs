//! The four technologies: messages into the model, and out of it.
//!
//! `lift` reads a protocol's message into a [`crate::Message`], `lower` writes a message as that protocol's.

#[cfg(feature = "cwmp")]
pub mod cwmp;
#[cfg(feature = "xml")]
pub mod etsi;
#[cfg(feature = "lwm2m")]
pub mod lwm2m;
#[cfg(feature = "omadm")]
pub mod omadm;
pub mod onem2m;
