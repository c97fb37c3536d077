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
    family: String,
    given: String,
    dropping_particle: String,
    non_dropping_particle: String,
    suffix: String,
}

impl Person {
    /// A person by family and given names; `None` when the family name is empty. Outer spaces and commas fall away.
    #[must_use]
    pub fn new(family: &str, given: &str) -> Option<Self> {
        let clean = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || c == ',').to_owned();
        let family = clean(family);
        (!family.is_empty()).then(|| Self { family, given: clean(given), ..Self::default() })
    }

    /// The same with a suffix (`Jr.`, `III`).
    #[must_use]
    pub fn with_suffix(mut self, suffix: &str) -> Self {
        suffix.trim().clone_into(&mut self.suffix);
        self
    }

    /// The same with particles: one that falls away when the family name stands alone (`de` of Guy de Maupassant), and one that stays (`van` of
    /// Vincent van Gogh).
    #[must_use]
    pub fn with_particles(mut self, dropping: &str, non_dropping: &str) -> Self {
        dropping.trim().clone_into(&mut self.dropping_particle);
        non_dropping.trim().clone_into(&mut self.non_dropping_particle);
        self
    }

    /// The family name, without particles.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// Given names or initials as printed; empty where the source has none.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.given
    }

    /// A particle that falls away when the family name stands alone; empty for none.
    #[must_use]
    pub fn dropping_particle(&self) -> &str {
        &self.dropping_particle
    }

    /// A particle that stays with the family name; empty for none.
    #[must_use]
    pub fn non_dropping_particle(&self) -> &str {
        &self.non_dropping_particle
    }

    /// `Jr.`, `III`; empty for none.
    #[must_use]
    pub fn suffix(&self) -> &str {
        &self.suffix
    }
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
