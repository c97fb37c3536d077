//! `refs check-links`: which of the cited pages still stand, and where a copy of the others is.
//!
//! In: files of any format that `parse` reads, or one address a line. Out: the verdicts in the format that was asked for. The work is `link`'s; here
//! are the options, the input, the progress and the exit status: 1 when something is dead, 2 when it could not be found out.

mod input;
mod rows;

use crate::link::check::{self, Finding, Options};
use crate::link::http::{Http, Settings};
use crate::link::verdict::Outcome;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// The Wayback Machine.
const ARCHIVE: &str = "https://web.archive.org";

/// The options of `check-links`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files to read; `-` is standard input
    files: Vec<PathBuf>,
    /// How the verdicts are written
    #[arg(long, default_value = "table")]
    format: String,
    /// Call loopback, private and link-local addresses too
    #[arg(long)]
    allow_private: bool,
    /// Neither read nor keep earlier verdicts
    #[arg(long)]
    no_cache: bool,
    /// Trust the certificate authorities of this PEM file too
    #[arg(long)]
    ca_cert: Vec<PathBuf>,
    /// The archive that is asked for copies
    #[arg(long)]
    archive_api: Option<Url>,
    /// Requests at a time to one host
    #[arg(long, default_value_t = 4)]
    per_host: usize,
    /// Requests at a time in all
    #[arg(long, default_value_t = 256)]
    jobs: usize,
}

/// Runs the command; the exit status.
pub(crate) fn run(args: &Args) -> u8 {
    match go(args) {
        Ok(status) => status,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "error: {message}");
            2
        }
    }
}

fn go(args: &Args) -> Result<u8, String> {
    let mut links = Vec::new();
    for file in &args.files {
        links.extend(input::links(file, "https://doi.org/")?);
    }
    let mut authorities = Vec::new();
    for file in &args.ca_cert {
        authorities.push(std::fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?);
    }
    let settings = Settings {
        timeout: Duration::from_secs(10),
        per_host: args.per_host,
        user_agent: None,
        headers: Vec::new(),
        proxy: None,
        authorities,
        insecure: false,
        allow_private: args.allow_private,
    };
    let http = Http::new(settings)?;
    let archive = args.archive_api.clone().or_else(|| Url::parse(ARCHIVE).ok());
    let options = Options { per_host: args.per_host, jobs: args.jobs, retries: 3, archive };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let report = runtime.block_on(check::check(&links, &http, &options, &|_, _: &Finding| {}, std::future::pending()));
    let out = rows::jsonl(&links, &report.findings);
    std::io::stdout().write_all(out.as_bytes()).map_err(|error| error.to_string())?;
    let dead = report.findings.iter().flatten().any(|finding| finding.outcome() == Some(Outcome::Dead));
    Ok(u8::from(dead))
}
