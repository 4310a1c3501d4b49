//! A record with the same fields, rows and quotes at the same places, its words said otherwise.

use super::field::{Name, Shape};
use super::fields::{Entry, Fields, Item};
use super::quote::{Cited, Quote};
use super::record::{Record, Row};
use super::value::{Value, beginning};

/// Says words otherwise: those of the field given, or of none that the format knows.
pub type Say<'s> = dyn Fn(Option<Name>, &str) -> String + 's;

impl Record {
    /// Returns the record with everything that people wrote in words of their own, addresses and
    /// what could not be read included, as `say` says it.
    ///
    /// Ids, keys of rows, dates, figures and words of vocabularies stay: a quote still carries the
    /// same fields, a link still leads to the same record.
    #[must_use]
    pub fn retold(&self, say: &Say<'_>) -> Self {
        let row = |row: &Row| Row { fields: row.fields.retold(say), ..row.clone() };
        Self {
            fields: self.fields.retold(say),
            rows: self.rows.iter().map(row).collect(),
            quotes: self.quotes.iter().map(|quote| quote.retold(say)).collect(),
            ..self.clone()
        }
    }
}

impl Quote {
    fn retold(&self, say: &Say<'_>) -> Self {
        let mut retold = Self { fields: self.fields.retold(say), ..self.clone() };
        for dispute in &mut retold.disputes {
            let name = match &dispute.cited {
                Cited::Field(name) => Some(*name),
                Cited::Row(..) => None,
            };
            retell(&mut dispute.rival, name, Shape::Words, say);
        }
        retold
    }
}

impl Fields {
    fn retold(&self, say: &Say<'_>) -> Self {
        let mut retold = self.clone();
        for Entry { field, items, .. } in &mut retold.entries {
            retell(items, Some(field.name), field.shape, say);
        }
        for extra in &mut retold.extras {
            extra.written = say(None, &extra.written).into();
        }
        retold
    }
}

fn retell(items: &mut [Item], name: Option<Name>, shape: Shape, say: &Say<'_>) {
    for item in items {
        match &mut item.value {
            Value::Words(text) | Value::Unread(text) => *text = say(name, text).into(),
            Value::TooLong(text) => *text = say(name, beginning(text)).into(),
            Value::Code(text) if shape == Shape::WebAddress => *text = say(name, text).into(),
            Value::Term(_)
            | Value::Date(_)
            | Value::Money(_)
            | Value::Whole(_)
            | Value::Degrees(_)
            | Value::YesNo(_)
            | Value::Code(_)
            | Value::Link(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::record::{Document, Form, Id, Kind, Name, Vocabularies};

    #[test]
    fn words_are_retold_and_what_holds_the_record_together_stays() {
        let text = "title = 'T'\nname = 'N'\nage = 17\nhome = 'town'\nhat = 'blue'\noutcome = 'returned_home'\n[[event]]\nkey = 'sale'\nwhat = 'W'\n[[quote]]\nsource = 'paper'\ntext = 'Q'\nsupports = ['event.sale']\ndisputes = { name = 'R', age = 16 }\n";
        let form = Form::One { kind: Kind::Victim, id: Id::new("x").unwrap() };
        let document = Document::read(text, &form, &Vocabularies::default());
        let record = &document.records[0];
        let retold = record.retold(&|name, words| format!("{name:?}:{words}"));
        let fields = &retold.fields;
        assert_eq!(fields.text(Name::Title), Some("Some(Title):T"));
        assert_eq!((fields.whole(Name::Age), fields.text(Name::Home)), (Some(17), Some("town")));
        assert_eq!(fields.text(Name::Outcome), Some("returned_home"));
        assert_eq!(&*fields.extras()[0].written, "None:'blue'");
        assert_eq!(retold.rows[0].key(), Some("sale"));
        assert_eq!(retold.rows[0].fields.text(Name::What), Some("Some(What):W"));
        assert_eq!(retold.quotes[0].text(), Some("Some(Text):Q"));
        let rivals: Vec<_> = retold.quotes[0].disputes.iter().map(|d| &d.rival[0].value).collect();
        assert_eq!(rivals[0].written(), "Some(Name):R");
        assert_eq!(rivals[1].written(), "16");
        assert_eq!(record.links().count(), retold.links().count());
    }
}
