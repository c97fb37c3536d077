//! Options that a user sets once: `[check-links]` in the config file, under the names of the command line.

use super::place;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use url::Url;

/// The whole file; other commands may have tables of their own.
#[derive(Debug, Default, Deserialize)]
struct File {
    #[serde(default, rename = "check-links")]
    check_links: Config,
}

/// The table of this command.
#[derive(Debug, Default, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the file")]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Config {
    pub(super) jobs: Option<usize>,
    pub(super) per_host: Option<usize>,
    pub(super) timeout: Option<f64>,
    pub(super) retries: Option<u32>,
    pub(super) max_age: Option<String>,
    pub(super) cache: Option<PathBuf>,
    pub(super) no_archive: bool,
    archive_api: Option<String>,
    #[serde(skip)]
    pub(super) archive: Option<Url>,
    pub(super) user_agent: Option<String>,
    pub(super) header: Vec<String>,
    pub(super) proxy: Option<String>,
    pub(super) ca_cert: Vec<PathBuf>,
    pub(super) exclude: Vec<String>,
    pub(super) insecure: bool,
    pub(super) allow_private: bool,
    pub(super) strict: bool,
}

impl Config {
    /// Reads the file that was named, or the one in the usual place if it is there.
    ///
    /// # Errors
    ///
    /// When a named file cannot be read, or what it says is not understood.
    pub(super) fn read(named: Option<&Path>) -> Result<Self, String> {
        let Some(path) = named.map(Path::to_owned).or_else(place::config) else { return Ok(Self::default()) };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(_) if named.is_none() => return Ok(Self::default()),
            Err(_) => return Err(format!("cannot read {}", path.display())),
        };
        let file: File = toml::from_str(&text).map_err(|error| format!("{}: {}", path.display(), error.message()))?;
        let mut config = file.check_links;
        if let Some(address) = &config.archive_api {
            config.archive =
                Some(Url::parse(address).map_err(|_| format!("{}: `{address}` is no address", path.display()))?);
        }
        Ok(config)
    }
}
