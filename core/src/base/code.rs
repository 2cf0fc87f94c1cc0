//! The registry of diagnostic codes: every mistake has a number, a severity and a headline.
//!
//! E0xx: a rule file cannot be used. W0xx: it probably does not say what was meant. H0xx: it could be better.
//! P0xx: a profile. Each has a page, shown by `terreau explain CODE`.

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rule set cannot be used.
    Error,
    /// Probably wrong.
    Warning,
    /// Could be better.
    Hint,
}

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $fr:literal $en:literal;)*) => {
        /// Which mistake a [`Diagnostic`](super::Diagnostic) is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $en] $name,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The number that people quote: `E0201`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)* }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// One line, French then English.
            pub fn title(self) -> (&'static str, &'static str) {
                match self { $(Code::$name => ($fr, $en),)* }
            }
        }
    };
}

codes! {
    // files and YAML
    FileUnreadable "E0001" Error "fichier illisible" "file cannot be read";
    NotUtf8 "E0002" Error "le fichier n'est pas en UTF-8" "file is not UTF-8";
    TooLarge "E0003" Error "limite dépassée" "a limit is exceeded";
    YamlSyntax "E0004" Error "YAML mal formé" "malformed YAML";
    YamlFeature "E0005" Error "ancre, alias, étiquette ou fusion YAML refusés" "YAML anchor, alias, tag or merge key refused";
    DuplicateKey "E0006" Error "clé en double" "duplicate key";
    UnknownKey "E0007" Error "clé inconnue" "unknown key";
    MissingKey "E0008" Error "clé manquante" "missing key";
    WrongShape "E0009" Error "forme inattendue" "unexpected shape";
    BadLiteral "E0010" Error "valeur mal écrite" "badly written value";
    MissingFile "E0011" Error "fichier manquant ou mal placé" "missing or misplaced file";
    CutExpression "E0012" Error "expression coupée par YAML" "expression cut by YAML";
    MissingLanguage "E0013" Error "texte absent dans une langue" "text missing in a language";
    BadBundle "E0014" Error "paquet de règles invalide" "invalid bundle";
    BadPlaces "E0015" Error "liste de lieux invalide" "invalid list of places";
    // expressions
    ExprSyntax "E0101" Error "expression mal formée" "malformed expression";
    ExprOutside "E0102" Error "hors du profil de CEL" "outside the profile of CEL";
    // names
    UnknownFact "E0201" Error "fait inconnu" "unknown fact";
    UnknownParameter "E0202" Error "paramètre inconnu" "unknown parameter";
    UnknownMember "E0203" Error "valeur d'énumération inconnue" "unknown enum member";
    UnknownTaxonomyCode "E0204" Error "code absent de la taxonomie" "code not in the taxonomy";
    UnknownFunction "E0205" Error "fonction inconnue" "unknown function";
    UnknownName "E0206" Error "nom inconnu" "unknown name";
    DuplicateId "E0207" Error "identifiant en double" "duplicate id";
    UnknownReference "E0208" Error "renvoi vers quelque chose qui n'existe pas" "reference to something that does not exist";
    BadId "E0209" Error "identifiant mal formé" "malformed id";
    // types
    TypeClash "E0301" Error "types incompatibles" "type clash";
    UnitClash "E0302" Error "unités incompatibles" "unit clash";
    WrongArguments "E0303" Error "arguments incorrects" "wrong arguments";
    DivisionByZero "E0304" Error "division qui peut se faire par zéro" "division that may be by zero";
    OutOfRange "E0305" Error "calcul hors des bornes représentables" "computation out of range";
    // meaning
    Cycle "E0401" Error "définition circulaire" "circular definition";
    ParameterOverlap "E0402" Error "versions de paramètre qui se chevauchent" "overlapping parameter versions";
    Brackets "E0403" Error "tranches trouées ou qui se chevauchent" "gap or overlap in brackets";
    TableNotTotal "E0404" Error "table incomplète" "table is not total";
    FloorAboveCap "E0405" Error "plancher au-dessus du plafond" "floor above cap";
    PaymentShares "E0406" Error "les parts de paiement ne font pas 100 %" "payment shares do not sum to 100%";
    DatesReversed "E0407" Error "dates inversées" "dates reversed";
    WeightSum "E0408" Error "les poids ne font pas 1000" "weights do not sum to 1000";
    AmountShape "E0409" Error "montant incohérent" "inconsistent amount";
    DeclaredUnderNot "E0410" Error "critère déclaré sous une négation" "declared criterion under a negation";
    BadOverlay "E0411" Error "surcharge interdite" "forbidden overlay";
    BoundsReversed "E0412" Error "bornes inversées" "bounds reversed";
    ExampleBroken "E0413" Error "exemple inutilisable" "example cannot be used";
    NeverTrue "E0414" Error "aucun profil ne remplit ce critère" "no profile satisfies this criterion";
    SchemeNever "E0415" Error "aucun profil n'est éligible" "no profile is eligible";
    Contradiction "E0416" Error "règles de cumul contradictoires" "contradictory rules on combining";
    // sheets
    SheetUnsourced "E0501" Error "fiche sans source" "sheet without a source";
    // warnings
    AlwaysTrue "W0001" Warning "tout profil remplit ce critère" "every profile satisfies this criterion";
    NoExample "W0002" Warning "dispositif sans exemple" "scheme without example";
    Unsourced "W0003" Warning "valeur sans source" "unsourced value";
    WindowEnded "W0004" Warning "période passée" "window that ended";
    MayBeAbsent "W0005" Warning "fait peut-être absent comparé sans `has`" "fact that may be absent compared without `has`";
    SensitiveGate "W0006" Warning "fait sensible sans texte de référence" "sensitive fact without a reference";
    UnusedFact "W0007" Warning "fait jamais utilisé" "unused fact";
    ExampleGap "W0008" Warning "verdict sans exemple" "verdict without an example";
    OneSidedExclusion "W0009" Warning "exclusion dite d'un seul côté" "exclusion said on one side only";
    LeftOut "W0010" Warning "dispositif laissé de côté" "scheme left out";
    StaleSource "H0001" Hint "source lue il y a plus d'un an" "source read more than a year ago";
    LiteralAmount "H0002" Hint "seuil partagé écrit en dur" "shared threshold written as a literal";
    // profiles and options
    ProfileShape "P0001" Error "profil mal formé" "malformed profile";
    ProfileKey "P0002" Error "clé inconnue dans un profil" "unknown key in a profile";
    ProfileFact "P0003" Error "fait inconnu dans un profil" "unknown fact in a profile";
    ProfileType "P0004" Error "valeur d'un autre type" "value of another type";
    ProfileBounds "P0005" Error "valeur hors bornes" "value out of bounds";
    ProfileDate "P0006" Error "date impossible" "impossible date";
    ProfileDigits "P0007" Error "trop de chiffres" "too many digits";
    ProfileDerived "P0008" Error "fait calculé donné dans un profil" "derived fact given in a profile";
    ProfileState "P0009" Error "état impossible pour ce fait" "state that this fact cannot have";
    ProfileContradiction "P0010" Error "réponses contradictoires" "answers that contradict one another";
    ProfileDeclared "P0011" Error "critère déclaré inconnu" "unknown declared criterion";
    BadOption "P0012" Error "option inconnue ou impossible" "unknown or impossible option";
    NoPlan "P0013" Error "il manque de quoi faire un plan" "something is lacking for a plan";
}
