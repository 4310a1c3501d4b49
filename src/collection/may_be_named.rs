//! Whether a person may be named in exports: what `public` says, misspelled attempts to say it, and whether it may be a
//! child's real name.

use crate::record::{FieldId, Kind, Record};

/// Returns whether a person may be named: nothing says otherwise, or tries to.
///
/// A value that is no `true`, and a file that could not be read as a whole, count as `public = false`;
/// what else seems to be meant as `public` is lost to the record since its file was read. What may be the real name of a
/// child, which was found out then too, leaves the program only for the owner of the collection: no child can choose to be
/// found by it for good.
pub(crate) fn may_be_named(record: &Record) -> bool {
    if !matches!(record.kind, Kind::Victim | Kind::Person) {
        return true;
    }
    let fields = &record.fields;
    let own = fields.get(FieldId::Public).is_none_or(|_| fields.yes(FieldId::Public) == Some(true));
    let unread = record.kind == Kind::Person && !record.is_complete;
    own && !unread && !record.may_be_childs_name() && !fields.lost(FieldId::Public)
}
