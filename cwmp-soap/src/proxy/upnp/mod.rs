//! CWMP as the actions of UPnP Device Management.
//!
//! A gateway that stands for a UPnP DM device translates RPCs to actions of the device's services and paths from dots
//! to slashes: `Device.DeviceInfo.SoftwareVersion` below a mount point becomes `/UPnP/DM/DeviceInfo/SoftwareVersion`.
//! Where an object has instances, both have their number. [`argument`] has the XML that actions carry paths and values
//! in.

pub mod argument;

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use core::fmt;

use crate::path::{Path, PathError, Segment};
use crate::rpc::Rpc;

/// The services of a UPnP DM device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Service {
    /// BasicManagement: state, restart, tests.
    BasicManagement,
    /// ConfigurationManagement: the parameters.
    ConfigurationManagement,
    /// SoftwareManagement: deployment and execution units.
    SoftwareManagement,
}

/// An action of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Action {
    /// The service that has it.
    pub service: Service,
    /// Its name.
    pub name: &'static str,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// One row per RPC: what a gateway asks of the device for it.
macro_rules! actions {
    ($( $rpc:ident => $service:ident $name:literal; )*) => {
        /// The action that does what an RPC asks; `None` for what UPnP DM has no action for.
        ///
        /// Whether a GetParameterNames of the next level only asks for instances or for names is for the caller to
        /// see: both are read, names by `GetSupportedParameters`.
        #[must_use]
        pub fn action(rpc: &Rpc<'_>) -> Option<Action> {
            match rpc {
                $( Rpc::$rpc(_) => Some(Action { service: Service::$service, name: $name }), )*
                _ => None,
            }
        }
    };
}

actions! {
    GetParameterValues => ConfigurationManagement "GetValues";
    SetParameterValues => ConfigurationManagement "SetValues";
    GetParameterNames => ConfigurationManagement "GetInstances";
    GetParameterAttributes => ConfigurationManagement "GetAttributes";
    SetParameterAttributes => ConfigurationManagement "SetAttributes";
    AddObject => ConfigurationManagement "CreateInstance";
    DeleteObject => ConfigurationManagement "DeleteInstance";
    Reboot => BasicManagement "Reboot";
    FactoryReset => BasicManagement "BaselineReset";
}

/// The root of UPnP DM's common objects.
pub const COMMON_OBJECTS: &str = "/UPnP/DM/";

/// A path below `mount` as UPnP DM writes it below `root`, such as [`COMMON_OBJECTS`]; `None` when the path is not below
/// the mount point, or has an alias or a wildcard.
///
/// ```
/// use cwmp_soap::path::Path;
/// use cwmp_soap::proxy::upnp::{COMMON_OBJECTS, to_upnp};
///
/// let mount = Path::parse("Device.")?;
/// let path = Path::parse("Device.DeviceInfo.ProcessStatus.Process.3.PID")?;
/// assert_eq!(to_upnp(&path, &mount, COMMON_OBJECTS).as_deref(), Some("/UPnP/DM/DeviceInfo/ProcessStatus/Process/3/PID"));
/// # Ok::<(), cwmp_soap::path::PathError>(())
/// ```
#[must_use]
pub fn to_upnp(path: &Path<'_>, mount: &Path<'_>, root: &str) -> Option<String> {
    if !path.starts_with(mount) {
        return None;
    }
    let mut out = root.to_owned();
    let mut segments = path.segments().skip(mount.segments().count()).peekable();
    while let Some(segment) = segments.next() {
        match segment {
            Segment::Name(name) => out.push_str(name),
            Segment::Instance(number) => out.push_str(&number.to_string()),
            // UPnP DM writes the place of an instance number as a hash.
            Segment::Placeholder => out.push('#'),
            Segment::Alias(_) | Segment::Wildcard => return None,
        }
        if segments.peek().is_some() || path.is_partial() {
            out.push('/');
        }
    }
    Some(out)
}

/// A path of UPnP DM below `root` as CWMP writes it below `mount`; `None` when it is not below the root.
///
/// # Errors
///
/// When the result is not a path.
pub fn from_upnp(path: &str, root: &str, mount: &Path<'_>) -> Result<Option<Path<'static>>, PathError> {
    let Some(below) = path.strip_prefix(root) else { return Ok(None) };
    let mut out = mount.as_str().to_owned();
    for part in below.split_inclusive('/') {
        match part.strip_suffix('/') {
            Some(name) => {
                out.push_str(if name == "#" { "{i}" } else { name });
                out.push('.');
            }
            None => out.push_str(if part == "#" { "{i}" } else { part }),
        }
    }
    Path::parse(out).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rpc::{GetParameterValues, Reboot, SetVouchers};
    use alloc::vec::Vec;

    #[test]
    fn paths_go_both_ways() {
        let mount = Path::parse("Device.Services.X_ACME_UPnP.1.").unwrap();
        for below in
            ["DeviceInfo.SoftwareVersion", "Configuration.Network.IPInterface.2.", "Monitoring.{i}.Name", ""]
        {
            let path = mount.join(below).unwrap();
            let upnp = to_upnp(&path, &mount, COMMON_OBJECTS).unwrap();
            assert_eq!(from_upnp(&upnp, COMMON_OBJECTS, &mount).unwrap().unwrap(), path, "{upnp}");
        }
        let path = Path::parse("Device.DeviceInfo.UpTime").unwrap();
        assert_eq!(to_upnp(&path, &mount, COMMON_OBJECTS), None);
        assert_eq!(from_upnp("/BBF/Device/", COMMON_OBJECTS, &mount), Ok(None));
        assert!(from_upnp("/UPnP/DM/a b", COMMON_OBJECTS, &mount).is_err());
        let alias = mount.join("A.[x].B").unwrap();
        assert_eq!(to_upnp(&alias, &mount, COMMON_OBJECTS), None);
    }

    #[test]
    fn rpcs_have_actions() {
        let read = action(&Rpc::GetParameterValues(GetParameterValues::new(Vec::new()))).unwrap();
        assert_eq!(
            (read.service, read.to_string().as_str()),
            (Service::ConfigurationManagement, "GetValues")
        );
        assert_eq!(action(&Rpc::Reboot(Reboot::new(""))).unwrap().name, "Reboot");
        assert_eq!(action(&Rpc::SetVouchers(SetVouchers::new(Vec::new()))), None);
    }
}
