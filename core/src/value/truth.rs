//! Three-valued truth (Kleene): certainly yes, certainly no, not known yet.

use serde::{Deserialize, Serialize};

/// Truth of a condition when facts may be missing. Unknown never counts as yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// Certainly holds.
    Yes,
    /// Certainly does not hold.
    No,
    /// Depends on something not known.
    Unknown,
}

impl From<bool> for Truth {
    fn from(b: bool) -> Self {
        if b { Truth::Yes } else { Truth::No }
    }
}

impl Truth {
    pub(crate) fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }

    pub(crate) fn all(parts: impl IntoIterator<Item = Truth>) -> Truth {
        let mut result = Truth::Yes;
        for part in parts {
            match part {
                Truth::No => return Truth::No,
                Truth::Unknown => result = Truth::Unknown,
                Truth::Yes => {}
            }
        }
        result
    }

    pub(crate) fn any(parts: impl IntoIterator<Item = Truth>) -> Truth {
        Truth::all(parts.into_iter().map(Truth::not)).not()
    }

    /// At least `n` hold: certain once enough do, impossible once too few can.
    pub(crate) fn at_least(n: usize, parts: impl IntoIterator<Item = Truth>) -> Truth {
        let (mut yes, mut open) = (0, 0);
        for part in parts {
            yes += usize::from(part == Truth::Yes);
            open += usize::from(part == Truth::Unknown);
        }
        if yes >= n {
            Truth::Yes
        } else if yes + open < n {
            Truth::No
        } else {
            Truth::Unknown
        }
    }
}
