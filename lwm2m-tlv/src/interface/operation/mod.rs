//! Every operation of LwM2M, and the CoAP request that it becomes.
//!
//! [`Operation::to_request`] makes the request, [`Operation::from_request`] understands one.
//!
//! ```
//! use lwm2m_tlv::interface::operation::{Method, Operation, Receiver};
//! use lwm2m_tlv::{ContentFormat, DecodeOptions, Path};
//!
//! let read = Operation::Read { path: Path::resource(3, 0, 0), accept: Some(ContentFormat::TLV) };
//! let request = read.to_request()?;
//! assert_eq!((request.method, request.path.join("/")), (Method::Get, "3/0/0".into()));
//! let options = DecodeOptions::lenient();
//! assert_eq!(Operation::from_request(&request, Receiver::Client, &options, &mut ())?, read);
//! # Ok::<(), lwm2m_tlv::Error>(())
//! ```

mod coap;
mod request;

pub use coap::{Method, Request, ResponseCode};

use super::attributes::AttributeChanges;
use super::bootstrap::BootstrapParameters;
use super::registration::{ObjectLinks, Parameters};
use crate::content_format::ContentFormat;
use crate::model::Model;
use crate::model::validate::{Access, Finding, access};
use crate::path::Path;
use crate::version::Version;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// Who has got a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Receiver {
    /// A server or bootstrap server: clients register, ask to be bootstrapped, send.
    Server,
    /// A client, from a server it is registered with.
    Client,
    /// A client, from its bootstrap server.
    BootstrappedClient,
}

/// Whether a Write replaces what is there or adds to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WriteMode {
    /// The instance or resource afterwards has what the payload says and nothing else (PUT).
    Replace,
    /// What the payload does not name stays (POST).
    PartialUpdate,
}

