//! Writes another id for one: in every link of a file, and in the headers of its table.

use super::super::id::Id;
use super::super::record::Record;
use super::super::syntax::{self, FirstName, NoRowPlace};
use super::EditError;
use crate::record::quoting;
use crate::text::{ByteRange, Splice, apply_all};

/// Returns the splices that make `new` of the id `old` in a file with these records, in the order of the text: in each
/// link to it, and where `is_table`, in the headers of the record's own table.
///
/// # Errors
///
/// The file is broken where the id is, so that it is not certain what would be changed.
pub fn rename_id(
    text: &str,
    records: &[Record],
    old: &Id,
    new: &Id,
    is_table: bool,
) -> Result<Vec<Splice>, EditError> {
    let mut places: Vec<ByteRange> = Vec::new();
    for record in records {
        places.extend(record.links().filter(|link| link.to == old).map(|link| link.range));
        places.extend(record.rival_links().filter(|(to, _)| *to == old).map(|(_, range)| range));
    }
    let mut splices: Vec<Splice> = places
        .into_iter()
        .map(|at| Splice::replace(at, quoting::like(at.of(text), new.as_str())))
        .collect();
    if is_table {
        // What the headers of the record call it: a name that is no id is read as one that is.
        let firsts = syntax::first_names(text);
        let is_own = |first: &FirstName| {
            let own = records.iter().filter(|record| record.id == *old);
            own.map(|record| record.at.start())
                .any(|at| first.range.start() <= at && at < first.range.end())
        };
        let own = firsts.iter().filter(|first| is_own(first)).map(|first| first.name.as_str());
        let own: Vec<&str> = own.chain([old.as_str()]).collect();
        let headers = firsts.iter().filter(|first| own.contains(&first.name.as_str()));
        let before = splices.len();
        splices.extend(headers.map(|first| Splice::replace(first.range, new.as_str())));
        if splices.len() == before {
            return Err(EditError::Otherwise);
        }
    }
    splices.sort_by_key(|splice| splice.range().start());
    splices.dedup();
    let before = syntax::read(text);
    if before.is_broken() {
        for splice in &splices {
            let at = splice.range().start();
            // A header that is there twice is renamed twice.
            syntax::certain_statement(text, at, true)
                .map_err(|NoRowPlace { at, why }| EditError::uncertain(text, at, why))?;
        }
    }
    let after = apply_all(text, &splices).ok_or(EditError::Otherwise)?;
    let after = syntax::read(&after);
    let is_sound = before.problems().len() == after.problems().len()
        && before.lost().len() == after.lost().len();
    if is_sound { Ok(splices) } else { Err(EditError::Otherwise) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Document, FileLayout, Kind, Vocabularies};

    #[test]
    fn links_sources_rivals_and_headers_are_renamed_and_nothing_else() {
        let [old, new] = ["old-town", "new-town"].map(|id| Id::new(id).unwrap());
        let text = "home = 'old-town' # old-town\nnote = \"old-town\"\ntransit_route = [\"old-town\", 'old-town-2']\n\
            [[event]]\nplace = \"old-town\"\n[[quote]]\nsource = 'paper'\ntext = 'old-town'\ndisputes = { home = \"old-town\" }\n";
        let form = FileLayout::One { kind: Kind::Victim, id: Id::new("ann").unwrap() };
        let read = Document::read(text, &form, &Vocabularies::default());
        let splices = rename_id(text, &read.records, &old, &new, false).unwrap();
        assert_eq!(
            apply_all(text, &splices).unwrap(),
            "home = 'new-town' # old-town\nnote = \"old-town\"\ntransit_route = [\"new-town\", 'old-town-2']\n\
            [[event]]\nplace = \"new-town\"\n[[quote]]\nsource = 'paper'\ntext = 'old-town'\ndisputes = { home = \"new-town\" }\n"
        );
        let text = "[old-town]\nname = 'O'\n[port]\nwithin = 'old-town'\n[\"old-town\".x]\n[[old-town.quote]]\n[old-town-2]\n";
        let form = FileLayout::Many { kind: Kind::Place };
        let read = Document::read(text, &form, &Vocabularies::default());
        let splices = rename_id(text, &read.records, &old, &new, true).unwrap();
        assert_eq!(
            apply_all(text, &splices).unwrap(),
            "[new-town]\nname = 'O'\n[port]\nwithin = 'new-town'\n[new-town.x]\n[[new-town.quote]]\n[old-town-2]\n"
        );
        // What is called by what is no id, is renamed too.
        for (header, id) in [("Capital", "capital"), ("\"c:\"", "c"), ("\"../Up/to\"", "up-to")] {
            let text = format!("[{header}]\nname = 'O'\n[[{header}.quote]]\nsource = 'paper'\n");
            let read = Document::read(text.as_str(), &form, &Vocabularies::default());
            let old = Id::new(id).unwrap();
            let splices = rename_id(&text, &read.records, &old, &new, true).unwrap();
            assert_eq!(
                apply_all(&text, &splices).unwrap(),
                "[new-town]\nname = 'O'\n[[new-town.quote]]\nsource = 'paper'\n"
            );
        }
        // A link in a statement that cannot be read is not certain.
        let broken = "tags = ['a',\nhome = 'old-town'\n";
        let form = FileLayout::One { kind: Kind::Victim, id: Id::new("ann").unwrap() };
        let read = Document::read(broken, &form, &Vocabularies::default());
        assert!(rename_id(broken, &read.records, &old, &new, false).is_err());
    }
}
