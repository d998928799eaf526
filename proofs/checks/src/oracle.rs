//! Programs of other projects that check ours, when they are installed.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whether `program` can be started. Prints a notice otherwise.
///
/// # Panics
///
/// When it cannot and `MGMT_REQUIRE_ORACLES` is set: the test must not look as if it had run.
#[must_use]
pub fn installed(program: &str, package: &str) -> bool {
    let found = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()));
    let required = std::env::var_os("MGMT_REQUIRE_ORACLES").is_some();
    assert!(found || !required, "{program} is required and not installed (package {package})");
    if !found {
        let _ = writeln!(std::io::stderr(), "skipped: {program} is not installed (package {package})");
    }
    found
}

/// Runs a program on `input` and gives what it writes, or its complaint.
///
/// # Errors
///
/// What the program says when it fails.
///
/// # Panics
///
/// When the program cannot be started.
pub fn run(program: &str, arguments: &[&OsStr], input: &[u8]) -> Result<Vec<u8>, String> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("{program}: {e}"));
    let mut pipe = child.stdin.take().expect("piped");
    let output = std::thread::scope(|scope| {
        // A program that gives up early closes its end; its status tells.
        scope.spawn(move || drop(pipe.write_all(input)));
        child.wait_with_output().unwrap_or_else(|e| panic!("{program}: {e}"))
    });
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("{program}: {}: {}", output.status, String::from_utf8_lossy(&output.stderr)))
    }
}

/// A folder for one test's files; gone when it is dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// A new folder whose name holds `name`.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    #[must_use]
    pub fn new(name: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!("mgmt-checks-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        Scratch(folder)
    }

    /// Writes a file into the folder.
    ///
    /// # Panics
    ///
    /// When it cannot be written.
    #[must_use]
    pub fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A file of the repository.
///
/// # Panics
///
/// When it cannot be read.
#[must_use]
pub fn sample(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
