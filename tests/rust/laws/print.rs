//! Rule sets as YAML text.

use super::number::{decimal, iso};
use super::words::{
    Amount, Base, CARES, CHANGES, CODES, Expr, Fold, GIVEN, KEYS, KIND, KINDS, LAST_MONTH, LINES, MOST_LINE, OfLine,
    PLACE, REVENUE, Rule, SECTORS, SMALL, STARTED, Scheme, Span, TOTAL, TRADES, Take, Ty, Version, Windows, World, ty,
};
use std::collections::BTreeMap;
use terreau::Source;

const SET: &str = r#"id: laws
version: 1.0.0
title: "Laws"
territory: country-fr
languages: [fr, en]
currency: EUR
roles: {budget: finance.budget, place: territory.place, bank_loan: finance.loan, own_cash: finance.own}
sources: []
score:
  default: balanced
  lines:
    money: {title: "Money", anchors: [[0%, 0], [50%, 1000]], otherwise: 0}
    cash: {title: "Cash", anchors: [[0%, 0], [100%, 1000]], otherwise: 500}
    months: {title: "Months", anchors: [[1, 1000], [12, 0]], otherwise: 500}
    lightness: {title: "Lightness", anchors: [[2, 1000], [60, 0]], otherwise: 500}
    support: {title: "Support", anchors: [[0, 0], [1, 1000]], otherwise: 0}
    fit: {title: "Fit", anchors: [[0%, 0], [100%, 1000]], otherwise: 500}
    certainty: {title: "Certainty", levels: {high: 1000, medium: 600, low: 300}, discretion: -300}
  presets:
    balanced: {title: "Balanced", weights: {money: 250, cash: 200, months: 150, lightness: 100, support: 100, fit: 100, certainty: 100}}
    money: {title: "Money first", weights: {money: 1000, cash: 0, months: 0, lightness: 0, support: 0, fit: 0, certainty: 0}}
"#;

const TERRITORY: &str = r#"id: territory
title: "Territories"
nodes:
  country-fr: {label: "France"}
  region-84: {label: "Auvergne-Rhône-Alpes", parent: country-fr}
  dep-07: {label: "Ardèche", parent: region-84}
  dep-43: {label: "Haute-Loire", parent: region-84}
  region-75: {label: "Nouvelle-Aquitaine", parent: country-fr}
  dep-23: {label: "Creuse", parent: region-75}
  dep-87: {label: "Haute-Vienne", parent: region-75}
"#;

const REFERENCE: &str = r#"{title: "Invented", read_on: 2026-01-01}"#;

/// The files of a rule set.
pub(crate) fn files(world: &World) -> Vec<Source> {
    let mut all = vec![
        ("set.yaml".to_owned(), SET.to_owned()),
        ("providers.yaml".to_owned(), "providers:\n  funder: {title: \"Funder\"}\n".to_owned()),
        ("taxonomies/territory.yaml".to_owned(), TERRITORY.to_owned()),
        ("parameters/laws.yaml".to_owned(), parameters(world)),
    ];
    all.extend(facts(world).into_iter().map(|(group, text)| (format!("facts/{group}.yaml"), text)));
    all.extend(world.schemes.iter().map(|s| (format!("schemes/{}/{}.yaml", s.kind, s.id), scheme(s))));
    all.into_iter().map(|(path, text)| Source { path, text }).collect()
}

fn facts(world: &World) -> BTreeMap<&'static str, String> {
    let mut groups: BTreeMap<&str, String> = BTreeMap::new();
    for (fact, key) in KEYS.iter().enumerate() {
        let (group, name) = key.split_once('.').unwrap();
        let text = groups.entry(group).or_insert_with(|| "facts:\n".to_owned());
        text.push_str(&format!("  {name}: {{type: {}, label: \"{name}\"", type_of(fact)));
        match fact {
            SMALL => text.push_str(&format!(", formula: {}", quoted(&world.small))),
            TOTAL => text.push_str(&format!(", formula: {}", quoted(&world.total))),
            _ => {
                text.push_str(&format!(", question: \"{name}?\""));
                let (none, not) = world.can_be[fact];
                let words: Vec<&str> =
                    [(none, "none"), (not, "not_applicable")].iter().filter(|w| w.0).map(|w| w.1).collect();
                text.push_str(&format!(", can_be: [{}]", words.join(", ")));
                if let Some((_, way, effort, lead)) = CHANGES.iter().find(|c| c.0 == fact) {
                    let by = if fact == SECTORS { "partner" } else { "applicant" };
                    text.push_str(&format!(
                        ", changeable: {{by: {by}, direction: {way}, effort: {effort}, lead: {lead} months}}"
                    ));
                }
                if fact == CARES {
                    text.push_str(", sensitive: yes");
                }
            }
        }
        text.push_str("}\n");
    }
    if !world.constraints.is_empty() {
        let text = groups.get_mut("project").unwrap();
        text.push_str("constraints:\n");
        for (i, c) in world.constraints.iter().enumerate() {
            text.push_str(&format!("  - {{id: keep-{i}, if: {}}}\n", quoted(c)));
        }
    }
    groups
}

