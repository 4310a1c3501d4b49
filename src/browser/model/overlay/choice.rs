//! What a line of an overlay does when it is chosen.

use crate::record::{Cited, FieldId, Id, Kind, RowKind};

use crate::browser::model::input::command::Command;
use crate::browser::model::overlay::problem_ref::{JumpTarget, ProblemRef};
use crate::browser::model::overlay::value_input::ValuePlace;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::collection::ListOrder;
use crate::session::bulk_edit::BulkVerb;
use crate::session::facets::FacetValue;

/// What is done about the words that state a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordsChoice {
    /// The text of a source is opened where words of it may state the value.
    Open {
        /// The source.
        source: Id,
        /// The byte of the text.
        offset: usize,
        /// The words that are lit; none where the value was not found.
        words: String,
    },
    /// The quotes that were chosen for the value before state the new one too.
    Keep,
    /// They dispute the new one, with the value before.
    Dispute,
}

/// What becomes of a value that was typed and is not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueChoice {
    /// Typing goes on.
    EditOn,
    /// It is written over the value that someone else wrote meanwhile.
    WriteMine,
    /// The value that someone else wrote takes its place.
    TakeTheirs,
    /// The browser is left without it.
    Quit,
}

/// What choosing a line of an overlay does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Go to a problem.
    Problem(ProblemRef),
    /// Sort the list so.
    Order(ListOrder),
    /// Sort the list by this field.
    SortField(&'static str),
    /// List only what has the ticked values, of which this is one.
    Value(FacetValue),
    /// Offer the values of all cases, in the place of those that the search finds.
    AllValues,
    /// Go to a record and a place in it.
    Go(JumpTarget),
    /// Open the editor at this quote.
    EditQuote(JumpTarget),
    /// Write the quote into this case.
    Case(Id),
    /// Choose another case to write the quote into.
    OtherCase,
    /// Write the quote, which supports what is ticked; this is one of what it can support.
    Citation(Cited),
    /// Take what was typed as the value of this field, which the case lacks, and go on with the quote.
    FieldValue(FieldId),
    /// Type the value of this field.
    EditField(ValuePlace),
    /// Type the value of this field, which is masked, if that was agreed to.
    EditUnmasked(ValuePlace),
    /// Remove this field, if that was agreed to.
    RemoveField(ValuePlace),
    /// Do this about the words that state the value under the cursor.
    WhichWords(WordsChoice),
    /// Do this with a value that was typed.
    OfValue(ValueChoice),
    /// Go on with an edit of many records.
    Bulk(BulkStep),
    /// Do this to the record that is shown.
    Record(RecordAction),
    /// Go to the files as they were after so many changes of this run.
    State(usize),
    /// Save the query as the view behind this digit.
    SaveView(u8),
    /// The same, with the name that was typed.
    SaveNamedView(u8),
    /// Go on with an export.
    Export(ExportStep),
    /// Put this query into the line.
    Query(String),
    /// Show the overlay that this one carries.
    Show,
    /// Say why this cannot be done here, and what to do instead.
    Explain(&'static str),
    /// Create a record of this kind, with the id that follows the name of the command.
    New(Kind),
    /// Create a record of this kind, with the id that was typed.
    NewNamed(Kind),
    /// Do what a key means.
    Run(Command),
    /// Has the active screen do what it means by this number.
    Own(usize),
}

/// A step of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportStep {
    /// List the formats.
    Formats,
    /// Take the format with this name in menus.
    Format(&'static str),
    /// Export other records.
    Records,
    /// Make it a public release, or no longer.
    Public,
    /// Ask for the file or folder.
    Path,
    /// Take what was typed as that.
    PathTyped,
    /// Ask for the last release.
    Since,
    /// Take what was typed as that.
    SinceTyped,
    /// Write it.
    Write,
    /// Write it in the place of a file, if that was agreed to.
    Replace,
}

/// A step of an edit of many records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkStep {
    /// This field is meant.
    Field(FieldId),
    /// This is to be done.
    Verb(BulkVerb),
    /// What was typed is the value, if it is certain which is meant.
    Typed,
    /// What was typed is the value, letter for letter.
    AsTyped,
    /// This is the value.
    Value(String),
}

/// What is done to a record as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordAction {
    /// It gets the id that follows the name of the command.
    Rename,
    /// This one gets the id that was typed.
    RenameTo(Id),
    /// A copy of it is created, with the id that follows the name of the command.
    Copy,
    /// A copy of this one is created, with the id that was typed.
    CopyTo(Id),
    /// It is deleted, once that was agreed to.
    Delete,
    /// It gets an event, group or quote.
    AddRow(RowKind),
}

impl Choice {
    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        match self {
            Self::Go(jump) | Self::EditQuote(jump) => jump.follow(renamed),
            Self::Case(id)
            | Self::Record(RecordAction::RenameTo(id) | RecordAction::CopyTo(id))
            | Self::WhichWords(WordsChoice::Open { source: id, .. }) => renamed.follow(id),
            Self::EditField(place) | Self::EditUnmasked(place) | Self::RemoveField(place) => {
                renamed.follow(&mut place.record);
            }
            Self::Problem(_)
            | Self::Order(_)
            | Self::SortField(_)
            | Self::Value(_)
            | Self::AllValues
            | Self::OtherCase
            | Self::Citation(_)
            | Self::FieldValue(_)
            | Self::WhichWords(WordsChoice::Keep | WordsChoice::Dispute)
            | Self::OfValue(_)
            | Self::Bulk(_)
            | Self::Record(
                RecordAction::Rename
                | RecordAction::Copy
                | RecordAction::Delete
                | RecordAction::AddRow(_),
            )
            | Self::State(_)
            | Self::SaveView(_)
            | Self::SaveNamedView(_)
            | Self::Export(_)
            | Self::Query(_)
            | Self::Show
            | Self::Explain(_)
            | Self::New(_)
            | Self::NewNamed(_)
            | Self::Run(_)
            | Self::Own(_) => {}
        }
    }
}
