//! What surrounds a report on its way: header fields and the request's URI.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use core::fmt::{self, Write as _};

use super::csv::CsvFormat;
use super::json::JsonFormat;
use super::report::DeviceIdentity;

/// The name of the header field that tells how a report is arranged.
pub const REPORT_FORMAT_FIELD: &str = "BBF-Report-Format";

/// The value of `BBF-Report-Format`.
///
/// ```
/// use cwmp_soap::bulk::ReportFormat;
///
/// assert_eq!(ReportFormat::from_field("\"NameValuePair\""), Some(ReportFormat::NameValuePair));
/// assert_eq!(ReportFormat::from_field("NameValuePair"), Some(ReportFormat::NameValuePair));
/// assert_eq!(ReportFormat::NameValuePair.to_field(), "\"NameValuePair\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReportFormat {
    /// CSV, one parameter in a row.
    ParameterPerRow,
    /// CSV, one parameter in a column.
    ParameterPerColumn,
    /// JSON, paths as nested objects.
    ObjectHierarchy,
    /// JSON, paths as names.
    NameValuePair,
}

impl ReportFormat {
    /// Every format.
    pub const ALL: &'static [ReportFormat] = &[
        ReportFormat::ParameterPerRow,
        ReportFormat::ParameterPerColumn,
        ReportFormat::ObjectHierarchy,
        ReportFormat::NameValuePair,
    ];

    /// The word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            ReportFormat::ParameterPerRow => "ParameterPerRow",
            ReportFormat::ParameterPerColumn => "ParameterPerColumn",
            ReportFormat::ObjectHierarchy => "ObjectHierarchy",
            ReportFormat::NameValuePair => "NameValuePair",
        }
    }

    /// Reads a field value: TR-181 calls it a token, the published examples have it in quotes, so both are taken, in
    /// any case.
    #[must_use]
    pub fn from_field(value: &str) -> Option<Self> {
        let value = value.trim();
        let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        Self::ALL.iter().copied().find(|format| format.as_str().eq_ignore_ascii_case(value))
    }

    /// The field value as the published examples write it, in quotes.
    #[must_use]
    pub fn to_field(self) -> String {
        format!("\"{self}\"")
    }

    /// The content type that goes with it.
    #[must_use]
    pub const fn content_type(self) -> ContentType {
        match self {
            ReportFormat::ParameterPerRow | ReportFormat::ParameterPerColumn => {
                ContentType::Csv { header: true }
            }
            ReportFormat::ObjectHierarchy | ReportFormat::NameValuePair => ContentType::Json,
        }
    }

    /// The CSV format, if it is one.
    #[must_use]
    pub const fn csv(self) -> Option<CsvFormat> {
        match self {
            ReportFormat::ParameterPerRow => Some(CsvFormat::ParameterPerRow),
            ReportFormat::ParameterPerColumn => Some(CsvFormat::ParameterPerColumn),
            _ => None,
        }
    }

    /// The JSON format, if it is one.
    #[must_use]
    pub const fn json(self) -> Option<JsonFormat> {
        match self {
            ReportFormat::ObjectHierarchy => Some(JsonFormat::ObjectHierarchy),
            ReportFormat::NameValuePair => Some(JsonFormat::NameValuePair),
            _ => None,
        }
    }
}

impl From<CsvFormat> for ReportFormat {
    fn from(format: CsvFormat) -> Self {
        match format {
            CsvFormat::ParameterPerRow => ReportFormat::ParameterPerRow,
            CsvFormat::ParameterPerColumn => ReportFormat::ParameterPerColumn,
        }
    }
}

impl From<JsonFormat> for ReportFormat {
    fn from(format: JsonFormat) -> Self {
        match format {
            JsonFormat::ObjectHierarchy => ReportFormat::ObjectHierarchy,
            JsonFormat::NameValuePair => ReportFormat::NameValuePair,
        }
    }
}

impl fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The `Content-Type` of a report over HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentType {
    /// `text/csv`, with or without a header row.
    Csv {
        /// Whether the first row is a header.
        header: bool,
    },
    /// `application/json`.
    Json,
}

