//! Maps every free text of a record through a function, such as a mask.
//!
//! Ids, codes and byte ranges stay.

use super::field::{FieldId, Shape};
use super::fields::{FieldEntry, Fields, Item};
use super::quote::{Cited, Quote};
use super::record::{Record, Row};
use super::value::{Value, beginning};

/// Says words otherwise: those of the field given, or of none that the format knows.
pub type TextMap<'s> = dyn Fn(Option<FieldId>, &str) -> String + 's;

impl Record {
    /// Returns the record with everything that people wrote in words of their own, addresses and
    /// what could not be read included, as `say` says it.
    ///
    /// Ids, keys of rows, dates, figures and words of vocabularies stay: a quote still supports the
    /// same fields, a link still leads to the same record.
    #[must_use]
    pub fn map_text(&self, say: &TextMap<'_>) -> Self {
        let row = |row: &Row| Row { fields: row.fields.map_text(say), ..row.clone() };
        Self {
            fields: self.fields.map_text(say),
            rows: self.rows.iter().map(row).collect(),
            quotes: self.quotes.iter().map(|quote| quote.map_text(say)).collect(),
            ..self.clone()
        }
    }
}

impl Quote {
    fn map_text(&self, say: &TextMap<'_>) -> Self {
        let mut mapped = Self { fields: self.fields.map_text(say), ..self.clone() };
        for dispute in &mut mapped.disputes {
            let name = match &dispute.cited {
                Cited::Field(name) => Some(*name),
                Cited::Row(..) => None,
            };
            map_items(&mut dispute.rival, name, Shape::Words, say);
        }
        mapped
    }
}

impl Fields {
    fn map_text(&self, say: &TextMap<'_>) -> Self {
        let mut mapped = self.clone();
        for FieldEntry { field, items, .. } in &mut mapped.entries {
            map_items(items, Some(field.name), field.shape, say);
        }
        for extra in &mut mapped.extras {
            extra.written = say(None, &extra.written).into();
        }
        mapped
    }
}

fn map_items(items: &mut [Item], name: Option<FieldId>, shape: Shape, say: &TextMap<'_>) {
    for item in items {
        let is_too_long = matches!(item.value, Value::TooLong(_));
        if let Some(text) = item.value.maskable_text(shape) {
            *text = say(name, if is_too_long { beginning(text) } else { text }).into();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::record::{Document, FieldId, FileLayout, Id, Kind, Vocabularies};

    #[test]
    fn words_are_replaced_and_ids_and_links_stay() {
        let text = "title = 'T'\nname = 'N'\nage = 17\nhome = 'town'\nhat = 'blue'\noutcome = 'returned_home'\n[[event]]\nkey = 'sale'\nwhat = 'W'\n[[quote]]\nsource = 'paper'\ntext = 'Q'\nsupports = ['event.sale']\ndisputes = { name = 'R', age = 16 }\n";
        let form = FileLayout::One { kind: Kind::Victim, id: Id::new("x").unwrap() };
        let document = Document::read(text, &form, &Vocabularies::default());
        let record = &document.records[0];
        let mapped = record.map_text(&|name, words| format!("{name:?}:{words}"));
        let fields = &mapped.fields;
        assert_eq!(fields.text(FieldId::Title), Some("Some(Title):T"));
        assert_eq!(
            (fields.whole(FieldId::Age), fields.text(FieldId::Home)),
            (Some(17), Some("town"))
        );
        assert_eq!(fields.text(FieldId::Outcome), Some("returned_home"));
        assert_eq!(&*fields.extras()[0].written, "None:'blue'");
        assert_eq!(mapped.rows[0].key(), Some("sale"));
        assert_eq!(mapped.rows[0].fields.text(FieldId::What), Some("Some(What):W"));
        assert_eq!(mapped.quotes[0].text(), Some("Some(Text):Q"));
        let rivals: Vec<_> = mapped.quotes[0].disputes.iter().map(|d| &d.rival[0].value).collect();
        assert_eq!(rivals[0].written(), "Some(Name):R");
        assert_eq!(rivals[1].written(), "16");
        assert_eq!(record.links().count(), mapped.links().count());
    }
}
