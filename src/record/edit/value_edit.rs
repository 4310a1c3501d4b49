//! Edits the value of any field of a file: sets, inserts or removes it, and adds, removes or moves the items of a list.

use toml::de::{DeArray, DeTable, DeValue};

use super::super::field::FieldId;
use super::super::kind::Kind;
use super::super::syntax::{self, NoRowPlace, Syntax};
use super::delete::delete_in;
use super::field_path::{FieldPath, FieldTable};
use super::key_place::NewKey;
use super::list_text::{ListText, NewItem};
use super::outline::holds_keys;
use super::raw_string::with_value;
use super::typed_value::TypedValue;
use super::verify::{is_same, proven_at};
use super::{EditError, TomlNode, line_ending};
use crate::record::quoting;
use crate::text::{ByteRange, Splice};

/// What is to become of the value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueEdit {
    /// It is this, whether the field is there or not.
    Set(TypedValue),
    /// The field goes, with its line.
    Remove,
    /// A list gets an item at a place, or at its end. A field that is absent becomes a list of one, and one with a
    /// single value a list of two.
    AddItem {
        /// The number that the item will have.
        at: Option<usize>,
        /// The item.
        value: TypedValue,
    },
    /// An item of a list is this.
    SetItem {
        /// The number of the item.
        at: usize,
        /// The value.
        value: TypedValue,
    },
    /// An item of a list goes; with the last one, the field.
    RemoveItem {
        /// The number of the item.
        at: usize,
    },
    /// An item of a list goes to another place.
    MoveItem {
        /// The number of the item.
        from: usize,
        /// The number that it will have.
        to: usize,
    },
}

/// Returns the splice that edits a field of a record of a kind; `None` where the field is that already.
///
/// The splice is as small as it can be: of a text that is changed, the characters that differ; of a list, the items
/// that do. Quotation marks stay where they can hold the value. A new field goes where the format has it, in the style
/// of its neighbours. In a file that is not TOML, a field can be edited where it is certain what its statement says
/// whatever is mended elsewhere.
///
/// # Errors
///
/// Says why the file cannot be edited; it is then to be edited by hand.
pub fn edit_field(
    text: &str,
    kind: Kind,
    path: &FieldPath,
    edit: &ValueEdit,
) -> Result<Option<Splice>, EditError> {
    let before = syntax::read(text);
    let FieldTable { table, body } = path.table(text, before.root())?;
    let editor = FieldEditor { text, before: &before, path, ending: line_ending(text) };
    let under = path.header.as_ref().map(super::Id::as_str).unwrap_or_default();
    let is_lost = |lost: &&syntax::LostField| {
        // What is lost below a row says only which kind of row it is.
        let is_near = match path.row {
            None => lost.under == under,
            Some(row) => lost.under.ends_with(row.kind.name()),
        };
        is_near && lost.key == path.field.as_str()
    };
    if let Some(lost) = before.lost().iter().find(is_lost) {
        return Err(EditError::uncertain(
            text,
            lost.range.start(),
            "the field is there and cannot be read",
        ));
    }
    if let Some((key, node)) = table.get_key_value(path.field.as_str()) {
        if holds_keys(text, node) {
            return Err(EditError::NotAValue(path.field));
        }
        editor.check_certain(key.span().start)?;
        return editor.edit(node, edit);
    }
    let value = match edit {
        ValueEdit::Set(value) => value.clone(),
        ValueEdit::AddItem { value, .. } => TypedValue::List(vec![value.clone()]),
        ValueEdit::Remove => return Ok(None),
        ValueEdit::SetItem { .. } | ValueEdit::RemoveItem { .. } | ValueEdit::MoveItem { .. } => {
            return Err(EditError::NoItem(path.field));
        }
    };
    let written = value.toml_of(path.field, editor.ending);
    let key = NewKey { text, root: before.root(), table, name: path.field, written: &written };
    let place = key.place_in(path.siblings(kind), &body);
    if before.is_broken() {
        let beside = place.beside.ok_or_else(|| {
            EditError::uncertain(text, place.offset, "no line that can be read is beside it")
        })?;
        editor.check_certain(beside)?;
    }
    let splice = Splice::replace(ByteRange::from_span(place.offset..place.offset), place.words);
    editor
        .proven(splice, |old, new| old.is_none() && new.is_some_and(|new| value.is(new)))
        .map(Some)
}

/// What edits one field.
struct FieldEditor<'t, 's> {
    text: &'t str,
    before: &'s Syntax<'t>,
    path: &'s FieldPath,
    ending: &'static str,
}

