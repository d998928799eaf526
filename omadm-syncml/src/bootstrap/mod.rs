//! OMA Client Provisioning: how a device learns of its first server.
//!
//! ```
//! # #[cfg(feature = "xml")] {
//! use omadm_syncml::bootstrap::{Characteristic, Parm, ProvisioningDoc};
//!
//! let application = Characteristic::new("APPLICATION")
//!     .with_parm(Parm::new("APPID", "w7"))
//!     .with_parm(Parm::new("PROVIDER-ID", "dm.example"))
//!     .with_parm(Parm::new("ADDR", "https://dm.example/dm"));
//! let document = ProvisioningDoc::new().with_characteristic(application);
//!
//! let wbxml = document.to_wbxml()?;
//! let read = ProvisioningDoc::from_wbxml(&wbxml)?.assume_unauthenticated();
//! assert_eq!(read, document);
//! assert_eq!(read.dm_accounts()[0].server_id, "dm.example");
//! # }
//! # Ok::<(), omadm_syncml::Error>(())
//! ```

mod account;
mod document;
mod encoding;

pub use document::{Characteristic, Content, Parm, ProvisioningDoc};

/// How deep characteristics nest at most; the registered ones nest two deep. The bound keeps whatever walks them,
/// down to dropping them, within a small stack.
const NESTING: usize = 8;
