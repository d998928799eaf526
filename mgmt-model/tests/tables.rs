//! The generated Rust is what the tables in `data/` say; `BLESS=1` writes it anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use mgmt_model::Mapping;
use mgmt_model::mapping::Builder;
use mgmt_model::mapping::Tables;
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

/// Whoever writes a table finds the cell by the error.
#[test]
fn errors_name_the_cell() {
    let good = Tables {
        resources: "head\nmeter\tacme:meter\t0\t13\tmultiple",
        attributes: "head\nmeter\ttotal\ttot\tunsignedInt",
        enumerations: "head\nacme:state\t1\tready",
        mapping: "head\n\nmeter.total\tlwm2m\t/26242/{i}/2\tint64\tr\tscale 1000",
        ..Tables::default()
    };
    let error = |tables: Tables<'_>| {
        let mut builder = Builder::extend(Mapping::built_in());
        match tables.add_to(&mut builder) {
            Ok(()) => builder.build().map_or_else(|error| error.to_string(), |_| String::new()),
            Err(error) => error.to_string(),
        }
    };
    assert_eq!(error(good), "");
    let resources = |resources| error(Tables { resources, ..good });
    assert_eq!(resources("head\nmeter\tm\t0\t13\tboth"), "invalid word in resources[1]/instances");
    assert_eq!(resources("head\nbattery\tm"), "duplicate resource in resources[1]/resource");
    let attributes = |attributes| error(Tables { attributes, ..good });
    assert_eq!(attributes("head\nmeter\ttotal\ttot\tbig"), "invalid type in attributes[1]/data_type");
    assert_eq!(attributes("head\nmetre\ttotal"), "no mapping in attributes[1]/resource");
    let mapping = |mapping| error(Tables { mapping, ..good });
    assert_eq!(mapping("head\nmeter.total\tlwm2m\t/1/{i}/2\tint46"), "invalid word in mapping[1]/native");
    assert_eq!(mapping("head\nmeter.total\tlwm2m\t/1/{i}/2\tint64\tq"), "invalid word in mapping[1]/usage");
    assert_eq!(
        mapping("head\nmeter.total\tlwm2m\t1/2\tint64"),
        "invalid path of lwm2m in mapping[1]/address"
    );
    assert_eq!(mapping("head\nmeter.totals\tlwm2m\t/1/{i}/2"), "no mapping in mapping[1]/attribute");
    assert_eq!(error(Tables { enumerations: "head\na:b\tx\ty", ..good }), "invalid number in enums[1]");
}
