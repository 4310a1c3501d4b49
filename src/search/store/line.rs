//! A search line: the texts of one record by part, and its facts.

use super::facts::{Facts, FieldNo, TextNo};
use crate::search::folding::fold::{fold, push_if_tidy_ascii};
use crate::search::part::Part;
use crate::text::ByteRange;

/// A search line: texts in parts of different weight, and the facts of its fields.
///
/// The texts are in two buffers, original and folded, so that a line needs few allocations however many
/// texts it has.
#[derive(Clone, Debug, Default)]
pub struct SearchLine {
    original: String,
    folded: String,
    texts: Vec<TextSpan>,
    facts: Facts,
}

/// The place of one text in the two buffers of its line.
#[derive(Clone, Debug)]
struct TextSpan {
    part: Part,
    original: ByteRange,
    folded: ByteRange,
}

/// One text of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineText<'l> {
    pub(crate) part: Part,
    pub(crate) original: &'l str,
    pub(crate) folded: &'l str,
}

/// A line that is being built.
#[derive(Clone, Debug, Default)]
pub struct SearchLineBuilder {
    line: SearchLine,
    /// How many texts each part has.
    counts: [u32; Part::ALL.len()],
    /// Whether long texts are known in their folded form alone.
    is_folded_only: bool,
}

impl SearchLine {
    /// Returns a line without texts and fields, to be filled.
    pub fn builder() -> SearchLineBuilder {
        // Room for what most records have, so that it is not asked for again and again.
        let (original, folded) = (String::with_capacity(512), String::with_capacity(1024));
        let line = Self { original, folded, texts: Vec::with_capacity(32), ..Self::default() };
        SearchLineBuilder { line, ..SearchLineBuilder::default() }
    }

    /// Returns the texts, the weightiest part first.
    pub(crate) fn texts(&self) -> impl Iterator<Item = LineText<'_>> {
        self.texts.iter().map(|text| LineText {
            part: text.part,
            original: text.original.of(&self.original),
            folded: text.folded.of(&self.folded),
        })
    }

    /// Returns the facts of the line.
    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Returns the place of a text among all texts of the line.
    pub(crate) fn text_at(&self, wanted: TextNo) -> usize {
        let first = self.texts.partition_point(|text| text.part < wanted.part);
        first + wanted.number as usize
    }
}

impl SearchLineBuilder {
    /// Adds a text to a part; a text without a visible character is ignored.
    pub fn text(&mut self, part: Part, text: &str) -> &mut Self {
        let text = text.trim();
        let start = self.line.folded.len();
        if !push_if_tidy_ascii(&mut self.line.folded, text) {
            return self.folded_text(part, text, fold(text).trim());
        }
        let folded = ByteRange::from_span(start..self.line.folded.len());
        if !folded.is_empty() {
            self.put(part, text, folded);
        }
        self
    }

    /// Has the line know long texts, which are added from now on, in their folded form alone: enough for those who look
    /// for nothing in the form in which it was written.
    pub(crate) fn only_folded_long_texts(&mut self) -> &mut Self {
        self.is_folded_only = true;
        self
    }

    /// Adds a text to a part that is also the value of a field.
    pub fn value(&mut self, field: FieldNo, part: Part, text: &str) -> &mut Self {
        let number = self.count(part);
        self.text(part, text);
        if self.count(part) > number {
            self.facts().text(field, TextNo { part, number });
        } else {
            self.facts().stored(field, text);
        }
        self
    }

    /// Adds a text that a part has already as a value of another field; if the part does not have it, the
    /// field alone is found by it.
    pub fn also(&mut self, field: FieldNo, part: Part, text: &str) -> &mut Self {
        let of_part = self.line.texts.iter().filter(|own| own.part == part);
        let mut numbered = (0..).zip(of_part);
        let same =
            |(_, own): &(u32, &TextSpan)| own.original.of(&self.line.original) == text.trim();
        match numbered.find(same) {
            Some((number, _)) => self.facts().text(field, TextNo { part, number }),
            None => _ = self.facts().also_found_by(field, text),
        }
        self
    }

    /// Adds a text that is already folded.
    pub fn folded_text(&mut self, part: Part, original: &str, folded: &str) -> &mut Self {
        if !folded.is_empty() {
            let folded = push(&mut self.line.folded, folded);
            self.put(part, original, folded);
        }
        self
    }

    fn put(&mut self, part: Part, original: &str, folded: ByteRange) {
        let original = if self.is_folded_only && !part.is_short() { "" } else { original };
        let original = push(&mut self.line.original, original);
        self.line.texts.push(TextSpan { part, original, folded });
        if let Some(count) = self.counts.get_mut(part as usize) {
            *count += 1;
        }
    }

    fn count(&self, part: Part) -> u32 {
        self.counts.get(part as usize).copied().unwrap_or_default()
    }

    /// Returns the facts of the line, to add to them.
    pub fn facts(&mut self) -> &mut Facts {
        &mut self.line.facts
    }

    /// Returns the line, with its texts in the order of their weight.
    pub fn build(self) -> SearchLine {
        let Self { mut line, counts: _, is_folded_only: _ } = self;
        line.texts.sort_by_key(|text| text.part);
        line
    }
}

fn push(buffer: &mut String, text: &str) -> ByteRange {
    let start = buffer.len();
    buffer.push_str(text);
    ByteRange::from_span(start..buffer.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_by_weight_and_then_as_they_were_added() {
        let mut builder = SearchLine::builder();
        builder
            .text(Part::Quote, "“He said.”")
            .text(Part::Alias, "Thử B")
            .text(Part::Id, "test-person")
            .text(Part::Alias, " Thử A\n")
            .text(Part::Name, "\u{200b}");
        let line = builder.build();
        let texts: Vec<_> = line.texts().map(|t| (t.part, t.original, t.folded)).collect();
        assert_eq!(
            texts,
            [
                (Part::Alias, "Thử B", "thu b"),
                (Part::Alias, "Thử A", "thu a"),
                (Part::Id, "test-person", "test-person"),
                (Part::Quote, "“He said.”", "\"he said.\""),
            ]
        );
    }
}
