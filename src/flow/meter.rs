//! How much one question may cost, however its parts nest.

use std::cell::Cell;

/// Places that one question looks at: what needs more is unknown.
const STEPS: u32 = 2000;
/// How many of them may be under way at once: the stack's share.
const LEVELS: u32 = 64;

#[derive(Debug, Default)]
pub(super) struct Meter {
    left: Cell<u32>,
    level: Cell<u32>,
    cut: Cell<bool>,
}

/// A step that is under way.
pub(super) struct Step<'m>(&'m Meter);

impl Drop for Step<'_> {
    fn drop(&mut self) {
        self.0.level.set(self.0.level.get() - 1);
    }
}

impl Meter {
    /// Takes a step, held until its answer is there; `None` when it may not be taken. The first one begins a question, and
    /// those within it draw on the same purse.
    pub(super) fn step(&self) -> Option<Step<'_>> {
        let level = self.level.get();
        if level == 0 {
            self.left.set(STEPS);
            self.cut.set(false);
        }
        let left = self.left.get();
        if left == 0 || level >= LEVELS {
            self.cut.set(true);
            return None;
        }
        self.left.set(left - 1);
        self.level.set(level + 1);
        Some(Step(self))
    }

    /// Draws for a look at so many things at once, each much cheaper than a step.
    pub(super) fn look_at(&self, count: usize) {
        /// Looks for the price of a step.
        const LOOKS: usize = 4;
        let price = u32::try_from(count / LOOKS).unwrap_or(u32::MAX);
        self.left.set(self.left.get().saturating_sub(price));
    }

    /// Runs a part; its answer, and whether that is the whole one.
    pub(super) fn part<T>(&self, part: impl FnOnce() -> T) -> (T, bool) {
        let before = self.cut.replace(false);
        let answer = part();
        let whole = !self.cut.get();
        self.cut.set(before || !whole);
        (answer, whole)
    }
}