fn type_of(fact: usize) -> String {
    let values = |names: &[&str]| names.iter().map(|n| format!("{n}: \"{n}\"")).collect::<Vec<_>>().join(", ");
    match ty(fact) {
        Ty::Enum => format!("enum, values: {{{}}}", values(&KINDS)),
        Ty::Set => format!("set, values: {{{}}}", values(&TRADES)),
        Ty::Bool => "bool".to_owned(),
        Ty::Number(word, low, high, scale) => {
            format!("{word}, from: {}, to: {}", decimal(low, scale), decimal(high, scale))
        }
        Ty::Duration(low, high) => format!("duration, from: {low}, to: {high}"),
        Ty::Date(low, high) => format!("date, from: {}, to: {}", iso(low), iso(high)),
        Ty::Code => "code, taxonomy: territory".to_owned(),
        Ty::Series => format!("series, from: 0, to: {}", decimal(MOST_LINE, 2)),
        Ty::Text => "text".to_owned(),
        Ty::List => format!(
            "list, record: {{label: {{type: text}}, kind: {{type: enum, values: {{{}}}}}, amount: {{type: money, from: 0, to: {}}}, \
             month: {{type: int, from: 0, to: {LAST_MONTH}}}}}",
            values(&LINES),
            decimal(MOST_LINE, 2)
        ),
    }
}

fn parameters(world: &World) -> String {
    let p = &world.params;
    let mut text = "parameters:\n".to_owned();
    let mut say = |name: &str, head: &str, versions: Vec<String>| {
        text.push_str(&format!("  {name}:\n    {head}\n    label: \"{name}\"\n    values:\n"));
        versions.iter().for_each(|v| text.push_str(&format!("      - {{{v}, reference: {REFERENCE}}}\n")));
    };
    let plain = |all: &[Version<i64>], show: &dyn Fn(i64) -> String| {
        all.iter().map(|v| format!("{}value: {}", span(v.span), show(v.value))).collect::<Vec<_>>()
    };
    let rows = |all: &[Version<Vec<(i64, i64)>>], show: &dyn Fn(i64) -> String| {
        let row = |(low, v): &(i64, i64)| format!("[{}, {}]", decimal(*low, 2), show(*v));
        let list = |v: &Version<Vec<(i64, i64)>>| v.value.iter().map(row).collect::<Vec<_>>().join(", ");
        all.iter().map(|v| format!("{}brackets: [{}]", span(v.span), list(v))).collect::<Vec<_>>()
    };
    let cents = |n: i64| decimal(n, 2);
    say("limit", "type: money", plain(&p.limit, &cents));
    say("count", "type: int", plain(&p.count, &|n| n.to_string()));
    say("rate", "type: rate", plain(&p.rate, &|n| format!("{n}%")));
    say("since", "type: date", plain(&p.since, &iso));
    let table = |v: &Version<[i64; 3]>| {
        let cells: Vec<String> = KINDS.iter().zip(v.value).map(|(k, n)| format!("{k}: {}", decimal(n, 2))).collect();
        format!("{}value: {{{}}}", span(v.span), cells.join(", "))
    };
    say("by_kind", "type: money\n    over: applicant.kind", p.by_kind.iter().map(table).collect());
    say("tiers", "type: money\n    by: money", rows(&p.tiers, &cents));
    say("slices", "type: rate\n    by: money", rows(&p.slices, &|n| format!("{n}%")));
    text
}

/// `from: …, to: …, ` as far as said.
fn span((from, to): Span) -> String {
    let part = |word: &str, d: Option<i64>| d.map_or_else(String::new, |d| format!("{word}: {}, ", iso(d)));
    format!("{}{}", part("from", from), part("to", to))
}

