//! The texts of a record and no more: all that a query for words needs, which is asked once.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::record::{
    FieldId, Id, Packed, PackedText, Record, RowKind, Value, WHEREABOUTS_WITHHELD, code_in_words,
    term_in_words,
};
use crate::search::{Part, Query, SearchLine, SearchLineBuilder};

use crate::collection::index::RecordLocation;
use crate::collection::link_targets::LinkTarget;
use crate::collection::lookup::indexer::{
    LinkSet, RecordPart, SearchIndexer, claims_of, is_place, quoted,
};

/// Puts together lines that have the texts of other lines and no facts: a query for words asks for none.
///
/// Facts take more time than texts: each value is folded for its field too, and what many lines share is counted by all
/// cores at once.
pub(crate) struct TextIndexer<'c> {
    indexer: SearchIndexer<'c>,
    /// Whether no word of the query must be found as it was written.
    is_folded_only: bool,
    /// Returns what a link leads to that leads out of the collection.
    other_targets: Option<&'c OtherTargets<'c>>,
}

/// Returns what an id leads to outside of a collection, where there is such a record.
type OtherTargets<'c> = dyn Fn(&Id) -> Option<LinkTarget> + Sync + 'c;

/// Records with more links are unpacked.
const MOST_LINKS: usize = 64;

/// Adds the words of a quote, and who speaks.
fn add_quoted(field: FieldId, text: PackedText<'_>, builder: &mut SearchLineBuilder) {
    let parts = [(FieldId::Text, Part::Quote), (FieldId::Speaker, Part::Short)];
    let Some((_, part)) = parts.into_iter().find(|(name, _)| *name == field) else { return };
    let (PackedText::Words(words)
    | PackedText::Term(words)
    | PackedText::Code(words)
    | PackedText::Link(words)) = text;
    builder.text(part, words);
}

impl<'c> TextIndexer<'c> {
    /// Returns what puts lines together for one query.
    pub(crate) fn of(indexer: SearchIndexer<'c>, query: &Query) -> Self {
        Self { indexer, is_folded_only: !query.preserves_forms(), other_targets: None }
    }

    /// Returns the same for a collection that has only some of the records that are linked to.
    #[must_use]
    pub(crate) fn with_other_targets(self, others: &'c OtherTargets<'c>) -> Self {
        Self { other_targets: Some(others), ..self }
    }

    /// Returns the line of the record that lies there.
    pub(crate) fn line_at(&self, slot: &RecordLocation) -> SearchLine {
        let contents = &slot.file.contents;
        let packed = contents
            .packed()
            .and_then(|(head, packed)| self.packed_line(&head.id, packed, &contents.text()));
        packed.or_else(|| slot.with_record(|located| self.line(located.record))).unwrap_or_default()
    }

    /// Returns the line of a record that lies packed, as far as its texts do not depend on others: `None` where they may.
    fn packed_line(&self, id: &Id, packed: &Packed, text: &str) -> Option<SearchLine> {
        let mut builder = self.begun(id);
        let mut links = 0;
        let is_whole = packed.each_text(text, |row, field, text| {
            if let Some(RowKind::Quote) = row {
                add_quoted(field.name, text, &mut builder);
                return ControlFlow::Continue(());
            }
            if self.indexer.number(field.name).is_none() {
                return ControlFlow::Continue(());
            }
            match text {
                PackedText::Words(words) => {
                    // It may withhold places.
                    if field.name == FieldId::Tags && words == WHEREABOUTS_WITHHELD {
                        return ControlFlow::Break(());
                    }
                    builder.text(field.weight, words);
                }
                PackedText::Term(word) => _ = builder.text(Part::Short, &term_in_words(word)),
                PackedText::Code(code) => {
                    builder.text(Part::Short, &code_in_words(code, field.shape));
                }
                PackedText::Link(id) => {
                    links += 1;
                    // The same link may be there a million times.
                    if links > MOST_LINKS || !self.known_link(id, &mut builder) {
                        return ControlFlow::Break(());
                    }
                }
            }
            ControlFlow::Continue(())
        });
        is_whole.then(|| builder.build())
    }

    fn begun(&self, id: &Id) -> SearchLineBuilder {
        let mut builder = SearchLine::builder();
        if self.is_folded_only {
            builder.only_folded_long_texts();
        }
        builder.text(Part::Id, id.as_str());
        builder
    }

    /// Returns the line of a record.
    pub(crate) fn line(&self, record: &Record) -> SearchLine {
        let mut builder = self.begun(&record.id);
        let mut followed = LinkSet::default();
        self.fields(RecordPart { record, row: None }, &mut builder, &mut followed);
        for row in &record.rows {
            self.fields(RecordPart { record, row: Some(row) }, &mut builder, &mut followed);
        }
        quoted(record, &mut builder);
        builder.build()
    }

