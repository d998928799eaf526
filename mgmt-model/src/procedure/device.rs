//! Plans that differ by what the device speaks: where it cannot do a thing, the plan is a loss.

use super::Plan;
use super::plan::{BAD, GOOD};
use crate::mapping::{Mapping, Technology, Usage};
use crate::onem2m::is_command;
use crate::{Instance, Loss, LossKind, Operation, Protocol, Reading, Root, Value};
use alloc::string::String;
use alloc::vec::Vec;

/// What a device speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DeviceKind {
    /// OMA DM.
    OmaDm,
    /// TR-069 with names of TR-181.
    Tr181,
    /// TR-069 with names of TR-098.
    Tr098,
    /// LwM2M.
    LwM2m,
    /// oneM2M.
    OneM2m,
}

impl DeviceKind {
    /// Every kind.
    pub const ALL: [DeviceKind; 5] =
        [DeviceKind::OmaDm, DeviceKind::Tr181, DeviceKind::Tr098, DeviceKind::LwM2m, DeviceKind::OneM2m];

    /// What it is spoken to with; `None` where the feature of the codec is off.
    ///
    /// ```
    /// use mgmt_model::procedure::DeviceKind;
    /// use mgmt_model::{Options, Protocol};
    ///
    /// assert_eq!(DeviceKind::from(Protocol::OneM2m), DeviceKind::OneM2m);
    /// let options = Options::default().with_root(DeviceKind::Tr098.root());
    /// # #[cfg(feature = "cwmp")]
    /// assert_eq!(DeviceKind::Tr098.protocol(), Some(Protocol::Cwmp));
    /// ```
    #[must_use]
    pub const fn protocol(self) -> Option<Protocol> {
        match self {
            #[cfg(feature = "omadm")]
            DeviceKind::OmaDm => Some(Protocol::OmaDm),
            #[cfg(feature = "cwmp")]
            DeviceKind::Tr181 | DeviceKind::Tr098 => Some(Protocol::Cwmp),
            #[cfg(feature = "lwm2m")]
            DeviceKind::LwM2m => Some(Protocol::LwM2m),
            DeviceKind::OneM2m => Some(Protocol::OneM2m),
            #[cfg(not(all(feature = "omadm", feature = "cwmp", feature = "lwm2m")))]
            _ => None,
        }
    }

    /// The data model of its names in TR-069, for [`Options::root`](crate::Options).
    #[must_use]
    pub const fn root(self) -> Root {
        if matches!(self, DeviceKind::Tr098) { Root::Tr098 } else { Root::Tr181 }
    }

    fn technologies(self) -> &'static [Technology] {
        match self {
            DeviceKind::OmaDm => &[Technology::OmaDm],
            DeviceKind::Tr181 => &[Technology::Tr181, Technology::Cwmp],
            DeviceKind::Tr098 => &[Technology::Tr098, Technology::Cwmp],
            DeviceKind::LwM2m => &[Technology::LwM2m],
            DeviceKind::OneM2m => &[],
        }
    }

    fn has(self, name: &str, mapping: &Mapping, usable: impl Fn(Usage, bool) -> bool) -> bool {
        let Some(attribute) = mapping.find_attribute(name).and_then(|id| mapping.attribute(id)) else {
            return false;
        };
        if self == DeviceKind::OneM2m {
            return !attribute.short.is_empty() || is_command(name);
        }
        attribute.bindings(mapping).iter().any(|binding| {
            self.technologies().contains(&binding.technology)
                && usable(binding.usage, binding.transform.trigger().is_some())
        })
    }

    /// Whether such a device can be asked for the action of an attribute.
    ///
    /// ```
    /// use mgmt_model::Mapping;
    /// use mgmt_model::procedure::DeviceKind;
    ///
    /// let mapping = Mapping::built_in();
    /// assert!(DeviceKind::LwM2m.executes("lock.wipe", mapping));
    /// assert!(!DeviceKind::Tr181.executes("lock.wipe", mapping));
    /// ```
    #[must_use]
    pub fn executes(self, action: &str, mapping: &Mapping) -> bool {
        self.has(action, mapping, |usage, trigger| usage == Usage::Execute || (trigger && usage.writes()))
    }

    /// Whether such a device takes a value of an attribute.
    #[must_use]
    pub fn writes(self, attribute: &str, mapping: &Mapping) -> bool {
        self.has(attribute, mapping, |usage, trigger| usage.writes() && !trigger)
    }

    /// Whether such a device tells the value of an attribute.
    #[must_use]
    pub fn reads(self, attribute: &str, mapping: &Mapping) -> bool {
        self.has(attribute, mapping, |usage, trigger| usage.reads() && !trigger)
    }
}

