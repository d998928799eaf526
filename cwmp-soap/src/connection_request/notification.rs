//! Lightweight notifications by UDP: changed parameters without a session.

use super::{hmac_sha1, is_hex_of};
use crate::error::{Error, ErrorKind};
use crate::rpc::is_secret_name;
use crate::value::{Value, ValueType, trim};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Event, Namespace, Reader, Style, Writer};

/// The namespace of the message.
pub const NAMESPACE: &str = "urn:broadband-forum-org:cwmp:lwnotif-1-0";
const KNOWN: &[&str] = &[NAMESPACE, "http://www.w3.org/2001/XMLSchema-instance"];

/// Parameters that have changed. `Debug` hides the user name, and values whose names say that they are secrets.
///
/// ```
/// use cwmp_soap::connection_request::notification::{Notification, datagram, split_datagram, verify};
/// use cwmp_soap::value::Value;
///
/// let mut notification = Notification::new(1_350_000_000, "user", "nonce", "00D09E", "Gateway", "SN-1");
/// notification.parameters.push(("Device.X_EXAMPLE_Level".into(), Value::unsigned_int(3)));
/// let datagram = datagram(&notification.to_xml()?, "acs.example.com:7547", "/lwn", "password");
///
/// let (body, signature) = split_datagram(&datagram).unwrap();
/// assert!(verify(body, signature, "password"));
/// assert_eq!(Notification::from_xml(body)?, notification);
/// # Ok::<(), cwmp_soap::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notification<'a> {
    /// `TS`: seconds since 1970.
    pub timestamp: i32,
    /// `UN`: `ManagementServer.Username`; at most 256 characters.
    pub username: Cow<'a, str>,
    /// `CN`: a random text of the device.
    pub cnonce: Cow<'a, str>,
    /// `OUI`: six upper-case hexadecimal digits.
    pub oui: Cow<'a, str>,
    /// `ProductClass`; at most 64 characters.
    pub product_class: Cow<'a, str>,
    /// `SerialNumber`; at most 64 characters.
    pub serial_number: Cow<'a, str>,
    /// `Param`: names and values, at least one.
    pub parameters: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl fmt::Debug for Notification<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.parameters.iter().map(|(name, value)| {
            let hidden = is_secret_name(name) && !value.text.is_empty();
            (name, if hidden { String::from("<redacted>") } else { format!("{value:?}") })
        });
        f.debug_struct("Notification")
            .field("timestamp", &self.timestamp)
            .field("oui", &self.oui)
            .field("product_class", &self.product_class)
            .field("serial_number", &self.serial_number)
            .field("parameters", &shown.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl<'a> Notification<'a> {
    /// A notification that has no parameter yet.
    pub fn new(
        timestamp: i32,
        username: impl Into<Cow<'a, str>>,
        cnonce: impl Into<Cow<'a, str>>,
        oui: impl Into<Cow<'a, str>>,
        product_class: impl Into<Cow<'a, str>>,
        serial_number: impl Into<Cow<'a, str>>,
    ) -> Self {
        Notification {
            timestamp,
            username: username.into(),
            cnonce: cnonce.into(),
            oui: oui.into(),
            product_class: product_class.into(),
            serial_number: serial_number.into(),
            parameters: Vec::new(),
        }
    }

    /// Writes the message.
    ///
    /// # Errors
    ///
    /// When a text holds characters that XML cannot carry.
    pub fn to_xml(&self) -> Result<String, Error> {
        let mut style = Style::default();
        style.declaration = true;
        let mut writer = Writer::with_style(style);
        writer.start("Notification");
        writer.attribute("xmlns", NAMESPACE);
        writer.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
        writer.attribute("xmlns:xsd", "http://www.w3.org/2001/XMLSchema");
        writer.leaf("TS", &self.timestamp.to_string());
        writer.leaf("UN", &self.username);
        writer.leaf("CN", &self.cnonce);
        writer.leaf("OUI", &self.oui);
        writer.leaf("ProductClass", &self.product_class);
        writer.leaf("SerialNumber", &self.serial_number);
        for (name, value) in &self.parameters {
            writer.start("Param");
            writer.leaf("Name", name);
            writer.start("Value");
            if let Some(name) = value.value_type.name() {
                writer.attribute("xsi:type", &format!("xsd:{name}"));
            }
            writer.text(&value.text);
            writer.end();
            writer.end();
        }
        writer.end();
        writer.finish().map_err(|error| error.map(ErrorKind::Xml))
    }

    /// Reads the message. The order of the elements does not matter, nor does their namespace.
    ///
    /// # Errors
    ///
    /// When it is no well-formed notification with a time and a sender.
    pub fn from_xml(text: &'a str) -> Result<Self, Error> {
        let mut reader = Reader::new(text, &DecodeOptions::lenient(), KNOWN);
        reader.refuse_doctype();
        match next(&mut reader)? {
            Event::Start(name) if name.local == "Notification" => {}
            _ => return Err(reader.error(ErrorKind::Missing("Notification"))),
        }
        let (mut timestamp, mut fields) = (None, [const { None::<Cow<'a, str>> }; 5]);
        let mut parameters: Vec<(Cow<'a, str>, Value<'a>)> = Vec::new();
        loop {
            let name = match next(&mut reader)? {
                Event::Start(name) => name,
                Event::Eof => break,
                Event::End | Event::Text(_) => continue,
            };
            let [username, cnonce, oui, product_class, serial_number] = &mut fields;
            let slot = match name.local {
                "TS" => {
                    let text = text_of(&mut reader)?;
                    let value =
                        trim(&text).parse().map_err(|_| reader.error(ErrorKind::InvalidValue("TS")))?;
                    timestamp = Some(value);
                    continue;
                }
                "Param" => {
                    parameters.push((Cow::Borrowed(""), Value::missing()));
                    continue;
                }
                "Name" | "Value" => {
                    let value = (name.local == "Value").then(|| value_type(&reader));
                    let text = text_of(&mut reader)?;
                    let Some(parameter) = parameters.last_mut() else {
                        return Err(reader.error(ErrorKind::Missing("Param")));
                    };
                    match value {
                        Some(value_type) => parameter.1 = Value::new(value_type, text),
                        None => parameter.0 = text,
                    }
                    continue;
                }
                "UN" => username,
                "CN" => cnonce,
                "OUI" => oui,
                "ProductClass" => product_class,
                "SerialNumber" => serial_number,
                _ => continue,
            };
            *slot = Some(text_of(&mut reader)?);
        }
        let [username, cnonce, oui, product_class, serial_number] = fields;
        let missing = |element| reader.error(ErrorKind::Missing(element));
        Ok(Notification {
            timestamp: timestamp.ok_or_else(|| missing("TS"))?,
            username: username.ok_or_else(|| missing("UN"))?,
            cnonce: cnonce.ok_or_else(|| missing("CN"))?,
            oui: oui.ok_or_else(|| missing("OUI"))?,
            product_class: product_class.ok_or_else(|| missing("ProductClass"))?,
            serial_number: serial_number.ok_or_else(|| missing("SerialNumber"))?,
            parameters,
        })
    }
}

fn value_type(reader: &Reader<'_>) -> ValueType {
    let mut attributes = reader.attributes().iter();
    let found = attributes.find(|a| a.name.namespace == Namespace::known(1) && a.name.local == "type");
    found.map_or(ValueType::Unspecified, |a| {
        let local = a.value.rsplit(':').next().unwrap_or_default();
        ValueType::from_name(trim(local)).unwrap_or(ValueType::Other)
    })
}

/// The signature of a message: HMAC-SHA1 with `ManagementServer.Password`, forty upper-case hexadecimal digits.
#[must_use]
pub fn sign(body: &str, password: &str) -> String {
    mgmt_wire::hex::encode(&hmac_sha1(password, &[body.as_bytes()]))
}

/// Whether a signature is that of the message, in constant time.
#[must_use]
pub fn verify(body: &str, signature: &str, password: &str) -> bool {
    is_hex_of(trim(signature), &hmac_sha1(password, &[body.as_bytes()]))
}

/// The datagram with a message: an HTTP request with the header `Signature`.
#[must_use]
pub fn datagram(body: &str, host: &str, path: &str, password: &str) -> String {
    let (signature, length) = (sign(body, password), body.len());
    format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/xml; charset=\"utf-8\"\r\n\
         Content-Length: {length}\r\nSignature: {signature}\r\n\r\n{body}"
    )
}

/// The message and the signature of a datagram; `None` when it has no signature. Devices misspell the other
/// headers, so that only this one is looked at.
#[must_use]
pub fn split_datagram(datagram: &str) -> Option<(&str, &str)> {
    let (head, body) = datagram.split_once("\r\n\r\n").or_else(|| datagram.split_once("\n\n"))?;
    let mut headers = head.lines().filter_map(|line| line.split_once(':'));
    let (_, signature) = headers.find(|(name, _)| name.trim().eq_ignore_ascii_case("Signature"))?;
    Some((body, signature.trim()))
}

fn next<'a>(reader: &mut Reader<'a>) -> Result<Event<'a>, Error> {
    reader.next_event().map_err(|error| error.map(ErrorKind::Xml))
}

fn text_of<'a>(reader: &mut Reader<'a>) -> Result<Cow<'a, str>, Error> {
    match next(reader)? {
        Event::Text(text) => Ok(text),
        Event::End => Ok(Cow::Borrowed("")),
        _ => Err(reader.error(ErrorKind::Unexpected("element"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qualified_and_unqualified_children_are_read() {
        let text = format!(
            "<n:Notification xmlns:n='{NAMESPACE}'><n:TS> 7 </n:TS><n:UN>u</n:UN><CN>c</CN><OUI>00D09E</OUI>\
             <ProductClass/><SerialNumber>1</SerialNumber><Param><Value>v</Value><Name>A.B</Name></Param></n:Notification>"
        );
        let read = Notification::from_xml(&text).unwrap();
        assert_eq!((read.timestamp, &*read.username, &*read.product_class), (7, "u", ""));
        assert_eq!(read.parameters, [("A.B".into(), Value::new(ValueType::Unspecified, "v"))]);
        let missing = text.replace("<CN>c</CN>", "");
        assert_eq!(Notification::from_xml(&missing).unwrap_err().kind(), &ErrorKind::Missing("CN"));
        let wrong = text.replace(" 7 ", "x");
        assert_eq!(Notification::from_xml(&wrong).unwrap_err().kind(), &ErrorKind::InvalidValue("TS"));
        let orphan = text.replace("<Param>", "").replace("</Param>", "");
        assert_eq!(Notification::from_xml(&orphan).unwrap_err().kind(), &ErrorKind::Missing("Param"));
    }

    #[test]
    fn signatures() {
        // RFC 2202, test case 2.
        assert_eq!(sign("what do ya want for nothing?", "Jefe"), "EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79");
        assert!(verify("what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", "Jefe"));
        assert!(!verify("what do ya want for nothing!", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", "Jefe"));
        assert_eq!(
            split_datagram("POST /HTTPS/1.1\r\nContent-Lenght: 1\r\nsignature: AB\r\n\r\nx"),
            Some(("x", "AB"))
        );
        assert_eq!(split_datagram("POST / HTTP/1.1\r\n\r\nx"), None);
    }
}