/// An operation of LwM2M.
///
/// Payloads stand in their content format; [`content_format`](crate::content_format) turns them into nodes and back.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Operation<'a> {
    /// Bootstrap-Request: a client asks its bootstrap server.
    BootstrapRequest(BootstrapParameters<'a>),
    /// Bootstrap-Pack-Request (from 1.2): the same, to be answered with everything at once.
    BootstrapPackRequest {
        /// The parameters.
        parameters: BootstrapParameters<'a>,
        /// The format of the answer.
        accept: Option<ContentFormat>,
    },
    /// Bootstrap-Discover: what the client has.
    BootstrapDiscover {
        /// `/` or an object.
        path: Path,
    },
    /// Bootstrap-Read (from 1.1).
    BootstrapRead {
        /// An object or object instance.
        path: Path,
        /// The format of the answer.
        accept: Option<ContentFormat>,
    },
    /// Bootstrap-Write.
    BootstrapWrite {
        /// An object, object instance or resource.
        path: Path,
        /// Format of the payload.
        format: Option<ContentFormat>,
        /// The nodes.
        payload: Cow<'a, [u8]>,
    },
    /// Bootstrap-Delete.
    BootstrapDelete {
        /// `/`, an object or object instance.
        path: Path,
    },
    /// Bootstrap-Finish.
    BootstrapFinish,
    /// Register.
    Register {
        /// Who.
        parameters: Parameters<'a>,
        /// What it has.
        links: ObjectLinks<'a>,
    },
    /// Update of a registration.
    Update {
        /// Where Register was answered to be: `Location-Path`.
        location: Vec<Cow<'a, str>>,
        /// What has changed.
        parameters: Parameters<'a>,
        /// What the client has, when that has changed.
        links: Option<ObjectLinks<'a>>,
    },
    /// De-register.
    Deregister {
        /// Where Register was answered to be: `Location-Path`.
        location: Vec<Cow<'a, str>>,
    },
    /// Send (from 1.1): nodes that the server has not asked for.
    Send {
        /// Format of the payload.
        format: Option<ContentFormat>,
        /// The nodes.
        payload: Cow<'a, [u8]>,
    },
    /// Read.
    Read {
        /// Anything but `/`.
        path: Path,
        /// The format of the answer.
        accept: Option<ContentFormat>,
    },
    /// Discover.
    Discover {
        /// Anything but `/` and resource instances.
        path: Path,
        /// How many levels down (from 1.2): 0 to 3.
        depth: Option<u8>,
    },
    /// Write.
    Write {
        /// An object instance or below.
        path: Path,
        /// Whether the rest goes.
        mode: WriteMode,
        /// Format of the payload.
        format: Option<ContentFormat>,
        /// The nodes.
        payload: Cow<'a, [u8]>,
    },
    /// Write-Attributes.
    WriteAttributes {
        /// Anything but `/`.
        path: Path,
        /// What changes.
        changes: AttributeChanges,
    },
    /// Execute.
    Execute {
        /// A resource.
        path: Path,
        /// The arguments: see [`execute`](super::execute).
        arguments: Cow<'a, [u8]>,
    },
    /// Create.
    Create {
        /// An object.
        path: Path,
        /// Format of the payload.
        format: Option<ContentFormat>,
        /// The nodes of the new instance.
        payload: Cow<'a, [u8]>,
    },
    /// Delete.
    Delete {
        /// An object instance, or (from 1.2) a resource instance.
        path: Path,
    },
    /// Read-Composite (from 1.1).
    ReadComposite {
        /// Format of the payload.
        format: Option<ContentFormat>,
        /// The format of the answer.
        accept: Option<ContentFormat>,
        /// The paths: records without values.
        payload: Cow<'a, [u8]>,
    },
    /// Write-Composite (from 1.1).
    WriteComposite {
        /// Format of the payload.
        format: Option<ContentFormat>,
        /// The nodes.
        payload: Cow<'a, [u8]>,
    },
    /// Observe.
    Observe {
        /// Anything but `/`.
        path: Path,
        /// The format of the answer and of notifications.
        accept: Option<ContentFormat>,
        /// Notification attributes of this observation alone (from 1.2).
        attributes: AttributeChanges,
    },
    /// Cancel Observation.
    CancelObservation {
        /// The path observed.
        path: Path,
        /// The format of the answer.
        accept: Option<ContentFormat>,
    },
    /// Observe-Composite (from 1.1).
    ObserveComposite {
        /// Format of the payload.
        format: Option<ContentFormat>,
        /// The format of the answer and of notifications.
        accept: Option<ContentFormat>,
        /// Notification attributes of this observation alone (from 1.2).
        attributes: AttributeChanges,
        /// The paths: records without values.
        payload: Cow<'a, [u8]>,
    },
    /// Cancel Observation-Composite (from 1.1).
    CancelObservationComposite {
        /// Format of the payload.
        format: Option<ContentFormat>,
        /// The format of the answer.
        accept: Option<ContentFormat>,
        /// The paths observed.
        payload: Cow<'a, [u8]>,
    },
}

macro_rules! operations {
    ($( $variant:ident $name:literal $since:ident $success:ident [$( $failure:ident )*] )+) => {
        impl Operation<'_> {
            /// The name in the specification: `Read`, `Bootstrap-Write`, …
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $( Operation::$variant { .. } => $name, )+ }
            }

            /// The enabler version that introduced the operation.
            #[must_use]
            pub const fn since(&self) -> Version {
                match self { $( Operation::$variant { .. } => Version::$since, )+ }
            }

            /// The response code of success.
            #[must_use]
            pub const fn success(&self) -> ResponseCode {
                match self { $( Operation::$variant { .. } => ResponseCode::$success, )+ }
            }

            /// The response codes of failure that the operation can have, beyond those of any CoAP request.
            #[must_use]
            pub const fn failures(&self) -> &'static [ResponseCode] {
                match self { $( Operation::$variant { .. } => &[$( ResponseCode::$failure ),*], )+ }
            }
        }
    };
}

