//! What a bundle holds of each type of the model: its fields, in order. Places in files stay behind.

#[cfg(feature = "yaml")]
use super::packed::Packer;
use super::packed::{Packed, Unpacker};
use crate::{
    base::Span,
    model::{
        Aggregate, Amount, AnsweredBy, Arith, Base, Bonus, Brake, Burden, By, Change, Cofinancing, Commitment, Common,
        Compare, Confidence, Constraint, Contact, CostTold, Criterion, CriterionId, Cumulation, Direction, DocumentDef,
        Expr, Fact, FactId, Fees, Fold, Follows, Form, Group, Interval, Kind, Likeness, Line, LineKind, Literal,
        LoanTerms, Member, Model, Moment, Named, Nature, Need, Origin, OwnContribution, Parameter, ParameterId,
        Payment, Planning, Prefer, Preset, Provider, QuoteRule, Reference, Regime, Resource, ResourceKind, Roles, Rule,
        Scheme, SchemeUsed, ScoreTable, Shape, SourceOfMoney, Step, Taxonomy, TaxonomyNode, Told, Trigger, Value, Vat,
        Version, Window, Windows,
    },
    value::{Field, NumberType, Quantity, Rounding, TimeUnit, Type, Unit},
};

/// Structs: every field, so that a new one cannot be forgotten.
macro_rules! fields {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl Packed for $name {
            #[cfg(feature = "yaml")]
            fn pack(&self, out: &mut Packer) {
                $( self.$field.pack(out); )*
            }

            #[inline(never)]
            fn unpack(from: &mut Unpacker<'_>) -> Self {
                $name { $( $field: Packed::unpack(from), )* }
            }
        }
    )*};
}

/// Enums: a number for the variant, then its parts. A number that is none stands for the first, as all that is damaged.
macro_rules! variants {
    ($($name:ident { $($tag:literal $variant:ident { $($part:tt $bind:ident),* })* })*) => {$(
        impl Packed for $name {
            #[cfg(feature = "yaml")]
            fn pack(&self, out: &mut Packer) {
                match self {
                    $( Self::$variant { $($part: $bind),* } => {
                        out.numbers.push($tag);
                        $( $bind.pack(out); )*
                    } )*
                }
            }

            fn unpack(from: &mut Unpacker<'_>) -> Self {
                from.nested(|from| loop {
                    match from.number() {
                        $( $tag => break Self::$variant { $($part: Packed::unpack(from)),* }, )*
                        // the next number read is a zero
                        _ => from.damage(),
                    }
                })
            }
        }
    )*};
}

/// Enums that are words: the place of the word in its list.
macro_rules! listed {
    ($($name:ident $first:ident)*) => {$(
        impl Packed for $name {
            #[cfg(feature = "yaml")]
            fn pack(&self, out: &mut Packer) {
                Self::WORDS.iter().position(|w| *w == self.word()).unwrap_or(usize::MAX).pack(out);
            }

            fn unpack(from: &mut Unpacker<'_>) -> Self {
                Self::WORDS.get(usize::unpack(from)).and_then(|w| Self::parse(w)).unwrap_or_else(|| {
                    from.damage::<()>();
                    Self::$first
                })
            }
        }
    )*};
}

/// Indices of a rule set.
macro_rules! indices {
    ($($name:ident)*) => {$(
        impl Packed for $name {
            #[cfg(feature = "yaml")]
            fn pack(&self, out: &mut Packer) {
                self.0.pack(out);
            }

            fn unpack(from: &mut Unpacker<'_>) -> Self {
                $name(u32::unpack(from))
            }
        }
    )*};
}

impl Packed for Span {
    #[cfg(feature = "yaml")]
    fn pack(&self, _: &mut Packer) {}

    fn unpack(_: &mut Unpacker<'_>) -> Self {
        Span::default()
    }
}

impl Packed for Unit {
    #[cfg(feature = "yaml")]
    fn pack(&self, out: &mut Packer) {
        self.to_string().pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Unit::parse(&String::unpack(from))
    }
}

indices! { FactId ParameterId CriterionId }

listed! {
    Origin None Nature Own Kind Grant Confidence High Trigger Application Moment Application LineKind Money Brake Cash Common Carrier
    ResourceKind Experience
}

