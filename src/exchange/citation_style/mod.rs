//! Citations in the styles of CSL, the Citation Style Language, where the program was built with the feature `styles`.
//!
//! Without it everything here exists and no style can be had, so that nothing else depends on the feature.

#[cfg(not(feature = "styles"))]
mod absent;
#[cfg(feature = "styles")]
mod csl;
#[cfg(feature = "styles")]
mod locator;

use std::fmt;
use std::path::Path;

use crate::diagnostic::suggest;
use crate::record::Id;
use crate::redaction::Redaction;

#[cfg(not(feature = "styles"))]
use absent::{AbsentRules as StyleRules, built_in};
#[cfg(feature = "styles")]
use csl::{StyleRules, built_in};

/// A style in which sources are cited.
#[derive(Clone)]
pub struct CitationStyle {
    name: String,
    rules: StyleRules,
}

/// A style that comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct BuiltInStyle {
    /// The name by which it is chosen.
    pub name: &'static str,
    /// What it is called in full.
    pub title: &'static str,
}

/// Why there is no such citation style.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StyleError {
    /// The program was built without the feature.
    #[error("this casebook was built without citation styles")]
    NotBuilt,
    /// There is no style of this name.
    #[error("there is no citation style `{name}`")]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The name that was probably meant.
        meant: Option<&'static str>,
    },
    /// The file is no style, or one that only refers to another.
    #[error("this is no citation style: {0}")]
    Unreadable(String),
}

impl StyleError {
    /// Returns what to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::NotBuilt => {
                "build it with: cargo install --path . --features styles; or leave the style out"
                    .to_owned()
            }
            Self::Unknown { meant: Some(meant), .. } => format!("did you mean `{meant}`?"),
            Self::Unknown { meant: None, .. } => {
                "all are listed by: casebook cite --style list; a path to a .csl file works too"
                    .to_owned()
            }
            Self::Unreadable(_) => {
                "independent styles in CSL 1.0 can be read, as on https://www.zotero.org/styles"
                    .to_owned()
            }
        }
    }
}

impl CitationStyle {
    /// Whether the program was built with styles.
    pub const ARE_BUILT: bool = cfg!(feature = "styles");

    /// Returns the styles that come with the program, by name.
    pub fn built_in() -> Vec<BuiltInStyle> {
        let mut styles = built_in();
        styles.sort_unstable_by_key(|style| style.name);
        styles
    }

    /// Returns the style of this name.
    ///
    /// # Errors
    ///
    /// There is none, or the program was built without styles.
    pub fn named(name: &str) -> Result<Self, StyleError> {
        if !Self::ARE_BUILT {
            return Err(StyleError::NotBuilt);
        }
        match StyleRules::named(&name.to_lowercase()) {
            Some(rules) => Ok(Self { name: name.to_owned(), rules }),
            None => Err(StyleError::Unknown { name: name.to_owned(), meant: meant(name) }),
        }
    }

    /// Returns the style in the text of a `.csl` file.
    ///
    /// # Errors
    ///
    /// It is no independent style, or the program was built without styles.
    pub fn read(path: &Path, text: &str) -> Result<Self, StyleError> {
        if !Self::ARE_BUILT {
            return Err(StyleError::NotBuilt);
        }
        let rules = StyleRules::read(text).map_err(StyleError::Unreadable)?;
        Ok(Self { name: path.to_string_lossy().into_owned(), rules })
    }

    /// Returns these sources as a list of references: each once, in the order and with the numbers and letters that
    /// the style asks for. A style that has only notes gives a note for each.
    pub fn references(&self, redaction: &Redaction<'_>, ids: &[&Id]) -> Vec<String> {
        self.rules.references(redaction, ids)
    }

    /// Returns a source as what is quoted from it is cited: the note of a style with notes; the citation in the text,
    /// then the reference; or the reference alone where the citation is a number. `at` says where in the source.
    pub fn citation(&self, redaction: &Redaction<'_>, source: &Id, at: Option<&str>) -> String {
        self.rules.citation(redaction, source, at)
    }
}

/// Two styles of one name are the same, read from the same place.
impl PartialEq for CitationStyle {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for CitationStyle {}

impl fmt::Debug for CitationStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CitationStyle").field(&self.name).finish()
    }
}

/// Returns the name that was probably meant: the nearest, or the first that contains the word.
fn meant(name: &str) -> Option<&'static str> {
    let all = CitationStyle::built_in();
    let names = || all.iter().map(|style| style.name);
    let word = name.to_lowercase();
    let contains = |known: &&str| word.chars().count() > 2 && known.contains(&word);
    let near = suggest(name, names()).map(|near| near.best());
    near.or_else(|| names().find(contains))
}
