//! Amounts: conveniences (base and rate, bonuses, schedules, floor, cap) lowered to one formula.

use super::{
    calls,
    derive::out_of_range,
    infer::{clash, condition, infer},
    keys,
    reader::{Fields, Reader},
    scope::{Scope, Typed},
};
use crate::{
    base::{Code, Order, Span, tell},
    model::{
        Aggregate, Amount, Arith, Base, Bonus, Compare, Expr, Fees, Fold, Follows, Form, Interval, LoanTerms, Roles,
        Value, range_of,
    },
    syntax::node::Node,
    value::{Ratio, Rounding, Type, Unit, parse_number},
};

pub(crate) const FORMS: &[&str] =
    &["cash", "loan", "guarantee", "relief", "tax_credit", "donation", "income", "in_kind"];

fn form(word: &str) -> Option<Form> {
    Some(match word {
        "cash" => Form::Cash,
        "loan" => Form::Loan,
        "guarantee" => Form::Guarantee,
        "relief" => Form::Relief,
        "tax_credit" => Form::TaxCredit,
        "donation" => Form::Donation,
        "income" => Form::Income,
        "in_kind" => Form::InKind,
        _ => return None,
    })
}

/// What a scalar field must be.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Money,
    /// Euros, or euros a month.
    MonthlyMoney,
    /// Euros, or euros a year.
    YearlyMoney,
    Rate,
}

pub(super) fn read(node: &Node, scope: &Scope<'_>, roles: &Roles, r: &mut Reader<'_>) -> Option<Amount> {
    let f = r.fields(node, keys::AMOUNT)?;
    let form = r.require(&f, "form").and_then(|n| r.word(n, FORMS, form));
    let (base, eligible) = match f.get("of") {
        Some(n) => base(n, scope, roles, r).map(|(b, e)| (b, Some(e)))?,
        None => (Base::Expression, None),
    };
    let rate = f.get("rate").and_then(|n| scalar(n, Wanted::Rate, scope, r));
    // with a schedule, the value is that of a year
    let wanted = if f.has("by_year") { Wanted::YearlyMoney } else { Wanted::Money };
    let value = f.get("value").and_then(|n| scalar(n, wanted, scope, r));
    let monthly = f.get("monthly").and_then(|n| scalar(n, Wanted::MonthlyMoney, scope, r));
    let core = core_of(&f, eligible.as_ref(), rate.as_ref(), value, monthly.as_ref(), r)?;
    let value = schedule(&f, scope, r)?;
    let plus = f.get("plus").map_or_else(Vec::new, |n| bonuses(n, scope, r));
    let floor = f.get("floor").and_then(|n| scalar(n, Wanted::Money, scope, r));
    let cap = f.get("cap").and_then(|n| scalar(n, Wanted::Money, scope, r));
    floor_below_cap((f.key_span("floor"), floor.as_ref()), cap.as_ref(), scope, r);
    let round = f.get("round").and_then(|n| r.word(n, calls::ROUNDINGS, calls::rounding)).unwrap_or(Rounding::Cent);
    let formula = formula(&core, &value, &plus, floor.as_ref(), cap.as_ref(), round);
    let rent = f.get("rent").and_then(|n| scalar(n, Wanted::MonthlyMoney, scope, r));
    for expr in rent.iter().chain([&formula]) {
        out_of_range(expr, node.span(), scope, r);
    }
    Some(Amount {
        form: form?,
        base,
        eligible,
        rate,
        core,
        value,
        plus,
        floor,
        cap,
        round,
        formula,
        follows: f.get("follows").map_or_else(Vec::new, |n| follows(n, r)),
        fees: f.get("fees").and_then(|n| fees(n, r)),
        loan: f.get("loan").and_then(|n| loan(n, r)),
        unlocks: f.get("unlocks").and_then(|n| r.word(n, &["bank_loan"], |w| (w == "bank_loan").then(|| w.to_owned()))),
        removes: f.get("removes").map_or_else(Vec::new, |n| budget_kinds(n, scope, roles, r)),
        rent,
    })
}

