//! Text to envelope.

use super::decoder::Decoder;
use super::namespace::{self as ns, CwmpNamespace};
use super::{Body, Envelope, Fault, FaultDetail, Header};
use crate::error::{Error, ErrorKind, Warning, WarningKind};
use crate::rpc::facet::Declared;
use crate::rpc::table::Record;
use crate::rpc::{Extensions, OtherRpc, Rpc};
use crate::value::{Boolean, UnsignedInt, trim};
use alloc::borrow::{Cow, ToOwned};
use alloc::vec::Vec;
use mgmt_wire::xml::{Document, Event, Name, Namespace, SourceOffsets};
use mgmt_wire::{DecodeOptions, WarningSink};

impl<'a> Envelope<'a> {
    /// Reads a message with default options: lenient, warnings dropped.
    ///
    /// # Errors
    ///
    /// When the bytes are no SOAP 1.1 envelope, or a value cannot be understood; see [`ErrorKind`].
    pub fn from_xml(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::decode(bytes, &DecodeOptions::lenient(), &mut ())
    }

    /// Reads a message. Texts are borrowed from `bytes` wherever these hold them as they are.
    ///
    /// # Errors
    ///
    /// As [`from_xml`](Self::from_xml); in strict mode also for the first deviation from the schema.
    pub fn decode(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        Self::decode_document(read_document(bytes, None, options)?, options, warnings)
    }

    /// Reads a message whose transport named the encoding: the `charset` of `Content-Type`, which goes before
    /// the XML declaration.
    ///
    /// # Errors
    ///
    /// As [`decode`](Self::decode).
    pub fn decode_with_charset(
        bytes: &'a [u8],
        charset: &str,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        Self::decode_document(read_document(bytes, Some(charset), options)?, options, warnings)
    }

    fn decode_document(
        document: Document<'a>,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        for warning in document.warnings() {
            warnings.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
        let encoding = document.encoding();
        match document.into_text() {
            Cow::Borrowed(text) => decode_text(text, options, warnings),
            Cow::Owned(text) => {
                let mut kept = Vec::new();
                let result = decode_text(&text, options, &mut kept).map(Envelope::into_owned);
                kept.sort_by_key(|warning| warning.offset);
                let mut source = SourceOffsets::new(&text, encoding);
                for warning in kept {
                    warnings.warn(Warning::new(warning.kind, source.of(warning.offset)));
                }
                result.map_err(|error| {
                    let offset = SourceOffsets::new(&text, encoding).of(error.offset().unwrap_or(0));
                    let path = error.path().to_owned();
                    Error::at(error.into_kind(), offset).in_path(path)
                })
            }
        }
    }
}

pub(crate) fn read_document<'a>(
    bytes: &'a [u8],
    charset: Option<&str>,
    options: &DecodeOptions,
) -> Result<Document<'a>, Error> {
    Document::with_charset(bytes, charset, options).map_err(|error| error.map(ErrorKind::Xml))
}

fn decode_text<'a>(
    text: &'a str,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Envelope<'a>, Error> {
    let mut decoder = Decoder::new(text, options, warnings);
    let envelope = decode_envelope(&mut decoder);
    decoder.flush_xml_warnings();
    envelope
}

fn decode_envelope<'a>(decoder: &mut Decoder<'a, '_>) -> Result<Envelope<'a>, Error> {
    open_envelope(decoder)?;
    let mut namespace = None;
    let mut header = None;
    let mut body = None;
    while let Some(part) = next_part(decoder)? {
        match part {
            Part::Header if header.is_some() => return Err(decoder.duplicate("Header")),
            Part::Header => {
                if body.is_some() {
                    decoder.deviation(WarningKind::OutOfOrder("Header"))?;
                }
                header = Some(decode_header(decoder, &mut namespace)?);
            }
            Part::Body if body.is_some() => return Err(decoder.duplicate("Body")),
            Part::Body => body = Some(decode_body(decoder, &mut namespace)?),
            Part::Other => {
                decoder.deviation(WarningKind::EnvelopeContent)?;
                decoder.skip()?;
            }
        }
    }
    let Some(body) = body else { return Err(decoder.error(ErrorKind::Missing("Body"))) };
    // The root is closed: nothing but comments and white space may follow.
    while decoder.event()? != Event::Eof {}
    Ok(Envelope { namespace: namespace.unwrap_or_default(), header: header.unwrap_or_default(), body })
}

