//! Why input was refused, and what was let pass.

use mgmt_wire::{Kind, Limit};

/// The error of every operation of the crate.
pub type Error = mgmt_wire::Error<ErrorKind>;

/// A deviation that lenient decoding accepted: what, and at which byte.
pub type Warning = mgmt_wire::Warning<WarningKind>;

/// Declares [`ErrorKind`]'s own kinds (those with a taxonomy name of their own) and the kinds it takes over from
/// the crate's rooms.
macro_rules! error_kinds {
    (
        $( $(#[doc = $doc:literal])+ $text:literal $variant:ident $( ( $field:ty ) )? $( { $( $name:ident : $named:ty ),* } )? )*
        ;
        $( $(#[doc = $wdoc:literal])+ $( #[cfg($cfg:meta)] )? $wrapped:ident ( $kind:ty ) )*
    ) => {
        /// Why something was refused.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $( $(#[doc = $doc])+ #[error($text)] $variant $( ( $field ) )? $( { $( #[doc = concat!("The ", stringify!($name), ".")] $name: $named ),* } )?, )*
            $( $(#[doc = $wdoc])+ $( #[cfg($cfg)] )? #[error(transparent)] $wrapped(#[from] $kind), )*
            /// One of [`Limits`](mgmt_wire::Limits).
            #[error("{} limit exceeded", .0.name())]
            Limit(Limit),
        }

        impl Kind for ErrorKind {
            fn name(&self) -> &'static str {
                match self {
                    $( ErrorKind::$variant { .. } => stringify!($variant), )*
                    $( $( #[cfg($cfg)] )? ErrorKind::$wrapped(kind) => kind.name(), )*
                    ErrorKind::Limit(_) => "Limit",
                }
            }
        }
    };
}

error_kinds! {
    /// The input ends inside the thing named.
    "the input ends inside the {0}" Truncated(&'static str)
    /// Something follows the document element.
    "data after the document element" TrailingData
    /// A production of WBXML is broken.
    "malformed {0}" Malformed(&'static str)
    /// An element has a value it cannot have.
    "invalid value of {0}" InvalidValue(&'static str)
    /// A number is too large.
    "value of {0} out of range" OutOfRange(&'static str)
    /// An element the content model asks for is not there.
    "missing element {0}" Missing(&'static str)
    /// An element that may stand once stands again.
    "element {0} given twice" Duplicate(&'static str)
    /// An element or text where the content model has no place for it.
    "unexpected {0}" Unexpected(&'static str)
    /// An element stands at another place than the content model asks.
    "element {0} out of order" Order(&'static str)
    /// An element of the vocabulary in another namespace.
    "element {0} in the wrong namespace" WrongNamespace(&'static str)
    /// Bytes that are no text in the document's charset.
    "bytes that the document's charset does not allow" InvalidEncoding
    /// A WBXML charset (IANA MIBenum) that is not read.
    "unsupported charset {0}" UnsupportedEncoding(u32)
    /// A character that XML cannot carry.
    "a character that XML cannot carry" InvalidCharacter
    /// A name that is no XML name.
    "not an XML name" InvalidName
    /// Not Base64.
    "invalid base64" InvalidBase64
    /// A version of SyncML, of the protocol or of WBXML that is not known.
    "unsupported version of {0}" UnsupportedVersion(&'static str)
    /// A WBXML integer that does not fit 32 bits.
    "integer does not fit 32 bits" IntOverflow
    /// A WBXML integer with leading zero groups (strict only).
    "integer not in its shortest form" NonCanonical
    /// An index outside the string table.
    "index outside the string table" StringTableIndex
    /// A public identifier of another document type.
    "public identifier of another document type" UnknownPublicId
    /// A token that may not stand here.
    "unexpected {0} token" UnexpectedToken(&'static str)
    /// A tag or attribute token the vocabulary does not have (strict only).
    "unknown token {token:#04x} of code page {page}" UnknownToken { page: u8, token: u8 }
    /// A message that does not fit the peer's limit.
    "{0} does not fit into one message" TooLarge(&'static str)
    ;
    /// A management URI.
    Uri(crate::tree::UriErrorKind)
    /// An access control list.
    Acl(crate::tree::AclErrorKind)
    /// Credentials, nonces, MACs.
    Auth(crate::security::AuthErrorKind)
    /// A notification.
    Notification(crate::security::NotificationErrorKind)
    /// A device description.
    Ddf(crate::tree::DdfErrorKind)
    /// The XML layer.
    #[cfg(feature = "xml")] Xml(mgmt_wire::xml::ErrorKind)
}

/// Declares [`WarningKind`]'s own kinds with the error each becomes in strict mode.
macro_rules! warning_kinds {
    (
        $( $(#[doc = $doc:literal])+ $text:literal $variant:ident $( ( $field:ty as $bound:ident ) )? => $error:expr; )*
        ;
        $( $(#[doc = $wdoc:literal])+ $( #[cfg($cfg:meta)] )? $wrapped:ident ( $kind:ty ) )*
    ) => {
        /// What lenient decoding let pass. In strict mode each is an error.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
        #[non_exhaustive]
        pub enum WarningKind {
            $( $(#[doc = $doc])+ #[error($text)] $variant $( ( $field ) )?, )*
            $( $(#[doc = $wdoc])+ $( #[cfg($cfg)] )? #[error(transparent)] $wrapped(#[from] $kind), )*
        }

        impl mgmt_wire::Kind for WarningKind {
            fn name(&self) -> &'static str {
                match self {
                    $( WarningKind::$variant { .. } => stringify!($variant), )*
                    $( $( #[cfg($cfg)] )? WarningKind::$wrapped(kind) => kind.name(), )*
                }
            }
        }

        impl WarningKind {
            /// The error the deviation is in strict mode.
            pub(crate) fn strictly(self) -> ErrorKind {
                match self {
                    $( WarningKind::$variant $( ( $bound ) )? => $error, )*
                    // The other rooms turn their own deviations into errors.
                    $( $( #[cfg($cfg)] )? WarningKind::$wrapped(_) => ErrorKind::Malformed("input"), )*
                }
            }
        }
    };
}

warning_kinds! {
    /// An element the content model does not have at this place; kept. Vendors add some, and parsers of theirs
    /// skip them.
    "unexpected element" UnexpectedElement => ErrorKind::Unexpected("element");
    /// An attribute outside any namespace; kept. The DTDs declare none.
    "unexpected attribute" UnexpectedAttribute => ErrorKind::Unexpected("attribute");
    /// Character data between elements; left out.
    "character data between elements" TextBetweenElements => ErrorKind::Unexpected("text");
    /// The document has no namespace: two thirds of the messages published as examples, and command files of
    /// management tools.
    "the document is in no namespace" NoNamespace => ErrorKind::WrongNamespace("SyncML");
    /// An element of the vocabulary without its own namespace, such as `Format` in that of SyncML or in none;
    /// Windows management tools, Nokia and Funambol messages.
    "element {0} in the wrong namespace" WrongNamespace(&'static str as name) => ErrorKind::WrongNamespace(name);
    /// Children in another order than the content model of the DTD.
    "element {0} out of order" OutOfOrder(&'static str as name) => ErrorKind::Order(name);
    /// A command without `CmdID`: command files whose sender fills the identifiers in. Windows answers 400.
    "command without CmdID" MissingCmdId => ErrorKind::Missing("CmdID");
    /// `CmdID` has no content: it must be a text (DM RepPro 1.2.1, CmdID). Templates of command files leave it to be filled in.
    "CmdID is empty" EmptyCmdId => ErrorKind::InvalidValue("CmdID");
    /// The `CmdID` `0`, which is no identifier since `CmdRef` 0 stands for the header.
    "CmdID is 0" ZeroCmdId => ErrorKind::InvalidValue("CmdID");
    /// A `Status` whose `Data` is no status code.
    "status code is not a number" StatusNotNumeric => ErrorKind::InvalidValue("Status/Data");
    /// An `Alert` whose `Data` is no alert code.
    "alert code is not a number" AlertNotNumeric => ErrorKind::InvalidValue("Alert/Data");
    /// A required element is not there; the value is empty. Command files, excerpts in documents.
    "missing element {0}" MissingElement(&'static str as name) => ErrorKind::Missing(name);
    /// `VerProto` names another protocol than `DM`: data synchronisation messages.
    "VerProto is not that of device management" ForeignProtocol => ErrorKind::UnsupportedVersion("the protocol");
    /// A WBXML version past 1.3, read as 1.3.
    "WBXML version above 1.3" WbxmlVersion => ErrorKind::UnsupportedVersion("WBXML");
    /// A WBXML integer with leading zero groups.
    "integer not in its shortest form" PaddedInteger => ErrorKind::NonCanonical;
    /// White space behind a WBXML document, left by an editor or a file transfer.
    "white space behind the document" TrailingWhiteSpace => ErrorKind::TrailingData;
    /// A public identifier number that is not known.
    "unknown public identifier" UnknownPublicId => ErrorKind::UnknownPublicId;
    /// A tag token the vocabulary does not have; kept.
    "unknown tag token" UnknownTagToken => ErrorKind::UnknownToken { page: 0, token: 0 };
    /// An extension token, which SyncML gives no meaning; left out.
    "extension token" ExtensionToken => ErrorKind::UnexpectedToken("EXT");
    /// A processing instruction; left out.
    "processing instruction" ProcessingInstruction => ErrorKind::UnexpectedToken("PI");
    /// A tag whose token announces attributes has none.
    "empty attribute list" EmptyAttributeList => ErrorKind::Malformed("attribute list");
    /// A WBXML string with a character that XML cannot carry; replaced or removed, only with
    /// [`Recovery::control_characters`](mgmt_wire::Recovery::control_characters).
    "a character that XML cannot carry" ControlCharacter => ErrorKind::InvalidCharacter;
    /// Attribute name by string table reference where there is no string table (Nokia).
    "attribute name outside the string table" AttributeNameOutsideTable => ErrorKind::StringTableIndex;
    /// Name-value parts of a provisioning document that only Nokia's dictionary has.
    "provisioning token outside the standard" VendorProvisioningToken => ErrorKind::UnknownToken { page: 0, token: 0 };
    ;
    /// A management URI.
    Uri(crate::tree::UriWarningKind)
    /// An access control list.
    Acl(crate::tree::AclWarningKind)
    /// Credentials, nonces, MACs.
    Auth(crate::security::AuthWarningKind)
    /// A notification.
    Notification(crate::security::NotificationWarningKind)
    /// A device description.
    Ddf(crate::tree::DdfWarningKind)
    /// The XML layer.
    #[cfg(feature = "xml")] Xml(mgmt_wire::xml::WarningKind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_have_the_name_of_their_variant_in_whatever_room() {
        let slash = Warning::new(WarningKind::Uri(crate::tree::UriWarningKind::LeadingSlash), 0);
        assert_eq!(slash.name(), "LeadingSlash");
        assert_eq!(Warning::new(WarningKind::OutOfOrder("Meta"), 0).name(), "OutOfOrder");
    }
}