/// A literal of its type (`64%`, `12500`) or an expression.
fn scalar(node: &Node, wanted: Wanted, scope: &Scope<'_>, r: &mut Reader<'_>) -> Option<Expr> {
    let text = r.scalar(node)?;
    if let Some(n) = parse_number(&text.text) {
        if wanted != Wanted::Rate && text.text.ends_with('%') {
            r.report(
                Code::TypeClash,
                node.span(),
                tell!("on attend ici un montant, pas un taux", "an amount is expected here, not a rate"),
            );
            return None;
        }
        if n < Ratio::ZERO {
            r.report(
                Code::BadLiteral,
                node.span(),
                tell!("cette valeur ne peut pas être négative", "this value cannot be negative"),
            );
            return None;
        }
        return Some(Expr::number(n));
    }
    let ast = r.expression(node)?;
    let t = infer(&ast, scope, r);
    typed(t, wanted, r)
}

fn typed(t: Typed, wanted: Wanted, r: &mut Reader<'_>) -> Option<Expr> {
    if t.is_wrong() {
        return None;
    }
    let per = |time: &str| Unit::parse(&format!("EUR/{time}"));
    let fits = match (&t.ty, wanted) {
        (Type::Number(n), Wanted::Rate) => n.unit.is_none() || t.flexible,
        (Type::Number(n), Wanted::Money) => n.unit == Unit::euro() || t.flexible,
        (Type::Number(n), Wanted::MonthlyMoney) => n.unit == Unit::euro() || n.unit == per("month") || t.flexible,
        (Type::Number(n), Wanted::YearlyMoney) => n.unit == Unit::euro() || n.unit == per("year") || t.flexible,
        _ => false,
    };
    if fits {
        return Some(t.expr);
    }
    let wanted =
        if wanted == Wanted::Rate { ("un taux", "a rate") } else { ("un montant en euros", "an amount in euros") };
    if let Type::Number(n) = &t.ty {
        let unit = n.unit.to_string();
        let (fr, en) = wanted;
        r.report(
            Code::UnitClash,
            t.span,
            tell!("on attend ici {fr}, pas des `{unit}`", "{en} is expected here, not `{unit}`"),
        );
    } else {
        clash(&t, wanted, r);
    }
    None
}

fn base(node: &Node, scope: &Scope<'_>, roles: &Roles, r: &mut Reader<'_>) -> Option<(Base, Expr)> {
    if node.map().is_some() {
        let f = r.fields(node, keys::BASE)?;
        let kinds = r.require(&f, "budget").map(|n| budget_kinds(n, scope, roles, r))?;
        let mut cost = budget_sum(&kinds, scope, roles, node, r)?;
        if let Some(less) = f.get("less").and_then(|n| scalar(n, Wanted::Money, scope, r)) {
            let rest = Expr::arith(Arith::Subtract, cost, less);
            cost = Expr::arith(Arith::Max, rest, Expr::number(Ratio::ZERO));
        }
        return Some((Base::Budget(kinds), cost));
    }
    let text = r.scalar(node)?.text.clone();
    let fact_role = |role: Option<crate::model::FactId>| role.map(Expr::Fact);
    match text.as_str() {
        "bank_loan" => role_or_report(fact_role(roles.bank_loan), "bank_loan", node, r).map(|e| (Base::BankLoan, e)),
        "notified_grant" => {
            let list = roles.grants_notified.and_then(|f| notified(f, scope));
            role_or_report(list, "grants_notified", node, r).map(|e| (Base::NotifiedGrant, e))
        }
        _ => scalar(node, Wanted::Money, scope, r).map(|e| (Base::Expression, e)),
    }
}

