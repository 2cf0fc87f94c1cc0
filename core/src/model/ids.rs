//! Numbers that stand for named things inside one rule set.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(pub(crate) u32);

        impl $name {
            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A fact, in the order of its key.
    FactId;
    /// A parameter, in the order of its name.
    ParameterId;
    /// A scheme, in the order of its id.
    SchemeId;
    /// A criterion inside its scheme, in the order written.
    CriterionId;
}
