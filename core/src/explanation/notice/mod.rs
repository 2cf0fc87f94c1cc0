//! The notice of a recommendation: how far the algorithm goes, the data, the parameters, the operations, and the result.

mod data;
mod parameters;
mod result;

use super::{label::Words, layer, phrase, report};
use crate::{
    base::{Lang, Problems},
    contract::{self, CONTRACT, Detail, Notice, NoticeRules, NoticeSection, NoticeTable, Options, Report},
    profile::Profile,
    rule_set::{Dated, Weighting},
};

/// The code that says what such a notice holds.
const LAW: &str = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000031366350/";

/// What a notice is made from.
struct Telling<'a> {
    words: Words<'a>,
    profile: &'a Profile,
    report: &'a Report,
}

/// The notice for one profile under given weights.
pub(crate) fn notice(
    dated: &Dated,
    profile: &Profile,
    weighting: &Weighting,
    options: &Options,
) -> Result<Notice, Problems> {
    let full = Options { top: None, detail: Detail::Full, near: false, ..options.clone() };
    let report = report::recommend(dated, profile, weighting, &full)?;
    let (model, lang) = (dated.model(), options.lang);
    let telling = Telling { words: Words { model, lang }, profile, report: &report };
    let pick = |fr: &str, en: &str| telling.words.pick(fr, en).to_owned();
    Ok(Notice {
        contract: CONTRACT,
        rule_set: NoticeRules {
            id: layer::rule_set_id(model, dated.fingerprint(), lang),
            title: phrase::told(&model.title, lang),
        },
        as_of: report.as_of.clone(),
        lang: report.lang,
        title: pick("Comment cette liste a été établie", "How this list was made"),
        law: contract::Reference {
            title: pick(
                "Code des relations entre le public et l'administration, articles L. 311-3-1 et R. 311-3-1-2",
                "French code of relations between the public and the administration, articles L. 311-3-1 and R. 311-3-1-2",
            ),
            url: Some(LAW.to_owned()),
            read_on: None,
        },
        sections: vec![
            telling.contribution(),
            telling.data(),
            telling.parameters(),
            telling.operations(),
            telling.result(),
        ],
    })
}

impl Telling<'_> {
    fn pick(&self, fr: &str, en: &str) -> String {
        self.words.pick(fr, en).to_owned()
    }

    fn section(&self, key: &'static str, title: (&str, &str), says: &[(&str, &str)]) -> NoticeSection {
        NoticeSection {
            key,
            title: self.pick(title.0, title.1),
            paragraphs: says.iter().map(|(fr, en)| self.pick(fr, en)).collect(),
            tables: vec![],
        }
    }

    fn table(&self, key: &'static str, title: (&str, &str), columns: &[(&str, &str)]) -> NoticeTable {
        NoticeTable {
            key,
            title: self.pick(title.0, title.1),
            columns: columns.iter().map(|(fr, en)| self.pick(fr, en)).collect(),
            rows: vec![],
        }
    }

    fn contribution(&self) -> NoticeSection {
        self.section(
            "contribution",
            ("Ce que fait le calcul, et ce qu'il ne fait pas", "What the computation does, and what it does not"),
            &[
                (
                    "Cette liste est entièrement établie par un programme, à partir des réponses données et de règles publiées. Personne n'y a rien ajouté ni retiré.",
                    "This list is made by a program alone, from the answers given and from published rules. Nobody added anything to it or took anything out.",
                ),
                (
                    "C'est un conseil, non une décision : aucune aide n'est accordée ni refusée ici. Chaque financeur examine la demande et décide lui-même, selon ses propres règles.",
                    "It is advice, not a decision: no aid is granted or refused here. Every funder examines the application and decides, by rules of its own.",
                ),
                (
                    "Rien n'est caché : les dispositifs refusés restent dans la liste, avec le critère qui les écarte.",
                    "Nothing is hidden: schemes that are refused stay in the list, with the criterion that rules them out.",
                ),
            ],
        )
    }

    fn operations(&self) -> NoticeSection {
        self.section(
            "operations",
            ("Les opérations effectuées", "The operations"),
            &[
                (
                    "1. Chaque critère de chaque dispositif est comparé aux réponses. Une réponse qui manque ne compte ni pour oui, ni pour non, ni pour zéro : toutes les valeurs encore possibles sont essayées.",
                    "1. Every criterion of every scheme is compared with the answers. A missing answer counts neither as yes, nor as no, nor as zero: all values that are still possible are tried.",
                ),
                (
                    "2. Un dispositif est dit « possible » si toutes ces valeurs le permettent, « à préciser » si certaines seulement le permettent, « exclu » si aucune ne le permet. Ce que le financeur ou le porteur doit déclarer est signalé à part.",
                    "2. A scheme is called possible when all of these values allow it, to be settled when only some do, ruled out when none does. What the funder or the applicant has to declare is told apart.",
                ),
                (
                    "3. Le montant est calculé au centime près par la formule du dispositif ; si une réponse manque, c'est un intervalle.",
                    "3. The amount is computed to the cent by the scheme's formula; where an answer is missing it is an interval.",
                ),
                (
                    "4. Chaque ligne du score donne de 0 à 1 000 points, multipliés par son poids ; la somme, ramenée à 1 000, est le score. Le score d'un dispositif ne dépend d'aucun autre dispositif.",
                    "4. Every line of the score gives 0 to 1,000 points, times its weight; the sum, out of 1,000, is the score. The score of a scheme depends on no other scheme.",
                ),
                (
                    "5. La liste est rangée par groupe (possible dès maintenant ou à préciser, plus tard, exclu, clos), puis par score, le plus bas en cas de doute, puis par ordre alphabétique des identifiants.",
                    "5. The list is ordered by group (possible now or to be settled, later, ruled out, closed), then by score, the lowest where there is doubt, then by id.",
                ),
            ],
        )
    }
}

/// `oui`, `non`.
fn yes_no(yes: bool, lang: Lang) -> &'static str {
    match (yes, lang) {
        (true, Lang::Fr) => "oui",
        (false, Lang::Fr) => "non",
        (true, Lang::En) => "yes",
        (false, Lang::En) => "no",
    }
}
