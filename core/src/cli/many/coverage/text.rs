//! Who gets nothing, for people: numbers in tables, segments, criteria and openings in words.

use crate::{
    base::Lang,
    cli::{
        many::columns::Columns,
        page::{BOLD, Page, bold, dim},
        words::pick,
    },
    contract::{Blocking, Count, Coverage, Decimal, RuleSetId, SegmentCoverage, Uncovered},
    explanation::number,
    value::{Ratio, parse_day},
};

/// Columns of numbers are at least so wide.
const NUMBER: usize = 8;

/// What a population comes to.
pub(super) fn coverage(told: &Coverage, lang: Lang) -> String {
    let telling = Telling { lang };
    let mut page = Page::default();
    telling.head(&mut page, &told.rule_set, &told.as_of);
    let (projects, aside) = (telling.whole(told.projects), telling.whole(told.set_aside));
    page.line(match lang {
        Lang::Fr => format!("projets jugés : {projects} ; mis de côté : {aside}"),
        Lang::En => format!("projects judged: {projects}; set aside: {aside}"),
    });
    telling.lacks(&mut page, told);
    telling.tables(&mut page, told);
    telling.segments(&mut page, told);
    telling.blocking(&mut page, &told.blocking);
    let openings: Vec<&str> = told.openings.iter().map(|o| o.label.as_str()).collect();
    telling.list(&mut page, telling.pick("Ce qui ouvrirait", "What would open"), &openings);
    telling.kinds(&mut page, told);
    telling.needs(&mut page, told);
    telling.schemes(&mut page, told);
    telling.hidden(&mut page, told);
    page.text
}

/// Kinds of projects that the rules leave nothing to.
pub(super) fn uncovered(told: &Uncovered, lang: Lang) -> String {
    let telling = Telling { lang };
    let mut page = Page::default();
    telling.head(&mut page, &told.rule_set, &told.as_of);
    page.line(bold(&told.label));
    let n = telling.whole(told.schemes.into());
    page.line(match lang {
        Lang::Fr => format!("dispositifs qui feraient l'affaire : {n}"),
        Lang::En => format!("schemes that would do: {n}"),
    });
    let labels: Vec<&str> = told.segments.iter().map(|s| s.label.as_str()).collect();
    if labels.is_empty() && !told.truncated {
        page.line(telling.pick(
            "aucun genre de projet n'est refusé par tous, avec si peu de conditions",
            "no kind of project is refused by all of them, with so few conditions",
        ));
    }
    telling.list(&mut page, telling.pick("Projets que tous refusent", "Projects that all of them refuse"), &labels);
    let more = u64::from(told.total).saturating_sub(labels.len() as u64);
    if more > 0 {
        let more = telling.whole(more);
        page.line(dim(match lang {
            Lang::Fr => format!("et {more} de plus (`--top`)"),
            Lang::En => format!("and {more} more (`--top`)"),
        }));
    }
    if told.truncated {
        page.line(dim(telling.pick(
            "la recherche a atteint sa limite : il peut y en avoir d'autres, ou de plus généraux",
            "the search met its limit: there may be more, or more general ones",
        )));
    }
    page.text
}

struct Telling {
    lang: Lang,
}

impl Telling {
    fn pick<'t>(&self, fr: &'t str, en: &'t str) -> &'t str {
        pick(self.lang, fr, en)
    }

    fn whole(&self, n: u64) -> String {
        number(i64::try_from(n).map_or(Ratio::ZERO, Ratio::int), 0, self.lang)
    }

    /// `312`, or where it is hidden `≤ 10`, `1 030–1 040`.
    fn count(&self, n: Count) -> String {
        match n {
            Count { low, high } if low == high => self.whole(low),
            Count { low: 0, high } => format!("≤ {}", self.whole(high)),
            Count { low, high } => format!("{}–{}", self.whole(low), self.whole(high)),
        }
    }

