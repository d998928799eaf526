//! Operations to requests and back.

use super::super::attributes::AttributeChanges;
use super::super::bootstrap::BootstrapParameters;
use super::super::query::unsigned;
use super::super::registration::{ObjectLinks, Parameters};
use super::{Method, Operation, Receiver, Request, WriteMode};
use crate::content_format::ContentFormat;
use crate::error::{Error, ErrorKind, WarningKind};
use crate::path::{Level, Path, PathErrorKind};
use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, WarningSink};

/// Where clients register, ask for bootstrap, and send.
const REGISTER: &str = "rd";
const BOOTSTRAP: &str = "bs";
const BOOTSTRAP_PACK: &str = "bspack";
const SEND: &str = "dp";

fn level(path: Path, allowed: &[Level]) -> Result<Path, Error> {
    if allowed.contains(&path.level()) {
        Ok(path)
    } else {
        Err(Error::new(ErrorKind::Path(PathErrorKind::Level)))
    }
}

const BELOW_ROOT: &[Level] =
    &[Level::Object, Level::ObjectInstance, Level::Resource, Level::ResourceInstance];
const WRITABLE: &[Level] = &[Level::ObjectInstance, Level::Resource, Level::ResourceInstance];
const LISTED: &[Level] = &[Level::Object, Level::ObjectInstance, Level::Resource];
const BOOTSTRAP_WRITABLE: &[Level] = LISTED;
const BOOTSTRAP_READABLE: &[Level] = &[Level::Object, Level::ObjectInstance];
const DELETABLE: &[Level] = &[Level::ObjectInstance, Level::ResourceInstance];

