//! Numbers as people say them: "40 000", "environ 40 000 €", "entre 10 et 20", "at least 5", "12,5 %".

use crate::{base::Lang, value::Ratio};
use serde_json::{Value, json};

/// Words before a rough number; it may be a tenth more or less.
const ABOUT: [&str; 8] = ["environ ", "à peu près ", "autour de ", "vers ", "about ", "around ", "roughly ", "~"];
const AT_LEAST: [&str; 5] = ["au moins ", "plus de ", "at least ", "more than ", "over "];
const AT_MOST: [&str; 6] = ["au plus ", "moins de ", "jusqu'à ", "at most ", "less than ", "under "];
/// What opens a range, and what stands in its middle.
const RANGES: [(&str, &str); 5] =
    [("entre ", " et "), ("de ", " à "), ("between ", " and "), ("from ", " to "), ("", " - ")];

/// How many decimals a number of this kind may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    pub(super) places: u32,
    pub(super) percent: bool,
}

/// A number, a range, or one open side.
pub(super) fn read(text: &str, kind: Kind, lang: Lang) -> Option<Value> {
    let text = text.trim().to_lowercase();
    let one = |t: &str| number(t, lang);
    let shown = |r: Ratio| {
        let places = if kind.percent { 2 } else { kind.places };
        format!("{}{}", r.to_text(places), if kind.percent { "%" } else { "" })
    };
    for (words, side) in [(AT_LEAST.as_slice(), "from"), (AT_MOST.as_slice(), "to")] {
        if let Some(rest) = after(&text, words) {
            return Some(json!({ side: shown(one(rest)?) }));
        }
    }
    if let Some(rest) = after(&text, &ABOUT) {
        let (n, tenth) = (one(rest)?, Ratio::over(1, 10)?);
        let off = n.mul(tenth)?;
        let whole = |r: Ratio, up: bool| {
            if kind.places > 0 || kind.percent {
                Some(r)
            } else {
                i64::try_from(if up { r.ceil() } else { r.floor() }).ok().map(Ratio::int)
            }
        };
        return Some(json!({ "from": shown(whole(n.sub(off)?, false)?), "to": shown(whole(n.add(off)?, true)?) }));
    }
    for (opens, middle) in RANGES {
        if let Some((low, high)) = text.strip_prefix(opens).and_then(|rest| rest.split_once(middle)) {
            return Some(json!({ "from": shown(one(low)?), "to": shown(one(high)?) }));
        }
    }
    one(&text).map(|n| Value::String(shown(n)))
}

fn after<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|w| text.strip_prefix(w))
}

/// One number, with its unit, spaces between thousands, a comma or a point.
pub(super) fn number(text: &str, lang: Lang) -> Option<Ratio> {
    let (text, thousand) = match text.trim().trim_end_matches(['€', '%']).trim().strip_suffix('k') {
        Some(rest) => (rest.to_owned(), true),
        None => (text.to_owned(), false),
    };
    let digits: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
        .filter(|c| !(lang == Lang::En && *c == ','))
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    let n = Ratio::parse(&digits)?;
    if thousand { n.mul(Ratio::int(1_000)) } else { Some(n) }
}

#[cfg(test)]
mod tests {
    use super::{Kind, read};
    use crate::base::Lang;
    use serde_json::json;

    const MONEY: Kind = Kind { places: 2, percent: false };
    const WHOLE: Kind = Kind { places: 0, percent: false };
    const RATE: Kind = Kind { places: 4, percent: true };

    #[test]
    fn numbers_as_people_say_them() {
        let fr = |t: &str, k: Kind| read(t, k, Lang::Fr);
        assert_eq!(fr("40 000 €", MONEY), Some(json!("40000")));
        assert_eq!(fr("12,50", MONEY), Some(json!("12.5")));
        assert_eq!(fr("environ 40 000", MONEY), Some(json!({"from": "36000", "to": "44000"})));
        assert_eq!(fr("entre 3 et 5", WHOLE), Some(json!({"from": "3", "to": "5"})));
        assert_eq!(fr("environ 3", WHOLE), Some(json!({"from": "2", "to": "4"})));
        assert_eq!(fr("au moins 10k", MONEY), Some(json!({"from": "10000"})));
        assert_eq!(fr("12,5 %", RATE), Some(json!("12.5%")));
        assert_eq!(read("about 1,200", MONEY, Lang::En), Some(json!({"from": "1080", "to": "1320"})));
        assert_eq!(fr("beaucoup", MONEY), None);
    }
}
