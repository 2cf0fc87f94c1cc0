// What CodeMirror itself says, in French; it speaks English by itself.

/** @type {Record<"fr" | "en", Record<string, string>>} */
export const PHRASES = {
  en: {},
  fr: {
    // search
    Find: "Chercher",
    Replace: "Remplacer par",
    next: "suivant",
    previous: "précédent",
    all: "tout sélectionner",
    "match case": "respecter la casse",
    regexp: "expression régulière",
    "by word": "mot entier",
    replace: "remplacer",
    "replace all": "tout remplacer",
    close: "fermer",
    "current match": "résultat courant",
    "on line": "à la ligne",
    "replaced match on line $": "remplacé à la ligne $",
    "replaced $ matches": "$ remplacements",
    "Go to line": "Aller à la ligne",
    go: "aller",
    // folding
    "Folded lines": "Lignes repliées",
    "Unfolded lines": "Lignes dépliées",
    to: "à",
    "folded code": "texte replié",
    unfold: "déplier",
    "Fold line": "Replier",
    "Unfold line": "Déplier",
    // the rest
    Completions: "Propositions",
    Diagnostics: "Problèmes",
    "No diagnostics": "Aucun problème",
    "Control character": "Caractère de contrôle",
    "Selection deleted": "Sélection supprimée",
  },
};