/// Reads through the start tag of the envelope.
pub(crate) fn open_envelope(decoder: &mut Decoder<'_, '_>) -> Result<(), Error> {
    match decoder.event()? {
        // An undeclared prefix gets here only where repairs were asked for.
        Event::Start(Name { namespace: ns::SOAP_ENV | Namespace::UNBOUND, local: "Envelope", .. }) => Ok(()),
        Event::Start(Name { namespace: ns::SOAP_12, local: "Envelope", .. }) => {
            Err(decoder.error(ErrorKind::UnsupportedSoapVersion))
        }
        Event::Start(Name { local: "Envelope", .. }) => {
            Err(decoder.error(ErrorKind::WrongNamespace("Envelope")))
        }
        _ => Err(decoder.error(ErrorKind::Missing("Envelope"))),
    }
}

/// A child of the envelope.
pub(crate) enum Part {
    Header,
    Body,
    Other,
}

/// The next child of the envelope, `None` at its end.
pub(crate) fn next_part(decoder: &mut Decoder<'_, '_>) -> Result<Option<Part>, Error> {
    Ok(next_element(decoder)?.map(|name| match (name.namespace, name.local) {
        (ns::SOAP_ENV | Namespace::UNBOUND, "Header") => Part::Header,
        (ns::SOAP_ENV | Namespace::UNBOUND, "Body") => Part::Body,
        _ => Part::Other,
    }))
}

/// The next child with its namespace, `None` at the end of the parent.
pub(crate) fn next_element<'a>(decoder: &mut Decoder<'a, '_>) -> Result<Option<Name<'a>>, Error> {
    loop {
        match decoder.structure()? {
            Event::Start(name) => return Ok(Some(name)),
            Event::End | Event::Eof => return Ok(None),
            Event::Text(_) => decoder.deviation(WarningKind::UnexpectedText)?,
        }
    }
}

/// Takes note of the CWMP namespace an element is in; `None` when it is in no such.
fn cwmp_namespace(decoder: &mut Decoder<'_, '_>, name: Name<'_>) -> Result<Option<CwmpNamespace>, Error> {
    if let Some(namespace) = CwmpNamespace::of(name.namespace) {
        return Ok(Some(namespace));
    }
    let uri = decoder.reader.namespace_uri(name.namespace);
    if uri.is_some_and(|uri| uri.starts_with("urn:dslforum-org:cwmp-")) {
        decoder.deviation(WarningKind::UnknownCwmpNamespace)?;
        return Ok(Some(CwmpNamespace::Cwmp12));
    }
    Ok(None)
}

/// Sees to it that a field stands once.
fn once<T>(slot: &mut Option<T>, decoder: &Decoder<'_, '_>, element: &'static str) -> Result<(), Error> {
    if slot.is_some() { Err(decoder.duplicate(element)) } else { Ok(()) }
}

/// The header entries that are known: element, what `mustUnderstand` must be when it must be anything.
const ENTRIES: [(&str, Option<&str>); 6] = [
    ("ID", Some("1")),
    ("HoldRequests", Some("1")),
    ("NoMoreRequests", None),
    ("SessionTimeout", None),
    ("SupportedCWMPVersions", None),
    ("UseCWMPVersion", None),
];

