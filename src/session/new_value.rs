//! A value that is typed for a field which a case does not have yet.

use crate::record::{Field, FieldId, Shape, TypedEntry, Vocabularies, quoting};

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
            let values = values.map(|value| written(field, value)).collect::<Vec<_>>();
            format!("[{}]", values.join(", "))
        } else {
            written(field, typed)
        };
        Self { field: field.name, written }
    }
}

fn written(field: &Field, typed: &str) -> String {
    let entry = TypedEntry::of(field, &[], &Vocabularies::default(), typed);
    let is_term = matches!(field.shape, Shape::Term(_));
    match entry.meaning() {
        // The screen shows the words of a vocabulary with spaces, those of the collection's own too.
        Some(_) if is_term && matches!(entry, TypedEntry::Doubtful { .. }) => {
            quoting::basic(&typed.replace(' ', "_"))
        }
        Some(meaning) => meaning.value.toml("\n"),
        None => quoting::basic(typed),
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
        check(FieldId::RecruitmentDate, "about Dec 2021", "\"2021-12~\"");
        check(FieldId::RecruitmentDate, "3/4/2022", "\"3/4/2022\"");
        check(FieldId::RecruitmentMethod, "online social network", "[\"online_social_network\"]");
        check(FieldId::Citizenship, "VN, CN", "[\"VN\", \"CN\"]");
        check(FieldId::Citizenship, "[\"VN\"]", "[\"VN\"]");
        check(FieldId::Name, "Ana \"Test\"", "\"Ana \\\"Test\\\"\"");
    }
}
