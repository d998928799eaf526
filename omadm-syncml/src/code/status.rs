//! Status codes.

use super::numeric_registry;

numeric_registry! {
    /// The three-digit code in the `Data` of a Status.
    ///
    /// ```
    /// use omadm_syncml::code::StatusCode;
    ///
    /// let code = StatusCode::from_text("404").unwrap();
    /// assert_eq!(code, StatusCode::NOT_FOUND);
    /// assert_eq!(code.name(), Some("Not found"));
    /// assert!(code.is_client_error());
    /// assert_eq!(StatusCode(299).name(), None); // unknown codes are values like any other
    /// ```
    StatusCode
    IN_PROGRESS = 101, "In progress", "the command is being executed and is not complete", "";
    OK = 200, "OK", "the command completed successfully", "DM RepPro 1.2.1, protocol command elements";
    ITEM_ADDED = 201, "Item added", "the requested item was added", "";
    ACCEPTED = 202, "Accepted for processing", "the command was accepted, its action has not finished yet", "DM RepPro 1.2.1, Alert, Exec";
    NON_AUTHORITATIVE = 203, "Non-authoritative response", "the response comes from another entity than the one that was asked", "";
    NO_CONTENT = 204, "No content", "the command succeeded and there is nothing to return", "";
    RESET_CONTENT = 205, "Reset content", "the source should update its content", "";
    PARTIAL_CONTENT = 206, "Partial content", "only a part of the command was completed", "";
    CONFLICT_MERGED = 207, "Conflict resolved with merge", "a conflict was resolved by merging both sides", "";
    CONFLICT_CLIENT_WON = 208, "Conflict resolved with client's command winning", "a conflict was resolved in favour of the client", "";
    CONFLICT_DUPLICATED = 209, "Conflict resolved with duplicate", "a conflict was resolved by keeping both items", "";
    DELETED_WITHOUT_ARCHIVE = 210, "Delete without archive", "the item was deleted but not archived", "";
    NOT_DELETED = 211, "Item not deleted", "the item was not found and may have been deleted before", "";
    AUTHENTICATED = 212, "Authentication accepted", "the credentials are accepted for the whole session", "DM Security 1.2.1, Integrity checking; DM Protocol 1.2.1, Authentication";
    CHUNK_ACCEPTED = 213, "Chunked item accepted", "the chunk of a large object was accepted and buffered", "DM RepPro 1.2.1, Add, Replace";
    OPERATION_CANCELLED = 214, "Operation cancelled", "the user cancelled the interaction", "DM RepPro 1.2.1, Alert";
    NOT_EXECUTED = 215, "Not executed", "the command was not executed because the user or an earlier command ended it", "DM RepPro 1.2.1, Add, Sequence";
    ATOMIC_ROLLED_BACK = 216, "Atomic roll back OK", "the Atomic around the command failed and the command was undone", "DM RepPro 1.2.1, Add, Replace, Delete, Copy";
    OK_INHERITED_ACL = 217, "OK with inherited ACL", "the command completed, the ACL in the result is that of an ancestor (DM 1.3)", "oneM2M TS-0005 5.4.1.2.1";
    MULTIPLE_CHOICES = 300, "Multiple choices", "the target is one of several alternatives", "";
    MOVED_PERMANENTLY = 301, "Moved permanently", "the target has a new permanent URI", "";
    FOUND = 302, "Found", "the target has temporarily moved to another URI", "";
    SEE_OTHER = 303, "See other", "the target can be found under another URI", "";
    NOT_MODIFIED = 304, "Not modified", "nothing was changed; as the answer to a confirmation: the user said no", "DM Protocol 1.2.1, User interaction commands";
    USE_PROXY = 305, "Use proxy", "the target must be reached through the given proxy", "";
    BAD_REQUEST = 400, "Bad request", "the command is malformed", "";
    UNAUTHORIZED = 401, "Invalid credentials", "the credentials are wrong or do not suffice", "DM RepPro 1.2.1, protocol command elements";
    PAYMENT_REQUIRED = 402, "Payment needed", "payment is needed for the command", "";
    FORBIDDEN = 403, "Forbidden", "the command could not be executed for reasons other than access rights", "DM RepPro 1.2.1, Copy, Replace";
    NOT_FOUND = 404, "Not found", "the target does not exist or its URI cannot be resolved", "DM RepPro 1.2.1, protocol command elements";
    NOT_ALLOWED = 405, "Command not allowed", "the command is not allowed on the target", "DM RepPro 1.2.1, protocol command elements";
    NOT_SUPPORTED = 406, "Optional feature not supported", "the recipient does not support the optional feature", "DM RepPro 1.2.1; DM TND 1.2.1, Property addressing";
    AUTHENTICATION_REQUIRED = 407, "Missing credentials", "no credentials were given", "DM RepPro 1.2.1, protocol command elements";
    REQUEST_TIMEOUT = 408, "Request timeout", "the user or the recipient did not answer in time", "DM RepPro 1.2.1, Alert";
    CONFLICT = 409, "Conflict", "the item conflicts with another version of it", "";
    GONE = 410, "Gone", "the target is no longer there", "";
    SIZE_REQUIRED = 411, "Size required", "a size must be given in the meta information", "";
    INCOMPLETE_COMMAND = 412, "Incomplete command", "the command does not hold all it needs", "DM RepPro 1.2.1, Alert";
    TOO_LARGE = 413, "Request entity too large", "the item is too large for the recipient", "DM RepPro 1.2.1, Add, Get, Replace";
    URI_TOO_LONG = 414, "URI too long", "the URI or a segment of it is too long, or it has too many segments", "DM RepPro 1.2.1, protocol command elements";
    UNSUPPORTED_FORMAT = 415, "Unsupported media type or format", "the recipient does not support the type or format of the item", "DM RepPro 1.2.1, Add, Get, Replace";
    RANGE_NOT_SATISFIABLE = 416, "Requested range not satisfiable", "the size or range exceeds what the recipient can do", "DM RepPro 1.2.1, Alert";
    RETRY_LATER = 417, "Retry later", "the recipient is busy", "";
    ALREADY_EXISTS = 418, "Already exists", "the target exists already", "DM RepPro 1.2.1, Add, Replace";
    CONFLICT_SERVER_WON = 419, "Conflict resolved with server data", "a conflict was resolved in favour of the server", "";
    DEVICE_FULL = 420, "Device full", "the recipient has no storage left", "DM RepPro 1.2.1, protocol command elements";
    UNKNOWN_SEARCH_GRAMMAR = 421, "Unknown search grammar", "the recipient does not know the search grammar", "";
    BAD_SCRIPT = 422, "Bad CGI script", "the CGI script in the URI is malformed", "";
    SOFT_DELETE_CONFLICT = 423, "Soft-delete conflict", "a soft-deleted item was changed on the other side", "";
    SIZE_MISMATCH = 424, "Size mismatch", "the received object has another size than its first chunk declared", "DM RepPro 1.2.1, Add, Replace";
    PERMISSION_DENIED = 425, "Permission denied", "the server lacks the right in the access control list", "DM RepPro 1.2.1, protocol command elements";
    PARTIAL_ITEM_NOT_ACCEPTED = 426, "Partial item not accepted", "a part of an item cannot be accepted on its own", "";
    NOT_EMPTY = 427, "Item not empty", "the parent cannot be deleted since it has children", "";
    COMMAND_FAILED = 500, "Command failed", "the recipient met an error that no other code describes", "DM RepPro 1.2.1, protocol command elements";
    NOT_IMPLEMENTED = 501, "Command not implemented", "the recipient does not implement the command", "";
    BAD_GATEWAY = 502, "Bad gateway", "a gateway got an invalid response", "";
    SERVICE_UNAVAILABLE = 503, "Service unavailable", "the recipient is overloaded or under maintenance", "";
    GATEWAY_TIMEOUT = 504, "Gateway timeout", "a gateway got no response in time", "";
    VERSION_NOT_SUPPORTED = 505, "DTD version not supported", "the recipient does not support the version of the DTD", "";
    PROCESSING_ERROR = 506, "Processing error", "an application error stopped the command", "";
    ATOMIC_FAILED = 507, "Atomic failed", "a command within the Atomic failed", "DM RepPro 1.2.1, Atomic";
    REFRESH_REQUIRED = 508, "Refresh required", "the state of the recipient asks for a complete refresh", "";
    DATA_STORE_FAILURE = 510, "Data store failure", "the storage of the recipient failed", "DM RepPro 1.2.1, Copy, Exec";
    SERVER_FAILURE = 511, "Server failure", "a severe error happened in the server", "";
    SYNC_FAILED = 512, "Synchronization failed", "an application error ended the synchronization", "";
    PROTOCOL_NOT_SUPPORTED = 513, "Protocol version not supported", "the recipient does not support the version of the protocol", "";
    CANCELLED = 514, "Operation cancelled", "the operation was cancelled before it completed", "";
    ATOMIC_ROLLBACK_FAILED = 516, "Atomic roll back failed", "the Atomic around the command failed and the command could not be undone", "DM RepPro 1.2.1, Add, Replace, Delete, Copy";
    ATOMIC_RESPONSE_TOO_LARGE = 517, "Atomic response too large to fit", "the answers to an Atomic do not fit into one message", "DM RepPro 1.2.1, Atomic";
}

