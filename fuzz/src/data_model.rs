//! Broadband Forum data models.

use crate::check::in_all_modes;
use cwmp_soap::data_model::{DataModel, Document, Entry, Index, Object, Parameter};
use mgmt_wire::DecodeOptions;

/// Runs the target.
pub fn run(data: &[u8]) {
    let decode = |options: &DecodeOptions| Document::decode(data, options, &mut ());
    let Some(document) = in_all_modes(decode) else { return };
    assert_eq!(document.clone().into_owned(), document, "owned and borrowed differ");
    let Ok(model) = DataModel::from_xml(data) else { return };
    let index = Index::new(&model);
    // An object without a name is kept, and cannot be looked up.
    for object in index.objects().filter(|object| !object.path.is_empty()) {
        assert!(object.path.ends_with('.'), "{} has no dot at its end", object.path);
        assert!(index.find(&object.path).is_some(), "{} is listed and not found", object.path);
        // A name with a dot is none, and is read as a path.
        for parameter in object.parameters.iter().filter(|parameter| is_name(&parameter.name)) {
            check_parameter(&index, object, parameter);
        }
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains('.')
}

fn check_parameter(index: &Index<'_>, object: &Object<'_>, parameter: &Parameter<'_>) {
    let path = format!("{}{}", object.path, parameter.name);
    assert!(matches!(index.find(&path), Some(Entry::Parameter(..))), "{path} is listed and not found");
    // The checks give findings for whatever the model says; a row's path has a number where the model has a
    // placeholder.
    let path = path.replace("{i}", "1");
    let facets = &parameter.syntax.facets;
    let texts = [&*parameter.name, "", "-1", "1,2", "true", "0001-01-01T00:00:00Z"];
    let values = facets.enumerations.iter().map(|value| &*value.value).take(4).chain(texts);
    for value in values {
        let found = index.check_value(&path, value, None);
        let wanted = index.check_set(&path, value, Some("xsd:string"));
        assert!(
            found.iter().chain(&wanted).all(|finding| *finding.path == *path),
            "a finding about another path"
        );
    }
    let _ = (index.check_get(&path), index.check_add(&path), index.check_notification(&path, 2));
}