    fn counts(&self, all: &[Count]) -> Vec<String> {
        all.iter().map(|n| self.count(*n)).collect()
    }

    /// A share of one in hundredths; nothing where it is hidden.
    fn share(&self, share: Option<Decimal>) -> String {
        let percent = share.and_then(|d| Ratio::scaled(d.mantissa, d.scale).mul(Ratio::int(100)));
        percent.map_or_else(String::new, |p| format!("{}{}%", number(p, 1, self.lang), self.pick("\u{a0}", "")))
    }

    fn head(&self, page: &mut Page, id: &RuleSetId, as_of: &str) {
        let short: String = id.fingerprint.chars().take(12).collect();
        let day = parse_day(as_of).map_or_else(|| as_of.to_owned(), |d| crate::explanation::day(d, self.lang));
        let (rules, on) = (self.pick("Règles", "Rules"), self.pick("au", "on"));
        page.line(dim(format!("{rules} {} {} ({short}), {on} {day}", id.id, id.version)));
    }

    /// A section opens.
    fn section(&self, page: &mut Page, title: &str) {
        page.blank();
        page.rule(title, BOLD);
    }

    fn list(&self, page: &mut Page, title: &str, items: &[&str]) {
        if items.is_empty() {
            return;
        }
        self.section(page, title);
        items.iter().for_each(|item| page.item(item));
    }

    /// What is lacking, numbered: tables have a column for each.
    fn lacks(&self, page: &mut Page, told: &Coverage) {
        self.section(page, self.pick("Ce qui manque", "What is lacking"));
        let heads = [self.pick("projets", "projects"), self.pick("part", "share")];
        let columns = Columns::begin(page, &heads, NUMBER);
        for (i, lack) in told.lacks.iter().enumerate() {
            let label = format!("[{}] {}", i + 1, lack.label);
            columns.row(page, &label, &[self.count(lack.projects), self.share(lack.share)]);
        }
    }

    fn tables(&self, page: &mut Page, told: &Coverage) {
        let numbered: Vec<String> = (1..=told.lacks.len()).map(|i| format!("[{i}]")).collect();
        let projects = self.pick("projets", "projects");
        let heads: Vec<&str> = [projects].into_iter().chain(numbered.iter().map(String::as_str)).collect();
        for table in told.tables.iter().filter(|t| !t.rows.is_empty()) {
            self.section(
                page,
                &match self.lang {
                    Lang::Fr => format!("Selon « {} »", table.label),
                    Lang::En => format!("By “{}”", table.label),
                },
            );
            let columns = Columns::begin(page, &heads, 0);
            for row in &table.rows {
                let counts: Vec<Count> = [row.projects].into_iter().chain(row.lacks.iter().copied()).collect();
                columns.row(page, &row.label, &self.counts(&counts));
            }
        }
    }

    fn segments(&self, page: &mut Page, told: &Coverage) {
        let wanted = told.lacks.iter().find(|l| l.target == told.target).map_or("", |l| l.label.as_str());
        let title = self.pick("Projets plus touchés que les autres", "Projects that lack most");
        let all: Vec<String> = told.segments.iter().map(|s| self.segment(s)).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let colon = self.pick(" : ", ": ");
        self.list(page, &format!("{title}{colon}{wanted}"), &all);
        if told.truncated {
            page.line(dim(self.pick(
                "la recherche a atteint sa limite : il peut y avoir de meilleurs segments",
                "the search met its limit: there may be better segments",
            )));
        }
    }

