//! Any text read as a query: every part of it is somewhere in it, and it can be asked.

use std::sync::OnceLock;

use casebook::collection::{Collection, Lookup, load, sample};
use casebook::search::{Hit, Query, completing};

fn shipped() -> &'static (Collection, Lookup) {
    static SHIPPED: OnceLock<(Collection, Lookup)> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let collection = load(&sample());
        let lookup = Lookup::of(&collection);
        (collection, lookup)
    })
}

/// The input is a query as typed.
pub(crate) fn hold(input: &[u8]) {
    let Ok(typed) = std::str::from_utf8(input) else { return };
    let (collection, lookup) = shipped();
    let (query, problems) = Query::read(typed, lookup.catalogue());
    for problem in &problems {
        expect_range(problem.range.start(), problem.range.end(), typed);
        assert!(!problem.message.is_empty());
    }
    for term in query.terms() {
        expect_range(term.range.start(), term.range.end(), typed);
    }
    let found = lookup.find(&query);
    assert!(found.len() <= collection.records().count());
    if query.is_empty() {
        assert!(found.iter().all(|(id, _)| collection.get(id.as_str()).is_some()));
    }
    if !query.field_terms_only().is_empty() {
        // A lookup built for one query finds the same in fewer lines.
        let narrowed = Lookup::for_query(collection, &query);
        let same = narrowed.find(&query).into_iter().map(|(id, hit)| (id, Hit { index: 0, ..hit }));
        assert!(
            same.eq(found.iter().map(|(id, hit)| (*id, Hit { index: 0, ..*hit }))),
            "{typed:?}"
        );
    }
    if found.is_empty() && typed.len() < 200 {
        _ = lookup.advise(typed, &query);
    }
    for cursor in (0..=typed.len()).filter(|at| typed.is_char_boundary(*at)).take(200) {
        if let Some(at) = completing(typed, cursor) {
            expect_range(at.range.start(), at.range.end(), typed);
        }
    }
}

fn expect_range(start: usize, end: usize, typed: &str) {
    assert!(typed.get(start..end).is_some(), "{start}..{end} in {typed:?}");
}
