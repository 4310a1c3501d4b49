//! Finding lines by what a researcher remembers of them. Knows lines and fields, not cases.
//!
//! A [`Line`] is what can be found, a [`Query`] what was typed. [`search`] ranks the lines by
//! [`Tier`]s that never mix; [`highlights`] shows in any text why it was found. No file of this
//! floor reads a disk, starts a thread or asks for the time.

mod amount;
mod answer;
mod catalogue;
mod completing;
mod days;
mod facts;
mod fold;
mod fuzzy;
mod highlight;
mod letters;
mod lex;
mod line;
mod needle;
mod query;
mod rank;
mod tier;

pub use amount::{Amount, End, Range, Unit};
pub use answer::Answer;
pub use catalogue::{Askable, Catalogue, ReadDate, Takes};
pub use completing::{Completed, Completing, completing};
pub use days::{DayNumber, Days, Stretch, Window};
pub use facts::{Facts, FieldNo, NameSet, SortKey, one_line};
pub use fold::{Folded, Keep, fold};
pub use highlight::highlights;
pub use lex::{Manner, Sign};
pub use line::{Line, LineBuilder, Part};
pub use needle::Needle;
pub use query::{
    Asked, Condition, Group, Joined, Node, Query, QueryProblem, Sorting, Sought, Term,
};
pub use rank::{Certainty, Found, Hit, search};
pub use tier::{Reach, Tier};
