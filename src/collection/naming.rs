//! Whether a person may be named outside of the collection: what `public` says, and what it tries to.

use crate::record::{Kind, Name, Record, nearest};

/// Tells whether a person may be named: nothing says otherwise, or tries to.
///
/// A value that is no `true`, a key that is nearly `public`, one that stands in a table of its own, and
/// a file that could not be read as a whole count as `public = false`.
pub(super) fn may_be_named(record: &Record) -> bool {
    if !matches!(record.kind, Kind::Victim | Kind::Person) {
        return true;
    }
    let fields = &record.fields;
    let own = fields.get(Name::Public).is_none_or(|_| fields.yes(Name::Public) == Some(true));
    let tries = fields.extras().iter().any(|extra| {
        let written = extra.written.to_lowercase();
        let near = nearest(&extra.name, ["public"]).is_some();
        // Of a table with a header of its own only the header is known.
        let is_header = written.starts_with('[') && !written.contains([',', '"', '\'']);
        let within = is_header || written.contains("public") && written.contains('=');
        near && written != "true" || within
    });
    let unread = record.kind == Kind::Person && !record.whole;
    own && !tries && !unread && !fields.lost(Name::Public)
}