pub(crate) fn scheme(s: &Scheme) -> String {
    let mut t = format!(
        "id: {}\nkind: {}\ntitle: \"{}\"\nprovider: funder\nconfidence: {}\nreferences: [{REFERENCE}]\n",
        s.id, s.kind, s.id, s.confidence
    );
    if !s.territory.is_empty() {
        let codes: Vec<&str> = s.territory.iter().map(|c| CODES[*c].0).collect();
        t.push_str(&format!("territory: [{}]\n", codes.join(", ")));
    }
    if s.in_force != (None, None) {
        t.push_str(&format!("in_force: {{{}}}\n", span(s.in_force).trim_end_matches(", ")));
    }
    match &s.windows {
        Windows::Undated => {}
        Windows::Always => t.push_str("windows: always\n"),
        Windows::Dated(all) => {
            let one = |w: &Span| {
                format!("{{{}}}", span(*w).trim_end_matches(", ").replace("from", "opens").replace("to:", "closes:"))
            };
            t.push_str(&format!("windows: [{}]\n", all.iter().map(one).collect::<Vec<_>>().join(", ")));
        }
    }
    t.push_str(if s.criteria.is_empty() { "criteria: []\n" } else { "criteria:\n" });
    for (i, rule) in s.criteria.iter().enumerate() {
        t.push_str(&format!("  - {{id: c{}, {}}}\n", i + 1, self::rule(rule)));
    }
    if !s.prefers.is_empty() {
        t.push_str("prefers:\n");
        s.prefers.iter().for_each(|(e, w)| t.push_str(&format!("  - {{if: {}, weight: {w}}}\n", quoted(e))));
    }
    if let Some(a) = &s.amount {
        t.push_str(&amount(a));
    }
    match s.advance {
        None => {}
        Some(100) => t.push_str("payment: [{share: 100%, when: start}]\n"),
        Some(n) => t.push_str(&format!(
            "payment: [{{share: {n}%, when: start}}, {{share: {}%, when: invoices_paid, delay: {{from: 1 months, to: 3 months}}}}]\n",
            100 - n
        )),
    }
    if let Some(h) = s.hours {
        t.push_str(&format!("burden: {{hours: {h}, decision: {{from: 2 months, to: 4 months}}}}\n"));
    }
    if s.support {
        t.push_str("support: \"somebody helps\"\n");
    }
    t
}

fn rule(r: &Rule) -> String {
    let list = |parts: &[Rule]| parts.iter().map(|p| format!("{{{}}}", rule(p))).collect::<Vec<_>>().join(", ");
    match r {
        Rule::All(parts) => format!("all: [{}]", list(parts)),
        Rule::Any(parts) => format!("any: [{}]", list(parts)),
        Rule::Not(part) => format!("not: {{{}}}", rule(part)),
        Rule::AtLeast(n, parts) => format!("at_least: {{n: {n}, of: [{}]}}", list(parts)),
        Rule::If(e) => format!("if: {}", quoted(e)),
        Rule::Declared(by) => format!("declared: {by}, label: \"declared\""),
    }
}

fn amount(a: &Amount) -> String {
    let mut t = format!("amount:\n  form: {}\n", a.form);
    let mut say = |key: &str, value: String| t.push_str(&format!("  {key}: {value}\n"));
    match &a.base {
        Base::Value(e) => say("value", quoted(e)),
        Base::Of(e) => say("of", quoted(e)),
        Base::Loan => say("of", "bank_loan".to_owned()),
        Base::Budget(kinds, less) => {
            let kinds: Vec<&str> = kinds.iter().map(|k| LINES[*k]).collect();
            let less = less.as_ref().map_or_else(String::new, |e| format!(", less: {}", quoted(e)));
            say("of", format!("{{budget: [{}]{less}}}", kinds.join(", ")));
        }
        Base::Monthly(e, months) => {
            say("monthly", quoted(e));
            say("for", format!("{months} months"));
        }
    }
    if let Some(e) = &a.rate {
        say("rate", quoted(e));
    }
    if !a.by_year.is_empty() {
        say("by_year", format!("[{}]", a.by_year.iter().map(|n| format!("{n}%")).collect::<Vec<_>>().join(", ")));
    }
    if !a.plus.is_empty() {
        let one = |(c, v): &(Expr, Expr)| format!("{{if: {}, value: {}}}", quoted(c), quoted(v));
        say("plus", format!("[{}]", a.plus.iter().map(one).collect::<Vec<_>>().join(", ")));
    }
    for (key, e) in [("floor", &a.floor), ("cap", &a.cap)] {
        if let Some(e) = e {
            say(key, quoted(e));
        }
    }
    if let Some(how) = a.round {
        say("round", how.to_owned());
    }
    t
}

fn quoted(e: &Expr) -> String {
    format!("'{}'", expr(e))
}