impl FieldEditor<'_, '_> {
    fn edit(&self, node: &TomlNode<'_>, edit: &ValueEdit) -> Result<Option<Splice>, EditError> {
        let no_item = || EditError::NoItem(self.path.field);
        let items = node.get_ref().as_array();
        // A single value is a list of one, where a list is allowed.
        let count = items.map_or(1, |items| items.len());
        let kept = (0..count).map(NewItem::Kept);
        match edit {
            ValueEdit::Set(value) => self.set(node, value),
            ValueEdit::Remove => self.remove(node).map(Some),
            ValueEdit::AddItem { at, value } => {
                let at = at.unwrap_or(count).min(count);
                let mut new: Vec<NewItem> = kept.collect();
                new.insert(at, NewItem::Added(self.item_like(node, at.saturating_sub(1), value)));
                self.list(node, &new, &[value]).map(Some)
            }
            ValueEdit::SetItem { at, value } if items.is_none() && *at == 0 => {
                self.set(node, value)
            }
            ValueEdit::SetItem { at, value } => {
                let old = items.and_then(|items| items.get(*at)).ok_or_else(no_item)?;
                if value.is(old.get_ref()) {
                    return Ok(None);
                }
                let mut new: Vec<NewItem> = kept.collect();
                let written = self.item_like(node, *at, value);
                *new.get_mut(*at).ok_or_else(no_item)? = NewItem::Rewritten(*at, written);
                self.list(node, &new, &[value]).map(Some)
            }
            ValueEdit::RemoveItem { at } => {
                if *at >= count {
                    return Err(no_item());
                }
                if count == 1 {
                    return self.remove(node).map(Some);
                }
                let new: Vec<NewItem> = kept.filter(|item| *item != NewItem::Kept(*at)).collect();
                self.list(node, &new, &[]).map(Some)
            }
            ValueEdit::MoveItem { from, to } => {
                if *from >= count || *to >= count {
                    return Err(no_item());
                }
                if from == to {
                    return Ok(None);
                }
                let mut new: Vec<NewItem> = kept.collect();
                let item = new.remove(*from);
                new.insert(*to, item);
                self.list(node, &new, &[]).map(Some)
            }
        }
    }

    fn set(&self, node: &TomlNode<'_>, value: &TypedValue) -> Result<Option<Splice>, EditError> {
        if value.is(node.get_ref()) {
            return Ok(None);
        }
        let at = ByteRange::from_span(node.span());
        let splices = match (value, node.get_ref()) {
            (TypedValue::List(values), DeValue::Array(old))
                if !values.is_empty() && !old.is_empty() =>
            {
                let new = self.replaced_items(node, old, values);
                let added: Vec<&TypedValue> = values.iter().collect();
                if let Ok(splice) = self.list_of(node, &new, |_, read| {
                    added.len() == read.len()
                        && added.iter().zip(read.iter()).all(|(one, read)| one.is(read.get_ref()))
                }) {
                    return Ok(Some(splice));
                }
                vec![Splice::replace(at, value.toml(self.ending))]
            }
            (TypedValue::Text(words), _)
                if self.path.field == FieldId::Text
                    && self.ending != "\n"
                    && words.contains('\n') =>
            {
                vec![Splice::replace(at, quoting::basic(words))]
            }
            (TypedValue::Text(words), _) => with_value(self.text, at, words, self.ending),
            _ => vec![Splice::replace(at, value.toml(self.ending))],
        };
        let mut refusal = EditError::Otherwise;
        for splice in splices {
            match self.proven(splice, |_, new| new.is_some_and(|new| value.is(new))) {
                Ok(splice) => return Ok(Some(splice)),
                Err(error) => refusal = error,
            }
        }
        Err(refusal)
    }

    fn remove(&self, node: &TomlNode<'_>) -> Result<Splice, EditError> {
        let at = ByteRange::from_span(node.span());
        let deletion = delete_in(self.text, self.before.root(), at).ok_or(EditError::Otherwise)?;
        self.proven(deletion.splice, |_, new| new.is_none())
    }

    /// Returns the items of a list that is to have these values: those that it has stay where their order does.
    fn replaced_items(
        &self,
        node: &TomlNode<'_>,
        old: &DeArray<'_>,
        values: &[TypedValue],
    ) -> Vec<NewItem> {
        let is_kept = |value: &TypedValue, number: usize| {
            old.get(number).is_some_and(|old| value.is(old.get_ref()))
        };
        // Where only one item differs, it is rewritten in its place.
        if old.len() == values.len() {
            let differing =
                values.iter().enumerate().filter(|(number, value)| !is_kept(value, *number));
            let differing: Vec<_> = differing.collect();
            if let [(at, value)] = differing.as_slice() {
                let item = |number| {
                    let written = (number == *at).then(|| self.item_like(node, number, value));
                    written.map_or(NewItem::Kept(number), |new| NewItem::Rewritten(number, new))
                };
                return (0..old.len()).map(item).collect();
            }
        }
        let mut unused: Vec<usize> = (0..old.len()).collect();
        let mut items = Vec::new();
        for value in values {
            let own = unused.iter().position(|number| is_kept(value, *number));
            items.push(match own {
                Some(own) => NewItem::Kept(unused.remove(own)),
                None => NewItem::Added(self.item_like(node, items.len().saturating_sub(1), value)),
            });
        }
        items
    }