fn role_or_report(found: Option<Expr>, role: &str, node: &Node, r: &mut Reader<'_>) -> Option<Expr> {
    if found.is_none() {
        r.report(
            Code::UnknownReference,
            node.span(),
            tell!(
                "`set.yaml` ne dit pas quel fait joue le rôle `{role}`",
                "`set.yaml` does not say which fact plays the role `{role}`"
            ),
        );
    }
    found
}

/// What is notified and not paid yet.
fn notified(list: crate::model::FactId, scope: &Scope<'_>) -> Option<Expr> {
    let Type::List(fields) = &scope.fact_by_id(list)?.ty else { return None };
    let field = |name: &str| fields.iter().position(|f| f.name == name).map(|i| Expr::Field(i as u32));
    let amount = field("amount")?;
    let map = match field("paid") {
        Some(paid) => Expr::arith(Arith::Subtract, amount, paid),
        None => amount,
    };
    Some(Expr::Aggregate(Aggregate { list, fold: Fold::Sum, filter: None, map: Some(Box::new(map)) }))
}

fn budget_kinds(node: &Node, scope: &Scope<'_>, roles: &Roles, r: &mut Reader<'_>) -> Vec<u32> {
    let kinds = match roles.budget.and_then(|f| scope.fact_by_id(f)).map(|f| &f.ty) {
        Some(Type::List(fields)) => fields
            .iter()
            .find(|f| f.name == "kind")
            .and_then(|f| if let Type::Enum(m) = &f.ty { Some(m.clone()) } else { None }),
        _ => None,
    };
    let Some(kinds) = kinds else {
        role_or_report(None, "budget", node, r);
        return vec![];
    };
    let mut found = vec![];
    for (word, span) in r.ids(node) {
        match kinds.iter().position(|k| *k == word) {
            Some(i) => found.push(i as u32),
            None => r.unknown(
                Code::UnknownMember,
                span,
                tell!("`{word}` n'est pas un type de dépense", "`{word}` is not a kind of spending"),
                &word,
                kinds.iter().map(String::as_str),
            ),
        }
    }
    found.order();
    found.dedup();
    found
}

fn budget_sum(kinds: &[u32], scope: &Scope<'_>, roles: &Roles, node: &Node, r: &mut Reader<'_>) -> Option<Expr> {
    let list = roles.budget;
    let fields = list
        .and_then(|f| scope.fact_by_id(f))
        .and_then(|f| if let Type::List(fields) = &f.ty { Some(fields) } else { None });
    let position = |name: &str| fields.and_then(|all| all.iter().position(|f| f.name == name)).map(|i| i as u32);
    let parts = list.zip(position("kind")).zip(position("amount"));
    let Some(((list, kind), amount)) = parts else {
        return role_or_report(None, "budget", node, r);
    };
    let accepted = crate::value::Region::of(kinds.iter().map(|k| (i64::from(*k), i64::from(*k)))).intervals().to_vec();
    let filter = Expr::Among(Box::new(Expr::Field(kind)), accepted);
    Some(Expr::Aggregate(Aggregate {
        list,
        fold: Fold::Sum,
        filter: Some(Box::new(filter)),
        map: Some(Box::new(Expr::Field(amount))),
    }))
}

fn core_of(
    f: &Fields<'_>,
    eligible: Option<&Expr>,
    rate: Option<&Expr>,
    value: Option<Expr>,
    monthly: Option<&Expr>,
    r: &mut Reader<'_>,
) -> Option<Expr> {
    let said: Vec<&str> = ["of", "value", "monthly"].into_iter().filter(|k| f.has(k)).collect();
    if said.len() != 1 || (f.has("rate") && !f.has("of")) {
        r.report_with_help(
            Code::AmountShape,
            f.span(),
            tell!("le montant se dit d'une seule façon", "the amount is said in one way only"),
            tell!(
                "soit `of:` et `rate:`, soit `value:`, soit `monthly:`",
                "either `of:` and `rate:`, or `value:`, or `monthly:`"
            ),
        );
        return None;
    }
    if f.has("monthly") && !f.has("for") && !f.has("until_total") {
        r.report(
            Code::AmountShape,
            f.key_span("monthly"),
            tell!("`monthly:` a besoin de `for:` ou de `until_total:`", "`monthly:` needs `for:` or `until_total:`"),
        );
        return None;
    }
    match (eligible, rate) {
        (Some(e), Some(rate)) => Some(Expr::arith(Arith::Multiply, rate.clone(), e.clone())),
        (Some(e), None) if !f.has("rate") => Some(e.clone()),
        (Some(_), None) => None,
        (None, _) => value.or_else(|| monthly.cloned()),
    }
}

