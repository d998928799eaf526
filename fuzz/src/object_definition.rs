//! OMA object definition files.

use crate::check::in_all_modes;
use lwm2m_tlv::model::{DefinitionFile, Registry};
use lwm2m_tlv::{DecodeOptions, Path, Types};

/// Runs the target.
pub fn run(data: &[u8]) {
    let decode = |options: &DecodeOptions| {
        DefinitionFile::decode(data, options, &mut ()).map(DefinitionFile::into_objects)
    };
    let Some(objects) = in_all_modes(decode) else { return };
    let mut registry = Registry::empty();
    for object in &objects {
        registry.add(object.clone());
    }
    for object in &objects {
        let newest = registry.newest(object.id).expect("added above");
        assert!(newest.version >= object.version, "an older version hides a newer one");
        for resource in newest.resources.iter() {
            assert_eq!(newest.resource(resource.id).map(|found| found.id), Some(resource.id));
            let path = Path::resource(object.id, 0, resource.id);
            assert_eq!(registry.value_type(path), newest.resource(resource.id).and_then(|r| r.value_type()));
        }
    }
}
