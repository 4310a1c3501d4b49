//! What a number in a view leads to: the list of its records, from which Backspace leads back to the view.

use crate::browser::model::destination::{LeftView, WantedScreen};
use crate::browser::model::message::Effect;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::search;

/// Lists the records that a query finds on the home screen; `screen` is the name of the view with the number.
pub(crate) fn list(shared: &mut Shared, screen: &'static str, query: String) -> Vec<Effect> {
    shared.left_view =
        Some(LeftView { screen, query: shared.query.text.clone(), listed: query.clone() });
    shared.wanted_screen = Some(WantedScreen::Home);
    search::ask(shared, query)
}

/// Searches for the records of a mark alone, or for all others, so that the view is of these; `base` is the query of the
/// view, with which that of the mark begins.
pub(crate) fn narrow(shared: &mut Shared, base: &str, query: &str, is_only: bool) -> Vec<Effect> {
    let terms = query.strip_prefix(base).unwrap_or(query).trim();
    if terms.is_empty() {
        shared.notice = Some("this is all that is listed".to_owned());
        return Vec::new();
    }
    if shared.masked_query_words(query) != query {
        shared.notice = Some("the value is masked (P shows it)".to_owned());
        return Vec::new();
    }
    let narrowed = if is_only { query.to_owned() } else { all_but(base, terms) };
    shared.notice = Some(format!(
        "{}: F clears the search",
        if is_only { "only these" } else { "without these" }
    ));
    search::ask(shared, narrowed)
}

/// Returns the query that finds what `base` finds and these terms do not.
pub(crate) fn all_but(base: &str, terms: &str) -> String {
    let is_one = !terms.starts_with('-') && !terms.contains([' ', '"', '(']);
    let left_out = if is_one { format!("-{terms}") } else { format!("-({terms})") };
    [base, &left_out].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Says that a view as others may see it leads to no list.
pub(crate) fn say_hidden(shared: &mut Shared) {
    shared.notice = Some("the list would show what is hidden here: P shows it first".to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_one_term_or_several_together() {
        for (base, terms, all) in [
            ("", "place:=a", "-place:=a"),
            ("kind:victim", "place:=a -place:=b", "kind:victim -(place:=a -place:=b)"),
            ("", "-has:age -missing:age", "-(-has:age -missing:age)"),
            ("", "role:=\"two words\"", "-(role:=\"two words\")"),
        ] {
            assert_eq!(all_but(base, terms), all);
        }
    }
}