impl StatusCode {
    /// 1xx: the command is still being executed.
    #[must_use]
    pub const fn is_informational(self) -> bool {
        self.0 / 100 == 1
    }

    /// 2xx: the recipient understood and took the command.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 / 100 == 2
    }

    /// 3xx: something further must be done.
    #[must_use]
    pub const fn is_redirection(self) -> bool {
        self.0 / 100 == 3
    }

    /// 4xx: the originator is at fault.
    #[must_use]
    pub const fn is_client_error(self) -> bool {
        self.0 / 100 == 4
    }

    /// 5xx: the recipient is at fault.
    #[must_use]
    pub const fn is_server_error(self) -> bool {
        self.0 / 100 == 5
    }

    /// 4xx or 5xx.
    #[must_use]
    pub const fn is_error(self) -> bool {
        self.is_client_error() || self.is_server_error()
    }
}

#[cfg(test)]
mod tests {
    use super::StatusCode;
    use alloc::string::ToString;

    #[test]
    fn the_table_is_ascending_and_complete() {
        assert!(StatusCode::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        for code in StatusCode::ALL {
            assert!(code.name().is_some_and(|name| !name.is_empty()), "{code}");
            assert!(code.meaning().is_some_and(|text| !text.ends_with('.')), "{code}");
            assert_eq!(StatusCode::from_text(&code.to_string()), Some(*code));
        }
        assert_eq!(StatusCode::OK_INHERITED_ACL.number(), 217);
        assert_eq!(StatusCode(515).name(), None, "reserved");
    }

    #[test]
    fn classes_follow_the_first_digit() {
        assert!(StatusCode::IN_PROGRESS.is_informational());
        assert!(StatusCode::AUTHENTICATED.is_success());
        assert!(StatusCode::NOT_MODIFIED.is_redirection());
        assert!(StatusCode::PERMISSION_DENIED.is_client_error() && StatusCode::PERMISSION_DENIED.is_error());
        assert!(StatusCode::ATOMIC_FAILED.is_server_error() && !StatusCode::OK.is_error());
    }

    #[test]
    fn text_form() {
        assert_eq!(StatusCode::from_text(" 200\r\n"), Some(StatusCode::OK));
        for bad in ["", " ", "+200", "-1", "2 0 0", "200.0", "65536", "٢٠٠"] {
            assert_eq!(StatusCode::from_text(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn clauses_only_where_a_text_was_read() {
        assert!(StatusCode::PERMISSION_DENIED.clause().is_some());
        assert_eq!(StatusCode::BAD_GATEWAY.clause(), None);
        assert_eq!(StatusCode(999).clause(), None);
    }
}
