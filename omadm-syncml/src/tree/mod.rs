//! What is managed: the tree of nodes, their properties, descriptions and serialized forms.

mod access;
mod acl;
mod change;
mod ddf;
mod execute;
mod journal;
mod path;
mod percent;
mod property;
mod query;
mod storage;
mod store;
mod tnds;
mod uri;

pub use access::{AccessType, AccessTypes};
pub use acl::{Acl, AclCommand, AclEntry, AclErrorKind, AclWarningKind};
pub use ddf::{
    AllowedValues, AllowedValuesKind, CaseSense, DdfErrorKind, DdfWarningKind, Dependency, DependencyGroup,
    DescribedNode, DescribedValue, DfProperties, EnumValue, Finding, FindingKind, MSFT_NAMESPACE, MgmtTree,
    Msft, NAMESPACE as DDF_NAMESPACE, NodeId, NodeRef, NodeType, Occurrence, RtProperties, Scope,
};
pub use execute::{OnAlert, Reply};
pub use path::NodePath;
pub(crate) use percent::percent_decode;
pub use property::{MAX_TITLE, PropertyName, Timestamp};
pub use query::{List, Query, TndsParts};
pub use storage::{Execution, MemoryStorage, NodeState, NodeValue, Storage};
pub use store::{NodeData, ResultItem, Tree};
pub use uri::{Uri, UriErrorKind, UriLimits, UriWarningKind};
