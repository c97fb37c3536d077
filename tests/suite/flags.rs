//! What comes out of the clap definition: help, version, shell completions, man page.

use super::case::{Printed, refs};
use super::known::tests;

fn run(arguments: &[&str]) -> Printed {
    refs(arguments, &tests(), None)
}

#[test]
fn completions_for_every_shell() {
    for (shell, sign) in [
        ("bash", "_refs()"),
        ("zsh", "#compdef refs"),
        ("fish", "complete -c refs"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ] {
        let printed = run(&["--completions", shell]);
        let script = String::from_utf8(printed.stdout).unwrap();
        assert!(script.contains(sign) && script.contains("parse") && script.contains("strict"), "{shell}: {script}");
        assert_eq!((printed.status, printed.stderr.as_str()), (0, ""), "{shell}");
    }
}

#[test]
fn formats_have_the_words_that_people_try() {
    for (alias, format) in refs::reader::Format::ALIASES {
        assert_eq!(refs::reader::Format::from_word(alias), refs::reader::Format::from_word(format));
        let printed = refs(&["parse", "--from", alias], &tests(), Some(b"Roe, J. (2001). Days."));
        assert!(printed.status != 2, "{alias}: {}", printed.stderr);
    }
}

#[test]
fn the_man_page_is_roff_and_names_the_commands() {
    let printed = run(&["--man-page"]);
    let page = String::from_utf8(printed.stdout).unwrap();
    assert!(page.contains(".TH refs 1") && page.contains(".SH SYNOPSIS") && page.contains("parse"), "{page}");
    assert_eq!((printed.status, printed.stderr.as_str()), (0, ""));
}

#[test]
fn help_has_examples_and_the_hidden_flags_stay_hidden() {
    for arguments in [&["--help"][..], &["parse", "--help"]] {
        let printed = run(arguments);
        let help = String::from_utf8(printed.stdout).unwrap();
        assert!(
            help.contains("Examples:") && !help.contains("--completions") && !help.contains("--man-page"),
            "{help}"
        );
        assert_eq!(printed.status, 0);
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(String::from_utf8(run(&["--version"]).stdout).unwrap(), format!("refs {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn bad_usage_ends_with_2_and_is_told_on_standard_error() {
    for arguments in [&[][..], &["pars"], &["parse", "--from", "papyrus", "x"], &["parse", "--format", "xml", "x"]] {
        let printed = run(arguments);
        assert_eq!(printed.status, 2, "{arguments:?}");
        assert!(printed.stdout.is_empty() && !printed.stderr.is_empty(), "{arguments:?}: {printed:?}");
    }
}