    fn fields<'r>(
        &self,
        of: RecordPart<'r>,
        builder: &mut SearchLineBuilder,
        followed: &mut LinkSet<'r>,
    ) {
        for entry in of.fields().iter() {
            let Some(field) = self.indexer.number(entry.field.name) else { continue };
            if of.record.withholds_place(of.row, entry.field.name) {
                continue;
            }
            if let Some(claims) = is_place(entry).then(|| claims_of(entry, of)).flatten() {
                self.claimed(&claims, builder);
                continue;
            }
            for item in &entry.items {
                match &item.value {
                    Value::Link(id) => {
                        if followed.insert((field, id)) {
                            self.link(id, builder);
                        }
                    }
                    Value::Words(words) => _ = builder.text(entry.field.weight, words),
                    Value::Term(_) | Value::Code(_) => {
                        builder.text(Part::Short, &item.value.in_words(entry.field.shape));
                    }
                    Value::Date(_)
                    | Value::Money(_)
                    | Value::Whole(_)
                    | Value::Degrees(_)
                    | Value::YesNo(_)
                    | Value::Unread(_)
                    | Value::TooLong(_) => {}
                }
            }
        }
    }

    /// Adds the texts of places that sources contradict each other about, but for those in which an earlier one lies.
    fn claimed(&self, claims: &[Vec<&Value>], builder: &mut SearchLineBuilder) {
        let mut known: BTreeSet<Id> = BTreeSet::new();
        for value in claims.iter().flatten() {
            for id in self.indexer.with_enclosing(value) {
                if known.insert(id.clone()) && value.link() == Some(&id) {
                    self.link(&id, builder);
                }
            }
            if value.link().is_none() {
                builder.text(Part::Short, &value.written());
            }
        }
    }

    /// Adds the texts of what an id leads to; returns whether that is an id.
    fn known_link(&self, id: &str, builder: &mut SearchLineBuilder) -> bool {
        if let Some(target) = self.indexer.targets.known(id) {
            for (original, folded) in target.texts() {
                builder.folded_text(Part::Short, original, folded);
            }
            return true;
        }
        Id::new(id).map(|id| self.link(&id, builder)).is_some()
    }

    fn link(&self, id: &Id, builder: &mut SearchLineBuilder) {
        let other = || self.other_targets.and_then(|others| others(id)).map(Cow::Owned);
        let known = self.indexer.targets.known(id.as_str()).map(Cow::Borrowed);
        let known = known.or_else(other);
        let target = known.unwrap_or_else(|| self.indexer.targets.get(self.indexer.collection, id));
        for (original, folded) in target.texts() {
            builder.folded_text(Part::Short, original, folded);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Lookup, Memory, load, sample};

    /// Returns the texts of a line, in any order.
    fn texts(line: &SearchLine) -> Vec<(Part, String, String)> {
        let texts = line.texts();
        let mut texts: Vec<_> = texts
            .map(|text| (text.part, text.original.to_owned(), text.folded.to_owned()))
            .collect();
        texts.sort();
        texts
    }

    #[test]
    fn packed_records_have_the_texts_of_unpacked_ones() {
        let mut memory = Memory::default();
        let tagged = "title = 'A'\ntags = ['whereabouts-withheld']\nshelter = 'Seatown'\n";
        memory.put("victims/test-a.toml", tagged);
        memory.put(
            "victims/test-b.toml",
            "title = 'B'\nhome = 'test-a'\ncitizenship = ['TH', 'XX']\nage = 'many'\nhat = 'none'\n[[event]]\nkey = 'sale'\n\
             what = 'Sold'\nplace = 'nowhere'\n[[quote]]\ntext = 'One'\n[[quote]]\ntext = 'Two'\nspeaker = 'Them'\nsupports = ['home', 'event.sale']\n",
        );
        let misspelt = "title = 'D'\ntags = ['wherabouts-witheld']\nshelter = 'Seatown'\n";
        memory.put("victims/test-d.toml", misspelt);
        memory.put(
            "victims/test-c.toml",
            "title = 'C'\n[[quote]]\ntext = 'T'\ndisputes = { home = 'D' }\n",
        );
        let mut packed = 0;
        for collection in [load(&memory), load(&sample())] {
            let whole = Lookup::of(&collection);
            for typed in ["word", "Wörd"] {
                let (query, _) = Query::read(typed, whole.catalogue());
                let indexer = SearchIndexer::of(&collection, whole.catalogue());
                let indexer = TextIndexer::of(indexer, &query);
                for (number, slot) in collection.index.slots().enumerate() {
                    let line = indexer.line_at(slot);
                    let unpacked =
                        slot.with_record(|located| indexer.line(located.record)).unwrap();
                    assert_eq!(texts(&line), texts(&unpacked), "{:?}", slot.head());
                    let all = whole.store.line(number).unwrap();
                    // A store has no text of a line twice.
                    let folded = |line: &SearchLine| -> BTreeSet<(Part, String)> {
                        texts(line).into_iter().map(|(part, _, folded)| (part, folded)).collect()
                    };
                    assert_eq!(folded(&line), folded(&all), "{:?}", slot.head());
                    let Some((head, record)) = slot.file.contents.packed() else { continue };
                    let text = slot.file.contents.text();
                    packed += usize::from(indexer.packed_line(&head.id, record, &text).is_some());
                }
            }
        }
        assert!(packed > 30, "{packed}");
    }
}
