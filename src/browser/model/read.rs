//! What is read in the quote pane where a source is shown: its archived text. Changes nothing.

use crate::record::{Id, Kind};

use super::page::Pick;
use super::state::Model;

impl Model {
    /// Returns the source that is shown, where its text is archived and therefore read in the quote
    /// pane.
    pub fn source_read(&self) -> Option<&Id> {
        let record = self.record().map(|located| located.record);
        let source = record.filter(|record| record.kind == Kind::Source)?;
        let archive = self.collection.as_deref()?.archive();
        archive.get(&source.id).map(|_| &source.id)
    }

    /// Returns the quote under the cursor of the quote pane, its case and its number there; in an
    /// archived text, that of the passage.
    pub fn picked(&self) -> Option<(&Id, usize)> {
        let pick = self.quotes.spot()?;
        if let Some(passage) = self.reading.as_ref().and_then(|reading| reading.under(pick)) {
            return Some((&passage.case, passage.number));
        }
        match pick {
            Pick::Quote(case, number) => Some((case, *number)),
            Pick::Mention(_) | Pick::At(_) => None,
        }
    }
}
