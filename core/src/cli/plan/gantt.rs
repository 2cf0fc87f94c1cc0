//! The roadmap as a chart: a row for each step, from the day on which it can be at best to that with the longest delays, with the
//! last day that keeps what the project wants.

use super::{super::html::escaped, day, picture::cut};
use crate::{
    base::Lang,
    contract::{PlanReport, RoadStep},
    value::{Day, add_months, first_of_month, format_day, parse_day},
};

const WIDTH: i64 = 1200;
/// Where the days begin.
const LEFT: i64 = 442;
const RIGHT: i64 = 24;
const ROW: i64 = 22;
const TOP: i64 = 92;
const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#222b27}.head{font-weight:600}.small{font-size:12px;fill:#5a655f}\
.grid{stroke:#dde3df}.today{stroke:#222b27;stroke-width:1.5}.wanted{stroke:#5b6b8c;stroke-width:1.5;stroke-dasharray:5 4}\
.own{fill:#1b7a5a}.other{fill:#7fa6cf}.goal{fill:#d9a441}.decides{stroke:#222b27;stroke-width:2}\
.last{fill:#fff;stroke:#222b27;stroke-width:1.6}.late{fill:#b5482a;stroke:#b5482a}";

/// A row of the chart.
enum Row<'p> {
    Title(String),
    Step(&'p RoadStep),
}

pub(super) fn svg(plan: &PlanReport, title: Option<&str>, lang: Lang) -> String {
    let rows = rows(plan, lang);
    let chart = Chart::new(plan, lang);
    let height = TOP + rows.len() as i64 * ROW + 58;
    let mut body = chart.axis(height - 44);
    for (n, row) in rows.iter().enumerate() {
        let y = TOP + n as i64 * ROW;
        match row {
            Row::Title(title) => body.push_str(&format!(
                "<text class=\"head\" x=\"14\" y=\"{}\">{}</text>\n",
                y + 15,
                escaped(&cut(title, 60))
            )),
            Row::Step(step) => body.push_str(&chart.row(step, y)),
        }
    }
    body.push_str(&chart.key(height - 20));
    let head = if lang == Lang::Fr { "Feuille de route" } else { "Roadmap" };
    let head = title.map_or_else(|| head.to_owned(), |t| format!("{head} : {t}"));
    let head = if lang == Lang::Fr { head } else { head.replacen(" : ", ": ", 1) };
    let told = plan.roadmap.summary.join(" ");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"road-title road-desc\" lang=\"{}\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\">\n<title id=\"road-title\">{}</title>\n<desc id=\"road-desc\">{}</desc>\n<style>{STYLE}</style>\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n<text class=\"head\" x=\"14\" y=\"28\" style=\"font-size:19px\">{}</text>\n{body}</svg>\n",
        plan.lang,
        escaped(&head),
        escaped(&told),
        escaped(&cut(&head, 110)),
    )
}

/// Steps under the name of what they are about, in the order of the roadmap.
fn rows(plan: &PlanReport, lang: Lang) -> Vec<Row<'_>> {
    let steps = &plan.roadmap.steps;
    let mut told: Vec<&Option<String>> = vec![];
    let mut rows = vec![];
    for step in steps {
        if told.contains(&&step.title) {
            continue;
        }
        told.push(&step.title);
        let project = if lang == Lang::Fr { "Le projet" } else { "The project" };
        rows.push(Row::Title(step.title.clone().unwrap_or_else(|| project.to_owned())));
        rows.extend(steps.iter().filter(|s| s.title == step.title).map(Row::Step));
    }
    rows
}

/// Days on a line.
struct Chart<'p> {
    plan: &'p PlanReport,
    lang: Lang,
    first: Day,
    last: Day,
}

