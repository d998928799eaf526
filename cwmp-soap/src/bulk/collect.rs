//! The device's side: which parameters a reference takes and what they are called, and reports that wait.

use alloc::borrow::ToOwned;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;

use super::report::{Record, Report};

/// What a parameter is called in a report: the path itself, or, when the profile gives an alternative name, that name
/// with the values of the reference's wildcards and what the reference leaves open behind it. `None` when the
/// reference does not take the path.
///
/// ```
/// use cwmp_soap::bulk::report_name;
///
/// let path = "Device.WiFi.AccessPoint.1.AssociatedDevice.10.SignalStrength";
/// let reference = "Device.WiFi.AccessPoint.*.AssociatedDevice.*.SignalStrength";
/// assert_eq!(report_name(reference, "Signal", path).as_deref(), Some("Signal.1.10"));
/// assert_eq!(report_name("Device.WiFi.AccessPoint.1.", "AP", "Device.WiFi.AccessPoint.1.Enable").as_deref(), Some("AP.Enable"));
/// assert_eq!(report_name(reference, "", path).as_deref(), Some(path));
/// assert_eq!(report_name("Device.Time.", "T", path), None);
/// ```
#[must_use]
pub fn report_name(reference: &str, name: &str, path: &str) -> Option<String> {
    let mut wildcards = Vec::new();
    let mut rest = path;
    let mut wanted = reference;
    loop {
        let (segment, more) = match wanted.split_once('.') {
            Some((segment, more)) => (segment, Some(more)),
            None => (wanted, None),
        };
        // A reference that ends in a dot takes everything below.
        if segment.is_empty() && more.is_none() {
            break;
        }
        let (found, below) = match rest.split_once('.') {
            Some((found, below)) => (found, Some(below)),
            None => (rest, None),
        };
        if segment == "*" {
            if found.is_empty() {
                return None;
            }
            wildcards.push(found);
        } else if segment != found {
            return None;
        }
        match (more, below) {
            (Some(more), Some(below)) => (wanted, rest) = (more, below),
            // The reference names a parameter: the path must end with it.
            (None, None) => {
                rest = "";
                break;
            }
            _ => return None,
        }
    }
    if name.is_empty() {
        return Some(path.to_owned());
    }
    let mut out = name.to_owned();
    for part in wildcards.into_iter().chain(Some(rest).filter(|rest| !rest.is_empty())) {
        out.push('.');
        out.push_str(part);
    }
    Some(out)
}

/// How many undelivered collections are kept (`NumberOfRetainedFailedReports`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Retention {
    /// None: what cannot be delivered is lost. The default.
    #[default]
    None,
    /// The last so many.
    Last(u32),
    /// All (−1 in the data model).
    All,
}

impl Retention {
    /// The retention of a value of the data model; `None` below −1.
    #[must_use]
    pub fn from_value(value: i64) -> Option<Self> {
        match value {
            -1 => Some(Retention::All),
            0 => Some(Retention::None),
            _ => u32::try_from(value).ok().map(Retention::Last),
        }
    }

    /// The value of the data model.
    #[must_use]
    pub fn to_value(self) -> i64 {
        match self {
            Retention::None => 0,
            Retention::Last(count) => i64::from(count),
            Retention::All => -1,
        }
    }
}

/// Collections on their way: the newest one and those that could not be delivered.
///
/// ```
/// use cwmp_soap::bulk::{Record, Retention, Spool, Timestamp};
///
/// let mut spool = Spool::new(Retention::Last(1));
/// for time in 1..=3 {
///     spool.collect(Record::default().with_time(Timestamp::seconds(time)));
///     spool.failed();
/// }
/// spool.collect(Record::default().with_time(Timestamp::seconds(4)));
/// // One failed collection is kept beside the new one.
/// let times: Vec<_> = spool.report().records.iter().map(|record| record.time.clone().unwrap()).collect();
/// assert_eq!(times, [Timestamp::seconds(3), Timestamp::seconds(4)]);
/// spool.delivered();
/// assert!(spool.is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Spool<'a> {
    retention: Retention,
    waiting: VecDeque<Record<'a>>,
}

impl<'a> Spool<'a> {
    /// An empty spool.
    #[must_use]
    pub fn new(retention: Retention) -> Self {
        Spool { retention, waiting: VecDeque::new() }
    }

    /// Adds a new collection.
    pub fn collect(&mut self, record: Record<'a>) {
        self.waiting.push_back(record);
    }

    /// What is to be sent now, oldest first.
    #[must_use]
    pub fn report(&self) -> Report<'a> {
        Report::new(self.waiting.iter().cloned().collect())
    }

    /// The report has arrived: nothing waits any more.
    pub fn delivered(&mut self) {
        self.waiting.clear();
    }

    /// The report has not arrived: keeps what the retention allows, the newest first of all.
    pub fn failed(&mut self) {
        let keep = match self.retention {
            Retention::None => 0,
            Retention::Last(count) => usize::try_from(count).unwrap_or(usize::MAX),
            Retention::All => return,
        };
        while self.waiting.len() > keep {
            self.waiting.pop_front();
        }
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let name = |reference, path| report_name(reference, "N", path);
        assert_eq!(
            name("Device.MoCA.Interface.*.Stats.", "Device.MoCA.Interface.2.Stats.BytesSent").as_deref(),
            Some("N.2.BytesSent")
        );
        assert_eq!(name("A.B", "A.B").as_deref(), Some("N"));
        assert_eq!(name("A.*.B", "A..B"), None);
        assert_eq!(name("A.B", "A.B.C"), None);
        assert_eq!(name("A.B.C", "A.B"), None);
        assert_eq!(name("A.", "A").as_deref(), None);
    }

    #[test]
    fn retention() {
        for value in [-1, 0, 7] {
            assert_eq!(Retention::from_value(value).unwrap().to_value(), value);
        }
        assert_eq!(Retention::from_value(-2), None);
        let mut none = Spool::new(Retention::None);
        none.collect(Record::default());
        none.failed();
        assert!(none.is_empty());
        let mut all = Spool::new(Retention::All);
        for _ in 0..5 {
            all.collect(Record::default());
            all.failed();
        }
        assert_eq!(all.report().records.len(), 5);
    }
}
