//! What a person did for a work: the name variables of CSL 1.0.2 (Appendix IV).

macro_rules! roles {
    ($($name:ident = $word:literal,)+) => {
        /// A name variable of CSL 1.0.2.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the variants are CSL's own words")]
        pub enum Role { $($name,)+ }

        impl Role {
            /// Every role, in the order in which an item lists them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// CSL's word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// The role of CSL's word.
            #[must_use]
            pub fn from_csl(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

roles! {
    Author = "author",
    Chair = "chair",
    CollectionEditor = "collection-editor",
    Compiler = "compiler",
    Composer = "composer",
    ContainerAuthor = "container-author",
    Contributor = "contributor",
    Curator = "curator",
    Director = "director",
    Editor = "editor",
    EditorialDirector = "editorial-director",
    EditorTranslator = "editortranslator",
    ExecutiveProducer = "executive-producer",
    Guest = "guest",
    Host = "host",
    Illustrator = "illustrator",
    Interviewer = "interviewer",
    Narrator = "narrator",
    Organizer = "organizer",
    OriginalAuthor = "original-author",
    Performer = "performer",
    Producer = "producer",
    Recipient = "recipient",
    ReviewedAuthor = "reviewed-author",
    ScriptWriter = "script-writer",
    SeriesCreator = "series-creator",
    Translator = "translator",
}
