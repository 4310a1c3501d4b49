//! Facets: the values that the listed records have in each field, with counts.

use std::collections::{BTreeSet, HashMap};

use crate::collection::{RecordState, is_of_minor};
use crate::record::{
    Field, FieldEntry, FieldId, Fields, Id, Kind, Record, RowKind, fields, row_fields,
};

use crate::redaction::{MaskedCollection, is_masked};
use crate::session::terms::{asked_fields, only};

/// A value of a field, as a query asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FacetValue {
    /// The field.
    pub field: &'static str,
    /// The value as files write it.
    pub value: Box<str>,
}

/// A value with what a menu says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The value.
    pub valued: FacetValue,
    /// What the screen calls the field.
    pub label: &'static str,
    /// The value in words.
    pub words: String,
    /// How many records have it.
    pub count: usize,
}

/// Returns the values of these records: fields in the format's order, the most frequent values
/// first. Only fields whose values recur are included: vocabulary words, codes, links. Masked
/// values are left out, because all masks look the same.
pub(crate) fn facets(masked: MaskedCollection<'_>, ids: &[Id]) -> Vec<Facet> {
    let mut counted: HashMap<FacetValue, Facet> = HashMap::new();
    for facets in
        ids.iter().filter_map(|id| masked.with_record(id, |record| of_record(masked, record)))
    {
        let mut known = BTreeSet::new();
        for facet in facets.into_iter().filter(|facet| !is_masked(&facet.words)) {
            if known.insert(facet.valued.clone()) {
                counted.entry(facet.valued.clone()).or_insert(facet).count += 1;
            }
        }
    }
    let order = field_order();
    let place = |facet: &Facet| order.iter().position(|name| *name == facet.valued.field);
    let mut facets: Vec<(Option<usize>, Facet)> =
        counted.into_values().map(|facet| (place(&facet), facet)).collect();
    facets.sort_by(|(place, one), (other_place, other)| {
        let frequent = other.count.cmp(&one.count);
        place.cmp(other_place).then(frequent).then_with(|| one.valued.cmp(&other.valued))
    });
    facets.into_iter().map(|(_, facet)| facet).collect()
}

/// Returns further values of the fields that a query asks for: those that all records of these kinds have, so that
/// one can be asked for beside another. How many records would be found is known, and counted, only where the query
/// asks for nothing else; it is 0 otherwise.
pub(crate) fn other_values(
    masked: MaskedCollection<'_>,
    text: &str,
    kinds: &[Kind],
    known: &[Facet],
) -> Vec<Facet> {
    let asked = asked_fields(text);
    let offered = |name: &String| known.iter().any(|facet| facet.valued.field == *name);
    let asked: Vec<&String> = asked.iter().filter(|name| offered(name)).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    // Other kinds can be asked for too.
    let is_meant = |kind: &Kind| {
        kinds.contains(kind) || kind.is_case() && asked.iter().any(|name| *name == "kind")
    };
    let ids = Kind::all().filter(is_meant).flat_map(|kind| masked.whole().ids_of(kind));
    let ids: Vec<Id> = ids.cloned().collect();
    let mut others = facets(masked, &ids);
    others.retain(|facet| {
        let is_asked = asked.iter().any(|name| *name == facet.valued.field);
        is_asked && !known.iter().any(|known| known.valued == facet.valued)
    });
    for other in &mut others {
        if !only(text, other.valued.field, &[]).trim().is_empty() {
            other.count = 0;
        }
    }
    others
}

