//! Adds a quote to a case file, below the quotes that are there and in their style.

use toml::de::{DeTable, DeValue};

use super::super::field::FieldId;
use super::super::id::Id;
use super::super::quote::Cited;
use super::super::syntax::{self, LostField, NoRowPlace, RowPlace};
use super::key_place::KeyPlace;
use super::outline::{Outline, holds_keys};
use super::style::KeyStyle;
use super::verify::{EditTarget, is_same, proven, proven_in_broken};
use super::{EditError, TomlNode, key_place, line_ending};
use crate::record::quoting;
use crate::text::{ByteRange, LineIndex, Splice};

/// A quote to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewQuote<'q> {
    /// The source.
    pub source: &'q Id,
    /// The locator of the words in the source.
    pub at: Option<&'q str>,
    /// The words, exactly as the archived text has them.
    pub text: &'q str,
    /// The fields that they support.
    pub supports: &'q [Cited],
    /// The fields that they contradict; what they say instead is written by hand.
    pub disputes: &'q [Cited],
}

impl NewQuote<'_> {
    /// Returns the quote as TOML below a header `[[quote]]`, its signs of equality in a column.
    pub fn toml(&self) -> String {
        let width = self.lines().iter().map(|(name, _)| name.as_str().len()).max().unwrap_or(0);
        let lines = self.lines().into_iter();
        let lines = lines.map(|(name, value)| format!("{:width$} = {value}\n", name.as_str()));
        format!("[[quote]]\n{}", lines.collect::<String>())
    }

    /// Returns the keys and their values as TOML, in the order of the format.
    fn lines(&self) -> Vec<(FieldId, String)> {
        let Self { source, at, text, supports, disputes } = self;
        let mut lines = vec![(FieldId::Source, quoting::basic(source.as_str()))];
        lines.extend(at.map(|at| (FieldId::At, quoting::basic(at))));
        lines.push((FieldId::Text, quoting::basic(text)));
        for (name, cited) in [(FieldId::Supports, supports), (FieldId::Disputes, disputes)] {
            if !cited.is_empty() {
                let cited = cited.iter().map(|cited| quoting::basic(&cited.to_string()));
                lines.push((name, format!("[{}]", cited.collect::<Vec<_>>().join(", "))));
            }
        }
        lines
    }
}

/// Returns the splice that adds a quote to the record of the file, or to that of the table
/// `[header]`.
///
/// It goes below the record's last quote, or below the record where it has none; an empty line
/// parts it from its neighbours. Its header and lines look as those of the last quote do. A file that is not
/// TOML gets it too, where the place is certain whatever is mended elsewhere.
///
/// # Errors
///
/// Says why the file cannot be edited; it is then to be edited by hand.
pub fn add_quote(
    text: &str,
    header: Option<&str>,
    quote: &NewQuote<'_>,
) -> Result<Splice, EditError> {
    match DeTable::parse(text) {
        Ok(root) => to_sound(text, root.get_ref(), header, quote),
        Err(_) => to_broken(text, header, quote),
    }
}

fn to_sound(
    text: &str,
    root: &DeTable<'_>,
    header: Option<&str>,
    quote: &NewQuote<'_>,
) -> Result<Splice, EditError> {
    let table = table(text, root, header)?;
    let known = match table.get(QUOTES) {
        None => None,
        Some(node) => Some(last_row(text, node).ok_or(EditError::NotAValue(FieldId::Text))?),
    };
    let offset = offset(text, root, known.or_else(|| header.and_then(|id| root.get(id))));
    // Versions of a merge may lie in texts of several lines.
    if syntax::is_in_conflict(text, offset) {
        return Err(no_place(text, offset, "a merge conflict is not resolved"));
    }
    let title = known.map(|row| ByteRange::from_span(row.span()).of(text));
    let splice = addition(text, offset, &title_like(title, header), known, quote);
    let target = EditTarget { header, key: QUOTES };
    proven(text, root, splice, target, |before, after| is_added(before, after, quote))
}

fn to_broken(text: &str, header: Option<&str>, quote: &NewQuote<'_>) -> Result<Splice, EditError> {
    let before = syntax::read(text);
    let table = table(text, before.root(), header)?;
    if let Some(lost) = before.lost().iter().find(|lost| may_hold_quotes(lost, header)) {
        let what = "what is here cannot be read, and may be a list of quotes";
        return Err(no_place(text, lost.range.start(), what));
    }
    let RowPlace { offset, above } = syntax::end_of_rows(text, header, QUOTES)
        .map_err(|NoRowPlace { at, why }| no_place(text, at, why))?;
    let title = above.clone().map(|above| ByteRange::from_span(above).of(text));
    let is_above =
        |row: &&TomlNode<'_>| above.as_ref().is_some_and(|above| above.start == row.span().start);
    let known = table.get(QUOTES).and_then(|node| last_row(text, node)).filter(is_above);
    let splice = addition(text, offset, &title_like(title, header), known, quote);
    let target = EditTarget { header, key: QUOTES };
    proven_in_broken(text, &before, splice, target, |before, after| is_added(before, after, quote))
}

