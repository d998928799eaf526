//! What the documents say is what the code does. The examples of README.md are doctests of this package.

use mgmt_checks::oracle::sample;
use mgmt_wire::{Limit, Limits};

/// The table under "Limits" in SECURITY.md.
#[test]
fn limits_table() {
    let text = String::from_utf8(sample("SECURITY.md")).unwrap();
    let rows: Vec<(String, usize)> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .map(|(name, rest)| {
            let digits = rest.split('|').next().unwrap_or_default().replace(' ', "");
            (name.to_owned(), digits.parse().unwrap_or_else(|_| panic!("{name}: {digits}")))
        })
        .collect();
    let expected: Vec<(String, usize)> =
        Limit::ALL.iter().map(|limit| (limit.name().to_owned(), Limits::DEFAULT.get(*limit))).collect();
    assert_eq!(rows, expected);
}

/// Files and commands that README.md and docs/quality.md point to are there.
#[test]
fn links_lead_somewhere() {
    for document in ["README.md", "docs/quality.md", "SECURITY.md", "CONTRIBUTING.md"] {
        let text = String::from_utf8(sample(document)).unwrap();
        let folder = std::path::Path::new(document).parent().unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            if !target.is_empty() && !target.starts_with("http") {
                let path = root().join(folder).join(target);
                assert!(path.exists(), "{document}: {target}");
            }
        }
        for word in text.split('`').skip(1).step_by(2).flat_map(str::split_whitespace) {
            if word.starts_with("scripts/") || word.ends_with(".rs") && word.contains('/') {
                assert!(root().join(word).exists(), "{document}: {word}");
            }
        }
    }
}

fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
