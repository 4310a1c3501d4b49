//! Finding lines by what a researcher remembers of them. Knows lines and fields, not cases.

mod fold;
mod fuzzy;
mod letters;
mod lex;
mod line;
mod needle;
mod query;
mod rank;
mod tier;

pub use fold::{Folded, Keep, fold};
pub use lex::Sign;
pub use line::{Line, LineBuilder, Part};
pub use needle::Needle;
pub use query::{Query, QueryProblem, Sought, Term};
pub use rank::{Found, Hit, search};
pub use tier::{Reach, Tier};
