//! The `refs` program.

use refs::command::{Exit, run};

fn main() -> Exit {
    run()
}
