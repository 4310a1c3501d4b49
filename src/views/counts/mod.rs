//! Counts: how many cases have each value of one field, or of two fields together.

pub mod axis;
mod categories;
mod category;
mod count;
mod csv_form;
mod json_form;
mod people;
mod periods;
mod text_form;

pub use axis::{AxisField, NotCounted, countable_fields};
pub use category::{Category, CategoryKind};
pub use count::{CountLimits, CountPlace, CountRequest, Counts};
pub use csv_form::{counts_csv, people_csv};
pub use json_form::counts_json;
pub(crate) use people::WHY_NO_SUM;
pub use people::{PeopleStatement, PeopleStatements};
pub use text_form::{CountsPage, counts_text};

#[cfg(test)]
mod tests;
