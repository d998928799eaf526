//! Device information.

use super::table::object;
use super::view::view;

object! {
    /// What a server must know of a device to manage it; the device sends it at the start of every session.
    DEVINFO = "urn:oma:mo:oma-dm-devinfo:1.0", "DevInfo", Specification "DM StdObj 1.2.1, DevInfo";
    0 "DevInfo" Node One [Get] "what the server needs to know";
    1 "Ext" Node ZeroOrOne [Get] "the only place for extensions";
    1 "Bearer" Node ZeroOrOne [Get] "what belongs to the bearer";
    1 "DevId" Chr One [Get] "a unique identifier of the device, formatted as a URN";
    1 "Man" Chr One [Get] "the manufacturer";
    1 "Mod" Chr One [Get] "the model";
    1 "DmV" Chr One [Get] "the version of the management client";
    1 "Lang" Chr One [Get] "the current language, as RFC 1766 writes it";
}

view! {
    /// The object `./DevInfo`.
    ///
    /// ```
    /// use omadm_syncml::object::DevInfo;
    /// use omadm_syncml::tree::{MemoryStorage, NodePath};
    ///
    /// let mut info = DevInfo::default();
    /// info.man = Some("Example".into());
    /// info.dev_id = Some("IMEI:493005100592800".into());
    /// let place = NodePath::parse("./DevInfo")?;
    /// let mut storage = MemoryStorage::new();
    /// info.write(&mut storage, &place).unwrap();
    /// assert_eq!(DevInfo::read(&storage, &place), info);
    /// # Ok::<(), omadm_syncml::Error>(())
    /// ```
    DevInfo {
        /// A unique identifier of the device: a URN such as `IMEI:493005100592800`.
        dev_id: alloc::string::String = "DevId",
        /// The manufacturer.
        man: alloc::string::String = "Man",
        /// The model.
        model: alloc::string::String = "Mod",
        /// The version of the management client, the manufacturer's own.
        dm_version: alloc::string::String = "DmV",
        /// The current language, such as `en-US`.
        lang: alloc::string::String = "Lang",
    }
}