const QUOTES: &str = "quote";

/// Returns the table that holds the quotes of a record.
fn table<'t, 'i>(
    text: &str,
    root: &'t DeTable<'i>,
    header: Option<&str>,
) -> Result<&'t DeTable<'i>, EditError> {
    let Some(id) = header else { return Ok(root) };
    match key_place::table(text, root, id)? {
        (_, KeyPlace::Braces(_)) => Err(EditError::InBraces(id.to_owned())),
        (table, KeyPlace::File | KeyPlace::Lines(_)) => Ok(table),
    }
}

fn no_place(text: &str, at: usize, what: &'static str) -> EditError {
    EditError::NoPlace { line: LineIndex::of(text).line_at(at), what }
}

/// Returns whether a field that cannot be read may be the quotes of a record, or the record.
fn may_hold_quotes(lost: &LostField, header: Option<&str>) -> bool {
    let first = lost.key.split('.').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    match header {
        None => lost.under.is_empty() && first == QUOTES,
        Some(id) => (lost.under.is_empty() && first == id) || (lost.under == id && first == QUOTES),
    }
}

/// Returns the header of a new quote: as that of the quote above it is written.
fn title_like(above: Option<&str>, header: Option<&str>) -> String {
    match (above, header) {
        (Some(above), _) if above.starts_with("[[") => above.to_owned(),
        (_, Some(id)) => format!("[[{id}.quote]]"),
        (_, None) => "[[quote]]".to_owned(),
    }
}

/// Returns the splice that adds a quote at a byte, with lines as another quote has them.
fn addition(
    text: &str,
    offset: usize,
    title: &str,
    known: Option<&TomlNode<'_>>,
    quote: &NewQuote<'_>,
) -> Splice {
    let lines = known.map_or_else(|| plain(quote), |row| like(text, row, quote));
    let ending = line_ending(text);
    let block = format!("{title}{ending}{}", lines.join(ending));
    let place = ByteRange::from_span(offset..offset);
    Splice::replace(place, parted(text, offset, &block))
}

/// Returns whether quotes are those from before and this one behind them.
fn is_added(before: Option<&DeValue<'_>>, after: &DeValue<'_>, quote: &NewQuote<'_>) -> bool {
    let before = before.and_then(DeValue::as_array);
    let (Some(rows), known) = (after.as_array(), before.map_or(0, |rows| rows.len())) else {
        return false;
    };
    let mut pairs = before.into_iter().flatten().zip(rows.iter());
    rows.len() == known + 1
        && pairs.all(|(old, new)| is_same(old.get_ref(), new.get_ref()))
        && rows.iter().next_back().is_some_and(|row| is_quote(row.get_ref(), quote))
}

/// Returns whether a table holds this quote and nothing else.
fn is_quote(row: &DeValue<'_>, quote: &NewQuote<'_>) -> bool {
    let NewQuote { source, at, text, supports, disputes } = quote;
    let Some(row) = row.as_table() else { return false };
    let is_text = |name: FieldId, wanted: &str| {
        row.get(name.as_str()).is_some_and(|value| value.get_ref().as_str() == Some(wanted))
    };
    let cites = |name: FieldId, wanted: &[Cited]| {
        let cited = row.get(name.as_str()).and_then(|value| value.get_ref().as_array());
        let mut cited = cited.into_iter().flatten().map(|value| value.get_ref().as_str());
        wanted.iter().all(|wanted| cited.next() == Some(Some(wanted.to_string().as_str())))
            && cited.next().is_none()
    };
    is_text(FieldId::Source, source.as_str())
        && at.is_none_or(|at| is_text(FieldId::At, at))
        && is_text(FieldId::Text, text)
        && cites(FieldId::Supports, supports)
        && cites(FieldId::Disputes, disputes)
        && row.len() == quote.lines().len()
}

