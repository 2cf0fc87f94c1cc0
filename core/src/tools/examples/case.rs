//! Files of examples to cases: a profile as JSON, what is expected of it, and the place of every word.

use super::given::{Given, merge, unset};
use crate::{
    Verdict,
    base::{Code, Diagnostics, Span, Text, tell},
    check::{
        keys,
        reader::{Fields, Reader},
    },
    model::{Model, Scheme, SchemeId},
    syntax::node::Node,
    value::parse_number,
};

/// An expectation and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) span: Span,
}

/// One example of a scheme.
#[derive(Debug, Clone)]
pub(super) struct Example {
    pub(super) scheme: SchemeId,
    pub(super) id: At<String>,
    pub(super) given: Given,
    pub(super) verdict: Option<At<Verdict>>,
    pub(super) failing: Option<At<Vec<String>>>,
    pub(super) missing: Option<At<Vec<String>>>,
    pub(super) amount: Option<At<AmountExpected>>,
    pub(super) window: Option<At<String>>,
}

/// An amount in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AmountExpected {
    None,
    Exactly(i64),
    Between(i64, i64),
}

pub(super) const VERDICTS: &[&str] = &["eligible", "conditional", "undetermined", "ineligible"];
const WINDOWS: &[&str] = &["open", "upcoming", "closed", "undated"];

pub(super) fn verdict(word: &str) -> Option<Verdict> {
    Some(match word {
        "eligible" => Verdict::Eligible,
        "conditional" => Verdict::Conditional,
        "undetermined" => Verdict::Undetermined,
        "ineligible" => Verdict::Ineligible,
        _ => return None,
    })
}

/// The word of a verdict, as files write it.
pub(super) fn verdict_word(v: Verdict) -> &'static str {
    match v {
        Verdict::Eligible => "eligible",
        Verdict::Conditional => "conditional",
        Verdict::Undetermined => "undetermined",
        Verdict::Ineligible => "ineligible",
    }
}

/// The examples of one scheme's file. One that has mistakes is left out and told; the others run.
pub(super) fn examples(id: SchemeId, scheme: &Scheme, model: &Model, node: &Node, r: &mut Reader<'_>) -> Vec<Example> {
    let Some(f) = r.fields(node, keys::EXAMPLES) else { return vec![] };
    let mut base = Given::default();
    if let Some(n) = f.get("base")
        && let Some(given) = r.fields(n, keys::GIVEN)
    {
        merge(&mut base, &given, Some(scheme), r);
    }
    let Some(list) = r.require(&f, "examples") else { return vec![] };
    let mut found: Vec<Example> = vec![];
    for item in r.list(list) {
        let mut own = Diagnostics::default();
        let mut reader = Reader { out: &mut own, sources: r.sources };
        let read = example(id, scheme, model, &base, item, &mut reader);
        if let Some(read) = &read
            && found.iter().any(|e| e.id.value == read.id.value)
        {
            let name = &read.id.value;
            reader.report(
                Code::DuplicateId,
                read.id.span,
                tell!("deux exemples s'appellent `{name}`", "two examples are called `{name}`"),
            );
        }
        found.extend(read.filter(|_| !own.has_errors()));
        r.out.append(own);
    }
    found
}

