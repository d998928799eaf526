//! Broadband Forum data models.

use crate::check::in_all_modes;
use cwmp_soap::data_model::{DataModel, Document, Index};
use mgmt_wire::DecodeOptions;

/// Runs the target.
pub fn run(data: &[u8]) {
    let decode = |options: &DecodeOptions| Document::decode(data, options, &mut ());
    if in_all_modes(decode).is_none() {
        return;
    }
    let Ok(model) = DataModel::from_xml(data) else { return };
    let index = Index::new(&model);
    // An object without a name is kept, and cannot be looked up.
    for object in index.objects().filter(|object| !object.path.is_empty()) {
        assert!(index.find(&object.path).is_some(), "{} is listed and not found", object.path);
    }
}
