//! What of CoAP matters to LwM2M.

use crate::content_format::ContentFormat;
use crate::error::{Error, ErrorKind};
use crate::path::Path;
use alloc::borrow::Cow;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

macro_rules! methods {
    ($( $(#[doc = $doc:literal])+ $variant:ident $code:literal $name:literal )+) => {
        /// A CoAP method.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Method { $( $(#[doc = $doc])+ $variant, )+ }

        impl Method {
            /// The detail of the CoAP code `0.xx`.
            #[must_use]
            pub const fn code(self) -> u8 {
                match self { $( Method::$variant => $code, )+ }
            }

            /// The method of a CoAP code `0.xx`.
            #[must_use]
            pub const fn from_code(code: u8) -> Option<Method> {
                match code { $( $code => Some(Method::$variant), )+ _ => None }
            }

            /// The name: `GET`, …
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Method::$variant => $name, )+ }
            }
        }
    };
}

methods! {
    /// 0.01 (RFC 7252)
    Get 1 "GET"
    /// 0.02 (RFC 7252)
    Post 2 "POST"
    /// 0.03 (RFC 7252)
    Put 3 "PUT"
    /// 0.04 (RFC 7252)
    Delete 4 "DELETE"
    /// 0.05 (RFC 8132)
    Fetch 5 "FETCH"
    /// 0.07 (RFC 8132)
    IPatch 7 "iPATCH"
}

macro_rules! responses {
    ($( $constant:ident $class:literal $detail:literal $name:literal )+) => {
        /// A CoAP response code, as in its octet: class in the upper three bits, detail in the lower five.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct ResponseCode(pub u8);

        impl ResponseCode {
            $( #[doc = concat!(stringify!($class), ".", stringify!($detail), " ", $name, ".")]
            #[allow(clippy::zero_prefixed_literal, reason = "written as CoAP does")]
            pub const $constant: ResponseCode = ResponseCode($class << 5 | $detail); )+

            /// The name of a known code.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self { $( ResponseCode::$constant => Some($name), )+ _ => None }
            }
        }
    };
}

responses! {
    CREATED 2 01 "Created"
    DELETED 2 02 "Deleted"
    CHANGED 2 04 "Changed"
    CONTENT 2 05 "Content"
    CONTINUE 2 31 "Continue"
    BAD_REQUEST 4 00 "Bad Request"
    UNAUTHORIZED 4 01 "Unauthorized"
    FORBIDDEN 4 03 "Forbidden"
    NOT_FOUND 4 04 "Not Found"
    METHOD_NOT_ALLOWED 4 05 "Method Not Allowed"
    NOT_ACCEPTABLE 4 06 "Not Acceptable"
    REQUEST_ENTITY_INCOMPLETE 4 08 "Request Entity Incomplete"
    PRECONDITION_FAILED 4 12 "Precondition Failed"
    REQUEST_ENTITY_TOO_LARGE 4 13 "Request Entity Too Large"
    UNSUPPORTED_CONTENT_FORMAT 4 15 "Unsupported Content-Format"
    INTERNAL_SERVER_ERROR 5 00 "Internal Server Error"
    NOT_IMPLEMENTED 5 01 "Not Implemented"
}

impl ResponseCode {
    /// The class: 2 for success, 4 for errors of the client, 5 for those of the server.
    #[must_use]
    pub const fn class(self) -> u8 {
        self.0 >> 5
    }

    /// The detail: 4 of 4.04.
    #[must_use]
    pub const fn detail(self) -> u8 {
        self.0 & 31
    }

    /// Whether the code says that the request succeeded.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.class() == 2
    }
}

impl fmt::Display for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.class(), self.detail())
    }
}

impl fmt::Debug for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What of a CoAP request matters to LwM2M.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request<'a> {
    /// The method.
    pub method: Method,
    /// `Uri-Path` options.
    pub path: Vec<Cow<'a, str>>,
    /// `Uri-Query` options.
    pub query: Vec<Cow<'a, str>>,
    /// `Content-Format` option.
    pub content_format: Option<ContentFormat>,
    /// `Accept` option.
    pub accept: Option<ContentFormat>,
    /// `Observe` option: 0 to observe, 1 to cancel.
    pub observe: Option<u32>,
    /// The payload.
    pub payload: Cow<'a, [u8]>,
}

impl<'a> Request<'a> {
    /// A request with a method, without anything else.
    #[must_use]
    pub const fn new(method: Method) -> Self {
        Request {
            method,
            path: Vec::new(),
            query: Vec::new(),
            content_format: None,
            accept: None,
            observe: None,
            payload: Cow::Borrowed(&[]),
        }
    }

    /// The same below an alternate path or a gateway prefix: its segments go before those of the request.
    #[must_use]
    pub fn under(mut self, root: &'a str) -> Self {
        let segments = root.split('/').filter(|segment| !segment.is_empty()).map(Cow::Borrowed);
        self.path.splice(..0, segments);
        self
    }

    /// The same without an alternate path or gateway prefix; `None` when it is not below it.
    #[must_use]
    pub fn strip(mut self, root: &str) -> Option<Self> {
        for segment in root.split('/').filter(|segment| !segment.is_empty()) {
            if self.path.first().is_none_or(|first| first != segment) {
                return None;
            }
            self.path.remove(0);
        }
        Some(self)
    }

    pub(super) fn at(method: Method, path: Path) -> Self {
        let mut request = Request::new(method);
        request.path = path.ids().map(|id| Cow::Owned(id.to_string())).collect();
        request
    }

    pub(super) fn with_payload(mut self, format: Option<ContentFormat>, payload: Cow<'a, [u8]>) -> Self {
        self.content_format = format;
        self.payload = payload;
        self
    }

    pub(super) fn with_query(mut self, query: Vec<String>) -> Self {
        self.query = query.into_iter().map(Cow::Owned).collect();
        self
    }

    pub(super) const fn with_accept(mut self, accept: Option<ContentFormat>) -> Self {
        self.accept = accept;
        self
    }

    pub(super) const fn with_observe(mut self, observe: u32) -> Self {
        self.observe = Some(observe);
        self
    }

    pub(super) fn lwm2m_path(&self) -> Result<Path, Error> {
        if self.path.is_empty() {
            return Ok(Path::ROOT);
        }
        let text: String = self.path.iter().flat_map(|segment| ["/", &**segment]).collect();
        Path::parse(&text).map_err(|error| Error::new(ErrorKind::Path(error.kind)))
    }

    pub(super) fn queries(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.query.iter().map(|parameter| Cow::Borrowed(&**parameter))
    }
}
