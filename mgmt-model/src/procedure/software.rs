//! The life of a software package.

/// How far a package is, in SCOMO, TR-157 deployment units and LwM2M object 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum SoftwareState {
    /// Not on the device.
    #[default]
    NotInstalled,
    /// Being fetched.
    Downloading,
    /// On the device, checked, not installed.
    Delivered,
    /// Installed and not running.
    Inactive,
    /// Installed and running.
    Active,
    /// A new version is being put in its place.
    Updating,
    /// Being removed.
    Uninstalling,
    /// The last operation failed.
    Failed,
}

/// Something heard of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SoftwareEvent {
    /// `/9/x/7`, `/9/x/9` and `/9/x/12`.
    LwM2m {
        /// Update state, 0 to 4.
        state: u8,
        /// Update result.
        result: u8,
        /// Activation state.
        active: bool,
    },
    /// `Download/<X>/Status` of SCOMO.
    ScomoDownload(u16),
    /// The package stands in `Inventory/Deployed`, with its `State`.
    ScomoDeployed(u16),
    /// The result of SCOMO's alert.
    ScomoAlert(u16),
    /// `DUStateChangeComplete`: fault code, and whether the operation was an installation or update.
    UnitChange {
        /// 0 is success.
        fault: u16,
        /// `CurrentState` is `Installed`.
        installed: bool,
    },
    /// `ExecutionUnit.{i}.Status` is `Active`, or anything else.
    UnitActive(bool),
    /// The server asked to install.
    InstallRequested,
    /// The server asked to remove.
    UninstallRequested,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SoftwareAction {
    /// Order the installation: the package is there.
    Install,
    /// Read the inventory: what is installed now.
    ReadInventory,
    /// Tell whoever asked: it succeeded.
    ReportSuccess,
    /// Tell whoever asked: it failed.
    ReportFailure,
}

impl SoftwareState {
    /// The next state and what to do about it.
    ///
    /// ```
    /// use mgmt_model::procedure::{SoftwareEvent, SoftwareState};
    ///
    /// let state = SoftwareState::NotInstalled.advance(SoftwareEvent::InstallRequested).0;
    /// let state = state.advance(SoftwareEvent::UnitChange { fault: 0, installed: true }).0;
    /// assert_eq!(state, SoftwareState::Inactive);
    /// ```
    #[must_use]
    pub fn advance(self, event: SoftwareEvent) -> (SoftwareState, &'static [SoftwareAction]) {
        use SoftwareState as S;
        let next = match event {
            SoftwareEvent::InstallRequested => match self {
                S::Inactive | S::Active => S::Updating,
                _ => S::Downloading,
            },
            SoftwareEvent::UninstallRequested => S::Uninstalling,
            SoftwareEvent::LwM2m { result: 50..=200, .. } => S::Failed,
            SoftwareEvent::LwM2m { state, active, .. } => match state {
                0 => S::NotInstalled,
                1 | 2 => S::Downloading,
                3 => S::Delivered,
                4 if active => S::Active,
                4 => S::Inactive,
                _ => self,
            },
            SoftwareEvent::ScomoDownload(code) => match code {
                20 | 60 | 70 => S::Failed,
                30 => S::Downloading,
                40 => S::Delivered,
                50 => S::Updating,
                _ => self,
            },
            SoftwareEvent::ScomoDeployed(20) => S::Active,
            SoftwareEvent::ScomoDeployed(10) => S::Inactive,
            SoftwareEvent::ScomoDeployed(_) => self,
            SoftwareEvent::ScomoAlert(code @ 1200..=1299) => match (self, code) {
                (S::Uninstalling, _) => S::NotInstalled,
                (S::Active, _) => S::Active,
                _ => S::Inactive,
            },
            SoftwareEvent::ScomoAlert(_) => S::Failed,
            SoftwareEvent::UnitChange { fault: 0, installed: true } => S::Inactive,
            SoftwareEvent::UnitChange { fault: 0, installed: false } => S::NotInstalled,
            SoftwareEvent::UnitChange { .. } => S::Failed,
            SoftwareEvent::UnitActive(true) => S::Active,
            SoftwareEvent::UnitActive(false) if self == S::Active => S::Inactive,
            SoftwareEvent::UnitActive(false) => self,
        };
        let actions: &[SoftwareAction] = match (self == next, next) {
            (true, _) => &[],
            (_, S::Delivered) => &[SoftwareAction::Install],
            (_, S::Failed) => &[SoftwareAction::ReportFailure],
            (_, S::Inactive | S::Active) => &[SoftwareAction::ReportSuccess, SoftwareAction::ReadInventory],
            (_, S::NotInstalled) => &[SoftwareAction::ReportSuccess],
            _ => &[],
        };
        (next, actions)
    }

    /// m2m:status of `installStatus`.
    #[must_use]
    pub const fn onem2m_install_status(self) -> u8 {
        match self {
            SoftwareState::NotInstalled => 0,
            SoftwareState::Inactive | SoftwareState::Active => 1,
            SoftwareState::Failed => 2,
            _ => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lives() {
        use SoftwareEvent as E;
        use SoftwareState as S;
        for (events, state) in [
            (
                &[
                    E::LwM2m { state: 1, result: 0, active: false },
                    E::LwM2m { state: 3, result: 3, active: false },
                    E::LwM2m { state: 4, result: 2, active: false },
                    E::LwM2m { state: 4, result: 2, active: true },
                ][..],
                S::Active,
            ),
            (
                &[E::InstallRequested, E::ScomoDownload(30), E::ScomoDownload(40), E::ScomoDeployed(10)],
                S::Inactive,
            ),
            (&[E::InstallRequested, E::UnitChange { fault: 9026, installed: false }], S::Failed),
            (&[E::UnitActive(true), E::UninstallRequested, E::ScomoAlert(1200)], S::NotInstalled),
            (&[E::LwM2m { state: 2, result: 53, active: false }], S::Failed),
        ] {
            let end = events.iter().fold(S::NotInstalled, |state, event| state.advance(*event).0);
            assert_eq!(end, state, "{events:?}");
        }
    }
}
