//! Citations of a source: short for the heading of a quote, and in full.

use crate::record::{DateStyle, FieldId, Fields, Id, Quote};
use crate::redaction::redacted::Redaction;

/// Returns a source for the heading of a quote: publisher and date, such as `Sixth Tone, c. Jul 2022`; the id if
/// the collection does not have the source.
pub(crate) fn source_in_short(redaction: &Redaction<'_>, source: &Id, dates: DateStyle) -> String {
    let Some(released) = redaction.get(source) else {
        return redaction.id(source).to_string();
    };
    let who = source_name(redaction, source);
    match released.fields().date(FieldId::Published) {
        Some(date) => format!("{who}, {}", date.said_in_short(dates)),
        None => who,
    }
}

/// Returns who published a source, or else its title.
pub(crate) fn source_name(redaction: &Redaction<'_>, source: &Id) -> String {
    let Some(released) = redaction.get(source) else {
        return redaction.id(source).to_string();
    };
    let (fields, id) = (released.fields(), released.id());
    let who = fields.text(FieldId::Publisher).or_else(|| fields.text(FieldId::Title));
    who.unwrap_or(id.as_str()).to_owned()
}

/// Returns the words of a quote in quotation marks, unless they already have them on both sides. Where they begin or end
/// with a mark of their own, the marks around them are single ones, so that the two can be distinguished.
pub(crate) fn quoted(words: &str) -> String {
    let is_whole = |opening: char, closing: char, marks: usize| {
        words.starts_with(opening)
            && words.ends_with(closing)
            && words.matches([opening, closing]).count() == marks
    };
    if is_whole('“', '”', 2) || is_whole('"', '"', 2) {
        words.to_owned()
    } else if words.starts_with(['“', '"', '„', '«']) || words.ends_with(['”', '"', '“', '»'])
    {
        format!("‘{words}’")
    } else {
        format!("“{words}”")
    }
}

/// Returns a source in full: authors, title, publisher, date, address, and when it was seen there.
pub fn citation(redaction: &Redaction<'_>, source: &Id) -> String {
    let Some(released) = redaction.get(source) else {
        return redaction.id(source).to_string();
    };
    let fields = released.fields();
    let authors = fields
        .get(FieldId::Author)
        .map(|entry| redaction.values_in_words(&entry.items, entry.field.shape));
    let title = fields.text(FieldId::Title).map(|title| format!("“{title}”"));
    let published =
        fields.get(FieldId::Published).and_then(|entry| redaction.field_in_words(fields, entry));
    let address = fields.web_addresses().next();
    let accessed =
        fields.get(FieldId::CollectedAt).and_then(|entry| redaction.field_in_words(fields, entry));
    let accessed = accessed.filter(|_| address.is_some()).map(|date| format!("accessed {date}"));
    let address = address.map(str::to_owned);
    let known = [authors, title, publisher(fields), published, address, accessed];
    known.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns the Admiralty grade of a quote: the letter of its source and its own number, such as `B3`; an empty
/// text if it has neither.
pub(crate) fn grade(redaction: &Redaction<'_>, quote: &Quote) -> String {
    let source = quote.source().and_then(|id| redaction.get(id));
    let letter = source
        .as_ref()
        .and_then(|source| source.fields().text(FieldId::Reliability))
        .unwrap_or_default();
    let number = quote.credibility().map(|number| number.to_string()).unwrap_or_default();
    format!("{letter}{number}")
}

fn publisher(fields: &Fields) -> Option<String> {
    fields.text(FieldId::Publisher).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_told_apart_from_those_of_the_words() {
        for (words, shown) in [
            ("It is a test.", "“It is a test.”"),
            ("“It is a test.”", "“It is a test.”"),
            ("\"It is a test.\"", "\"It is a test.\""),
            ("“It is,” she said", "‘“It is,” she said’"),
            ("she said: “It is.”", "‘she said: “It is.”’"),
            ("“It is,” she said, “a test.”", "‘“It is,” she said, “a test.”’"),
            ("a “test” it is", "“a “test” it is”"),
        ] {
            assert_eq!(quoted(words), shown);
        }
    }
}
