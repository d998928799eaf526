//! XMPP connection requests: an element in an IQ stanza.

use crate::error::{Error, ErrorKind};
use crate::value::Secret;
use alloc::borrow::Cow;
use alloc::string::String;
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Event, Namespace, Reader, Style, Writer};

/// The namespace of the request.
pub const NAMESPACE: &str = "urn:broadband-forum-org:cwmp:xmppConnReq-1-0";
const CLIENT: &str = "jabber:client";
const STANZAS: &str = "urn:ietf:params:xml:ns:xmpp-stanzas";
const KNOWN: &[&str] = &[NAMESPACE, CLIENT, STANZAS];

/// A stanza about a connection request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stanza<'a> {
    /// Who sends it; an XMPP address.
    pub from: Cow<'a, str>,
    /// Who is to get it.
    pub to: Cow<'a, str>,
    /// Joins request and answer.
    pub id: Cow<'a, str>,
    /// What it says.
    pub content: Content<'a>,
}

/// What a [`Stanza`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content<'a> {
    /// The ACS asks the device to call.
    Request {
        /// `ManagementServer.ConnectionRequestUsername`.
        username: Secret<'a>,
        /// `ManagementServer.ConnectionRequestPassword`.
        password: Secret<'a>,
    },
    /// The device will call.
    Accepted,
    /// The device refuses, with a condition of XMPP: `not-authorized` for wrong credentials,
    /// `service-unavailable` when it is busy.
    Refused(Cow<'a, str>),
}

impl<'a> Stanza<'a> {
    /// A stanza.
    pub fn new(
        from: impl Into<Cow<'a, str>>,
        to: impl Into<Cow<'a, str>>,
        id: impl Into<Cow<'a, str>>,
        content: Content<'a>,
    ) -> Self {
        Stanza { from: from.into(), to: to.into(), id: id.into(), content }
    }

    /// The answer to this request.
    #[must_use]
    pub fn reply(&self, content: Content<'a>) -> Self {
        Stanza { from: self.to.clone(), to: self.from.clone(), id: self.id.clone(), content }
    }

    /// Writes the stanza.
    ///
    /// # Errors
    ///
    /// When a text holds characters that XML cannot carry, or the condition is no XML name.
    pub fn to_xml(&self) -> Result<String, Error> {
        let mut style = Style::default();
        style.declaration = false;
        let mut writer = Writer::with_style(style);
        writer.start("iq");
        writer.attribute("from", &self.from);
        writer.attribute("to", &self.to);
        writer.attribute("id", &self.id);
        match &self.content {
            Content::Request { username, password } => {
                writer.attribute("type", "get");
                writer.start("connectionRequest");
                writer.attribute("xmlns", NAMESPACE);
                writer.leaf("username", username);
                writer.leaf("password", password);
                writer.end();
            }
            Content::Accepted => writer.attribute("type", "result"),
            Content::Refused(condition) => {
                writer.attribute("type", "error");
                writer.start("error");
                writer.attribute("type", "cancel");
                writer.start(condition);
                writer.attribute("xmlns", STANZAS);
                writer.end();
                writer.end();
            }
        }
        writer.end();
        writer.finish().map_err(|error| error.map(ErrorKind::Xml))
    }

    /// Reads a stanza that stands alone.
    ///
    /// # Errors
    ///
    /// When it is no well-formed IQ stanza about a connection request.
    pub fn from_xml(text: &'a str) -> Result<Self, Error> {
        let mut reader = Reader::new(text, &DecodeOptions::lenient(), KNOWN);
        reader.refuse_doctype();
        match next(&mut reader)? {
            Event::Start(name) if name.local == "iq" => {}
            _ => return Err(reader.error(ErrorKind::Missing("iq"))),
        }
        let attribute = |name: &str| {
            let mut attributes = reader.attributes().iter();
            let found = attributes.find(|a| a.name.namespace == Namespace::NONE && a.name.local == name);
            found.map(|a| a.value.clone()).unwrap_or_default()
        };
        let (from, to, id, kind) = (attribute("from"), attribute("to"), attribute("id"), attribute("type"));
        let mut credentials = (None, None);
        let mut condition = None;
        let mut in_request = false;
        loop {
            match next(&mut reader)? {
                Event::Eof => break,
                Event::Start(name) if name.namespace == Namespace::known(2) => {
                    condition.get_or_insert(Cow::Borrowed(name.local));
                }
                Event::Start(name) => match name.local {
                    "connectionRequest" if name.namespace == Namespace::known(0) => in_request = true,
                    "username" if in_request => credentials.0 = Some(text_of(&mut reader)?),
                    "password" if in_request => credentials.1 = Some(text_of(&mut reader)?),
                    _ => {}
                },
                Event::End | Event::Text(_) => {}
            }
        }
        let content = match &*kind {
            "get" if in_request => Content::Request {
                username: credentials.0.ok_or_else(|| reader.error(ErrorKind::Missing("username")))?.into(),
                password: credentials.1.ok_or_else(|| reader.error(ErrorKind::Missing("password")))?.into(),
            },
            "get" => return Err(reader.error(ErrorKind::Missing("connectionRequest"))),
            "result" => Content::Accepted,
            "error" => Content::Refused(condition.unwrap_or(Cow::Borrowed("undefined-condition"))),
            _ => return Err(reader.error(ErrorKind::InvalidValue("type"))),
        };
        Ok(Stanza { from, to, id, content })
    }
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
    use alloc::format;

    #[test]
    fn stanzas_come_back() {
        let content = Content::Request { username: "user".into(), password: "p<&\"".into() };
        let request = Stanza::new("acs@example.com/1", "cpe@example.com/2", "cr-1", content);
        let xml = request.to_xml().unwrap();
        assert!(xml.contains("<connectionRequest xmlns=\"urn:broadband-forum-org:cwmp:xmppConnReq-1-0\">"));
        assert_eq!(Stanza::from_xml(&xml).unwrap(), request);
        for content in [Content::Accepted, Content::Refused("not-authorized".into())] {
            let reply = request.reply(content);
            assert_eq!(reply.to, "acs@example.com/1");
            assert_eq!(Stanza::from_xml(&reply.to_xml().unwrap()).unwrap(), reply);
        }
        assert!(!format!("{request:?}").contains("p<&"));
    }

    #[test]
    fn other_stanzas_are_refused() {
        let kind = |text| Stanza::from_xml(text).unwrap_err().into_kind();
        assert_eq!(kind("<message/>"), ErrorKind::Missing("iq"));
        assert_eq!(
            kind("<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>"),
            ErrorKind::Missing("connectionRequest")
        );
        assert_eq!(kind("<iq type='set'/>"), ErrorKind::InvalidValue("type"));
        let bare = format!("<iq type='get'><connectionRequest xmlns='{NAMESPACE}'/></iq>");
        assert_eq!(Stanza::from_xml(&bare).unwrap_err().kind(), &ErrorKind::Missing("username"));
        let injected = Stanza::new("a", "b", "c", Content::Refused("x><y".into()));
        assert!(injected.to_xml().is_err());
    }
}
