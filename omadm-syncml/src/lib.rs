//! OMA DM: SyncML messages in XML and WBXML, DDF and TNDS, management trees, authentication, notification, bootstrap and sessions, without I/O.
#![cfg_attr(not(feature = "std"), no_std)]
