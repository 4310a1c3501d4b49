//! The search engine: queries, folding, ranking and highlights.
//!
//! The engine knows lines and fields, not cases. A [`SearchLine`] is the searchable form of one record, a
//! [`Store`] holds many lines, a [`Query`] is what the user typed. [`search`] ranks the lines by tiers that
//! never mix; [`highlights`] shows why a text matched. Nothing here does I/O or reads the clock.

pub(crate) mod assist;
pub(crate) mod evaluate;
pub(crate) mod folding;
mod lex;
pub(crate) mod matching;
mod part;
mod query;
mod store;
pub(crate) mod values;

pub(crate) use assist::advice::{Advice, Alternative, advise};
pub use assist::completion::completing;
pub(crate) use assist::completion::{CompletionContext, CompletionTarget};
pub use assist::highlight::highlights;
pub(crate) use evaluate::conditions::evaluate_conditions;
pub use evaluate::line_match::Hit;
pub(crate) use evaluate::line_match::{Certainty, MatchRank};
pub(crate) use evaluate::line_set::{CountedValue, counted_values, grouped_lines, matching_lines};
pub use evaluate::line_set::{LineSet, SetSize};
pub(crate) use evaluate::rank::{Ranking, find};
pub use evaluate::rank::{SearchOptions, search};
pub(crate) use evaluate::refine::PreviousResults;
pub use folding::fold::{Folded, Preserve, fold, fold_to_syllables};
pub(crate) use folding::letters::is_unspaced;
pub(crate) use lex::Polarity;
pub(crate) use matching::needle::{MatchPosition, Needle};
pub(crate) use matching::pinyin::readings;
pub use matching::tier::Looseness;
pub(crate) use matching::tier::Tier;
pub use part::Part;
pub use query::Query;
pub use query::catalogue::Catalogue;
pub(crate) use query::catalogue::{MoneyRules, NameList, QueryField, ValueKind};
pub(crate) use query::{Condition, QueryNode, QuerySort, Term, TermTarget, ValueCondition};
pub use store::Store;
pub(crate) use store::fact_table::LineFacts;
pub(crate) use store::facts::{FieldNo, NameSet, SharedValues, one_line};
pub use store::line::SearchLine;
pub(crate) use store::line::SearchLineBuilder;
pub(crate) use store::packing::{StorePacker, StoreUnpacker};
pub(crate) use values::amount::Amount;
pub(crate) use values::days::{DayInterval, DayNumber, DayRange, Days};
pub(crate) use values::truth::Truth;
