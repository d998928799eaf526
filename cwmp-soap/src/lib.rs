//! TR-069 (CWMP): every RPC as typed SOAP, tolerant in and schema-valid out, with sessions, data models and bulk data, without I/O.

pub mod bulk;
pub mod data_model;
mod record;
