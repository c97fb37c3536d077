//! A progress bar for work over a second, on a terminal only: a bar over several inputs, a sign of life over one.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::spawn;
use std::time::Duration;

/// How long work may take before it is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often it is drawn again.
const TICK: Duration = Duration::from_millis(100);

/// The progress of work on a number of inputs.
#[derive(Debug)]
pub(super) struct Progress {
    shown: Option<Shown>,
}

#[derive(Debug)]
struct Shown {
    bar: ProgressBar,
    /// Dropped when the work is done, so that a bar that is not there yet does not come any more.
    _working: Sender<()>,
}

impl Progress {
    /// A bar that shows itself when the work is long, if standard error is a terminal and nobody wants quiet.
    pub(super) fn new(inputs: usize, quiet: bool) -> Self {
        if quiet || !std::io::stderr().is_terminal() {
            return Self { shown: None };
        }
        let bar = ProgressBar::with_draw_target(u64::try_from(inputs).ok(), ProgressDrawTarget::hidden());
        let template = if inputs > 1 { "{bar:30} {pos} of {len} files, {eta} left" } else { "{spinner} {elapsed}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let (working, done) = channel();
        let later = bar.clone();
        spawn(move || {
            if done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                later.set_draw_target(ProgressDrawTarget::stderr());
                later.enable_steady_tick(TICK);
            }
        });
        Self { shown: Some(Shown { bar, _working: working }) }
    }

    /// One input is done.
    pub(super) fn step(&self) {
        if let Some(shown) = &self.shown {
            shown.bar.inc(1);
        }
    }

    /// All is done: the bar goes away.
    pub(super) fn done(self) {
        if let Some(shown) = self.shown {
            shown.bar.finish_and_clear();
        }
    }
}
