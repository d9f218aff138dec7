//! The limit of the time that the expressions of dictionaries may take.
//!
//! An expression with lookahead, lookbehind or a backreference is run by backtracking. In the worst case each
//! match costs the whole text. A file may hold thousands of such expressions, so they share a budget.

/// The characters that such expressions may look at in one sheet, each counted as often as a search may reach it.
/// An honest dictionary of 10,000 rules needs a tenth of it.
const STEPS: u64 = 200_000_000;

/// The budget that is left to the expressions of a sheet's dictionaries, or of a dictionary that is being
/// read.
#[derive(Debug)]
pub(in crate::rules) struct Budget {
    left: u64,
    is_spent: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: STEPS, is_spent: false }
    }
}

impl Budget {
    /// Takes so many steps. Returns false where they are not there any more.
    pub(super) fn spend(&mut self, steps: usize) -> bool {
        let left = self.left.checked_sub(u64::try_from(steps).unwrap_or(u64::MAX));
        self.is_spent |= left.is_none();
        self.left = left.unwrap_or(0);
        left.is_some()
    }

    /// Returns whether something was not looked at for want of steps.
    pub(in crate::rules) fn is_spent(&self) -> bool {
        self.is_spent
    }
}
