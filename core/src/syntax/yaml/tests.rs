//! Files as people write them: places, limits, YAML's traps, and expressions that YAML would cut.

use super::*;
use crate::base::Severity;
use proptest::prelude::*;

fn load(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let mut out = Diagnostics::default();
    let node = read(0, text, &mut out);
    (node, out.into_sorted())
}

fn good(text: &str) -> Node {
    let (node, found) = load(text);
    assert_eq!(found, vec![], "{text}");
    node.expect("a node")
}

fn under(text: &str, span: Span) -> String {
    text.get(span.start as usize..span.end as usize).unwrap_or("?").to_owned()
}

/// Every piece with the characters under its place.
fn pieces(text: &str, node: &Node, out: &mut Vec<String>) {
    out.push(under(text, node.span()));
    for item in node.list().unwrap_or_default() {
        pieces(text, item, out);
    }
    for (key, value) in node.map().map(|m| m.entries.as_slice()).unwrap_or_default() {
        out.push(under(text, key.span));
        pieces(text, value, out);
    }
}

fn codes(text: &str) -> Vec<(Code, String)> {
    load(text).1.into_iter().map(|d| (d.code, under(text, d.span))).collect()
}

#[test]
fn places_are_exact_with_accents_emoji_and_crlf() {
    let text =
        "é: \"à 🎈\"   # côté\r\n'l''eau' : [œ , {a: 'b'}]  \r\nliste:\r\n  - x  y # é\r\n  - k:\r\n    z: été 🎈\r\n";
    let mut found = vec![];
    pieces(text, &good(text), &mut found);
    assert_eq!(
        found[1..],
        [
            "é",
            "\"à 🎈\"",
            "'l''eau'",
            "[œ , {a: 'b'}]",
            "œ",
            "{a: 'b'}",
            "a",
            "'b'",
            "liste",
            "- x  y # é\r\n  - k:\r\n    z: été 🎈",
            "x  y",
            "k:\r\n    z: été 🎈",
            "k",
            "",
            "z",
            "été 🎈",
        ]
    );
    assert!(found[0].starts_with('é') && found[0].ends_with('🎈'));
}

#[test]
fn styles_and_empty_values_are_kept() {
    let node = good("\u{feff}---\na:\nb: ~\nc: 'x'\nd: |\n  l1\n  l2\n\ne: \"\"\nf: x\n  y\n");
    let map = node.map().expect("map");
    let style = |k: &str| map.get(k).and_then(Node::scalar).map(|s| (s.style, s.text.clone())).expect("scalar");
    assert!(map.get("a").expect("a").is_empty() && map.get("b").expect("b").is_empty());
    assert_eq!(style("c"), (Style::Single, "x".into()));
    assert_eq!(style("d"), (Style::Block, "l1\nl2\n".into()));
    assert_eq!(style("e"), (Style::Double, String::new()));
    assert_eq!(style("f"), (Style::Plain, "x y".into()));
    let mut found = vec![];
    let text = "d: >-\n  é a\n  b\n\nz: 1\n";
    pieces(text, &good(text), &mut found);
    assert_eq!(found[1..], ["d", "é a\n  b", "z", "1"]);
}

#[test]
fn refused_features_name_their_place() {
    for (text, code, place) in [
        ("a: &x 1\n", Code::YamlFeature, "&x"),
        ("a: *x\n", Code::YamlFeature, "*"),
        ("a: !str 1\n", Code::YamlFeature, "!str"),
        ("a: !!map {b: 1}\n", Code::YamlFeature, "!!map"),
        ("a: {<<: b}\n", Code::YamlFeature, "<<"),
        ("{[1]: 2}\n", Code::YamlFeature, "[1]"),
        ("a: 1\n---\nb: 2\n", Code::YamlFeature, "---"),
        ("a: 1\nb: 2\na: 3\n", Code::DuplicateKey, "a"),
        ("", Code::WrongShape, ""),
        ("# rien\n\n", Code::WrongShape, ""),
        ("---\n", Code::WrongShape, ""),
        ("a:\n\tb: 1\n", Code::YamlSyntax, "\t"),
        ("a: \"x\nb: 1\n", Code::YamlSyntax, "\""),
        ("a: \"x\nb: \"y\"\n", Code::YamlSyntax, "\""),
        ("a: 1\n  b: 2\n", Code::YamlSyntax, ":"),
        ("a: [1, 2\nb: 3\n", Code::YamlSyntax, "?"),
        ("a:\u{a0}1\nb: 2\n", Code::YamlSyntax, "\u{a0}"),
        ("a: @x\n", Code::YamlSyntax, "@"),
        ("a: \u{1}\n", Code::YamlSyntax, "\u{1}"),
    ] {
        let found = codes(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].0, code, "{text}");
        if place != "?" {
            assert_eq!(found[0].1, place, "{text}");
        }
    }
    let (_, found) = load("a: 1\nb: 2\na: 3\n");
    assert_eq!(found[0].labels[0].span, Span { file: 0, start: 0, end: 1 });
}

