//! Which lines a query finds, the best first. Knows no field by name and no screen.

use std::cmp::Reverse;

use super::answer::Answer;
use super::fuzzy::Scatter;
use super::lex::{Manner, Sign};
use super::line::{Line, Part, PartText};
use super::needle::{Needle, Stand};
use super::query::{Group, Joined, Node, Query, Sought, Term};
use super::tier::{Reach, Tier};

/// A line that a query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which of the lines.
    pub index: usize,
    /// How it was found, `None` where the query asks for no word.
    pub found: Option<Found>,
    /// Whether it is certain that the line is meant.
    pub certainty: Certainty,
}

/// Whether what is known of a line leaves a doubt that it is what the query asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// It leaves none.
    #[default]
    Certain,
    /// A date or number is not known exactly enough to tell.
    Possible,
}

/// How a line was found; what is smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The tier of the worst word.
    pub tier: Tier,
    /// The least weighty part that was needed to find all the words.
    pub part: Part,
    /// The matcher's score for scattered letters; 0 elsewhere.
    score: Reverse<i64>,
}

/// Returns the lines that hold all terms of `query`, the certain ones first, of these the best.
///
/// Within a tier a weightier part comes first, then a better score of scattered letters, then the
/// line that came first. The empty query hits every line in order.
pub fn search(query: &Query, lines: &[Line]) -> Vec<Hit> {
    let searcher = Searcher::of(query);
    let hits = lines.iter().enumerate();
    let mut hits: Vec<_> = hits.filter_map(|(index, line)| searcher.hit(index, line)).collect();
    hits.sort_by_key(|hit| (hit.certainty, hit.found));
    hits
}

impl Hit {
    /// Returns which finds are to be shown in the short texts of this line.
    pub fn reach(&self) -> Reach {
        match self.found.map(|found| found.tier) {
            Some(Tier::Scattered) => Reach::Scattered,
            Some(Tier::Id | Tier::Whole | Tier::WordStart | Tier::Substring) | None => {
                Reach::Literal
            }
        }
    }
}

impl Found {
    fn literal(tier: Tier, part: Part) -> Self {
        let score = Reverse(0);
        Self { tier, part, score }
    }

    /// Returns both finds as one: as bad as the worse of each.
    fn and(self, other: Self) -> Self {
        Self {
            tier: self.tier.max(other.tier),
            part: self.part.max(other.part),
            score: Reverse(self.score.0 + other.score.0),
        }
    }
}

/// A query with what is made once for all lines.
struct Searcher<'q> {
    query: &'q Query,
    scatter: Scatter,
}

impl<'q> Searcher<'q> {
    fn of(query: &'q Query) -> Self {
        let scatter = Scatter::new();
        Self { query, scatter }
    }

    fn hit(&self, index: usize, line: &Line) -> Option<Hit> {
        let Match { found, certainty } = self.all(self.query.nodes(), line)?;
        let found = found.map(|found| self.whole_name(line).unwrap_or(found).min(found));
        Some(Hit { index, found, certainty })
    }

    fn node(&self, node: &Node, line: &Line) -> Option<Match> {
        match node {
            Node::Term(term) => self.term(term, line),
            Node::Group(Group { joined: Joined::All, nodes, .. }) => self.all(nodes, line),
            Node::Group(Group { joined: Joined::Any, nodes, .. }) => {
                let matches = nodes.iter().filter_map(|node| self.node(node, line));
                matches.reduce(Match::or)
            }
        }
    }

    /// Matches all of some parts; those first that cost least.
    fn all(&self, nodes: &[Node], line: &Line) -> Option<Match> {
        let mut all = Match::default();
        for cheap in [true, false] {
            for node in nodes.iter().filter(|node| is_cheap(node) == cheap) {
                all = all.and(self.node(node, line)?);
            }
        }
        Some(all)
    }

    fn term(&self, term: &Term, line: &Line) -> Option<Match> {
        match (term.sign, &term.sought) {
            (Sign::With, Sought::Text { needle, manner }) => {
                let found = literal(needle, *manner, line).or_else(|| match manner {
                    Manner::Rough => self.scattered(needle, line),
                    Manner::Exact | Manner::Start | Manner::End | Manner::Whole => None,
                });
                found.map(|found| Match { found: Some(found), ..Match::default() })
            }
            (Sign::With, Sought::Part { .. } | Sought::Field { .. }) => {
                Match::answered(answer(term, line))
            }
            (Sign::Without, _) => Match::answered(!answer(term, line)),
        }
    }

    /// Returns the find of all words together as a whole name.
    fn whole_name(&self, line: &Line) -> Option<Found> {
        let found = literal(self.query.together()?, Manner::Rough, line)?;
        (found.tier == Tier::Whole).then_some(found)
    }

    /// Returns the best find of scattered letters.
    fn scattered(&self, needle: &Needle, line: &Line) -> Option<Found> {
        let finds = line.texts().filter(|text| text.part.is_short());
        let finds = finds.filter_map(|text| {
            let find = self.scatter.find_in(needle, text.original, text.folded)?;
            Some(Found { tier: Tier::Scattered, part: text.part, score: Reverse(find.score) })
        });
        finds.min()
    }
}

/// That a line holds a part of a query.
#[derive(Clone, Copy, Default)]
struct Match {
    /// The find, `None` where no word was looked for.
    found: Option<Found>,
    certainty: Certainty,
}

impl Match {
    fn answered(answer: Answer) -> Option<Self> {
        let certainty = match answer {
            Answer::No => return None,
            Answer::Possibly => Certainty::Possible,
            Answer::Certainly => Certainty::Certain,
        };
        Some(Self { found: None, certainty })
    }

    fn and(self, other: Self) -> Self {
        let found = match (self.found, other.found) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        };
        Self { found, certainty: self.certainty.max(other.certainty) }
    }

    /// Returns the better of two.
    fn or(self, other: Self) -> Self {
        let found = self.found.into_iter().chain(other.found).min();
        Self { found, certainty: self.certainty.min(other.certainty) }
    }
}

/// Tells whether a part looks at values only, not into texts.
fn is_cheap(node: &Node) -> bool {
    matches!(node, Node::Term(Term { sought: Sought::Field { .. }, .. }))
}

/// Tells whether a line holds what `term` looks for as it was typed, whatever its sign.
fn answer(term: &Term, line: &Line) -> Answer {
    match &term.sought {
        Sought::Text { needle, manner } => {
            let mut texts = line.texts();
            texts.any(|text| needle.stand_as(*manner, text.original, text.folded).is_some()).into()
        }
        Sought::Part { part, needles } => {
            let mut texts = line.texts().filter(|text| text.part == *part);
            let holds = |text: PartText<'_>| {
                needles.iter().any(|needle| needle.stand(text.original, text.folded).is_some())
            };
            texts.any(holds).into()
        }
        Sought::Field { field, asked, .. } => {
            let answers = asked.iter().map(|asked| asked.condition.answer(*field, line.facts()));
            answers.max().unwrap_or(Answer::No)
        }
    }
}

/// Returns the best find of a needle as it was typed.
fn literal(needle: &Needle, manner: Manner, line: &Line) -> Option<Found> {
    let mut best: Option<Found> = None;
    for text in line.texts() {
        let ceiling = Found::literal(Tier::of(text.part, Stand::Whole), text.part);
        if best.is_none_or(|best| ceiling < best) {
            let stand = needle.stand_as(manner, text.original, text.folded);
            let found = stand.map(|stand| Found::literal(Tier::of(text.part, stand), text.part));
            best = best.into_iter().chain(found).min();
        }
    }
    best
}

#[cfg(test)]
mod tests;