fields! {
    // values and types
    NumberType { quantity, unit }
    Field { name, label, ty, labels, low, high }
    // facts and parameters
    Change { by_partner, direction, effort, lead_months }
    Member { name, label, order }
    Fact {
        key, span, ty, members, label, question, help, low, high, can_be_none, can_be_not_applicable, answered_by, effort,
        change, sensitive, formerly, formula,
    }
    Constraint { id, label, rule }
    Reference { span, title, url, read_on }
    Version { from, to, shape, reference }
    Parameter { name, span, ty, label, confidence, over, by, versions }
    Taxonomy { id, title, by_prefix, nodes, leaves }
    TaxonomyNode { code, label, parent, leaves, own }
    // schemes
    Aggregate { list, fold, filter, map }
    Criterion { id, span, label, source_text, reference, need, rule }
    Interval { from, to }
    Window { opens, closes, decided }
    Prefer { rule, weight, label }
    Payment { share, when, spent, delay }
    QuoteRule { above, count }
    Burden { documents, quotes, committees, decision, hours }
    Cumulation { regime, excludes, requires, groups, alone, note }
    Step { id, label, before, hours }
    Commitment { label, months }
    Bonus { condition, value, label }
    Fees { rate, value }
    LoanTerms { months, deferral, interest }
    Follows { from, ratio }
    OwnContribution { at_least, of }
    Cofinancing { from, at_least, of }
    Amount {
        form, base, eligible, rate, core, value, plus, floor, cap, round, formula, follows, fees, loan, unlocks, removes,
        rent,
    }
    Scheme {
        id, layer, narrowed_by, closed_by, span, dates_span, kind, title, summary, provider, origin, in_force, closed_because, windows, confidence, unconfirmed,
        references, listed_only, top, criteria, prefers, amount, own_contribution, cofinancing, payment, burden, cumulation,
        covers, support, steps, commitments, apply_url, apply_label, apply_from_start,
    }
    // the set
    Named { id, title }
    Need { id, title, brake, rule }
    Likeness { fact, weight, common }
    DocumentDef { id, title, issuer, validity, for_payment }
    Provider { id, title, url, contact, origin }
    Regime { id, title, ceiling, window_months, beside, loan_equivalent, guarantee_equivalent, reference }
    Group { id, title, ceiling, of, counts_public }
    SourceOfMoney { id, title, nature, origin, fact, agreed, loan }
    Vat { rate, exempt, refund }
    Planning { months, hour, own, principal, unknown_delay, vat }
    Roles {
        budget, place, bank_loan, own_cash, own_funds, grants_notified, aid_history, start, revenue, running_costs,
        vat_recovered, household_need, first_commitment,
    }
    Line { kind, title, anchors, otherwise, levels, discretion, lent, lent_free }
    Preset { layer, name, title, weights }
    ScoreTable { lines, presets, default }
    CostTold { label, amount, year }
    Contact { name, url }
    Resource {
        id, kind, title, summary, place, years, facts, brakes, needs, schemes, actors, tried, cost, result, lessons, contacts,
        references, confidence, span,
    }
    Model {
        id, version, title, layers, territory, roles, sources, planning, needs, fact_groups, likeness, documents, score, providers, regimes, groups, facts,
        constraints, parameters, taxonomies, schemes, resources, left_out,
    }
}

variants! {
    Quantity { 0 Int {} 1 Decimal {} 2 Rate {} 3 Money {} }
    TimeUnit { 0 Days {} 1 Months {} }
    Rounding { 0 Cent {} 1 Euro {} 2 EuroDown {} 3 EuroUp {} }
    AnsweredBy { 0 Applicant {} 1 Adviser {} 2 Funder {} }
    Direction { 0 Up {} 1 Down {} 2 Any {} }
    By { 0 Applicant {} 1 Funder {} }
    Compare { 0 Less {} 1 LessEqual {} 2 Equal {} }
    Arith { 0 Add {} 1 Subtract {} 2 Multiply {} 3 Divide {} 4 Min {} 5 Max {} }
    Fold { 0 Exists {} 1 Count {} 2 Sum {} 3 Min {} 4 Max {} }
    Form {
        0 Cash {} 1 Loan {} 2 Guarantee {} 3 Relief {} 4 TaxCredit {} 5 Donation {} 6 Income {} 7 InKind {}
    }
    Shape { 0 Single { 0 value } 1 Table { 0 values } 2 Brackets { 0 rows } }
    Told { 0 Value { 0 value } 1 Members { 0 members } 2 Code { 0 node } }
    SchemeUsed { 0 Known { 0 id } 1 Named { 0 name } }
    Windows { 0 Undated {} 1 Always {} 2 Dated { 0 windows } }
    Base { 0 Budget { 0 kinds } 1 BankLoan {} 2 NotifiedGrant {} 3 Expression {} }
    Value { 0 Once {} 1 Months { 0 months } 2 UntilTotal { 0 total } 3 Years { 0 shares } }
    Rule {
        0 All { 0 parts } 1 Any { 0 parts } 2 Not { 0 part } 3 AtLeast { 0 n, 1 parts } 4 If { 0 condition }
        5 Declared { 0 by }
    }
    Literal { 0 Bool { 0 b } 1 Number { 0 n } 2 Date { 0 day } 3 Text { 0 text } 4 Absent {} }
    Type {
        0 Bool {} 1 Number { 0 number } 2 Date {} 3 Duration { 0 unit } 4 Enum { 0 members } 5 Set { 0 members }
        6 Code { 0 taxonomy } 7 List { 0 fields } 8 Series { 0 number } 9 Text {} 10 Wrong {}
    }
    Expr {
        0 Literal { 0 literal }
        1 Fact { 0 fact }
        2 Field { 0 field }
        3 Among { 0 of, 1 set }
        4 Holds { 0 fact, 1 member }
        5 Has { 0 fact }
        6 Not { 0 part }
        7 All { 0 parts }
        8 Any { 0 parts }
        9 Compare { 0 op, 1 left, 2 right }
        10 SameText { 0 of, 1 text }
        11 If { 0 condition, 1 yes, 2 no }
        12 Arith { 0 op, 1 left, 2 right }
        13 Round { 0 how, 1 of }
        14 Shift { 0 unit, 1 date, 2 by }
        15 Between { 0 unit, 1 start, 2 end }
        16 AgeOn { 0 birth, 1 day }
        17 Parameter { 0 parameter, 1 day }
        18 Entry { 0 parameter, 1 fact, 2 day }
        19 Step { 0 parameter, 1 day, 2 of }
        20 Marginal { 0 parameter, 1 day, 2 of }
        21 Aggregate { 0 aggregate }
        22 ApplicationDate {}
        23 Declared { 0 criterion }
    }
}
