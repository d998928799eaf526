//! The life of a firmware image.

use crate::status::Code;

/// How far an update is: what FUMO, LwM2M, TR-069 and TR-181 each show part of.
///
/// | state | FUMO | LwM2M state, result | TR-181 image | oneM2M status |
/// |---|---|---|---|---|
/// | `Idle` | 10 | 0, 0 | `NoImage` | 0 |
/// | `Downloading` | 30 | 1, 0 | `Downloading` | 3 |
/// | `DownloadFailed` | 20 | 0, 2 to 7 and 9 | `DownloadFailed` | 2 |
/// | `Downloaded` | 40, 50 | 2, 0 | `Available` | 3 |
/// | `Deferred` | | 2, 11 | `Available` | 3 |
/// | `Updating` | 60 | 3, 0 | | 3 |
/// | `UpdateFailedWithData` | 70 | 2, 8 | `InstallationFailed` | 2 |
/// | `UpdateFailed` | 80 | 0, 8 | `ValidationFailed` | 2 |
/// | `UpdatedWithData` | 90 | | | 1 |
/// | `Updated` | 100 | 0, 1 | `Active` | 1 |
/// | `Cancelled` | | 0, 10 | | 0 |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum FirmwareState {
    /// Nothing is going on.
    #[default]
    Idle,
    /// The package is being fetched.
    Downloading,
    /// Fetching it failed.
    DownloadFailed,
    /// The package is there and can be installed.
    Downloaded,
    /// The device or its user put the update off.
    Deferred,
    /// The package is being installed; the device may restart.
    Updating,
    /// Installing failed, the package is still there.
    UpdateFailedWithData,
    /// Installing failed, the package is gone.
    UpdateFailed,
    /// The new firmware runs, the package is still there.
    UpdatedWithData,
    /// The new firmware runs.
    Updated,
    /// The update was called off.
    Cancelled,
}

/// Something heard of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FirmwareEvent {
    /// The server asked for download and update.
    Requested,
    /// FUMO's `State`.
    FumoState(u16),
    /// The result code of FUMO's generic alert.
    FumoAlert(u16),
    /// `DownloadResponse`: whether it is complete already.
    TransferAccepted {
        /// Status 0.
        complete: bool,
    },
    /// `TransferComplete` with its fault code; 0 is success.
    TransferComplete(u16),
    /// The device started and runs the version that was asked for, or another one.
    Booted {
        /// Whether it is the version asked for.
        expected_version: bool,
    },
    /// `/5/0/3` and `/5/0/5`, read or notified. One without the other is ambiguous: read both.
    LwM2m {
        /// State, 0 to 3.
        state: u8,
        /// Update result, 0 to 11.
        result: u8,
    },
    /// The integrity of the running firmware is broken.
    IntegrityFailed,
    /// The server called the update off.
    Cancel,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FirmwareAction {
    /// Order the installation: the package is there.
    Install,
    /// Read the state: the device will not tell by itself, or notifications get lost.
    ReadState,
    /// Read the version that runs: only it tells whether the update took place.
    ReadVersion,
    /// Fetch or send the package again, or fall back to the other image.
    Recover,
    /// Tell whoever asked: it succeeded.
    ReportSuccess,
    /// Tell whoever asked: it failed.
    ReportFailure,
}

