//! Ties between records as they leave the program: as JSON, as CSV, and in the formats of programs that draw graphs.
//!
//! They are no rows of the table of formats: a row there writes records by their ids, and a tie has two ends and a
//! field between them. All words in a [`TieSheet`] come from a redaction.

mod csv;
mod dot;
mod gexf;
mod graphml;
mod json;
mod sheet;
mod xml;

pub(crate) use csv::write as ties_csv;
pub(crate) use dot::write as ties_dot;
pub(crate) use gexf::write as ties_gexf;
pub(crate) use graphml::write as ties_graphml;
pub(crate) use json::{object as json_object, sheet as ties_json};
pub(crate) use sheet::{SheetQuote, SheetRecord, SheetSupport, SheetTie, TieSheet};

#[cfg(test)]
mod tests;
