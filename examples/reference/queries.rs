//! The query language, for `docs/queries.md`.

use casebook::collection::{FORMS, Flag, Form, SHORT_FORMS};

use super::page::table;

pub(crate) fn part(name: &str) -> Option<String> {
    let heads = ["type", "finds"];
    Some(match name {
        "query forms" => table(heads, FORMS.iter().map(row)),
        "query names" => table(heads, SHORT_FORMS.iter().map(row)),
        "query states" => {
            let row = |flag: Flag| [format!("`is:{}`", flag.name()), flag.meaning().to_owned()];
            table(heads, Flag::all().map(row))
        }
        _ => return None,
    })
}

fn row(form: &Form) -> [String; 2] {
    [format!("`{}`", form.typed), form.finds.to_owned()]
}
