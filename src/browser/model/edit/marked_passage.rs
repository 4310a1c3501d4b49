//! The passage of an archived text that the user has marked in order to quote it.

use std::sync::Arc;

use crate::browser::model::page::PassageSize;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::collection::Located;
use crate::evidence::ArchivedText;
use crate::record::{Cited, Id, Quote, Record};
use crate::session::NewValue;
use crate::text::{ByteRange, count_words};

/// A marked passage: whole clusters of the text in which it was marked.
#[derive(Clone, Debug)]
pub struct MarkedPassage {
    /// The source.
    pub source: Id,
    /// How far it has come.
    pub stage: MarkStage,
    /// The cell that steps over rows keep to.
    pub cell: Option<usize>,
    /// The case that is to get the quote.
    pub case: Option<Id>,
    /// What was ticked of what the words support.
    pub supports: Vec<Cited>,
    /// What was typed for ticked fields that the case lacks.
    pub values: Vec<NewValue>,
    text: Arc<ArchivedText>,
    anchor: ByteRange,
    head: ByteRange,
    size: PassageSize,
}

/// How far a mark has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkStage {
    /// Keys move its end.
    Growing,
    /// Its end no longer moves.
    Fixed,
    /// It is being written into the file of a case.
    Sent,
    /// It was written into the file, which has not been read again yet.
    Written,
}

impl MarkedPassage {
    /// Returns a mark of one cluster of the text of a source.
    pub fn at(source: Id, text: Arc<ArchivedText>, cluster: ByteRange) -> Self {
        let mark = Self {
            source,
            stage: MarkStage::Growing,
            cell: None,
            case: None,
            supports: Vec::new(),
            values: Vec::new(),
            text,
            anchor: cluster,
            head: cluster,
            size: PassageSize::default(),
        };
        mark.measured()
    }

    /// Returns the mark with the size of its words, which are counted here only: a whole text may be marked.
    fn measured(mut self) -> Self {
        self.measure();
        self
    }

    fn measure(&mut self) {
        let words = self.words();
        self.size = PassageSize { words: count_words(words), characters: words.chars().count() };
    }

    /// Returns how long the marked words are.
    pub fn size(&self) -> PassageSize {
        self.size
    }

    /// Returns the byte range of the marked clusters.
    pub fn range(&self) -> ByteRange {
        self.anchor.join(self.head)
    }

    /// Returns the cluster at the end that keys move.
    pub fn head(&self) -> ByteRange {
        self.head
    }

    /// Moves the end to another cluster.
    pub fn extend_to(&mut self, cluster: ByteRange) {
        self.head = cluster;
        self.measure();
    }

    /// Makes the other end the one that keys move.
    pub fn swap_ends(&mut self) {
        std::mem::swap(&mut self.anchor, &mut self.head);
    }

    /// Marks nothing but the cluster at the end that keys move.
    pub fn restart(&mut self) {
        self.anchor = self.head;
        self.measure();
    }

    /// Returns the byte range of the marked words, without the spaces around them; `None` if it has
    /// no words.
    pub fn passage(&self) -> Option<ByteRange> {
        let (range, marked) = (self.range(), self.range().of(self.text.text()));
        let words = marked.trim();
        let start = range.start() + (marked.len() - marked.trim_start().len());
        (!words.is_empty()).then(|| ByteRange::from_span(start..start + words.len()))
    }

    /// Returns the marked words, byte for byte.
    pub fn words(&self) -> &str {
        self.passage().map_or("", |passage| passage.of(self.text.text()))
    }

    /// Returns the number of the last quote of a case that has the marked words.
    pub fn number_in(&self, case: &Record) -> Option<usize> {
        let is_this = |quote: &Quote| {
            quote.source() == Some(&self.source) && quote.text() == Some(self.words())
        };
        case.quotes.iter().rposition(is_this)
    }

    /// Returns whether the file of a case has the marked words as a quote of it by now, also where the case is
    /// shown as it was before the file was broken.
    pub fn is_in_file(&self, Located { record, file }: Located<'_>) -> bool {
        let is_case = |now: &&Record| now.id == record.id;
        let now = file.now().records().iter().find(is_case);
        now.is_some_and(|now| self.number_in(now).is_some())
    }

    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        renamed.follow_each([&mut self.source].into_iter().chain(&mut self.case));
    }

    /// Returns the mark in the text as it is now: where it was, else at the nearest place that has
    /// its words; `None` where none has.
    #[must_use]
    pub fn renewed(self, now: &Arc<ArchivedText>) -> Option<Self> {
        if self.text.sha256() == now.sha256() {
            return Some(self);
        }
        let (range, words) = (self.range(), self.range().of(self.text.text()));
        let places = now.text().match_indices(words).map(|(start, _)| start);
        let there = places.min_by_key(|start| start.abs_diff(range.start()))?;
        let moved = |cluster: ByteRange| {
            let start = cluster.start() - range.start() + there;
            ByteRange::from_span(start..start + cluster.len())
        };
        let (anchor, head) = (moved(self.anchor), moved(self.head));
        Some(Self { text: Arc::clone(now), anchor, head, ..self }.measured())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Arc<ArchivedText> {
        Arc::new(ArchivedText::new(text.into()).unwrap())
    }

    fn mark(of: &str, from: &str, to: &str) -> MarkedPassage {
        let cluster = |c: &str| {
            let at = of.find(c).unwrap();
            ByteRange::from_span(at..at + c.len())
        };
        let mut mark = MarkedPassage::at(Id::new("paper").unwrap(), text(of), cluster(from));
        mark.extend_to(cluster(to));
        mark
    }

    #[test]
    fn the_words_are_those_between_both_ends_without_the_spaces_around_them() {
        let mut mark = mark("He was “14”, they say.", "1", "”");
        assert_eq!(mark.words(), "14”");
        mark.swap_ends();
        assert_eq!((mark.words(), mark.head().start()), ("14”", 10));
        mark.extend_to(ByteRange::from_span(2..3));
        assert_eq!(mark.words(), "was “14”");
        assert_eq!(mark.size(), PassageSize { words: 2, characters: 8 });
        mark.restart();
        assert_eq!((mark.words(), mark.passage()), ("", None));
        assert_eq!(mark.size(), PassageSize::default());
    }

    #[test]
    fn a_mark_follows_its_words_into_another_text() {
        let mark = |now: &str| mark("She was 17.", "w", "7").renewed(&text(now));
        let words = |now: &str| mark(now).map(|mark| mark.words().to_owned());
        assert_eq!(words("She was 17."), Some("was 17".to_owned()));
        let moved = mark("was 17 was 17. She was 17.").unwrap();
        assert_eq!((moved.words(), moved.range().start()), ("was 17", 7));
        assert_eq!(words("She was 18."), None);
    }
}