/// Returns the last table of lines in an array of them; `None` where it is another kind of value.
fn last_row<'n, 'i>(text: &str, node: &'n TomlNode<'i>) -> Option<&'n TomlNode<'i>> {
    match node.get_ref() {
        DeValue::Array(rows) if holds_keys(text, node) => rows.last(),
        DeValue::Array(_)
        | DeValue::Table(_)
        | DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

/// Returns the byte at which the lines of a table and of all tables in it are over: the start of a
/// line, or the end of the file.
fn offset(text: &str, root: &DeTable<'_>, node: Option<&TomlNode<'_>>) -> usize {
    let (Some(node), outline) = (node, Outline::of(text, root)) else {
        return text.len();
    };
    let inside = match node.get_ref() {
        DeValue::Table(table) => Outline::of(text, table).last(),
        DeValue::Array(_)
        | DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    };
    let last = inside.unwrap_or_default().max(node.span().end);
    // What follows the last table of a file belongs to it.
    if outline.next_header(last).is_none() {
        return text.len();
    }
    let rest = text.get(last..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |newline| last + newline + 1)
}

/// Returns the lines as those of another quote look.
fn like(text: &str, row: &TomlNode<'_>, quote: &NewQuote<'_>) -> Vec<String> {
    let DeValue::Table(table) = row.get_ref() else { return plain(quote) };
    let style = KeyStyle::of(text, table, row.span().start..text.len());
    quote.lines().into_iter().map(|(name, value)| style.line(name, &value)).collect()
}

fn plain(quote: &NewQuote<'_>) -> Vec<String> {
    quote.toml().lines().skip(1).map(str::to_owned).collect()
}

/// Returns a block with what parts it from the lines before and behind it.
fn parted(text: &str, offset: usize, block: &str) -> String {
    let ending = line_ending(text);
    let (before, behind) = text.split_at_checked(offset).unwrap_or((text, ""));
    let before = before.trim_start_matches('\u{feff}');
    let open = if before.is_empty() || before.ends_with('\n') { "" } else { ending };
    let is_blank = before.lines().next_back().is_none_or(|line| line.trim().is_empty());
    let blank = if is_blank { "" } else { ending };
    // A file that ends without a line ending goes on doing so.
    let close = if behind.is_empty() && !open.is_empty() { "" } else { ending };
    let next_is_blank = behind.is_empty() || behind.starts_with(['\r', '\n']);
    let below = if next_is_blank { "" } else { ending };
    format!("{open}{blank}{block}{close}{below}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, header: Option<&str>, after: &str) {
        let source = Id::new("test-paper").unwrap();
        let supports = [Cited::Field(FieldId::Age)];
        let quote = NewQuote {
            source: &source,
            at: None,
            text: "He was “14”.",
            supports: &supports,
            disputes: &[],
        };
        let splice = add_quote(before, header, &quote).unwrap();
        let (edited, undo) = splice.apply(before).unwrap();
        assert_eq!(edited, after);
        assert_eq!(undo.apply(&edited).unwrap().0, before);
    }

    const BLOCK: &str =
        "source   = \"test-paper\"\ntext     = \"He was “14”.\"\nsupports = [\"age\"]\n";

    #[test]
    fn a_first_quote_is_added_below_the_record() {
        check("title = 't'\n", None, &format!("title = 't'\n\n[[quote]]\n{BLOCK}"));
        check("", None, &format!("[[quote]]\n{BLOCK}"));
        let open = BLOCK.trim_end();
        check("title = 't' # c", None, &format!("title = 't' # c\n\n[[quote]]\n{open}"));
        let crlf = BLOCK.replace('\n', "\r\n");
        check(
            "\u{feff}title = 't'\r\n\r\n",
            None,
            &format!("\u{feff}title = 't'\r\n\r\n[[quote]]\r\n{crlf}"),
        );
    }

    #[test]
    fn another_quote_is_added_below_the_last_and_looks_like_it() {
        check(
            "[[quote]]\nsource = 'x'\ntext = 'y'\n# a comment of the quote\n",
            None,
            "[[quote]]\nsource = 'x'\ntext = 'y'\n# a comment of the quote\n\n[[quote]]\nsource = \"test-paper\"\ntext = \"He was “14”.\"\nsupports = [\"age\"]\n",
        );
        check(
            "  [[ quote ]]\n  text     = 'y'\n  [quote.disputes]\n  age = 3 # c\n[[event]]\nwhat = 'z'\n",
            None,
            "  [[ quote ]]\n  text     = 'y'\n  [quote.disputes]\n  age = 3 # c\n\n[[ quote ]]\n  source   = \"test-paper\"\n  text     = \"He was “14”.\"\n  supports = [\"age\"]\n\n[[event]]\nwhat = 'z'\n",
        );
    }

    #[test]
    fn a_table_of_records_gets_the_quote_where_the_record_is() {
        check(
            "[one]\ntitle = '1'\n[two]\ntitle = '2'\n",
            Some("one"),
            &format!("[one]\ntitle = '1'\n\n[[one.quote]]\n{BLOCK}\n[two]\ntitle = '2'\n"),
        );
        check(
            "[one]\ntitle = '1'\n[[one.event]]\nwhat = 'w'\n\n[two]\n",
            Some("one"),
            &format!(
                "[one]\ntitle = '1'\n[[one.event]]\nwhat = 'w'\n\n[[one.quote]]\n{BLOCK}\n[two]\n"
            ),
        );
        check("[two]", Some("two"), &format!("[two]\n\n[[two.quote]]\n{}", BLOCK.trim_end()));
    }

    #[test]
    fn a_list_of_quotes_in_braces_is_left_to_the_hand() {
        let source = Id::new("test-paper").unwrap();
        let quote = NewQuote { source: &source, at: None, text: "x", supports: &[], disputes: &[] };
        assert!(add_quote("quote = [{ text = 'x' }]", None, &quote).is_err());
        assert!(add_quote("quote = 'x'", None, &quote).is_err());
        assert!(add_quote("[a]", Some("b"), &quote).is_err());
    }
}
