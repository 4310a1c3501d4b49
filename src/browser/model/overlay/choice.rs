//! What a line of an overlay does when it is chosen.

use crate::record::{Cited, Id};

use crate::browser::model::input::command::Command;
use crate::browser::model::overlay::problem_ref::{JumpTarget, ProblemRef};
use crate::collection::ListOrder;
use crate::session::facets::FacetValue;

/// What choosing a line of an overlay does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Go to a problem.
    Problem(ProblemRef),
    /// Sort the list so.
    Order(ListOrder),
    /// List only what has the ticked values, of which this is one.
    Value(FacetValue),
    /// Go to a record and a place in it.
    Go(JumpTarget),
    /// Write the quote into this case.
    Case(Id),
    /// Choose another case to write the quote into.
    OtherCase,
    /// Write the quote, which supports what is ticked; this is one of what it can support.
    Citation(Cited),
    /// Put this query into the line.
    Query(String),
    /// Do what a key means.
    Run(Command),
    /// Has the active screen do what it means by this number.
    Own(usize),
}
