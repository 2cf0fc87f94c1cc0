//! A text for people, in every language the product speaks.

/// A language the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

/// The same sentence in French and in English.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize)]
pub struct Text {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text that is the same in both languages: a name, a code, a number.
    pub fn same(text: impl Into<String>) -> Self {
        let fr = text.into();
        Self { en: fr.clone(), fr }
    }

    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// Builds a [`Text`] from two format strings; arguments are captured from the scope.
macro_rules! tell {
    ($fr:literal, $en:literal $(,)?) => {
        $crate::base::Text { fr: format!($fr), en: format!($en) }
    };
}

pub(crate) use tell;
