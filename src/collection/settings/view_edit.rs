//! Writes a saved view into the text of `casebook.toml` as a splice, so that every other byte stays as it was.

use toml::de::{DeTable, DeValue};

use super::Settings;
use super::list_sort::ListSort;
use super::views::SavedView;
use crate::record::quoting;
use crate::text::{ByteRange, Splice};

/// Why a view cannot be written into a settings file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ViewEditError {
    /// The file is broken, or the settings of views are written in a form that lines cannot be added to.
    #[error("view {0} cannot be written into casebook.toml without changing something else")]
    Otherwise(u8),
}

/// Returns the splice that puts a view behind a digit: over the view that is behind it, or on a line of its own
/// below the other views.
///
/// # Errors
///
/// The file would no longer be TOML, or hold something else that is another than before.
pub(crate) fn save_view(text: &str, digit: u8, view: &SavedView) -> Result<Splice, ViewEditError> {
    // One order can be had in two ways; a setting has one name for it.
    let sort = view.sort.and_then(|sort| ListSort::named(&sort.name()));
    let view = SavedView { sort, ..view.clone() };
    let splice = splice(text, digit, &written(&view));
    let splice = splice.filter(|splice| changes_only(text, splice, digit, &view));
    splice.ok_or(ViewEditError::Otherwise(digit))
}

/// Returns a view as TOML.
fn written(view: &SavedView) -> String {
    let SavedView { name, query, sort } = view;
    let query = quoting::basic(query);
    let sort = sort.map(|sort| format!("sort = {}", quoting::basic(&sort.name())));
    let name = name.as_ref().map(|name| format!("name = {}", quoting::basic(name)));
    if name.is_none() && sort.is_none() {
        return query;
    }
    let parts = [name, Some(format!("query = {query}")), sort];
    format!("{{ {} }}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn splice(text: &str, digit: u8, value: &str) -> Option<Splice> {
    let root = DeTable::parse(text).ok()?;
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let line = format!("{digit} = {value}");
    let Some(node) = root.get_ref().get("views") else {
        let open = if text.is_empty() || text.ends_with('\n') { "" } else { ending };
        let gap = if text.trim().is_empty() { "" } else { ending };
        return Some(inserted(text.len(), format!("{open}{gap}[views]{ending}{line}{ending}")));
    };
    let DeValue::Table(views) = node.get_ref() else { return None };
    if let Some(old) = views.get(digit.to_string().as_str()) {
        let old = ByteRange::from_span(old.span());
        // A view below a header of its own is on several lines.
        let is_value = !old.of(text).starts_with('[');
        return is_value.then(|| Splice::replace(old, value));
    }
    // Below the last view that is on a line, or else below the header.
    let header = node.span();
    let is_on_line = |end: &usize| *end > header.start;
    let ends = views.iter().filter(|(_, view)| !of(text, view.span()).starts_with('['));
    let last = ends.map(|(_, view)| view.span().end).filter(is_on_line).max();
    let last = last.unwrap_or(header.end);
    let rest = text.get(last..)?;
    Some(match rest.find('\n') {
        Some(newline) => inserted(last + newline + 1, format!("{line}{ending}")),
        None => inserted(text.len(), format!("{ending}{line}")),
    })
}

fn of(text: &str, span: std::ops::Range<usize>) -> &str {
    text.get(span).unwrap_or_default()
}

fn inserted(at: usize, words: String) -> Splice {
    Splice::replace(ByteRange::from_span(at..at), words)
}

/// Returns whether a splice puts the view there, changes no other setting and makes no new mistake.
fn changes_only(text: &str, splice: &Splice, digit: u8, view: &SavedView) -> bool {
    let Some((after, _)) = splice.apply(text) else { return false };
    let (mut old, old_document) = Settings::read(text.into());
    let (new, new_document) = Settings::read(after.as_str().into());
    old.views.put(digit, view.clone());
    old == new && new_document.problems.len() <= old_document.problems.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, view: &SavedView, expected: &str) {
        let splice = save_view(text, 4, view).unwrap();
        let (after, inverse) = splice.apply(text).unwrap();
        assert_eq!(after, expected);
        assert_eq!(inverse.apply(&after).unwrap().0, text);
    }

    fn view(query: &str, sort: Option<&str>) -> SavedView {
        let sort = sort.and_then(ListSort::named);
        SavedView { name: None, query: query.to_owned(), sort }
    }

    #[test]
    fn a_view_gets_a_line_below_the_others_or_takes_the_place_of_one() {
        let minors = view("is:minor place:\"a b\"", None);
        check("", &minors, "[views]\n4 = \"is:minor place:\\\"a b\\\"\"\n");
        check("title = 'T'", &view("x", None), "title = 'T'\n\n[views]\n4 = \"x\"\n");
        check(
            "[views] # mine\r\n1 = 'a' # one\r\n# two\r\n[check.off]\r\n",
            &view("x", Some("-date")),
            "[views] # mine\r\n1 = 'a' # one\r\n4 = { query = \"x\", sort = \"-date\" }\r\n# two\r\n[check.off]\r\n",
        );
        check("[views]\n4  =  'old' # four\n", &view("x", None), "[views]\n4  =  \"x\" # four\n");
        check(
            "[views]\n[views.9]\nquery = ''\n",
            &view("x", None),
            "[views]\n4 = \"x\"\n[views.9]\nquery = ''\n",
        );
        check(
            "[views]\n1 = ''",
            &view("", Some("name")),
            "[views]\n1 = ''\n4 = { query = \"\", sort = \"name\" }",
        );
    }

    #[test]
    fn what_cannot_be_written_without_changing_more_is_refused() {
        for text in [
            "title = [",
            "views = 7\n",
            "views = { 1 = 'a' }\n[check.off]\n",
            "[views.4]\nquery = 'a'\n",
            "views.1 = 'a'\n[check.off]\n",
        ] {
            let refused = save_view(text, 4, &view("x", None));
            assert_eq!(refused, Err(ViewEditError::Otherwise(4)), "{text}");
        }
    }
}
