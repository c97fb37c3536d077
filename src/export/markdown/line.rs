//! The sentences of a footnote.
//!
//! In: facts. Out: sentences on one line, with a full stop and a space between two.

use super::span::escaped;
use crate::export::remark::{self, natural};
use crate::export::sheet::Sheet;
use crate::record::{Name, NameList, Role};

/// Sentences of one line.
pub(super) struct Line<'s> {
    pub(super) sheet: &'s mut Sheet,
    /// Whether there is one already.
    pub(super) any: bool,
}

impl Line<'_> {
    /// Ends the sentence before.
    pub(super) fn begin(&mut self) {
        if self.any {
            let stopped = self.sheet.out.ends_with(['.', '?', '!']);
            self.sheet.raw(if stopped { " " } else { ". " });
        }
        self.any = true;
    }

    pub(super) fn sentence(&mut self, text: &str) {
        self.begin();
        escaped(self.sheet, text);
    }

    pub(super) fn parts(&mut self, before: &str, text: Option<&str>, after: &str) {
        if let Some(text) = text {
            self.begin();
            self.sheet.raw(before);
            escaped(self.sheet, text);
            self.sheet.raw(after);
        }
    }

    /// Something in brackets that belongs to what stands before it.
    pub(super) fn aside(&mut self, text: &str) {
        if self.any {
            self.sheet.raw(" ");
        }
        self.any = true;
        self.sheet.raw("(");
        escaped(self.sheet, text);
        self.sheet.raw(")");
    }

    pub(super) fn people(&mut self, names: &[(Role, NameList)], held: impl Fn(Role) -> bool) {
        let mut plain = Sheet::new("markdown", 0);
        let mut remarks = remark::Remarks {
            sheet: &mut plain,
            ink: remark::Ink::Plain,
            before: "",
            between: "\n",
            any: false,
            capital: true,
        };
        remark::people(&mut remarks, names, held);
        for sentence in plain.out.lines() {
            self.sentence(sentence);
        }
    }
}

/// `Sallon, Hélène; Vitkine, Benoît; et al.`
pub(super) fn inverted(list: &NameList) -> String {
    let mut out = String::new();
    for (at, name) in list.names.iter().enumerate() {
        if at > 0 {
            out.push_str("; ");
        }
        match name {
            Name::Person(person) => {
                for particle in [person.non_dropping_particle(), person.family()] {
                    if !particle.is_empty() {
                        if !out.is_empty() && !out.ends_with([' ', '\'', '’']) {
                            out.push(' ');
                        }
                        out.push_str(particle);
                    }
                }
                for part in [person.given(), person.dropping_particle(), person.suffix()]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                {
                    out.push_str(if part == person.given() || part == person.suffix() { ", " } else { " " });
                    out.push_str(part.trim_matches([',', ' ']));
                }
            }
            Name::Organization(_) | Name::Literal(_) => natural(&mut out, name),
        }
    }
    if list.others {
        out.push_str(if list.names.is_empty() { "et al." } else { "; et al." });
    }
    out
}
