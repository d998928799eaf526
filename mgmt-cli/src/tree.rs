//! Decoded models for people: JSON without its punctuation.

use crate::terminal::{Part, one_line, paint};
use serde_json::Value;
use std::fmt::Write;

/// Renders a value as an indented tree, a line for each scalar.
pub fn render(value: &Value, colour: bool) -> String {
    let mut out = String::new();
    // An explicit stack: values come from input, and input decides how deep they nest.
    let mut stack = vec![(0_usize, None::<String>, value)];
    while let Some((depth, label, value)) = stack.pop() {
        let indent = "  ".repeat(depth);
        let label = label.map_or_else(String::new, |label| {
            let part = if label.starts_with('[') { Part::Aside } else { Part::Name };
            format!("{}: ", paint(colour, part, &one_line(&label)))
        });
        match value {
            Value::Object(members) if !members.is_empty() => {
                let inner = heading(&mut out, &indent, &label, depth);
                stack.extend(members.iter().rev().map(|(name, value)| (inner, Some(name.clone()), value)));
            }
            Value::Array(items) if !items.is_empty() => {
                let inner = heading(&mut out, &indent, &label, depth);
                stack.extend(
                    items.iter().enumerate().rev().map(|(n, value)| (inner, Some(format!("[{n}]")), value)),
                );
            }
            Value::String(text) => push_line(&mut out, &indent, &label, &printable(text)),
            Value::Object(_) => push_line(&mut out, &indent, &label, "{}"),
            Value::Array(_) => push_line(&mut out, &indent, &label, "[]"),
            scalar => push_line(&mut out, &indent, &label, &scalar.to_string()),
        }
    }
    out
}

/// Writes the label of something that holds more; gives the depth of what it holds.
fn heading(out: &mut String, indent: &str, label: &str, depth: usize) -> usize {
    if label.is_empty() {
        return depth;
    }
    let _ = writeln!(out, "{indent}{}", label.trim_end());
    depth + 1
}

fn push_line(out: &mut String, indent: &str, label: &str, text: &str) {
    let _ = writeln!(out, "{indent}{label}{text}");
}

/// Text as it is when it fits a line and cannot upset a terminal, otherwise quoted with escapes.
pub fn printable(text: &str) -> String {
    let plain = !text.is_empty() && !text.chars().any(char::is_control) && text.trim() == text;
    if plain { text.to_owned() } else { format!("{text:?}") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn trees() {
        let value = json!({"a": {"b": [1, {"c": "x\u{1b}"}], "d": {}}, "e": "", "f\n": 1});
        assert_eq!(
            super::render(&value, false),
            "a:\n  b:\n    [0]: 1\n    [1]:\n      c: \"x\\u{1b}\"\n  d: {}\ne: \"\"\nf\\n: 1\n"
        );
    }
}
