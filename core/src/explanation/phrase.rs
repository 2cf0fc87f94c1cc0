//! Numbers, dates and lists as people read them in each language.

use crate::{
    base::{Lang, Text},
    value::{NumberType, Quantity, Ratio, Type, Unit, format_day},
};

/// 12 500 € in French, 12,500 € in English.
pub(crate) fn number(value: Ratio, places: u32, lang: Lang) -> String {
    let text = value.to_text(places);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |d| ("-", d));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let (thousands, point) = match lang {
        Lang::Fr => ('\u{202f}', ','),
        Lang::En => (',', '.'),
    };
    let mut grouped = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(thousands);
        }
        grouped.push(c);
    }
    let part = if part.is_empty() { String::new() } else { format!("{point}{part}") };
    format!("{sign}{grouped}{part}")
}

/// A day, `23/11/2026` in French, `2026-11-23` in English.
pub(crate) fn day(day: i64, lang: Lang) -> String {
    let iso = format_day(day);
    match (lang, iso.splitn(3, '-').collect::<Vec<_>>().as_slice()) {
        (Lang::Fr, [y, m, d]) => format!("{d}/{m}/{y}"),
        _ => iso,
    }
}

/// A number of a type with its unit.
pub(crate) fn quantity(value: Ratio, ty: &Type, lang: Lang) -> String {
    match ty {
        Type::Number(n) | Type::Series(n) => with_unit(value, n, lang),
        Type::Date => i64::try_from(value.floor()).map_or_else(|_| String::new(), |d| day(d, lang)),
        Type::Duration(_) => format!("{} {}", number(value, 0, lang), months(lang)),
        Type::Bool | Type::Enum(_) | Type::Set(_) | Type::Code(_) | Type::List(_) | Type::Text | Type::Wrong => {
            number(value, 6, lang)
        }
    }
}

fn with_unit(value: Ratio, n: &NumberType, lang: Lang) -> String {
    let space = if lang == Lang::Fr { "\u{a0}" } else { "" };
    if n.quantity == Quantity::Rate && n.unit.is_none() {
        let percent = value.mul(Ratio::int(100)).unwrap_or(value);
        return format!("{}{space}%", number(percent, 4, lang));
    }
    let text = number(value, 6, lang);
    if n.unit.is_none() { text } else { format!("{text}\u{a0}{}", unit(&n.unit, lang)) }
}

/// What numbers of a type are numbers of, in words.
pub(super) fn unit_of(ty: &Type, lang: Lang) -> Option<String> {
    match ty {
        Type::Number(n) | Type::Series(n) if !n.unit.is_none() => Some(unit(&n.unit, lang)),
        Type::Number(n) | Type::Series(n) => (n.quantity == Quantity::Rate).then(|| "%".to_owned()),
        Type::Duration(_) => Some(months(lang).to_owned()),
        Type::Date | Type::Bool | Type::Enum(_) | Type::Set(_) | Type::Code(_) | Type::List(_) => None,
        Type::Text | Type::Wrong => None,
    }
}

fn months(lang: Lang) -> &'static str {
    if lang == Lang::Fr { "mois" } else { "months" }
}

/// A unit in words.
fn unit(unit: &Unit, lang: Lang) -> String {
    let text = unit.to_string();
    let words: &[(&str, &str, &str)] = &[
        ("EUR", "€", "€"),
        ("month", "mois", "month"),
        ("months", "mois", "months"),
        ("year", "an", "year"),
        ("years", "ans", "years"),
        ("week", "semaine", "week"),
        ("day", "jour", "day"),
        ("days", "jours", "days"),
        ("hours", "heures", "hours"),
        ("persons", "personnes", "people"),
        ("inhabitants", "habitants", "inhabitants"),
        ("places", "places", "places"),
        ("FTE", "ETP", "FTE"),
        ("m2", "m²", "m²"),
        ("rooms", "chambres", "rooms"),
    ];
    let word = |name: &str| {
        let found = words.iter().find(|(w, _, _)| *w == name);
        found.map_or(name.to_owned(), |(_, fr, en)| if lang == Lang::Fr { *fr } else { *en }.to_owned())
    };
    text.split('/').map(word).collect::<Vec<_>>().join(if lang == Lang::Fr { " par " } else { " per " })
}

/// `a, b ou c`.
pub(crate) fn or_list(items: &[String], lang: Lang) -> String {
    joined(items, if lang == Lang::Fr { " ou " } else { " or " })
}

/// `a, b et c`.
pub(crate) fn and_list(items: &[String], lang: Lang) -> String {
    joined(items, if lang == Lang::Fr { " et " } else { " and " })
}

/// The same of items that need nothing to be kept apart.
pub(crate) fn and_quoted(items: &[String], lang: Lang) -> String {
    plainly(items, if lang == Lang::Fr { " et " } else { " and " })
}

fn joined(items: &[String], last: &str) -> String {
    // items that hold commas of their own are kept apart by something stronger
    let strong = items.len() > 1 && items.iter().any(|i| i.contains(", ") || i.contains(last));
    if strong {
        return items.join(&format!(" ;{last}")).replacen(&format!(" ;{last}"), " ; ", items.len().saturating_sub(2));
    }
    plainly(items, last)
}

fn plainly(items: &[String], last: &str) -> String {
    match items.split_last() {
        Some((end, [])) => end.clone(),
        Some((end, rest)) => format!("{}{last}{end}", rest.join(", ")),
        None => String::new(),
    }
}

/// One side of a text, owned.
pub(crate) fn told(text: &Text, lang: Lang) -> String {
    text.get(lang).to_owned()
}
