//! `refs check-links`: which of the cited pages still stand, and where a copy of the others is.
//!
//! In: files of any format that `parse` reads, or one address a line. Out: the verdicts in the format that was asked for. The work is `link`'s; here
//! are the options, the input, the progress and the exit status: 1 when something is dead, 2 when it could not be found out.

mod arguments;
mod cited;
mod config;
mod csv;
mod html;
mod json;
mod junit;
mod markdown;
mod place;
mod progress;
mod shown;
mod table;

pub(super) use arguments::Arguments;

use super::exit::Exit;
use super::output::Output;
use crate::link::check::{self, Report};
use crate::link::finding::Finding;
use crate::link::history::History;
use crate::link::http::Http;
use crate::link::verdict::Outcome;
use arguments::{Format, Plan};
use cited::Cited;
use shown::Shown;
use std::io::Write;

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let plan = match arguments.plan() {
        Ok(plan) => plan,
        Err(message) => return refuse(&message),
    };
    let Some(mut cited) = Cited::read(arguments, &plan) else {
        return refuse("name a file, a folder, or - for standard input; `refs check-links --help` tells more");
    };
    let mut output = match Output::open(arguments.output.as_deref()) {
        Ok(output) => output,
        Err(error) => return refuse(&format!("cannot write the output: {error}")),
    };
    let report = match go(&cited, &plan, arguments.quiet) {
        Ok(report) => report,
        Err(message) => return refuse(&message),
    };
    let exit = status(&cited, &report, &plan);
    let written = write(&mut cited, &report, arguments, &plan, &mut output).and_then(|()| output.close());
    match written {
        Ok(()) => exit,
        // the reader of a pipe has seen enough
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => exit,
        Err(error) => refuse(&format!("cannot write: {error}")),
    }
}

fn refuse(message: &str) -> Exit {
    say(&format!("refs check-links: {message}\n"));
    Exit::CouldNotRun
}

fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Asks the cache, then the network, and writes each verdict down as it falls.
fn go(cited: &Cited, plan: &Plan, quiet: bool) -> Result<Report, String> {
    let history = plan.cache.as_deref().map(History::open).transpose().unwrap_or_else(|why| {
        say(&format!("refs check-links: the cache cannot be used: {why}\n"));
        None
    });
    let known: Vec<Option<Finding>> = cited
        .links
        .iter()
        .map(|link| history.as_ref().and_then(|history| history.known(link, plan.max_age, plan.offline)))
        .collect();
    if plan.offline {
        return Ok(check::offline(&cited.links, known));
    }
    let http = Http::new(plan.settings.clone())?;
    let progress = progress::Progress::new(cited.links.len(), quiet);
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let done = |at: usize, finding: &Finding| progress.tell(at, finding);
    let kept = |at: usize, finding: &mut Finding| {
        if let (Some(history), Some(link)) = (&history, cited.links.get(at)) {
            history.keep(link, finding);
        }
    };
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let report = runtime.block_on(check::check(
        &cited.links,
        known,
        &http,
        &plan.options,
        &check::Ears { done: &done, kept: &kept },
        stop,
    ));
    progress.end();
    if report.network_down {
        return Err("no host answers: the network is down; nothing is reported".to_owned());
    }
    Ok(report)
}

fn status(cited: &Cited, report: &Report, plan: &Plan) -> Exit {
    let found = |outcome| report.findings.iter().flatten().any(|finding| finding.outcome() == Some(outcome));
    let mut exit =
        if found(Outcome::Dead) || plan.strict && found(Outcome::CannotTell) { Exit::Found } else { Exit::Done };
    let left = report.findings.iter().filter(|finding| finding.is_none()).count();
    if left > 0 {
        say(&format!(
            "refs check-links: interrupted; {left} of {} links are left, the next run goes on with them\n",
            report.findings.len()
        ));
        exit = Exit::CouldNotRun;
    }
    if cited.unread { Exit::CouldNotRun } else { exit }
}

fn write(
    cited: &mut Cited,
    report: &Report,
    arguments: &Arguments,
    plan: &Plan,
    output: &mut Output,
) -> std::io::Result<()> {
    if plan.format == Format::Json {
        return json::documents(cited, report, output);
    }
    let shown = Shown::of(&cited.links, &report.findings, plan);
    let text = match plan.format {
        Format::Json | Format::Jsonl => return json::lines(&shown, output),
        Format::Table => table::write(&shown, arguments.output.is_none()),
        Format::Csv => csv::write(&shown),
        Format::Junit => junit::write(&shown),
        Format::Markdown => markdown::write(&shown),
        Format::Html => html::write(&shown),
    };
    output.write_all(text.as_bytes())
}
