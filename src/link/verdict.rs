//! What is said of an address: one of sixteen words, how sure, and why.
//!
//! In: nothing. Out: [`Verdict`], [`Outcome`], [`Judgement`]. Not here: how a verdict is reached (`judge`).

use url::Url;

macro_rules! verdicts {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $outcome:ident;)+) => {
        /// The sixteen verdicts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum Verdict { $($(#[doc = $doc])+ $name,)+ }

        impl Verdict {
            /// Every verdict, the living first.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word in the output.
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// What follows from it.
            pub(crate) const fn outcome(self) -> Outcome {
                match self { $(Self::$name => Outcome::$outcome,)+ }
            }
        }
    };
}

verdicts! {
    /// The cited page is there.
    Ok = "ok", Alive;
    /// It is there, at another address that should be written instead.
    Moved = "moved", Alive;
    /// It is there, behind a paywall or a login.
    Paywall = "paywall", Alive;
    /// The page is there, the place in it is not.
    FragmentMissing = "fragment-missing", Alive;
    /// Gone for good: 404, 410, no such host, nobody listens, redirects without end.
    Dead = "dead", Dead;
    /// The status says yes, the page says "not found".
    SoftNotFound = "soft-404", Dead;
    /// Sent to the home page or a section.
    RedirectedHome = "redirected-home", Dead;
    /// The domain is for sale.
    Parked = "parked", Dead;
    /// The domain is somebody else's now.
    Usurped = "usurped", Dead;
    /// A page is there, but not the cited one.
    Drift = "drift", Dead;
    /// A wall for robots, a consent or geographic wall.
    Blocked = "blocked", CannotTell;
    /// The server asks to come back later than is sensible.
    RateLimited = "rate-limited", CannotTell;
    /// The server fails every time.
    ServerError = "server-error", CannotTell;
    /// No (whole) answer in sensible time.
    Timeout = "timeout", CannotTell;
    /// The secure connection cannot be made or trusted.
    TlsError = "tls-error", CannotTell;
    /// What comes back is no usable HTTP.
    Malformed = "malformed", CannotTell;
}

impl Verdict {
    /// The verdict of a word.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|verdict| verdict.as_str() == word)
    }
}

/// What follows from a verdict. Only the dead are an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// It can be read.
    Alive,
    /// It cannot, and will not be.
    Dead,
    /// Not known today.
    CannotTell,
}

impl Outcome {
    /// The word in the output.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Alive => "alive",
            Self::Dead => "dead",
            Self::CannotTell => "cannot-tell",
        }
    }
}

/// A verdict with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judgement {
    /// The word.
    pub(crate) verdict: Verdict,
    /// How sure, 0 to 1.
    pub(crate) confidence: f32,
    /// Why, in the order in which it was found.
    pub(crate) evidence: Vec<String>,
    /// The address to write instead.
    pub(crate) moved_to: Option<Url>,
    /// Whether another page of the same directory should be asked for before this is believed.
    pub(crate) doubtful: bool,
}

impl Judgement {
    /// A verdict that no other page can change.
    pub(crate) fn new(verdict: Verdict, confidence: f32, evidence: Vec<String>) -> Self {
        Self { verdict, confidence, evidence, moved_to: None, doubtful: false }
    }

    /// The same, to be held against another page of the directory.
    pub(crate) fn doubtful(mut self) -> Self {
        self.doubtful = true;
        self
    }
}