/// TR-069 with the names of TR-181.
impl From<Protocol> for DeviceKind {
    fn from(protocol: Protocol) -> Self {
        match protocol {
            #[cfg(feature = "omadm")]
            Protocol::OmaDm => DeviceKind::OmaDm,
            #[cfg(feature = "cwmp")]
            Protocol::Cwmp => DeviceKind::Tr181,
            #[cfg(feature = "lwm2m")]
            Protocol::LwM2m => DeviceKind::LwM2m,
            Protocol::OneM2m => DeviceKind::OneM2m,
        }
    }
}

fn no_counterpart(name: &str) -> Loss {
    Loss::new(name, LossKind::NoCounterpart)
}

/// A lock's `result`: m2m has none, LwM2M's numbers. Locked or wiped, and the failures.
struct Wanted {
    action: &'static str,
    /// Values of `lock.result` that end it well, and badly.
    result: (&'static [i128], &'static [i128]),
    /// The `lock.state` that shows it.
    state: &'static [i128],
}

const FULL: Wanted = Wanted { action: "lock.fullyLock", result: (&[2], &[6]), state: &[2] };
const PARTIAL: Wanted = Wanted { action: "lock.partiallyLock", result: (&[1], &[5]), state: &[1] };
const UNLOCK: Wanted = Wanted { action: "lock.unlock", result: (&[3], &[7]), state: &[0] };
const WIPE: Wanted = Wanted { action: "lock.wipe", result: (&[4], &[8]), state: &[] };

impl Plan {
    /// Restart the device. That it did shows when it comes back: an Inform, a registration, a session of its own.
    #[must_use]
    pub fn reboot(mapping: &Mapping) -> Self {
        Plan::new(Instance::FIRST).execute("reboot.reboot", Vec::new(), mapping)
    }

    /// Set the device back to what it was when it left the factory. It may forget this server.
    #[must_use]
    pub fn factory_reset(mapping: &Mapping) -> Self {
        Plan::new(Instance::FIRST).execute("reboot.factoryReset", Vec::new(), mapping)
    }

    fn action(instance: Instance, action: &str, kind: DeviceKind, mapping: &Mapping) -> Result<Self, Loss> {
        if kind.executes(action, mapping) {
            Ok(Plan::new(instance).execute(action, Vec::new(), mapping))
        } else {
            Err(no_counterpart(action))
        }
    }

    /// Start a log.
    ///
    /// # Errors
    ///
    /// A loss where such devices have no logs to start: TR-098.
    pub fn log_start(instance: Instance, kind: DeviceKind, mapping: &Mapping) -> Result<Self, Loss> {
        Plan::action(instance, "eventLog.logStart", kind, mapping)
    }

    /// Stop a log.
    ///
    /// # Errors
    ///
    /// See [`log_start`](Self::log_start).
    pub fn log_stop(instance: Instance, kind: DeviceKind, mapping: &Mapping) -> Result<Self, Loss> {
        Plan::action(instance, "eventLog.logStop", kind, mapping)
    }

