//! The progress bar: on a terminal, for work over a second, with counts by outcome.

use crate::link::finding::Finding;
use crate::link::verdict::Outcome;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::Cell;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How far the run is.
pub(super) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    counts: [Cell<usize>; 3],
    /// Records without an address.
    without: Cell<usize>,
}

impl Progress {
    /// A bar for so many links; hidden in a pipe, and for the first second.
    pub(super) fn new(total: usize, quiet: bool) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr_with_hz(8) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(u64::try_from(total).unwrap_or(u64::MAX)), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} {elapsed}") {
            bar.set_style(style);
        }
        Self { bar, begun: Instant::now(), counts: [Cell::new(0), Cell::new(0), Cell::new(0)], without: Cell::new(0) }
    }

    /// One more is done.
    pub(super) fn tell(&self, _: usize, finding: &Finding) {
        let [alive, dead, unsure] = &self.counts;
        match finding.outcome() {
            Some(Outcome::Alive) => alive.set(alive.get() + 1),
            Some(Outcome::Dead) => dead.set(dead.get() + 1),
            Some(Outcome::CannotTell) => unsure.set(unsure.get() + 1),
            None => self.without.set(self.without.get() + 1),
        }
        if self.bar.is_hidden() || self.begun.elapsed() < Duration::from_secs(1) {
            return;
        }
        let done = u64::try_from(alive.get() + dead.get() + unsure.get() + self.without.get()).unwrap_or(u64::MAX);
        self.bar.set_position(done);
        self.bar.set_message(format!("alive {}, dead {}, cannot tell {}", alive.get(), dead.get(), unsure.get()));
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
