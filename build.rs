//! Records the commit, compiler and system of a release, which `casebook about` prints.
//!
//! `CASEBOOK_COMMIT` overrides the commit, because the scripts in `release/` build without git. A development
//! build records no commit, because every commit would cause a rebuild.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=CASEBOOK_COMMIT");
    // The sample is embedded folder by folder (src/collection/files/sample.rs); cargo sees no new file by itself.
    for folder in ["cases/victims", "cases/rescues", "cases/arrests"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let target = env::var("TARGET").unwrap_or_default();
    println!("cargo::rustc-env=CASEBOOK_TARGET={target}");
    let compiler = env::var("RUSTC").ok().and_then(|rustc| output_of(&rustc, &["--version"]));
    println!("cargo::rustc-env=CASEBOOK_COMPILER={}", compiler.unwrap_or_default());
    let given = env::var("CASEBOOK_COMMIT").ok().filter(|commit| !commit.is_empty());
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = match given {
        Some(commit) => commit,
        None if is_release => commit().unwrap_or_else(|| "unknown: not built from git".to_owned()),
        None => "unknown: built for development".to_owned(),
    };
    println!("cargo::rustc-env=CASEBOOK_COMMIT={commit}");
}

/// Returns the commit of this folder; `None` if it is not the top of a git checkout.
fn commit() -> Option<String> {
    let top = git(&["rev-parse", "--show-toplevel"])?;
    let here = env::var_os("CARGO_MANIFEST_DIR")?;
    if Path::new(&top).canonicalize().ok()? != Path::new(&here).canonicalize().ok()? {
        return None;
    }
    for path in ["HEAD", "logs/HEAD", "index"] {
        println!("cargo::rerun-if-changed={}", git(&["rev-parse", "--git-path", path])?);
    }
    let commit = git(&["rev-parse", "HEAD"])?;
    let is_clean = git(&["status", "--porcelain", "--untracked-files=no"])?.is_empty();
    Some(if is_clean { commit } else { format!("{commit}, with changes that are not committed") })
}

fn git(arguments: &[&str]) -> Option<String> {
    output_of("git", arguments)
}

fn output_of(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
