//! **analysis**: `Change → Analysis → Snapshot`, what both front ends call.
//!
//! An [`Analysis`] is one project; a front end with several workspace folders holds several. Promises: a [`Change`] is
//! the only way to alter state; a [`Snapshot`] is immutable, cheap to clone and `Send`; the incremental answer equals the
//! fresh one. Never: knows a protocol or a terminal.

mod ahead;
mod change;
mod hint;
mod host;
mod hover;
mod mask;
mod snapshot;
mod way;

pub use ahead::Ahead;
pub use change::Change;
pub use hint::Hint;
pub use host::{Analysis, Changed, catalogue_around};
pub use snapshot::Snapshot;
