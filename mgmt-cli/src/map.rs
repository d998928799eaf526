//! `mgmt map` and `mgmt tables`: the mapping tables, for people and programs.

use crate::args::TableForm;
use crate::command::pretty;
use crate::refusal::Refusal;
use crate::terminal::{self, Part, paint};
use mgmt_model::Mapping;
use mgmt_model::mapping::{AttributeId, Binding, Fit, Technology};
use serde_json::{Map, Value, json};

/// The technologies of the contract's columns; RPCs stand among the TR-181 names.
const COLUMNS: &[(&str, &str, &[Technology])] = &[
    ("oma_dm", "OMA DM", &[Technology::OmaDm]),
    ("tr181", "TR-181 and RPCs", &[Technology::Tr181, Technology::Cwmp]),
    ("tr098", "TR-098", &[Technology::Tr098]),
    ("lwm2m", "LwM2M", &[Technology::LwM2m]),
];

/// Prints the rows that a name belongs to.
pub fn map(name: &str, as_json: bool) -> Result<(), Refusal> {
    let mapping = Mapping::built_in();
    let found = mapping.find_any(name);
    if found.is_empty() {
        return Err(Refusal::input("NoMapping", "no row of the tables has this name"));
    }
    let rows: Vec<Value> = found.iter().map(|id| row(mapping, *id)).collect();
    let text = if as_json { pretty(&rows.into()) } else { rows.iter().map(describe).collect() };
    terminal::write(None, text.as_bytes())
}

/// Prints all tables.
pub fn tables(form: &TableForm) -> Result<(), Refusal> {
    let mapping = Mapping::built_in();
    let rows: Vec<Value> = all(mapping).map(|id| row(mapping, id)).collect();
    let text = if form.json {
        pretty(&rows.into())
    } else if form.html {
        crate::page::html(mapping)
    } else if form.tsv {
        tsv(&rows)
    } else {
        rows.iter().map(describe).collect()
    };
    terminal::write(None, text.as_bytes())
}

/// Every attribute that some technology has a counterpart of.
pub fn all(mapping: &Mapping) -> impl Iterator<Item = AttributeId> + '_ {
    let mut ids: Vec<AttributeId> = mapping.bindings().iter().map(Binding::attribute).collect();
    ids.sort();
    ids.dedup();
    ids.into_iter()
}

/// The contract's shape of an attribute, with each of its rows under `rows`.
fn row(mapping: &Mapping, id: AttributeId) -> Value {
    let Some(attribute) = mapping.attribute(id) else { return Value::Null };
    let bindings = attribute.bindings(mapping);
    let mut object = Map::new();
    object.insert("onem2m".into(), mapping.full_name(id).into());
    object.insert("short".into(), mapping.short_name(id).into());
    object.insert("type".into(), mapping.type_name(&attribute.data_type).into());
    for (key, _, technologies) in COLUMNS {
        let names = bindings
            .iter()
            .filter(|b| technologies.contains(&b.technology))
            .map(|b| b.display().into_owned());
        object.insert((*key).into(), names.collect());
    }
    object.insert("transform".into(), joined(bindings.iter().map(|b| b.transform.to_string())).into());
    object.insert("fit".into(), fit(bindings).word().into());
    object.insert("source".into(), joined(bindings.iter().map(|b| b.source.to_string())).into());
    object.insert("unit".into(), attribute.unit.as_ref().into());
    let rows = bindings.iter().map(|b| {
        json!({
            "technology": b.technology.word(), "name": b.display(), "use": b.usage.word(), "transform": b.transform.to_string(),
            "fit": b.fit.word(), "source": b.source, "note": b.note,
        })
    });
    object.insert("rows".into(), rows.collect());
    object.into()
}

/// How well the attribute is carried over at best, by the technology that carries it worst.
pub fn fit(bindings: &[Binding]) -> Fit {
    let best = |technologies: &[Technology]| {
        bindings.iter().filter(|b| technologies.contains(&b.technology)).map(|b| b.fit).min()
    };
    COLUMNS.iter().filter_map(|(_, _, technologies)| best(technologies)).max().unwrap_or(Fit::None)
}

/// Different texts, once each.
fn joined(texts: impl Iterator<Item = String>) -> String {
    let mut unique: Vec<String> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !unique.contains(&text) {
            unique.push(text);
        }
    }
    unique.join("; ")
}

/// An attribute as a short text.
fn describe(row: &Value) -> String {
    let colour = terminal::colour();
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut out = format!(
        "{} {}  {}\n",
        paint(colour, Part::Name, text("onem2m")),
        paint(colour, Part::Aside, &format!("({})", text("short"))),
        text("type")
    );
    for binding in row.get("rows").and_then(Value::as_array).into_iter().flatten() {
        let text = |name: &str| binding.get(name).and_then(Value::as_str).unwrap_or_default();
        let transform = match text("transform") {
            "" => String::new(),
            transform => format!("  {transform}"),
        };
        let line = format!("  {:<7} {}", text("technology"), text("name"));
        let aside = format!("{transform}  {} {}", text("use"), text("fit"));
        out.push_str(&format!("{line}{}\n", paint(colour, Part::Aside, &aside)));
    }
    out
}

fn tsv(rows: &[Value]) -> String {
    let mut out = String::from("onem2m\tshort\ttype\toma_dm\ttr181\ttr098\tlwm2m\ttransform\tfit\tsource\n");
    for row in rows {
        let cells =
            ["onem2m", "short", "type", "oma_dm", "tr181", "tr098", "lwm2m", "transform", "fit", "source"];
        let line: Vec<String> = cells.iter().map(|name| cell(row, name, " ; ")).collect();
        out.push_str(&line.join("\t"));
        out.push('\n');
    }
    out
}

/// A member as text; lists joined.
fn cell(row: &Value, name: &str, separator: &str) -> String {
    match row.get(name) {
        Some(Value::String(text)) => text.replace(['\t', '\n'], " "),
        Some(Value::Array(items)) => items
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(separator)
            .replace(['\t', '\n'], " "),
        _ => String::new(),
    }
}
