//! One scheme in full: verdict, money, why, what is missing, what goes with it, paperwork, sources.

use super::{
    criteria::{Notes, Shown, Tree},
    page::{FIELD_INDENT, Page, bold, dim, plural, right},
    words::Telling,
};
use crate::{Group, base::Lang, contract::Recommendation, eligibility::Verdict, value::Truth};

/// The card of one scheme.
pub(super) fn card(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    let mut notes = Notes::default();
    head(page, telling, s);
    page.field(telling.pick("Verdict", "Verdict"), &telling.verdict_told(s));
    page.field(telling.pick("Dépôt", "Window"), &telling.window(&s.window));
    let refused = s.verdict == Verdict::Ineligible || s.group == Group::Closed;
    if !refused {
        telling.money(page, s);
        telling.payments(page, &s.payment);
        if let Some(burden) = &s.burden {
            telling.paperwork(page, burden);
        }
    }
    for r in &s.references {
        notes.mark(Some(r));
    }
    why(page, telling, s, &mut notes);
    if !refused {
        missing(page, telling, s);
        declared(page, telling, s);
    }
    reasons(page, telling, s);
    if !refused {
        beside(page, telling, s);
        after(page, telling, s);
        telling.score(page, &s.score, s.tied);
    }
    origin(page, telling, s);
    trust(page, telling, s);
    notes.list(page, telling);
    page.blank();
}

/// Place, name, and who runs it.
pub(super) fn head(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    let place =
        if matches!(s.group, Group::Now | Group::Later) { right(&s.place.to_string(), 3) } else { "  ·".to_owned() };
    page.wrapped(&format!("{}  ", bold(place)), &" ".repeat(FIELD_INDENT), &bold(&s.title));
    let about = format!("{} · {} · {}", telling.kind(s.kind), telling.provider(&s.provider), s.scheme);
    let indent = " ".repeat(FIELD_INDENT);
    page.wrapped(&indent, &indent, &dim(about));
    if let Some(summary) = &s.summary {
        page.wrapped(&indent, &indent, summary);
    }
}

/// The tree of criteria; for a refusal only what stands against it.
fn why(page: &mut Page, telling: &Telling<'_>, s: &Recommendation, notes: &mut Notes) {
    if s.criteria.is_empty() {
        return;
    }
    let refused = s.verdict == Verdict::Ineligible;
    let (label, shown) = match refused {
        true => (telling.pick("Pourquoi pas", "Why not"), Shown::NotMet),
        false => (telling.pick("Pourquoi", "Why"), Shown::All),
    };
    page.heading(label);
    // a closed door needs no other reason
    Tree { telling, rule: None, shown }.draw(page, &s.criteria, notes, &" ".repeat(FIELD_INDENT));
    let met = s.criteria.iter().filter(|c| c.truth == Truth::Yes).count();
    if refused && met > 0 {
        let others = plural(
            met,
            telling.pick("autre critère est rempli", "other criterion is met"),
            telling.pick("autres critères sont remplis", "other criteria are met"),
        );
        page.line(dim(format!("{}   {others}", " ".repeat(FIELD_INDENT))));
    }
}

/// Facts that the verdict or the amount waits for, as questions.
pub(super) fn missing(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    if s.missing.is_empty() {
        return;
    }
    page.heading(telling.pick("Ce qui manque", "What is missing"));
    for fact in &s.missing {
        let Some(asked) = telling.asked(fact) else {
            page.item(fact);
            continue;
        };
        let who = match (asked.answered_by, telling.lang) {
            ("adviser", Lang::Fr) => "votre accompagnateur",
            ("adviser", Lang::En) => "your adviser",
            ("funder", Lang::Fr) => "le financeur",
            ("funder", Lang::En) => "the funder",
            (_, Lang::Fr) => "vous",
            (_, Lang::En) => "you",
        };
        let question = asked.question.as_ref().map_or_else(String::new, |q| format!(" — {q}"));
        let by = dim(format!(" ({} ; {fact})", telling.pair(telling.pick("répond", "answered by"), who)));
        page.item(&format!("{}{question}{by}", bold(&asked.label)));
    }
}

/// Declared criteria that are open, and who answers.
pub(super) fn declared(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    if s.declared.is_empty() {
        return;
    }
    page.heading(telling.pick("À déclarer ou à décider", "To be declared or decided"));
    for d in &s.declared {
        let who = match d.by {
            "funder" => telling.pick("décide : le financeur", "decides: the funder"),
            _ => telling.pick("déclare : vous", "declares: you"),
        };
        page.item(&format!("{} {}", d.label, dim(format!("({who} ; {})", d.key))));
    }
}

/// The fewest facts that force the verdict, when they were asked for.
pub(super) fn reasons(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    let Some(reasons) = s.reasons.as_ref().filter(|r| !r.is_empty()) else { return };
    let label = match s.verdict {
        Verdict::Ineligible => telling.pick("Suffit à refuser", "Enough to refuse"),
        Verdict::Eligible | Verdict::Conditional | Verdict::Undetermined => {
            telling.pick("Suffit à ce verdict", "Enough for this verdict")
        }
    };
    page.heading(label);
    for r in reasons {
        page.item(&r.label);
    }
}

/// What cannot go with it, and what must.
fn beside(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    let names = |ids: &[String]| ids.iter().map(|id| telling.scheme(id)).collect::<Vec<_>>().join(" ; ");
    if !s.excludes.is_empty() {
        page.field(
            telling.pick("Ou bien", "Either or"),
            &telling.pair(telling.pick("pas avec", "not together with"), &names(&s.excludes)),
        );
    }
    if !s.requires.is_empty() {
        page.field(telling.pick("Seulement", "Only"), &telling.pair(telling.pick("avec", "with"), &names(&s.requires)));
    }
}

/// Human help, commitments, where to apply.
fn after(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    if let Some(support) = &s.support {
        page.field(telling.pick("Aide", "Support"), support);
    }
    for (i, c) in s.commitments.iter().enumerate() {
        let months = c.months.map_or_else(String::new, |m| match telling.lang {
            Lang::Fr => format!(" (pendant {m} mois)"),
            Lang::En => format!(" (for {m} months)"),
        });
        let label = if i == 0 { telling.pick("Engagement", "Commitment") } else { "" };
        page.field(label, &format!("{}{months}", c.label));
    }
    if let Some(apply) = &s.apply {
        let parts: Vec<&str> = [apply.label.as_deref(), apply.url.as_deref()].into_iter().flatten().collect();
        page.field(telling.pick("Demander", "Apply"), &parts.join(" "));
    }
}

/// Which of several rule sets the scheme comes from, and which changed it.
pub(super) fn origin(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    if let Some(told) = telling.brought_by(s, true) {
        page.field(telling.pick("Règles", "Rules"), &told);
    }
}

/// How far the card can be trusted.
fn trust(page: &mut Page, telling: &Telling<'_>, s: &Recommendation) {
    let mut told = telling.confidence(s.confidence);
    if !s.unconfirmed.is_empty() {
        let mut parts: Vec<&str> = vec![];
        for part in &s.unconfirmed {
            if !parts.contains(&part.label.as_str()) {
                parts.push(&part.label);
            }
        }
        told = format!(
            "{told} ; {}",
            telling.pair(telling.pick("sans source sûre", "no firm source for"), &parts.join(", "))
        );
    }
    page.field(telling.pick("Fiabilité", "Confidence"), &told);
}
