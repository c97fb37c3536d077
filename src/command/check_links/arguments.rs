//! The options of `check-links`, and what they come to with the config file.

use super::config::Config;
use super::place;
use crate::link::check::Options;
use crate::link::http::Settings;
use crate::link::verdict::{Outcome, Verdict};
use clap::ValueEnum;
use regex::RegexSet;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// The Wayback Machine.
const ARCHIVE: &str = "https://web.archive.org";
/// The resolver of DOIs.
const DOI: &str = "https://doi.org/";

/// Checks whether the cited pages still stand: each address once, held against the cited title.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(in crate::command) struct Arguments {
    /// Files, folders, or - for standard input
    pub(super) files: Vec<String>,
    /// The format of the input; without it, the content decides
    #[arg(long, value_name = "FORMAT", value_parser = crate::command::formats())]
    pub(super) from: Option<String>,
    /// The format of the output
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write to a file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Show only these outcomes or verdicts (alive, dead, cannot-tell, moved, soft-404, …)
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    only: Vec<String>,
    /// Exit with status 1 also for what cannot be told
    #[arg(long)]
    strict: bool,
    /// Pass over addresses that match
    #[arg(long, value_name = "REGEX")]
    exclude: Vec<String>,
    /// Requests at a time in all [default: 256]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Requests at a time to one host [default: 4]
    #[arg(long, value_name = "N")]
    per_host: Option<usize>,
    /// Seconds to wait for an answer [default: 10]
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<f64>,
    /// How often a passing fault is asked again [default: 3]
    #[arg(long, value_name = "N")]
    retries: Option<u32>,
    /// Reuse verdicts that are not older (7d, 12h, 30m) [default: 7d]
    #[arg(long, value_name = "AGE")]
    max_age: Option<String>,
    /// Keep verdicts in this file
    #[arg(long, value_name = "FILE", conflicts_with = "no_cache")]
    cache: Option<PathBuf>,
    /// Neither read nor keep verdicts
    #[arg(long)]
    no_cache: bool,
    /// Answer from the kept verdicts alone
    #[arg(long, conflicts_with = "no_cache")]
    offline: bool,
    /// Look for a copy of each dead page in an archive (the default)
    #[arg(long, overrides_with = "no_archive")]
    archive: bool,
    /// Look for no copies
    #[arg(long)]
    no_archive: bool,
    /// The base address of the archive [default: <https://web.archive.org>]
    #[arg(long, value_name = "URL")]
    archive_api: Option<Url>,
    /// The base address of the resolver of DOIs [default: <https://doi.org/>]
    #[arg(long, value_name = "URL", hide = true)]
    doi_resolver: Option<Url>,
    /// Ask under another name
    #[arg(long, value_name = "NAME")]
    user_agent: Option<String>,
    /// Send this header with every request (`Name: value`)
    #[arg(long, value_name = "HEADER")]
    header: Vec<String>,
    /// Go through this proxy (http, https, socks5)
    #[arg(long, value_name = "URL")]
    proxy: Option<String>,
    /// Trust the certificate authorities in this PEM file, too
    #[arg(long, value_name = "FILE")]
    ca_cert: Vec<PathBuf>,
    /// Check no certificates
    #[arg(long)]
    insecure: bool,
    /// Call loopback, private and link-local addresses, too
    #[arg(long)]
    allow_private: bool,
    /// Read options from this file instead of the usual one
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Show no progress, hints and warnings
    #[arg(long, short)]
    pub(super) quiet: bool,
}

const EXAMPLES: &str = "Examples:
  refs check-links article.html                        a table of what is not right, exit status 1 if something is dead
  refs check-links --from urls list.txt --only dead    one address a line
  refs check-links thesis.bib --format html -o links.html
  refs parse article.txt | refs check-links - --format json | refs export --bibtex -

The config file (~/.config/refs/config.toml) has the same names: [check-links] per-host = 2, header = [\"X-Key: 1\"], exclude = [\"^https://intranet\"]";

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// What is not right, and a summary
    Table,
    /// The documents, with the verdicts in each item
    Json,
    /// One verdict a line
    Jsonl,
    /// Comma-separated values
    Csv,
    /// `JUnit` XML, for continuous integration
    Junit,
    /// A report for a wiki or an issue
    Markdown,
    /// A page of its own, to be sorted and searched
    Html,
}

