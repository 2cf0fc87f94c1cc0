//! Mistakes in expressions: each told once, at the right characters, in words.

use super::*;
use crate::base::Span;
use crate::syntax::node::{Scalar, Style};
use proptest::prelude::*;

fn found(text: &str) -> Vec<(Code, String, String)> {
    let span = Span { file: 0, start: 0, end: text.len() as u32 };
    let scalar = Scalar { text: text.into(), style: Style::Plain, span };
    let mut out = Diagnostics::default();
    parse(text, &Place::of(&scalar, text), &mut out);
    out.into_sorted()
        .into_iter()
        .map(|d| {
            let under = text.get(d.span.start as usize..d.span.end as usize).unwrap_or("?").to_owned();
            (d.code, under, format!("{} / {}", d.message.fr, d.help.map(|h| h.fr).unwrap_or_default()))
        })
        .collect()
}

fn places(text: &str) -> Vec<(Code, String)> {
    found(text).into_iter().map(|(c, u, _)| (c, u)).collect()
}

#[test]
fn good_expressions_say_nothing() {
    for text in [
        "applicant.kind in [\"association\", \"commune\"]",
        "!has(project.first_commitment) || project.first_commitment > application_date",
        "finance.budget.filter(l, l.kind == \"works\").map(l, l.amount)",
        "param.dja_base[territory.agri_zone]",
        "a ? b : c ? d : e",
        "-1.5 + size(x) * (2 - 3) / 4",
        "a < b && c != 'it\\'s\\n' \n",
        "[1, 2,]",
        "a == (b == c)",
    ] {
        assert_eq!(found(text), vec![], "{text}");
    }
}

#[test]
fn seven_mistakes_give_seven_messages() {
    let text = "é_ = null && rate > 64% and (a <> b || c d) || [1, , 2] == “works”";
    let expected = ["é_", "=", "null", "64%", "and", "<>", "d", ",", "“works”"];
    let under: Vec<String> = found(text).into_iter().map(|(_, u, _)| u).collect();
    assert_eq!(under, expected);
}

#[test]
fn habits_get_help_in_words() {
    for (text, under, help) in [
        ("x == null", "null", "has(x)"),
        ("64% * x", "64%", "`0.64`"),
        ("2.5 % * x", "2.5 %", "`0.025`"),
        ("x % 2 == 0", "%", "0.64"),
        ("a = b", "=", "`==`"),
        ("a and b", "and", "`&&`"),
        ("a OU b", "OU", "`||`"),
        ("not a", "not", "`!`"),
        ("non(a)", "non", "`!`"),
        ("a not in [1]", "not in", "`!(a in …)`"),
        ("a => b", "=>", "`>=`"),
        ("a < b < c", "<", "`a < b && b < c`"),
        ("a == b != c", "!=", "parenthèses autour de `a == b`"),
        ("a == « b »", "« b »", "`\"b\"`"),
        ("b\"x\" == a", "b\"x\"", "`\"x\"`"),
        ("r'x' == a", "r'x'", "`'x'`"),
        ("'''a''' == b", "'''a'''", "guillemets"),
        ("1u + a", "1u", "`1`"),
        ("1.5e3 + a", "1.5e3", "chiffres"),
        ("{\"a\": 1}[b]", "{\"a\": 1}", "paramètres"),
        ("Money{units: 1} == a", "{units: 1}", "paramètres"),
        ("a == True", "True", "`true`"),
        ("if a then b else c", "if", "condition ?"),
        ("a // b", "// b", "`#`"),
        ("a == '\\u00e9'", "\\u", "caractère"),
    ] {
        let all = found(text);
        let [(code, u, words)] = all.as_slice() else { panic!("{text}: {all:?}") };
        assert_eq!((*code, u.as_str()), (Code::ExprOutside, under), "{text}");
        assert!(words.contains(help), "{text}: {words}");
    }
}

#[test]
fn malformed_text_points_at_the_characters() {
    for (text, under) in [
        ("a ==", "=="),
        ("&& a", "&&"),
        ("a && || b", "||"),
        ("(a || b", "("),
        ("a || b)", ")"),
        ("[a, b)", ")"),
        ("a b", "b"),
        ("12 500 + a", "500"),
        ("0,64 * a", ","),
        ("a ? b", "?"),
        ("a : b", ":"),
        ("a.", "."),
        ("a == 'abc", "'abc"),
        ("a == 2months", "2months"),
        (".5 + a", ".5"),
        ("a;", ";"),
        ("a\u{a0}&& b", "\u{a0}"),
        ("a == '\\q'", "\\q"),
        ("min(a, )", ")"),
        ("100 € + a", "100 €"),
        ("a[]", "]"),
        ("()", ")"),
    ] {
        assert_eq!(places(text), vec![(Code::ExprSyntax, under.to_owned())], "{text}: {:?}", found(text));
    }
    assert_eq!(places("  ").len(), 1);
}

#[test]
fn places_follow_quotes_escapes_and_folds() {
    let under = |file: &str, style, text: &str| {
        let scalar = Scalar { text: text.into(), style, span: Span { file: 0, start: 4, end: file.len() as u32 } };
        let place = Place::of(&scalar, file);
        let at = text.find("bb").expect("bb");
        let s = place.span(at, at + 2);
        file.get(s.start as usize..s.end as usize).unwrap_or("?").to_owned()
    };
    assert_eq!(under("é: \"\\\"œ\\\" + bb\"", Style::Double, "\"œ\" + bb"), "bb");
    assert_eq!(under("é: '''a'' + bb'", Style::Single, "'a' + bb"), "bb");
    assert_eq!(under("é: a +\r\n    bb", Style::Plain, "a + bb"), "bb");
    assert_eq!(under("é: a +\n    bb", Style::Block, "a +\nbb\n"), "bb");
    // what cannot be followed is shown whole
    assert_eq!(under("é: \"a\\x20+ bb\"", Style::Double, "a + bb"), "\"a\\x20+ bb\"");
}

#[test]
fn limits_hold() {
    let one = |text: &str| assert_eq!(places(text).iter().map(|(c, _)| *c).collect::<Vec<_>>(), [Code::TooLarge]);
    one(&"a".repeat(1_000_000));
    one(&"(".repeat(5_000));
    one(&"!".repeat(9_999));
    one(&"-".repeat(9_999));
    one(&format!("a{}", "?a:a".repeat(2_000)));
    one(&format!("a{}", ".a".repeat(4_000)));
    one(&format!("a{}", "+a".repeat(4_000)));
    one(&format!("[{}]", "a,".repeat(4_000)));
    assert!(places(&"a ".repeat(900)).len() <= crate::syntax::place::MAX_PROBLEMS);
    assert_eq!(places(&format!("a{}", " && a".repeat(900))), vec![]);
}

proptest! {
    #[test]
    fn nothing_panics(text in ".{0,60}") {
        found(&text);
    }

    #[test]
    fn nothing_panics_on_words_of_the_language(words in proptest::collection::vec(proptest::sample::select(vec![
        "a", "1", "0.5", "'x'", "\"", "'", "&&", "||", "!", "==", "=", "<", "in", "not", "and", "+", "-", "*", "/", "%",
        "?", ":", ".", ",", "(", ")", "[", "]", "{", "}", "null", "if", "“", "é", " ", "\n", "\\", "64%", "1e", "r", "$",
    ]), 0..30)) {
        found(&words.concat());
    }
}
