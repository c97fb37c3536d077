//! The `refs` program.
fn main() -> std::process::ExitCode {
    refs::command::run()
}
