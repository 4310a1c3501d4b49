//! Views as people write them, and the diagnostics of those written wrongly.

use crate::collection::settings::views::*;
use crate::record::syntax;

#[track_caller]
fn check(text: &str, problems: &[&str]) -> SavedViews {
    let syntax = syntax::read(text);
    let mut found = syntax.problems().to_vec();
    let views = SavedViews::read(&mut TableReader::of(syntax.root(), &mut found));
    let found = found.iter().map(|problem| {
        let help = problem.help.as_deref().unwrap_or_default();
        format!("{} | {} | {help}", problem.range.of(text), problem.message)
    });
    assert_eq!(found.collect::<Vec<_>>(), problems);
    views
}

#[test]
fn a_view_is_a_query_or_a_table() {
    let views = check(
        "[views]\n1 = ' kind:victim '\n2 = { name = 'Children', query = 'age:<18', sort = '-date' }\n[views.9]\nquery = ''\n",
        &[],
    );
    let titles: Vec<_> = views.iter().map(|(digit, view)| (digit, view.title())).collect();
    assert_eq!(titles, [(1, "kind:victim"), (2, "Children"), (9, "everything")]);
    let sort = views.get(2).and_then(|view| view.sort);
    assert_eq!(sort, ListSort::named("-date"));
    assert_eq!(views.get(1).map(|view| view.query.as_str()), Some("kind:victim"));
}

#[test]
fn a_mistake_in_a_view_is_reported_and_the_others_are_kept() {
    let views = check(
        "[views]\n0 = 'a'\n01 = 'b'\n1 = 5\n2 = { qurey = 'x' }\n3 = { query = 'y', sort = 'dat' }\n4 = { query = 7 }\n5 = 'z'\nall = 'w'\n",
        &[
            "0 | the key of a view is a digit, not `0` | use one of 1 to 9; 0 always lists everything",
            "01 | the key of a view is a digit, not `01` | use one of 1 to 9; 0 always lists everything",
            "5 | `views.1` must be a query, not `5` | write it in quotes, such as \"kind:victim\"",
            "qurey | `views.2.qurey` is not a setting | did you mean `query`?",
            "{ qurey = 'x' } | view 2 has no query | add query = \"\"; an empty one lists everything",
            "'dat' | `views.3.sort` cannot be `dat` | did you mean `date`?",
            "7 | `views.4.query` must be text, not `7` | write it in quotes",
            "all | the key of a view is a digit, not `all` | use one of 1 to 9; 0 always lists everything",
        ],
    );
    let digits: Vec<_> = views.iter().map(|(digit, _)| digit).collect();
    assert_eq!(digits, [3, 4, 5]);
    check(
        "views = 'kind:victim'\n",
        &[
            "'kind:victim' | `views` must be a table, not the text `kind:victim` | write [views], and below it lines such as 1 = \"kind:victim\"",
        ],
    );
}

#[test]
fn the_schema_knows_every_order() {
    let schema = schemars::schema_for!(RawView).to_value().to_string();
    assert!(schema.contains(&format!("^-?({})$", SORT_NAMES.join("|"))), "{schema}");
}