fn schedule(f: &Fields<'_>, scope: &Scope<'_>, r: &mut Reader<'_>) -> Option<Value> {
    if let Some(n) = f.get("by_year") {
        let shares: Vec<Ratio> = r.list(n).iter().filter_map(|n| r.number(n)).collect();
        return Some(Value::Years(shares));
    }
    if let Some(n) = f.get("until_total") {
        return scalar(n, Wanted::Money, scope, r).map(|e| Value::UntilTotal(Box::new(e)));
    }
    match f.get("for") {
        Some(n) => r.month_interval(n).map(Value::Months),
        None => Some(Value::Once),
    }
}

fn bonuses(node: &Node, scope: &Scope<'_>, r: &mut Reader<'_>) -> Vec<Bonus> {
    let mut found = vec![];
    for item in r.list(node) {
        let Some(f) = r.fields(item, keys::BONUS) else { continue };
        let test =
            r.require(&f, "if").and_then(|n| r.expression(n)).map(|ast| infer(&ast, scope, r)).map(|t| condition(t, r));
        let value = r.require(&f, "value").and_then(|n| scalar(n, Wanted::Money, scope, r));
        let label = f.get("label").and_then(|n| r.localized(n));
        if let (Some(test), Some(value)) = (test.filter(|t| !t.is_wrong()), value) {
            found.push(Bonus { condition: test.expr, value, label });
        }
    }
    found
}

/// The cap of a set that lies over this one: the lower of both holds, so that it never pays more.
pub(super) fn lower_cap(amount: &mut Amount, f: &Fields<'_>, scope: &Scope<'_>, r: &mut Reader<'_>) {
    let Some(node) = r.require(f, "cap") else { return };
    let Some(cap) = scalar(node, Wanted::Money, scope, r) else { return };
    let ranges = amount.cap.as_ref().and_then(|c| range_of(c, scope.tables())).zip(range_of(&cap, scope.tables()));
    if ranges.is_some_and(|(before, now)| now.low >= before.high) {
        r.report_with_help(
            Code::BadOverlay,
            node.span(),
            tell!("ce plafond n'est pas plus bas que celui de la base", "this cap is not lower than the base's"),
            tell!("une surcharge ne peut que restreindre", "an overlay can only narrow"),
        );
        return;
    }
    let lower = match amount.cap.take() {
        Some(before) => Expr::arith(Arith::Min, before, cap),
        None => cap,
    };
    floor_below_cap((f.key_span("cap"), amount.floor.as_ref()), Some(&lower), scope, r);
    amount.formula =
        formula(&amount.core, &amount.value, &amount.plus, amount.floor.as_ref(), Some(&lower), amount.round);
    amount.cap = Some(lower);
    out_of_range(&amount.formula, node.span(), scope, r);
}

/// The floor must lie below the cap whatever the facts, or at least be able to.
fn floor_below_cap((at, floor): (Span, Option<&Expr>), cap: Option<&Expr>, scope: &Scope<'_>, r: &mut Reader<'_>) {
    let (Some(floor), Some(cap)) = (floor, cap) else { return };
    if let (Some(a), Some(b)) = (range_of(floor, scope.tables()), range_of(cap, scope.tables()))
        && a.low > b.high
    {
        r.report(
            Code::FloorAboveCap,
            at,
            tell!(
                "le plancher dépasse le plafond : rien ne serait jamais versé",
                "the floor is above the cap: nothing would ever be paid"
            ),
        );
    }
}