/// What the options come to.
pub(super) struct Plan {
    pub(super) format: Format,
    pub(super) settings: Settings,
    pub(super) options: Options,
    pub(super) doi: String,
    pub(super) exclude: RegexSet,
    pub(super) only: Vec<Wanted>,
    pub(super) strict: bool,
    pub(super) cache: Option<PathBuf>,
    pub(super) max_age: Duration,
    pub(super) offline: bool,
}

/// What `--only` selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All verdicts of an outcome.
    Outcome(Outcome),
    /// One verdict.
    Verdict(Verdict),
    /// Records without an address.
    NoLink,
}

impl Arguments {
    /// The options with the config file behind them.
    ///
    /// # Errors
    ///
    /// What is wrong with one, as a sentence for the user.
    pub(super) fn plan(&self) -> Result<Plan, String> {
        let config = Config::read(self.config.as_deref())?;
        let mut authorities = Vec::new();
        for file in self.ca_cert.iter().chain(&config.ca_cert) {
            authorities
                .push(std::fs::read(file).map_err(|_| format!("cannot read the certificates in {}", file.display()))?);
        }
        let seconds = self.timeout.or(config.timeout).unwrap_or(10.0);
        let timeout = Duration::try_from_secs_f64(seconds)
            .ok()
            .filter(|timeout| !timeout.is_zero())
            .ok_or_else(|| format!("`{seconds}` is no time to wait"))?;
        let per_host = self.per_host.or(config.per_host).unwrap_or(4).max(1);
        let headers = self.header.iter().chain(&config.header).map(|text| header(text)).collect::<Result<_, _>>()?;
        let settings = Settings {
            timeout,
            per_host,
            user_agent: self.user_agent.clone().or(config.user_agent),
            headers,
            proxy: self.proxy.clone().or(config.proxy),
            authorities,
            insecure: self.insecure || config.insecure,
            allow_private: self.allow_private || config.allow_private,
        };
        let archive = self.archive_api.clone().or(config.archive).or_else(|| Url::parse(ARCHIVE).ok());
        let wanted = self.archive || !(self.no_archive || config.no_archive);
        let options = Options {
            per_host,
            jobs: self.jobs.or(config.jobs).unwrap_or(256).max(1),
            retries: self.retries.or(config.retries).unwrap_or(3),
            archive: archive.clone(),
            copies: wanted,
        };
        let patterns: Vec<&String> = self.exclude.iter().chain(&config.exclude).collect();
        let exclude = RegexSet::new(patterns).map_err(|error| format!("`--exclude`: {error}"))?;
        let only = self.only.iter().map(|word| Wanted::of(word)).collect::<Result<_, _>>()?;
        let age = self.max_age.clone().or(config.max_age);
        let max_age = age
            .as_deref()
            .map_or(Some(Duration::from_secs(7 * 86_400)), age_of)
            .ok_or_else(|| format!("`{}` is no age: write 7d, 12h or 30m", age.unwrap_or_default()))?;
        let cache = if self.no_cache { None } else { self.cache.clone().or(config.cache).or_else(place::cache) };
        let doi = self.doi_resolver.as_ref().map_or_else(|| DOI.to_owned(), Url::to_string);
        Ok(Plan {
            format: self.format,
            settings,
            options,
            doi,
            exclude,
            only,
            strict: self.strict || config.strict,
            cache,
            max_age,
            offline: self.offline,
        })
    }
}

impl Wanted {
    fn of(word: &str) -> Result<Self, String> {
        let outcome =
            [Outcome::Alive, Outcome::Dead, Outcome::CannotTell].into_iter().find(|outcome| outcome.as_str() == word);
        let verdict = Verdict::ALL.iter().copied().find(|verdict| verdict.as_str() == word);
        match (outcome, verdict, word) {
            (Some(outcome), ..) => Ok(Self::Outcome(outcome)),
            (_, Some(verdict), _) => Ok(Self::Verdict(verdict)),
            (.., "no-link") => Ok(Self::NoLink),
            _ => Err(format!("`{word}` is neither an outcome (alive, dead, cannot-tell) nor a verdict")),
        }
    }
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or_else(|| format!("`{text}` is no header: write `Name: value`"))?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// `7d`, `12h`, `30m`, `90s`; a bare number is days.
fn age_of(text: &str) -> Option<Duration> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let seconds = match unit.trim() {
        "s" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        "" | "d" => 86_400,
        "w" => 604_800,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(seconds).map(Duration::from_secs)
}
