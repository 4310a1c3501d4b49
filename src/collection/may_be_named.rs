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
    says_nothing_against_naming(record) && !record.may_be_childs_name()
}

/// Returns whether the names of a victim are withheld for no other reason than that they may be a child's: what else the
/// file says is no secret.
pub(crate) fn withholds_only_a_childs_name(record: &Record) -> bool {
    record.kind == Kind::Victim
        && record.may_be_childs_name()
        && says_nothing_against_naming(record)
}

fn says_nothing_against_naming(record: &Record) -> bool {
    if !matches!(record.kind, Kind::Victim | Kind::Person) {
        return true;
    }
    let fields = &record.fields;
    let own = fields.get(FieldId::Public).is_none_or(|_| fields.yes(FieldId::Public) == Some(true));
    let unread = record.kind == Kind::Person && !record.is_complete;
    own && !unread && !fields.lost(FieldId::Public)
}
