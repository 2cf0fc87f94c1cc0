//! Every code has a page, and every page tells the truth: what it calls wrong gives that code, what it calls right does not.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod common;

use common::{base, pages};
use std::{collections::BTreeSet, fs};
use terreau::{Checked, Code, Source, check_sources, run_examples};

const DAY: &str = "2026-11-23";

/// A fenced block: its path, or its language where it names none.
struct Block {
    file: String,
    text: String,
}

/// The blocks below a heading.
fn blocks(page: &str, heading: &str) -> Vec<Block> {
    let Some(section) = page.split("\n## ").find_map(|s| s.strip_prefix(heading)) else { return vec![] };
    let mut found: Vec<Block> = vec![];
    let mut inside = false;
    for line in section.lines() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(info) => {
                inside = true;
                let file = info.split_once("file=").map_or(info, |(_, f)| f).to_owned();
                found.push(Block { file, text: String::new() });
            }
            None if inside => {
                let block = found.last_mut().unwrap();
                block.text.push_str(line);
                block.text.push('\n');
            }
            None => {}
        }
    }
    found
}

/// The blocks' rule files over the sample set.
fn check(blocks: &[Block]) -> Checked {
    let mut files = base();
    for block in blocks.iter().filter(|b| b.file.ends_with(".yaml")) {
        files.retain(|f| f.path != block.file);
        files.push(Source { path: block.file.clone(), text: block.text.clone() });
    }
    check_sources(vec![files], false)
}

/// Everything that is said of rule files.
fn codes(blocks: &[Block]) -> BTreeSet<String> {
    let checked = check(blocks);
    let mut all: BTreeSet<String> = checked.diagnostics.iter().map(|d| d.code.id().to_owned()).collect();
    all.extend(checked.lint(Some(DAY)).unwrap().iter().map(|d| d.code.id().to_owned()));
    if let Ok(report) = run_examples(&checked, None) {
        all.extend(report.broken.iter().map(|b| b.code.to_owned()));
    }
    all
}

/// What is said of a profile, and of the options beside it, when a list or a plan is asked for.
fn profile_codes(code: Code, blocks: &[Block]) -> BTreeSet<String> {
    let rules = check(blocks).rule_set.unwrap();
    let text = |name: &str| blocks.iter().find(|b| b.file == name).map(|b| b.text.as_str());
    let options = text("options.json").unwrap_or("{}");
    let profile = text("profile.json").unwrap_or(r#"{"as_of": "2026-11-23"}"#);
    let plans = code == Code::NoPlan;
    match if plans { rules.plan_json(profile, options) } else { rules.recommend_json(profile, options) } {
        Ok(_) => BTreeSet::new(),
        Err(problems) => problems.0.into_iter().map(|p| p.code).collect(),
    }
}

fn page(code: Code) -> String {
    let path = pages().join(format!("{}.md", code.id()));
    #[expect(clippy::disallowed_methods, reason = "tests read the disk")]
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Told of the disk, of bundles, or of what a caller asks: no rule text gives them.
const PROSE: &[Code] =
    &[Code::FileUnreadable, Code::NotUtf8, Code::TooLarge, Code::BadBundle, Code::BadPlaces, Code::LeftOut];

#[test]
fn every_code_has_a_page_in_both_languages() {
    for code in Code::ALL {
        let page = page(*code);
        let (fr, en) = code.title();
        assert_eq!(page.lines().next().unwrap(), format!("# {} · {fr} · {en}", code.id()));
        assert!(page.contains("\n## Français\n") && page.contains("\n## English\n"), "{}", code.id());
    }
    let known: BTreeSet<String> = Code::ALL.iter().map(|c| format!("{}.md", c.id())).collect();
    let found = fs::read_dir(pages()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let strange: Vec<String> = found.filter(|f| f.ends_with(".md") && !known.contains(f)).collect();
    assert!(strange.is_empty(), "pages of no code: {strange:?}");
}

#[test]
fn what_is_wrong_gives_the_code_and_what_is_right_does_not() {
    let mut wrong = vec![];
    for code in Code::ALL {
        let page = page(*code);
        let (bad, good) = (blocks(&page, "Wrong"), blocks(&page, "Right"));
        if PROSE.contains(code) {
            assert!(bad.is_empty(), "{} has an example now: try it", code.id());
            continue;
        }
        let told =
            |blocks: &[Block]| if code.id().starts_with('P') { profile_codes(*code, blocks) } else { codes(blocks) };
        let (bad, good) = (told(&bad), told(&good));
        if !bad.contains(code.id())
            || good.contains(code.id())
            || good.iter().any(|c| c.starts_with('E') || c.starts_with('P'))
        {
            wrong.push(format!("{}: wrong gives {bad:?}, right gives {good:?}", code.id()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The sample set has nothing to be told of.
#[test]
fn the_sample_set_is_clean() {
    assert_eq!(codes(&[]), BTreeSet::new());
}
