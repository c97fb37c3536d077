//! Verdicts as a page of its own: two small pictures (by outcome, by year cited) and a table to be sorted and searched. Nothing is loaded from anywhere.

use super::junit::escaped;
use super::shown::{Row, Shown};
use crate::link::clock;
use crate::link::verdict::Outcome;
use std::collections::BTreeMap;
use std::fmt::Write;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");
const HEADS: [&str; 9] = ["verdict", "sure", "reference", "place", "address", "instead", "why", "cited", "checked"];

/// The page.
pub(super) fn write(shown: &Shown<'_>) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>Links: {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>Links</h1>\n<p class=\"summary\">{}.</p>\n",
        escaped(&shown.summary()),
        escaped(&shown.summary())
    );
    out.push_str("<div class=\"pictures\">\n");
    proportions(shown, &mut out);
    years(shown, &mut out);
    out.push_str("</div>\n<p class=\"controls\"><label>Find <input id=\"find\" type=\"search\"></label>");
    for (outcome, word) in [(Outcome::Dead, "dead"), (Outcome::CannotTell, "cannot be told"), (Outcome::Alive, "alive")]
    {
        let _ = write!(
            out,
            " <label><input type=\"checkbox\" class=\"outcome\" value=\"{0}\" checked> <span class=\"key {0}\"></span> {word} ({1})</label>",
            outcome.as_str(),
            shown.count(outcome)
        );
    }
    out.push_str("</p>\n<table id=\"links\">\n<thead><tr>");
    for head in HEADS {
        let _ = write!(out, "<th scope=\"col\"><button type=\"button\">{head}</button></th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &shown.rows {
        line(row, &mut out);
    }
    let _ = write!(out, "</tbody>\n</table>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

fn line(row: &Row<'_>, out: &mut String) {
    let sure = row.finding.judgement.as_ref().map_or(String::new(), |judgement| format!("{:.2}", judgement.confidence));
    let instead = row.advice().map_or(String::new(), |(what, address)| format!("{what} {}", linked(address)));
    let year = row.link.year.map_or(String::new(), |year| year.to_string());
    // the order of outcomes, for sorting by the verdict
    let rank = match row.finding.outcome() {
        Some(Outcome::Dead) => 0,
        Some(Outcome::CannotTell) => 1,
        None => 2,
        Some(Outcome::Alive) => 3,
    };
    let outcome = row.outcome();
    let checked = clock::stamp(row.finding.checked);
    // the hour is for who asks; a day is what is read
    let day = checked.split('T').next().unwrap_or_default().to_owned();
    let cells = [
        format!("<span class=\"{outcome}\">{}</span>", row.word()),
        sure,
        escaped(&row.link.reference),
        escaped(&row.place()),
        linked(&row.link.printed),
        instead,
        escaped(&row.why()),
        year,
        format!("<time title=\"{checked}\">{day}</time>"),
    ];
    let _ = write!(out, "<tr data-outcome=\"{outcome}\">");
    for (at, (cell, head)) in cells.iter().zip(HEADS).enumerate() {
        let sort = match at {
            0 => format!(" data-sort=\"{rank} {}\"", row.word()),
            8 => format!(" data-sort=\"{checked}\""),
            _ => String::new(),
        };
        let _ = write!(out, "<td data-name=\"{head}\"{sort}>{cell}</td>");
    }
    out.push_str("</tr>\n");
}

/// An address as a link, if it is one of the web: never `javascript:`.
fn linked(address: &str) -> String {
    let text = escaped(address);
    let web = address.starts_with("http://") || address.starts_with("https://");
    if web { format!("<a href=\"{text}\" rel=\"noopener noreferrer nofollow\">{text}</a>") } else { text }
}

/// One bar: the share of each outcome.
fn proportions(shown: &Shown<'_>, out: &mut String) {
    let total: usize =
        [Outcome::Alive, Outcome::Dead, Outcome::CannotTell].into_iter().map(|outcome| shown.count(outcome)).sum();
    let width = 360;
    let _ = write!(
        out,
        "<figure><svg viewBox=\"0 0 {width} 44\" width=\"{width}\" height=\"44\" role=\"img\" aria-label=\"Share of each outcome\">"
    );
    let mut at = 0;
    for outcome in [Outcome::Alive, Outcome::CannotTell, Outcome::Dead] {
        let count = shown.count(outcome);
        let part = count * width / total.max(1);
        let word = outcome.as_str();
        let _ = write!(
            out,
            "<rect class=\"{word}\" x=\"{at}\" y=\"0\" width=\"{part}\" height=\"26\"><title>{word}: {count}</title></rect>"
        );
        if count > 0 {
            let _ = write!(out, "<text x=\"{}\" y=\"40\">{count}</text>", at + 2);
        }
        at += part;
    }
    out.push_str("</svg><figcaption>by outcome</figcaption></figure>\n");
}

/// One column a year cited, or a few years where there are many.
fn years(shown: &Shown<'_>, out: &mut String) {
    let known: Vec<(i32, Outcome)> =
        shown.rows.iter().filter_map(|row| Some((row.link.year?, row.finding.outcome()?))).collect();
    let (Some(first), Some(last)) =
        (known.iter().map(|(year, _)| *year).min(), known.iter().map(|(year, _)| *year).max())
    else {
        return;
    };
    let step = (last.saturating_sub(first) / 30).saturating_add(1).max(1);
    let mut columns: BTreeMap<i32, [usize; 3]> = BTreeMap::new();
    for (year, outcome) in known {
        let [alive, unsure, dead] = columns.entry(year.saturating_sub(first) / step).or_default();
        *match outcome {
            Outcome::Alive => alive,
            Outcome::CannotTell => unsure,
            Outcome::Dead => dead,
        } += 1;
    }
    let most = columns.values().map(|counts| counts.iter().sum::<usize>()).max().unwrap_or(1).max(1);
    let span = usize::try_from(last.saturating_sub(first) / step + 1).unwrap_or(1);
    let width = span * 14 + 40;
    let _ = write!(
        out,
        "<figure><svg viewBox=\"0 0 {width} 94\" width=\"{width}\" height=\"94\" role=\"img\" aria-label=\"Outcomes by year cited\">"
    );
    for (column, counts) in &columns {
        let x = usize::try_from(*column).unwrap_or(0) * 14;
        let mut y = 80;
        for (count, outcome) in counts.iter().zip([Outcome::Alive, Outcome::CannotTell, Outcome::Dead]) {
            // what is there is seen: one of a thousand has a pixel
            let height = if *count == 0 { 0 } else { (count * 78 / most).max(1) };
            y -= height.min(y);
            let _ = write!(
                out,
                "<rect class=\"{0}\" x=\"{x}\" y=\"{y}\" width=\"12\" height=\"{height}\"><title>{1}: {count} {0}</title></rect>",
                outcome.as_str(),
                first.saturating_add(column.saturating_mul(step))
            );
        }
    }
    let end = span.saturating_sub(1) * 14;
    let _ = write!(out, "<text x=\"0\" y=\"92\">{first}</text>");
    if span > 3 {
        let _ = write!(out, "<text x=\"{}\" y=\"92\">{last}</text>", end.saturating_sub(14));
    }
    out.push_str("</svg><figcaption>by year cited</figcaption></figure>\n");
}
