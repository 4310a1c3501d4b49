//! Compares records by their values, wherever the values are in the file.

use crate::record::fields::{FieldEntry, Fields, Item, UnknownField};
use crate::record::quote::{Citation, Dispute, Quote};
use crate::record::record::{Record, Row};

impl Record {
    /// Returns whether another record has the same id, kind and values: what is left after comments, spaces, the ways
    /// to write a text, and the order of the fields are taken away. The order of list items, events,
    /// groups and quotes counts.
    pub fn has_same_values(&self, other: &Self) -> bool {
        let Self { kind, id, at: _, is_complete, fields, rows, quotes } = self;
        *kind == other.kind
            && *id == other.id
            && *is_complete == other.is_complete
            && same_fields(fields, &other.fields)
            && all_pairs(rows, &other.rows, same_row)
            && all_pairs(quotes, &other.quotes, same_quote)
    }
}

fn all_pairs<T>(one: &[T], other: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
}

fn same_row(one: &Row, other: &Row) -> bool {
    let Row { kind, at: _, fields } = one;
    *kind == other.kind && same_fields(fields, &other.fields)
}

fn same_quote(one: &Quote, other: &Quote) -> bool {
    let Quote { at: _, fields, supports, disputes } = one;
    let same_citation = |one: &Citation, other: &Citation| one.cited == other.cited;
    let same_dispute = |one: &Dispute, other: &Dispute| {
        one.cited == other.cited && same_items(&one.rival, &other.rival)
    };
    same_fields(fields, &other.fields)
        && all_pairs(supports, &other.supports, same_citation)
        && all_pairs(disputes, &other.disputes, same_dispute)
}

fn same_fields(one: &Fields, other: &Fields) -> bool {
    let Fields { entries, extras, lost } = one;
    let is_in = |entry: &FieldEntry| {
        let theirs = other.get(entry.field.name);
        theirs.is_some_and(|theirs| same_items(&entry.items, &theirs.items))
    };
    let is_among = |extra: &UnknownField| {
        other
            .extras
            .iter()
            .any(|theirs| theirs.name == extra.name && theirs.written == extra.written)
    };
    entries.len() == other.entries.len()
        && entries.iter().all(is_in)
        && extras.len() == other.extras.len()
        && extras.iter().all(is_among)
        && lost.len() == other.lost.len()
        && lost.iter().all(|name| other.lost.contains(name))
}

fn same_items(one: &[Item], other: &[Item]) -> bool {
    all_pairs(one, other, |one, other| one.value == other.value)
}

#[cfg(test)]
mod tests {
    use crate::record::{Document, FileLayout, Id, Kind, Record, Vocabularies};

    fn victim(text: &str) -> Record {
        let layout = FileLayout::One { kind: Kind::Victim, id: Id::new("test-ann").unwrap() };
        let document = Document::read(text, &layout, &Vocabularies::default());
        document.records.into_iter().next().unwrap()
    }

    const TEXT: &str = "title = 'Ann'\nage = 17\ntags = ['a', 'b']\nhat = 1\n\
        [[event]]\nkey = 'e'\ntype = 'contact'\n[[event]]\nkey = 'f'\ntype = 'contact'\n\
        [[quote]]\nsource = 'wire'\ntext = 'Ann, 17'\nsupports = ['age', 'event.e']\ndisputes = { title = 'Bo' }\n";

    #[test]
    fn how_values_are_written_makes_no_other_record() {
        for same in [
            format!("# a comment\n\n{TEXT}"),
            TEXT.replace("title = 'Ann'\nage = 17\n", "age   =  17  # years\r\ntitle = \"Ann\"\n"),
            TEXT.replace("['a', 'b']", "[\n  'a',\n  \"\\u0062\",\n]"),
            TEXT.replace("disputes = { title = 'Bo' }\n", "disputes.title = 'Bo'\n"),
        ] {
            assert!(victim(TEXT).has_same_values(&victim(&same)), "{same}");
            assert!(victim(&same).has_same_values(&victim(TEXT)), "{same}");
        }
    }

    #[test]
    fn any_other_value_makes_another_record() {
        for (from, to) in [
            ("'Ann'\n", "'ann'\n"),
            ("17\n", "18\n"),
            ("age = 17\n", ""),
            ("['a', 'b']", "['b', 'a']"),
            ("['a', 'b']", "['a']"),
            ("hat = 1", "hat = 2"),
            ("hat", "hot"),
            ("key = 'e'", "key = 'g'"),
            ("'Ann, 17'", "'Ann, 17.'"),
            ("'age', ", ""),
            ("title = 'Bo' }", "title = 'Cy' }"),
            ("[[quote]]", "[[quote]]\nsource = 'wire'\n[[quote]]"),
            ("[[event]]\nkey = 'f'", "[[group]]\nkey = 'f'"),
        ] {
            let other = TEXT.replacen(from, to, 1);
            assert_ne!(other, TEXT, "{from}");
            assert!(!victim(TEXT).has_same_values(&victim(&other)), "{other}");
            assert!(!victim(&other).has_same_values(&victim(TEXT)), "{other}");
        }
    }
}
