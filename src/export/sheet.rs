//! The sheet that an export writes on: its text, and what could not be written.
//!
//! In: pieces of text in the manner of the format. Out: one `String` and diagnostics. Control characters and U+FFFD would break readers or pass for
//! text: they are taken out, and the entry says so once.

use super::bib::bibtex::label::Labels;
use super::script::is_damage;
use crate::diagnostic::{Code, Diagnostic};

/// What an export writes on.
pub(super) struct Sheet {
    /// The text so far.
    pub(super) out: String,
    /// What was lost or changed.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The word of the format, for messages.
    format: &'static str,
    /// Whether characters of the entry at hand were taken out.
    damaged: bool,
    /// The labels that BibTeX's styles will make.
    pub(super) labels: Labels,
}

impl Sheet {
    /// An empty sheet, with room for that many entries.
    pub(super) fn new(format: &'static str, entries: usize) -> Self {
        Self {
            out: String::with_capacity(entries.saturating_mul(600)),
            diagnostics: Vec::new(),
            format,
            damaged: false,
            labels: Labels::default(),
        }
    }

    /// Writes as it is.
    pub(super) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// A field that the format cannot hold.
    pub(super) fn lost(&mut self, entry: &str, field: &str, why: &str) {
        let message = format!("`{field}` of `{entry}` is not in the {} output: {why}", self.format);
        self.diagnostics
            .push(Diagnostic::whole(Code::FieldLost, message).help("export CSL-JSON too: it holds every field"));
    }

    /// A name that the format has no room for where names stand; it is whole in the note.
    pub(super) fn shortened(&mut self, entry: &str) {
        let message =
            format!("a name in `{entry}` is too long for a label: the {} output has it whole in the note", self.format);
        self.diagnostics.push(Diagnostic::whole(Code::NameShortened, message).help("correct the names of the entry"));
    }

    /// Says that a character of the entry was taken out.
    pub(super) const fn damage(&mut self) {
        self.damaged = true;
    }

    /// Ends an entry.
    pub(super) fn end_entry(&mut self, entry: &str) {
        if std::mem::take(&mut self.damaged) {
            let message =
                format!("control or replacement characters in `{entry}` are not in the {} output", self.format);
            self.diagnostics.push(Diagnostic::whole(Code::FieldLost, message).help("correct the text of the entry"));
        }
    }

    /// Plain text on one line: line ends and tabs are spaces, control characters and U+FFFD are taken out.
    pub(super) fn line(&mut self, text: &str) {
        if !text.bytes().any(|byte| !(b' '..0x7f).contains(&byte)) {
            self.out.push_str(text);
            return;
        }
        for character in text.chars() {
            match character {
                '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.out.push(' '),
                '\u{FEFF}' => self.damage(),
                _ if is_damage(character) => self.damage(),
                _ => self.out.push(character),
            }
        }
    }
}
