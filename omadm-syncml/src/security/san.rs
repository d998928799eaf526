//! The body of a DS 1.2 Server Alerted Notification.

use super::{Notification, NotificationErrorKind};
use crate::error::Error;

/// One synchronization that a DS notification asks for.
///
/// The layout was read off recorded notifications, not off a specification text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DsAlert<'a> {
    /// The kind of synchronization: the alert code is 200 more (6 is 206, two-way by server).
    pub sync_type: u8,
    /// Four bits that are zero in every notification seen.
    pub future_use: u8,
    /// The WSP number of the content type; 0 where it is not given. 24 bits.
    pub content_type: u32,
    /// The server's name of the data store.
    pub server_uri: &'a [u8],
}

/// The synchronizations of a DS notification, one by one; ends after the first error.
#[derive(Clone, Debug)]
pub struct DsAlerts<'a> {
    body: &'a [u8],
    left: u8,
    offset: usize,
}

impl Notification<'_> {
    /// Reads the vendor data as the body of a DS 1.2 notification.
    ///
    /// A DM and a DS notification differ by their content type, not by their bytes: ask only where the transport
    /// said `application/vnd.syncml.ds.notification`.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::Truncated`] without a body.
    pub fn ds_alerts(&self) -> Result<DsAlerts<'_>, Error> {
        let offset = 24 + self.server_id.len();
        let Some((count, body)) = self.vendor.split_first() else {
            return Err(Error::at(NotificationErrorKind::Truncated("body").into(), offset));
        };
        Ok(DsAlerts { body, left: count >> 4, offset: offset + 1 })
    }
}

impl<'a> DsAlerts<'a> {
    fn read(&mut self) -> Result<DsAlert<'a>, Error> {
        let error = |kind: NotificationErrorKind| Error::at(kind.into(), self.offset);
        let truncated = || error(NotificationErrorKind::Truncated("body"));
        let ([kind, high, middle, low, length], rest) =
            self.body.split_first_chunk::<5>().ok_or_else(truncated)?;
        let (server_uri, rest) = rest.split_at_checked(usize::from(*length)).ok_or_else(truncated)?;
        if self.left == 1 && !rest.is_empty() {
            return Err(error(NotificationErrorKind::DsBody));
        }
        self.body = rest;
        self.offset += 5 + server_uri.len();
        Ok(DsAlert {
            sync_type: kind >> 4,
            future_use: kind & 0xF,
            content_type: u32::from_be_bytes([0, *high, *middle, *low]),
            server_uri,
        })
    }
}

impl<'a> Iterator for DsAlerts<'a> {
    type Item = Result<DsAlert<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 {
            return None;
        }
        let alert = self.read();
        self.left = if alert.is_ok() { self.left - 1 } else { 0 };
        Some(alert)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(usize::from(self.left)))
    }
}

#[cfg(test)]
mod tests {
    use super::{DsAlert, Notification};
    use alloc::vec::Vec;

    const BODY: &[u8] = b"\x20\x60\0\0\x07\x03abc\xA1\x01\x02\x03\0";

    #[test]
    fn alerts_one_by_one() {
        let notification = Notification::new(0, "Suite").with_version(12).with_vendor(BODY);
        assert_eq!(notification.ds_alerts().unwrap().size_hint(), (0, Some(2)));
        let alerts: Result<Vec<_>, _> = notification.ds_alerts().unwrap().collect();
        assert_eq!(
            alerts.unwrap(),
            [
                DsAlert { sync_type: 6, future_use: 0, content_type: 7, server_uri: b"abc" },
                DsAlert { sync_type: 10, future_use: 1, content_type: 0x010203, server_uri: b"" },
            ]
        );
    }

    #[test]
    fn bodies_that_end_early_or_late() {
        for length in 0..BODY.len() {
            let notification = Notification::new(0, "S").with_vendor(&BODY[..length]);
            match notification.ds_alerts() {
                Err(error) => assert_eq!((error.name(), length), ("Truncated", 0)),
                Ok(alerts) => assert_eq!(alerts.last().unwrap().unwrap_err().name(), "Truncated", "{length}"),
            }
        }
        let long = [BODY, b"x"].concat();
        let notification = Notification::new(0, "S").with_vendor(long.as_slice());
        let last = notification.ds_alerts().unwrap().last().unwrap();
        assert_eq!((last.clone().unwrap_err().name(), last.unwrap_err().offset()), ("Malformed", Some(34)));
    }
}
