//! Embeds every file of `refs/locales`, so that adding a language is adding one file there.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&root).join("refs/locales");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> =
        fs::read_dir(&folder)?.collect::<io::Result<Vec<_>>>()?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    // English first: its words win where two languages have the same
    files.sort_by_key(|path| (path.file_stem().is_none_or(|stem| stem != "en"), path.clone()));
    let mut out = String::from("/// The files of refs/locales, English first.\npub(super) const FILES: &[&str] = &[\n");
    for path in files {
        writeln!(out, "    include_str!({:?}),", path.display().to_string()).map_err(io::Error::other)?;
    }
    out.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("locales.rs"), out)
}
