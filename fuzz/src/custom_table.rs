//! Texts of custom tables: refused with a word, or a mapping whose look-ups and conversions agree with its rows.
//!
//! The input is up to five tables in the format of `mgmt-model/data`, apart by a line of `--`: mapping, attributes,
//! resources, enumerations, common attributes. They extend the built-in rows.

use mgmt_model::mapping::Tables;
use mgmt_model::mapping::{Binding, Builder, Key, Precision, Usage};
use mgmt_model::plain::{self, Item};
use mgmt_model::{Intent, Mapping, Options, Value};
use mgmt_wire::Kind;

/// Runs the target.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut parts = text.split("\n--\n");
    let mut next = || parts.next().unwrap_or_default();
    let tables =
        Tables { mapping: next(), attributes: next(), resources: next(), enumerations: next(), common: next() };
    for mut builder in [Builder::extend(Mapping::built_in()), Builder::empty()] {
        let built = tables.add_to(&mut builder).and_then(|()| builder.build());
        match built {
            Ok(mapping) => agrees(&mapping),
            Err(error) => assert!(error.kind().name().chars().all(|c| c.is_ascii_alphabetic())),
        }
    }
}

fn agrees(mapping: &Mapping) {
    for row in mapping.bindings() {
        for (number, address) in row.parts().enumerate() {
            let found = mapping.find(row.technology, address).any(|found| {
                std::ptr::eq(found.binding, row)
                    && found.part == number
                    && found.captures.keys().iter().all(|key| *key == Key::Any)
            });
            assert!(found, "{address} is in the table and not found");
        }
        // Rows of the crate have their own tests.
        if !Mapping::built_in().bindings().contains(row) {
            converts(row);
            translates(mapping, row);
        }
    }
    for (place, resource) in mapping.resources().iter().enumerate() {
        let id = mapping.resource_by_name(&resource.name).expect("a name in the table");
        assert!(mapping.resource(id) == mapping.resources().get(place), "{} is another", resource.name);
        for (id, attribute) in mapping.attributes_of(id) {
            assert_eq!(mapping.find_attribute(&mapping.full_name(id)), Some(id), "{}", attribute.name);
        }
    }
    let again = Builder::extend(mapping).build().expect("what was built");
    assert!(again == *mapping, "built again, it differs");
}

const SAMPLES: [i64; 9] = [0, 1, 2, 7, -1, 100, 1024, 65_535, i64::MAX];

/// What a conversion takes, its inverse gives back or says that it cannot.
fn converts(row: &Binding) {
    let texts = ["", "1", "true", "a,b", "a/b", "2026-03-14T02:17:09Z", "AAEC", "0a0B", "001122334455"];
    let values = SAMPLES.into_iter().map(Value::from).chain(texts.into_iter().map(Value::text));
    for value in values.chain([Value::Boolean(true), Value::Float(0.5)]) {
        let Ok(Some(native)) = row.native.read(value) else { continue };
        let Ok(Some(neutral)) = row.transform.forward(native.clone()) else { continue };
        let mut precision = Precision::exact();
        let Ok(Some(back)) = row.transform.inverse(neutral.clone(), &mut precision) else { continue };
        // A pair that only writes (`<`) may write what means something else.
        if row.transform.to_string().contains('<') {
            continue;
        }
        // Several native values may mean the same: then what comes back means it too.
        let again = row.transform.forward(back);
        assert_eq!(again, Ok(Some(neutral)), "{} of {native:?}", row.transform);
    }
}

/// A value at the address is read, or a loss says why not.
fn translates(mapping: &Mapping, row: &Binding) {
    let options = Options::default().with_mapping(mapping);
    let name = row.part(0).unwrap_or_default().replace("{i}", "1").replace("<x>", "1");
    for value in [Value::from(1_i64), Value::text("a")] {
        let item = Item::new(row.technology, name.clone(), value);
        let intent = if row.usage == Usage::Write { Intent::Request } else { Intent::Report };
        let message = plain::lift(vec![item], intent, &options);
        let told = message.readings.len() + message.operations.len() + message.losses.len();
        assert!(told > 0 || !row.transform.steps().is_empty() || row.multiple, "{name}: nothing is said");
        for technology in mgmt_model::mapping::Technology::ALL {
            drop(plain::lower_report(&message, *technology, &options));
            drop(plain::lower(&message, *technology, &options));
        }
    }
}
