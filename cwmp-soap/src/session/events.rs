//! What a device still has to report.

use crate::rpc::EventStruct;
use crate::value::{EventCode, Retention};
use alloc::vec::Vec;

/// The events that no InformResponse has confirmed yet, in the order in which they happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventQueue {
    events: Vec<EventStruct<'static>>,
    /// How many of them, from the front, the Inform on its way carries.
    sent: usize,
}

impl EventQueue {
    /// Most events of one Inform.
    pub const MOST: usize = 64;

    /// Adds an event. `M …` events may stand several times, the others once; `0 BOOTSTRAP` takes the place of
    /// everything that was to be reported before it.
    pub fn push(&mut self, event: EventStruct<'_>) {
        let event = event.into_owned();
        if event.event_code.is(&EventCode::BOOTSTRAP) {
            self.events.clear();
            self.sent = 0;
        }
        let waiting = self.events.get(self.sent..).unwrap_or_default();
        let known = waiting
            .iter()
            .any(|other| other.event_code.is(&event.event_code) && other.command_key == event.command_key);
        if event.event_code.is_multiple() || !known {
            self.events.push(event);
        }
    }

    /// The events waiting, first come first.
    #[must_use]
    pub fn events(&self) -> &[EventStruct<'static>] {
        &self.events
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The events for an Inform, which counts as sent from now on.
    pub(crate) fn send(&mut self, room: usize) -> Vec<EventStruct<'static>> {
        self.sent = self.events.len().min(room);
        self.events.iter().take(self.sent).cloned().collect()
    }

    /// The Inform was confirmed.
    pub(crate) fn delivered(&mut self) {
        self.events.drain(..self.sent.min(self.events.len()));
        self.sent = 0;
    }

    /// The session failed before the Inform was confirmed.
    pub(crate) fn failed(&mut self) {
        self.events.retain(|event| event.event_code.retention() != Retention::None);
        self.sent = 0;
    }

    /// The device restarted: what does not outlive that is dropped.
    pub fn rebooted(&mut self) {
        self.events.retain(|event| event.event_code.retention() == Retention::UntilDelivered);
        self.sent = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(queue: &EventQueue) -> Vec<&str> {
        queue.events().iter().map(|event| event.event_code.as_str()).collect()
    }

    #[test]
    fn single_events_stand_once_and_multiple_ones_as_often_as_they_happen() {
        let mut queue = EventQueue::default();
        for (code, key) in [("2 PERIODIC", ""), ("2 PERIODIC", ""), ("M Reboot", "a"), ("M Reboot", "a")] {
            queue.push(EventStruct::new(code, key));
        }
        assert_eq!(codes(&queue), ["2 PERIODIC", "M Reboot", "M Reboot"]);
        queue.push(EventStruct::new(EventCode::BOOTSTRAP, ""));
        assert_eq!(codes(&queue), ["0 BOOTSTRAP"]);
    }

    #[test]
    fn events_go_when_they_are_confirmed() {
        let mut queue = EventQueue::default();
        queue.push(EventStruct::new(EventCode::BOOT, ""));
        assert_eq!(queue.send(64).len(), 1);
        // The same event while the Inform is on its way is a new one.
        queue.push(EventStruct::new(EventCode::BOOT, ""));
        queue.push(EventStruct::new(EventCode::VALUE_CHANGE, ""));
        queue.delivered();
        assert_eq!(codes(&queue), ["1 BOOT", "4 VALUE CHANGE"]);
    }

    #[test]
    fn failures_and_restarts_drop_what_they_must() {
        let mut queue = EventQueue::default();
        for code in EventCode::ALL.iter().skip(1) {
            queue.push(EventStruct::new(code.clone(), ""));
        }
        queue.push(EventStruct::new("X 00D09E Odd", ""));
        queue.send(64);
        queue.failed();
        assert!(!codes(&queue).contains(&"6 CONNECTION REQUEST"));
        assert!(codes(&queue).contains(&"1 BOOT"));
        queue.rebooted();
        assert_eq!(
            codes(&queue),
            [
                "2 PERIODIC",
                "3 SCHEDULED",
                "5 KICKED",
                "7 TRANSFER COMPLETE",
                "9 REQUEST DOWNLOAD",
                "10 AUTONOMOUS TRANSFER COMPLETE",
                "11 DU STATE CHANGE COMPLETE",
                "12 AUTONOMOUS DU STATE CHANGE COMPLETE",
                "M Reboot",
                "M ScheduleInform",
                "M Download",
                "M ScheduleDownload",
                "M Upload",
                "M ChangeDUState"
            ]
        );
    }
}
