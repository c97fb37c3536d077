//! A progress bar for work over a second, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How long work may take before it is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of work on a number of inputs.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
}

impl Progress {
    /// A bar that shows itself when the work is long, if standard error is a terminal and nobody wants quiet.
    pub(super) fn new(inputs: usize, quiet: bool) -> Self {
        let shown = !quiet && inputs > 1 && std::io::stderr().is_terminal();
        let bar = shown.then(|| {
            let bar = ProgressBar::with_draw_target(u64::try_from(inputs).ok(), ProgressDrawTarget::hidden());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} files, {eta} left") {
                bar.set_style(style);
            }
            bar
        });
        Self { bar, begun: Instant::now() }
    }

    /// One input is done.
    pub(super) fn step(&self) {
        let Some(bar) = &self.bar else { return };
        bar.inc(1);
        if bar.is_hidden() && self.begun.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// All is done: the bar goes away.
    pub(super) fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
