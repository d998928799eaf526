//! Case files: an input and, beside it, the expected output (`NAME` and `NAME.expected`).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Runs `f` on every file below `folder` (a path relative to the crate under test, such as `tests/cases`) and
/// compares what it returns with `<file>.expected`. With `BLESS=1` in the environment the expected files are
/// written instead. A line end at the end of either text does not count.
///
/// ```no_run
/// mgmt_testkit::cases::run("tests/cases", |_path, input| format!("{} bytes\n", input.len()));
/// ```
///
/// # Panics
///
/// With all differences in one message; also when there is no case, when an expected file is missing or has
/// no input.
pub fn run(folder: impl AsRef<Path>, f: impl Fn(&Path, &[u8]) -> String) {
    let bless = std::env::var_os("BLESS").is_some_and(|value| value == "1");
    if let Err(report) = check(folder.as_ref(), bless, f) {
        panic!("{report}");
    }
}

fn check(folder: &Path, bless: bool, f: impl Fn(&Path, &[u8]) -> String) -> Result<(), String> {
    let (expected_files, inputs): (Vec<PathBuf>, Vec<PathBuf>) =
        crate::files(folder).into_iter().partition(|path| path.extension().is_some_and(|e| e == "expected"));
    if inputs.is_empty() {
        return Err(format!("no case in {}", folder.display()));
    }
    let mut report = String::new();
    for orphan in expected_files.iter().filter(|path| !path.with_extension("").exists()) {
        let _ = writeln!(report, "{}: no input beside it", orphan.display());
    }
    for input in &inputs {
        let bytes = std::fs::read(input).map_err(|e| format!("{}: {e}", input.display()))?;
        let actual = f(input, &bytes);
        let mut expected_path = input.clone().into_os_string();
        expected_path.push(".expected");
        if bless {
            let mut text = actual.trim_end().to_owned();
            text.push('\n');
            std::fs::write(&expected_path, text).map_err(|e| format!("{}: {e}", input.display()))?;
            continue;
        }
        match std::fs::read_to_string(&expected_path) {
            Err(e) => {
                let _ = writeln!(report, "{}: {e} (BLESS=1 writes it)", Path::new(&expected_path).display());
            }
            Ok(expected) => {
                if let Some(difference) = difference(&expected, &actual) {
                    let _ = writeln!(report, "{}: {difference}", input.display());
                }
            }
        }
    }
    if report.is_empty() { Ok(()) } else { Err(format!("case files in {}:\n{report}", folder.display())) }
}

/// The first line that differs, with its number.
fn difference(expected: &str, actual: &str) -> Option<String> {
    // Git may check text files out with CR LF.
    let expected = expected.replace("\r\n", "\n");
    let (mut left, mut right) = (expected.trim_end().lines(), actual.trim_end().lines());
    let mut number = 0;
    loop {
        number += 1;
        match (left.next(), right.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            (a, b) => {
                let show = |line: Option<&str>| line.map_or_else(|| "(end)".to_owned(), |l| format!("{l:?}"));
                return Some(format!("line {number}\n  expected {}\n  actual   {}", show(a), show(b)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{check, difference};

    #[test]
    fn the_first_difference_is_named() {
        assert_eq!(difference("a\r\nb\n", "a\nb"), None);
        assert_eq!(difference("a\nb", "a\nc").as_deref(), Some("line 2\n  expected \"b\"\n  actual   \"c\""));
        assert_eq!(difference("a", "a\nc").as_deref(), Some("line 2\n  expected (end)\n  actual   \"c\""));
    }

    #[test]
    fn bless_writes_and_check_compares() {
        let folder = std::env::temp_dir().join(format!("mgmt-testkit-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("sub")).unwrap();
        assert!(check(&folder, false, |_, _| String::new()).unwrap_err().starts_with("no case"));
        std::fs::write(folder.join("sub/one.txt"), "abc").unwrap();
        let length = |_: &std::path::Path, input: &[u8]| input.len().to_string();
        assert!(check(&folder, false, length).unwrap_err().contains("BLESS=1"));
        check(&folder, true, length).unwrap();
        check(&folder, false, length).unwrap();
        std::fs::write(folder.join("sub/one.txt"), "abcd").unwrap();
        assert!(check(&folder, false, length).unwrap_err().contains("actual   \"4\""));
        std::fs::remove_file(folder.join("sub/one.txt")).unwrap();
        std::fs::write(folder.join("sub/two.txt"), "abc").unwrap();
        assert!(check(&folder, false, length).unwrap_err().contains("no input beside it"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
