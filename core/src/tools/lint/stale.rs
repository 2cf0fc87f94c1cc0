//! Sources that nobody has read for a year.

use super::Subject;
use crate::{
    base::{Code, Diagnostic, Diagnostics, tell},
    model::{Model, Reference},
    value::{Day, add_months, format_day},
};

/// A source read longer ago than this should be read again.
const MONTHS: i64 = 12;

pub(super) fn find(subject: &Subject<'_>, out: &mut Diagnostics) {
    let oldest = add_months(subject.as_of, -MONTHS);
    // what a value was in past years does not change any more
    let current = |to: Option<Day>| to.is_none_or(|to| to >= subject.as_of);
    for (reference, to) in references(subject.model) {
        if let Some(day) = reference.read_on.filter(|day| *day < oldest && current(to)) {
            out.push(stale(reference, &format_day(day)));
        }
    }
}

/// The last day on which somebody read a source.
pub(crate) fn last_read(model: &Model) -> Option<Day> {
    references(model).filter_map(|(r, _)| r.read_on).max()
}

/// Every source, with the day on which the value that rests on it ends.
fn references(model: &Model) -> impl Iterator<Item = (&Reference, Option<Day>)> {
    let schemes = model.schemes.iter();
    let cited = schemes.flat_map(|s| s.references.iter().chain(s.criteria.iter().filter_map(|c| c.reference.as_ref())));
    let regimes = model.regimes.iter().filter_map(|r| r.reference.as_ref());
    let values = model.parameters.iter().flat_map(|p| &p.versions);
    let sheets = model.resources.iter().flat_map(|r| &r.references);
    cited
        .chain(regimes)
        .chain(sheets)
        .map(|r| (r, None))
        .chain(values.filter_map(|v| Some((v.reference.as_ref()?, v.to))))
}

fn stale(reference: &Reference, day: &str) -> Diagnostic {
    let message = tell!("cette source a été lue le {day}", "this source was read on {day}");
    Diagnostic::new(Code::StaleSource, reference.span, message)
        .help(tell!("relisez-la et mettez `read_on` à jour", "read it again and bring `read_on` up to date"))
}