    /// `jeune ; département 07 : 52 sur 60 (86,7 %), surtout refusés par …`.
    fn segment(&self, s: &SegmentCoverage) -> String {
        let (lacking, of) = (self.count(s.lacking), self.whole(s.projects));
        let share = self.share(s.share);
        let share = if share.is_empty() { share } else { format!(" ({share})") };
        let told = match self.lang {
            Lang::Fr => format!("{} : {lacking} sur {of}{share}", s.label),
            Lang::En => format!("{}: {lacking} of {of}{share}", s.label),
        };
        let Some(b) = &s.blocking else { return told };
        let (refuses, of) = (self.whole(b.refuses), self.whole(b.of));
        match self.lang {
            Lang::Fr => format!("{told} ; « {} » en refuse {refuses} sur {of} ({})", b.label, b.title),
            Lang::En => format!("{told}; “{}” refuses {refuses} of {of} ({})", b.label, b.title),
        }
    }

    fn blocking(&self, page: &mut Page, all: &[Blocking]) {
        if all.is_empty() {
            return;
        }
        self.section(page, self.pick("Critères qui refusent le plus", "Criteria that refuse most"));
        let heads = [self.pick("refusés", "refused"), self.pick("par lui seul", "by it alone")];
        let columns = Columns::begin(page, &heads, NUMBER);
        for b in all {
            let label = format!("{} · {}", b.title, b.label);
            columns.row(page, &label, &[self.count(b.refuses), self.count(b.alone)]);
        }
    }

    fn kinds(&self, page: &mut Page, told: &Coverage) {
        self.section(page, self.pick("Par type de dispositif", "By kind of scheme"));
        let heads = match self.lang {
            Lang::Fr => ["ouverts", "à venir", "fermés", "possible", "certain"],
            Lang::En => ["open", "upcoming", "closed", "possible", "certain"],
        };
        let columns = Columns::begin(page, &heads, NUMBER);
        for k in &told.kinds {
            let schemes = [k.open, k.upcoming, k.closed].map(|n| self.whole(n.into()));
            columns.row(page, &k.label, &[&schemes[..], &self.counts(&[k.possible, k.sure])].concat());
        }
    }

    fn needs(&self, page: &mut Page, told: &Coverage) {
        let any = told.needs.iter().filter(|n| n.projects.high > 0);
        let all: Vec<_> = any.collect();
        if all.is_empty() {
            return;
        }
        self.section(page, self.pick("Besoins d'appui", "Needs for help"));
        let heads = [self.pick("projets", "projects"), self.pick("sans personne", "nobody")];
        let columns = Columns::begin(page, &heads, NUMBER);
        all.iter().for_each(|n| columns.row(page, &n.title, &self.counts(&[n.projects, n.alone])));
    }

    fn schemes(&self, page: &mut Page, told: &Coverage) {
        self.section(page, self.pick("Par dispositif", "By scheme"));
        let heads = match self.lang {
            Lang::Fr => ["éligibles", "sous cond.", "à préciser", "refusés", "dépôt"],
            Lang::En => ["eligible", "cond.", "unsettled", "refused", "window"],
        };
        let columns = Columns::begin(page, &heads, NUMBER);
        for s in &told.schemes {
            let counts = self.counts(&[s.eligible, s.conditional, s.undetermined, s.ineligible]);
            columns.row(page, &s.title, &[&counts[..], &[self.window(s.window).to_owned()]].concat());
        }
    }

    fn window(&self, word: &'static str) -> &'static str {
        match word {
            "open" => self.pick("ouvert", word),
            "upcoming" => self.pick("à venir", word),
            "closed" => self.pick("fermé", word),
            _ => self.pick("non daté", word),
        }
    }

    /// What is too few to tell.
    fn hidden(&self, page: &mut Page, told: &Coverage) {
        if told.minimum <= 1 {
            return;
        }
        page.blank();
        let least = self.whole(told.minimum);
        page.wrapped(
            "",
            "",
            &match self.lang {
                Lang::Fr => format!(
                    "Moins de {least} projets ne se disent pas : leur nombre est donné par un intervalle, et les listes les laissent de côté (`--minimum`)."
                ),
                Lang::En => format!(
                    "Fewer than {least} projects are not told of: their number is given as a range, and lists leave them out (`--minimum`)."
                ),
            },
        );
    }
}
