//! The exit status of the program.

use std::process::{ExitCode, Termination};

/// How a run ended; of two, the greater wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: done, and something was found.
    Found,
    /// 2: could not run, or one of the inputs could not be read.
    CouldNotRun,
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::Found => 1,
            Self::CouldNotRun => 2,
        })
    }
}
