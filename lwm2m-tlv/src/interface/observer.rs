//! When to notify: decided by the value, the time and the notification attributes.
//!
//! The caller looks at the value when it changes, or when [`Observer::next_look`] says, and asks
//! [`Observer::look`]. Time is whatever clock the caller has, as the time since any fixed moment.

use super::attributes::NotificationAttributes;
use crate::value::Value;
use alloc::collections::VecDeque;
use core::time::Duration;

/// What is to be done after a look at the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// Nothing.
    Wait,
    /// Send a notification with the value just looked at.
    Notify {
        /// Whether it is to be sent confirmable.
        confirmable: bool,
    },
}

impl Decision {
    /// Whether a notification is to be sent.
    #[must_use]
    pub const fn is_notify(self) -> bool {
        matches!(self, Decision::Notify { .. })
    }
}

/// One observation of one path.
///
/// The rules: the first value is what the Observe request was answered with, not a notification. Then
/// - nothing is sent before `pmin` has passed since the last notification; what became due meanwhile is sent, with
///   the value as it then is, once `pmin` has passed;
/// - without `gt`, `lt`, `st` and `edge` a changed value is due;
/// - with `gt` or `lt` it is due when the value lies on another side of the bound than the last notified one, with
///   `st` when it differs from that one by at least the step, with `edge` when it turned to the edge's side since
///   the last look; any one of them is enough;
/// - when `pmax` has passed since the last notification one is due in any case. A `pmax` below `pmin`, and 0, mean
///   nothing;
/// - a value is not looked at again before `epmin` has passed since the last look.
///
/// ```
/// use core::time::Duration;
/// use lwm2m_tlv::Value;
/// use lwm2m_tlv::interface::attributes::{AttributeChanges, NotificationAttributes};
/// use lwm2m_tlv::interface::observer::Observer;
///
/// let mut attributes = NotificationAttributes::default();
/// attributes.apply(&AttributeChanges::from_query("pmin=10&pmax=60&gt=25")?);
/// let at = Duration::from_secs;
/// let mut observer = Observer::new(attributes, at(0), Value::from(20.0));
///
/// assert!(!observer.look(at(5), Value::from(30.0)).is_notify(), "pmin has not passed");
/// assert_eq!(observer.next_look(), Some(at(10)));
/// assert!(observer.look(at(10), Value::from(30.0)).is_notify(), "the value crossed 25");
/// assert!(!observer.look(at(30), Value::from(31.0)).is_notify(), "it is still above");
/// assert!(observer.look(at(70), Value::from(31.0)).is_notify(), "pmax has passed");
/// # Ok::<(), lwm2m_tlv::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Observer {
    attributes: NotificationAttributes,
    /// The value last notified.
    notified: Value<'static>,
    notified_at: Duration,
    /// The truth at the last look, for `edge`.
    seen: Option<bool>,
    looked_at: Duration,
    /// Something became due while `pmin` held it back.
    due: bool,
    /// A look was turned away because `epmin` had not passed.
    turned_away: bool,
}

impl Observer {
    /// An observation that begins now, answered with this value.
    #[must_use]
    pub fn new(attributes: NotificationAttributes, now: Duration, value: Value<'_>) -> Self {
        let value = value.into_owned();
        Observer {
            attributes,
            seen: value.as_bool(),
            notified: value,
            notified_at: now,
            looked_at: now,
            due: false,
            turned_away: false,
        }
    }

    /// The attributes in force.
    #[must_use]
    pub const fn attributes(&self) -> &NotificationAttributes {
        &self.attributes
    }

    /// Puts other attributes in force, as a Write-Attributes does. What was due stays due.
    pub const fn set_attributes(&mut self, attributes: NotificationAttributes) {
        self.attributes = attributes;
    }

    /// A look at the value. A time before the last one counts as the last one.
    pub fn look(&mut self, now: Duration, value: Value<'_>) -> Decision {
        let now = now.max(self.looked_at);
        let since = now.saturating_sub(self.notified_at);
        let expired = self.pmax().is_some_and(|pmax| since >= pmax);
        if !expired && !self.due && now < self.looked_at.saturating_add(self.epmin()) {
            self.turned_away = true;
            return Decision::Wait;
        }
        self.turned_away = false;
        self.looked_at = now;
        self.due |= self.meets(&value);
        self.seen = value.as_bool();
        if !expired && (!self.due || since < self.pmin()) {
            return Decision::Wait;
        }
        self.due = false;
        self.notified = value.into_owned();
        self.notified_at = now;
        Decision::Notify { confirmable: self.attributes.con.unwrap_or(false) }
    }

