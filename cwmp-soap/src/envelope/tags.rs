//! The qualified elements of an envelope: their tags as text for the usual prefixes, their parts for others.

use super::namespace::{CwmpNamespace, KNOWN, cwmp_uri, schema_uri, usual_prefix};
use super::profile::Prefixes;
use mgmt_wire::xml::{Tag, Writer};

/// An element with a prefix.
pub(crate) struct Qualified {
    pub(crate) prefix: fn(&Prefixes) -> &str,
    pub(crate) local: &'static str,
    /// Its tags where the prefixes are the usual ones.
    pub(crate) tag: Tag<'static>,
}

/// Makes a [`Qualified`] from the field of [`Prefixes`] and the local name.
macro_rules! qualified {
    ($prefix:ident, $local:expr) => {
        $crate::envelope::tags::qualified!($prefix, $local, "")
    };
    ($prefix:ident, $local:expr, $attributes:expr) => {{
        use $crate::envelope::namespace::usual_prefix;
        $crate::envelope::tags::Qualified {
            prefix: |prefixes| &prefixes.$prefix,
            local: $local,
            tag: mgmt_wire::xml::Tag::new(
                concat!("<", usual_prefix!($prefix), ":", $local, $attributes, ">"),
                concat!("</", usual_prefix!($prefix), ":", $local, ">"),
            ),
        }
    }};
}
pub(crate) use qualified;

pub(super) const HEADER: Qualified = qualified!(soap_env, "Header");
pub(super) const BODY: Qualified = qualified!(soap_env, "Body");
pub(super) const FAULT: Qualified = qualified!(soap_env, "Fault");
pub(super) const CWMP_FAULT: Qualified = qualified!(cwmp, "Fault");

pub(super) const FAULTCODE: Tag<'static> = Tag::new("<faultcode>", "</faultcode>");
pub(super) const FAULTSTRING: Tag<'static> = Tag::new("<faultstring>", "</faultstring>");
pub(super) const FAULTACTOR: Tag<'static> = Tag::new("<faultactor>", "</faultactor>");
pub(super) const DETAIL: Tag<'static> = Tag::new("<detail>", "</detail>");

/// An entry of the header, and its `mustUnderstand`.
pub(super) struct Entry {
    pub(super) element: Qualified,
    pub(super) must_understand: &'static str,
}

macro_rules! entry {
    ($local:literal, $must_understand:literal) => {
        Entry {
            element: qualified!(
                cwmp,
                $local,
                concat!(" ", usual_prefix!(soap_env), ":mustUnderstand=\"", $must_understand, "\"")
            ),
            must_understand: $must_understand,
        }
    };
}

pub(super) const ID: Entry = entry!("ID", "1");
pub(super) const HOLD_REQUESTS: Entry = entry!("HoldRequests", "1");
pub(super) const NO_MORE_REQUESTS: Entry = entry!("NoMoreRequests", "0");
pub(super) const SESSION_TIMEOUT: Entry = entry!("SessionTimeout", "0");
pub(super) const SUPPORTED_CWMP_VERSIONS: Entry = entry!("SupportedCWMPVersions", "0");
pub(super) const USE_CWMP_VERSION: Entry = entry!("UseCWMPVersion", "1");

/// One declaration with the usual prefix.
macro_rules! declaration {
    ($prefix:ident) => {
        declaration!($prefix, schema_uri!($prefix))
    };
    ($prefix:ident, $uri:expr) => {
        concat!(" xmlns:", usual_prefix!($prefix), "=\"", $uri, "\"")
    };
}

/// The tags of an envelope with the usual prefixes and that namespace of CWMP.
macro_rules! envelope {
    ($namespace:ident) => {
        Tag::new(
            concat!(
                "<",
                usual_prefix!(soap_env),
                ":Envelope",
                declaration!(soap_env),
                declaration!(soap_enc),
                declaration!(xsd),
                declaration!(xsi),
                declaration!(cwmp, cwmp_uri!($namespace)),
                ">"
            ),
            concat!("</", usual_prefix!(soap_env), ":Envelope>"),
        )
    };
}

/// The envelope with the usual prefixes.
pub(super) const fn envelope(namespace: CwmpNamespace) -> Tag<'static> {
    match namespace {
        CwmpNamespace::Cwmp10 => envelope!(Cwmp10),
        CwmpNamespace::Cwmp11 => envelope!(Cwmp11),
        CwmpNamespace::Cwmp12 => envelope!(Cwmp12),
        CwmpNamespace::Cwmp13 => envelope!(Cwmp13),
        CwmpNamespace::Cwmp14 => envelope!(Cwmp14),
    }
}

/// Opens the envelope with other prefixes and declares the namespaces: what checks the prefixes for all that follows.
pub(super) fn start_envelope<'n>(writer: &mut Writer<'n>, prefixes: &'n Prefixes, namespace: CwmpNamespace) {
    let [soap_env, soap_enc, xsd, xsi, ..] = KNOWN;
    writer.start_qualified(&prefixes.soap_env, "Envelope");
    writer.declare(&prefixes.soap_env, soap_env);
    writer.declare(&prefixes.soap_enc, soap_enc);
    writer.declare(&prefixes.xsd, xsd);
    writer.declare(&prefixes.xsi, xsi);
    writer.declare(&prefixes.cwmp, namespace.uri());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_tags_are_those_written_in_parts() {
        let prefixes = Prefixes::default();
        for namespace in CwmpNamespace::ALL {
            let (mut made, mut parts) = (Writer::new(), Writer::new());
            made.start_tag(envelope(*namespace));
            start_envelope(&mut parts, &prefixes, *namespace);
            for writer in [&mut made, &mut parts] {
                writer.empty("a");
                writer.end();
            }
            assert_eq!(made.finish().unwrap(), parts.finish().unwrap());
        }
        for Entry { element, must_understand } in [ID, SESSION_TIMEOUT] {
            let mut made = Writer::new();
            made.leaf_tag(element.tag, "x");
            let mut parts = Writer::new();
            parts.start_qualified((element.prefix)(&prefixes), element.local);
            parts.attribute_pieces(&["soap-env:mustUnderstand"], &[must_understand]);
            parts.text("x");
            parts.end();
            assert_eq!(made.finish().unwrap(), parts.finish().unwrap());
        }
    }
}
