//! Runs a law over many cases, and says what it ran on when it breaks.

use super::generator::{Draw, world};
use super::print::files;
use super::profiles::{Profile, profile};
use super::words::World;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::cell::Cell;
use terreau::contract::{Recommendation, Report};
use terreau::{Options, RuleSet, Severity, check_sources};

/// What a law says of one case; the text tells how it is broken.
pub(crate) type Outcome = Result<(), String>;

/// A rule set that checks cleanly, and a profile for it.
pub(crate) struct Case {
    pub(crate) world: World,
    pub(crate) rules: RuleSet,
    pub(crate) profile: Profile,
}

thread_local! {
    /// Rule sets drawn, and those that did not check cleanly, in the law at hand.
    static DRAWN: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
}

fn number(name: &str, default: u64) -> u64 {
    let told = std::env::var_os(name).map(|v| v.to_string_lossy().parse().expect("a number"));
    told.unwrap_or(default)
}

/// Runs a law on `cases` lists of choices. `LAWS_CASES` changes how many, `LAWS_SEED` which.
pub(crate) fn law(cases: u32, most: usize, holds: impl Fn(&mut Draw<'_>) -> Outcome) {
    let cases = number("LAWS_CASES", u64::from(cases)) as u32;
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&number("LAWS_SEED", 1).to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    DRAWN.set((0, 0));
    let ran =
        runner.run(&vec(any::<u16>(), 0..most), |choices| holds(&mut Draw::new(&choices)).map_err(TestCaseError::fail));
    if let Err(TestError::Fail(reason, _)) = &ran {
        panic!("{reason}");
    }
    ran.unwrap();
    let (drawn, unclean) = DRAWN.get();
    assert!(unclean * 20 <= drawn, "{unclean} of {drawn} generated rule sets do not check cleanly");
}

pub(crate) fn load(world: &World) -> Option<RuleSet> {
    let (drawn, unclean) = DRAWN.get();
    let checked = check_sources(vec![files(world)], false);
    let errors = checked.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let told: Vec<String> =
        errors.map(|d| format!("{}: {} `{}`", d.code.id(), d.message.en, checked.sources.slice(d.span))).collect();
    DRAWN.set((drawn + 1, unclean + u32::from(checked.rule_set.is_none())));
    if checked.rule_set.is_none() && std::env::var_os("LAWS_UNCLEAN").is_some() {
        eprintln!("{}", told.join("\n"));
    }
    checked.rule_set
}

/// A case; nothing when the rule set does not check cleanly.
pub(crate) fn case(d: &mut Draw<'_>) -> Option<Case> {
    let world = world(d);
    let rules = load(&world)?;
    let profile = profile(d, &world);
    Some(Case { world, rules, profile })
}

impl Case {
    pub(crate) fn ask(&self, profile: &Profile, options: &Options) -> Result<Report, String> {
        self.rules.recommend(&profile.to_json(), options).map_err(|p| p.to_json(terreau::Lang::En))
    }

    /// The report; nothing when the profile contradicts itself.
    pub(crate) fn report(&self) -> Option<Report> {
        self.ask(&self.profile, &Options::default()).ok()
    }

    /// What a reader needs to see a broken law again.
    pub(crate) fn story(&self, told: &str) -> String {
        let mut text = format!("{told}\n");
        for f in files(&self.world) {
            let fixed = f.path.starts_with("taxonomies") || f.path == "set.yaml" || f.path == "providers.yaml";
            if !fixed {
                text.push_str(&format!("--- {}\n{}", f.path, f.text));
            }
        }
        format!("{text}--- profile\n{}\n", self.profile.to_json())
    }

    /// Breaks the law, telling the case.
    pub(crate) fn broken<T>(&self, told: impl AsRef<str>) -> Result<T, String> {
        Err(self.story(told.as_ref()))
    }
}

pub(crate) fn entry<'r>(report: &'r Report, id: &str) -> &'r Recommendation {
    report.schemes.iter().find(|s| s.scheme == id).expect("every scheme is told of")
}
