//! Two of the three facts a severity is read from; the third, exposure, is the rules'.

use serde::{Deserialize, Serialize};

/// What somebody can do who holds the credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Power {
    /// Public by design: never reported.
    K0,
    /// Restricted, capped, or of a test mode.
    K1,
    /// Spends money, or reads and writes data.
    K2,
    /// Root of an account, or bypasses the access rules.
    K3,
}

/// How sure it is that the thing is a credential at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Worth a look; a finding never exceeds a warning.
    Guess,
    /// One step of the argument is a heuristic.
    Likely,
    /// The value, or the place it stands in, leaves no doubt.
    Proven,
}