    /// Get a log: where the device uploads files it is told to upload it to `url`, elsewhere its data is read and
    /// is what the plan succeeds with.
    ///
    /// # Errors
    ///
    /// A loss where such devices do neither.
    ///
    /// ```
    /// use mgmt_model::procedure::{DeviceKind, Next, Plan};
    /// use mgmt_model::{Instance, Mapping, Operation};
    ///
    /// let mapping = Mapping::built_in();
    /// let url = "https://logs.example/7";
    /// let ask = |kind| {
    ///     let mut plan = Plan::log_upload(Instance::FIRST, url, kind, mapping).unwrap();
    ///     let Next::Send(mut request) = plan.next() else { unreachable!() };
    ///     request.operations.remove(0)
    /// };
    /// assert!(matches!(ask(DeviceKind::Tr181), Operation::Execute { .. }));
    /// assert!(matches!(ask(DeviceKind::LwM2m), Operation::Read(_)));
    /// ```
    pub fn log_upload(
        instance: Instance,
        url: &str,
        kind: DeviceKind,
        mapping: &Mapping,
    ) -> Result<Self, Loss> {
        if kind.executes("eventLog.logUpload", mapping) {
            let plan = Plan::new(instance);
            let arguments = plan.reading("eventLog.uploadURL", url, mapping);
            return Ok(plan.execute("eventLog.logUpload", arguments, mapping));
        }
        if kind.reads("eventLog.logData", mapping) {
            return Ok(Plan::new(instance).read(&["eventLog.logData"], mapping));
        }
        Err(no_counterpart("eventLog.logUpload"))
    }

    fn secured(
        wanted: &Wanted,
        arguments: Vec<Reading<'static>>,
        kind: DeviceKind,
        mapping: &Mapping,
    ) -> Result<Self, Loss> {
        if !kind.executes(wanted.action, mapping) {
            return Err(no_counterpart(wanted.action));
        }
        let plan = Plan::new(Instance::FIRST).execute(wanted.action, arguments, mapping);
        let (shows, good, bad): (_, _, &[i128]) = if kind.reads("lock.result", mapping) {
            ("lock.result", wanted.result.0, wanted.result.1)
        } else if kind.reads("lock.state", mapping) && !wanted.state.is_empty() {
            ("lock.state", wanted.state, &[])
        } else {
            return Ok(plan);
        };
        Ok(plan.ask(shows, mapping).until(shows, good, bad, mapping))
    }

    /// Lock a device, wholly or so that it still makes emergency calls, and see that it did.
    ///
    /// # Errors
    ///
    /// A loss where devices of the kind cannot be locked: TR-069.
    ///
    /// ```
    /// use mgmt_model::Mapping;
    /// use mgmt_model::procedure::{DeviceKind, Plan};
    ///
    /// let mapping = Mapping::built_in();
    /// assert!(Plan::lock(true, DeviceKind::OmaDm, mapping).is_ok());
    /// let loss = Plan::lock(true, DeviceKind::Tr181, mapping).unwrap_err();
    /// assert_eq!(loss.to_string(), "lock.fullyLock: no counterpart");
    /// ```
    pub fn lock(fully: bool, kind: DeviceKind, mapping: &Mapping) -> Result<Self, Loss> {
        Plan::secured(if fully { &FULL } else { &PARTIAL }, Vec::new(), kind, mapping)
    }

    /// Unlock a device.
    ///
    /// # Errors
    ///
    /// See [`lock`](Self::lock).
    pub fn unlock(kind: DeviceKind, mapping: &Mapping) -> Result<Self, Loss> {
        Plan::secured(&UNLOCK, Vec::new(), kind, mapping)
    }

    /// Erase the user's data, or what of it is named; naming parts is for LwM2M.
    ///
    /// # Errors
    ///
    /// A loss where devices of the kind cannot be wiped, or not in parts.
    pub fn wipe(parts: &[&str], kind: DeviceKind, mapping: &Mapping) -> Result<Self, Loss> {
        let mut arguments = Vec::new();
        if !parts.is_empty() {
            if !kind.writes("lock.wipeTargets", mapping) {
                return Err(no_counterpart("lock.wipeTargets"));
            }
            let names = parts.iter().map(|part| Value::from(String::from(*part))).collect();
            let targets = mapping.find_attribute("lock.wipeTargets");
            arguments.extend(targets.map(|id| Reading::new(id, Value::List(names))));
        }
        Plan::secured(&WIPE, arguments, kind, mapping)
    }