impl ContentType {
    /// Reads a field value. A CSV report whose type does not say otherwise has a header; other parameters are not
    /// looked at. `None` for other types.
    #[must_use]
    pub fn from_field(value: &str) -> Option<Self> {
        let mut parts = value.split(';').map(str::trim);
        let media_type = parts.next()?;
        if media_type.eq_ignore_ascii_case("application/json") {
            return Some(ContentType::Json);
        }
        if !media_type.eq_ignore_ascii_case("text/csv") {
            return None;
        }
        let absent = |(name, value): (&str, &str)| {
            name.trim().eq_ignore_ascii_case("header")
                && value.trim().trim_matches('"').eq_ignore_ascii_case("absent")
        };
        Some(ContentType::Csv { header: !parts.filter_map(|part| part.split_once('=')).any(absent) })
    }

    /// The field value.
    #[must_use]
    pub const fn to_field(self) -> &'static str {
        match self {
            ContentType::Csv { header: true } => "text/csv; charset=UTF-8; header=present",
            ContentType::Csv { header: false } => "text/csv; charset=UTF-8; header=absent",
            ContentType::Json => "application/json; charset=UTF-8",
        }
    }
}

/// The URI a report goes to: the profile's URL with the device's identity (`oui`, `pc`, `sn`) and the profile's own
/// request parameters as its query.
///
/// ```
/// use cwmp_soap::bulk::{request_uri, DeviceIdentity};
///
/// let device = DeviceIdentity::new("00256D", "Z", "Y 1");
/// let uri = request_uri("https://bdc.example.com/in", &device, [("DeviceInfo.UpTime", "5")]);
/// assert_eq!(uri, "https://bdc.example.com/in?oui=00256D&pc=Z&sn=Y%201&DeviceInfo.UpTime=5");
/// ```
#[must_use]
pub fn request_uri<'p>(
    url: &str,
    device: &'p DeviceIdentity<'_>,
    parameters: impl IntoIterator<Item = (&'p str, &'p str)>,
) -> String {
    let (url, fragment) = match url.split_once('#') {
        Some((url, fragment)) => (url, Some(fragment)),
        None => (url, None),
    };
    let mut uri = url.to_owned();
    let identity = [("oui", &*device.oui), ("pc", &*device.product_class), ("sn", &*device.serial_number)];
    for (name, value) in identity.into_iter().chain(parameters) {
        let has_query = uri.contains('?');
        uri.push(if has_query { '&' } else { '?' });
        percent_encode(&mut uri, name);
        uri.push('=');
        percent_encode(&mut uri, value);
    }
    if let Some(fragment) = fragment {
        uri.push('#');
        uri.push_str(fragment);
    }
    uri
}

/// All but RFC 3986's unreserved characters as `%XX`.
fn percent_encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => {
                // Writing to a string does not fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn report_formats() {
        for format in ReportFormat::ALL {
            assert_eq!(ReportFormat::from_field(&format.to_field()), Some(*format));
            assert_eq!(ReportFormat::from_field(format.as_str()), Some(*format));
            let back = format.csv().map(ReportFormat::from).or(format.json().map(ReportFormat::from));
            assert_eq!(back, Some(*format));
        }
        assert_eq!(ReportFormat::from_field("\"NameValuePair"), None);
        assert_eq!(ReportFormat::from_field(""), None);
    }

    #[test]
    fn content_types() {
        assert_eq!(
            ContentType::from_field("text/csv; charset=UTF-8; header=present"),
            Some(ContentType::Csv { header: true })
        );
        assert_eq!(
            ContentType::from_field("TEXT/CSV;header=\"absent\""),
            Some(ContentType::Csv { header: false })
        );
        assert_eq!(ContentType::from_field("application/json"), Some(ContentType::Json));
        assert_eq!(ContentType::from_field("text/xml"), None);
        for content in
            [ContentType::Csv { header: true }, ContentType::Csv { header: false }, ContentType::Json]
        {
            assert_eq!(ContentType::from_field(content.to_field()), Some(content));
        }
    }

    #[test]
    fn uris() {
        let device = DeviceIdentity::new("00256D", "A&B", "é");
        assert_eq!(
            request_uri("http://h/p?x=1#f", &device, []),
            "http://h/p?x=1&oui=00256D&pc=A%26B&sn=%C3%A9#f"
        );
    }
}
