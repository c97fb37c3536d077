//! The codes of all diagnostics: what can be wrong, one word each. Every code has a case in `tests/`.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $severity:ident;)+) => {
        /// What is wrong, as one word that scripts can match on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word that stands in brackets behind the severity, and in the JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// How bad it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// The input could not be opened or read.
    Unreadable = "unreadable", Error;
    /// The input is of a kind that refs cannot read (yet).
    UnsupportedFormat = "unsupported-format", Error;
    /// The input is no text at all.
    BinaryData = "binary-data", Error;
    /// The input holds nothing.
    EmptyInput = "empty-input", Warning;
    /// A page whose text is made by scripts that were not run.
    NothingToRead = "nothing-to-read", Warning;
    /// A page to log in, saved instead of the page behind it.
    LoginPage = "login-page", Warning;
    /// Elements nested, or attributes heaped up, beyond what is followed.
    DeepNesting = "deep-nesting", Hint;
    /// The input holds text, but nothing that looks like a reference.
    NoReferences = "no-references", Warning;
    /// Bytes that mean nothing in the charset of the input.
    LostBytes = "lost-bytes", Warning;
    /// The charset was guessed from the content.
    GuessedCharset = "guessed-charset", Hint;
    /// A marker points to a note that is not there.
    NoteMissing = "note-missing", Warning;
    /// Markers, but no list of notes for them.
    ListMissing = "list-missing", Warning;
    /// A note without a body.
    EmptyNote = "empty-note", Warning;
    /// A number is missing in a list of notes.
    NumberMissing = "number-missing", Hint;
    /// Two notes of a list have the same label.
    LabelTwice = "label-twice", Warning;
    /// A note that no marker points to.
    NeverCited = "never-cited", Hint;
    /// Words of a reference that no production explains; they are kept as `unknown` parts.
    NotUnderstood = "not-understood", Hint;
    /// A date that is not in the calendar.
    ImpossibleDate = "impossible-date", Warning;
    /// An identifier whose check digit or form is wrong.
    BadIdentifier = "bad-identifier", Warning;
    /// An address that is none.
    BadAddress = "bad-address", Warning;
    /// A name was put right; the message says what was there.
    NameRepaired = "name-repaired", Warning;
    /// A bracket or quotation mark without its partner.
    Unbalanced = "unbalanced", Warning;
    /// A message of the citation software stands in the text.
    MaintenanceMessage = "maintenance-message", Hint;
    /// The page says of itself that the link is dead.
    ClaimedDead = "claimed-dead", Hint;
    /// A note is longer than anything that is read as a reference.
    NoteTooLong = "note-too-long", Warning;
    /// A line is longer than any that was meant as one.
    LineTooLong = "line-too-long", Warning;
    /// A bibliography file that a document names is not there, or cannot be read.
    BibliographyMissing = "bibliography-missing", Warning;
    /// Structure and text of a citation disagree.
    SourcesDisagree = "sources-disagree", Hint;
    /// A pointer (ibid., op. cit., a short form) whose reference is not there.
    PointerUnresolved = "pointer-unresolved", Warning;
    /// A structured citation (template, entry, item) is broken; what could be read of it was.
    BrokenEntry = "broken-entry", Warning;
    /// A field that an output format cannot hold.
    FieldLost = "field-lost", Warning;
    /// A name that is too long for the place where a format has names stands in its note as a whole.
    NameShortened = "name-shortened", Warning;
    /// Two references cite the same work and were exported as one entry.
    Merged = "merged", Hint;
    /// A field of a .bib file that someone changed stays as it is.
    KeptEdit = "kept-edit", Hint;
}
