//! The generated Rust is what the tables in `data/` say; `BLESS=1` writes it anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use mgmt_model::Mapping;
use mgmt_model::mapping::Builder;
use mgmt_model::mapping::tsv::Tables;
use std::fs;
use std::path::Path;

fn data(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)).unwrap()
}

fn built() -> Mapping {
    let (resources, attributes, common) = (data("resources.tsv"), data("attributes.tsv"), data("common.tsv"));
    let (enumerations, mapping) = (data("enums.tsv"), data("mapping.tsv"));
    let tables = Tables {
        resources: &resources,
        attributes: &attributes,
        common: &common,
        enumerations: &enumerations,
        mapping: &mapping,
    };
    let mut builder = Builder::empty();
    tables.add_to(&mut builder).unwrap();
    builder.build().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn generated_tables_are_fresh() {
    let mapping = built();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mapping/generated.rs");
    let rust = mapping.to_rust();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &rust).unwrap();
        return;
    }
    assert!(
        fs::read_to_string(&path).unwrap() == rust,
        "data/*.tsv and src/mapping/generated.rs differ: run BLESS=1 cargo test -p mgmt-model --test tables"
    );
    assert!(*Mapping::built_in() == mapping);
}