pub(crate) fn decode_header<'a>(
    decoder: &mut Decoder<'a, '_>,
    namespace: &mut Option<CwmpNamespace>,
) -> Result<Header<'a>, Error> {
    let mut header = Header::default();
    while let Some(name) = next_element(decoder)? {
        let found = cwmp_namespace(decoder, name)?;
        *namespace = namespace.or(found);
        let unqualified = matches!(name.namespace, Namespace::NONE | Namespace::UNBOUND);
        let known = ENTRIES.iter().find(|(element, _)| *element == name.local);
        let Some((element, must_understand)) = known.filter(|_| found.is_some() || unqualified) else {
            if must_be_understood(decoder) {
                return Err(decoder.error(ErrorKind::MustUnderstand));
            }
            header.other.push(decoder.raw()?);
            continue;
        };
        if unqualified {
            decoder.deviation(WarningKind::UnqualifiedRpc(element))?;
        }
        let given = decoder
            .reader
            .attributes()
            .iter()
            .find(|a| a.name.namespace == ns::SOAP_ENV && a.name.local == "mustUnderstand");
        if must_understand.is_some() && given.map(|a| trim(&a.value)) != *must_understand {
            decoder.deviation(WarningKind::MustUnderstand(element))?;
        }
        match *element {
            "ID" => {
                once(&mut header.id, decoder, "ID")?;
                header.id = Some(decoder.text()?);
            }
            "HoldRequests" => {
                once(&mut header.hold_requests, decoder, "HoldRequests")?;
                header.hold_requests = header_boolean(decoder)?;
                // It decides whose turn it is: no guess is good.
                if header.hold_requests.is_none() {
                    return Err(decoder.text_error(ErrorKind::InvalidValue("HoldRequests")));
                }
            }
            "NoMoreRequests" => {
                once(&mut header.no_more_requests, decoder, "NoMoreRequests")?;
                header.no_more_requests = header_boolean(decoder)?;
                if header.no_more_requests.is_none() {
                    decoder.text_deviation(WarningKind::InvalidField("NoMoreRequests"))?;
                }
            }
            "SessionTimeout" => {
                once(&mut header.session_timeout, decoder, "SessionTimeout")?;
                header.session_timeout = UnsignedInt::parse(&decoder.text()?);
                if header.session_timeout.is_none() {
                    decoder.text_deviation(WarningKind::InvalidField("SessionTimeout"))?;
                }
            }
            "SupportedCWMPVersions" => {
                once(&mut header.supported_cwmp_versions, decoder, "SupportedCWMPVersions")?;
                header.supported_cwmp_versions = Some(decoder.text()?);
            }
            _ => {
                once(&mut header.use_cwmp_version, decoder, "UseCWMPVersion")?;
                header.use_cwmp_version = Some(decoder.text()?);
            }
        }
    }
    Ok(header)
}

/// The boolean of a header entry, whose attributes were looked at already; `None` for a text that is none.
fn header_boolean(decoder: &mut Decoder<'_, '_>) -> Result<Option<Boolean>, Error> {
    let text = decoder.text()?;
    let exact = Boolean::parse(&text);
    let boolean = exact.or_else(|| Boolean::parse_lenient(&text));
    if exact.is_none() && boolean.is_some() {
        decoder.text_deviation(WarningKind::BooleanSpelling)?;
    }
    Ok(boolean)
}

/// Whether the entry just opened is for us and must be understood.
fn must_be_understood(decoder: &Decoder<'_, '_>) -> bool {
    let soap = |local: &str| {
        let mut attributes = decoder.reader.attributes().iter();
        attributes.find(|a| a.name.namespace == ns::SOAP_ENV && a.name.local == local).map(|a| trim(&a.value))
    };
    let ours = soap("actor")
        .is_none_or(|actor| actor.is_empty() || actor == "http://schemas.xmlsoap.org/soap/actor/next");
    ours && matches!(soap("mustUnderstand"), Some("1" | "true"))
}

fn decode_body<'a>(
    decoder: &mut Decoder<'a, '_>,
    namespace: &mut Option<CwmpNamespace>,
) -> Result<Body<'a>, Error> {
    let Some(name) = next_element(decoder)? else { return Ok(Body::Empty) };
    let body = if matches!((name.namespace, name.local), (ns::SOAP_ENV | Namespace::UNBOUND, "Fault")) {
        Body::Fault(decode_fault(decoder, namespace)?)
    } else {
        Body::Rpc(decode_rpc(decoder, name, namespace)?)
    };
    match next_element(decoder)? {
        None => Ok(body),
        Some(_) => Err(decoder.duplicate("Body child")),
    }
}

