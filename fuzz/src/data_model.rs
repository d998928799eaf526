//! Broadband Forum data models.

use crate::check::in_all_modes;
use cwmp_soap::data_model::{DataModel, Document, Entry, Index, Object, Parameter, Table};
use mgmt_wire::DecodeOptions;

/// Runs the target.
pub fn run(data: &[u8]) {
    let decode = |options: &DecodeOptions| Document::decode(data, options, &mut ());
    let Some(document) = in_all_modes(decode) else { return };
    assert_eq!(document.clone().into_owned(), document, "owned and borrowed differ");
    let Ok(model) = DataModel::from_xml(data) else { return };
    let index = Index::new(&model);
    // Names that no path can have are refused.
    let text = index.to_table().ok();
    let table = text.as_deref().map(|text| Table::parse(text).expect("what we write"));
    // An object without a name is kept, and cannot be looked up.
    for object in index.objects().filter(|object| !object.path.is_empty()) {
        assert!(object.path.ends_with('.'), "{} has no dot at its end", object.path);
        assert!(index.find(&object.path).is_some(), "{} is listed and not found", object.path);
        // A name with a dot is none, and is read as a path.
        for parameter in object.parameters.iter().filter(|parameter| is_name(&parameter.name)) {
            check_parameter(&index, object, parameter);
            if let Some(table) = table.filter(|_| index.unusable_patterns().is_empty()) {
                check_row(&index, &table, object, parameter);
            }
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

/// The table of the model says what the model says.
fn check_row(index: &Index<'_>, table: &Table<'_>, object: &Object<'_>, parameter: &Parameter<'_>) {
    let path = format!("{}{}", object.path.replace("{i}", "1"), parameter.name);
    // Of two definitions of one path the first is found.
    let Some(Entry::Parameter(_, parameter)) = index.find(&path) else { return };
    let row = table.find(&path).and_then(|row| row.parameter()).expect("a row for each parameter");
    assert_eq!((&row.name, row.access, row.status), (&parameter.name, parameter.access, parameter.status));
    let (ours, theirs) = (&row.syntax, &parameter.syntax);
    assert_eq!((ours.base_type, &ours.data_type, &ours.default), (theirs.base_type, &theirs.data_type, &theirs.default));
    assert_eq!(ours.facets.len(), theirs.facets.len());
    let facets = &parameter.syntax.facets;
    let values = facets.enumerations.iter().map(|value| &*value.value).take(4);
    for value in values.chain(["", "-1", "1,2", &*path]) {
        assert_eq!(table.check_value(&path, value, None), index.check_value(&path, value, None), "{path} {value}");
        let (ours, theirs) = (table.check_set(&path, value, None), index.check_set(&path, value, None));
        assert_eq!(ours, theirs, "{path} {value}");
    }
}