impl FirmwareState {
    /// The next state and what to do about it. Events that cannot be in a state leave it as it is.
    ///
    /// ```
    /// use mgmt_model::procedure::{FirmwareAction, FirmwareEvent, FirmwareState};
    ///
    /// let (state, actions) = FirmwareState::Downloading.advance(FirmwareEvent::LwM2m { state: 2, result: 0 });
    /// assert_eq!((state, actions), (FirmwareState::Downloaded, &[FirmwareAction::Install][..]));
    /// let (state, _) = state.advance(FirmwareEvent::LwM2m { state: 0, result: 1 });
    /// assert!(state.is_success());
    /// ```
    #[must_use]
    pub fn advance(self, event: FirmwareEvent) -> (FirmwareState, &'static [FirmwareAction]) {
        use FirmwareState as S;
        let next = match event {
            FirmwareEvent::Requested if self.is_settled() => S::Downloading,
            FirmwareEvent::Requested => self,
            FirmwareEvent::Cancel if self == S::Updating => self,
            FirmwareEvent::Cancel => S::Cancelled,
            FirmwareEvent::FumoState(code) => match code {
                10 => S::Idle,
                20 => S::DownloadFailed,
                30 => S::Downloading,
                40 | 50 => S::Downloaded,
                60 => S::Updating,
                70 => S::UpdateFailedWithData,
                80 => S::UpdateFailed,
                90 => S::UpdatedWithData,
                100 => S::Updated,
                _ => self,
            },
            FirmwareEvent::FumoAlert(401) => S::Cancelled,
            FirmwareEvent::FumoAlert(code) if Code::FumoResult(code).is_success() => S::Updated,
            FirmwareEvent::FumoAlert(410 | 500 | 502) => S::UpdateFailed,
            FirmwareEvent::FumoAlert(_) => self.failed(),
            FirmwareEvent::TransferAccepted { complete: true } => S::Updating,
            FirmwareEvent::TransferAccepted { complete: false } => S::Downloading,
            // CWMP reports the transfer once the image is applied or the attempt has failed.
            FirmwareEvent::TransferComplete(0) => S::Updating,
            FirmwareEvent::TransferComplete(9010 | 9012..=9017) => S::DownloadFailed,
            FirmwareEvent::TransferComplete(_) => self.failed(),
            FirmwareEvent::Booted { expected_version: true } => S::Updated,
            FirmwareEvent::Booted { expected_version: false } if matches!(self, S::Updating) => {
                S::UpdateFailed
            }
            FirmwareEvent::Booted { .. } => self,
            FirmwareEvent::LwM2m { state: 1, .. } => S::Downloading,
            FirmwareEvent::LwM2m { state: 2, result: 8 } => S::UpdateFailedWithData,
            FirmwareEvent::LwM2m { state: 2, result: 11 } => S::Deferred,
            FirmwareEvent::LwM2m { state: 2, .. } => S::Downloaded,
            FirmwareEvent::LwM2m { state: 3, .. } => S::Updating,
            FirmwareEvent::LwM2m { state: 0, result } => match result {
                // Back at the start without a result: nothing was asked for, or the device forgot.
                0 => S::Idle,
                1 => S::Updated,
                8 => S::UpdateFailed,
                10 => S::Cancelled,
                _ => S::DownloadFailed,
            },
            FirmwareEvent::LwM2m { .. } => self,
            FirmwareEvent::IntegrityFailed => S::UpdateFailed,
        };
        (next, self.actions(next, event))
    }