    /// When the next look must be taken even if nothing changes: `pmin` lets something go that is due, `epmin` has
    /// passed after a look that came too early, `epmax` or `pmax` ends. `None`: only when the value changes.
    #[must_use]
    pub fn next_look(&self) -> Option<Duration> {
        let held_back = self.due.then(|| self.notified_at.saturating_add(self.pmin()));
        let evaluation =
            self.attributes.epmax.map(|seconds| self.looked_at.saturating_add(seconds_of(seconds)));
        let early = self.turned_away.then(|| self.looked_at.saturating_add(self.epmin()));
        let silence = self.pmax().map(|pmax| self.notified_at.saturating_add(pmax));
        [held_back, early, evaluation, silence].into_iter().flatten().min()
    }

    fn pmin(&self) -> Duration {
        seconds_of(self.attributes.pmin.unwrap_or(0))
    }

    fn pmax(&self) -> Option<Duration> {
        let pmin = self.attributes.pmin.unwrap_or(0);
        self.attributes.pmax.filter(|&pmax| pmax > 0 && pmax >= pmin).map(seconds_of)
    }

    fn epmin(&self) -> Duration {
        seconds_of(self.attributes.epmin.unwrap_or(0))
    }

    fn meets(&self, value: &Value<'_>) -> bool {
        let NotificationAttributes { gt, lt, st, edge, .. } = self.attributes;
        let numbers = (number(&self.notified), number(value));
        let mut conditional = false;
        if let (Some(old), Some(new)) = numbers {
            for (met, condition) in [
                (gt.is_some_and(|bound| (old > bound) != (new > bound)), gt.is_some()),
                (lt.is_some_and(|bound| (old < bound) != (new < bound)), lt.is_some()),
                (st.is_some_and(|step| (new - old).abs() >= step && new != old), st.is_some()),
            ] {
                if met {
                    return true;
                }
                conditional |= condition;
            }
        }
        if let (Some(edge), Some(new)) = (edge, value.as_bool()) {
            return new == edge && self.seen != Some(edge);
        }
        !conditional && !same(value, &self.notified)
    }
}

const fn seconds_of(seconds: u32) -> Duration {
    Duration::from_secs(seconds as u64)
}

/// Equal, and what is no number is equal to itself: a sensor that has none says so once.
fn same(first: &Value<'_>, second: &Value<'_>) -> bool {
    match (first, second) {
        (Value::Float(first), Value::Float(second)) => first == second || (first.is_nan() && second.is_nan()),
        _ => first == second,
    }
}

/// The number of a value, rounded where a float cannot hold it.
fn number(value: &Value<'_>) -> Option<f64> {
    match *value {
        Value::Integer(number) | Value::Time(number) => Some(number as f64),
        Value::Unsigned(number) => Some(number as f64),
        Value::Float(number) => Some(number),
        _ => None,
    }
}

/// Notifications kept while they cannot be delivered: at most `hqmax` of them, the oldest go first.
///
/// ```
/// use lwm2m_tlv::interface::observer::History;
///
/// let mut history = History::new(Some(2));
/// for reading in [1, 2, 3] {
///     history.push(reading);
/// }
/// assert_eq!(history.drain().collect::<Vec<_>>(), [2, 3]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History<T> {
    kept: VecDeque<T>,
    most: usize,
}

impl<T> History<T> {
    /// Keeps at most `hqmax` entries; without the attribute only the last one.
    #[must_use]
    pub fn new(hqmax: Option<u32>) -> Self {
        let most = hqmax.map_or(1, |most| usize::try_from(most).unwrap_or(usize::MAX));
        History { kept: VecDeque::new(), most }
    }

    /// Keeps one more; gives back the one that had to go.
    pub fn push(&mut self, entry: T) -> Option<T> {
        if self.most == 0 {
            return Some(entry);
        }
        let gone = if self.kept.len() >= self.most { self.kept.pop_front() } else { None };
        self.kept.push_back(entry);
        gone
    }

    /// How many are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether none is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Takes all that are kept, oldest first.
    pub fn drain(&mut self) -> impl Iterator<Item = T> + '_ {
        self.kept.drain(..)
    }
}

#[cfg(test)]
mod tests {
    use super::super::attributes::AttributeChanges;
    use super::*;

