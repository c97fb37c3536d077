//! What a template shows on a page of its parameters.
//!
//! In: a call, and what the tables say of its template. Out: calls to a [`Sink`], and the texts that some templates make of their parameters. Not here:
//! citations, whose text is made out of their record (`print`).

use super::call::Call;
use super::inline::{Sink, scan};
use super::plain::{plain, trim};
use super::tables::Role;
use crate::source::is_blank;
use std::borrow::Cow;

/// Shows what a template shows of its parameters; `false` for one that is more than its text.
pub(crate) fn show<'s, S: Sink<'s>>(call: Call<'_, 's>, role: Role, whole: &'s str, sink: &mut S) -> bool {
    match role {
        Role::Text(number) => {
            if let Some(value) = call.position(number.into()).or_else(|| call.positions().next()) {
                scan(trim(value), sink);
            }
        }
        Role::LastText => {
            if let Some(value) = call.positions().last() {
                scan(trim(value), sink);
            }
        }
        Role::AllText | Role::Url => {
            for (number, value) in call.positions().filter(|value| !is_blank(value)).enumerate() {
                if number > 0 {
                    sink.put(" ", whole);
                }
                scan(trim(value), sink);
            }
        }
        Role::Quantity => {
            for (number, value) in call.positions().take(2).enumerate() {
                if number > 0 {
                    sink.put(" ", whole);
                }
                scan(trim(value), sink);
            }
        }
        Role::Fraction => {
            for (number, value) in call.positions().enumerate() {
                if number > 0 {
                    sink.put("/", whole);
                }
                scan(trim(value), sink);
            }
        }
        Role::Prints(sign) => sink.put(sign, whole),
        Role::Identifier(label) => {
            let colon = matches!(label, "doi" | "arXiv" | "Bibcode" | "hdl");
            sink.put(&format!("{label}{}", if colon { ":" } else { " " }), whole);
            if let Some(value) = call.positions().next() {
                scan(trim(value), sink);
            }
        }
        Role::Harvard { brackets, text } => sink.put(&harvard(call, brackets, text), whole),
        Role::GoogleBooks => sink.put(&google_books(call), whole),
        Role::Nothing | Role::Anchor => {}
        _ => return false,
    }
    true
}

/// What a shortened citation shows: `Smith & Jones 2004, p. 5`.
pub(crate) fn harvard(call: Call<'_, '_>, brackets: bool, text: bool) -> String {
    let mut names: Vec<Cow<'_, str>> = Vec::with_capacity(4);
    names.extend(call.positions().map(plain).filter(|value| !value.is_empty()));
    let year = names.last().filter(|last| names.len() > 1 && last.contains(|c: char| c.is_numeric() || c == '.'));
    let (names, year) = match (year, names.split_last()) {
        (Some(year), Some((_, names))) => (names, &**year),
        _ => (names.as_slice(), ""),
    };
    let mut out = String::with_capacity(48);
    if brackets {
        out.push('(');
    }
    let start = out.len();
    let mut put = |pieces: &[&str]| pieces.iter().for_each(|piece| out.push_str(piece));
    match names {
        [] => {}
        [one] => put(&[one]),
        [one, two] => put(&[one, " & ", two]),
        [one, two, three] => put(&[one, ", ", two, " & ", three]),
        [one, ..] => put(&[one, " et al."]),
    }
    match (text, year.is_empty()) {
        (_, true) => {}
        (true, false) => put(&[" (", year, ")"]),
        (false, false) => put(&[" ", year]),
    }
    for one in call.parameters {
        let label = match one.key {
            "p" | "page" | "s" | "стр" | "с" => "p. ",
            "pp" | "pages" | "ss" => "pp. ",
            "loc" | "at" => "",
            _ => continue,
        };
        let value = plain(one.value);
        if !value.is_empty() {
            put(&[", ", label, &value]);
        }
    }
    out.truncate(out.trim_end().len().max(start));
    let spaces = out.get(start..).map_or(0, |said| said.len() - said.trim_start().len());
    out.replace_range(start..start + spaces, "");
    if brackets {
        out.push(')');
    }
    out
}

/// The address that the template of Google Books makes.
pub(crate) fn google_books(call: Call<'_, '_>) -> String {
    let value = |key: &str| {
        call.parameters
            .iter()
            .find(|one| one.key.eq_ignore_ascii_case(key))
            .map(|one| one.value.trim())
            .filter(|value| !value.is_empty())
    };
    let Some(id) = value("id").or_else(|| call.position(1).map(str::trim)) else { return String::new() };
    let page = value("page")
        .or_else(|| value("p"))
        .map(|page| format!("&pg=PA{page}"))
        .or_else(|| value("pg").map(|page| format!("&pg={page}")));
    format!("https://books.google.com/books?id={id}{}", page.unwrap_or_default())
}
