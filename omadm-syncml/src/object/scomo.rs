//! Software components.

use super::table::object;
use super::view::{int_leaf, view};
use crate::code::numeric_registry;
use alloc::string::String;

object! {
    /// Packages to load, packages that were delivered, and components that are installed (version 1.0).
    ///
    /// No text of the specification could be read; names, states and codes are those on which two devices'
    /// implementations agree, occurrences are those of one of them.
    SCOMO = "urn:oma:mo:oma-scomo:1.0", "SCOMO", Implementations "Symbian and MediaTek device software";
    0 "SCOMO" Node One [Get] "software components";
    1 "Download" Node One [Get Add] "packages to load";
    2 "" Node ZeroOrMore [Get Replace Delete] "a package";
    3 "PkgID" Chr One [Get Replace] "the identifier of the package";
    3 "Name" Chr ZeroOrOne [Get Replace] "a name for people";
    3 "PkgURL" Chr ZeroOrOne [Get Replace] "where the package is";
    3 "InstallParams" Chr ZeroOrOne [Get Replace] "parameters of the installation";
    3 "Description" Chr ZeroOrOne [Get Replace] "what the package is";
    3 "Status" Int One [Get] "how far the download is";
    3 "EnvType" Chr ZeroOrOne [Get] "the environment the package needs";
    3 "PkgType" Chr ZeroOrOne [Get Replace] "the MIME type of the package";
    3 "Operations" Node One [Get] "what can be done";
    4 "Download" Null ZeroOrOne [Exec] "loads the package";
    4 "DownloadInstall" Null ZeroOrOne [Exec] "loads and installs the package";
    4 "DownloadInstallInactive" Null ZeroOrOne [Exec] "loads and installs the package, leaving it inactive";
    4 "Ext" Node ZeroOrOne [Get] "extensions of vendors";
    1 "Inventory" Node One [Get] "what is on the device";
    2 "Delivered" Node One [Get Add] "packages on the device";
    3 "" Node ZeroOrMore [Get Replace Delete] "a package";
    4 "PkgID" Chr One [Get Replace] "the identifier of the package";
    4 "Data" Bin ZeroOrOne [Replace] "the package itself";
    4 "Name" Chr ZeroOrOne [Get Replace] "a name for people";
    4 "Description" Chr ZeroOrOne [Get Replace] "what the package is";
    4 "Status" Int One [Get] "how far the operation on it is";
    4 "State" Int One [Get] "whether it is installed";
    4 "EnvType" Chr ZeroOrOne [Get] "the environment the package needs";
    4 "PkgType" Chr ZeroOrOne [Get Replace] "the MIME type of the package";
    4 "Operations" Node One [Get] "what can be done";
    5 "Install" Null ZeroOrOne [Exec] "installs the package";
    5 "InstallInactive" Null ZeroOrOne [Exec] "installs the package, leaving it inactive";
    5 "Remove" Null ZeroOrOne [Exec] "removes the package";
    2 "Deployed" Node One [Get] "components that are installed";
    3 "" Node ZeroOrMore [Get Replace] "a component";
    4 "ID" Chr One [Get] "the identifier of the component";
    4 "PkgIDRef" Chr ZeroOrOne [Get] "the package it came from";
    4 "Name" Chr ZeroOrOne [Get Replace] "a name for people";
    4 "Description" Chr ZeroOrOne [Get Replace] "what the component is";
    4 "Version" Chr ZeroOrOne [Get Replace] "the version of the component";
    4 "Status" Int One [Get] "how far the operation on it is";
    4 "State" Int One [Get] "whether it is active";
    4 "EnvType" Chr ZeroOrOne [Get] "the environment it runs in";
    4 "Operations" Node One [Get] "what can be done";
    5 "Activate" Null ZeroOrOne [Exec] "activates the component";
    5 "Deactivate" Null ZeroOrOne [Exec] "deactivates the component";
    5 "Remove" Null ZeroOrOne [Exec] "removes the component";
}

