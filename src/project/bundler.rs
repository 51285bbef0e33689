//! The bundlers of production builds. What they keep of unused code differs, and the app's own decides what ships.

/// One bundler, by what it keeps and inlines.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Bundler {
    /// Next's own, its default since 16.
    Turbopack,
    Webpack,
    /// In Vite since 8.
    Rolldown,
    /// In Vite before.
    Rollup,
}

impl Bundler {
    /// The other one that the same framework is built with.
    #[must_use]
    pub const fn rival(self) -> Self {
        match self {
            Self::Turbopack => Self::Webpack,
            Self::Webpack => Self::Turbopack,
            Self::Rolldown => Self::Rollup,
            Self::Rollup => Self::Rolldown,
        }
    }

    /// As its users know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turbopack => "Turbopack",
            Self::Webpack => "webpack",
            Self::Rolldown => "Vite 8",
            Self::Rollup => "Vite before 8",
        }
    }

    pub const fn alone(self) -> Bundlers {
        Bundlers(1 << self as u8)
    }
}

/// A set of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Bundlers(u8);

impl Bundlers {
    pub const NONE: Self = Self(0);
    pub const ALL: Self = Self(0b1111);
    /// How many sets there are: [`index`](Self::index) is below.
    pub const SETS: usize = 16;

    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are in both.
    #[must_use]
    pub const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    #[must_use]
    pub const fn without(self, bundler: Bundler) -> Self {
        Self(self.0 & !(1 << bundler as u8))
    }

    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
