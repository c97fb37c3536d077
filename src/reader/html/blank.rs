//! Pages that hold nothing to read.
//!
//! In: a page and its notes. Out: a diagnostic that says why there is nothing, and how to save the page so that there is. Not here: pages that have
//! text, but no references (the pipeline tells those).

use super::names::{Attribute, Tag};
use super::page::Page;
use super::signs::Sign;
use crate::diagnostic::{Code, Diagnostic};

/// So few letters are no article.
const FEW: usize = 400;

/// Says what is wrong with a page as a whole.
pub(super) fn diagnose(page: &Page, noted: bool, diagnostics: &mut Vec<Diagnostic>) {
    if page.too_deep {
        diagnostics.push(Diagnostic::whole(
            Code::DeepNesting,
            "elements are nested deeper than 512; what is deeper was read as standing at that depth",
        ));
    }
    if page.too_many_attributes {
        diagnostics
            .push(Diagnostic::whole(Code::DeepNesting, "a tag has more than 400 attributes; the others were left out"));
    }
    let letters = page.text.chars().filter(|c| c.is_alphanumeric()).take(10 * FEW).count();
    if noted || letters >= 10 * FEW {
        return;
    }
    let mut passwords = page.elements.iter().zip(0_u32..).filter(|(element, at)| {
        element.tag == Tag::Input
            && page.attribute(*at, Attribute::Type).is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
    });
    let login = passwords.next().is_some() || page.elements.iter().any(|element| element.signs.has(Sign::Login));
    if login && letters < 3 * FEW {
        let message = "this is a page to log in, not the page behind it";
        diagnostics.push(
            Diagnostic::whole(Code::LoginPage, message)
                .help("log in with a browser, open the page and save it from there"),
        );
        return;
    }
    // scripts from elsewhere have no bytes on the page: next to no text tells that they make it
    let scripts = page.elements.iter().filter(|element| element.tag == Tag::Script).count();
    let scripts = match page.script {
        bytes if letters < FEW && bytes > 4 * letters => format!("{bytes} bytes of scripts"),
        _ if letters < FEW / 4 && scripts > page.linked_data.len() => "scripts from elsewhere".to_owned(),
        _ => return,
    };
    let message = format!(
        "found {letters} letters of text and {scripts}: the page is made by its scripts, and they were not run"
    );
    let help =
        "open the page in a browser, wait until it is there, and save it as `Web Page, Complete`, or copy its text";
    diagnostics.push(Diagnostic::whole(Code::NothingToRead, message).help(help));
}
