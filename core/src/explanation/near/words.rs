//! A change of a project in words: what the project would be, never what one should answer.

use super::super::{label::Words, phrase, tree::value};
use crate::{
    base::Lang,
    compile::SlotKey,
    contract,
    eligibility::Move,
    eval::{Reading, State},
    model::{Fact, FactId},
    rule_set::Dated,
    value::{Ratio, Type},
};
use serde_json::Value;

/// Values that do the same, told one by one up to this many.
const MAX_OR: usize = 50;

/// A move as a profile would write it.
pub(super) fn told(dated: &Dated, m: &Move) -> Option<contract::Move> {
    let model = dated.model();
    let fact = model.fact(m.fact)?;
    let change = fact.change.as_ref()?;
    let point = |v: i64| value(model, &fact.ty, &State::of(v));
    let (to, holds) = match &dated.plan.slot(m.slot)?.key {
        SlotKey::Member(_, member) => {
            (Value::String(fact.members.get(*member as usize)?.name.clone()), Some(m.to == Some(1)))
        }
        _ => (value(model, &fact.ty, &m.state()), None),
    };
    let others = m.same.iter().flat_map(|(low, high)| *low..=*high).filter(|v| Some(*v) != m.to);
    Some(contract::Move {
        fact: fact.key.clone(),
        or: others.take(MAX_OR).map(point).filter(|_| holds.is_none()).collect(),
        to,
        holds,
        by: if change.by_partner { "partner" } else { "applicant" },
        effort: m.effort,
        lead_months: m.lead_months,
    })
}

impl Words<'_> {
    /// Changes made together, as a clause: "if “applicant” became “association”".
    pub(super) fn change(&self, reading: &Reading<'_>, moves: &[Move]) -> String {
        let parts: Vec<String> = moves.iter().filter_map(|m| self.moved(reading, m)).collect();
        phrase::and_quoted(&parts, self.lang)
    }

    fn moved(&self, reading: &Reading<'_>, m: &Move) -> Option<String> {
        let (slot, state) = (reading.plan.slot(m.slot)?, reading.state(m.slot)?);
        let fact = self.model.fact(m.fact)?;
        let name = self.quoted(&self.fact(m.fact));
        Some(match (&slot.key, &fact.ty) {
            (SlotKey::Member(f, member), _) => {
                let member = self.quoted(&self.member_label(*f, *member));
                let with = if m.to == Some(1) { self.pick("avec", "with") } else { self.pick("sans", "without") };
                format!("{with} {member} {} {name}", self.pick("dans", "in"))
            }
            (_, Type::Bool) if m.to == Some(1) => format!("{} {name}", self.pick("avec", "with")),
            (_, Type::Bool) if m.to == Some(0) => format!("{} {name}", self.pick("sans", "without")),
            (_, _) if m.to.is_none() => format!("{} {name}", self.pick("sans", "without")),
            (_, Type::Number(_) | Type::Duration(_) | Type::Date) => self.shifted(fact, &name, state, m),
            (_, _) => self.chosen(&name, state, m),
        })
    }

    fn quoted(&self, text: &str) -> String {
        match self.lang {
            Lang::Fr => format!("«\u{a0}{text}\u{a0}»"),
            Lang::En => format!("“{text}”"),
        }
    }

    /// Another choice: "if “applicant” became “association” (today “commune”)".
    fn chosen(&self, name: &str, state: &State, m: &Move) -> String {
        let each = |set: &[(i64, i64)]| -> String {
            let one = |v: i64| self.quoted(&self.values(m.fact, &[(v, v)]));
            let few = set.iter().map(|(low, high)| high - low + 1).sum::<i64>() <= 12;
            match few {
                true => {
                    let all: Vec<String> = set.iter().flat_map(|(low, high)| *low..=*high).map(one).collect();
                    phrase::or_list(&all, self.lang)
                }
                false => self.quoted(&self.values(m.fact, set)),
            }
        };
        let became = self.pick("devenait", "became");
        let if_ = self.pick("si", "if");
        if state.values.is_empty() {
            return format!("{if_} {name} {became} {}", each(&m.same));
        }
        let today = self.pick("aujourd'hui", "today");
        format!("{if_} {name} {became} {} ({today} {})", each(&m.same), each(state.values.intervals()))
    }

    /// More, less, sooner or later: "if “own funds” rose by 1,800 € (from 5,000 € to 6,800 €)".
    fn shifted(&self, fact: &Fact, name: &str, state: &State, m: &Move) -> String {
        let show = |v: i64| phrase::quantity(Ratio::scaled(v, fact.ty.scale()), &fact.ty, self.lang);
        let (to, step) = (m.to.unwrap_or(0), m.step.unwrap_or(0));
        let if_ = self.pick("si", "if");
        let Some(from) = state.values.single() else {
            let dated = fact.ty == Type::Date;
            let reached = match dated {
                true => self.pick("était le", "were"),
                false => self.pick("atteignait", "reached"),
            };
            return format!("{if_} {name} {reached} {}", self.reached(step, to, &show));
        };
        if fact.ty == Type::Date {
            let (days, later) = (step.abs(), step > 0);
            return match self.lang {
                Lang::Fr => format!(
                    "si {name} passait du {} au {} ({days} {} {})",
                    show(from),
                    show(to),
                    if days > 1 { "jours" } else { "jour" },
                    if later { "plus tard" } else { "plus tôt" }
                ),
                Lang::En => format!(
                    "if {name} moved from {} to {} ({days} {} {})",
                    show(from),
                    show(to),
                    if days > 1 { "days" } else { "day" },
                    if later { "later" } else { "earlier" }
                ),
            };
        }
        let reached = self.reached(step, to, &show);
        if reached != show(to) {
            return format!(
                "{if_} {name} {} {} {} {reached}",
                self.pick("passait de", "went from"),
                show(from),
                self.pick("à", "to")
            );
        }
        let by = phrase::quantity(Ratio::scaled(step.abs(), fact.ty.scale()), &fact.ty, self.lang);
        let verb = match step > 0 {
            true => self.pick("augmentait de", "rose by"),
            false => self.pick("diminuait de", "fell by"),
        };
        format!(
            "{if_} {name} {verb} {by} ({} {} {} {})",
            self.pick("de", "from"),
            show(from),
            self.pick("à", "to"),
            show(to)
        )
    }

    /// A value, or "more than 0 €" where the least more is a cent.
    fn reached(&self, step: i64, to: i64, show: &dyn Fn(i64) -> String) -> String {
        let before = show(to - step.signum());
        match before.chars().count() < show(to).chars().count() {
            true if step > 0 => format!("{} {before}", self.pick("plus de", "more than")),
            true => format!("{} {before}", self.pick("moins de", "less than")),
            false => show(to),
        }
    }

    fn member_label(&self, f: FactId, m: u32) -> String {
        self.held(f, m, true)
    }
}
