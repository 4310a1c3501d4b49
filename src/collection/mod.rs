//! All records together: reading a folder, resolving links, checking rules.
//!
//! It never writes a file.

mod assemble;
mod cache;
pub(crate) mod containers;
pub(crate) mod dated;
pub(crate) mod files;
mod fixes;
mod index;
pub(crate) mod link_targets;
mod load;
mod lookup;
pub(crate) mod may_be_named;
mod naming_files;
pub(crate) mod problems;
mod rules;
pub(crate) mod sensitive;
pub(crate) mod settings;
pub(crate) mod summary;
mod text_search;
mod withheld;

pub use crate::collection::dated::DatedStatement;
pub use crate::collection::files::contents::Contents;
pub use crate::collection::files::file::{File, Freshness};
pub use crate::collection::files::fingerprint::FileStamp;
pub use crate::collection::files::open_buffers::OpenBuffers;
pub use crate::collection::files::placement::Placement;
pub use crate::collection::files::sample::sample;
pub use crate::collection::files::source::{
    Disk, EntryLimit, FileSource, ListedPath, Memory, ReadError,
};
pub use crate::collection::load::accept::{Accepted, Changes, Touched};
pub use crate::collection::lookup::catalogue::base_catalogue;
pub use crate::collection::lookup::dated_lines::DatedLine;
pub use crate::collection::lookup::fresh_lines::FreshLines;
pub use crate::collection::lookup::query_help::{
    QUERY_EXAMPLES, QueryExample, SHORT_FORM_EXAMPLES, field_labels,
};
pub use crate::collection::lookup::sort::{SortBy, SortIndex};
pub use crate::collection::lookup::states::RecordState;
pub(crate) use crate::collection::lookup::states::is_of_minor;
pub use crate::collection::problems::{FileDiagnostic, FileDiagnostics};
pub use crate::collection::sensitive::names::is_name;
pub use crate::collection::sensitive::terms::SensitiveTerms;
pub use crate::collection::settings::list_sort::{ListOrder, ListSort};
pub use crate::collection::settings::meanings::setting_meanings;
pub(crate) use crate::collection::settings::view_edit::save_view;
pub use crate::collection::settings::views::{SavedView, SavedViews};
pub use crate::collection::summary::count_checks::CountChecks;
pub use crate::collection::summary::impact::{Impact, Withdrawal};
pub use crate::collection::summary::quoted_share::QuotedShare;
pub use crate::collection::summary::wording::Wording;
pub use crate::collection::text_search::{TextHit, TextSearchPart};
pub use assemble::{BordersFile, Collection};
pub use cache::{Cache, CacheDifference, Purpose, Unusable};
pub use fixes::{FixedText, Fixer};
pub use index::{Located, Mention};
pub use load::loader::{Loader, load};
pub use load::tried_files::TriedFiles;
pub use load::{PartialLoad, Progress};
pub(crate) use lookup::is_beyond_cases;
pub use lookup::stored_index::current::CurrentIndex;
pub use lookup::stored_index::update::IndexUpdate;
pub use lookup::stored_index::{RestoredLookup, StoredIndex};
pub use lookup::{Lookup, Renewed, ValueCount};
pub use settings::Settings;
