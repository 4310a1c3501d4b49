//! What a number in a view leads to: the list of its records, from which Backspace and Esc lead back to the view.

use crate::browser::model::destination::{LeftView, WantedScreen};
use crate::browser::model::message::Effect;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::search;

/// What is selected in a view: a number, and the query of its records.
pub(crate) struct SelectedMark {
    /// The name of the view.
    pub(crate) screen: &'static str,
    /// The query of the view, with which that of the mark begins.
    pub(crate) base: String,
    /// The query of the mark.
    pub(crate) query: String,
    /// Whether the view is as others may see it: then it leads to no list.
    pub(crate) is_for_others: bool,
}

/// Lists the records of what is selected on the home screen; where nothing is, says why.
pub(crate) fn list(
    shared: &mut Shared,
    selected: Result<SelectedMark, &'static str>,
) -> Vec<Effect> {
    let Some(SelectedMark { screen, query, .. }) = seen(shared, selected) else {
        return Vec::new();
    };
    shared.left_view =
        Some(LeftView { screen, query: shared.query.text.clone(), listed: query.clone() });
    shared.wanted_screen = Some(WantedScreen::Home);
    search::ask(shared, query)
}

/// Goes back to the view from which the list was asked for, as it was; `None` where the list is another.
pub(crate) fn back(shared: &mut Shared) -> Option<Vec<Effect>> {
    let text = shared.query.text.as_str();
    let LeftView { screen, query, .. } = shared.left_view.take_if(|left| left.listed == text)?;
    shared.wanted_screen = Some(WantedScreen::Left(screen));
    Some(search::ask(shared, query))
}

/// Leaves the list by Esc: goes back to the view from which it was asked for, or where it was narrowed since, to what
/// was asked for. `None` where no view led to it.
pub(crate) fn back_out(shared: &mut Shared) -> Option<Vec<Effect>> {
    let listed = shared.left_view.as_ref().map(|left| left.listed.clone())?;
    let behind = shared.query.text.strip_prefix(listed.as_str()).filter(|_| !listed.is_empty());
    if behind.is_some_and(|terms| terms.starts_with(' ')) {
        return Some(search::ask(shared, listed));
    }
    back(shared)
}

/// Returns the view to which leaving the list leads.
pub(crate) fn leads_back_to(shared: &Shared) -> Option<&'static str> {
    let left = shared.left_view.as_ref()?;
    (left.listed == shared.query.text).then_some(left.screen)
}

/// Searches for the records of what is selected alone, or for all others, so that the view is of these.
pub(crate) fn narrow(
    shared: &mut Shared,
    selected: Result<SelectedMark, &'static str>,
    is_only: bool,
) -> Vec<Effect> {
    let Some(SelectedMark { base, query, .. }) = seen(shared, selected) else { return Vec::new() };
    let terms = query.strip_prefix(base.as_str()).unwrap_or(&query).trim();
    if terms.is_empty() {
        shared.say("this is all that is listed");
        return Vec::new();
    }
    if shared.masked_query_words(&query) != query {
        shared.say("the value is masked (P shows it)");
        return Vec::new();
    }
    let narrowed = if is_only { query } else { all_but(&base, terms) };
    shared.notice = Some(format!(
        "{}: F clears the search",
        if is_only { "only these" } else { "without these" }
    ));
    search::ask(shared, narrowed)
}

/// Returns what is selected, unless nothing is or others may not see its records; says so then.
fn seen(shared: &mut Shared, selected: Result<SelectedMark, &'static str>) -> Option<SelectedMark> {
    let why_not = match selected {
        Ok(mark) if mark.is_for_others => {
            "the list would show what is hidden here: P shows it first"
        }
        Ok(mark) => return Some(mark),
        Err(why_not) => why_not,
    };
    shared.notice = Some(why_not.to_owned());
    None
}

/// Returns the query that finds what `base` finds and these terms do not.
pub(crate) fn all_but(base: &str, terms: &str) -> String {
    let is_one = !terms.starts_with('-') && !terms.contains([' ', '"', '(']);
    let left_out = if is_one { format!("-{terms}") } else { format!("-({terms})") };
    [base, &left_out].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
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
