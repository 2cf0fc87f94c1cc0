//! The pages of `terreau explain`, carried in the program.

macro_rules! pages {
    ($($code:literal)*) => {
        &[$(($code, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/pages/", $code, ".md"))),)*]
    };
}

/// Each code with its page, a text in Markdown with a section for each language.
pub(super) const PAGES: &[(&str, &str)] = pages![
    "E0001" "E0002" "E0003" "E0004" "E0005" "E0006" "E0007" "E0008" "E0009" "E0010" "E0011" "E0012" "E0013" "E0014" "E0015" "E0101" "E0102"
    "E0201" "E0202" "E0203" "E0204" "E0205" "E0206" "E0207" "E0208" "E0209" "E0301" "E0302" "E0303" "E0304" "E0305" "E0401" "E0402"
    "E0403" "E0404" "E0405" "E0406" "E0407" "E0408" "E0409" "E0410" "E0411" "E0412" "E0413" "E0414" "E0415" "E0416" "E0501" "W0001" "W0002" "W0003"
    "W0004" "W0005" "W0006" "W0007" "W0008" "W0009" "W0010" "H0001" "H0002" "P0001" "P0002" "P0003" "P0004" "P0005" "P0006" "P0007"
    "P0008" "P0009" "P0010" "P0011" "P0012" "P0013"
];