numeric_registry! {
    /// How far the download of a package is (`Download/<X>/Status`).
    DownloadStatus
    IDLE = 10, "Idle", "no operation is pending", "";
    DOWNLOAD_FAILED = 20, "Download failed", "the download failed", "";
    DOWNLOAD_PROGRESSING = 30, "Download progressing", "the download has begun", "";
    DOWNLOAD_COMPLETE = 40, "Download complete", "the package is delivered", "";
    INSTALL_PROGRESSING = 50, "Install progressing", "the installation has begun", "";
    INSTALL_FAILED_WITH_DATA = 60, "Install failed with data", "the installation failed, the package is still there", "";
    INSTALL_FAILED_WITHOUT_DATA = 70, "Install failed without data", "the installation failed, the package is gone", "";
}

numeric_registry! {
    /// How far the operation on a delivered package is (`Inventory/Delivered/<X>/Status`).
    DeliveredStatus
    IDLE = 10, "Idle", "no operation is pending", "";
    REMOVE_FAILED = 20, "Remove failed", "the package could not be removed", "";
    REMOVE_PROGRESSING = 30, "Remove progressing", "the package is being removed", "";
    INSTALL_PROGRESSING = 40, "Install progressing", "the package is being installed", "";
    INSTALL_FAILED_WITH_DATA = 50, "Install failed with data", "the installation failed, the package is still there", "";
    INSTALL_FAILED_WITHOUT_DATA = 60, "Install failed without data", "the installation failed, the package is gone", "";
}

numeric_registry! {
    /// Whether a delivered package is installed (`Inventory/Delivered/<X>/State`).
    DeliveredState
    DELIVERED = 10, "Delivered", "the package is there and not installed", "";
    INSTALLED = 20, "Installed", "the package is installed", "";
}

numeric_registry! {
    /// How far the operation on a component is (`Inventory/Deployed/<X>/Status`).
    DeployedStatus
    IDLE = 10, "Idle", "no operation is pending", "";
    REMOVE_FAILED = 20, "Remove failed", "the component could not be removed", "";
    REMOVE_PROGRESSING = 30, "Remove progressing", "the component is being removed", "";
    ACTIVATE_FAILED = 40, "Activate failed", "the component could not be activated", "";
    ACTIVATE_PROGRESSING = 50, "Activate progressing", "the component is being activated", "";
    DEACTIVATE_FAILED = 60, "Deactivate failed", "the component could not be deactivated", "";
    DEACTIVATE_PROGRESSING = 70, "Deactivate progressing", "the component is being deactivated", "";
}

numeric_registry! {
    /// Whether a component is active (`Inventory/Deployed/<X>/State`).
    DeployedState
    INACTIVE = 10, "Inactive", "the component is installed and not active", "";
    ACTIVE = 20, "Active", "the component is active", "";
}

numeric_registry! {
    /// How an operation ended, as its alert says ([`ScomoAlert`]).
    ScomoResult
    SUCCESSFUL = 1200, "Successful", "the operation succeeded", "";
    CLIENT_ERROR = 1400, "Client error", "an error in the device", "";
    USER_CANCELLED = 1401, "User cancelled", "the user did not accept the operation", "";
    DOWNLOAD_FAILED = 1402, "Download failed", "the package could not be loaded", "";
    DOWNLOAD_AUTHENTICATION_FAILED = 1403, "Alternate download authentication failure", "authentication failed while the package was loaded", "";
    DOWNLOAD_OUT_OF_MEMORY = 1404, "Download failed due to device is out of memory", "there is no room for the package", "";
    INSTALL_FAILED = 1405, "Install failed", "the installation failed", "";
    INSTALL_OUT_OF_MEMORY = 1406, "Install failed due to device is out of memory", "there is no room to install the package", "";
    VALIDATION_FAILED = 1407, "Package validation failed", "the signature of the package is not valid", "";
    REMOVE_FAILED = 1408, "Remove failed", "the removal failed", "";
    ACTIVATE_FAILED = 1409, "Activation failed", "the activation failed", "";
    DEACTIVATE_FAILED = 1410, "Deactivation failed", "the deactivation failed", "";
    NOT_IMPLEMENTED = 1411, "Not implemented", "the device does not support the operation", "";
    UNDEFINED_ERROR = 1412, "Undefined error", "an error that no other code describes", "";
    UNSUPPORTED_ENVIRONMENT = 1413, "Unsupported environment", "the device lacks the environment the package needs", "";
    SERVER_ERROR = 1500, "Server error", "the server with the package failed", "";
    SERVER_UNAVAILABLE = 1501, "Server unavailable", "the server with the package could not be reached", "";
}