    /// Returns the splice for a list in which some items are there no longer, or at another place, and others new.
    fn list(
        &self,
        node: &TomlNode<'_>,
        new: &[NewItem],
        added: &[&TypedValue],
    ) -> Result<Splice, EditError> {
        self.list_of(node, new, |old, read| {
            let mut added = added.iter();
            let is_item = |(item, read): (&NewItem, &TomlNode<'_>)| match item {
                NewItem::Kept(number) => {
                    let old = match old.as_array() {
                        Some(old) => old.get(*number).map(toml::Spanned::get_ref),
                        None => Some(old),
                    };
                    old.is_some_and(|old| is_same(old, read.get_ref()))
                }
                NewItem::Rewritten(..) | NewItem::Added(_) => {
                    added.next().is_some_and(|value| value.is(read.get_ref()))
                }
            };
            new.len() == read.len() && new.iter().zip(read.iter()).all(is_item)
        })
    }

    fn list_of(
        &self,
        node: &TomlNode<'_>,
        new: &[NewItem],
        is_meant: impl Fn(&DeValue<'_>, &DeArray<'_>) -> bool,
    ) -> Result<Splice, EditError> {
        let at = ByteRange::from_span(node.span());
        let after = if let DeValue::Array(items) = node.get_ref() {
            let spans = items.iter().map(toml::Spanned::span);
            let list = ListText::of(self.text, node.span(), spans, self.ending);
            list.and_then(|list| list.with(new)).ok_or(EditError::Otherwise)?
        } else {
            let items = new.iter().map(|item| match item {
                NewItem::Kept(_) => at.of(self.text),
                NewItem::Rewritten(_, written) | NewItem::Added(written) => written,
            });
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        };
        let splice = trimmed(self.text, at, &after);
        self.proven(splice, |old, read| {
            let read = read.and_then(DeValue::as_array);
            old.zip(read).is_some_and(|(old, read)| is_meant(old, read))
        })
    }

    /// Returns a value as an item of a list, in the quotation marks of another item.
    fn item_like(&self, node: &TomlNode<'_>, number: usize, value: &TypedValue) -> String {
        let TypedValue::Text(words) = value else { return value.toml(self.ending) };
        let neighbour = match node.get_ref().as_array() {
            Some(items) => items.get(number).or_else(|| items.first()).map(toml::Spanned::span),
            None => Some(node.span()),
        };
        let neighbour = neighbour.and_then(|span| self.text.get(span)).unwrap_or_default();
        let is_long = neighbour.starts_with("'''") || neighbour.starts_with("\"\"\"");
        if is_long || words.contains('\n') {
            quoting::basic(words)
        } else {
            quoting::like(neighbour, words)
        }
    }

    fn proven(
        &self,
        splice: Splice,
        is_meant: impl FnOnce(Option<&DeValue<'_>>, Option<&DeValue<'_>>) -> bool,
    ) -> Result<Splice, EditError> {
        let path = self.path.steps(self.before.root());
        proven_at(self.text, self.before, splice, &path, is_meant)
    }

    /// Checks that a statement of a broken text is certain.
    fn check_certain(&self, at: usize) -> Result<(), EditError> {
        if !self.before.is_broken() {
            return Ok(());
        }
        syntax::certain_statement(self.text, at, self.path.row.is_some())
            .map_err(|NoRowPlace { at, why }| EditError::uncertain(self.text, at, why))
    }
}

/// Returns the replacement of what differs between a part of a text and what it is to be.
fn trimmed(text: &str, at: ByteRange, after: &str) -> Splice {
    let before = at.of(text);
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let length = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(same).map(|(c, _)| c.len_utf8()).sum()
    };
    let start = length(&mut before.chars().zip(after.chars()));
    let (old, new) =
        (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let end = length(&mut old.chars().rev().zip(new.chars().rev()));
    let range = at.start() + start..at.end() - end;
    Splice::replace(ByteRange::from_span(range), new.get(..new.len() - end).unwrap_or_default())
}

/// Returns the value of a field as it would be typed; `None` where the file has none, or a date of TOML.
pub fn field_value(text: &str, path: &FieldPath) -> Option<TypedValue> {
    let syntax = syntax::read(text);
    value_in(text, syntax.root(), path)
}

fn value_in(text: &str, root: &DeTable<'_>, path: &FieldPath) -> Option<TypedValue> {
    let FieldTable { table, .. } = path.table(text, root).ok()?;
    TypedValue::of(table.get(path.field.as_str())?.get_ref())
}
