//! A value that is typed in place of another: what was typed, as it is read, and the edit of the file that it means.

use crate::record::edit::{FieldPath, TypedValue, ValueEdit, edit_field};
use crate::record::{Field, Kind, Shape, TypedEntry, TypedMeaning, Vocabularies};
use crate::session::file_edit::{EditRefusal, changed_since};

/// Edits of fields of one record, made one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedEdit {
    /// The kind of the record.
    pub kind: Kind,
    /// The edits.
    pub fields: Vec<FieldEdit>,
}

/// What is to become of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldEdit {
    /// The field.
    pub path: FieldPath,
    /// Its edit.
    pub edit: ValueEdit,
}

impl TypedEdit {
    /// Returns the text of the file after the edits; the same text where they change nothing.
    ///
    /// # Errors
    ///
    /// Says why a field cannot be edited in that file.
    pub fn applied_to(&self, before: &str) -> Result<String, EditRefusal> {
        let mut after = before.to_owned();
        for FieldEdit { path, edit } in &self.fields {
            let splice = edit_field(&after, self.kind, path, edit);
            let splice = splice
                .map_err(|no| EditRefusal { what: no.to_string(), remedy: no.hint().to_owned() })?;
            if let Some(splice) = splice {
                after = splice.apply(&after).map(|(text, _)| text).ok_or_else(changed_since)?;
            }
        }
        Ok(after)
    }
}

/// A field as it is typed into: how its value is written as text, and how text is read as its value.
#[derive(Clone, Copy)]
pub(crate) struct TypedField<'w> {
    /// The field.
    pub(crate) field: &'static Field,
    /// The fields that can be beside it.
    pub(crate) siblings: &'static [Field],
    /// The vocabularies of the collection.
    pub(crate) words: &'w Vocabularies,
}

/// What was typed, as it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ReadEntry {
    /// What each value means, where that is certain.
    pub(crate) meanings: Vec<TypedMeaning>,
    /// What has to be asked first.
    pub(crate) question: Option<String>,
    /// What may be meant instead of the value in the line of the cursor.
    pub(crate) choices: Vec<TypedMeaning>,
    /// What the field has against the first value that it does not take, in the words of `check`.
    pub(crate) objection: Option<String>,
}

impl TypedField<'_> {
    /// Returns whether each line of what is typed is a value of its own.
    pub(crate) fn is_list(&self) -> bool {
        self.field.many && !matches!(self.field.shape, Shape::Rivals)
    }

    /// Returns whether the text may have many lines, so that Enter breaks a line.
    pub(crate) fn has_lines(&self, value: Option<&TypedValue>) -> bool {
        let is_long = !self.field.is_short() && self.field.weight == crate::search::Part::Long;
        let is_in_lines = matches!(value, Some(TypedValue::Text(words)) if words.contains('\n'));
        !self.is_list() && (is_long || is_in_lines)
    }

    /// Returns a value as it is typed, a line for each item of a list; `None` where it cannot be, so that only an editor
    /// can change it.
    pub(crate) fn text_of(&self, value: &TypedValue) -> Option<String> {
        match value {
            TypedValue::List(items) if self.is_list() => {
                let lines = items.iter().map(text_of_item).collect::<Option<Vec<_>>>()?;
                lines.iter().all(|line| !line.contains('\n')).then(|| lines.join("\n"))
            }
            TypedValue::List(_) | TypedValue::Table(_) => {
                matches!(self.field.shape, Shape::Rivals).then(|| value.toml("\n"))
            }
            TypedValue::Text(_) | TypedValue::Number(_) | TypedValue::YesNo(_) => {
                text_of_item(value)
            }
        }
    }

    /// Reads what was typed; `line` is the number of the line of the cursor.
    pub(crate) fn read(&self, typed: &str, line: usize) -> ReadEntry {
        let mut read = ReadEntry::default();
        let lines: Vec<&str> =
            if self.is_list() { typed.split('\n').collect() } else { vec![typed] };
        for (number, entry) in lines.into_iter().enumerate() {
            if entry.trim().is_empty() && (self.is_list() || self.field.shape != Shape::Words) {
                continue;
            }
            let is_here = number == line || !self.is_list();
            for item in self.items(entry) {
                self.read_item(&item, is_here, &mut read);
            }
        }
        read
    }

    /// Returns the values of a line: several, where one is typed behind a comma that none of them can have.
    fn items(&self, line: &str) -> Vec<String> {
        if self.is_list() { TypedEntry::items(self.field, line) } else { vec![line.to_owned()] }
    }

    fn read_item(&self, entry: &str, is_here: bool, read: &mut ReadEntry) {
        let of = TypedEntry::of(self.field, self.siblings, self.words, entry);
        read.meanings.extend(of.meaning().cloned());
        match of {
            TypedEntry::Ask { sentence, choices } => {
                read.question.get_or_insert(sentence);
                if is_here {
                    read.choices = choices;
                }
            }
            TypedEntry::Doubtful { choices, message, .. } => {
                read.objection.get_or_insert(message);
                if is_here {
                    read.choices = choices;
                }
            }
            TypedEntry::Clear(meaning) => {
                if is_here && read.choices.is_empty() {
                    read.choices = meaning.in_other_certainty();
                }
            }
        }
    }

    /// Returns the edits that what was typed means in the place of the value that the file has; none where something has to
    /// be asked first, or nothing is typed.
    pub(crate) fn edits(
        &self,
        kind: Kind,
        path: &FieldPath,
        base: Option<&TypedValue>,
        typed: &str,
    ) -> Option<TypedEdit> {
        let read = self.read(typed, 0);
        if read.question.is_some() || read.meanings.is_empty() {
            return None;
        }
        let value = if self.is_list() {
            self.list(base, typed)?
        } else {
            read.meanings.first()?.value.clone()
        };
        let mut fields = vec![FieldEdit { path: path.clone(), edit: ValueEdit::Set(value) }];
        if let Some(qualifier) = read.meanings.first().and_then(|one| one.qualifier.as_ref()) {
            let path = FieldPath { field: qualifier.field, ..path.clone() };
            let edit = ValueEdit::Set(TypedValue::text(qualifier.word));
            fields.push(FieldEdit { path, edit });
        }
        Some(TypedEdit { kind, fields })
    }

    /// Returns the list that is typed. What the file has already stays as it is written there, whatever it is.
    fn list(&self, base: Option<&TypedValue>, typed: &str) -> Option<TypedValue> {
        let known: &[TypedValue] = match base {
            Some(TypedValue::List(items)) => items,
            Some(single) => std::slice::from_ref(single),
            None => &[],
        };
        let lines = typed.split('\n').filter(|line| !line.trim().is_empty());
        let mut values = Vec::new();
        for line in lines {
            let is_known = |item: &&TypedValue| text_of_item(item).as_deref() == Some(line);
            if let Some(item) = known.iter().find(is_known) {
                values.push(item.clone());
                continue;
            }
            for item in self.items(line) {
                let entry = TypedEntry::of(self.field, self.siblings, self.words, &item);
                values.push(entry.meaning()?.value.clone());
            }
        }
        let is_single = !matches!(base, None | Some(TypedValue::List(_))) && values.len() == 1;
        Some(if is_single { values.remove(0) } else { TypedValue::List(values) })
    }
}