fn example(
    id: SchemeId,
    scheme: &Scheme,
    model: &Model,
    base: &Given,
    node: &Node,
    r: &mut Reader<'_>,
) -> Option<Example> {
    let f = r.fields(node, keys::EXAMPLE)?;
    let name = name(&f, r)?;
    let mut given = base.clone();
    if let Some(n) = f.get("given")
        && let Some(own) = r.fields(n, keys::GIVEN)
    {
        merge(&mut given, &own, Some(scheme), r);
    }
    if let Some(n) = f.get("unset") {
        for fact in r.list(n) {
            unset(&mut given, fact, model, r);
        }
    }
    let expect = r.require(&f, "expect")?;
    let e = r.fields(expect, keys::EXPECT)?;
    if keys::EXPECT.iter().all(|k| !e.has(k)) {
        broken(r, e.span(), tell!("cet exemple n'attend rien", "this example expects nothing"), None);
    }
    let tops: Vec<&str> =
        scheme.top.iter().filter_map(|c| scheme.criteria.get(c.index())).map(|c| c.id.as_str()).collect();
    Some(Example {
        scheme: id,
        id: name,
        given,
        verdict: e.get("verdict").and_then(|n| at(n, r.word(n, VERDICTS, verdict))),
        failing: e
            .get("failing")
            .map(|n| names(n, &tops, tell!("n'est pas un critère de premier rang", "is not a top criterion"), r)),
        missing: e.get("missing").map(|n| {
            let facts: Vec<&str> = model.facts.iter().map(|f| f.key.as_str()).collect();
            names(n, &facts, tell!("n'est pas un fait", "is not a fact"), r)
        }),
        amount: e.get("amount").and_then(|n| at(n, amount(n, r))),
        window: e.get("window").and_then(|n| at(n, r.word(n, WINDOWS, |w| WINDOWS.contains(&w).then(|| w.to_owned())))),
    })
}

pub(super) fn at<T>(node: &Node, value: Option<T>) -> Option<At<T>> {
    value.map(|value| At { value, span: node.span() })
}

pub(super) fn broken(r: &mut Reader<'_>, span: Span, message: Text, help: Option<Text>) {
    match help {
        Some(help) => r.report_with_help(Code::ExampleBroken, span, message, help),
        None => r.report(Code::ExampleBroken, span, message),
    }
}

pub(super) fn name(f: &Fields<'_>, r: &mut Reader<'_>) -> Option<At<String>> {
    let node = r.require(f, "id")?;
    at(node, r.id(node))
}

/// Says that a word names nothing, with the nearest that does.
pub(super) fn known(word: &str, span: Span, all: &[&str], what: &Text, r: &mut Reader<'_>) {
    if !all.contains(&word) {
        let (fr, en) = (&what.fr, &what.en);
        r.unknown(Code::ExampleBroken, span, tell!("`{word}` {fr}", "`{word}` {en}"), word, all.iter().copied());
    }
}

pub(super) fn one(node: &Node, all: &[&str], what: &Text, r: &mut Reader<'_>) -> Option<At<String>> {
    let word = r.text(node)?;
    known(&word, node.span(), all, what, r);
    Some(At { value: word, span: node.span() })
}

pub(super) fn names(node: &Node, all: &[&str], what: Text, r: &mut Reader<'_>) -> At<Vec<String>> {
    let found = r.list(node).iter().filter_map(|n| one(n, all, &what, r)).map(|n| n.value).collect();
    At { value: found, span: node.span() }
}

/// A number of euros, an interval, or `none`.
pub(super) fn amount(node: &Node, r: &mut Reader<'_>) -> Option<AmountExpected> {
    if node.scalar().is_some_and(|s| s.text == "none") {
        return Some(AmountExpected::None);
    }
    if node.map().is_none() {
        return cents(node, r).map(AmountExpected::Exactly);
    }
    let f = r.fields(node, &["from", "to"])?;
    let from = r.require(&f, "from").and_then(|n| cents(n, r));
    let to = r.require(&f, "to").and_then(|n| cents(n, r));
    let (from, to) = from.zip(to)?;
    if from > to {
        r.report(Code::BoundsReversed, node.span(), tell!("`from` dépasse `to`", "`from` is above `to`"));
    }
    Some(AmountExpected::Between(from, to))
}

fn cents(node: &Node, r: &mut Reader<'_>) -> Option<i64> {
    let text = r.scalar(node)?;
    let read = parse_number(&text.text).and_then(|n| Some((n.mantissa(2, false)?, n.mantissa(2, true)?)));
    match read {
        Some((down, up)) if down == up => Some(down),
        _ => {
            let text = &text.text;
            let help = tell!(
                "un nombre d'euros, `{{from: 0, to: 12800}}`, ou `none`",
                "a number of euros, `{{from: 0, to: 12800}}`, or `none`"
            );
            r.report_with_help(
                Code::BadLiteral,
                node.span(),
                tell!("`{text}` n'est pas un montant", "`{text}` is not an amount"),
                help,
            );
            None
        }
    }
}
