//! How alike two projects are, over the facts that both tell: a share of 1,000 made of one line per fact. What either leaves open
//! counts neither for nor against; which comes first does not matter.

use crate::{
    model::{FactId, Likeness, Model, Taxonomy, TaxonomyNode, Told},
    profile::{FactState, Profile},
    value::{Region, Type},
};

/// What is told of a project, by fact, in the order of facts.
pub(crate) type Portrait = Vec<(FactId, Told)>;

/// One fact that both tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compared {
    pub(crate) likeness: Likeness,
    /// Out of 1,000.
    pub(crate) points: u32,
}

/// The weighted mean of the lines, rounded down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Similarity {
    pub(crate) points: u32,
    pub(crate) lines: Vec<Compared>,
}

/// What a profile tells of the facts that projects are compared by. A range or one of several values is not told.
pub(crate) fn portrait(model: &Model, profile: &Profile) -> Portrait {
    let mut found = vec![];
    for likeness in &model.likeness {
        let (Some(fact), Some(state)) = (model.fact(likeness.fact), profile.facts.get(likeness.fact.index())) else {
            continue;
        };
        let told = match (state, &fact.ty) {
            (FactState::Values(region), Type::Code(taxonomy)) => {
                model.taxonomy(taxonomy).and_then(|t| narrowest(t, region)).map(Told::Code)
            }
            (FactState::Values(region), _) => region.single().map(Told::Value),
            (FactState::Members(held), _) => {
                let members = held.iter().enumerate().filter(|(_, h)| **h);
                Some(Told::Members(members.map(|(i, _)| i as u32).collect()))
            }
            _ => None,
        };
        found.extend(told.map(|t| (likeness.fact, t)));
    }
    found
}

/// The narrowest node that holds all these leaves.
fn narrowest(t: &Taxonomy, leaves: &Region) -> Option<u32> {
    let holds = |n: &TaxonomyNode, (low, high): &(i64, i64)| n.leaves.iter().any(|(l, h)| l <= low && high <= h);
    let size = |n: &TaxonomyNode| n.leaves.iter().map(|(low, high)| high - low + 1).sum::<i64>();
    let holding = t.nodes.iter().enumerate().filter(|(_, n)| leaves.intervals().iter().all(|pair| holds(n, pair)));
    holding.min_by_key(|(_, n)| size(n)).map(|(i, _)| i as u32)
}

/// How alike two portraits are; nothing when they tell no fact in common.
pub(crate) fn similarity(model: &Model, a: &Portrait, b: &Portrait) -> Option<Similarity> {
    let told = |p: &Portrait, fact: FactId| p.iter().find(|(f, _)| *f == fact).map(|(_, t)| t.clone());
    let mut lines = vec![];
    for likeness in &model.likeness {
        if let (Some(x), Some(y)) = (told(a, likeness.fact), told(b, likeness.fact)) {
            lines.push(Compared { likeness: *likeness, points: points(model, likeness.fact, &x, &y) });
        }
    }
    let weights: u64 = lines.iter().map(|l| u64::from(l.likeness.weight)).sum();
    let sum: u64 = lines.iter().map(|l| u64::from(l.likeness.weight) * u64::from(l.points)).sum();
    let points = u32::try_from(sum.checked_div(weights)?).ok()?;
    Some(Similarity { points, lines })
}

/// How far two values of a fact are the same, out of 1,000.
pub(crate) fn points(model: &Model, fact: FactId, a: &Told, b: &Told) -> u32 {
    match (a, b) {
        _ if a == b => 1000,
        (Told::Value(x), Told::Value(y)) => {
            let number = model.fact(fact).is_some_and(|f| matches!(f.ty, Type::Number(_)));
            if number && *x > 0 && *y > 0 { share(*x.min(y), *x.max(y)) } else { 0 }
        }
        (Told::Members(x), Told::Members(y)) => {
            let both = x.iter().filter(|m| y.contains(m)).count();
            share(both as i64, (x.len() + y.len() - both) as i64)
        }
        (Told::Code(x), Told::Code(y)) => {
            let Some(t) = taxonomy(model, fact) else { return 0 };
            let (x, y) = (path(t, *x), path(t, *y));
            share(2 * shared(&x, &y).len() as i64, (x.len() + y.len()) as i64)
        }
        _ => 0,
    }
}

