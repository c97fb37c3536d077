//! Where a user's cache and config files are: the usual place of each system.

use std::env;
use std::path::PathBuf;

/// The file of kept verdicts.
pub(super) fn cache() -> Option<PathBuf> {
    Some(folder("XDG_CACHE_HOME", ".cache", "Library/Caches", "LOCALAPPDATA")?.join("links.sqlite"))
}

/// The config file.
pub(super) fn config() -> Option<PathBuf> {
    Some(folder("XDG_CONFIG_HOME", ".config", "Library/Application Support", "APPDATA")?.join("config.toml"))
}

fn folder(xdg: &str, unix: &str, mac: &str, windows: &str) -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || set("HOME");
    let base = if cfg!(windows) {
        set(windows)
    } else {
        set(xdg)
            .filter(|path| path.is_absolute())
            .or_else(|| Some(home()?.join(if cfg!(target_os = "macos") { mac } else { unix })))
    };
    Some(base?.join("refs"))
}