fn formula(
    core: &Expr,
    value: &Value,
    plus: &[Bonus],
    floor: Option<&Expr>,
    cap: Option<&Expr>,
    round: Rounding,
) -> Expr {
    let zero = || Expr::number(Ratio::ZERO);
    let mut total = match value {
        Value::Once => core.clone(),
        Value::Months(Interval { to, .. }) => Expr::arith(Arith::Multiply, Expr::number(Ratio::int(*to)), core.clone()),
        // a stream of nothing never gets there; where stream or total does not apply, neither does the amount
        Value::UntilTotal(limit) => {
            let flows = Expr::Compare(Compare::Less, Box::new(zero()), Box::new(core.clone()));
            let no_part = Expr::arith(Arith::Multiply, (**limit).clone(), zero());
            let nothing = Expr::arith(Arith::Multiply, core.clone(), no_part);
            Expr::If(Box::new(flows), limit.clone(), Box::new(nothing))
        }
        Value::Years(shares) => {
            let sum = shares.iter().try_fold(Ratio::ZERO, |a, b| a.add(*b)).unwrap_or(Ratio::ZERO);
            Expr::arith(Arith::Multiply, Expr::number(sum), core.clone())
        }
    };
    for bonus in plus {
        let extra = Expr::If(Box::new(bonus.condition.clone()), Box::new(bonus.value.clone()), Box::new(zero()));
        total = Expr::arith(Arith::Add, total, extra);
    }
    if let Some(cap) = cap {
        total = Expr::arith(Arith::Min, total, cap.clone());
    }
    if let Some(floor) = floor {
        // an amount that does not apply is not below the floor: the comparison is false, and `max` keeps it absent
        let below = Expr::Compare(Compare::Less, Box::new(total.clone()), Box::new(floor.clone()));
        let paid = Expr::arith(Arith::Max, total, floor.clone());
        total = Expr::If(Box::new(below), Box::new(zero()), Box::new(paid));
    }
    Expr::Round(round, Box::new(Expr::arith(Arith::Max, total, zero())))
}

fn follows(node: &Node, r: &mut Reader<'_>) -> Vec<Follows> {
    let mut found = vec![];
    for item in r.list(node) {
        let Some(f) = r.fields(item, keys::FOLLOWS) else { continue };
        let from = r.require(&f, "from").and_then(|n| r.word(n, ORIGINS, origin));
        let ratio = r.require(&f, "ratio").and_then(|n| r.number(n));
        found.extend(from.zip(ratio).map(|(from, ratio)| Follows { from, ratio }));
    }
    found
}

/// Money that other money can be bound to.
pub(crate) const ORIGINS: &[&str] =
    &["public", "national_public", "local", "eu", "citizens", "own", "bank_loan", "honour_loan", "private"];

pub(super) fn origin(word: &str) -> Option<String> {
    ORIGINS.contains(&word).then(|| word.to_owned())
}

fn fees(node: &Node, r: &mut Reader<'_>) -> Option<Fees> {
    let f = r.fields(node, keys::FEES)?;
    Some(Fees { rate: f.get("rate").and_then(|n| r.number(n)), value: f.get("value").and_then(|n| r.number(n)) })
}

pub(super) fn loan(node: &Node, r: &mut Reader<'_>) -> Option<LoanTerms> {
    let f = r.fields(node, keys::LOAN)?;
    Some(LoanTerms {
        months: r.require(&f, "months").and_then(|n| r.month_interval(n))?,
        deferral: f.get("deferral").and_then(|n| r.month_interval(n)),
        interest: f.get("interest").and_then(|n| r.number(n)),
    })
}
