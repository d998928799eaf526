//! BBF data models: the documents that define which objects and parameters a device has.
//!
//! | step | type |
//! |---|---|
//! | XML to what is written | [`Document`] |
//! | documents that import from each other | [`Library`], [`Source`] |
//! | imports, components and inheritance applied | [`DataModel`] |
//! | look-up of paths, checks of names, values, whole trees and profiles | [`Index`] |
//! | the same as a constant of the program, without a document | [`Table`] |
//!
//! One flattened file needs one call:
//!
//! ```
//! use cwmp_soap::data_model::{DataModel, Index};
//!
//! let xml = br#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:lamp-1-0">
//!   <model name="Lamp:1.0">
//!     <object name="Lamp." access="readOnly" minEntries="1" maxEntries="1">
//!       <parameter name="Brightness" access="readWrite">
//!         <syntax><unsignedInt><range maxInclusive="100"/><units value="percent"/></unsignedInt></syntax>
//!       </parameter>
//!     </object>
//!   </model>
//! </dm:document>"#;
//! let model = DataModel::from_xml(xml)?;
//! assert_eq!((model.object_count(), model.parameter_count()), (1, 1));
//!
//! let index = Index::new(&model);
//! assert!(index.check_set("Lamp.Brightness", "55", Some("unsignedInt")).is_empty());
//! assert_eq!(index.check_set("Lamp.Brightness", "101", None)[0].to_string(), "value outside the allowed ranges in Lamp.Brightness");
//! # Ok::<(), mgmt_wire::Error<cwmp_soap::data_model::ErrorKind>>(())
//! ```

mod check;
mod definitions;
mod document;
mod entities;
mod error;
mod facet;
mod file_name;
mod index;
mod library;
mod model;
mod number;
mod pattern;
mod reader;
mod resolve;
mod table;
mod vocabulary;

pub use check::{Finding, FindingKind};
pub use document::{
    ComponentDefinition, ComponentReference, DataTypeDefinition, Description, Document, Import, ImportedName,
    Item, MaxEntries, ModelDefinition, ObjectDefinition, ParameterDefinition, ProfileDefinition,
    ProfileObject, ProfileParameter, Reference, SyntaxDefinition, Term, UniqueKey,
};
pub use error::{ErrorKind, WarningKind};
pub use facet::{
    Default, Enumeration, EnumerationRef, Facets, InstanceRef, List, PathRef, Pattern, Range, Size, TypeName,
};
pub use file_name::DocumentName;
pub use index::{Entry, Index};
pub use library::{DocumentId, Library, Source};
pub use model::{DataModel, Object, Parameter, Syntax};
pub use number::Decimal;
pub use pattern::{Matcher, PatternError};
pub use resolve::{Problem, ProblemKind, Resolution};
pub use table::{Children, Row, Rows, Table};
pub use vocabulary::{
    Access, ActiveNotify, BaseType, DefaultKind, DescriptionAction, ListNesting, MountType, PathScope,
    ReferenceType, Requirement, Status, TargetType,
};
