//! The same work for many devices.

use super::Outcome;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Devices that get the same messages: work it out once, send it to each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch<K, N> {
    /// What the devices have in common: protocol, data model, place of objects.
    pub kind: K,
    /// The devices, in the order in which they were given.
    pub members: Vec<N>,
}

/// Devices by what they have in common.
///
/// ```
/// use mgmt_model::procedure::batches;
///
/// let lamps = [("lamp-1", "lwm2m"), ("gate", "cwmp"), ("lamp-2", "lwm2m")];
/// let batches = batches(lamps);
/// assert_eq!(batches.len(), 2);
/// assert_eq!(batches[1].members, ["lamp-1", "lamp-2"]);
/// ```
pub fn batches<K: Ord, N>(devices: impl IntoIterator<Item = (N, K)>) -> Vec<Batch<K, N>> {
    let mut kinds: BTreeMap<K, Vec<N>> = BTreeMap::new();
    for (device, kind) in devices {
        kinds.entry(kind).or_default().push(device);
    }
    kinds.into_iter().map(|(kind, members)| Batch { kind, members }).collect()
}

/// How far the members of a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    /// Not ended.
    pub pending: usize,
    /// Ended well.
    pub succeeded: usize,
    /// Ended badly.
    pub failed: usize,
}

/// The outcomes of a group's members, one each: what the fan-out of a oneM2M group answers.
#[derive(Clone, Debug)]
pub struct Aggregate<N> {
    outcomes: BTreeMap<N, Option<Outcome>>,
}

impl<N: Ord> Aggregate<N> {
    /// A group whose members have not answered.
    pub fn new(members: impl IntoIterator<Item = N>) -> Self {
        Aggregate { outcomes: members.into_iter().map(|member| (member, None)).collect() }
    }

    /// Takes a member's outcome; `false` for one that is no member or has ended before.
    pub fn report(&mut self, member: &N, outcome: Outcome) -> bool {
        match self.outcomes.get_mut(member) {
            Some(slot @ None) => {
                *slot = Some(outcome);
                true
            }
            _ => false,
        }
    }

    /// How far the group is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.outcomes.values().fold(Progress::default(), |mut progress, outcome| {
            match outcome {
                None => progress.pending += 1,
                Some(Outcome::Success(_)) => progress.succeeded += 1,
                Some(Outcome::Failure(_)) => progress.failed += 1,
            }
            progress
        })
    }

    /// The members and their outcomes.
    pub fn outcomes(&self) -> impl Iterator<Item = (&N, Option<&Outcome>)> {
        self.outcomes.iter().map(|(member, outcome)| (member, outcome.as_ref()))
    }
}