/// Finds out the namespace of the RPC just opened; whether a known name may be taken for the RPC.
pub(crate) fn open_rpc(
    decoder: &mut Decoder<'_, '_>,
    name: Name<'_>,
    namespace: &mut Option<CwmpNamespace>,
) -> Result<bool, Error> {
    let found = cwmp_namespace(decoder, name)?;
    *namespace = found.or(*namespace);
    decoder.version = namespace.unwrap_or_default();
    decoder.commands = crate::rpc::is_command(name.local);
    if found.is_some() {
        return Ok(true);
    }
    match Rpc::ALL.iter().find(|(known, _)| *known == name.local) {
        Some((known, _)) => {
            decoder.deviation(WarningKind::UnqualifiedRpc(known))?;
            Ok(true)
        }
        None => Ok(false),
    }
}

fn decode_rpc<'a>(
    decoder: &mut Decoder<'a, '_>,
    name: Name<'a>,
    namespace: &mut Option<CwmpNamespace>,
) -> Result<Rpc<'a>, Error> {
    if open_rpc(decoder, name, namespace)?
        && let Some(rpc) = Rpc::decode(name.local, decoder)?
    {
        if matches!(&rpc, Rpc::Inform(inform) if inform.event.is_empty()) {
            decoder.deviation(WarningKind::NoEvent)?;
        }
        return Ok(rpc);
    }
    Ok(Rpc::Other(OtherRpc::new(decoder.raw()?)))
}

fn decode_fault<'a>(
    decoder: &mut Decoder<'a, '_>,
    namespace: &mut Option<CwmpNamespace>,
) -> Result<Fault<'a>, Error> {
    let (mut faultcode, mut faultstring, mut faultactor, mut detail) = (None, None, None, None);
    let mut extensions = Extensions::default();
    while let Some(name) = next_element(decoder)? {
        let slot = match name.local {
            "faultcode" => ("faultcode", &mut faultcode),
            "faultstring" => ("faultstring", &mut faultstring),
            "faultactor" => ("faultactor", &mut faultactor),
            "detail" => {
                fault_child(decoder, name, "detail")?;
                decode_detail(decoder, namespace, &mut detail, &mut extensions)?;
                continue;
            }
            _ => {
                extensions.push(decoder.unknown()?);
                continue;
            }
        };
        let (element, slot) = slot;
        fault_child(decoder, name, element)?;
        once(slot, decoder, element)?;
        decoder.leaf_attributes(Declared::Xsd("string"))?;
        *slot = Some(decoder.text()?);
    }
    if detail.is_none() {
        decoder.deviation(WarningKind::FaultWithoutDetail)?;
    }
    if faultcode.is_none() {
        decoder.deviation(WarningKind::MissingElement("faultcode"))?;
    }
    Ok(Fault {
        faultcode: faultcode.unwrap_or_default(),
        faultstring: faultstring.unwrap_or_default(),
        faultactor,
        detail,
        extensions,
    })
}

/// The children of a SOAP 1.1 fault are in no namespace.
fn fault_child(decoder: &mut Decoder<'_, '_>, name: Name<'_>, element: &'static str) -> Result<(), Error> {
    if name.namespace == Namespace::NONE {
        return Ok(());
    }
    decoder.deviation(WarningKind::QualifiedChild(element))
}

fn decode_detail<'a>(
    decoder: &mut Decoder<'a, '_>,
    namespace: &mut Option<CwmpNamespace>,
    detail: &mut Option<FaultDetail<'a>>,
    extensions: &mut Extensions<'a>,
) -> Result<(), Error> {
    while let Some(name) = next_element(decoder)? {
        if name.local != "Fault" || detail.is_some() {
            // SOAP 1.1, clause 4.4, lets a detail hold entries of any namespace.
            extensions.push(decoder.raw()?);
            continue;
        }
        let found = cwmp_namespace(decoder, name)?;
        *namespace = found.or(*namespace);
        decoder.version = namespace.unwrap_or_default();
        if found.is_none() {
            decoder.deviation(WarningKind::UnqualifiedFault)?;
        }
        decoder.leaf_attributes(Declared::Anonymous)?;
        *detail = Some(FaultDetail::decode_content(decoder)?);
    }
    Ok(())
}
