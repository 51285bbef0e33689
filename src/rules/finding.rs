//! What a rule says: plain data, in bytes and words.

use crate::graph::Chain;
use crate::project::FileId;
use crate::secrets::{Confidence, Power};
use crate::syntax::ast::NodeId;
use crate::text::Span;

/// Where a value gets to, worst last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Exposure {
    /// Hygiene.
    E0,
    /// One edit away from E2–E4.
    E1,
    /// In a published file, an image layer or git.
    E2,
    /// In HTML, an RSC payload or JSON sent to a client.
    E3,
    /// In the client bundle.
    E4,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    Hint,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// The table of the severity model: power × exposure, one step off when only *likely*; a *guess* never exceeds a
    /// warning. `None` for what is public by design.
    pub fn of(power: Power, exposure: Exposure, confidence: Confidence) -> Option<Self> {
        use Exposure::{E0, E1, E2, E3, E4};
        let proven = match (power, exposure) {
            (Power::K0, _) => return None,
            (Power::K3, E4 | E3) => Self::Critical,
            (Power::K3, E2) | (Power::K2, E4 | E3 | E2) => Self::High,
            (Power::K3 | Power::K2, E1) | (Power::K1, E4 | E3 | E2) => Self::Medium,
            (Power::K3 | Power::K2, E0) | (Power::K1, E1) => Self::Low,
            (Power::K1, E0) => Self::Hint,
        };
        Some(match confidence {
            Confidence::Proven => proven,
            Confidence::Likely => proven.lower(),
            Confidence::Guess => proven.lower().min(Self::Medium),
        })
    }

    /// One step down.
    #[must_use]
    pub fn lower(self) -> Self {
        match self {
            Self::Critical => Self::High,
            Self::High => Self::Medium,
            Self::Medium => Self::Low,
            Self::Low | Self::Hint => Self::Hint,
        }
    }

    /// The word in `staunch.json`, on the command line and in JSON output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Hint => "hint",
        }
    }
}

/// One leak at one place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's name, in kebab-case.
    pub rule: &'static str,
    pub file: FileId,
    /// The expression or name that matters (INTERFACE, Documents and places 1), in bytes of the file's text.
    pub span: Span,
    pub severity: Severity,
    pub power: Power,
    pub exposure: Exposure,
    pub confidence: Confidence,
    /// A provider's id as `explain` takes it.
    pub provider: Option<&'static str>,
    /// The credential kind's id in the catalogue.
    pub credential: Option<&'static str>,
    /// One or two sentences: what it is, and which of three things is true (it ships; it does not but is one edit away; it
    /// is exposed elsewhere). Never the value.
    pub message: String,
    /// The next step, one imperative sentence.
    pub next: String,
    /// How the module gets into the browser; for what the server sends ([`Exposure::E3`]), how the server gets the module.
    /// `None` where no import is to blame.
    pub chain: Option<Chain>,
    /// Other places worth a click, with a word on each.
    pub related: Vec<Related>,
    pub subject: Subject,
    pub fingerprint: Fingerprint,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub file: FileId,
    pub span: Span,
    pub message: String,
}

/// What a fix starts from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The read or literal in the finding's file, when it is code.
    pub node: Option<NodeId>,
    /// The variable's name, as written (`NEXT_PUBLIC_TWILIO_AUTH_TOKEN`).
    pub variable: Option<Box<str>>,
}

/// Names a finding across runs and edits: rule, file, kind, and the leak's place in the program's structure. Neither
/// the value nor the line goes into it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Fingerprint(pub u64);

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