impl<'a> Operation<'a> {
    /// The request of the operation.
    ///
    /// # Errors
    /// `Path`: the operation is not for paths of this level. `NotExpressible`: object links that no link can say,
    /// an empty location.
    pub fn to_request(&self) -> Result<Request<'a>, Error> {
        let one = |method, segment: &'static str| {
            let mut request = Request::new(method);
            request.path.push(Cow::Borrowed(segment));
            request
        };
        let located = |method, location: &[Cow<'a, str>]| {
            if location.is_empty() {
                return Err(Error::new(ErrorKind::NotExpressible("empty location")));
            }
            let mut request = Request::new(method);
            request.path = location.to_vec();
            Ok(request)
        };
        Ok(match self {
            Operation::BootstrapRequest(parameters) => {
                one(Method::Post, BOOTSTRAP).with_query(parameters.to_query())
            }
            Operation::BootstrapPackRequest { parameters, accept } => {
                one(Method::Get, BOOTSTRAP_PACK).with_query(parameters.to_query()).with_accept(*accept)
            }
            Operation::BootstrapDiscover { path } => {
                Request::at(Method::Get, level(*path, &[Level::Root, Level::Object])?)
                    .with_accept(Some(ContentFormat::LINK_FORMAT))
            }
            Operation::BootstrapRead { path, accept } => {
                Request::at(Method::Get, level(*path, BOOTSTRAP_READABLE)?).with_accept(*accept)
            }
            Operation::BootstrapWrite { path, format, payload } => {
                Request::at(Method::Put, level(*path, BOOTSTRAP_WRITABLE)?)
                    .with_payload(*format, payload.clone())
            }
            Operation::BootstrapDelete { path } => Request::at(
                Method::Delete,
                level(*path, &[Level::Root, Level::Object, Level::ObjectInstance])?,
            ),
            Operation::BootstrapFinish => one(Method::Post, BOOTSTRAP),
            Operation::Register { parameters, links } => {
                let request = one(Method::Post, REGISTER).with_query(parameters.to_query());
                request.with_payload(Some(ContentFormat::LINK_FORMAT), payload_of(links)?)
            }
            Operation::Update { location, parameters, links } => {
                let request = located(Method::Post, location)?.with_query(parameters.to_query());
                match links {
                    Some(links) => request.with_payload(Some(ContentFormat::LINK_FORMAT), payload_of(links)?),
                    None => request,
                }
            }
            Operation::Deregister { location } => located(Method::Delete, location)?,
            Operation::Send { format, payload } => {
                one(Method::Post, SEND).with_payload(*format, payload.clone())
            }
            Operation::Read { path, accept } => {
                Request::at(Method::Get, level(*path, BELOW_ROOT)?).with_accept(*accept)
            }
            Operation::Discover { path, depth } => {
                let request = Request::at(Method::Get, level(*path, LISTED)?)
                    .with_accept(Some(ContentFormat::LINK_FORMAT));
                match depth {
                    Some(depth) => request.with_query(alloc::vec![format!("depth={depth}")]),
                    None => request,
                }
            }
            Operation::Write { path, mode, format, payload } => {
                let method = match mode {
                    WriteMode::Replace => Method::Put,
                    WriteMode::PartialUpdate => Method::Post,
                };
                // On a resource POST is Execute, unless a format shows that there are nodes to write.
                if *mode == WriteMode::PartialUpdate
                    && path.level() == Level::Resource
                    && !format.is_some_and(|format| format != ContentFormat::TEXT)
                {
                    return Err(Error::new(ErrorKind::NotExpressible("partial update of a single value")));
                }
                Request::at(method, level(*path, WRITABLE)?).with_payload(*format, payload.clone())
            }
            Operation::WriteAttributes { path, changes } => {
                Request::at(Method::Put, level(*path, BELOW_ROOT)?).with_query(changes.to_parameters())
            }
            Operation::Execute { path, arguments } => {
                let format = (!arguments.is_empty()).then_some(ContentFormat::TEXT);
                Request::at(Method::Post, level(*path, &[Level::Resource])?)
                    .with_payload(format, arguments.clone())
            }
            Operation::Create { path, format, payload } => {
                Request::at(Method::Post, level(*path, &[Level::Object])?)
                    .with_payload(*format, payload.clone())
            }
            Operation::Delete { path } => Request::at(Method::Delete, level(*path, DELETABLE)?),
            Operation::ReadComposite { format, accept, payload } => {
                Request::new(Method::Fetch).with_payload(*format, payload.clone()).with_accept(*accept)
            }
            Operation::WriteComposite { format, payload } => {
                Request::new(Method::IPatch).with_payload(*format, payload.clone())
            }
            Operation::Observe { path, accept, attributes } => {
                Request::at(Method::Get, level(*path, BELOW_ROOT)?)
                    .with_accept(*accept)
                    .with_query(attributes.to_parameters())
                    .with_observe(0)
            }
            Operation::CancelObservation { path, accept } => {
                Request::at(Method::Get, level(*path, BELOW_ROOT)?).with_accept(*accept).with_observe(1)
            }
            Operation::ObserveComposite { format, accept, attributes, payload } => {
                Request::new(Method::Fetch)
                    .with_payload(*format, payload.clone())
                    .with_accept(*accept)
                    .with_query(attributes.to_parameters())
                    .with_observe(0)
            }
            Operation::CancelObservationComposite { format, accept, payload } => Request::new(Method::Fetch)
                .with_payload(*format, payload.clone())
                .with_accept(*accept)
                .with_observe(1),
        })
    }

    /// The operation that a request is. An alternate path or gateway prefix is taken off before
    /// ([`Request::strip`]).
    ///
    /// # Errors
    /// `Path`: not a path, or of a level the operation does not have. `Unexpected`: a method that means nothing
    /// there, an unknown attribute. Those of [`Parameters::decode`], [`ObjectLinks::decode`] and
    /// [`AttributeChanges::from_parameters`].
    pub fn from_request(
        request: &'a Request<'_>,
        receiver: Receiver,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Operation<'a>, Error> {
        match receiver {
            Receiver::Server => Self::at_server(request, options, warnings),
            Receiver::Client => Self::at_client(request),
            Receiver::BootstrappedClient => Self::at_bootstrapped_client(request),
        }
    }

    fn at_server(
        request: &'a Request<'_>,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Operation<'a>, Error> {
        let single = match request.path.as_slice() {
            [segment] => &**segment,
            _ => "",
        };
        let location = || -> Vec<Cow<'a, str>> {
            request.path.iter().map(|segment| Cow::Borrowed(&**segment)).collect()
        };
        Ok(match (request.method, single) {
            (Method::Post, REGISTER) => Operation::Register {
                parameters: Parameters::decode(request.queries(), options, warnings)?,
                links: ObjectLinks::decode(&request.payload, options, warnings)?,
            },
            (Method::Post, BOOTSTRAP) => {
                Operation::BootstrapRequest(BootstrapParameters::decode(request.queries())?)
            }
            (Method::Get, BOOTSTRAP_PACK) => Operation::BootstrapPackRequest {
                parameters: BootstrapParameters::decode(request.queries())?,
                accept: request.accept,
            },
            (Method::Post, SEND) => {
                Operation::Send { format: request.content_format, payload: Cow::Borrowed(&request.payload) }
            }
            (Method::Post, _) if !request.path.is_empty() => Operation::Update {
                location: location(),
                parameters: Parameters::decode(request.queries(), options, warnings)?,
                links: match &*request.payload {
                    [] => None,
                    payload => Some(ObjectLinks::decode(payload, options, warnings)?),
                },
            },
            (Method::Delete, _) if !request.path.is_empty() => Operation::Deregister { location: location() },
            _ => return Err(Error::new(ErrorKind::Unexpected("method"))),
        })
    }

    fn at_client(request: &'a Request<'_>) -> Result<Operation<'a>, Error> {
        let path = request.lwm2m_path()?;
        let (format, accept) = (request.content_format, request.accept);
        let payload = Cow::Borrowed(&*request.payload);
        let attributes = || AttributeChanges::from_parameters(request.query.iter().map(|text| &**text));
        Ok(match (request.method, request.observe) {
            (Method::Get, Some(0)) => {
                Operation::Observe { path: level(path, BELOW_ROOT)?, accept, attributes: attributes()? }
            }
            (Method::Get, Some(1)) => Operation::CancelObservation { path: level(path, BELOW_ROOT)?, accept },
            (Method::Get, None) if accept == Some(ContentFormat::LINK_FORMAT) => {
                Operation::Discover { path: level(path, LISTED)?, depth: depth(request)? }
            }
            (Method::Get, None) => Operation::Read { path: level(path, BELOW_ROOT)?, accept },
            (Method::Fetch, observe) => {
                level(path, &[Level::Root])?;
                match observe {
                    None => Operation::ReadComposite { format, accept, payload },
                    Some(0) => {
                        Operation::ObserveComposite { format, accept, attributes: attributes()?, payload }
                    }
                    Some(1) => Operation::CancelObservationComposite { format, accept, payload },
                    Some(_) => return Err(Error::new(ErrorKind::InvalidValue("Observe"))),
                }
            }
            (Method::IPatch, _) => {
                level(path, &[Level::Root])?;
                Operation::WriteComposite { format, payload }
            }
            (Method::Put, _) if request.payload.is_empty() && format.is_none() => {
                Operation::WriteAttributes { path: level(path, BELOW_ROOT)?, changes: attributes()? }
            }
            (Method::Put, _) => {
                Operation::Write { path: level(path, WRITABLE)?, mode: WriteMode::Replace, format, payload }
            }
            (Method::Post, _) => match path.level() {
                Level::Object => Operation::Create { path, format, payload },
                Level::Resource if format.is_none_or(|format| format == ContentFormat::TEXT) => {
                    Operation::Execute { path, arguments: payload }
                }
                _ => {
                    let path = level(path, WRITABLE)?;
                    Operation::Write { path, mode: WriteMode::PartialUpdate, format, payload }
                }
            },
            (Method::Delete, _) => Operation::Delete { path: level(path, DELETABLE)? },
            (Method::Get, Some(_)) => return Err(Error::new(ErrorKind::InvalidValue("Observe"))),
        })
    }

    fn at_bootstrapped_client(request: &'a Request<'_>) -> Result<Operation<'a>, Error> {
        if request.method == Method::Post {
            return match request.path.as_slice() {
                [segment] if segment == BOOTSTRAP => Ok(Operation::BootstrapFinish),
                _ => Err(Error::new(ErrorKind::Unexpected("method"))),
            };
        }
        let path = request.lwm2m_path()?;
        Ok(match request.method {
            Method::Get if request.accept == Some(ContentFormat::LINK_FORMAT) => {
                Operation::BootstrapDiscover { path: level(path, &[Level::Root, Level::Object])? }
            }
            Method::Get => {
                Operation::BootstrapRead { path: level(path, BOOTSTRAP_READABLE)?, accept: request.accept }
            }
            Method::Put => Operation::BootstrapWrite {
                path: level(path, BOOTSTRAP_WRITABLE)?,
                format: request.content_format,
                payload: Cow::Borrowed(&request.payload),
            },
            Method::Delete => Operation::BootstrapDelete {
                path: level(path, &[Level::Root, Level::Object, Level::ObjectInstance])?,
            },
            Method::Post | Method::Fetch | Method::IPatch => {
                return Err(Error::new(ErrorKind::Unexpected("method")));
            }
        })
    }
}

fn payload_of<'a>(links: &ObjectLinks<'_>) -> Result<Cow<'a, [u8]>, Error> {
    let payload = links.to_payload().map_err(|_| Error::new(ErrorKind::NotExpressible("object links")))?;
    Ok(Cow::Owned(payload.into_bytes()))
}

fn depth(request: &Request<'_>) -> Result<Option<u8>, Error> {
    let mut depth = None;
    for parameter in &request.query {
        let Some(value) = parameter.strip_prefix("depth=") else {
            return Err(Error::new(ErrorKind::Unexpected("parameter")));
        };
        let value = unsigned(value, "depth").map_err(Error::new)?;
        if depth.is_some() {
            return Err(Error::new(ErrorKind::DuplicateAttribute("depth")));
        }
        match u8::try_from(value) {
            Ok(value @ 0..=3) => depth = Some(value),
            _ => return Err(Error::new(ErrorKind::OutOfRange("depth"))),
        }
    }
    Ok(depth)
}
