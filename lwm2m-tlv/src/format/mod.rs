//! How nodes are written: one module per content format.

pub mod tlv;
