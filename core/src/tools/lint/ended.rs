//! Schemes that one can no longer apply for, and that nobody has closed on purpose.

use super::Subject;
use crate::{
    base::{Code, Diagnostic, Diagnostics, tell},
    model::{Scheme, Windows},
    value::{Day, format_day},
};

pub(super) fn find(subject: &Subject<'_>, out: &mut Diagnostics) {
    for scheme in subject.model.schemes.iter().filter(|s| s.closed_because.is_none()) {
        let Some(last) = last_day(scheme).filter(|last| *last < subject.as_of) else { continue };
        let day = format_day(last);
        out.push(
            Diagnostic::new(
                Code::WindowEnded,
                scheme.dates_span,
                tell!("on ne peut plus déposer depuis le {day}", "applications closed on {day}"),
            )
            .help(tell!(
                "ajoutez la prochaine période, ou fermez le dispositif",
                "add the next window, or close the scheme"
            )),
        );
    }
}

/// The last day on which one can apply, when there is one.
fn last_day(scheme: &Scheme) -> Option<Day> {
    let window = match &scheme.windows {
        Windows::Undated | Windows::Always => None,
        Windows::Dated(all) if all.iter().any(|w| w.closes.is_none()) => None,
        Windows::Dated(all) => all.iter().filter_map(|w| w.closes).max(),
    };
    match (window, scheme.in_force.1) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
