#![allow(clippy::all, clippy::pedantic, missing_docs)]
use terreau::*;
fn collect(root: &std::path::Path, f: &std::path::Path, v: &mut Vec<Source>) {
    for e in std::fs::read_dir(f).unwrap() { let p = e.unwrap().path();
        if p.is_dir() { collect(root, &p, v) } else if p.extension().is_some_and(|e| e == "yaml") {
            v.push(Source { path: p.strip_prefix(root).unwrap().to_string_lossy().into(), text: std::fs::read_to_string(&p).unwrap() }) } } }
fn main() {
    let mut v = vec![]; let r = std::path::Path::new("rules/rural-fr"); collect(r, r, &mut v);
    let c = check_sources(vec![v], false);
    for d in &c.diagnostics { if d.severity == Severity::Error { println!("{} {}", d.code.id(), d.message.en); } }
    let rs = c.rule_set.unwrap();
    for a in std::env::args().skip(1) {
        let p: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&a).unwrap()).unwrap();
        let rep = rs.recommend(&p, &Options { lang: Lang::En, ..Default::default() }).unwrap();
        println!("== {a}");
        for s in &rep.schemes {
            let am = s.amount.as_ref().map(|a| format!("{}..{}", a.low.map_or("-".into(), |d| d.to_text()), a.high.map_or("-".into(), |d| d.to_text()))).unwrap_or_default();
            println!("{:>2} {:?} {:?} {} {} [{}] miss={:?} fail={:?} decl={:?} win={}", s.place, s.group, s.verdict, s.scheme, s.score.low.to_text(), am, s.missing, s.failing, s.declared.iter().map(|d| d.key.split_once('/').unwrap().1).collect::<Vec<_>>(), s.window.state);
            if std::env::var("LINES").is_ok() { for l in &s.score.lines { println!("       {} w{} pts {}..{} => {}", l.line, l.weight, l.points.low, l.points.high, l.low.to_text()); } }
        }
    }
}