operations! {
    BootstrapRequest "Bootstrap-Request" V1_0 CHANGED [BAD_REQUEST UNSUPPORTED_CONTENT_FORMAT]
    BootstrapPackRequest "Bootstrap-Pack-Request" V1_2 CONTENT
        [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED NOT_ACCEPTABLE NOT_IMPLEMENTED]
    BootstrapDiscover "Bootstrap-Discover" V1_0 CONTENT [BAD_REQUEST NOT_FOUND]
    BootstrapRead "Bootstrap-Read" V1_1 CONTENT
        [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED NOT_ACCEPTABLE]
    BootstrapWrite "Bootstrap-Write" V1_0 CHANGED [BAD_REQUEST UNSUPPORTED_CONTENT_FORMAT]
    BootstrapDelete "Bootstrap-Delete" V1_0 DELETED [BAD_REQUEST]
    BootstrapFinish "Bootstrap-Finish" V1_0 CHANGED [BAD_REQUEST NOT_ACCEPTABLE]
    Register "Register" V1_0 CREATED [BAD_REQUEST FORBIDDEN PRECONDITION_FAILED]
    Update "Update" V1_0 CHANGED [BAD_REQUEST NOT_FOUND]
    Deregister "De-register" V1_0 DELETED [BAD_REQUEST NOT_FOUND]
    Send "Send" V1_1 CHANGED [BAD_REQUEST NOT_FOUND]
    Read "Read" V1_0 CONTENT [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED NOT_ACCEPTABLE]
    Discover "Discover" V1_0 CONTENT [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED]
    Write "Write" V1_0 CHANGED
        [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED REQUEST_ENTITY_INCOMPLETE REQUEST_ENTITY_TOO_LARGE
        UNSUPPORTED_CONTENT_FORMAT]
    WriteAttributes "Write-Attributes" V1_0 CHANGED [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED]
    Execute "Execute" V1_0 CHANGED [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED]
    Create "Create" V1_0 CREATED
        [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED UNSUPPORTED_CONTENT_FORMAT]
    Delete "Delete" V1_0 DELETED [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED]
    ReadComposite "Read-Composite" V1_1 CONTENT
        [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED NOT_ACCEPTABLE UNSUPPORTED_CONTENT_FORMAT]
    WriteComposite "Write-Composite" V1_1 CHANGED
        [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED UNSUPPORTED_CONTENT_FORMAT]
    Observe "Observe" V1_0 CONTENT [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED NOT_ACCEPTABLE]
    CancelObservation "Cancel Observation" V1_0 CONTENT
        [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED NOT_ACCEPTABLE]
    ObserveComposite "Observe-Composite" V1_1 CONTENT
        [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED NOT_ACCEPTABLE UNSUPPORTED_CONTENT_FORMAT]
    CancelObservationComposite "Cancel Observation-Composite" V1_1 CONTENT
        [BAD_REQUEST UNAUTHORIZED NOT_FOUND METHOD_NOT_ALLOWED NOT_ACCEPTABLE UNSUPPORTED_CONTENT_FORMAT]
}

impl Operation<'_> {
    /// The path the operation is on, where it is on one.
    #[must_use]
    pub const fn path(&self) -> Option<Path> {
        Some(match self {
            Operation::BootstrapDiscover { path }
            | Operation::BootstrapRead { path, .. }
            | Operation::BootstrapWrite { path, .. }
            | Operation::BootstrapDelete { path }
            | Operation::Read { path, .. }
            | Operation::Discover { path, .. }
            | Operation::Write { path, .. }
            | Operation::WriteAttributes { path, .. }
            | Operation::Execute { path, .. }
            | Operation::Create { path, .. }
            | Operation::Delete { path }
            | Operation::Observe { path, .. }
            | Operation::CancelObservation { path, .. } => *path,
            _ => return None,
        })
    }

    /// What the definitions have against the operation; nothing for operations that are not on a path. The nodes of
    /// payloads are checked by [`validate::nodes`](crate::model::validate::nodes), once decoded.
    #[must_use]
    pub fn validate(&self, model: &impl Model) -> Vec<Finding> {
        let wanted = match self {
            Operation::BootstrapDiscover { .. }
            | Operation::BootstrapRead { .. }
            | Operation::BootstrapWrite { .. }
            | Operation::BootstrapDelete { .. } => Access::Bootstrap,
            Operation::Read { .. } | Operation::Observe { .. } | Operation::CancelObservation { .. } => {
                Access::Read
            }
            Operation::Write { .. } => Access::Write,
            Operation::Execute { .. } => Access::Execute,
            Operation::Create { .. } => Access::Create,
            Operation::Delete { .. } => Access::Delete,
            // Discover and Write-Attributes ask nothing of the resource's operations.
            Operation::Discover { .. } | Operation::WriteAttributes { .. } => Access::Bootstrap,
            _ => return Vec::new(),
        };
        self.path().map(|path| access(path, wanted, model)).unwrap_or_default()
    }
}
