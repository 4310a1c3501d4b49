//! Where a word is in what could not be read of a broken text: a name there may be meant as a link.

use std::collections::HashSet;

use toml::de::{DeTable, DeValue};

use super::explain;
use super::line::{cut, with_newlines};
use super::read;
use super::single_statement;
use super::statement::{Statement, StatementKind, statements};
use super::token::{TokenKind, TomlTokens};
use crate::text::ByteRange;

/// A word in a statement that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadWord {
    /// Where it is.
    pub range: ByteRange,
    /// The name of the field that it seems to be in, where the statement has one name.
    pub field: Option<String>,
}

/// Returns where a text has a word in statements that could not be read, or whose table could not. In comments, and in
/// a longer word or id, it does not count.
pub fn unread_words(text: &str, word: &str) -> Vec<UnreadWord> {
    let syntax = read(text);
    if !syntax.is_broken() {
        return Vec::new();
    }
    let mut read_values = HashSet::new();
    note_all(syntax.root(), &mut read_values);
    // As long as `text`, so that a place in one is the same place in the other.
    let seen = with_newlines(text);
    let mut found = Vec::new();
    for statement in statements(&seen) {
        if is_read(text, &statement, &read_values) {
            continue;
        }
        let words = cut(&seen, statement.range());
        let field = || match explain::names_behind(words).next() {
            None if statement.form == StatementKind::Field => {
                explain::name_of(words).map(|(name, _)| name)
            }
            None | Some(_) => None,
        };
        for token in TomlTokens::of(words, 0).filter(|token| token.kind != TokenKind::Comment) {
            let start = statement.start + token.start;
            found.extend(whole_words(token.of(words), word).map(|at| UnreadWord {
                range: ByteRange::from_span(start + at..start + at + word.len()),
                field: field(),
            }));
        }
    }
    found
}

/// Returns where a text has a word that is not part of a longer word or id.
pub fn whole_words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let (before, behind) = (cut(text, 0..*at), cut(text, *at + word.len()..text.len()));
        !before.ends_with(is_part) && !behind.starts_with(is_part)
    })
}

/// Returns whether all of a statement is in what was read. A field can be sound and yet be left out: below a header that
/// cannot be read, or where another field has its name.
fn is_read(text: &str, statement: &Statement, read_values: &HashSet<usize>) -> bool {
    let words = cut(text, statement.range());
    match statement.form {
        StatementKind::Header => single_statement::header(words, statement.start).is_ok(),
        StatementKind::Field => single_statement::field(words, statement.start)
            .is_ok_and(|field| read_values.contains(&field.value.span().start)),
        StatementKind::Comment => true,
    }
}

fn note_all(table: &DeTable<'_>, starts: &mut HashSet<usize>) {
    for value in table.values() {
        note_starts(value, starts);
    }
}

/// Notes where a value and all values in it start.
fn note_starts(value: &toml::Spanned<DeValue<'_>>, starts: &mut HashSet<usize>) {
    starts.insert(value.span().start);
    match value.get_ref() {
        DeValue::Table(table) => note_all(table, starts),
        DeValue::Array(items) => {
            for item in items {
                note_starts(item, starts);
            }
        }
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the lines on which `old-town` is unread.
    fn lines(text: &str) -> Vec<usize> {
        let line =
            |word: UnreadWord| cut(text, 0..word.range.start()).matches(['\n', '\r']).count() + 1;
        unread_words(text, "old-town").into_iter().map(line).collect()
    }

    #[test]
    fn a_word_counts_where_it_cannot_be_read_and_nowhere_else() {
        for (text, unread) in [
            // Without quotation marks, in a list with one item that lacks them, in a text that is not closed.
            ("home = old-town\n", &[1][..]),
            ("age =\nplaces = [yun, 'old-town']\n", &[2]),
            ("places = [\n  'a'\n  'old-town',\n]\n", &[3]),
            ("home = 'old-town\n", &[1]),
            ("[old-town\n", &[1]),
            // A sound file, sound fields of a broken one, comments, longer ids.
            ("home = 'old-town'\nnote = 'in old-town'\n", &[]),
            ("age =\nhome = 'old-town'\nnote = '''\nold-town\n'''\n", &[]),
            ("age = # old-town\n# old-town\n", &[]),
            ("age = \nhome = old-town-2\nhome = my-old-town\nx = old-towns old-town_b\n", &[]),
            ("age =\n[old-town]\n[[old-town.quote]]\n", &[]),
            // A sound field that was not read: another has its name, or its header cannot be read.
            ("home = 'x'\nhome = 'old-town'\n", &[2]),
            ("age = 1\n[a b]\nwithin = 'old-town'\n[c]\nwithin = 'old-town'\n", &[3]),
            // Line ends of an old program.
            ("title = 'a'\rhome = old-town\rnote = 'old-town'\r", &[2]),
        ] {
            assert_eq!(lines(text), unread, "{text}");
        }
    }

    #[test]
    fn a_word_is_in_the_field_of_its_statement_where_that_has_one_name() {
        for (text, field) in [
            ("tags = ['a', 'old-town'\n", Some("tags")),
            ("title = 'a', home = old-town\n", None),
            ("tags = { a = 1,\nhome = old-town }\n", None),
            ("tags = ['a',\nhome = old-town\n", Some("home")),
            ("[old-town\n", None),
        ] {
            let all = unread_words(text, "old-town");
            let fields: Vec<_> = all.iter().map(|word| word.field.as_deref()).collect();
            assert_eq!(fields, [field], "{text}");
        }
    }
}