    /// Keep a device from connecting to a management server for so many seconds;
    /// [`suspended_until`](crate::topology::suspended_until) tells when it comes back.
    ///
    /// # Errors
    ///
    /// A loss for all but LwM2M and oneM2M: the others have no operation for it.
    pub fn suspend(
        server: Instance,
        seconds: u32,
        kind: DeviceKind,
        mapping: &Mapping,
    ) -> Result<Self, Loss> {
        if !kind.executes("managementServer.disable", mapping) {
            return Err(no_counterpart("managementServer.disable"));
        }
        let plan = Plan::new(server);
        let timeout = plan.number("managementServer.disableTimeout", seconds, mapping);
        Ok(plan.execute("managementServer.disable", timeout, mapping))
    }

    /// Have the device report every so many seconds: TR-069's periodic Inform, LwM2M's default maximum period.
    ///
    /// # Errors
    ///
    /// A loss where the device cannot be told: OMA DM.
    pub fn schedule_reports(
        server: Instance,
        seconds: u32,
        kind: DeviceKind,
        mapping: &Mapping,
    ) -> Result<Self, Loss> {
        let mut plan = Plan::new(server);
        let mut values = Vec::new();
        if kind.writes("managementServer.periodicReports", mapping) {
            let on = mapping.find_attribute("managementServer.periodicReports");
            values.extend(on.map(|id| Reading::new(id, true).with_instance(plan.instance().clone())));
        }
        let periods = ["managementServer.maximumPeriod", "managementServer.lifetime"];
        let Some(period) = periods.into_iter().find(|name| kind.writes(name, mapping)) else {
            return Err(no_counterpart("managementServer.maximumPeriod"));
        };
        values.extend(plan.number(period, seconds, mapping));
        plan.send(Operation::Write(values));
        Ok(plan)
    }

    /// Download and install firmware after so many seconds.
    ///
    /// # Errors
    ///
    /// A loss where the device cannot be told to wait: the server must, and then ask for
    /// [`firmware_update`](Self::firmware_update).
    pub fn firmware_update_after(
        seconds: u32,
        url: &str,
        kind: DeviceKind,
        mapping: &Mapping,
    ) -> Result<Self, Loss> {
        let can = kind.writes("firmware.delay", mapping) || kind == DeviceKind::OneM2m;
        if !can || !kind.executes("firmware.update", mapping) {
            return Err(no_counterpart("firmware.delay"));
        }
        let plan = Plan::new(Instance::FIRST);
        let mut arguments = plan.reading("firmware.URL", url, mapping);
        arguments.extend(plan.number("firmware.delay", seconds, mapping));
        Ok(plan.execute("firmware.update", arguments, mapping).until(
            "firmware.updateStatus",
            GOOD,
            BAD,
            mapping,
        ))
    }

    /// Run or stop an installed package, and see that it does.
    ///
    /// # Errors
    ///
    /// A loss where devices of the kind cannot.
    pub fn activate(
        instance: Instance,
        active: bool,
        kind: DeviceKind,
        mapping: &Mapping,
    ) -> Result<Self, Loss> {
        let action = if active { "software.activate" } else { "software.deactivate" };
        let plan = Plan::action(instance, action, kind, mapping)?;
        Ok(plan.ask("software.activeStatus", mapping).until("software.activeStatus", GOOD, BAD, mapping))
    }

    fn number(&self, name: &str, number: u32, mapping: &Mapping) -> Vec<Reading<'static>> {
        let id = mapping.find_attribute(name);
        id.map(|id| Reading::new(id, number).with_instance(self.instance().clone())).into_iter().collect()
    }
}
