//! What a line of a sheet stands for when it is chosen.

use super::flaw::Flaw;
use super::order::Order;

/// What choosing a line of a sheet means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Go to a problem.
    Problem(Flaw),
    /// Sort the list so.
    Order(Order),
}
