use super::trim;
use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

/// One row per event: constant, its text.
macro_rules! events {
    ($( $name:ident = $code:literal; )*) => {
        impl EventCode<'static> {
            $( #[doc = concat!("`", $code, "`.")] pub const $name: EventCode<'static> = EventCode(Cow::Borrowed($code)); )*

            /// Every event that has a number or is named after a standard RPC.
            pub const ALL: &'static [EventCode<'static>] = &[ $( EventCode::$name, )* ];
        }
    };
}

/// An event of an Inform: `0 BOOTSTRAP`, `M Reboot`, `X 00D09E Something`. The text is kept as sent.
///
/// Devices vary letter case and spaces; compare with [`is`](EventCode::is):
///
/// ```
/// use cwmp_soap::value::EventCode;
///
/// let event = EventCode::from("1  Boot");
/// assert!(event.is(&EventCode::BOOT));
/// assert_eq!(event.number(), Some(1));
/// assert_eq!(EventCode::from("M Download").method(), Some("Download"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct EventCode<'a>(
    /// The text.
    pub Cow<'a, str>,
);

events! {
    BOOTSTRAP = "0 BOOTSTRAP";
    BOOT = "1 BOOT";
    PERIODIC = "2 PERIODIC";
    SCHEDULED = "3 SCHEDULED";
    VALUE_CHANGE = "4 VALUE CHANGE";
    KICKED = "5 KICKED";
    CONNECTION_REQUEST = "6 CONNECTION REQUEST";
    TRANSFER_COMPLETE = "7 TRANSFER COMPLETE";
    DIAGNOSTICS_COMPLETE = "8 DIAGNOSTICS COMPLETE";
    REQUEST_DOWNLOAD = "9 REQUEST DOWNLOAD";
    AUTONOMOUS_TRANSFER_COMPLETE = "10 AUTONOMOUS TRANSFER COMPLETE";
    DU_STATE_CHANGE_COMPLETE = "11 DU STATE CHANGE COMPLETE";
    AUTONOMOUS_DU_STATE_CHANGE_COMPLETE = "12 AUTONOMOUS DU STATE CHANGE COMPLETE";
    WAKEUP = "13 WAKEUP";
    HEARTBEAT = "14 HEARTBEAT";
    M_REBOOT = "M Reboot";
    M_SCHEDULE_INFORM = "M ScheduleInform";
    M_DOWNLOAD = "M Download";
    M_SCHEDULE_DOWNLOAD = "M ScheduleDownload";
    M_UPLOAD = "M Upload";
    M_CHANGE_DU_STATE = "M ChangeDUState";
}

/// How long an event that could not be delivered is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retention {
    /// For one attempt.
    None,
    /// Until it is delivered or the device restarts.
    UntilReboot,
    /// Until it is delivered, also over restarts.
    UntilDelivered,
}

impl EventCode<'_> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The leading number of a standard event, `None` for `M …` and `X …`.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        let first = self.0.split_ascii_whitespace().next()?;
        first.bytes().all(|b| b.is_ascii_digit()).then(|| first.parse().ok())?
    }

    /// The method of an `M …` event: the RPC whose effect it reports.
    #[must_use]
    pub fn method(&self) -> Option<&str> {
        let rest = trim(&self.0).strip_prefix(['M', 'm'])?;
        let method = rest.trim_start();
        (method.len() < rest.len() && !method.is_empty()).then_some(method)
    }

    /// Whether the event is a vendor's, `X …` or `M X_…`.
    #[must_use]
    pub fn is_vendor(&self) -> bool {
        trim(&self.0).starts_with("X ") || self.method().is_some_and(|method| method.starts_with("X_"))
    }

    /// Whether both name the same event: the same number, or the same words whatever letter case and spaces.
    #[must_use]
    pub fn is(&self, other: &EventCode<'_>) -> bool {
        match (self.number(), other.number()) {
            (Some(a), Some(b)) => a == b,
            (None, None) => {
                let (mut a, mut b) = (self.0.split_ascii_whitespace(), other.0.split_ascii_whitespace());
                loop {
                    match (a.next(), b.next()) {
                        (None, None) => return true,
                        (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => {}
                        _ => return false,
                    }
                }
            }
            _ => false,
        }
    }

    /// Whether one Inform may carry the event several times, each with its own `CommandKey`; the others stand
    /// for all their causes at once.
    #[must_use]
    pub fn is_multiple(&self) -> bool {
        self.method().is_some()
    }

    /// How long an event that could not be delivered is kept.
    #[must_use]
    pub fn retention(&self) -> Retention {
        match self.number() {
            Some(6) => Retention::None,
            Some(1 | 4 | 8 | 13 | 14) => Retention::UntilReboot,
            Some(_) => Retention::UntilDelivered,
            None if self.is_multiple() && !self.is_vendor() => Retention::UntilDelivered,
            None => Retention::UntilReboot,
        }
    }

    /// The same, owning its text.
    #[must_use]
    pub fn into_owned(self) -> EventCode<'static> {
        EventCode(Cow::Owned(self.0.into_owned()))
    }
}

impl<'a> From<&'a str> for EventCode<'a> {
    fn from(text: &'a str) -> Self {
        EventCode(Cow::Borrowed(text))
    }
}

impl From<String> for EventCode<'_> {
    fn from(text: String) -> Self {
        EventCode(Cow::Owned(text))
    }
}

impl fmt::Display for EventCode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_is_itself_and_no_other() {
        for (i, a) in EventCode::ALL.iter().enumerate() {
            for (j, b) in EventCode::ALL.iter().enumerate() {
                assert_eq!(a.is(b), i == j, "{a} {b}");
            }
        }
    }

    #[test]
    fn vendor_events() {
        assert!(EventCode::from("X CT-COM BIND").is_vendor());
        assert!(EventCode::from("M X_00D09E_Do").is_vendor());
        assert!(!EventCode::M_UPLOAD.is_vendor());
        assert_eq!(EventCode::from("").number(), None);
        assert_eq!(EventCode::from("M").method(), None);
        assert_eq!(EventCode::from("99999999999 X").number(), None);
        assert!(!EventCode::from("").is(&EventCode::BOOT));
    }
}
