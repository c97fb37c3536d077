//! What people see of a reference: its number, key, authors, title, source, date, and what is wrong with it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{Bibliography, Reference};
use crate::record::{Address, Date, Field, Name, Pages, Record, Scheme, Title, Value};

/// One reference, as words.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) key: String,
    pub(super) kind: &'static str,
    pub(super) authors: Vec<String>,
    pub(super) others: bool,
    pub(super) title: String,
    pub(super) container: String,
    pub(super) publisher: String,
    pub(super) date: String,
    pub(super) page: String,
    pub(super) url: String,
    pub(super) doi: String,
    /// 0 to 1.
    pub(super) confidence: f32,
    /// Words of the diagnostics that stand in it, the worst first.
    pub(super) wrong: Vec<&'static str>,
    pub(super) raw: String,
}

/// Anything printed for a field, typed or not.
fn printed<T>(field: Option<&Field<T>>, of: impl Fn(&T) -> String) -> String {
    field
        .map(|field| match &field.value {
            Value::Typed(value) => of(value),
            Value::Literal(text) => text.clone(),
        })
        .unwrap_or_default()
}

impl Row {
    /// The rows of a document.
    pub(super) fn all(bibliography: &Bibliography) -> Vec<Self> {
        // diagnostics come in the order of the source, references nearly so: each is looked up by its place
        let mut placed: Vec<(usize, &Diagnostic)> =
            bibliography.diagnostics.iter().filter_map(|one| one.span.map(|span| (span.start, one))).collect();
        placed.sort_by_key(|(start, _)| *start);
        bibliography.references.iter().map(|reference| Self::of(bibliography, reference, &placed)).collect()
    }

    fn of(bibliography: &Bibliography, reference: &Reference, placed: &[(usize, &Diagnostic)]) -> Self {
        let text = &bibliography.text;
        let place = text.origin().span(reference.span);
        let first = placed.partition_point(|(start, _)| *start < place.start);
        let inside = placed.get(first..).unwrap_or_default().iter().take_while(|(start, _)| *start < place.end);
        let mut wrong: Vec<&Diagnostic> =
            inside.map(|(_, one)| *one).filter(|one| one.severity() > Severity::Hint).collect();
        wrong.sort_by_key(|one| std::cmp::Reverse(one.severity()));
        let mut words: Vec<&'static str> = wrong.into_iter().map(|one| one.code.as_str()).collect();
        words.dedup();
        let mut out = Self {
            label: bibliography.label(reference).to_owned(),
            confidence: reference.confidence,
            raw: reference.span.slice(text.as_str()).to_owned(),
            wrong: words,
            ..Self::default()
        };
        match (&reference.record, &reference.pointer) {
            (Some(record), _) => out.fill(record),
            (None, Some(pointer)) => {
                let to = pointer.to.and_then(|at| bibliography.references.get(at)).map_or("?", Reference::id);
                out.title = format!("→ {to}");
                out.page = pointer.locator.clone().unwrap_or_default();
            }
            (None, None) => out.title.clone_from(&out.raw),
        }
        if reference.record.is_some() && !reference.style.is_empty() && reference.confidence < 0.5 {
            out.wrong.push("unsure");
        }
        out
    }

    fn fill(&mut self, record: &Record) {
        self.key.clone_from(&record.id);
        self.kind = record.kind.as_str();
        if let Some(list) = record.creators() {
            self.authors = list.names.iter().map(full_name).collect();
            self.others = list.others;
        }
        self.title = printed(record.title.as_ref(), |title: &Title| title.as_str().to_owned());
        self.container = record.container_title.as_ref().map(|field| field.as_str().to_owned()).unwrap_or_default();
        self.publisher = record.publisher.as_ref().map(|field| field.as_str().to_owned()).unwrap_or_default();
        self.date = printed(record.issued.as_ref(), |date: &Date| match date {
            Date::Undated => "n.d.".to_owned(),
            date => date.to_string(),
        });
        self.page = printed(record.page.as_ref(), |pages: &Pages| pages.as_str().to_owned());
        self.url = printed(record.web.url.as_ref(), |url: &Address| url.as_str().to_owned());
        self.doi = record.identifier(Scheme::Doi).map(|doi| doi.value.as_str().to_owned()).unwrap_or_default();
    }

    /// The authors in little room: `Putz`, `Borger & Jalabi`, `Jones et al.`
    pub(super) fn short_authors(&self) -> String {
        let family = |name: &String| name.split(',').next().unwrap_or(name).to_owned();
        match self.authors.as_slice() {
            [] => String::new(),
            [one] if self.others => format!("{} et al.", family(one)),
            [one] => family(one),
            [one, two] if !self.others => format!("{} & {}", family(one), family(two)),
            [one, ..] => format!("{} et al.", family(one)),
        }
    }

    /// Where it was published: the newspaper, journal or book, or else the publisher.
    pub(super) fn source(&self) -> &str {
        if self.container.is_empty() { &self.publisher } else { &self.container }
    }
}

/// `Putz, Catherine`, `World Health Organization`.
fn full_name(name: &Name) -> String {
    match name {
        Name::Person(person) => {
            let family = [person.non_dropping_particle(), person.family()].join(" ");
            let given = [person.given(), person.dropping_particle(), person.suffix()].join(" ");
            let (family, given) = (family.trim(), given.trim());
            if given.is_empty() { family.to_owned() } else { format!("{family}, {given}") }
        }
        Name::Organization(name) | Name::Literal(name) => name.clone(),
    }
}
