//! The roadmap as an iCalendar file (RFC 5545): one event a step, all day long.

use super::day;
use crate::{
    base::Lang,
    contract::{PlanReport, RoadStep},
    value::{add_days, format_day, parse_day},
};
use sha2::{Digest, Sha256};

/// Octets that a line may have, its end left out.
const LINE: usize = 75;

/// The file; `name` tells projects apart, so that two can stand in one calendar.
pub(super) fn ics(plan: &PlanReport, name: Option<&str>, lang: Lang) -> String {
    let fr = lang == Lang::Fr;
    let title = name.unwrap_or(if fr { "Feuille de route" } else { "Roadmap" });
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//terreau//roadmap//{}", plan.lang.to_uppercase()),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(title)),
    ];
    let project = project(plan, name);
    for step in plan.roadmap.steps.iter().filter(|s| !s.done) {
        lines.extend(event(plan, step, &project, lang));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|l| folded(l)).collect()
}

/// What stands for the project in ids of events: the same from one day to the next.
fn project(plan: &PlanReport, name: Option<&str>) -> String {
    let digest = Sha256::digest(format!("{}\n{}", plan.rule_set.id, name.unwrap_or("")));
    digest.iter().take(6).map(|b| format!("{b:02x}")).collect()
}

fn event(plan: &PlanReport, step: &RoadStep, project: &str, lang: Lang) -> Vec<String> {
    let about = step.title.as_ref().map_or_else(String::new, |t| format!(" ({t})"));
    let on = on(plan, step);
    vec![
        "BEGIN:VEVENT".to_owned(),
        // ids hold what a funder is called here, and nothing that needs escaping
        format!("UID:{}.{project}@terreau", step.id),
        format!("DTSTAMP:{}T000000Z", compact(&plan.as_of)),
        format!("DTSTART;VALUE=DATE:{}", compact(&on)),
        format!("DTEND;VALUE=DATE:{}", compact(&next(&on))),
        format!("SUMMARY:{}", escaped(&format!("{}{about}", step.label))),
        format!("DESCRIPTION:{}", escaped(&description(step, lang))),
        format!("CATEGORIES:{}", category(step, lang)),
        // it takes no time of the day
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
    ]
}

/// What the project does is shown on its last day, or today when that is past; what others do, on the day by which it should come.
fn on(plan: &PlanReport, step: &RoadStep) -> String {
    let own = matches!(step.kind, "ask_bank" | "own" | "prepare" | "apply" | "order" | "start");
    let day = if own { step.latest.as_ref().unwrap_or(&step.by) } else { &step.by };
    day.max(&plan.as_of).clone()
}

fn category(step: &RoadStep, lang: Lang) -> &'static str {
    let fr = lang == Lang::Fr;
    match step.kind {
        "ask_bank" | "own" | "prepare" | "apply" => {
            if fr {
                "À faire"
            } else {
                "To do"
            }
        }
        "order" | "start" => {
            if fr {
                "Projet"
            } else {
                "Project"
            }
        }
        _ => {
            if fr {
                "À attendre"
            } else {
                "To wait for"
            }
        }
    }
}

fn description(step: &RoadStep, lang: Lang) -> String {
    let fr = lang == Lang::Fr;
    let days = (day(&step.earliest, lang), day(&step.by, lang));
    let mut lines = vec![match (fr, step.earliest == step.by) {
        (true, true) => format!("Possible dès le {}.", days.0),
        (false, true) => format!("Possible from {}.", days.0),
        (true, false) => format!("Au mieux le {}, le {} si les délais sont longs.", days.0, days.1),
        (false, false) => format!("At best {}, {} should delays be long.", days.0, days.1),
    }];
    if let Some(latest) = &step.latest {
        let latest = day(latest, lang);
        lines.push(if fr { format!("Au plus tard le {latest}.") } else { format!("At the latest {latest}.") });
    }
    if let Some(late) = step.margin.filter(|m| *m < 0).map(|m| -m) {
        lines.push(if fr {
            format!("Trop tard de {late} jours si les délais sont longs.")
        } else {
            format!("Too late by {late} days should delays be long.")
        });
    }
    if let Some(hours) = step.hours {
        let told = if hours.from == hours.to { hours.to.to_string() } else { format!("{}–{}", hours.from, hours.to) };
        lines.push(if fr { format!("Heures de travail : {told}.") } else { format!("Hours of work: {told}.") });
    }
    lines.join("\n")
}

fn compact(iso: &str) -> String {
    iso.replace('-', "")
}

fn next(iso: &str) -> String {
    parse_day(iso).map_or_else(|| iso.to_owned(), |d| format_day(add_days(d, 1)))
}

/// Text as the format holds it.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    text.replace("\r\n", "\\n").replace(['\n', '\r'], "\\n")
}

/// A line cut between characters, each part but the first after a space.
fn folded(line: &str) -> String {
    let (mut text, mut octets) = (String::new(), 0);
    for c in line.chars() {
        if octets + c.len_utf8() > LINE {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(c);
        octets += c.len_utf8();
    }
    text + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::{escaped, folded};

    #[test]
    fn long_lines_are_cut_between_characters() {
        let line = "é".repeat(80);
        let cut = folded(&line);
        assert!(cut.split("\r\n").all(|l| l.len() <= 75));
        assert_eq!(cut.replace("\r\n ", "").trim_end(), line);
        assert_eq!(folded(&"a".repeat(75)), format!("{}\r\n", "a".repeat(75)));
    }

    #[test]
    fn what_the_format_uses_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne"), "a\\, b\\; c\\\\d\\ne");
    }
}