int_leaf! { DownloadStatus DeliveredStatus DeliveredState DeployedStatus DeployedState }

view! {
    /// A package to load: `Download/<X>`.
    DownloadPackage {
        /// The identifier of the package.
        pkg_id: String = "PkgID",
        /// A name for people.
        name: String = "Name",
        /// Where the package is.
        pkg_url: String = "PkgURL",
        /// Parameters of the installation.
        install_params: String = "InstallParams",
        /// What the package is.
        description: String = "Description",
        /// How far the download is.
        status: DownloadStatus = "Status",
        /// The environment the package needs.
        env_type: String = "EnvType",
        /// The MIME type of the package.
        pkg_type: String = "PkgType",
    }
}

view! {
    /// A package on the device: `Inventory/Delivered/<X>`.
    DeliveredPackage {
        /// The identifier of the package.
        pkg_id: String = "PkgID",
        /// A name for people.
        name: String = "Name",
        /// What the package is.
        description: String = "Description",
        /// How far the operation on it is.
        status: DeliveredStatus = "Status",
        /// Whether it is installed.
        state: DeliveredState = "State",
        /// The environment the package needs.
        env_type: String = "EnvType",
        /// The MIME type of the package.
        pkg_type: String = "PkgType",
    }
}

view! {
    /// An installed component: `Inventory/Deployed/<X>`.
    DeployedComponent {
        /// The identifier of the component.
        id: String = "ID",
        /// The package it came from.
        pkg_id_ref: String = "PkgIDRef",
        /// A name for people.
        name: String = "Name",
        /// What the component is.
        description: String = "Description",
        /// The version of the component.
        version: String = "Version",
        /// How far the operation on it is.
        status: DeployedStatus = "Status",
        /// Whether it is active.
        state: DeployedState = "State",
        /// The environment it runs in.
        env_type: String = "EnvType",
    }
}

/// The Data of the generic alert by which a device reports that an operation has ended.
///
/// ```
/// use omadm_syncml::object::{ScomoAlert, ScomoResult};
///
/// let alert = ScomoAlert::parse("<ResultCode>1200</ResultCode><Identifier>com.example.app</Identifier>").unwrap();
/// assert_eq!((alert.result, alert.identifier.as_str()), (ScomoResult::SUCCESSFUL, "com.example.app"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct ScomoAlert {
    /// How the operation ended.
    pub result: ScomoResult,
    /// The package or component; empty when the device says nothing.
    pub identifier: String,
}

impl ScomoAlert {
    /// The alert of an operation.
    pub fn new(result: ScomoResult, identifier: impl Into<String>) -> Self {
        ScomoAlert { result, identifier: identifier.into() }
    }

    /// Reads the data: two elements side by side or within another one, or the bare number that some devices send;
    /// `None` without a result code.
    #[must_use]
    pub fn parse(data: &str) -> Option<Self> {
        if let Some(result) = ScomoResult::from_text(data) {
            return Some(ScomoAlert::new(result, ""));
        }
        let element = |name: &str| {
            let (_, rest) = data.split_once(&alloc::format!("<{name}>"))?;
            rest.split_once(&alloc::format!("</{name}>")).map(|(text, _)| text)
        };
        let result = ScomoResult::from_text(element("ResultCode")?)?;
        let identifier = element("Identifier").map(unescape).unwrap_or_default();
        Some(ScomoAlert { result, identifier })
    }

    /// Writes the data.
    #[must_use]
    pub fn to_data(&self) -> String {
        let identifier = self.identifier.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        alloc::format!("<ResultCode>{}</ResultCode><Identifier>{identifier}</Identifier>", self.result)
    }
}

/// The five references that XML has by itself; identifiers hold no others.
fn unescape(text: &str) -> String {
    let mut plain = text.trim().replace("&lt;", "<").replace("&gt;", ">");
    plain = plain.replace("&quot;", "\"").replace("&apos;", "'");
    plain.replace("&amp;", "&")
}
