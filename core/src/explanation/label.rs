//! Conditions in words, made from the condition itself, so that what people read cannot differ from what is computed.

use super::phrase;
use crate::{
    base::{Lang, Order},
    model::{Aggregate, Arith, Compare, Expr, FactId, Fold, Literal, Model},
    value::{Ratio, TimeUnit, Type},
};

/// Puts conditions of one rule set into words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'m> {
    pub(crate) model: &'m Model,
    pub(crate) lang: Lang,
}

impl Words<'_> {
    pub(super) fn pick<'t>(&self, fr: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    pub(crate) fn fact(&self, id: FactId) -> String {
        self.model.fact(id).map_or_else(String::new, |f| f.label.get(self.lang).to_owned())
    }

    /// A condition as a sentence without its full stop.
    pub(crate) fn condition(&self, e: &Expr) -> String {
        match e {
            Expr::Literal(Literal::Bool(true)) => self.pick("toujours", "always").to_owned(),
            Expr::Literal(_) => self.pick("jamais", "never").to_owned(),
            Expr::Fact(f) => format!("{}{}", self.fact(*f), self.pick(" : oui", ": yes")),
            Expr::Field(_) => self.pick("ce champ", "this field").to_owned(),
            Expr::Among(a, set) => format!("{}{}{}", self.number(a), self.colon(), self.members(a, set)),
            Expr::Holds(f, m) => format!("{}{}{}", self.fact(*f), self.colon(), self.member(*f, *m)),
            Expr::Has(f) => format!("{}{}", self.fact(*f), self.pick(" : existe", ": exists")),
            Expr::Not(a) => self.negated(a),
            Expr::All(parts) => self.group(parts, self.pick(" et ", " and ")),
            Expr::Any(parts) => self.any(parts),
            Expr::Compare(op, a, b) => self.compare(*op, a, b),
            Expr::SameText(a, t) => format!("{} = « {t} »", self.number(a)),
            Expr::If(c, a, b) => format!(
                "{} {}, {} ; {} {}",
                self.pick("si", "if"),
                self.condition(c),
                self.condition(a),
                self.pick("sinon", "otherwise"),
                self.condition(b)
            ),
            Expr::Aggregate(a) => self.aggregate(a),
            Expr::Declared(_) => self.pick("déclaré", "declared").to_owned(),
            Expr::Arith(..)
            | Expr::Round(..)
            | Expr::Shift(..)
            | Expr::Between(..)
            | Expr::AgeOn(..)
            | Expr::Parameter(..) => self.number(e),
            Expr::Entry(..) | Expr::Step(..) | Expr::Marginal(..) | Expr::ApplicationDate => self.number(e),
        }
    }

    fn colon(&self) -> &'static str {
        match self.lang {
            Lang::Fr => " : ",
            Lang::En => ": ",
        }
    }

    fn negated(&self, a: &Expr) -> String {
        match a {
            Expr::Fact(f) => format!("{}{}", self.fact(*f), self.pick(" : non", ": no")),
            Expr::Has(f) => format!("{}{}", self.fact(*f), self.pick(" : il n'y en a pas", ": there is none")),
            Expr::Among(x, set) => {
                format!("{}{}{}", self.number(x), self.pick(" : autre que ", ": other than "), self.members(x, set))
            }
            Expr::Holds(f, m) => {
                format!("{}{}{}", self.fact(*f), self.pick(" : sans ", ": without "), self.member(*f, *m))
            }
            Expr::Aggregate(x) if x.fold == Fold::Exists => self.no_record(x),
            Expr::Compare(Compare::Less, x, y) => self.compare(Compare::LessEqual, y, x),
            Expr::Compare(Compare::LessEqual, x, y) => self.compare(Compare::Less, y, x),
            other => format!("{} ({})", self.pick("pas", "not"), self.condition(other)),
        }
    }

    fn group(&self, parts: &[Expr], word: &str) -> String {
        let list: Vec<String> = parts
            .iter()
            .map(|p| {
                if matches!(p, Expr::Any(_)) && parts.len() > 1 {
                    format!("({})", self.condition(p))
                } else {
                    self.condition(p)
                }
            })
            .collect();
        list.join(word)
    }

    /// Members of one set read as a list rather than as a chain.
    fn any(&self, parts: &[Expr]) -> String {
        let same: Vec<(FactId, u32)> = parts.iter().filter_map(one_member).collect();
        match same.first() {
            Some((f, _)) if same.len() == parts.len() && same.iter().all(|(g, _)| g == f) => {
                let names: Vec<String> = same.iter().map(|(f, m)| self.member(*f, *m)).collect();
                format!("{}{}{}", self.fact(*f), self.colon(), phrase::or_list(&names, self.lang))
            }
            _ => self.group(parts, self.pick(" ou ", " or ")),
        }
    }

    pub(super) fn member(&self, f: FactId, m: u32) -> String {
        let found = self.model.fact(f).and_then(|d| d.members.get(m as usize));
        found.map_or_else(String::new, |x| x.label.get(self.lang).to_owned())
    }

    pub(super) fn members(&self, a: &Expr, set: &[(i64, i64)]) -> String {
        match a {
            Expr::Fact(f) => self.values(*f, set),
            _ => String::new(),
        }
    }

    /// Values of a fact in words: members, codes, or intervals.
    pub(crate) fn values(&self, f: FactId, set: &[(i64, i64)]) -> String {
        let Some(fact) = self.model.fact(f) else { return String::new() };
        let names = match &fact.ty {
            Type::Enum(_) => {
                set.iter().flat_map(|(l, h)| *l..=*h).map(|i| self.member(f, u32::try_from(i).unwrap_or(0))).collect()
            }
            Type::Bool => set
                .iter()
                .flat_map(|(l, h)| *l..=*h)
                .map(|b| if b == 1 { self.pick("oui", "yes") } else { self.pick("non", "no") }.to_owned())
                .collect(),
            Type::Code(t) => self.model.taxonomy(t).map_or_else(Vec::new, |t| self.codes(t, set)),
            ty => {
                set.iter().map(|part| self.interval((ty, ty.scale()), (fact.low, fact.high), *part)).collect::<Vec<_>>()
            }
        };
        phrase::or_list(&names, self.lang)
    }

    /// Values of what is taken from a list; `scale` and `bounds` are those of its slot.
    #[cfg(feature = "batch")]
    pub(super) fn taken(&self, a: &Aggregate, scale: u32, bounds: (i64, i64), set: &[(i64, i64)]) -> String {
        let ty = if a.fold == Fold::Count { Type::Wrong } else { self.aggregate_type(a) };
        let names: Vec<String> = set.iter().map(|part| self.interval((&ty, scale), bounds, *part)).collect();
        phrase::or_list(&names, self.lang)
    }

    /// The widest nodes that make up the set.
    fn codes(&self, t: &crate::model::Taxonomy, set: &[(i64, i64)]) -> Vec<String> {
        let mut found = vec![];
        for node in &t.nodes {
            let parent = node.parent.and_then(|p| t.nodes.get(p as usize));
            if node.is_inside(set) && !parent.is_some_and(|p| p.is_inside(set)) {
                found.push((&node.leaves, node.label.get(self.lang).to_owned()));
            }
        }
        found.order();
        found.into_iter().map(|(_, name)| name).collect()
    }

    /// `au moins 10 000 €`, `de 3 à 5`.
    fn interval(&self, (ty, scale): (&Type, u32), bounds: (i64, i64), (low, high): (i64, i64)) -> String {
        let show = |v: i64| phrase::quantity(Ratio::scaled(v, scale), ty, self.lang);
        let dated = *ty == Type::Date;
        match (low > bounds.0, high < bounds.1) {
            _ if low == high => show(low),
            (true, true) if dated => {
                format!(
                    "{} {} {} {}",
                    self.pick("entre le", "between"),
                    show(low),
                    self.pick("et le", "and"),
                    show(high)
                )
            }
            (true, false) if dated => format!("{} {}", self.pick("à partir du", "from"), show(low)),
            (false, true) if dated => format!("{} {}", self.pick("jusqu'au", "until"), show(high)),
            (true, true) => {
                format!("{} {} {} {}", self.pick("de", "from"), show(low), self.pick("à", "to"), show(high))
            }
            (true, false) => self.above(low, show),
            (false, true) => self.below(high, show),
            (false, false) => self.pick("n'importe quelle valeur", "any value").to_owned(),
        }
    }

    fn compare(&self, op: Compare, a: &Expr, b: &Expr) -> String {
        // what varies goes to the left, alone if it can: "turnover at most 10,000 €"
        let constant = |e: &Expr| e.facts().is_empty();
        let alone = |e: &Expr| matches!(e, Expr::Fact(_) | Expr::Aggregate(_) | Expr::AgeOn(..) | Expr::Between(..));
        let swapped = if constant(a) == constant(b) { alone(b) && !alone(a) } else { constant(a) };
        let (subject, word, object) = match (op, swapped) {
            (Compare::Less, false) => (a, self.pick("moins de", "less than"), b),
            (Compare::Less, true) => (b, self.pick("plus de", "more than"), a),
            (Compare::LessEqual, false) => (a, self.pick("au plus", "at most"), b),
            (Compare::LessEqual, true) => (b, self.pick("au moins", "at least"), a),
            (Compare::Equal, false) => (a, "=", b),
            (Compare::Equal, true) => (b, "=", a),
        };
        let ty = self.ty(subject);
        let written = matches!(object, Expr::Literal(_));
        let word = match (word, &ty, written) {
            ("moins de", Type::Date, true) => "avant le",
            ("plus de", Type::Date, true) => "après le",
            ("au plus", Type::Date, true) => "au plus tard le",
            ("au moins", Type::Date, true) => "au plus tôt le",
            ("moins de", Type::Date, false) => "avant",
            ("plus de", Type::Date, false) => "après",
            ("au plus", Type::Date, false) => "au plus tard",
            ("au moins", Type::Date, false) => "au plus tôt",
            ("less than", Type::Date, _) => "before",
            ("more than", Type::Date, _) => "after",
            ("at most", Type::Date, _) => "no later than",
            ("at least", Type::Date, _) => "no earlier than",
            ("moins de", _, false) => "moins que",
            ("plus de", _, false) => "plus que",
            (w, _, _) => w,
        };
        format!("{}{}{word} {}", self.number(subject), self.colon(), self.object(object, &ty))
    }

    /// What something is compared with: a number as it is, the name of another value in quotes.
    fn object(&self, e: &Expr, ty: &Type) -> String {
        let text = self.number_as(e, ty);
        match (e, self.lang) {
            (Expr::Parameter(..) | Expr::Entry(..) | Expr::Fact(_), Lang::Fr) => format!("«\u{a0}{text}\u{a0}»"),
            (Expr::Parameter(..) | Expr::Entry(..) | Expr::Fact(_), Lang::En) => format!("“{text}”"),
            (Expr::ApplicationDate | Expr::Shift(..), Lang::Fr) if text.starts_with("date") => format!("la {text}"),
            (Expr::ApplicationDate | Expr::Shift(..), Lang::En) if text.starts_with("application") => {
                format!("the {text}")
            }
            _ => text,
        }
    }

    /// The type that numbers beside this expression are shown in.
    pub(super) fn ty(&self, e: &Expr) -> Type {
        match e {
            Expr::Fact(f) => self.model.fact(*f).map_or(Type::Wrong, |f| f.ty.clone()),
            Expr::Parameter(p, _) | Expr::Entry(p, _, _) | Expr::Step(p, _, _) => {
                self.model.parameter(*p).map_or(Type::Wrong, |p| p.ty.clone())
            }
            Expr::Aggregate(a) => self.aggregate_type(a),
            Expr::ApplicationDate | Expr::Shift(..) => Type::Date,
            Expr::Arith(Arith::Add | Arith::Subtract | Arith::Min | Arith::Max, a, b) => match self.ty(a) {
                Type::Wrong => self.ty(b),
                ty => ty,
            },
            Expr::Arith(..) => Type::Wrong,
            Expr::Round(_, a) | Expr::If(_, a, _) => self.ty(a),
            Expr::Between(TimeUnit::Months, _, _) => Type::Duration(TimeUnit::Months),
            Expr::Literal(_)
            | Expr::Field(_)
            | Expr::Among(..)
            | Expr::Holds(..)
            | Expr::Has(_)
            | Expr::Not(_)
            | Expr::All(_) => Type::Wrong,
            Expr::Any(_) | Expr::Compare(..) | Expr::SameText(..) | Expr::Between(..) | Expr::AgeOn(..) => Type::Wrong,
            Expr::Marginal(..) | Expr::Declared(_) => Type::Wrong,
        }
    }

    pub(super) fn aggregate_type(&self, a: &Aggregate) -> Type {
        let field = match a.map.as_deref() {
            Some(Expr::Field(i)) => *i as usize,
            _ => return Type::Wrong,
        };
        match self.model.fact(a.list).map(|f| &f.ty) {
            Some(Type::List(fields)) => fields.get(field).map_or(Type::Wrong, |f| f.ty.clone()),
            _ => Type::Wrong,
        }
    }

    pub(super) fn number(&self, e: &Expr) -> String {
        self.number_as(e, &self.ty(e))
    }

    pub(super) fn number_as(&self, e: &Expr, ty: &Type) -> String {
        match e {
            Expr::Literal(Literal::Number(n)) => phrase::quantity(*n, ty, self.lang),
            Expr::Literal(Literal::Date(d)) => phrase::day(*d, self.lang),
            Expr::Literal(Literal::Text(t)) => t.clone(),
            Expr::Literal(_) => String::new(),
            Expr::Fact(f) => self.fact(*f),
            Expr::Parameter(p, _) | Expr::Entry(p, _, _) => {
                self.model.parameter(*p).map_or_else(String::new, |p| p.label.get(self.lang).to_owned())
            }
            Expr::Step(p, _, x) | Expr::Marginal(p, _, x) => {
                let name = self.model.parameter(*p).map_or_else(String::new, |p| p.label.get(self.lang).to_owned());
                format!("{name} ({})", self.number(x))
            }
            Expr::Arith(op, a, b) => self.arith(*op, a, b, ty),
            Expr::Round(_, a) => self.number_as(a, ty),
            Expr::ApplicationDate => self.pick("date du dépôt", "application date").to_owned(),
            Expr::Shift(unit, a, by) => self.shift(*unit, a, by),
            Expr::Between(unit, a, b) => {
                let what = match unit {
                    TimeUnit::Months => self.pick("mois entre", "months between"),
                    TimeUnit::Days => self.pick("jours entre", "days between"),
                };
                format!("{what} {} {} {}", self.number(a), self.pick("et", "and"), self.number(b))
            }
            Expr::AgeOn(a, b) => match (b.as_ref(), self.lang) {
                (Expr::ApplicationDate, Lang::Fr) => format!("années révolues au dépôt ({})", self.number(a)),
                (Expr::ApplicationDate, Lang::En) => format!("whole years on application ({})", self.number(a)),
                (on, Lang::Fr) => format!("années révolues entre {} et {}", self.number(a), self.number(on)),
                (on, Lang::En) => format!("whole years between {} and {}", self.number(a), self.number(on)),
            },
            Expr::If(c, a, b) => format!(
                "{} ({} {}, {} {})",
                self.number_as(a, ty),
                self.pick("si", "if"),
                self.condition(c),
                self.pick("sinon", "otherwise"),
                self.number_as(b, ty)
            ),
            Expr::Aggregate(a) => self.aggregate(a),
            Expr::Field(_)
            | Expr::Among(..)
            | Expr::Holds(..)
            | Expr::Has(_)
            | Expr::Not(_)
            | Expr::All(_)
            | Expr::Any(_) => self.pick("ce champ", "this field").to_owned(),
            Expr::Compare(..) | Expr::SameText(..) | Expr::Declared(_) => String::new(),
        }
    }

    fn arith(&self, op: Arith, a: &Expr, b: &Expr, ty: &Type) -> String {
        let (x, y) = (self.number_as(a, ty), self.number_as(b, ty));
        match op {
            Arith::Add => format!("{x} + {y}"),
            Arith::Subtract if matches!(a, Expr::Literal(Literal::Number(n)) if *n == Ratio::ZERO) => format!("−{y}"),
            Arith::Subtract => format!("{x} − {y}"),
            Arith::Multiply => format!("{} × {}", self.factor(a), self.factor(b)),
            Arith::Divide => format!("{} ÷ {}", self.factor(a), self.factor(b)),
            Arith::Min | Arith::Max => {
                let all: Vec<String> =
                    flat(op, a).into_iter().chain(flat(op, b)).map(|e| self.number_as(e, ty)).collect();
                let head = match op {
                    Arith::Max => self.pick("le plus grand de", "the largest of"),
                    Arith::Min | Arith::Add | Arith::Subtract | Arith::Multiply | Arith::Divide => {
                        self.pick("le plus petit de", "the smallest of")
                    }
                };
                format!("{head} ({})", all.join(" ; "))
            }
        }
    }

    fn factor(&self, e: &Expr) -> String {
        let text = self.number(e);
        if matches!(e, Expr::Arith(Arith::Add | Arith::Subtract, _, _)) { format!("({text})") } else { text }
    }

    fn shift(&self, unit: TimeUnit, a: &Expr, by: &Expr) -> String {
        let (before, count) = match by {
            Expr::Arith(Arith::Subtract, zero, n) if **zero == Expr::number(Ratio::ZERO) => (true, n.as_ref()),
            Expr::Literal(Literal::Number(n)) if *n < Ratio::ZERO => (true, by),
            other => (false, other),
        };
        let count = match count {
            Expr::Literal(Literal::Number(n)) => {
                phrase::number(if *n < Ratio::ZERO { n.neg() } else { *n }, 0, self.lang)
            }
            other => self.number(other),
        };
        let unit = match unit {
            TimeUnit::Days => self.pick("jours", "days"),
            TimeUnit::Months => self.pick("mois", "months"),
        };
        format!("{} {} {count} {unit}", self.number(a), if before { "−" } else { "+" })
    }

    pub(super) fn aggregate(&self, a: &Aggregate) -> String {
        let list = self.fact(a.list);
        let head = match a.fold {
            Fold::Exists => self.pick("au moins une ligne de", "at least one record of"),
            Fold::Count => self.pick("nombre de lignes de", "number of records of"),
            Fold::Sum => self.pick("total de", "total of"),
            Fold::Min => self.pick("le plus petit de", "the smallest of"),
            Fold::Max => self.pick("le plus grand de", "the largest of"),
        };
        let filter = a.filter.as_deref().map_or_else(String::new, |f| self.filter(a.list, f));
        format!("{head} « {list} »{filter}")
    }

    pub(super) fn no_record(&self, a: &Aggregate) -> String {
        let filter = a.filter.as_deref().map_or_else(String::new, |f| self.filter(a.list, f));
        format!("{} « {} »{filter}", self.pick("aucune ligne de", "no record of"), self.fact(a.list))
    }

    /// What a filter keeps, when it is a plain choice of kinds.
    pub(super) fn filter(&self, list: FactId, f: &Expr) -> String {
        let Expr::Among(field, set) = f else { return self.pick(" (certaines lignes)", " (some records)").to_owned() };
        let Expr::Field(i) = field.as_ref() else { return String::new() };
        let Some(Type::List(fields)) = self.model.fact(list).map(|f| &f.ty) else { return String::new() };
        let Some(field) = fields.get(*i as usize) else { return String::new() };
        let names: Vec<String> = set
            .iter()
            .flat_map(|(l, h)| *l..=*h)
            .filter_map(|i| field.labels.get(usize::try_from(i).ok()?))
            .map(|label| label.get(self.lang).to_owned())
            .collect();
        format!(" ({})", phrase::and_list(&names, self.lang))
    }
}

/// What a chain of the same operation is made of.
fn flat(op: Arith, e: &Expr) -> Vec<&Expr> {
    match e {
        Expr::Arith(same, a, b) if *same == op => flat(op, a).into_iter().chain(flat(op, b)).collect(),
        other => vec![other],
    }
}

fn one_member(e: &Expr) -> Option<(FactId, u32)> {
    match e {
        Expr::Holds(f, m) => Some((*f, *m)),
        Expr::All(parts) => match parts.as_slice() {
            [Expr::Holds(f, m), Expr::Literal(Literal::Bool(true))] => Some((*f, *m)),
            _ => None,
        },
        _ => None,
    }
}