    fn actions(self, next: FirmwareState, event: FirmwareEvent) -> &'static [FirmwareAction] {
        use FirmwareAction as A;
        if event == FirmwareEvent::IntegrityFailed {
            return &[A::Recover];
        }
        if next == self {
            // Nothing new: a state between may have been missed.
            return if next.is_settled() { &[] } else { &[A::ReadState] };
        }
        match next {
            FirmwareState::Downloaded => &[A::Install],
            FirmwareState::Updating => &[A::ReadVersion],
            FirmwareState::Updated | FirmwareState::UpdatedWithData => &[A::ReportSuccess],
            FirmwareState::DownloadFailed
            | FirmwareState::UpdateFailed
            | FirmwareState::UpdateFailedWithData => &[A::ReportFailure],
            _ => &[],
        }
    }

    fn failed(self) -> FirmwareState {
        match self {
            FirmwareState::Idle | FirmwareState::Downloading => FirmwareState::DownloadFailed,
            FirmwareState::Downloaded => FirmwareState::UpdateFailedWithData,
            _ => FirmwareState::UpdateFailed,
        }
    }

    /// Whether nothing more comes by itself.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        !matches!(
            self,
            FirmwareState::Downloading
                | FirmwareState::Downloaded
                | FirmwareState::Deferred
                | FirmwareState::Updating
        )
    }

    /// Whether the new firmware runs.
    #[must_use]
    pub const fn is_success(self) -> bool {
        matches!(self, FirmwareState::Updated | FirmwareState::UpdatedWithData)
    }

    /// m2m:status of `updateStatus`: 0 uninitialized, 1 successful, 2 failure, 3 in process.
    #[must_use]
    pub const fn onem2m_status(self) -> u8 {
        match self {
            FirmwareState::Idle | FirmwareState::Cancelled => 0,
            FirmwareState::Updated | FirmwareState::UpdatedWithData => 1,
            FirmwareState::DownloadFailed
            | FirmwareState::UpdateFailed
            | FirmwareState::UpdateFailedWithData => 2,
            _ => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn run(events: &[FirmwareEvent]) -> (FirmwareState, Vec<FirmwareAction>) {
        let mut actions = Vec::new();
        let mut state = FirmwareState::Idle;
        for event in events {
            let (next, more) = state.advance(*event);
            state = next;
            actions.extend_from_slice(more);
        }
        (state, actions)
    }

    #[test]
    fn three_technologies_one_life() {
        use FirmwareAction as A;
        use FirmwareEvent as E;
        let lwm2m = [(1, 0), (2, 0), (3, 0), (0, 1)].map(|(state, result)| E::LwM2m { state, result });
        assert_eq!(
            run(&lwm2m),
            (FirmwareState::Updated, [A::Install, A::ReadVersion, A::ReportSuccess].into())
        );
        let fumo = [E::Requested, E::FumoState(30), E::FumoState(60), E::FumoAlert(200)];
        assert_eq!(run(&fumo).0, FirmwareState::Updated);
        let cwmp = [
            E::Requested,
            E::TransferAccepted { complete: false },
            E::TransferComplete(0),
            E::Booted { expected_version: true },
        ];
        assert_eq!(run(&cwmp).0, FirmwareState::Updated);
    }

    #[test]
    fn failures_and_recovery() {
        use FirmwareEvent as E;
        for (events, state) in [
            (&[E::Requested, E::TransferComplete(9010)][..], FirmwareState::DownloadFailed),
            (&[E::TransferComplete(0), E::Booted { expected_version: false }], FirmwareState::UpdateFailed),
            (&[E::LwM2m { state: 2, result: 8 }], FirmwareState::UpdateFailedWithData),
            (&[E::LwM2m { state: 0, result: 5 }], FirmwareState::DownloadFailed),
            (&[E::FumoState(60), E::FumoAlert(410)], FirmwareState::UpdateFailed),
            (&[E::FumoState(30), E::FumoAlert(401)], FirmwareState::Cancelled),
            (&[E::FumoState(60), E::Cancel], FirmwareState::Updating),
        ] {
            assert_eq!(run(events).0, state, "{events:?}");
        }
        assert_eq!(FirmwareState::Updated.advance(E::IntegrityFailed).1, [FirmwareAction::Recover]);
        assert_eq!(
            FirmwareState::Downloading.advance(E::LwM2m { state: 1, result: 0 }).1,
            [FirmwareAction::ReadState]
        );
    }

    #[test]
    fn no_event_is_lost_in_a_loop() {
        // Every state takes every event and gives a state.
        for state in
            [FirmwareState::Idle, FirmwareState::Downloading, FirmwareState::Updating, FirmwareState::Updated]
        {
            for code in 0..=255 {
                let _ = state.advance(FirmwareEvent::LwM2m { state: code, result: code });
                let _ = state.advance(FirmwareEvent::FumoState(code.into()));
            }
        }
    }
}
