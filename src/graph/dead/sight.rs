//! What one who takes branches out sees of the conditions that they hang on.
//!
//! Source: builds of some 70 forms by Next 14.2, 15.5 and 16.4, with webpack and Turbopack, and by Vite 8.3 and 7.3
//! (`tests/oracle`, the cases `dead-branches`, `dead-loads` and `branches`).

use super::Compiler;

/// Each field: whether it is seen.
#[derive(Clone, Copy)]
pub(super) struct Sight {
    /// Through constants.
    pub names: bool,
    /// Behind which statements none is run.
    pub leaving: Leaving,
    /// The right side of `&&` and `||`, outside of a condition.
    pub operands: bool,
    /// `1 > 2`.
    pub orders: bool,
    /// `typeof` of a value that is known.
    pub types: bool,
    /// Of a text.
    pub lengths: bool,
    /// Templates with a value within.
    pub templates: bool,
    pub undefined: bool,
    /// `void 0`.
    pub voids: bool,
    /// Of a `switch`.
    pub cases: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Leaving {
    None,
    Return,
    /// `throw` as well, and an `if` whose branches both do.
    Any,
}

impl Sight {
    /// Who comes last, for every bundler.
    pub(super) const MINIFIER: Self = Self {
        names: true,
        leaving: Leaving::Any,
        operands: true,
        orders: true,
        types: true,
        lengths: true,
        templates: true,
        undefined: true,
        voids: true,
        cases: true,
    };

    /// It looks at the condition as it is written, and leaves the rest to the minifier.
    pub(super) const WEBPACK: Self =
        Self { names: false, leaving: Leaving::None, lengths: false, voids: false, cases: false, ..Self::MINIFIER };

    pub(super) const ROLLDOWN: Self = Self { cases: false, ..Self::MINIFIER };
    pub(super) const ROLLUP: Self = Self { templates: false, lengths: false, ..Self::MINIFIER };

    pub(super) fn turbopack(compiler: Compiler) -> Self {
        let newer = compiler == Compiler::Newer;
        Self {
            leaving: Leaving::Return,
            operands: false,
            orders: false,
            types: false,
            lengths: false,
            undefined: newer,
            voids: newer,
            cases: false,
            ..Self::MINIFIER
        }
    }
}
