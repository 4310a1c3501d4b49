//! Fixes: the splices that solve a diagnostic, and whether they may be applied without asking.

use serde::Serialize;

use crate::text::{ByteRange, Splice, apply_all};

/// Whether a fix may be applied without a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// The file means the same afterwards: `check --fix` applies it.
    Safe,
    /// It chooses, removes or guesses something: a person has to decide.
    NeedsDecision,
}

/// The edits that solve a diagnostic.
///
/// A fix never writes a fact that no file states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it may be applied without a decision.
    pub applicability: Applicability,
    /// What can be done, the most likely first; each is a set of splices that do not overlap, in the
    /// order of the text. A safe fix has exactly one.
    alternatives: Vec<Vec<Splice>>,
}

impl Fix {
    /// Returns a fix that may be applied without a decision.
    pub fn safe(splices: Vec<Splice>) -> Self {
        Self { applicability: Applicability::Safe, alternatives: vec![splices] }
    }

    /// Returns a fix that needs a decision.
    pub fn offered(splices: Vec<Splice>) -> Self {
        Self { applicability: Applicability::NeedsDecision, alternatives: vec![splices] }
    }

    /// Returns a choice of fixes, the most likely first; `None` where there is nothing to choose.
    pub fn choice(alternatives: Vec<Vec<Splice>>) -> Option<Self> {
        let applicability = Applicability::NeedsDecision;
        (!alternatives.is_empty()).then_some(Self { applicability, alternatives })
    }

    /// Returns the fix that writes `text` for the whole place of its diagnostic, whose place is not
    /// known yet; see [`Diagnostic::at`](super::Diagnostic::at).
    pub fn value(applicability: Applicability, text: impl Into<String>) -> Self {
        let splices = vec![Splice::replace(ByteRange::default(), text)];
        Self { applicability, alternatives: vec![splices] }
    }

    /// Returns the fix with those of its alternatives that are wanted, `None` where none is.
    #[must_use]
    pub fn filtered(mut self, mut is_wanted: impl FnMut(&[Splice]) -> bool) -> Option<Self> {
        self.alternatives.retain(|splices| is_wanted(splices));
        (!self.alternatives.is_empty()).then_some(self)
    }

    /// Returns whether it may be applied without a decision.
    pub fn is_safe(&self) -> bool {
        self.applicability == Applicability::Safe
    }

    /// Returns the same fix, for a person to decide on.
    #[must_use]
    pub fn to_decide(mut self) -> Self {
        self.applicability = Applicability::NeedsDecision;
        self
    }

    /// Returns the splices of the most likely alternative, in the order of the text.
    pub fn splices(&self) -> &[Splice] {
        self.alternatives.first().map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns all alternatives, the most likely first.
    pub fn alternatives(&self) -> impl Iterator<Item = &[Splice]> {
        self.alternatives.iter().map(Vec::as_slice)
    }

    /// Writes the texts of its splices in the single quote marks of what they replace, where they can.
    pub(crate) fn keep_quote_marks(&mut self, text: &str) {
        for splice in self.alternatives.iter_mut().flatten() {
            let old = splice.range().of(text);
            let is_literal = old.starts_with('\'') && !old.starts_with("'''");
            let inner = splice.text().strip_prefix('"').and_then(|new| new.strip_suffix('"'));
            if let Some(inner) =
                inner.filter(|inner| is_literal && !inner.contains(['\'', '\\', '"']))
            {
                *splice = Splice::replace(splice.range(), format!("'{inner}'"));
            }
        }
    }

    /// Returns what becomes of a text with each alternative; `None` for one that is not of this text.
    pub fn applied(&self, text: &str) -> impl Iterator<Item = Option<String>> {
        self.alternatives.iter().map(move |splices| apply_all(text, splices))
    }

    /// Makes the splices that replace `from` replace `to` instead.
    pub(super) fn replace_elsewhere(&mut self, from: ByteRange, to: ByteRange) {
        for splice in self.alternatives.iter_mut().flatten().filter(|one| one.range() == from) {
            *splice = Splice::replace(to, splice.text());
        }
    }

    /// Moves all splices to where a text is whose part they are of.
    pub(super) fn move_by(&mut self, by: usize) {
        for splice in self.alternatives.iter_mut().flatten() {
            *splice = Splice::replace(splice.range().moved(by), splice.text());
        }
    }
}
