//! The query language, for `docs/queries.md`.

use casebook::collection::{QUERY_EXAMPLES, QueryExample, RecordState, SHORT_FORM_EXAMPLES};

use super::page::table;

pub(crate) fn part(name: &str) -> Option<String> {
    let heads = ["type", "finds"];
    Some(match name {
        "query forms" => table(heads, QUERY_EXAMPLES.iter().map(row)),
        "query names" => table(heads, SHORT_FORM_EXAMPLES.iter().map(row)),
        "query states" => {
            let row =
                |flag: RecordState| [format!("`is:{}`", flag.name()), flag.meaning().to_owned()];
            table(heads, RecordState::all().map(row))
        }
        _ => return None,
    })
}

fn row(form: &QueryExample) -> [String; 2] {
    [format!("`{}`", form.typed), form.finds.to_owned()]
}
