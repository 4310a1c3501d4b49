//! The search engine: queries, folding, ranking and highlights.
//!
//! It knows lines and fields, not cases. A [`SearchLine`] is what can be found, a [`Store`] holds many
//! lines, a [`Query`] is what was typed. [`search`] ranks the lines by [`Tier`]s that never mix;
//! [`highlights`] shows why a text matched. Nothing here does I/O or reads the clock.

pub(crate) mod assist;
pub(crate) mod evaluate;
pub(crate) mod folding;
mod lex;
pub(crate) mod matching;
mod part;
mod query;
mod store;
pub(crate) mod values;

pub use crate::search::assist::advice::{Advice, Alternative, advise};
pub use crate::search::assist::completion::{CompletionContext, CompletionTarget, completing};
pub use crate::search::assist::highlight::highlights;
pub use crate::search::evaluate::conditions::evaluate_conditions;
pub use crate::search::evaluate::line_match::{Certainty, Hit, MatchRank};
pub use crate::search::evaluate::rank::{Ranking, SearchOptions, find, search};
pub use crate::search::evaluate::refine::PreviousResults;
pub use crate::search::folding::fold::{Folded, Preserve, fold, fold_to_syllables};
pub use crate::search::folding::letters::is_unspaced;
pub use crate::search::matching::needle::Needle;
pub use crate::search::matching::pinyin::readings;
pub use crate::search::matching::tier::{Looseness, Tier};
pub use crate::search::query::catalogue::{Catalogue, MoneyRules, QueryField, ReadDate, ValueKind};
pub use crate::search::store::fact_table::LineFacts;
pub use crate::search::store::facts::{Facts, FieldNo, NameSet, SharedValues, SortKey, one_line};
pub use crate::search::store::line::{SearchLine, SearchLineBuilder};
pub use crate::search::values::amount::{Amount, AmountRange, RangeEnd, Unit};
pub use crate::search::values::days::{DayInterval, DayNumber, DayRange, Days};
pub use crate::search::values::truth::Truth;
pub use lex::{MatchMode, Polarity};
pub use part::Part;
pub use query::{
    Condition, Joined, Query, QueryGroup, QueryNode, QueryProblem, QuerySort, Term, TermTarget,
    ValueCondition,
};
pub use store::Store;