fn text_of_item(value: &TypedValue) -> Option<String> {
    match value {
        TypedValue::Text(words) => Some(words.clone()),
        TypedValue::Number(written) => Some(written.clone()),
        TypedValue::YesNo(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        TypedValue::List(_) | TypedValue::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{FieldId, field, fields};

    const TEXT: &str = "title = 'Ann Test'\nage = 17\ncitizenship = ['VN', # stated\n  'KH']\n";

    #[track_caller]
    fn check(name: FieldId, typed: &str, after: Option<&str>) {
        let words = Vocabularies::default();
        let field = field(Kind::Victim, name).unwrap();
        let typed_field = TypedField { field, siblings: fields(Kind::Victim), words: &words };
        let path = FieldPath::of(name);
        let base = crate::record::edit::field_value(TEXT, &path);
        let edit = typed_field.edits(Kind::Victim, &path, base.as_ref(), typed);
        let written = edit.map(|edit| edit.applied_to(TEXT).unwrap());
        assert_eq!(written.as_deref(), after, "{typed}");
    }

    #[test]
    fn what_is_typed_takes_the_place_of_the_value() {
        check(FieldId::Age, "18", Some(&TEXT.replace("17", "18")));
        check(FieldId::Age, "17", Some(TEXT));
        check(FieldId::Age, " ", None);
        check(
            FieldId::Title,
            "Ann\u{200b}Test",
            Some(&TEXT.replace("Ann Test", "Ann\u{200b}Test")),
        );
        let dated = TEXT.replace("citizenship", "recruitment_date = '2021-12~'\ncitizenship");
        assert!(dated.len() > TEXT.len());
        check(FieldId::RecruitmentDate, "3/4/2022", None);
    }

    #[test]
    fn each_line_is_an_item_of_a_list_and_those_that_stay_keep_their_comments() {
        check(FieldId::Citizenship, "VN\nKH", Some(TEXT));
        let added = "citizenship = ['VN', # stated\n  'KH', 'CN']";
        let list = "citizenship = ['VN', # stated\n  'KH']";
        let after = {
            let words = Vocabularies::default();
            let field = field(Kind::Victim, FieldId::Citizenship).unwrap();
            let typed = TypedField { field, siblings: fields(Kind::Victim), words: &words };
            let path = FieldPath::of(FieldId::Citizenship);
            let base = crate::record::edit::field_value(TEXT, &path);
            let edit = typed.edits(Kind::Victim, &path, base.as_ref(), "VN\nKH\nChina\n").unwrap();
            edit.applied_to(TEXT).unwrap()
        };
        assert!(after.contains("# stated") && after.contains("CN"), "{after}");
        assert!(!after.contains("China"), "{after} {added} {list}");
    }

    #[test]
    fn a_comma_begins_another_value_where_no_value_can_have_one() {
        let three = "[\n  'VN', # stated\n  'KH',\n  'CN',\n]";
        let three = TEXT.replace("['VN', # stated\n  'KH']", three);
        check(FieldId::Citizenship, "VN\nKH, CN", Some(&three));
        let words = Vocabularies::default();
        let of = |name| TypedField {
            field: field(Kind::Victim, name).unwrap(),
            siblings: fields(Kind::Victim),
            words: &words,
        };
        let values = |name, typed: &str| {
            let edit = of(name).edits(Kind::Victim, &FieldPath::of(name), None, typed).unwrap();
            let ValueEdit::Set(TypedValue::List(items)) = edit.fields[0].edit.clone() else {
                panic!("{edit:?}")
            };
            items.len()
        };
        assert_eq!(values(FieldId::Tags, "a, b"), 2);
        assert_eq!(values(FieldId::Aliases, "Test, Ann"), 1);
    }
}
