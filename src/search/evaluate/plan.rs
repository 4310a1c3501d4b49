//! The evaluation plan of a query: its words with all ways to match them, and how they combine.

use crate::search::lex::{MatchMode, Polarity};
use crate::search::matching::fuzzy::FuzzyPattern;
use crate::search::matching::letter_bitmap::LetterBitmap;
use crate::search::matching::needle::Needle;
use crate::search::matching::pinyin::SoundPattern;
use crate::search::matching::typo::TypoPattern;
use crate::search::part::Part;
use crate::search::query::{
    Joined, Query, QueryGroup, QueryNode, Term, TermTarget, ValueCondition,
};
use crate::search::store::facts::FieldNo;
use crate::search::values::truth::Truth;

/// A query, prepared once for all lines.
pub(crate) struct Plan<'q> {
    /// The root of the plan.
    pub(crate) step: PlanNode<'q>,
    /// The words, by their numbers.
    pub(crate) words: Vec<SearchWord<'q>>,
    /// How many conditions on fields it has.
    pub(crate) fields: usize,
    /// All words as one text, which may be a whole name.
    pub(crate) whole_name: Option<&'q Needle>,
}

/// A part of a plan.
pub(crate) enum PlanNode<'q> {
    /// All of these must hold.
    All(Vec<Self>),
    /// One of these must hold; the better match counts.
    Any(Vec<Self>),
    /// The word of this number must be found.
    Word(usize),
    /// The word of this number must not be found literally.
    Without(usize),
    /// A text of this part must contain one of the needles, or none if the term is negated.
    Part { part: Part, needles: &'q [Needle], sign: Polarity },
    /// One of the conditions must hold for the field, or none if the term is negated. It has a number, as words do.
    Field { number: usize, field: FieldNo, asked: &'q [ValueCondition], sign: Polarity },
    /// A condition with an answer for each line.
    Lines { answers: &'q [Truth], sign: Polarity },
}

/// What of a plan has a number.
#[derive(Default)]
struct PlanParts<'q> {
    words: Vec<SearchWord<'q>>,
    fields: usize,
}

/// A word with all ways to match it.
pub(crate) struct SearchWord<'q> {
    pub(crate) needle: &'q Needle,
    pub(crate) mode: MatchMode,
    /// Its letters, to compare with the prefilter of a text.
    pub(crate) letters: LetterBitmap,
    /// By sound, fuzzily and with typos, each if possible.
    pub(crate) spelling: Option<&'q SoundPattern>,
    pub(crate) fuzzy: Option<FuzzyPattern>,
    pub(crate) typo: Option<TypoPattern>,
}

impl<'q> Plan<'q> {
    /// Returns the plan of a query.
    pub(crate) fn of(query: &'q Query) -> Self {
        let mut parts = PlanParts::default();
        let step = PlanNode::all(query.nodes(), &mut parts);
        let PlanParts { words, fields } = parts;
        Self { step, words, fields, whole_name: query.whole_name() }
    }

    /// Returns whether a word can match by sound.
    pub(crate) fn has_sounds(&self) -> bool {
        self.words.iter().any(|word| word.spelling.is_some())
    }

    /// Returns whether a word can match fuzzily.
    pub(crate) fn is_fuzzy(&self) -> bool {
        self.words.iter().any(|word| word.fuzzy.is_some())
    }

    /// Returns whether a word can match with typos.
    pub(crate) fn allows_typos(&self) -> bool {
        self.words.iter().any(|word| word.typo.is_some())
    }
}

impl<'q> PlanNode<'q> {
    fn all(nodes: &'q [QueryNode], parts: &mut PlanParts<'q>) -> Self {
        let mut steps: Vec<_> = nodes.iter().map(|node| Self::of(node, parts)).collect();
        // Conditions on fields are cheap and come first, so that words are searched in fewer lines.
        steps.sort_by_key(|step| !matches!(step, Self::Field { .. } | Self::Lines { .. }));
        if steps.len() == 1 { steps.remove(0) } else { Self::All(steps) }
    }

    fn of(node: &'q QueryNode, parts: &mut PlanParts<'q>) -> Self {
        match node {
            QueryNode::Group(QueryGroup { joined: Joined::All, nodes, .. }) => {
                Self::all(nodes, parts)
            }
            QueryNode::Group(QueryGroup { joined: Joined::Any, nodes, .. }) => {
                Self::Any(nodes.iter().map(|node| Self::of(node, parts)).collect())
            }
            QueryNode::Term(Term {
                target: TermTarget::Field { field, asked, .. }, sign, ..
            }) => {
                let number = parts.fields;
                parts.fields += 1;
                Self::Field { number, field: *field, asked, sign: *sign }
            }
            QueryNode::Term(Term { target: TermTarget::Lines { answers, .. }, sign, .. }) => {
                Self::Lines { answers, sign: *sign }
            }
            QueryNode::Term(Term { target: TermTarget::Part { part, needles }, sign, .. }) => {
                Self::Part { part: *part, needles, sign: *sign }
            }
            QueryNode::Term(Term { target: TermTarget::Text { needle, mode }, sign, .. }) => {
                let number = parts.words.len();
                parts.words.push(SearchWord::of(needle, *mode, *sign));
                match sign {
                    Polarity::With => Self::Word(number),
                    Polarity::Without => Self::Without(number),
                }
            }
        }
    }
}

impl<'q> SearchWord<'q> {
    fn of(needle: &'q Needle, mode: MatchMode, sign: Polarity) -> Self {
        // A phrase only matches literally. So does a negated word: `-test` must not exclude a line that
        // merely resembles it.
        let rough = mode == MatchMode::Rough && sign == Polarity::With;
        Self {
            needle,
            mode,
            letters: LetterBitmap::of(needle.folded()),
            spelling: if rough { needle.spelling() } else { None },
            fuzzy: if rough { FuzzyPattern::of(needle) } else { None },
            typo: if rough { TypoPattern::of(needle) } else { None },
        }
    }
}
