//! Firmware update.

use super::table::object;
use super::view::{int_leaf, view};
use crate::code::numeric_registry;

object! {
    /// One firmware package, and the operations that load and install it.
    ///
    /// `Download` and `Update` are interior nodes, although the specification's text gives them the format `chr`.
    FUMO = "urn:oma:mo:oma-fumo:1.0", "FUMO", Specification "FUMO 1.0, Management object";
    0 "" Node ZeroOrMore [Get] "a firmware package";
    1 "PkgName" Chr ZeroOrOne [Get] "the name of the package";
    1 "PkgVersion" Chr ZeroOrOne [Get] "the version of the package";
    1 "Download" Node ZeroOrOne [Exec Get] "loads the package";
    2 "PkgURL" Chr One [Replace Get] "where the package or its descriptor is";
    1 "Update" Node ZeroOrOne [Exec Get] "installs the package";
    2 "PkgData" Bin ZeroOrOne [Replace] "the package itself, when it comes through the management session";
    1 "DownloadAndUpdate" Node ZeroOrOne [Exec Get] "loads the package and installs it as soon as practical";
    2 "PkgURL" Chr One [Replace Get] "where the package or its descriptor is";
    1 "State" Int One [Get] "how far the update is";
    1 "Ext" Node ZeroOrOne [Get] "extensions of vendors";
}

numeric_registry! {
    /// How far a firmware update is (leaf `State`).
    ///
    /// ```
    /// use omadm_syncml::object::FumoState;
    ///
    /// assert!(FumoState::UPDATE_SUCCESSFUL_NO_DATA.is_final() && !FumoState::UPDATE_PROGRESSING.is_final());
    /// ```
    FumoState
    IDLE = 10, "Idle/Start", "no operation is pending", "FUMO 1.0, State";
    DOWNLOAD_FAILED = 20, "Download Failed", "the download failed", "FUMO 1.0, State";
    DOWNLOAD_PROGRESSING = 30, "Download Progressing", "the download has begun", "FUMO 1.0, State";
    DOWNLOAD_COMPLETE = 40, "Download Complete", "the download succeeded", "FUMO 1.0, State";
    READY_TO_UPDATE = 50, "Ready to Update", "the package is there and waits for the command", "FUMO 1.0, State";
    UPDATE_PROGRESSING = 60, "Update Progressing", "the update has begun", "FUMO 1.0, State";
    UPDATE_FAILED_HAVE_DATA = 70, "Update Failed / Have Data", "the update failed, the package is still there", "FUMO 1.0, State";
    UPDATE_FAILED_NO_DATA = 80, "Update Failed / No Data", "the update failed, the package is gone", "FUMO 1.0, State";
    UPDATE_SUCCESSFUL_HAVE_DATA = 90, "Update Successful / Have Data", "the update succeeded, the package is still there", "FUMO 1.0, State";
    UPDATE_SUCCESSFUL_NO_DATA = 100, "Update Successful / No Data", "the update succeeded, the package is gone", "FUMO 1.0, State";
}

impl FumoState {
    /// Whether the update has ended, one way or the other.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            FumoState::DOWNLOAD_FAILED
                | FumoState::UPDATE_FAILED_HAVE_DATA
                | FumoState::UPDATE_FAILED_NO_DATA
                | FumoState::UPDATE_SUCCESSFUL_HAVE_DATA
                | FumoState::UPDATE_SUCCESSFUL_NO_DATA
        )
    }
}

numeric_registry! {
    /// How an operation ended: the Data of the generic alert that follows it
    /// ([`AlertType::FUMO_UPDATE`](crate::code::AlertType::FUMO_UPDATE) and others).
    FumoResult
    SUCCESSFUL = 200, "Successful", "the operation succeeded", "FUMO 1.0, Result code";
    CLIENT_ERROR = 400, "Management Client Error", "an error caused by the user or the device", "FUMO 1.0, Result code";
    USER_CANCELLED = 401, "User Cancelled", "the user did not accept the operation", "FUMO 1.0, Result code";
    CORRUPTED_PACKAGE = 402, "Corrupted Firmware Update Package", "the package was not stored correctly", "FUMO 1.0, Result code";
    DEVICE_MISMATCH = 403, "Firmware Update Package - Device Mismatch", "the package is for another device", "FUMO 1.0, Result code";
    VALIDATION_FAILED = 404, "Failed Firmware Update Package Validation", "the signature of the package is not valid", "FUMO 1.0, Result code";
    NOT_ACCEPTABLE = 405, "Firmware Update Package Not Acceptable", "the package is not acceptable", "FUMO 1.0, Result code";
    DOWNLOAD_AUTHENTICATION_FAILED = 406, "Alternate Download Authentication Failure", "authentication failed while the package was loaded", "FUMO 1.0, Result code";
    DOWNLOAD_TIMEOUT = 407, "Alternate Download Request Time-Out", "loading the package took too long", "FUMO 1.0, Result code";
    NOT_IMPLEMENTED = 408, "Not Implemented", "the device does not support the operation", "FUMO 1.0, Result code";
    UNDEFINED_ERROR = 409, "Undefined Error", "an error that no other code describes", "FUMO 1.0, Result code";
    UPDATE_FAILED = 410, "Firmware Update Failed", "the update failed in the device", "FUMO 1.0, Result code";
    BAD_URL = 411, "Malformed or Bad URL", "the URL to load the package from is bad", "FUMO 1.0, Result code";
    UPDATE_FAILED_SERVER = 500, "Firmware Update Failed", "the update failed in the device", "FUMO 1.0, Result code";
    DOWNLOAD_OUT_OF_MEMORY = 501, "Download fails due to device is out of memory", "there is no room for the package", "FUMO 1.0, Result code";
    UPDATE_OUT_OF_MEMORY = 502, "Firmware update fails due to device out of memory", "there is no room to install the package", "FUMO 1.0, Result code";
    NETWORK_ERROR = 503, "Download fails due to network issues", "the network failed while the package was loaded", "FUMO 1.0, Result code";
}

impl FumoResult {
    /// Whether the operation succeeded; vendors' codes 250 to 299 count too.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 / 100 == 2
    }

    /// Whether the code is one that the specification leaves to vendors (250-299, 450-499, 550-599).
    #[must_use]
    pub const fn is_vendor_specific(self) -> bool {
        matches!(self.0, 250..=299 | 450..=499 | 550..=599)
    }
}

int_leaf! { FumoState }

view! {
    /// A firmware package and how far it is.
    FirmwareUpdate {
        /// The name of the package.
        pkg_name: alloc::string::String = "PkgName",
        /// The version of the package.
        pkg_version: alloc::string::String = "PkgVersion",
        /// Where Exec of Download loads the package from.
        download_url: alloc::string::String = "Download/PkgURL",
        /// The package itself, written by the server.
        pkg_data: alloc::vec::Vec<u8> = "Update/PkgData",
        /// Where Exec of DownloadAndUpdate loads the package from.
        download_and_update_url: alloc::string::String = "DownloadAndUpdate/PkgURL",
        /// How far the update is.
        state: FumoState = "State",
    }
}
