//! Stub until the real one lands.
use crate::record::{Problem, Rule};
use crate::text::ByteRange;
use std::ops::Range;
use toml::de::DeTable;
/// What could be read of a TOML text.
pub struct Syntax<'t> {
    root: DeTable<'t>,
    problems: Vec<Problem>,
}
/// A key whose value could not be read.
pub type Lost = (String, ByteRange);
/// Reads.
pub fn read(text: &str) -> Syntax<'_> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let problems = errors
        .iter()
        .map(|e| {
            Problem::new(
                Rule::Syntax,
                ByteRange::from_span(e.span().unwrap_or_default()),
                e.message(),
            )
        })
        .collect();
    Syntax { root: root.into_inner(), problems }
}
impl<'t> Syntax<'t> {
    /// Root.
    pub fn root(&self) -> &DeTable<'t> {
        &self.root
    }
    /// Place.
    pub fn place(&self, span: Range<usize>) -> ByteRange {
        ByteRange::from_span(span)
    }
    /// Problems.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
    /// Broken.
    pub fn is_broken(&self) -> bool {
        !self.problems.is_empty()
    }
    /// Lost.
    pub fn lost(&self) -> &[Lost] {
        &[]
    }
}
