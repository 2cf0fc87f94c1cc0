//! The closed lists of keys of every map an author writes. The reader refuses others; the editor's schema offers these.

pub(crate) const REFERENCE: &[&str] = &["title", "url", "read_on"];
pub(crate) const SET: &[&str] = &[
    "id",
    "version",
    "title",
    "territory",
    "languages",
    "currency",
    "extends",
    "maintainers",
    "roles",
    "sources",
    "needs",
    "similarity",
    "documents",
    "plan",
    "score",
];
pub(crate) const ROLES: &[&str] = &[
    "budget",
    "place",
    "bank_loan",
    "own_cash",
    "own_funds",
    "grants_notified",
    "aid_history",
    "start",
    "revenue",
    "running_costs",
    "vat_recovered",
    "household_need",
    "first_commitment",
];
pub(crate) const NEED: &[&str] = &["title", "brake", "if"];
pub(crate) const LIKENESS: &[&str] = &["weight", "common"];
pub(crate) const SOURCE: &[&str] = &["id", "title", "nature", "origin", "fact", "agreed", "loan"];
pub(crate) const PLAN: &[&str] = &["months", "hour", "own", "principal", "unknown_delay", "vat"];
pub(crate) const VAT: &[&str] = &["rate", "exempt", "refund"];
pub(crate) const SCORE: &[&str] = &["default", "lines", "presets"];
pub(crate) const LINE: &[&str] = &["title", "anchors", "otherwise", "levels", "discretion", "lent", "lent_free"];
pub(crate) const PRESET: &[&str] = &["title", "weights"];
pub(crate) const FACTS: &[&str] = &["title", "facts", "constraints"];
pub(crate) const FACT: &[&str] = &[
    "type",
    "values",
    "taxonomy",
    "record",
    "unit",
    "from",
    "to",
    "label",
    "question",
    "help",
    "answered_by",
    "effort",
    "changeable",
    "sensitive",
    "can_be",
    "formula",
    "formerly",
];
pub(crate) const FIELD: &[&str] = &["type", "values", "unit", "from", "to", "label"];
pub(crate) const CHANGE: &[&str] = &["by", "direction", "effort", "lead"];
pub(crate) const CONSTRAINT: &[&str] = &["id", "if", "label"];
pub(crate) const PARAMETERS: &[&str] = &["parameters"];
pub(crate) const PARAMETER: &[&str] = &["type", "unit", "label", "over", "by", "confidence", "values"];
pub(crate) const VERSION: &[&str] = &["from", "to", "value", "brackets", "reference", "confidence"];
pub(crate) const TAXONOMY: &[&str] = &["id", "title", "by", "nodes"];
pub(crate) const TAXON: &[&str] = &["label", "parent"];
pub(crate) const REGIMES: &[&str] = &["regimes", "groups"];
pub(crate) const REGIME: &[&str] =
    &["title", "ceiling", "window", "beside", "loan_equivalent", "guarantee_equivalent", "reference", "confidence"];
pub(crate) const GROUP: &[&str] = &["title", "ceiling", "of", "counts", "reference"];
pub(crate) const PROVIDERS: &[&str] = &["providers"];
pub(crate) const PROVIDER: &[&str] = &["title", "kind", "url", "contact", "origin"];
pub(crate) const DOCUMENT: &[&str] = &["title", "issuer", "validity", "for"];
pub(crate) const SCHEME: &[&str] = &[
    "id",
    "kind",
    "title",
    "summary",
    "provider",
    "origin",
    "territory",
    "in_force",
    "windows",
    "confidence",
    "unconfirmed",
    "references",
    "openness",
    "criteria",
    "prefers",
    "amount",
    "own_contribution",
    "cofinancing",
    "payment",
    "burden",
    "cumulation",
    "covers",
    "support",
    "steps",
    "commitments",
    "apply",
    "overlay",
    "closed",
];
pub(crate) const RESOURCE: &[&str] = &[
    "id",
    "kind",
    "title",
    "summary",
    "place",
    "elsewhere",
    "years",
    "facts",
    "brakes",
    "needs",
    "schemes",
    "actors",
    "tried",
    "cost",
    "result",
    "lessons",
    "contacts",
    "references",
    "confidence",
];
pub(crate) const COST: &[&str] = &["label", "amount", "year"];
pub(crate) const CONTACT: &[&str] = &["name", "url"];
pub(crate) const WINDOW: &[&str] = &["opens", "closes", "decided"];
pub(crate) const CRITERION: &[&str] =
    &["id", "label", "reference", "need", "all", "any", "not", "at_least", "if", "declared"];
pub(crate) const PREFER: &[&str] = &["if", "weight", "label"];
pub(crate) const AMOUNT: &[&str] = &[
    "form",
    "of",
    "rate",
    "value",
    "plus",
    "by_year",
    "monthly",
    "for",
    "until_total",
    "floor",
    "cap",
    "round",
    "follows",
    "fees",
    "loan",
    "unlocks",
    "removes",
    "rent",
];
pub(crate) const BASE: &[&str] = &["budget", "less"];
pub(crate) const BONUS: &[&str] = &["if", "value", "label"];
pub(crate) const FEES: &[&str] = &["rate", "value"];
pub(crate) const LOAN: &[&str] = &["months", "deferral", "interest"];
pub(crate) const FOLLOWS: &[&str] = &["from", "ratio"];
pub(crate) const OWN: &[&str] = &["at_least", "of"];
pub(crate) const COFINANCING: &[&str] = &["from", "at_least", "of"];
pub(crate) const PAYMENT: &[&str] = &["share", "when", "spent", "delay"];
pub(crate) const BURDEN: &[&str] = &["documents", "quotes", "committees", "decision", "hours"];
pub(crate) const QUOTE: &[&str] = &["above", "count"];
pub(crate) const CUMULATION: &[&str] = &["regime", "excludes", "requires", "groups", "alone", "note"];
pub(crate) const STEP: &[&str] = &["id", "label", "before", "hours"];
pub(crate) const COMMITMENT: &[&str] = &["label", "months"];
pub(crate) const APPLY: &[&str] = &["url", "label", "from"];
pub(crate) const CLOSED: &[&str] = &["on", "because"];
#[cfg(feature = "yaml")]
pub(crate) const EXAMPLES: &[&str] = &["base", "examples"];
#[cfg(feature = "yaml")]
pub(crate) const GIVEN: &[&str] = &["as_of", "facts", "declared", "filed"];
#[cfg(feature = "yaml")]
pub(crate) const EXAMPLE: &[&str] = &["id", "reference", "given", "unset", "expect"];
#[cfg(feature = "yaml")]
pub(crate) const EXPECT: &[&str] = &["verdict", "failing", "missing", "amount", "window"];
#[cfg(feature = "yaml")]
pub(crate) const PERSONA: &[&str] = &["id", "title", "story", "as_of", "facts", "declared", "filed", "expect"];
#[cfg(feature = "yaml")]
pub(crate) const PERSONA_EXPECT: &[&str] = &["head", "verdicts", "never", "not_together", "plan", "roadmap"];
#[cfg(feature = "yaml")]
pub(crate) const PLAN_EXPECT: &[&str] = &["takes", "leaves", "gap"];
#[cfg(feature = "yaml")]
pub(crate) const ROADMAP_EXPECT: &[&str] = &["order", "by", "start"];
#[cfg(feature = "yaml")]
pub(crate) const NEVER: &[&str] = &["scheme", "because"];
