//! What a quote disputes, as a value of its field.

use crate::record::edit::TypedValue;
use crate::record::{Cited, Kind, field};

use super::cell::plain;
use super::fault::CellFault;

/// Returns what a quote of a case disputes: each field or row with what the source gives instead, nothing where it
/// only denies; in their order. An error has the name of the field that is wrong.
pub(super) fn disputes(
    kind: Kind,
    rivals: &[(String, Vec<String>)],
) -> Result<TypedValue, (String, CellFault)> {
    let mut listed: Vec<TypedValue> = Vec::new();
    for (cited, items) in rivals {
        if items.is_empty() {
            listed.push(TypedValue::Text(cited.clone()));
            continue;
        }
        let rival = rival(kind, cited, items).map_err(|fault| (cited.clone(), fault))?;
        match listed.last_mut() {
            // A table has a field once; a second value of one begins another.
            Some(TypedValue::Table(given)) if given.iter().all(|(known, _)| known != cited) => {
                given.push((cited.clone(), rival));
            }
            _ => listed.push(TypedValue::Table(vec![(cited.clone(), rival)])),
        }
    }
    Ok(match listed.as_mut_slice() {
        [only @ TypedValue::Table(_)] => std::mem::replace(only, TypedValue::List(Vec::new())),
        _ => TypedValue::List(listed),
    })
}

fn rival(kind: Kind, cited: &str, items: &[String]) -> Result<TypedValue, CellFault> {
    let read: Cited = cited.parse().map_err(|_| {
        CellFault::new(
            format!("there is no field `{cited}`"),
            "name a field of the case, or a row as event.KEY or group.KEY",
        )
    })?;
    let of = match read {
        Cited::Field(name) => field(kind, name),
        Cited::Row(..) => None,
    };
    let Some(of) = of else { return Ok(TypedValue::Text(items.concat())) };
    let mut values: Vec<TypedValue> = items.iter().map(|item| plain(of.shape, item)).collect();
    if values.len() == 1
        && let Some(only) = values.pop()
    {
        return Ok(only);
    }
    Ok(TypedValue::List(values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rivals_are_a_table_denials_a_list_and_both_a_list_with_a_table() {
        let rival = |cited: &str, items: &[&str]| {
            (cited.to_owned(), items.iter().map(|item| (*item).to_owned()).collect())
        };
        let written =
            |rivals: &[(String, Vec<String>)]| disputes(Kind::Victim, rivals).unwrap().toml("\n");
        let age = rival("age", &["15"]);
        let denied = rival("event.offer", &[]);
        assert_eq!(written(std::slice::from_ref(&age)), "{ age = 15 }");
        assert_eq!(written(std::slice::from_ref(&denied)), "[\"event.offer\"]");
        let both = [denied.clone(), age.clone()];
        assert_eq!(written(&both), "[\"event.offer\", { age = 15 }]");
        let other = rival("age", &["16"]);
        let count = rival("count", &["3"]);
        let order = [count, age, other, denied];
        assert_eq!(written(&order), "[{ count = 3, age = 15 }, { age = 16 }, \"event.offer\"]");
        let many = rival("citizenship", &["CN", "VN"]);
        assert_eq!(written(&[many]), "{ citizenship = [\"CN\", \"VN\"] }");
        assert!(disputes(Kind::Victim, &[rival("nope", &["x"])]).is_err());
    }
}
