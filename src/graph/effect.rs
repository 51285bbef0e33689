//! What is left of something that nobody uses, by bundler.

use std::ops::BitOr;

use crate::project::{Bundler, Bundlers};

pub const TURBOPACK: Bundlers = Bundler::Turbopack.alone();
pub const WEBPACK: Bundlers = Bundler::Webpack.alone();
pub const ROLLDOWN: Bundlers = Bundler::Rolldown.alone();
pub const ROLLUP: Bundlers = Bundler::Rollup.alone();
/// Next's.
pub const NEXT: Bundlers = TURBOPACK.and(WEBPACK);
/// Vite's.
pub const VITE: Bundlers = ROLLDOWN.and(ROLLUP);

/// Who keeps what of a statement or an expression for itself. The parts of a whole add up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Effect {
    /// What it uses is kept.
    pub live: Bundlers,
    /// It leaves code.
    pub code: Bundlers,
    /// Its own literals are in that code.
    pub value: Bundlers,
}

impl Effect {
    /// Gone when unused.
    pub const PURE: Self = Self::of(Bundlers::NONE);
    /// Kept whether used or not.
    pub const KEPT: Self = Self::of(Bundlers::ALL);

    pub const fn of(bundlers: Bundlers) -> Self {
        Self { live: bundlers, code: bundlers, value: bundlers }
    }

    /// A remnant: what is read stays, as reading might do something, without what it was read for.
    pub const fn remnant(bundlers: Bundlers) -> Self {
        Self { value: Bundlers::NONE, ..Self::of(bundlers) }
    }
}

impl BitOr for Effect {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self { live: self.live.and(other.live), code: self.code.and(other.code), value: self.value.and(other.value) }
    }
}