    fn attributes(query: &str) -> NotificationAttributes {
        let mut attributes = NotificationAttributes::default();
        attributes.apply(&AttributeChanges::from_query(query).unwrap());
        attributes
    }

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// The times of notifications, the first value being that of the answer.
    fn notified<'v, V: Into<Value<'v>> + Copy>(query: &str, looks: &[(u64, V)]) -> Vec<u64> {
        let (first, rest) = looks.split_first().unwrap();
        let mut observer = Observer::new(attributes(query), at(first.0), first.1.into());
        rest.iter()
            .filter(|(now, value)| observer.look(at(*now), (*value).into()).is_notify())
            .map(|(now, _)| *now)
            .collect()
    }

    #[test]
    fn a_change_is_enough() {
        assert_eq!(notified("", &[(0, "a"), (1, "a"), (2, "b"), (3, "b"), (4, "a")]), [2, 4]);
        assert_eq!(notified("", &[(0, 1_i64), (0, 2), (0, 3)]), [0, 0]);
    }

    #[test]
    fn pmin_holds_back_and_lets_go() {
        // 4 is held back; at 10 the value is the old one again, but the change was there.
        assert_eq!(notified("pmin=10", &[(0, 1_i64), (4, 2), (9, 1), (10, 1), (11, 2), (20, 2)]), [10, 20]);
        let mut observer = Observer::new(attributes("pmin=10"), at(0), Value::Integer(1));
        assert_eq!(observer.next_look(), None);
        observer.look(at(3), Value::Integer(2));
        assert_eq!(observer.next_look(), Some(at(10)));
    }

    #[test]
    fn pmax_ends_silence() {
        assert_eq!(notified("pmax=10", &[(0, 1_i64), (9, 1), (10, 1), (19, 1), (20, 1)]), [10, 20]);
        assert_eq!(notified("pmin=10&pmax=10", &[(0, 1_i64), (9, 2), (10, 2)]), [10]);
        // Less than pmin, or 0: nothing.
        assert_eq!(notified("pmin=10&pmax=5", &[(0, 1_i64), (6, 1), (60, 1)]), [] as [u64; 0]);
        assert_eq!(notified("pmax=0", &[(0, 1_i64), (60, 1)]), [] as [u64; 0]);
    }

    #[test]
    fn bounds_are_crossed_both_ways() {
        let looks = [(0, 20.0), (1, 25.0), (2, 25.5), (3, 30.0), (4, 25.0), (5, 9.0), (6, 8.0), (7, 10.0)];
        assert_eq!(notified("gt=25", &looks), [2, 4]);
        assert_eq!(notified("lt=10", &looks), [5, 7]);
        assert_eq!(notified("gt=25&lt=10", &looks), [2, 4, 5, 7]);
    }

    #[test]
    fn steps_count_from_the_last_notified() {
        assert_eq!(notified("st=2", &[(0, 10_i64), (1, 11), (2, 12), (3, 13), (4, 10)]), [2, 4]);
        assert_eq!(notified("st=0", &[(0, 10_i64), (1, 10), (2, 11)]), [2]);
        assert_eq!(notified("st=5&gt=12", &[(0, 10_i64), (1, 13), (2, 17), (3, 18)]), [1, 3]);
    }

    #[test]
    fn edges() {
        let looks = [(0, false), (1, true), (2, true), (3, false), (4, true)];
        assert_eq!(notified("edge=1", &looks), [1, 4]);
        assert_eq!(notified("edge=0", &looks), [3]);
    }

    #[test]
    fn number_attributes_do_not_touch_other_types() {
        assert_eq!(notified("gt=5", &[(0, "a"), (1, "b")]), [1]);
    }

    #[test]
    fn evaluation_periods() {
        assert_eq!(notified("epmin=10", &[(0, 1_i64), (5, 2), (10, 3)]), [10]);
        let observer = Observer::new(attributes("epmax=30&pmax=60"), at(0), Value::Integer(1));
        assert_eq!(observer.next_look(), Some(at(30)));
    }

    #[test]
    fn confirmable_and_time_going_back() {
        let mut observer = Observer::new(attributes("con=1"), at(100), Value::Integer(1));
        assert_eq!(observer.look(at(50), Value::Integer(2)), Decision::Notify { confirmable: true });
        assert_eq!(observer.look(at(50), Value::Integer(2)), Decision::Wait);
        observer.set_attributes(attributes(""));
        assert_eq!(observer.look(at(101), Value::Integer(3)), Decision::Notify { confirmable: false });
    }

    #[test]
    fn history_is_bounded() {
        let mut none = History::new(Some(0));
        assert_eq!((none.push(1), none.len()), (Some(1), 0));
        let mut last = History::new(None);
        assert_eq!((last.push(1), last.push(2), last.is_empty()), (None, Some(1), false));
    }
}
