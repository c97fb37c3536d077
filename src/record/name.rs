//! Names: persons, organizations, and what cannot be told apart.
//!
//! Standard: CSL 1.0.2, "Names". "et al." is the flag of a list, never a person.

/// The names of one role, in the order printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameList {
    /// The names.
    pub names: Vec<Name>,
    /// Whether the source says that there are others (`et al.`).
    pub others: bool,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// A person whose family name is known.
    Person(Person),
    /// An organization.
    Organization(String),
    /// A name of which nothing says whether it is a person's.
    Literal(String),
}

/// The parts of a person's name, by CSL's words (CS1: `last` and `first`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// All parts, one behind the other: a list of authors is one text for each, and not five.
    text: Box<str>,
    /// Where each of them ends, in the order of [`Part`].
    ends: [usize; 5],
}

/// The parts in their order.
#[derive(Clone, Copy)]
enum Part {
    Family,
    Given,
    Dropping,
    NonDropping,
    Suffix,
}

impl Person {
    /// A person by family and given names; `None` when the family name is empty. Outer spaces and commas fall away.
    #[must_use]
    pub fn new(family: &str, given: &str) -> Option<Self> {
        let family = clean(family);
        (!family.is_empty()).then(|| Self::of([family, clean(given), "", "", ""]))
    }

    fn of(parts: [&str; 5]) -> Self {
        let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
        let mut ends = [0; 5];
        for (end, part) in ends.iter_mut().zip(parts) {
            // most have two
            if !part.is_empty() {
                text.push_str(part);
            }
            *end = text.len();
        }
        Self { text: text.into(), ends }
    }

    fn parts(&self) -> [&str; 5] {
        [Part::Family, Part::Given, Part::Dropping, Part::NonDropping, Part::Suffix].map(|part| self.part(part))
    }

    fn part(&self, part: Part) -> &str {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        let start = (part as usize).checked_sub(1).map_or(0, end);
        self.text.get(start..end(part as usize)).unwrap_or_default()
    }

    /// The same with a suffix (`Jr.`, `III`).
    #[must_use]
    pub fn with_suffix(self, suffix: &str) -> Self {
        let [family, given, dropping, non_dropping, _] = self.parts();
        Self::of([family, given, dropping, non_dropping, suffix.trim()])
    }

    /// The same with particles: one that falls away when the family name stands alone (`de` of Guy de Maupassant), and one that stays (`van` of
    /// Vincent van Gogh).
    #[must_use]
    pub fn with_particles(self, dropping: &str, non_dropping: &str) -> Self {
        let [family, given, .., suffix] = self.parts();
        let parts = [family, given, dropping.trim(), non_dropping.trim(), suffix];
        // most have none
        if parts == self.parts() { self } else { Self::of(parts) }
    }

    /// The family name, without particles.
    #[must_use]
    pub fn family(&self) -> &str {
        self.part(Part::Family)
    }

    /// Given names or initials as printed; empty where the source has none.
    #[must_use]
    pub fn given(&self) -> &str {
        self.part(Part::Given)
    }

    /// A particle that falls away when the family name stands alone; empty for none.
    #[must_use]
    pub fn dropping_particle(&self) -> &str {
        self.part(Part::Dropping)
    }

    /// A particle that stays with the family name; empty for none.
    #[must_use]
    pub fn non_dropping_particle(&self) -> &str {
        self.part(Part::NonDropping)
    }

    /// `Jr.`, `III`; empty for none.
    #[must_use]
    pub fn suffix(&self) -> &str {
        self.part(Part::Suffix)
    }
}

/// A name without the spaces and commas around it.
fn clean(text: &str) -> &str {
    let bytes = text.as_bytes();
    // nearly all are so already
    let is_clean = |byte: &u8| byte.is_ascii_graphic() && *byte != b',';
    if bytes.first().is_some_and(is_clean) && bytes.last().is_some_and(is_clean) {
        return text;
    }
    text.trim_matches(|c: char| c.is_whitespace() || c == ',')
}

impl Name {
    /// The name that a list is sorted and keyed by: the family name, or the whole.
    #[must_use]
    pub fn sorting(&self) -> &str {
        match self {
            Self::Person(person) => person.family(),
            Self::Organization(name) | Self::Literal(name) => name,
        }
    }
}

impl NameList {
    /// Whether there is nobody and no others.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.others
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_name_is_kept_by_itself() {
        let parts = |person: &Person| person.parts().map(str::to_owned);
        let person = Person::new(" Beethoven, ", "Ludwig").unwrap();
        assert_eq!(parts(&person), ["Beethoven", "Ludwig", "", "", ""]);
        let person = person.with_suffix(" Jr. ").with_particles("van", " der ");
        assert_eq!(parts(&person), ["Beethoven", "Ludwig", "van", "der", "Jr."]);
        assert_eq!(parts(&person.clone().with_particles("", "")), ["Beethoven", "Ludwig", "", "", "Jr."]);
        assert_eq!((person.family(), person.suffix()), ("Beethoven", "Jr."));
        assert_ne!(Person::new("Roe", ""), Person::new("R", "oe"));
        assert_eq!(Person::new(" , ", "Ludwig"), None);
        assert_eq!(parts(&Person::default()), [""; 5]);
    }
}
