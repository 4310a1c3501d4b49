//! What a line of a sheet stands for when it is chosen.

use crate::record::{Cited, Id};

use super::command::Command;
use super::facets::Valued;
use super::flaw::{Flaw, Goal};
use super::order::Order;

/// What choosing a line of a sheet means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Go to a problem.
    Problem(Flaw),
    /// Sort the list so.
    Order(Order),
    /// List only what has the ticked values, of which this is one.
    Value(Valued),
    /// Go to a record and a place in it.
    Go(Goal),
    /// Write the quote into this case.
    Case(Id),
    /// Choose another case to write the quote into.
    OtherCase,
    /// Write the quote, which carries what is ticked; this is one of what it can carry.
    Carried(Cited),
    /// Put this query into the line.
    Query(String),
    /// Do what a key means.
    Run(Command),
}
