//! One page of HTML that needs nothing else: no script, no file beside it.

use crate::contract::RuleSetId;

/// The text as a paragraph or a cell shows it: French signs stay with the word before them.
pub(super) fn prose(text: &str) -> String {
    escaped(&typeset(text))
}

/// The text as it is, whatever it holds.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Spaces that must not break: those before French signs, and within a quotation. No English text has them.
fn typeset(text: &str) -> String {
    let set = |text: String, (typed, shown): &(&str, &str)| text.replace(typed, shown);
    SPACES.iter().fold(text.to_owned(), set)
}

const SPACES: &[(&str, &str)] = &[
    (" :", "\u{a0}:"),
    (" »", "\u{a0}»"),
    ("« ", "«\u{a0}"),
    (" €", "\u{a0}€"),
    (" %", "\u{a0}%"),
    (" ;", "\u{202f};"),
    (" !", "\u{202f}!"),
    (" ?", "\u{202f}?"),
];

/// The whole page; `body` is HTML, `name` is text.
pub(super) fn page(lang: &str, name: &str, body: &str, (rules, as_of): (&RuleSetId, &str)) -> String {
    let name = escaped(name);
    let short: String = rules.fingerprint.chars().take(12).collect();
    let foot = escaped(&format!("{} {} · {short} · {as_of}", rules.id, rules.version));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{name}</h1>\n{body}<footer>{foot}</footer>\n</main>\n</body>\n</html>\n"
    )
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;color:#222b27;background:#fff;margin:0}main{max-width:1000px;margin:0 auto;padding:1.5rem}\
h1{font-size:1.7rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem;margin:1.5rem 0 .5rem}.lead{font-size:1.1rem;margin:.3rem 0}figure{margin:1rem 0}svg{max-width:100%;height:auto}\
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}th,td{padding:.2rem .6rem;text-align:right;white-space:nowrap;border-bottom:1px solid #dde3df}\
.texts th,.texts td{text-align:left;white-space:normal;vertical-align:top}\
tbody th{text-align:left;font-weight:400;position:sticky;left:0;background:#fff}.heading th{font-weight:700;padding-top:.8rem}.total th,.total td{font-weight:700;border-top:1px solid #222b27}\
footer{margin-top:2rem;font-size:.8rem;color:#5a655f}@media print{.wide{overflow:visible}}";

#[cfg(test)]
mod tests {
    use super::{escaped, prose};

    #[test]
    fn texts_are_texts_and_french_signs_are_never_alone_at_the_start_of_a_line() {
        assert_eq!(escaped("<b title=\"x\">a & b</b>"), "&lt;b title=&quot;x&quot;&gt;a &amp; b&lt;/b&gt;");
        assert_eq!(
            prose("Apport : 20 % ; « prêt » ? 5 € !"),
            "Apport\u{a0}: 20\u{a0}%\u{202f}; «\u{a0}prêt\u{a0}»\u{202f}? 5\u{a0}€\u{202f}!"
        );
        assert_eq!(prose("Share: 20%; “loan”?"), "Share: 20%; “loan”?");
    }
}
