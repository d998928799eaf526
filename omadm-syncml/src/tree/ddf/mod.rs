//! Descriptions of trees (DDF) and serialized trees (TNDS): two uses of one document type, `MgmtTree`.

mod check;
mod decode;
mod model;
mod msft;
mod node;
mod properties;
mod read;
#[cfg(feature = "serde")]
mod serialize;
mod write;

pub use check::{Finding, FindingKind};
pub use model::{MgmtTree, NodeId, NodeRef};
pub use msft::{AllowedValues, AllowedValuesKind, Dependency, DependencyGroup, EnumValue, Msft};
pub use node::{
    CaseSense, DescribedNode, DescribedValue, DfProperties, NodeType, Occurrence, RtProperties, Scope,
};

use mgmt_wire::Kind;

/// The namespace of the elements of OMA DDF 1.2. Descriptions in the field mostly come without one.
pub const NAMESPACE: &str = "syncml:dmddf1.2";
/// The namespace of Microsoft's extensions (DDF v2).
pub const MSFT_NAMESPACE: &str = "http://schemas.microsoft.com/MobileDevice/DM";

/// Why a document is not a description or a serialized tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum DdfErrorKind {
    /// An element the document type requires.
    #[error("missing element `{0}`")]
    Missing(&'static str),
    /// An element twice where it may stand once, or two nodes of one name below the same parent.
    #[error("duplicate `{0}`")]
    Duplicate(&'static str),
    /// An element or text that has no place there; the word names the element around it.
    #[error("unexpected content in `{0}`")]
    Unexpected(&'static str),
    /// An element behind one that must follow it; only strict decoding refuses it.
    #[error("element `{0}` out of order")]
    Order(&'static str),
    /// An element with a value it cannot have.
    #[error("invalid value of `{0}`")]
    InvalidValue(&'static str),
    /// A number beyond what the element allows.
    #[error("number out of range in `{0}`")]
    OutOfRange(&'static str),
}

impl Kind for DdfErrorKind {
    fn name(&self) -> &'static str {
        match self {
            DdfErrorKind::Missing(_) => "Missing",
            DdfErrorKind::Duplicate(_) => "Duplicate",
            DdfErrorKind::Unexpected(_) => "Unexpected",
            DdfErrorKind::Order(_) => "Order",
            DdfErrorKind::InvalidValue(_) => "InvalidValue",
            DdfErrorKind::OutOfRange(_) => "OutOfRange",
        }
    }
}

mgmt_wire::named_kinds! {
    /// What lenient decoding tolerates in a description or a serialized tree.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
    #[non_exhaustive]
    pub enum DdfWarningKind {
        /// Elements in another order than the document type's (DM TND 1.2.1, DTD). Most of Microsoft's descriptions
        /// have their `DFProperties` so.
        #[error("element out of order")]
        ElementOrder,
        /// A Node without NodeName; it is read as an unnamed one.
        #[error("node without `NodeName`")]
        MissingNodeName,
        /// A Node with neither DFProperties nor RTProperties; it is read as one with defaults.
        #[error("node without properties")]
        MissingProperties,
        /// DFProperties that lack AccessType, DFFormat or DFType. Vendors' trees and the nodes of Microsoft's
        /// descriptions that only group others leave them out.
        #[error("properties without a required element")]
        MissingProperty,
        /// Two nodes of one name below the same parent.
        #[error("two nodes of one name")]
        DuplicateNode,
        /// A MgmtTree without VerDTD.
        #[error("missing `VerDTD`")]
        MissingVersion,
        /// A MgmtTree without Node: templates that wait for their nodes.
        #[error("tree without nodes")]
        MissingNodes,
        /// An element that the document type does not have, in its own namespace; it is kept. Motorola's trees have
        /// `Type` and `Data` in a Node.
        #[error("unknown element")]
        UnknownElement,
        /// An unknown data format; it is kept.
        #[error("unknown data format")]
        UnknownFormat,
        /// Text between elements; it is dropped.
        #[error("text between elements")]
        StrayText,
        /// A word as text where an empty element of that name belongs (`<Format>chr</Format>`).
        #[error("text where an element belongs")]
        TextForElement,
        /// Elements within a value; their source is read as the value's text.
        #[error("markup within a value")]
        MarkupInValue,
        /// White space around a name.
        #[error("white space around a name")]
        WhiteSpace,
        /// An attribute, which no element of the document type has; it is dropped.
        #[error("unknown attribute")]
        UnknownAttribute,
        /// The NodeName `.` at the top: the node is the root of the management tree, which has no name of its own.
        /// Motorola's trees begin so.
        #[error("root of the tree named as a node")]
        RootName,
        /// The `Type` of a node, which has one, with more; the first is read.
        #[error("several types of one node")]
        SeveralTypes,
        /// `ZeroOrN` or `OneOrN` without its number, read as `ZeroOrMore` or `OneOrMore`. Two of Microsoft's
        /// descriptions (ActiveSync, EMAIL2) have them.
        #[error("occurrence without its number")]
        MissingCount,
        /// `ZeroOrN` or `OneOrN` of 1, read as `ZeroOrOne` or `One`, or of 0, read as if it had no number: the node of Sony
        /// Ericsson's descriptions that says 0 is described as one of up to four.
        #[error("occurrence of less than 2")]
        SmallCount,
    }
}
