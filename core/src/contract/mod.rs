//! The wire: every type that crosses a border, and nothing else. Field names are the same in Rust, Python and JavaScript,
//! and the same request gives the same bytes everywhere.

mod catalogue;
#[cfg(feature = "yaml")]
mod diff;
#[cfg(feature = "batch")]
mod gaps;
mod layer;
mod near;
mod notice;
mod number;
mod options;
mod plan;
mod question;
mod report;
mod roadmap;
#[cfg(feature = "schema")]
mod schema;
mod score;
mod support;
#[cfg(feature = "arrow")]
mod table_diff;
mod trust;
mod update;

pub use catalogue::{Asked, AskedField, Catalogue, CodeOffered, CodesOffered, Offered, PresetOffered};
#[cfg(feature = "yaml")]
pub use diff::{
    Access, AmountChange, AmountWay, Change, CriterionChange, DiffOptions, DiffWitness, Paid, RuleSetDiff, SchemeDiff,
    SchemeStatus,
};
#[cfg(feature = "batch")]
pub use gaps::{
    Blocking, Count, Coverage, CoverageRow, CoverageTable, GapOptions, KindCoverage, Lack, NeedCoverage, Opening,
    SchemeCoverage, SegmentBlocking, SegmentCondition, SegmentCoverage, Uncovered, UncoveredSegment,
};
pub use layer::{Layer, Provenance};
pub use near::{Alternative, Gained, Move, NearMiss, ProjectChange};
pub use notice::{Notice, NoticeRules, NoticeSection, NoticeTable};
pub use number::Decimal;
#[cfg(feature = "arrow")]
pub use options::{CoverageOptions, ScoreOptions};
pub use options::{Detail, Options, WeightsAsked};
pub use plan::{
    AidCounted, Assumption, BlockerTold, CashMonth, Comparison, EurosBetween, Finding, Hopeful, LeftTold, OtherPlan,
    PaymentTold, PlanOptions, PlanReport, ProofTold, Repayment, RoomTold, Source, StressTold, Table, TableRow,
    TroughTold,
};
pub use question::{AnswerEffect, NextQuestion, Question, QuestionOptions, SchemeName, Stop};
pub use report::{
    Amount, AmountState, Apply, Burden, Calendar, Commitment, Condition, Counts, Criterion, Declared, Document, Fees,
    Interval, LoanTerms, Parameter, Payment, Provider, Recommendation, Report, RuleSetId, Step, Sufficient, Used,
    Weights, Why, Witness,
};
pub use roadmap::{Checklist, FileWork, Meanwhile, Paper, PerHour, QuotesAsked, RoadStep, Roadmap, Starts, WaitTold};
#[cfg(feature = "schema")]
pub use schema::answers_schema;
pub use score::{Overtaking, Range, Robustness, Score, ScoreLine};
pub use support::{
    BrakeTold, Contact, Cost, Helper, NeedCause, NeedTold, Sheet, SheetReason, SimilarityLine, SimilarityTold,
};
#[cfg(feature = "arrow")]
pub use table_diff::{EurosMoved, SchemeMoved, TableDiff, TableDiffOptions};
pub use trust::{Reference, Unconfirmed};
pub use update::{ProfileChange, ProfileUpdate};

/// Version of the contract: it changes when a reader of the old one could go wrong.
pub const CONTRACT: u32 = 1;
