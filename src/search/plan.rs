//! What a query comes to for the lines: words, each with all its ways to be found, and how they are
//! joined. Knows no line.

use super::answer::Answer;
use super::facts::FieldNo;
use super::fuzzy::Scatter;
use super::lex::{Manner, Sign};
use super::needle::Needle;
use super::part::Part;
use super::pinyin::Spelling;
use super::query::{Asked, Group, Joined, Node, Query, Sought, Term};
use super::signature::Signature;
use super::typo::Slips;

/// A query, made ready once for all lines.
pub(super) struct Plan<'q> {
    /// What must hold.
    pub(super) step: Step<'q>,
    /// The words, by their numbers.
    pub(super) words: Vec<Word<'q>>,
    /// All words as one text, which may be a whole name.
    pub(super) together: Option<&'q Needle>,
}

/// A part of a plan.
pub(super) enum Step<'q> {
    /// All of these must hold.
    All(Vec<Self>),
    /// One of these must hold; the better find counts.
    Any(Vec<Self>),
    /// The word of this number must be found.
    Word(usize),
    /// It must not stand in the line as it was typed.
    Without(usize),
    /// A text of this part must hold one of the needles, or none where the term is negated.
    Part { part: Part, needles: &'q [Needle], sign: Sign },
    /// One of the conditions must hold of the field, or none where the term is negated.
    Field { field: FieldNo, asked: &'q [Asked], sign: Sign },
    /// It was answered for each line.
    Lines { answers: &'q [Answer], sign: Sign },
}

/// A word with the ways in which it may be found.
pub(super) struct Word<'q> {
    pub(super) needle: &'q Needle,
    /// How it must stand.
    pub(super) manner: Manner,
    /// Its letters.
    pub(super) letters: Signature,
    /// As the sounds of characters, as scattered letters, with slips; each where it can be.
    pub(super) spelling: Option<&'q Spelling>,
    pub(super) scatter: Option<Scatter>,
    pub(super) slips: Option<Slips>,
}

impl<'q> Plan<'q> {
    /// Returns the plan of a query.
    pub(super) fn of(query: &'q Query) -> Self {
        let mut words = Vec::new();
        let step = Step::all(query.nodes(), &mut words);
        Self { step, words, together: query.together() }
    }

    /// Tells whether a word may be found otherwise than as it was typed.
    pub(super) fn is_rough(&self) -> bool {
        self.words.iter().any(|word| word.spelling.is_some() || word.scatter.is_some())
    }

    /// Tells whether a word may have slips.
    pub(super) fn may_slip(&self) -> bool {
        self.words.iter().any(|word| word.slips.is_some())
    }
}

impl<'q> Step<'q> {
    fn all(nodes: &'q [Node], words: &mut Vec<Word<'q>>) -> Self {
        let mut steps: Vec<_> = nodes.iter().map(|node| Self::of(node, words)).collect();
        // What is cheap to tell comes first: the words need then be looked for in fewer lines.
        steps.sort_by_key(|step| !matches!(step, Self::Field { .. } | Self::Lines { .. }));
        Self::All(steps)
    }

    fn of(node: &'q Node, words: &mut Vec<Word<'q>>) -> Self {
        match node {
            Node::Group(Group { joined: Joined::All, nodes, .. }) => Self::all(nodes, words),
            Node::Group(Group { joined: Joined::Any, nodes, .. }) => {
                Self::Any(nodes.iter().map(|node| Self::of(node, words)).collect())
            }
            Node::Term(Term { sought: Sought::Field { field, asked, .. }, sign, .. }) => {
                Self::Field { field: *field, asked, sign: *sign }
            }
            Node::Term(Term { sought: Sought::Lines { answers, .. }, sign, .. }) => {
                Self::Lines { answers, sign: *sign }
            }
            Node::Term(Term { sought: Sought::Part { part, needles }, sign, .. }) => {
                Self::Part { part: *part, needles, sign: *sign }
            }
            Node::Term(Term { sought: Sought::Text { needle, manner }, sign, .. }) => {
                let number = words.len();
                words.push(Word::of(needle, *manner, *sign));
                match sign {
                    Sign::With => Self::Word(number),
                    Sign::Without => Self::Without(number),
                }
            }
        }
    }
}

impl<'q> Word<'q> {
    fn of(needle: &'q Needle, manner: Manner, sign: Sign) -> Self {
        // A phrase is meant as it was typed, and nothing is kept out for being like something.
        let rough = manner == Manner::Rough && sign == Sign::With;
        Self {
            needle,
            manner,
            letters: Signature::of(needle.folded()),
            spelling: if rough { needle.spelling() } else { None },
            scatter: if rough { Scatter::of(needle) } else { None },
            slips: if rough { Slips::of(needle) } else { None },
        }
    }
}