/// Thousandths, rounded down; a share of nothing is nothing.
fn share(part: i64, whole: i64) -> u32 {
    let thousandths = (i128::from(part) * 1000).checked_div(i128::from(whole));
    thousandths.and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

pub(crate) fn taxonomy(model: &Model, fact: FactId) -> Option<&Taxonomy> {
    match &model.fact(fact)?.ty {
        Type::Code(taxonomy) => model.taxonomy(taxonomy),
        _ => None,
    }
}

/// The nodes from the root down to this one.
fn path(t: &Taxonomy, node: u32) -> Vec<u32> {
    let mut up = vec![];
    let mut at = Some(node);
    while let Some(n) = at.filter(|_| up.len() < t.nodes.len()) {
        up.push(n);
        at = t.nodes.get(n as usize).and_then(|x| x.parent);
    }
    up.reverse();
    up
}

fn shared(a: &[u32], b: &[u32]) -> Vec<u32> {
    a.iter().zip(b).take_while(|(x, y)| x == y).map(|(x, _)| *x).collect()
}

/// The nodes that two codes have in common, from the root down.
pub(crate) fn common_path(t: &Taxonomy, a: u32, b: u32) -> Vec<u32> {
    shared(&path(t, a), &path(t, b))
}

#[cfg(test)]
#[cfg(feature = "yaml")]
mod tests {
    use super::*;
    use crate::{
        base::{Span, Text},
        model::{AnsweredBy, Fact, Row},
        value::{NumberType, Quantity, Unit},
    };
    use proptest::prelude::*;

    fn fact(key: &str, ty: Type) -> Fact {
        Fact {
            key: key.to_owned(),
            span: Span::default(),
            ty,
            members: vec![],
            label: Text::same(key),
            question: None,
            help: None,
            low: 0,
            high: 1000,
            can_be_none: false,
            can_be_not_applicable: false,
            answered_by: AnsweredBy::Applicant,
            effort: 1,
            change: None,
            sensitive: false,
            formerly: vec![],
            formula: None,
        }
    }

    /// A yes or no, a choice, choices, a place, a number.
    fn model(weights: [u32; 5]) -> Model {
        let names = |n: usize| (0..n).map(|i| format!("m{i}")).collect::<Vec<_>>();
        let row = |c: &str, parent: Option<usize>| Row { code: c.to_owned(), label: Text::same(c), parent };
        let rows = [row("a", None), row("aa", Some(0)), row("aaa", Some(1)), row("ab", Some(0)), row("b", None)];
        let number = Type::Number(NumberType { quantity: Quantity::Int, unit: Unit::default() });
        let facts = vec![
            fact("f0", Type::Bool),
            fact("f1", Type::Enum(names(4))),
            fact("f2", Type::Set(names(5))),
            fact("f3", Type::Code("places".to_owned())),
            fact("f4", number),
        ];
        let likeness = weights.iter().enumerate();
        let likeness = likeness.map(|(i, w)| Likeness { fact: FactId(i as u32), weight: *w, common: None }).collect();
        let places = Taxonomy::build("places".to_owned(), Text::default(), false, &rows);
        Model { facts, likeness, taxonomies: vec![places], ..Model::default() }
    }

    fn a_portrait() -> impl Strategy<Value = Portrait> {
        let members = proptest::collection::btree_set(0_u32..5, 0..5);
        let told = (
            proptest::option::of(0_i64..2),
            proptest::option::of(0_i64..4),
            proptest::option::of(members),
            proptest::option::of(0_u32..5),
            proptest::option::of(0_i64..1000),
        );
        told.prop_map(|(a, b, c, d, e)| {
            let all = [
                a.map(Told::Value),
                b.map(Told::Value),
                c.map(|m| Told::Members(m.into_iter().collect())),
                d.map(Told::Code),
                e.map(Told::Value),
            ];
            let told = all.into_iter().enumerate();
            told.filter_map(|(i, t)| Some((FactId(i as u32), t?))).collect()
        })
    }

    proptest! {
        #[test]
        fn alike_both_ways(a in a_portrait(), b in a_portrait(), weights in [1_u32..9, 1..9, 1..9, 1..9, 1..9]) {
            let model = model(weights);
            prop_assert_eq!(similarity(&model, &a, &b), similarity(&model, &b, &a));
        }

        #[test]
        fn a_share_of_a_thousand_that_its_lines_add_up_to(a in a_portrait(), b in a_portrait(), weights in [1_u32..9, 1..9, 1..9, 1..9, 1..9]) {
            let model = model(weights);
            let both = a.iter().filter(|(f, _)| b.iter().any(|(g, _)| f == g)).count();
            match similarity(&model, &a, &b) {
                None => prop_assert_eq!(both, 0),
                Some(found) => {
                    prop_assert_eq!(found.lines.len(), both);
                    prop_assert!(found.points <= 1000);
                    let weights: u32 = found.lines.iter().map(|l| l.likeness.weight).sum();
                    let sum: u32 = found.lines.iter().map(|l| l.likeness.weight * l.points).sum();
                    prop_assert_eq!(found.points, sum / weights);
                }
            }
        }

        /// A project is wholly like itself, and saying less of one never makes what is left look different.
        #[test]
        fn the_unknown_counts_neither_way(a in a_portrait(), b in a_portrait(), hidden in 0_u32..5) {
            let model = model([1, 2, 3, 4, 5]);
            if let Some(own) = similarity(&model, &a, &a) {
                prop_assert_eq!(own.points, 1000);
            }
            let less: Portrait = a.iter().filter(|(f, _)| f.0 != hidden).cloned().collect();
            let rest = |s: Option<Similarity>| s.map_or_else(Vec::new, |s| s.lines);
            let all = rest(similarity(&model, &a, &b));
            let kept: Vec<Compared> = all.into_iter().filter(|l| l.likeness.fact.0 != hidden).collect();
            prop_assert_eq!(kept, rest(similarity(&model, &less, &b)));
        }
    }

    /// By hand: yes = yes (1,000 × 1); other choice (0 × 2); one of three members (333 × 3); parent of the place (two nodes of a
    /// path of two and one of three: 800 × 4); 50 against 200 (250 × 5): (1000 + 0 + 999 + 3200 + 1250) ÷ 15 = 429.9.
    #[test]
    fn reckoned_by_hand() {
        let model = model([1, 2, 3, 4, 5]);
        let portrait = |choice: i64, members: &[u32], code: u32, n: i64| -> Portrait {
            let all = [
                Told::Value(1),
                Told::Value(choice),
                Told::Members(members.to_vec()),
                Told::Code(code),
                Told::Value(n),
            ];
            all.into_iter().enumerate().map(|(i, t)| (FactId(i as u32), t)).collect()
        };
        let (a, b) = (portrait(0, &[0, 1], 1, 50), portrait(2, &[1, 3], 2, 200));
        let found = similarity(&model, &a, &b).unwrap();
        assert_eq!(found.lines.iter().map(|l| l.points).collect::<Vec<_>>(), [1000, 0, 333, 800, 250]);
        assert_eq!(found.points, 429);
    }
}