#[test]
fn cut_expressions_are_shown_quoted_and_read_whole() {
    for (line, expression) in [
        ("if: !has(a)", "!has(a)"),
        ("if: !has(a) || b > c   # note", "!has(a) || b > c"),
        ("if: !(a in [\"x\"])", "!(a in [\"x\"])"),
        ("if: \"é\" in project.sectors", "\"é\" in project.sectors"),
        ("if: 'l' == a", "'l' == a"),
        ("value: [1, 2].map(x, x)", "[1, 2].map(x, x)"),
        ("if: && a", "&& a"),
        ("if: *a", "*a"),
        ("if: a == \"n #1\" && b", "a == \"n #1\" && b"),
        ("value: has(x) ? 1 : 2", "has(x) ? 1 : 2"),
        ("{if: a in [\"x\", \"y\"], label: é}", "a in [\"x\", \"y\"]"),
        ("{if: min(a, b) > 3, label: é}", "min(a, b) > 3"),
        ("{if: \"x\" in a.b, label: é}", "\"x\" in a.b"),
        ("{if: !has(a), label: é}", "!has(a)"),
        ("{value: param.t[a.b], label: é}", "param.t[a.b]"),
        ("{value: a ? 1 : 2, label: é}", "a ? 1 : 2"),
        ("{if: a == \"n #1\", label: é}", "a == \"n #1\""),
        ("if: a == 1 # && b == 2", "a == 1 # && b == 2"),
    ] {
        let text = format!("é:\n  - {line}\nautre: 1\n");
        let (node, found) = load(&text);
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        assert_eq!((found[0].code, found[0].severity), (Code::CutExpression, Severity::Error), "{line}");
        assert_eq!(under(&text, found[0].span), expression);
        let help = found[0].help.clone().expect("help").fr;
        assert!(help.contains(&format!(": '{}'`", expression.replace('\'', "''"))), "{help}");
        let mut all = vec![];
        pieces(&text, &node.expect("read on"), &mut all);
        assert!(all.contains(&expression.to_owned()) && all.contains(&"autre".to_owned()), "{line}: {all:?}");
    }
}

#[test]
fn several_cut_expressions_are_all_told() {
    let text = "a:\n  - if: \"x\" in y\n  - if: !has(b)\n  - {if: f(1, 2), z: 1}\n  - value: a ? b : c\nk: 1\nk: 2\n";
    let all: Vec<Code> = codes(text).into_iter().map(|c| c.0).collect();
    let cut = Code::CutExpression;
    assert_eq!(all, [cut, cut, cut, cut, Code::DuplicateKey]);
}

#[test]
fn what_is_well_written_is_left_alone() {
    for text in [
        "if: a == 1   # plafond > 5000, l'aide (art. 3) && co\n",
        "if: '\"tourism\" in project.sectors'\n",
        "x: {if: \"a in ['x', 'y']\", value: {plain: 16000, b: [1, 2]}, of: [a, b]}\n",
        "if: >-\n  a &&\n  b == 1\n",
        "x:\n  - {if: applicant.kind == \"farmer\"}\n  - if: applicant.kind in [\"a\", \"b\"] # note\n",
        "label: \"a: b # c\"\nurl: https://x.org/a#b\nformula: a.b == \"f\"\n",
    ] {
        good(text);
    }
}

#[test]
fn limits_hold() {
    let only = |text: &str| assert_eq!(codes(text).into_iter().map(|c| c.0).collect::<Vec<_>>(), [Code::TooLarge]);
    only(&"[".repeat(10_000));
    only(&"- ".repeat(10_000));
    only(&"{a: ".repeat(10_000));
    only(&format!("{}{}", "[".repeat(100), "]".repeat(100)));
    only(&(0..200).map(|i| format!("{}k:\n", " ".repeat(i))).collect::<String>());
    only(&"a".repeat(MAX_FILE_BYTES + 1));
    only(&"- a\n".repeat(MAX_NODES + 1));
    assert_eq!(codes(&"]".repeat(10_000)).len(), 1);
    assert!(codes(&"if: !a || b\n".repeat(300)).len() <= MAX_READINGS + 1);
    good(&format!("{}{}", "[".repeat(64), "]".repeat(64)));
}

proptest! {
    #[test]
    fn nothing_panics_on_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        load(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn nothing_panics_on_yaml_like_text(parts in proptest::collection::vec(proptest::sample::select(vec![
        "if", "a", ": ", ":", "\n", "  ", "- ", "[", "]", "{", "}", ",", "\"", "'", "#", " ", "!", "&", "*", "|", ">",
        "?", "? ", "é", "🎈", "\t", "---\n", "...\n", "%", "\r\n", "\\", "<<", "~", "value: ", "&& ", "\u{a0}", "\r", "!!",
    ]), 0..60)) {
        load(&parts.concat());
    }
}