pub(crate) fn expr(e: &Expr) -> String {
    let words =
        |names: &[&str], all: &[usize]| all.iter().map(|i| format!("\"{}\"", names[*i])).collect::<Vec<_>>().join(", ");
    let codes: Vec<&str> = CODES.iter().map(|c| c.0).collect();
    let on = |name: String, day: &Option<Box<Expr>>| match day {
        Some(d) => format!("on({name}, {})", expr(d)),
        None => name,
    };
    let list = |parts: &[Expr]| parts.iter().map(expr).collect::<Vec<_>>().join(", ");
    match e {
        Expr::Truth(b) => b.to_string(),
        Expr::Number(n, scale) => decimal(*n, *scale),
        Expr::Day(d) => format!("date(\"{}\")", iso(*d)),
        Expr::Fact(f) => KEYS[*f].to_owned(),
        Expr::ApplicationDate => "application_date".to_owned(),
        Expr::Param(name, day) => on(format!("param.{name}"), day),
        Expr::Table(day) => on(format!("param.by_kind[{}]", KEYS[KIND]), day),
        Expr::Step(x) => format!("step(param.tiers, {})", expr(x)),
        Expr::Marginal(x) => format!("marginal(param.slices, {})", expr(x)),
        Expr::Both(op, a, b) => format!("({} {op} {})", expr(a), expr(b)),
        Expr::Not(a) => format!("!({})", expr(a)),
        Expr::If(c, a, b) => format!("({} ? {} : {})", expr(c), expr(a), expr(b)),
        Expr::Least(parts) => format!("min({})", list(parts)),
        Expr::Most(parts) => format!("max({})", list(parts)),
        Expr::Round(x, how) => format!("round({}, \"{how}\")", expr(x)),
        Expr::Days(x) => format!("days({})", expr(x)),
        Expr::Months(x) => format!("months({})", expr(x)),
        Expr::Years(x) => format!("years({})", expr(x)),
        Expr::Age(a, b) => format!("age_on({}, {})", expr(a), expr(b)),
        Expr::MonthsBetween(a, b) => format!("months_between({}, {})", expr(a), expr(b)),
        Expr::DaysBetween(a, b) => format!("days_between({}, {})", expr(a), expr(b)),
        Expr::Words(f, op, all) => {
            let list = if *f == KIND { words(&KINDS, all) } else { words(&codes, all) };
            if *op == "in" { format!("({} in [{list}])", KEYS[*f]) } else { format!("({} {op} {list})", KEYS[*f]) }
        }
        Expr::NumberIn(x, all) => format!("({} in [{}])", expr(x), list(all)),
        Expr::Within(code) => format!("within({}, \"{}\")", KEYS[PLACE], codes[*code]),
        Expr::Member(m) => format!("(\"{}\" in {})", TRADES[*m], KEYS[SECTORS]),
        Expr::SomeMember(all) => format!("{}.exists(s, s in [{}])", KEYS[SECTORS], words(&TRADES, all)),
        Expr::EveryMember(all) => format!("{}.all(s, s in [{}])", KEYS[SECTORS], words(&TRADES, all)),
        Expr::CountMembers => format!("count({})", KEYS[SECTORS]),
        Expr::Has(f) => format!("has({})", KEYS[*f]),
        Expr::SomeLine(c) => format!("{}.exists(l, {})", lines(&None), line(c)),
        Expr::EveryLine(c) => format!("{}.all(l, {})", lines(&None), line(c)),
        Expr::OfLines(Fold::Count, f, _) => format!("count({})", lines(f)),
        Expr::OfLines(fold, f, take) => {
            let take = match take {
                Take::Amount => "l.amount",
                Take::Twice => "l.amount * 2",
                Take::Month => "l.month",
            };
            format!("{}({}.map(l, {take}))", word(*fold), lines(f))
        }
        Expr::OfSeries(fold) => format!("{}({})", word(*fold), KEYS[REVENUE]),
    }
}

fn word(fold: Fold) -> &'static str {
    match fold {
        Fold::Sum => "sum",
        Fold::Count => "count",
        Fold::Min => "min",
        Fold::Max => "max",
    }
}

fn lines(filter: &Option<OfLine>) -> String {
    let list = "finance.budget";
    filter.as_ref().map_or_else(|| list.to_owned(), |f| format!("{list}.filter(l, {})", line(f)))
}

fn line(c: &OfLine) -> String {
    match c {
        OfLine::Kind(op, k) => format!("(l.kind {op} \"{}\")", LINES[*k]),
        OfLine::Amount(op, n) => format!("(l.amount {op} {})", decimal(*n, 2)),
        OfLine::Month(op, n) => format!("(l.month {op} {n})"),
        OfLine::And(a, b) => format!("({} && {})", line(a), line(b)),
        OfLine::Or(a, b) => format!("({} || {})", line(a), line(b)),
        OfLine::Not(a) => format!("!({})", line(a)),
    }
}

#[test]
fn the_fixed_part_covers_every_fact() {
    assert_eq!(KEYS.len(), GIVEN + 2);
    assert_eq!(KEYS[STARTED], "project.started");
}
