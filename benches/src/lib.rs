//! Inputs and peers of the benchmarks.
//!
//! Benchmark ids are `<codec>/<operation>/<input>` with the implementation as criterion's function name. Every bench
//! asserts what it computes before it is timed.

pub mod cwmp_inputs;
pub mod lwm2m_inputs;
pub mod lwm2m_peers;
pub mod model_inputs;
pub mod syncml_inputs;
pub mod syncml_peers;
pub mod xml_peers;
