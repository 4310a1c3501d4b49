//! Whether a person may be named outside of the collection: what `public` says, and what tries to say it.

use crate::record::{Kind, Name, Record};

/// Tells whether a person may be named: nothing says otherwise, or tries to.
///
/// A value that is no `true`, and a file that could not be read as a whole, count as `public = false`;
/// what else seems to be meant as `public` is lost to the record since its file was read.
pub(super) fn may_be_named(record: &Record) -> bool {
    if !matches!(record.kind, Kind::Victim | Kind::Person) {
        return true;
    }
    let fields = &record.fields;
    let own = fields.get(Name::Public).is_none_or(|_| fields.yes(Name::Public) == Some(true));
    let unread = record.kind == Kind::Person && !record.whole;
    own && !unread && !fields.lost(Name::Public)
}
