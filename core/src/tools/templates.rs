//! Files to start from, which already pass `check`: a scheme and its examples, in the rule set's own names.

use crate::{
    RuleSet, Source, Text,
    base::{Code, Problem, Problems, did_you_mean, tell},
    model::Kind,
    value::Type,
};

const SCHEME: &str = include_str!("templates/scheme.yaml");
const EXAMPLES: &str = include_str!("templates/examples.yaml");
/// The examples' day; it is the author's to change.
const AS_OF: &str = "2026-11-23";

impl RuleSet {
    /// A new scheme and its examples, by their paths in the rule set's folder: `terreau new scheme`.
    ///
    /// # Errors
    /// When the id is none, is taken, or when there is no such kind.
    pub fn new_scheme(&self, id: &str, kind: &str) -> Result<[Source; 2], Problems> {
        let refused = |(message, help): (Text, Text)| {
            let (code, path) = (Code::BadOption.id().to_owned(), "id".to_owned());
            Problems(vec![Problem { code, path, message, help: Some(help) }])
        };
        let kind = kind_of(kind).map_err(refused)?;
        if !is_id(id) {
            return Err(refused(not_an_id(id)));
        }
        if self.model().schemes.iter().any(|s| s.id == id) {
            let message = tell!("un dispositif s'appelle déjà `{id}`", "a scheme is called `{id}` already");
            return Err(Problems::one(Code::BadOption, "id", message));
        }
        let sample = Sample::of(self);
        let path = format!("schemes/{}/{id}", kind.word());
        Ok([
            Source::new(format!("{path}.yaml"), sample.scheme(id, kind)),
            Source::new(format!("{path}.examples.yaml"), sample.examples()),
        ])
    }
}

/// The kind of that name, or what to say and what to do.
pub(crate) fn kind_of(word: &str) -> Result<Kind, (Text, Text)> {
    Kind::parse(word).ok_or_else(|| {
        let all = Kind::WORDS.join(", ");
        let message = tell!("`{word}` n'est pas une nature de dispositif", "`{word}` is not a kind of scheme");
        let help = match did_you_mean(word, Kind::WORDS.iter().copied()) {
            Some(near) => {
                tell!("vouliez-vous dire `{near}` ? Possibles : {all}", "did you mean `{near}`? Possible: {all}")
            }
            None => tell!("possibles : {all}", "possible: {all}"),
        };
        (message, help)
    })
}

/// What to say of an id that is none, and what to do.
pub(crate) fn not_an_id(id: &str) -> (Text, Text) {
    let help = tell!(
        "des mots en minuscules, sans accent, joints par des traits d'union : `aide-au-bourg`",
        "lower-case words without accents, joined by hyphens: `village-grant`"
    );
    (tell!("`{id}` n'est pas un identifiant", "`{id}` is not an id"), help)
}

pub(crate) fn is_id(id: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split('-').all(word)
}

/// Names of the rule set that the template can use, so that it checks as it stands.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    pub(crate) provider: String,
    fact: String,
    pub(crate) condition: String,
    /// A value that meets the condition, and one that does not.
    yes: String,
    no: String,
}

impl Sample {
    pub(crate) fn of(rules: &RuleSet) -> Sample {
        let model = rules.model();
        let provider = model.providers.first().map_or_else(|| "a-declarer".to_owned(), |p| p.id.clone());
        let asked = || model.facts.iter().filter(|f| f.formula.is_none() && !f.sensitive);
        let members = |f: &&crate::model::Fact| matches!(f.ty, Type::Enum(_)) && f.members.len() > 1;
        // who applies is the commonest condition; failing that, any choice; failing that, any yes or no
        let choice = asked().find(|f| f.key == "applicant.kind" && members(f)).or_else(|| asked().find(members));
        if let Some((fact, [first, second, ..])) = choice.map(|f| (f, f.members.as_slice())) {
            let condition = format!("{} in [\"{}\"]", fact.key, first.name);
            return Sample {
                provider,
                fact: fact.key.clone(),
                condition,
                yes: first.name.clone(),
                no: second.name.clone(),
            };
        }
        let flag = asked().find(|f| f.ty == Type::Bool).map_or_else(|| "applicant.ready".to_owned(), |f| f.key.clone());
        Sample { provider, condition: flag.clone(), fact: flag, yes: "yes".to_owned(), no: "no".to_owned() }
    }

    pub(crate) fn scheme(&self, id: &str, kind: Kind) -> String {
        let label = kind.label();
        let amount = amount(kind);
        let unconfirmed = if amount.starts_with('#') { "" } else { ", amount, payment" };
        let fill = [
            ("{id}", id),
            ("{kind}", kind.word()),
            ("{title_fr}", &format!("{id} ({})", label.fr)),
            ("{title_en}", &format!("{id} ({})", label.en)),
            ("{provider}", &self.provider),
            ("{unconfirmed}", unconfirmed),
            ("{condition}", &self.condition),
            ("{amount}", &amount),
        ];
        filled(SCHEME, &fill)
    }

    pub(crate) fn examples(&self) -> String {
        filled(EXAMPLES, &[("{as_of}", AS_OF), ("{fact}", &self.fact), ("{yes}", &self.yes), ("{no}", &self.no)])
    }
}

/// A template with its places filled.
pub(crate) fn filled(template: &str, with: &[(&str, &str)]) -> String {
    with.iter().fold(template.to_owned(), |text, (place, value)| text.replace(place, value))
}

/// The amount's block, in the form that suits the kind.
fn amount(kind: Kind) -> String {
    let (form, more) = match kind {
        Kind::Grant | Kind::Equity => ("cash", ""),
        Kind::RepayableAdvance | Kind::HonourLoan | Kind::Microcredit | Kind::Loan | Kind::Bridge => {
            ("loan", "\n  loan: {months: {from: 24 months, to: 60 months}, interest: 0%}")
        }
        Kind::Guarantee => ("guarantee", "\n  unlocks: bank_loan"),
        Kind::Crowdfunding => ("donation", ""),
        Kind::SocialRelief | Kind::TaxRelief => ("relief", ""),
        // help by people brings no money of its own
        Kind::Support | Kind::Network => return "# support: {fr: \"…\", en: \"…\"}".to_owned(),
    };
    format!(
        "amount:\n  form: {form}\n  value: 1000                            # or `of: {{budget: [equipment, works]}}` with `rate: 40%` · ou une base et un taux{more}\npayment: [{{share: 100%, when: notification}}]"
    )
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn ids_are_words_joined_by_hyphens() {
        assert!(is_id("aide-au-bourg") && is_id("loi-1901"));
        assert!(
            !is_id("Aide") && !is_id("aide--bourg") && !is_id("-a") && !is_id("a_b") && !is_id("../x") && !is_id("")
        );
    }
}
