//! The Rust that the project says it needs is the Rust that its dependencies need. What its own code uses, clippy holds (`incompatible_msrv`).

use serde_json::Value;
use std::process::Command;

/// `1.89` as numbers.
fn version(text: &str) -> [u32; 3] {
    let mut parts = text.split('.').filter_map(|part| part.parse().ok());
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

/// What a command of cargo prints.
fn cargo(arguments: &[&str]) -> String {
    let told = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8(told.stdout).unwrap()
}

#[test]
fn no_dependency_needs_a_newer_rust_than_the_project_says() {
    let said = version(env!("CARGO_PKG_RUST_VERSION"));
    assert!(said[0] > 0, "Cargo.toml says a rust-version");
    let about = cargo(&["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // what this machine builds was fetched to build it: nothing more is
    let told = cargo(&["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host]);
    let metadata: Value = serde_json::from_str(&told).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50, "the dependencies are listed");
    let newer: Vec<String> = packages
        .iter()
        .filter(|package| package["rust_version"].as_str().is_some_and(|needed| version(needed) > said))
        .map(|package| format!("{} {} needs {}", package["name"], package["version"], package["rust_version"]))
        .collect();
    assert!(newer.is_empty(), "{newer:?}");
}
