//! What a quote disputes, as a value of its field.

use crate::record::edit::TypedValue;
use crate::record::{Cited, Kind, field};

use super::cell::plain;
use super::fault::CellFault;

/// Returns what a quote of a case disputes: each field or row with what the source gives instead, nothing where it
/// only denies.
pub(super) fn disputes(
    kind: Kind,
    rivals: &[(String, Vec<String>)],
) -> Result<TypedValue, CellFault> {
    let (mut denied, mut given) = (Vec::new(), Vec::new());
    for (cited, items) in rivals {
        if items.is_empty() {
            denied.push(TypedValue::Text(cited.clone()));
        } else {
            given.push((cited.clone(), rival(kind, cited, items)?));
        }
    }
    Ok(match (denied.is_empty(), given.is_empty()) {
        (true, _) => TypedValue::Table(given),
        (false, true) => TypedValue::List(denied),
        (false, false) => {
            denied.push(TypedValue::Table(given));
            TypedValue::List(denied)
        }
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
        assert_eq!(written(&[denied, age]), "[\"event.offer\", { age = 15 }]");
        let many = rival("citizenship", &["CN", "VN"]);
        assert_eq!(written(&[many]), "{ citizenship = [\"CN\", \"VN\"] }");
        assert!(disputes(Kind::Victim, &[rival("nope", &["x"])]).is_err());
    }
}