impl<'p> Chart<'p> {
    fn new(plan: &'p PlanReport, lang: Lang) -> Chart<'p> {
        let steps = &plan.roadmap.steps;
        let all = steps.iter().flat_map(|s| [Some(&s.by), s.latest.as_ref()]).flatten().chain([&plan.as_of]);
        let days: Vec<Day> = all.filter_map(|d| parse_day(d)).collect();
        // a latest date that lies long behind is drawn at the edge
        let first = first_of_month(parse_day(&plan.as_of).unwrap_or(0));
        let last = add_months(first_of_month(days.iter().copied().max().unwrap_or(first)), 1);
        Chart { plan, lang, first, last: last.max(add_months(first, 3)) }
    }

    fn x(&self, day: Day) -> i64 {
        let day = day.clamp(self.first, self.last);
        LEFT + (day - self.first) * (WIDTH - LEFT - RIGHT) / (self.last - self.first).max(1)
    }

    fn place(&self, iso: &str) -> i64 {
        self.x(parse_day(iso).unwrap_or(self.first))
    }

    /// Months, today, and the start that is wanted.
    fn axis(&self, bottom: i64) -> String {
        let mut text = String::new();
        let months = (self.last - self.first) / 30;
        let every = (months / 14 + 1).max(1);
        for n in 0..=months {
            let day = add_months(self.first, n);
            if day > self.last {
                break;
            }
            let x = self.x(day);
            text.push_str(&format!("<path class=\"grid\" d=\"M{x} {}V{bottom}\"/>\n", TOP - 12));
            if n % every == 0 && x + 60 < WIDTH {
                let name: String = format_day(day).chars().take(7).collect();
                text.push_str(&format!("<text class=\"small\" x=\"{}\" y=\"{}\">{name}</text>\n", x + 3, TOP - 18));
            }
        }
        let today = self.place(&self.plan.as_of);
        text.push_str(&format!("<path class=\"today\" d=\"M{today} {}V{bottom}\"/>\n", TOP - 44));
        let word = if self.lang == Lang::Fr { "date du plan" } else { "day of the plan" };
        text.push_str(&format!("<text class=\"small\" x=\"{}\" y=\"{}\">{word}</text>\n", today + 4, TOP - 36));
        let wanted = format!("{}-01", self.plan.roadmap.starts.wanted);
        if wanted > self.plan.as_of {
            let (x, word) =
                (self.place(&wanted), if self.lang == Lang::Fr { "démarrage voulu" } else { "wanted start" });
            text.push_str(&format!("<path class=\"wanted\" d=\"M{x} {}V{bottom}\"/>\n", TOP - 58));
            // above the day of the plan, which may be near
            text.push_str(&format!("<text class=\"small\" x=\"{}\" y=\"{}\">{word}</text>\n", x + 4, TOP - 50));
        }
        text
    }

    fn row(&self, step: &RoadStep, y: i64) -> String {
        let (from, to) = (self.place(&step.earliest), self.place(&step.by));
        let colour = match step.kind {
            "order" | "start" => "goal",
            "ask_bank" | "own" | "prepare" | "apply" => "own",
            _ => "other",
        };
        let decides = if step.critical { " decides" } else { "" };
        let mark = if step.critical { "◆ " } else { "" };
        let mut text = format!("<g><title>{}</title>\n", escaped(&self.told(step)));
        text.push_str(&format!(
            "<text x=\"28\" y=\"{}\">{}</text>\n",
            y + 15,
            escaped(&cut(&format!("{mark}{}", step.label), 56))
        ));
        let wide = (to - from).max(8);
        text.push_str(&format!(
            "<rect class=\"{colour}{decides}\" x=\"{from}\" y=\"{}\" width=\"{wide}\" height=\"12\" rx=\"3\"/>\n",
            y + 5
        ));
        if let Some(latest) = &step.latest {
            let (x, late) = (self.place(latest), if step.margin.is_some_and(|m| m < 0) { " late" } else { "" });
            let y = y + 11;
            text.push_str(&format!("<path class=\"last{late}\" d=\"M{x} {}l6 6l-6 6l-6 -6z\"/>\n", y - 6));
        }
        text + "</g>\n"
    }

    /// A row in words, for readers of screens and for whoever points at it.
    fn told(&self, step: &RoadStep) -> String {
        let days = (day(&step.earliest, self.lang), day(&step.by, self.lang));
        let latest = step.latest.as_ref().map(|d| day(d, self.lang));
        match (self.lang, latest) {
            (Lang::Fr, None) => format!("{} : au mieux le {}, délais longs le {}", step.label, days.0, days.1),
            (Lang::En, None) => format!("{}: at best {}, long delays {}", step.label, days.0, days.1),
            (Lang::Fr, Some(latest)) => {
                format!("{} : au mieux le {}, délais longs le {}, au plus tard le {latest}", step.label, days.0, days.1)
            }
            (Lang::En, Some(latest)) => {
                format!("{}: at best {}, long delays {}, at the latest {latest}", step.label, days.0, days.1)
            }
        }
    }

    fn key(&self, y: i64) -> String {
        let fr = self.lang == Lang::Fr;
        let bars = [
            ("own", "à faire", "to do"),
            ("other", "à attendre", "to wait for"),
            ("goal", "commander, démarrer", "order, start"),
        ];
        let mut text = String::new();
        let mut x = 28;
        for (class, told_fr, told_en) in bars {
            let told = if fr { told_fr } else { told_en };
            text.push_str(&format!(
                "<rect class=\"{class}\" x=\"{x}\" y=\"{}\" width=\"22\" height=\"12\" rx=\"3\"/>\n<text class=\"small\" x=\"{}\" y=\"{y}\">{told}</text>\n",
                y - 11,
                x + 28
            ));
            x += 28 + room(told);
        }
        let marks = [
            ("last", "au plus tard", "at the latest"),
            (
                "last late",
                "au plus tard, manqué si les délais sont longs",
                "at the latest, missed should delays be long",
            ),
        ];
        for (class, told_fr, told_en) in marks {
            let told = if fr { told_fr } else { told_en };
            text.push_str(&format!(
                "<path class=\"{class}\" d=\"M{x} {}l6 6l-6 6l-6 -6z\"/>\n<text class=\"small\" x=\"{}\" y=\"{y}\">{told}</text>\n",
                y - 11,
                x + 12
            ));
            x += 12 + room(told);
        }
        let told =
            if fr { "◆ et cadre noir : décide du démarrage" } else { "◆ and black frame: decides when to start" };
        text + &format!("<text class=\"small\" x=\"{}\" y=\"{y}\">{told}</text>\n", x)
    }
}

/// What a small text takes of the key, with the space after it.
fn room(text: &str) -> i64 {
    7 * text.chars().count() as i64 + 24
}
