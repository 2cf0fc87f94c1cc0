//! Cases from the law and from funders' own pages, on the rules of `rules/rural-fr`.

use super::village::{cents, plan_with, taken};
use serde_json::{Value, json};
use std::{path::Path, sync::LazyLock};
use terreau::RuleSet;

static RURAL: LazyLock<RuleSet> =
    LazyLock::new(|| RuleSet::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/rural-fr")).unwrap());

/// The plan when what is open about these schemes is favourable.
fn favourable(facts: &Value, schemes: &[&str], options: &Value) -> Value {
    let mut options = options.clone();
    options["assume"] = json!(schemes);
    plan_with(&RURAL, &json!({"as_of": "2026-11-23", "facts": facts}), &options)
}

/// "An eligible cost of 10,000 euros: 2,000 of one's own, 1,600 from a national public body, 6,400 from the Union", the usual
/// split of LEADER 2023-2027 in Auvergne-Rhône-Alpes (64 % of the cost, 80 % public money at most, four euros for one).
#[test]
fn leader_is_sized_by_what_stands_beside_it() {
    let with = |own: i64, local: i64| {
        let facts = json!({
            "applicant.kind": "association", "territory.place": "dep-38", "project.start": "2027-09",
            "project.first_commitment": {"state": "none"},
            "finance.own_funds": own, "finance.opening_cash": own, "finance.local_cofinancing": local, "finance.bank_loan": 0,
            "finance.grants_notified": [], "structure.aid_history": [], "finance.rent_planned": 0,
            "finance.budget": [{"kind": "works", "amount": 10_000, "month": 0}]
        });
        favourable(
            &facts,
            &["leader-aura"],
            &json!({"take": ["leader-aura"], "without": ["portage-immobilier", "france-active-investissement", "nef-pret-de-chez-moi", "cigales"]}),
        )
    };
    let p = with(2_000, 1_600);
    assert_eq!(
        (taken(&p, "own_funds"), taken(&p, "local_partners"), taken(&p, "leader-aura")),
        (200_000, 160_000, 640_000)
    );
    assert_eq!(cents(&p["gap"]), 0);
    // half the national money, half of LEADER
    let p = with(2_000, 800);
    assert_eq!(taken(&p, "leader-aura"), 320_000);
    // less of one's own carries less cost
    let p = with(1_000, 1_600);
    assert_eq!(taken(&p, "leader-aura"), 320_000);
}

fn persona(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/rural-fr").join(name).join("profile.json");
    #[expect(clippy::disallowed_methods, reason = "tests read the disk")]
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Capital or monthly benefit, never both (France Travail).
#[test]
fn unemployment_rights_come_as_capital_or_month_by_month() {
    let mut facts = persona("boulangerie")["facts"].clone();
    facts["finance.expected_income"] = json!(6_000);
    facts["finance.social_contributions"] = json!(4_000);
    let p = favourable(&facts, &["acre", "arce", "are-maintien"], &json!({}));
    assert!(taken(&p, "arce") == 0 || taken(&p, "are-maintien") == 0);
    assert_eq!(taken(&p, "arce"), 1_110_000, "60 % of 18,500");
    let months = plan_with(
        &RURAL,
        &json!({"as_of": "2026-11-23", "facts": facts}),
        &json!({"assume": ["*"], "take": ["are-maintien"]}),
    );
    assert_eq!(taken(&months, "arce"), 0);
    assert!(taken(&months, "are-maintien") > 0);
}

/// Whoever asks for their rights as capital gets all of it: a loan that is there sooner does not make a part of them enough.
#[test]
fn rights_come_whole_or_not_at_all() {
    let mut facts = persona("boulangerie")["facts"].clone();
    facts["finance.bank_loan"] = json!(120_000);
    facts["finance.bank_loan_agreed"] = json!(true);
    let profile = json!({"as_of": "2026-11-23", "facts": facts});
    for take in [json!({}), json!({"take": ["arce"]})] {
        let arce = taken(&plan_with(&RURAL, &profile, &take), "arce");
        assert!(arce == 1_110_000 || arce == 0 && take["take"].is_null(), "{take}: {arce}");
    }
}

/// Cents; "aides régionales à l'installation en Auvergne-Rhône-Alpes", Téma Agriculture et Terroirs, read in November 2026.
const DJA_MOUNTAIN: i64 = 3_200_000;

/// Farm start-up grant in the mountains of Auvergne-Rhône-Alpes: the base of the zone, 6,000 for two years of experience or a
/// two-year diploma, 6,000 for organic farming, in two payments of 80 % and 20 %.
#[test]
fn the_farm_grant_adds_its_bonuses_and_comes_in_two_payments() {
    let facts = json!({
        "applicant.kind": "farmer", "applicant.birth_date": {"age": 29}, "applicant.farm_diploma_level": 5,
        "applicant.farm_experience_years": 0, "applicant.ppp_validated": true, "applicant.first_installation": true,
        "applicant.farm_status": "none", "territory.place": "dep-07", "territory.agri_zone": "mountain",
        "project.stage": "creation", "project.sectors": ["agriculture"], "project.environment": ["organic"],
        "project.dja_investment_tier": "none", "project.farm_income_year4": 24_000, "project.farm_income_share": "90%",
        "project.start": "2027-03", "project.first_commitment": {"state": "none"},
        "finance.own_funds": 0, "finance.opening_cash": 0, "finance.bank_loan": 0, "finance.local_cofinancing": 0,
        "finance.grants_notified": [], "structure.aid_history": [],
        "finance.budget": [{"kind": "equipment", "amount": 100_000, "month": 0}]
    });
    let profile = json!({"as_of": "2026-11-23", "facts": facts});
    let p = plan_with(&RURAL, &profile, &json!({"assume": ["*"], "take": ["dja-aura"]}));
    let whole = taken(&p, "dja-aura");
    assert_eq!(whole, DJA_MOUNTAIN + 600_000 + 600_000);
    let source = p["sources"].as_array().unwrap().iter().find(|s| s["id"] == "dja-aura").unwrap();
    let sums: Vec<i64> = source["payments"].as_array().unwrap().iter().map(|x| cents(&x["amount"])).collect();
    assert_eq!(sums, [whole * 8 / 10, whole * 2 / 10]);
    let without = |key: &str, value: Value| {
        let mut other = profile.clone();
        other["facts"][key] = value;
        whole - taken(&plan_with(&RURAL, &other, &json!({"assume": ["*"], "take": ["dja-aura"]})), "dja-aura")
    };
    assert_eq!(without("applicant.farm_diploma_level", json!(4)), 600_000);
    assert_eq!(without("project.environment", json!([])), 600_000);
}

/// Credit and CAP organic aid together: 5,000 euros at most.
#[test]
fn the_organic_credit_and_cap_aid_together_stay_at_five_thousand() {
    let with = |aid: i64| {
        let facts = json!({
            "applicant.kind": "farmer", "structure.legal_form": "ei", "structure.organic_share": "60%",
            "finance.cap_organic_aid": aid, "project.start": "2025-06", "finance.own_funds": 0, "finance.opening_cash": 0,
            "finance.bank_loan": 0, "finance.local_cofinancing": 0, "finance.grants_notified": [], "structure.aid_history": [],
            "project.stage": "development", "project.sectors": ["agriculture"], "territory.place": "dep-43",
            "finance.budget": [{"kind": "equipment", "amount": 20_000, "month": 0}]
        });
        let profile = json!({"as_of": "2025-03-01", "facts": facts});
        taken(&plan_with(&RURAL, &profile, &json!({"assume": ["*"], "take": ["credit-impot-bio"]})), "credit-impot-bio")
    };
    assert_eq!(with(0), 450_000);
    assert_eq!(with(3_000), 200_000);
}
