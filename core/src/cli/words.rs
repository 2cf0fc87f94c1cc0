//! Parts of an answer in words: verdicts, calendars, numbers. Prose about rules themselves is made in `explanation`.

use super::page::{BAD, DIM, GOOD, OPEN, styled};
use crate::{
    Group, RuleSet,
    base::Lang,
    contract::{Asked, Calendar, Catalogue, Decimal, Interval, Provider, Recommendation, Report, Why},
    eligibility::Verdict,
    explanation,
    model::{Confidence, Kind},
    value::{Ratio, parse_day},
};
use anstyle::Style;
use serde_json::Value;

/// What an answer is told with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling<'a> {
    pub(super) lang: Lang,
    pub(super) rules: &'a RuleSet,
    pub(super) catalogue: &'a Catalogue,
    pub(super) report: &'a Report,
}

impl Telling<'_> {
    pub(super) fn pick<'t>(&self, fr: &'t str, en: &'t str) -> &'t str {
        pick(self.lang, fr, en)
    }

    /// `label : text`, as each language writes it.
    pub(super) fn pair(&self, label: &str, text: &str) -> String {
        format!("{label}{}{text}", self.pick(" : ", ": "))
    }

    pub(super) fn asked(&self, fact: &str) -> Option<&Asked> {
        self.catalogue.facts.iter().find(|f| f.fact == fact)
    }

    /// A scheme's name, with its place when it is possible.
    pub(super) fn scheme(&self, id: &str) -> String {
        let title = self.catalogue.schemes.iter().find(|s| s.scheme == id).map_or(id, |s| s.title.as_str());
        let told = self.report.schemes.iter().find(|s| s.scheme == id);
        match told.map(|s| (s.group, s.place)) {
            Some((Group::Now | Group::Later, place)) => format!("{title} ({} {place})", self.pick("n°", "no.")),
            Some((Group::Not, _)) => format!("{title} ({})", self.pick("pas pour ce projet", "not for this project")),
            Some((Group::Closed, _)) => format!("{title} ({})", self.pick("fermé", "closed")),
            None => title.to_owned(),
        }
    }

    /// Which of several rule sets a scheme comes from, and which changed it: their names, or their ids alone.
    pub(super) fn brought_by(&self, s: &Recommendation, named: bool) -> Option<String> {
        let from = s.provenance.as_ref()?;
        let name = |id: &str| if named { self.layer(id) } else { id.to_owned() };
        let mut told = name(&from.layer);
        let narrowed = from.narrowed_by.iter().map(|l| (self.pick("restreint par", "narrowed by"), l));
        let closed = from.closed_by.iter().map(|l| (self.pick("fermé par", "closed by"), l));
        for (how, layer) in narrowed.chain(closed) {
            told.push_str(&format!("{} {how} {}", self.pick(" ;", ";"), name(layer)));
        }
        Some(told)
    }

    /// A rule set's name and id.
    fn layer(&self, id: &str) -> String {
        let found = self.report.rule_set.layers.iter().find(|l| l.id == id);
        found.map_or_else(|| id.to_owned(), |l| format!("{} ({id})", l.title))
    }

    pub(super) fn number(&self, d: Decimal) -> String {
        explanation::number(Ratio::scaled(d.mantissa, d.scale), d.scale, self.lang)
    }

    pub(super) fn euros(&self, d: Decimal) -> String {
        format!("{}\u{a0}€", self.number(d))
    }

    pub(super) fn percent(&self, d: Decimal) -> String {
        let hundred = Decimal { mantissa: d.mantissa.saturating_mul(100), scale: d.scale };
        format!("{}{}%", self.number(hundred), self.pick("\u{a0}", ""))
    }

    /// A date of the answer as people write it.
    pub(super) fn day(&self, iso: &str) -> String {
        day(iso, self.lang)
    }

    /// Days, said as months when they are whole months.
    pub(super) fn days(&self, i: Interval) -> String {
        let whole = i.from % 30 == 0 && i.to % 30 == 0 && i.to > 0;
        if whole {
            self.interval(Interval { from: i.from / 30, to: i.to / 30 }, ("mois", "mois"), ("month", "months"))
        } else {
            self.interval(i, ("jour", "jours"), ("day", "days"))
        }
    }

    pub(super) fn months(&self, i: Interval) -> String {
        self.interval(i, ("mois", "mois"), ("month", "months"))
    }

    pub(super) fn interval(&self, i: Interval, fr: (&str, &str), en: (&str, &str)) -> String {
        let (one, many) = match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        };
        let unit = if i.to > 1 { many } else { one };
        if i.from == i.to {
            format!("{} {unit}", i.to)
        } else {
            format!("{} {} {} {unit}", i.from, self.pick("à", "to"), i.to)
        }
    }

    /// A value of a completion, as its fact names it.
    pub(super) fn value(&self, fact: &str, value: &Value) -> String {
        let asked = self.asked(fact);
        match value {
            Value::Bool(b) => self.pick(if *b { "oui" } else { "non" }, if *b { "yes" } else { "no" }).to_owned(),
            Value::Array(items) if items.is_empty() => self.pick("rien de la liste", "nothing of the list").to_owned(),
            Value::Array(items) => items.iter().map(|v| self.value(fact, v)).collect::<Vec<_>>().join(", "),
            Value::Object(state) => match state.get("state").and_then(Value::as_str) {
                Some("none") => self.pick("rien", "none").to_owned(),
                Some("not_applicable") => self.pick("sans objet", "not applicable").to_owned(),
                _ => value.to_string(),
            },
            Value::Number(n) => self.measured(asked, &n.to_string()),
            Value::String(text) => {
                let member =
                    asked.and_then(|a| a.values.iter().find(|(name, _)| name == text)).map(|(_, label)| label.clone());
                member.or_else(|| self.code(asked, text)).unwrap_or_else(|| self.measured(asked, text))
            }
            Value::Null => self.pick("inconnu", "unknown").to_owned(),
        }
    }

    fn code(&self, asked: Option<&Asked>, code: &str) -> Option<String> {
        let taxonomy = self.rules.model().taxonomy(asked?.taxonomy.as_deref()?)?;
        let node = taxonomy.find(code)?;
        Some(format!("{} ({code})", node.label.get(self.lang)))
    }

    fn measured(&self, asked: Option<&Asked>, text: &str) -> String {
        let Some(n) = Ratio::parse(text) else { return self.day(text) };
        let Some(asked) = asked else { return explanation::number(n, 6, self.lang) };
        if asked.ty == "rate" {
            let percent = n.mul(Ratio::int(100)).unwrap_or(n);
            return format!("{}{}%", explanation::number(percent, 4, self.lang), self.pick("\u{a0}", ""));
        }
        let unit = asked.unit_label.as_ref().map_or_else(String::new, |u| format!("\u{a0}{u}"));
        format!("{}{unit}", explanation::number(n, 6, self.lang))
    }

    // ---- verdicts and calendars

    pub(super) fn provider(&self, p: &Provider) -> String {
        if p.title.is_empty() { p.id.clone() } else { p.title.clone() }
    }

    pub(super) fn kind(&self, word: &str) -> String {
        Kind::parse(word).map_or_else(|| word.to_owned(), |k| k.label().get(self.lang).to_owned())
    }

    pub(super) fn confidence(&self, word: &str) -> String {
        Confidence::parse(word).map_or_else(|| word.to_owned(), |c| c.label().get(self.lang).to_owned())
    }

    /// The verdict in a word or two.
    pub(super) fn verdict(&self, s: &Recommendation) -> (Style, &'static str) {
        let closed = s.group == Group::Closed;
        let (style, fr, en) = match s.verdict {
            Verdict::Eligible => (GOOD, "éligible", "eligible"),
            Verdict::Conditional => (GOOD, "sous condition", "conditional"),
            Verdict::Undetermined => (OPEN, "à préciser", "to be settled"),
            Verdict::Ineligible => (BAD, "non éligible", "not eligible"),
        };
        (if closed { DIM } else { style }, pick(self.lang, fr, en))
    }

    /// The verdict as a sentence.
    pub(super) fn verdict_told(&self, s: &Recommendation) -> String {
        let (style, word) = self.verdict(s);
        let because = match (s.verdict, s.why) {
            (Verdict::Eligible, _) => self.pick("tous les critères sont remplis", "every criterion is met"),
            (Verdict::Conditional, _) => self.pick(
                "tout ce qui se vérifie est rempli ; il reste ce qui se déclare ou se décide (plus bas)",
                "all that can be checked is met; what is declared or decided stays open (below)",
            ),
            (Verdict::Undetermined, Some(Why::Coupled)) => self.pick(
                "des réponses manquantes dépendent l'une de l'autre ; le calcul ne les sépare pas exactement",
                "missing answers hang together in a way that is not told apart exactly",
            ),
            (Verdict::Undetermined, Some(Why::Limit)) => {
                self.pick("la recherche a atteint sa limite", "the search met its limit")
            }
            (Verdict::Undetermined, Some(Why::Missing) | None) => {
                self.pick("cela dépend de réponses qui manquent", "it depends on answers that are missing")
            }
            (Verdict::Ineligible, _) => self.pick(
                "un critère au moins n'est pas rempli, quelles que soient les réponses qui manquent",
                "at least one criterion is not met, whatever the missing answers may be",
            ),
        };
        self.pair(&styled(style, &word.to_uppercase()), because)
    }

    /// The calendar as a sentence.
    pub(super) fn window(&self, w: &Calendar) -> String {
        let until = |prefix_fr: &str, prefix_en: &str, day: &Option<String>| {
            let day = day.as_ref().map(|d| self.day(d));
            day.map_or_else(String::new, |d| format!("{} {d}", self.pick(prefix_fr, prefix_en)))
        };
        let decided = until(", décision le", ", decided on", &w.decided);
        let told = match w.state {
            "open" if w.closes.is_none() => self.pick("ouvert, sans date limite", "open, no deadline").to_owned(),
            "open" => format!("{}{}", self.pick("ouvert", "open"), until(" jusqu'au", " until", &w.closes)),
            "upcoming" => {
                let opens = until("ouvre le", "opens on", &w.opens);
                format!("{opens}{}", until(", ferme le", ", closes on", &w.closes))
            }
            "closed" => {
                let since = until(" depuis le", " since", &w.closes);
                let because = w.because.as_ref().map_or_else(String::new, |b| self.pair("", b));
                format!("{}{since}{because}", self.pick("fermé", "closed"))
            }
            _ => self.pick("calendrier non publié : à demander", "no published calendar: ask").to_owned(),
        };
        format!("{told}{decided}")
    }

    /// The calendar in a cell of a table.
    pub(super) fn window_short(&self, w: &Calendar) -> String {
        let dated = |fr: &str, en: &str, day: &Option<String>| {
            day.as_ref().map(|d| format!("{} {}", self.pick(fr, en), self.day(d)))
        };
        match w.state {
            "open" => dated("jusqu'au", "until", &w.closes).unwrap_or_else(|| self.pick("ouvert", "open").to_owned()),
            "upcoming" => {
                dated("dès le", "from", &w.opens).unwrap_or_else(|| self.pick("à venir", "upcoming").to_owned())
            }
            "closed" => self.pick("fermé", "closed").to_owned(),
            _ => self.pick("à demander", "ask").to_owned(),
        }
    }

    pub(super) fn group(&self, g: Group) -> &'static str {
        match g {
            Group::Now => pick(self.lang, "Possible maintenant", "Possible now"),
            Group::Later => pick(self.lang, "Ouvre plus tard", "Opens later"),
            Group::Not => pick(self.lang, "Pas pour ce projet", "Not for this project"),
            Group::Closed => pick(self.lang, "Fermé", "Closed"),
        }
    }
}

/// A date of an answer as people write it.
pub(super) fn day(iso: &str, lang: Lang) -> String {
    parse_day(iso).map_or_else(|| iso.to_owned(), |d| explanation::day(d, lang))
}

pub(super) fn pick<'t>(lang: Lang, fr: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}