/// Returns the values of one record as a query finds them: a place by the places around it too, and
/// every place under the short form for all fields of places.
fn of_record(masked: MaskedCollection<'_>, record: &Record) -> Vec<Facet> {
    let kind = record.kind.name();
    let mut facets = vec![facet("kind", "kind", kind, kind)];
    if is_of_minor(record) {
        let words = "minor, or with minors";
        facets.push(facet("is", "is", RecordState::Minor.name(), words));
    }
    let rows = record.rows.iter().map(|row| &row.fields);
    let entries = std::iter::once(&record.fields).chain(rows).flat_map(Fields::iter);
    for entry in entries.filter(|entry| recurs(entry)) {
        let Field { name, label, shape, .. } = *entry.field;
        for item in entry.items.iter().filter(|item| item.value.is_read()) {
            match item.value.link() {
                Some(id) => {
                    facets.push(facet(name.as_str(), label, id.as_str(), &masked.name_of(id)));
                    for place in masked.enclosing_places(id) {
                        let (id, words) = (place.id.as_str(), &masked.name_of(&place.id));
                        facets.push(facet(name.as_str(), label, id, words));
                        facets.push(facet("place", label, id, words));
                    }
                }
                // Of what is linked or given in words, words do not recur.
                None if entry.field.is_link() => {}
                None => {
                    let words = masked.value_in_words(&item.value, shape);
                    facets.push(facet(name.as_str(), label, &item.value.written(), &words));
                }
            }
        }
    }
    facets
}

fn facet(field: &'static str, label: &'static str, value: &str, words: &str) -> Facet {
    let valued = FacetValue { field, value: value.into() };
    Facet {
        valued,
        label: if field == "place" { "place (any role)" } else { label },
        words: words.to_owned(),
        count: 0,
    }
}

fn recurs(entry: &FieldEntry) -> bool {
    // The state of the same name is offered, which ages decide, too.
    if entry.field.name == FieldId::Minor {
        return false;
    }
    entry.field.shape.recurs()
}

/// Returns the names of all fields in the order of the menu.
fn field_order() -> Vec<&'static str> {
    let rows = RowKind::PLAIN.map(row_fields);
    let all = Kind::all().map(fields).chain(rows).flatten();
    let names = all.map(|field: &Field| field.name.as_str());
    let mut order = vec!["kind", "place", "is"];
    for name in names {
        if !order.contains(&name) {
            order.push(name);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::ListSort;
    use crate::redaction::Mask;
    use crate::session::finder::Finder;
    use crate::session::terms::none_with;
    use std::sync::Arc;

    use crate::collection::{Collection, Memory, base_catalogue, load, sample};

    /// Asks for every value that the menu of a collection lists, and for all that have it not.
    #[track_caller]
    fn check(collection: &Arc<Collection>) {
        let finder = Finder::of(collection);
        let all = finder.find("", ListSort::default()).ids;
        let menu = facets(MaskedCollection::new(collection, Mask::Nothing), &all);
        assert!(menu.len() > 10);
        for Facet { valued: FacetValue { field, value }, label, count, .. } in menu {
            // What the menu calls a field is what a query calls it.
            let typed = label.split(" (").next().unwrap().replace(' ', "-");
            let named = base_catalogue().named(&typed).map(|known| &*known.name);
            assert_eq!(named, Some(field), "{label}");
            let with = finder.find(&only("", field, &[&value]), ListSort::default());
            assert_eq!((with.ids.len(), with.problems), (count, Vec::new()), "{field}: {value}");
            assert!(with.possible.is_empty());
            let without = finder.find(&none_with("", field, &value), ListSort::default());
            assert_eq!(without.ids.len(), all.len() - count, "{field}: {value}");
        }
    }

    #[test]
    fn a_count_is_the_number_of_records_that_are_listed_for_it() {
        check(&Arc::new(load(&sample())));
    }

    #[test]
    fn values_that_begin_alike_are_counted_apart() {
        let mut memory = Memory::default();
        memory.put("casebook.toml", "[vocabulary]\napp = ['line', 'Line two', 'a \"b\", c']\n");
        memory.put("places.toml", "[sea]\nname = 'Sea-town'\n[sea-town]\nname = 'Sea'\nwithin = 'sea'\n[land]\nname = 'sea'\n");
        for (id, place, app, kind) in [
            ("a", "sea", "'line', 'Line'", "real"),
            ("b", "sea-town", "'Line two'", "real_by_choice"),
            ("c", "land", "'a \"b\", c', 'Line'", "withheld"),
        ] {
            let text = format!(
                "title = '{id}'\nexploitation_place = '{place}'\nscam_apps = [{app}]\nname_type = '{kind}'\n"
            );
            memory.put(format!("victims/{id}.toml"), text);
        }
        check(&Arc::new(load(&memory)));
    }
}
