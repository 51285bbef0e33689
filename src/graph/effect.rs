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

    /// Of that, what these bundlers keep.
    #[must_use]
    pub const fn only(self, by: Bundlers) -> Self {
        Self { live: self.live.both(by), code: self.code.both(by), value: self.value.both(by) }
    }

    /// What Turbopack keeps where it leaves the judgement to the minifier, as webpack does.
    #[must_use]
    pub fn minified(self) -> Self {
        Self { live: minified(self.live), code: minified(self.code), value: minified(self.value) }
    }

    pub const fn live_by(self) -> Bundlers {
        self.live
    }

    pub const fn code_by(self) -> Bundlers {
        self.code
    }

    pub const fn value_by(self) -> Bundlers {
        self.value
    }

    pub const fn of(bundlers: Bundlers) -> Self {
        Self { live: bundlers, code: bundlers, value: bundlers }
    }

    /// A remnant: what is read stays, as reading might do something, without what it was read for.
    pub const fn remnant(bundlers: Bundlers) -> Self {
        Self { value: Bundlers::NONE, ..Self::of(bundlers) }
    }
}

/// As [`Effect::without_inference`].
pub fn minified(set: Bundlers) -> Bundlers {
    if set.contains(WEBPACK) { set.and(TURBOPACK) } else { set }
}

impl BitOr for Effect {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self { live: self.live.and(other.live), code: self.code.and(other.code), value: self.value.and(other.value) }
    }
}
