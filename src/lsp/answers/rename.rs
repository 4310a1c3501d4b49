//! Another id for a record, everywhere: what is renamed at a place, and what becomes of all files.

use std::path::Path;

use super::place::AskedPlace;
use super::target::{Target, TargetPart};
use crate::collection::{Collection, Placement};
use crate::record::{FileLayout, Id};
use crate::session::{EditRefusal, RenameError, RenamePlan};
use crate::text::ByteRange;

/// Returns the id that is named at a place and may be renamed there, and the bytes of it without its quotation marks.
pub(crate) fn renamable(place: &AskedPlace<'_>) -> Option<(Id, ByteRange)> {
    let target = Target::of(place)?;
    let id = match target.part {
        TargetPart::Link(id) => id,
        TargetPart::Header => &target.record.id,
        TargetPart::RowHeader(_)
        | TargetPart::QuoteHeader(_)
        | TargetPart::Citation(_)
        | TargetPart::QuoteText(_)
        | TargetPart::Key(_)
        | TargetPart::Value(_)
        | TargetPart::UnknownKey => return None,
    };
    let text = place.file()?.now().text();
    let at = target.range.of(&text).find(id.as_str())?;
    let start = target.range.start() + at;
    place.collection.get(id.as_str())?;
    Some((id.clone(), ByteRange::new(start, start + id.as_str().len())?))
}

/// Plans another id for a record; says why it cannot be renamed, and what to do.
pub(crate) fn plan_rename(
    collection: &Collection,
    old: &Id,
    new: &str,
) -> Result<RenamePlan, String> {
    RenamePlan::of(collection, old, new).map_err(|error| match error {
        RenameError::NoRecord => format!("no record has the id `{old}`"),
        RenameError::SameId => {
            format!("the record has the id `{old}` already; write another")
        }
        RenameError::Ambiguous => {
            format!("more than one record has the id `{old}`; give one of them another id in its file first")
        }
        RenameError::BadId(error) => {
            format!("{}; {}", error.what(|path| path.display().to_string()), error.hint())
        }
        RenameError::File { path, refusal: EditRefusal { what, remedy } } => {
            format!("{} cannot be changed: {what}; {remedy}", path.display())
        }
        RenameError::Unread(links) => {
            format!("{}; {}", links.what(|path| path.display().to_string()), links.remedy())
        }
    })
}

/// Returns the old and the new id where a file that is named for its record gets another name in its folder's kind.
pub(crate) fn renamed_by_file(from: &Path, to: &Path) -> Option<(Id, Id)> {
    match (Placement::of(from), Placement::of(to)) {
        (
            Placement::Records(FileLayout::One { kind: was, id: old }),
            Placement::Records(FileLayout::One { kind: is, id: new }),
        ) => (was == is && old != new).then_some((old, new)),
        (_, _) => None,
    }
}
