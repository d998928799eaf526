//! Tables of definitions: whatever the text, look-ups end; in a sorted text every row is found, as by reading it all.

use cwmp_soap::data_model::{Parameter, Row, Table};

/// Rows that are looked at one by one; the work is the square of their number.
const ROWS: usize = 200;

/// Runs the target.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let table = Table::new(text);
    let rows: Vec<Row<'_>> = table.rows().take(ROWS).collect();
    let is_sorted = Table::parse(text).is_ok();
    for row in &rows {
        let (object, parameter) = (row.object(), row.parameter());
        assert_eq!((object.is_some(), parameter.is_some()), (row.is_object(), !row.is_object()));
        if let Some(parameter) = parameter.filter(|_| is_sorted) {
            reads_alike(row, &parameter);
        }
        let below: Vec<Row<'_>> = table.below(row.path()).collect();
        // A text that is no table may have rows with aliases in their paths, which stand for any instance.
        let are_below = below.iter().all(|found| found.path().starts_with(row.path()));
        assert!(!is_sorted || are_below, "not below {}", row.path());
        let children: Vec<Row<'_>> = table.children(row.path()).collect();
        // What an object holds itself is among all that it holds, each once.
        let mut rest = below.iter();
        let among = children.iter().all(|child| rest.any(|found| found == child));
        assert!(!is_sorted || among, "{}", row.path());
        let found = table.find(row.path());
        assert!(!is_sorted || found == Some(*row), "{} is listed and not found", row.path());
        let path = row.path().replace(".{i}.", ".7.");
        if is_sorted {
            assert_eq!(table.find(&path), Some(*row), "{path}");
        }
        for value in ["", "1", "x,y", &path] {
            let found = table.check_set(&path, value, Some("xsd:string"));
            assert!(found.iter().all(|finding| *finding.path == *path), "a finding about another path");
        }
        let _ = (table.check_get(&path), table.check_add(&path), table.check_delete(&path));
    }
    let values = rows.iter().map(|row| (row.path(), "1"));
    let _ = table.check_tree("", values);
    assert_eq!(table.below("").count(), table.rows().count());
}

/// Word by word a row says what it says as a whole.
fn reads_alike(row: &Row<'_>, parameter: &Parameter<'_>) {
    assert_eq!((parameter.access, parameter.status), (row.access(), row.status()));
    assert_eq!((parameter.version.clone(), parameter.active_notify), (row.version(), row.active_notify()));
    assert_eq!(parameter.forced_inform, row.forced_inform());
    assert_eq!(parameter.syntax.list.is_some(), row.is_list());
    let values: Vec<_> = parameter.syntax.facets.enumerations.iter().map(|value| value.value.clone()).collect();
    assert_eq!(values, row.enumerations().collect::<Vec<_>>());
}
