//! A search line: the texts of one record by part, and its facts.

use super::facts::{Facts, FieldNo};
use crate::search::folding::fold::fold;
use crate::search::part::Part;
use crate::text::ByteRange;

/// What can be found: texts in parts of different weight, and what is known of its
/// fields.
///
/// The texts of a line lie one behind the other, original and folded, so that a line costs few
/// allocations however many texts it has.
#[derive(Clone, Debug, Default)]
pub struct SearchLine {
    original: String,
    folded: String,
    texts: Vec<TextSpan>,
    facts: Facts,
}

/// Where one text stands in the two buffers of its line.
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

/// A line that is being put together.
#[derive(Clone, Debug, Default)]
pub struct SearchLineBuilder {
    line: SearchLine,
    /// How many texts each part has.
    counts: [u32; Part::ALL.len()],
}

impl SearchLine {
    /// Returns a line without texts and fields, to be filled.
    pub fn builder() -> SearchLineBuilder {
        SearchLineBuilder::default()
    }

    /// Returns the texts, the weightiest part first.
    pub(crate) fn texts(&self) -> impl Iterator<Item = LineText<'_>> {
        self.texts.iter().map(|text| LineText {
            part: text.part,
            original: text.original.of(&self.original),
            folded: text.folded.of(&self.folded),
        })
    }

    /// Returns what is known of the line, field by field.
    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Returns which of the line's texts is the one of this number in its part.
    pub(crate) fn text_at(&self, part: Part, number: u32) -> usize {
        let first = self.texts.partition_point(|text| text.part < part);
        first + number as usize
    }
}

impl SearchLineBuilder {
    /// Adds a text to a part; one without anything to see is left out.
    pub fn text(&mut self, part: Part, text: &str) -> &mut Self {
        self.folded_text(part, text.trim(), fold(text.trim()).trim())
    }

    /// Adds a text to a part that is the value of a field as well.
    pub fn value(&mut self, field: FieldNo, part: Part, text: &str) -> &mut Self {
        let before = self.count(part);
        self.text(part, text);
        if self.count(part) > before {
            self.facts().text(field, (part, before));
        } else {
            self.facts().stored(field, text);
        }
        self
    }

    /// Adds a text of a part that was added before as a value of another field too; words that were
    /// not are known of that field alone.
    pub fn also(&mut self, field: FieldNo, part: Part, text: &str) -> &mut Self {
        let of_part = self.line.texts.iter().filter(|own| own.part == part);
        let mut numbered = (0..).zip(of_part);
        let same =
            |(_, own): &(u32, &TextSpan)| own.original.of(&self.line.original) == text.trim();
        match numbered.find(same) {
            Some((number, _)) => self.facts().text(field, (part, number)),
            None => _ = self.facts().also_found_by(field, text),
        }
        self
    }

    /// Adds a text that has been folded before.
    pub fn folded_text(&mut self, part: Part, original: &str, folded: &str) -> &mut Self {
        if !folded.is_empty() {
            let folded = push(&mut self.line.folded, folded);
            let original = push(&mut self.line.original, original);
            self.line.texts.push(TextSpan { part, original, folded });
            if let Some(count) = self.counts.get_mut(part as usize) {
                *count += 1;
            }
        }
        self
    }

    fn count(&self, part: Part) -> u32 {
        self.counts.get(part as usize).copied().unwrap_or_default()
    }

    /// Returns what is known of the line, to be added to.
    pub fn facts(&mut self) -> &mut Facts {
        &mut self.line.facts
    }

    /// Returns the line, its texts in the order of their weight.
    pub fn build(self) -> SearchLine {
        let Self { mut line, counts: _ } = self;
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
