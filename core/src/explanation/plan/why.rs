//! Other plans beside this one, and the rules that keep a gap open.

use super::{Told, money::percent};
use crate::{
    base::{Text, tell},
    contract::{self, Decimal},
    explanation::{amount::source_words, phrase},
    finance::{Bar, Blocker, Financing, Other, Rule, Variant, Why},
    model::Scheme,
};

impl Told<'_> {
    /// How a variant differs, and a sentence of it.
    fn compared(&self, variant: &Variant, label: String) -> contract::Comparison {
        let (added, dropped) = self.plan.changes(variant);
        contract::Comparison {
            gap: Decimal::cents(variant.gap),
            trough: Decimal::cents(variant.trough),
            cost: Decimal::cents(variant.cost),
            files: variant.files,
            adds: self.words.ids(&added),
            drops: self.words.ids(&dropped),
            label,
        }
    }

    /// What changes in gap, trough and cost, as a list.
    fn difference(&self, variant: &Variant) -> Vec<String> {
        let own = self.plan.itself();
        let mut all = vec![];
        let mut say = |before: i64, after: i64, more: &dyn Fn(String) -> Text, less: &dyn Fn(String) -> Text| {
            // a euro is the least that is worth a word
            if (after - before).abs() >= 100 {
                let by = self.words.euros((after - before).abs());
                all.push(self.words.pick(&if after > before { more(by) } else { less(by) }));
            }
        };
        say(own.gap, variant.gap, &|by| tell!("il manque {by} de plus", "{by} more is missing"), &|by| {
            tell!("il manque {by} de moins", "{by} less is missing")
        });
        say(
            own.trough,
            variant.trough,
            &|by| tell!("la trésorerie descend {by} plus bas", "cash falls {by} further"),
            &|by| tell!("la trésorerie descend {by} moins bas", "cash falls {by} less"),
        );
        if own.gap != variant.gap {
            // what is not financed costs nothing: the two do not compare
            return all;
        }
        say(own.cost, variant.cost, &|by| tell!("le coût net augmente de {by}", "net cost goes up by {by}"), &|by| {
            tell!("le coût net baisse de {by}", "net cost goes down by {by}")
        });
        all
    }

    pub(super) fn fallback(&self, variant: &Variant) -> contract::Comparison {
        let differs = self.difference(variant);
        let (added, _) = self.plan.changes(variant);
        let list = phrase::and_list(&differs, self.options.lang);
        let text = match (differs.is_empty(), added.is_empty()) {
            (true, true) => {
                tell!("en cas de refus, le plan ne change presque pas", "if refused, the plan hardly changes")
            }
            (false, true) => tell!("en cas de refus, {list}", "if refused, {list}"),
            (true, false) => {
                let titles = self.words.titles(&added);
                tell!("en cas de refus, {titles} prend le relais", "if refused, {titles} steps in")
            }
            (false, false) => {
                let titles = self.words.titles(&added);
                tell!("en cas de refus, {titles} prend le relais et {list}", "if refused, {titles} steps in and {list}")
            }
        };
        self.compared(variant, self.words.pick(&text))
    }

    pub(super) fn forced(&self, variant: &Variant) -> contract::Comparison {
        let list = phrase::and_list(&self.difference(variant), self.options.lang);
        let text = if list.is_empty() {
            tell!("le prendre ne change presque rien", "taking it changes hardly anything")
        } else {
            tell!("si on le prend, {list}", "if one takes it, {list}")
        };
        self.compared(variant, self.words.pick(&text))
    }

    pub(super) fn others(&self) -> Vec<contract::OtherPlan> {
        let told = |(other, variant): (Other, Variant)| {
            let (kind, title) = match other {
                Other::NoLoan => ("no_loan", tell!("Sans aucun prêt", "Without any loan")),
                Other::FewerFiles => ("fewer_files", tell!("Avec un dossier de moins", "With one file fewer")),
                Other::CashFirst => ("cash_first", tell!("La trésorerie d'abord", "Cash first")),
            };
            let list = phrase::and_list(&self.difference(&variant), self.options.lang);
            let text = if list.is_empty() {
                tell!("presque rien ne change", "hardly anything changes")
            } else {
                Text::same(list)
            };
            let label = self.words.pick(&text);
            contract::OtherPlan { kind, title: self.words.pick(&title), plan: self.compared(&variant, label) }
        };
        self.plan.others().into_iter().map(told).collect()
    }

    pub(super) fn blockers(&self) -> Vec<contract::BlockerTold> {
        self.plan.blockers().iter().map(|b| self.blocker(b)).collect()
    }

    fn blocker(&self, blocker: &Blocker) -> contract::BlockerTold {
        let left = self.words.euros(blocker.gap);
        let (rule, text, about) = match blocker.bar {
            Bar::Either(a, b) => {
                let (a_title, b_title) = (self.words.titles(&[a]), self.words.titles(&[b]));
                let text =
                    tell!("{a_title} et {b_title} ne se cumulent pas", "{a_title} and {b_title} do not go together");
                ("excludes", text, vec![a, b])
            }
            Bar::Tie { rule, of } => {
                let (word, text) = self.rule(rule, of);
                (word, text, of.into_iter().collect())
            }
            Bar::All(of) => {
                let (title, demands) = (self.words.titles(&[of]), self.demands(of));
                let (fr, en) = (demands.fr, demands.en);
                ("together", tell!("{title} demande {fr}", "{title} asks for {en}"), vec![of])
            }
        };
        let (fr, en) = (text.fr, text.en);
        let text = if blocker.gap == 0 {
            tell!("{fr} ; sans cela, il ne manquerait rien", "{en}; without that nothing would be missing")
        } else {
            tell!("{fr} ; sans cela, il manquerait {left}", "{en}; without that {left} would be missing")
        };
        contract::BlockerTold {
            rule,
            label: self.words.pick(&text),
            about: self.words.ids(&about),
            gap: Decimal::cents(blocker.gap),
        }
    }

    /// The money that one piece asks for beside it, as far as none is there; all of it where there is some of each.
    pub(super) fn demands(&self, of: usize) -> Text {
        let rules = self.plan.rules_of(of);
        let none: Vec<Rule> = rules.iter().copied().filter(|r| self.plan.has_nothing_for(of, *r)).collect();
        let some = if none.is_empty() { rules } else { none };
        let all: Vec<Text> = some.into_iter().filter_map(|rule| self.demand(rule, of)).collect();
        let join = |side: fn(&Text) -> &str, lang| {
            let mut each: Vec<String> = all.iter().map(|t| side(t).to_owned()).collect();
            each.dedup();
            phrase::and_list(&each, lang)
        };
        Text { fr: join(|t| &t.fr, crate::Lang::Fr), en: join(|t| &t.en, crate::Lang::En) }
    }

    /// What a rule asks for, without its scheme.
    fn demand(&self, rule: Rule, of: usize) -> Option<Text> {
        let scheme = self.words.piece(of)?.scheme().and_then(|s| self.words.scheme(s))?;
        let share = |r| phrase::number(percent(r), 2, self.options.lang);
        Some(match rule {
            Rule::Own => {
                let p = share(scheme.own_contribution.as_ref()?.at_least);
                tell!("{p} % d'apport", "{p}% of your own")
            }
            Rule::Cofinancing(n) => {
                let other = scheme.cofinancing.get(n)?;
                let (p, from) = (share(other.at_least), source_words(&other.from));
                let (fr, en) = (from.fr, from.en);
                tell!("{p} % d'argent {fr}", "{p}% of money {en}")
            }
            Rule::Follows(n) => {
                let other = scheme.amount.as_ref()?.follows.get(n)?;
                let (r, from) = (phrase::number(other.ratio, 2, self.options.lang), source_words(&other.from));
                let (fr, en) = (from.fr, from.en);
                tell!("1 € {fr} pour {r} € d'aide", "1 € {en} for {r} € of aid")
            }
            Rule::Group(_) | Rule::Expense | Rule::Headroom(_) | Rule::Unlocked | Rule::Covers | Rule::Bridges => {
                return None;
            }
        })
    }

    /// A rule in words.
    fn rule(&self, rule: Rule, of: Option<usize>) -> (&'static str, Text) {
        let title = of.map_or_else(String::new, |k| self.words.titles(&[k]));
        let scheme: Option<&Scheme> =
            of.and_then(|k| self.words.piece(k)).and_then(|p| p.scheme()).and_then(|s| self.words.scheme(s));
        let share = |r| phrase::number(percent(r), 2, self.options.lang);
        match rule {
            Rule::Own => {
                let p =
                    scheme.and_then(|s| s.own_contribution.as_ref()).map_or_else(String::new, |o| share(o.at_least));
                ("own_contribution", tell!("{title} demande {p} % d'apport", "{title} asks for {p}% of your own"))
            }
            Rule::Cofinancing(n) => {
                let other = scheme.and_then(|s| s.cofinancing.get(n));
                let p = other.map_or_else(String::new, |o| share(o.at_least));
                let from = other.map_or_else(Text::default, |o| source_words(&o.from));
                let (fr, en) = (from.fr, from.en);
                ("cofinancing", tell!("{title} demande {p} % d'argent {fr}", "{title} asks for {p}% of money {en}"))
            }
            Rule::Follows(n) => {
                let other = scheme.and_then(|s| s.amount.as_ref()).and_then(|a| a.follows.get(n));
                let r = other.map_or_else(String::new, |f| phrase::number(f.ratio, 2, self.options.lang));
                let from = other.map_or_else(Text::default, |o| source_words(&o.from));
                let (fr, en) = (from.fr, from.en);
                (
                    "follows",
                    tell!("{title} donne au plus {r} € pour 1 € {fr}", "{title} gives at most {r} € for 1 € {en}"),
                )
            }
            Rule::Group(at) => {
                let group = self.dated.model().groups.get(at).map_or_else(Text::default, |g| g.title.clone());
                let (fr, en) = (group.fr, group.en);
                ("group", tell!("{fr} ({title})", "{en} ({title})"))
            }
            Rule::Expense => (
                "expense",
                tell!("une même dépense n'est pas payée deux fois par des aides", "no expense is paid twice by aid"),
            ),
            Rule::Headroom(at) => {
                let regime = self.dated.model().regimes.get(at).map_or_else(Text::default, |g| g.title.clone());
                let (fr, en) = (regime.fr, regime.en);
                ("headroom", tell!("plafond d'aides : {fr}", "ceiling of aid: {en}"))
            }
            Rule::Unlocked => ("unlocked", tell!("{title} attend une garantie", "{title} waits for a guarantee")),
            Rule::Covers | Rule::Bridges => ("follows", Text::same(title)),
        }
    }

    /// What the plan would be if everything open were favourable.
    pub(super) fn hopeful(&self, hopeful: &Financing) -> Option<contract::Hopeful> {
        let (own, best) = (self.plan.itself(), hopeful.itself());
        let taken = |f: &Financing| f.taken().each().map(|(_, p, _)| p.id.clone()).collect::<Vec<_>>();
        let now = taken(self.plan);
        let mut adds: Vec<String> = vec![];
        for id in taken(hopeful).into_iter().filter(|id| !now.contains(id)) {
            if !adds.contains(&id) {
                adds.push(id);
            }
        }
        let open = self.plan.prepared.left.iter().filter(|l| adds.contains(&self.words.money(l.money).0));
        let mut missing: Vec<String> = open
            .filter_map(|l| match &l.why {
                Why::Open(facts) | Why::AmountOpen(facts) => Some(facts.clone()),
                _ => None,
            })
            .flatten()
            .collect();
        crate::base::Order::order(&mut missing);
        missing.dedup();
        if missing.is_empty() || (best.gap, best.trough) >= (own.gap, own.trough) {
            return None;
        }
        let between =
            |a: i64, b: i64| contract::EurosBetween { low: Decimal::cents(a.min(b)), high: Decimal::cents(a.max(b)) };
        let (list, gap) = (self.facts(&missing), self.words.euros(best.gap));
        let trough = self.words.euros(best.trough);
        let text = match (own.gap, best.gap, best.trough) {
            (0, _, 0) => tell!(
                "Si les réponses sont favorables ({list}), la trésorerie ne descendrait pas sous zéro.",
                "If the answers are favourable ({list}), cash would not fall below zero."
            ),
            (0, ..) => tell!(
                "Si les réponses sont favorables ({list}), la trésorerie ne descendrait qu'à {trough} sous zéro.",
                "If the answers are favourable ({list}), cash would only fall to {trough} below zero."
            ),
            (_, 0, _) => tell!(
                "Si les réponses sont favorables ({list}), il ne manquerait rien.",
                "If the answers are favourable ({list}), nothing would be missing."
            ),
            _ => tell!(
                "Si les réponses sont favorables ({list}), il manquerait {gap}.",
                "If the answers are favourable ({list}), {gap} would be missing."
            ),
        };
        Some(contract::Hopeful {
            gap: between(best.gap, own.gap),
            trough: between(best.trough, own.trough),
            adds,
            missing,
            label: self.words.pick(&text),
        })
    }
}
