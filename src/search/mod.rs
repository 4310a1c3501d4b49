//! Finding lines by what a researcher remembers of them. Knows lines and fields, not cases.
//!
//! A [`Line`] is what can be found, a [`Store`] holds many, a [`Query`] is what was typed.
//! [`search`] ranks the lines by [`Tier`]s that never mix; [`highlights`] shows in any text why it
//! was found. No file of this floor reads a disk or asks for the time.

mod advice;
mod amount;
mod answer;
mod block;
mod catalogue;
mod completing;
mod days;
mod facts;
mod fold;
mod found;
mod fuzzy;
mod groups;
mod han;
mod highlight;
mod holding;
mod korean;
mod ledger;
mod letters;
mod lex;
mod line;
mod looking;
mod marks;
mod narrowing;
mod needle;
mod original;
mod part;
mod pinyin;
mod plain;
mod plan;
mod query;
mod rank;
mod shelf;
mod sieve;
mod signature;
mod store;
mod strings;
mod tier;
mod typo;
mod vietnamese;
mod words;

pub use advice::{Advice, Instead, advise};
pub use amount::{Amount, End, Range, Unit};
pub use answer::Answer;
pub use catalogue::{Askable, Catalogue, Money, ReadDate, Takes};
pub use completing::{Completed, Completing, completing};
pub use days::{DayNumber, Days, Stretch, Window};
pub use facts::{Facts, FieldNo, NameSet, SortKey, Values, one_line};
pub use fold::{Folded, Keep, fold, fold_to_syllables};
pub use found::{Certainty, Found, Hit};
pub use highlight::highlights;
pub use holding::holding;
pub use ledger::Known;
pub use letters::is_unspaced;
pub use lex::{Manner, Sign};
pub use line::{Line, LineBuilder};
pub use narrowing::Trail;
pub use needle::Needle;
pub use part::Part;
pub use pinyin::readings;
pub use query::{
    Asked, Condition, Group, Joined, Node, Query, QueryProblem, Sorting, Sought, Term,
};
pub use rank::{Ranking, Request, find, search};
pub use store::Store;
pub use tier::{Reach, Tier};
