//! Where a scheme stands in its calendar. Validity bounds what windows say.

use super::plan::{Window, WindowState};
use crate::{model::Windows, value::Day};

pub(super) fn window(in_force: (Option<Day>, Option<Day>), windows: &Windows, as_of: Day) -> Window {
    let (from, to) = in_force;
    let none = Window { state: WindowState::Undated, opens: None, closes: None, decided: None };
    if to.is_some_and(|to| as_of > to) {
        return Window { state: WindowState::Closed, closes: to, ..none };
    }
    let starts = from.filter(|from| as_of < *from);
    match windows {
        Windows::Undated | Windows::Always if starts.is_some() => {
            Window { state: WindowState::Upcoming, opens: starts, closes: to, decided: None }
        }
        Windows::Undated => Window { closes: to, ..none },
        Windows::Always => Window { state: WindowState::Open, closes: to, ..none },
        Windows::Dated(all) => {
            // a window counts while the scheme is in force, and not outside
            let first = from.map_or(as_of, |f| f.max(as_of));
            let usable = |w: &&crate::model::Window| {
                w.closes.is_none_or(|c| first <= c) && to.zip(w.opens).is_none_or(|(to, o)| o <= to)
            };
            let Some(w) = all.iter().find(usable) else {
                return Window { state: WindowState::Closed, closes: all.last().and_then(|w| w.closes), ..none };
            };
            let opens = w.opens.max(starts);
            let closes = w.closes.into_iter().chain(to).min();
            let state = if opens.is_some_and(|o| as_of < o) { WindowState::Upcoming } else { WindowState::Open };
            Window { state, opens, closes, decided: w.decided }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(days: &[(Day, Day)]) -> Windows {
        let window = |(o, c): &(Day, Day)| crate::model::Window { opens: Some(*o), closes: Some(*c), decided: None };
        Windows::Dated(days.iter().map(window).collect())
    }

    fn seen(w: Window) -> (WindowState, Option<Day>, Option<Day>) {
        (w.state, w.opens, w.closes)
    }

    #[test]
    fn a_window_that_ends_before_the_scheme_begins_is_passed_over() {
        let windows = dated(&[(10, 20), (60, 70)]);
        assert_eq!(seen(window((Some(50), None), &windows, 5)), (WindowState::Upcoming, Some(60), Some(70)));
    }

    #[test]
    fn a_window_that_opens_after_the_scheme_ends_never_opens() {
        assert_eq!(window((None, Some(50)), &dated(&[(10, 20), (60, 70)]), 30).state, WindowState::Closed);
    }

    #[test]
    fn a_window_closes_with_the_scheme() {
        let found = window((None, Some(50)), &dated(&[(40, 70)]), 45);
        assert_eq!(seen(found), (WindowState::Open, Some(40), Some(50)));
    }

    #[test]
    fn before_it_is_in_force_a_scheme_is_upcoming() {
        let found = window((Some(50), None), &Windows::Always, 49);
        assert_eq!(seen(found), (WindowState::Upcoming, Some(50), None));
    }
}
