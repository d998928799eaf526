//! LwM2M: every content format (TLV, SenML, LwM2M CBOR, JSON, text, link-format), the object model and the interfaces, without I/O.
#![cfg_attr(not(feature = "std"), no_std)]
