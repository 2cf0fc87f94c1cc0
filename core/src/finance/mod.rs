//! What one scheme would give this project, and which schemes together make the best plan: amounts, months, cash.

mod amount;
mod bridge;
mod budget_lines;
mod candidates;
mod checklist;
mod cumulation;
mod curve;
mod files;
mod financing;
mod flow;
mod headroom;
mod loan;
mod notified;
mod payment;
mod piece;
mod problem;
mod project;
mod roadmap;
mod sources;
mod stress;
mod tables;
mod tie;
mod timeline;
mod verify;
mod why;

#[cfg(feature = "batch")]
pub(crate) use amount::is_uncapped;
pub(crate) use amount::{Aid, aid, ends, interval, share};
pub(crate) use candidates::{Why, Wishes};
pub(crate) use checklist::{Checklist, Paper, Quotes, Work, checklist, per_hour};
pub(crate) use curve::{Entry, Trial, Trough, flows, trough, working_capital};
pub(crate) use files::File;
pub(crate) use financing::{Financing, NoPlan, Prepared, Request, financing};
pub(crate) use flow::{FlowKind, Pace};
pub(crate) use headroom::equivalent;
pub(crate) use loan::instalments;
#[cfg(feature = "batch")]
pub(crate) use payment::decision;
pub(crate) use piece::{Money, Piece, Way};
pub(crate) use project::{Assumed, Lacking, Used, share_of};
pub(crate) use roadmap::{Because, Roadmap, Step, What, roadmap};
pub(crate) use stress::{Mishap, Stress, curve, range, stress};
pub(crate) use tables::{
    Heading, Part as PartOfFile, Row, Rows, Side, cash, initial, project as project_table, three_years,
};
pub(crate) use tie::{Rule, Tie};
pub(crate) use verify::broken;
pub(crate) use why::{Bar, Blocker, Other, Variant};
