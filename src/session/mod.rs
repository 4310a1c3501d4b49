//! The session: what every front end needs of a collection, without a terminal: reading and following it,
//! search and sort, completion, facets, edits. A front end opens a [`Session`].

pub(crate) mod bulk_edit;
pub(crate) mod change_history;
pub(crate) mod change_preview;
pub(crate) mod change_request;
pub(crate) mod collection_reader;
pub(crate) mod completions;
pub(crate) mod doubted_quotes;
pub(crate) mod edit_preview;
pub(crate) mod export;
pub(crate) mod facets;
pub(crate) mod field_names;
pub(crate) mod file_edit;
pub(crate) mod find_completions;
pub(crate) mod finder;
pub(crate) mod import_plan;
pub(crate) mod index_store;
pub(crate) mod line_edit;
pub(crate) mod list_columns;
pub(crate) mod moved_ids;
pub(crate) mod new_record;
pub(crate) mod new_value;
pub(crate) mod prompt;
pub(crate) mod record_edit;
pub(crate) mod rename;
#[expect(clippy::module_inception, reason = "the file of what the floor is named after")]
mod session;
pub(crate) mod stated_words;
pub(crate) mod stored_search;
pub(crate) mod terms;
pub(crate) mod typed_edit;
pub(crate) mod value_check;
pub(crate) mod value_suggestions;
pub(crate) mod view_rename;
pub(crate) mod write_order;

pub use bulk_edit::{BulkAction, BulkEdit, BulkField, BulkPlan, BulkVerb};
pub use change_history::{ChangeHistory, UndoStep};
pub use change_preview::{ChangePreview, PreviewProblem};
pub use change_request::{ChangeProposal, ChangeRequest, PlanGuard, PlanToken, ProposedFile};
pub use collection_reader::{CacheStore, CollectionReader, WholeReading};
pub use completions::{CompletionItem, Completions};
pub use edit_preview::{ChangedFinding, FindingChanges, PreviewRequest, ValuePreview};
pub use facets::{Facet, FacetValue};
pub use file_edit::{EditRefusal, FileEdit, FileEditKind, QuoteEdit};
pub use finder::{FindRequest, Finder, SearchResult};
pub use import_plan::{ImportError, ImportPlan};
pub use index_store::{IndexStore, IndexToStore, OpenedIndex, RestoredIndex};
pub use list_columns::ListColumns;
pub use new_record::{NamedRecord, NewRecord, NewRecordError};
pub use new_value::NewValue;
pub use prompt::Prompt;
pub use record_edit::{
    EditPlan, FieldNow, OpenField, RebasedEdit, RecordEdit, RecordEditKind, RefusedEdit,
};
pub use rename::{PossibleLinks, RenameError, RenamePlan};
pub use session::{AppliedChanges, PerformedChange, Session};
pub use value_check::{complaint_about, why_no_value};
pub use value_suggestions::{SuggestionRequest, ValueSuggestion};
pub use write_order::{
    KnownTexts, WriteOrder, WriteOutcome, WriteRefusal, WrittenEdit, WrittenTexts,
};
