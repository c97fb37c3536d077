//! What the user types.
pub(crate) mod check_links;

/// Runs the program.
#[must_use]
pub fn run() -> std::process::ExitCode {
    use clap::Parser;
    /// refs
    #[derive(Parser)]
    struct Cli {
        #[command(subcommand)]
        command: Command,
    }
    #[derive(clap::Subcommand)]
    enum Command {
        /// Tells which links still stand.
        CheckLinks(check_links::Args),
    }
    let Command::CheckLinks(args) = Cli::parse().command;
    std::process::ExitCode::from(check_links::run(&args))
}
