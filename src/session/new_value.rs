//! A value that is typed for a field which a case does not have yet.

use crate::record::{Field, FieldId, Shape, quoting};

/// A value for a field that a case lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewValue {
    /// The field.
    pub field: FieldId,
    /// The value, as TOML.
    pub written: String,
}

impl NewValue {
    /// Returns what was typed as the value of a field: a number, yes or no, or text; several parted by commas
    /// where the field takes a list. What begins as a text or a list in TOML is taken as it is.
    pub fn of(field: &Field, typed: &str) -> Self {
        let typed = typed.trim();
        let is_toml = typed.starts_with(['"', '\'', '[']);
        let written = if is_toml {
            typed.to_owned()
        } else if field.many {
            let values = typed.split(',').map(str::trim).filter(|value| !value.is_empty());
            let values = values.map(|value| written(field.shape, value)).collect::<Vec<_>>();
            format!("[{}]", values.join(", "))
        } else {
            written(field.shape, typed)
        };
        Self { field: field.name, written }
    }
}

fn written(shape: Shape, typed: &str) -> String {
    let bare = typed.replace([',', '\u{a0}', '\u{202f}'], "");
    let is_yes = ["yes", "true"].contains(&typed);
    let is_no = ["no", "false"].contains(&typed);
    let is_number = matches!(shape, Shape::Whole { .. }) && bare.parse::<i64>().is_ok()
        || matches!(shape, Shape::Degrees { .. }) && bare.parse::<f64>().is_ok_and(f64::is_finite);
    if is_number {
        bare
    } else if matches!(shape, Shape::YesNo | Shape::MoneyOrYesNo) && (is_yes || is_no) {
        is_yes.to_string()
    } else if matches!(shape, Shape::Term(_)) {
        // The screen shows the words of a vocabulary with spaces.
        quoting::basic(&typed.replace(' ', "_"))
    } else {
        quoting::basic(typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, field};

    #[track_caller]
    fn check(name: FieldId, typed: &str, written: &str) {
        let field = field(Kind::Victim, name).unwrap();
        assert_eq!(NewValue::of(field, typed).written, written, "{typed}");
    }

    #[test]
    fn what_is_typed_becomes_a_value_of_the_field() {
        check(FieldId::Age, "23", "23");
        check(FieldId::Age, "1,440", "1440");
        check(FieldId::Age, "about 23", "\"about 23\"");
        check(FieldId::RecruitmentDate, " 2021-12~ ", "\"2021-12~\"");
        check(FieldId::RecruitmentMethod, "online social network", "[\"online_social_network\"]");
        check(FieldId::Citizenship, "VN, CN", "[\"VN\", \"CN\"]");
        check(FieldId::Citizenship, "[\"VN\"]", "[\"VN\"]");
        check(FieldId::Name, "Ana \"Test\"", "\"Ana \\\"Test\\\"\"");
    }
}
