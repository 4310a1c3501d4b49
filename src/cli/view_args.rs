//! What the commands that draw a query have in common: their arguments, the query, and what is said at the end.

use std::sync::Arc;

use crate::collection::Collection;
use crate::exchange::Marks;
use crate::record::Id;
use crate::redaction::{Mask, MaskedCollection, Redaction};
use crate::search::Query;
use crate::session::Session;
use crate::text::shortened;
use crate::views::{OthersWords, ValueWords};

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;
use super::plain_args::PlainArgs;
use super::query::{nothing, readable};
use super::redaction_args::{RedactionArgs, report_withheld};

/// What every command takes that draws a query.
#[derive(Debug, clap::Args)]
pub(super) struct ViewArgs {
    /// Words, "phrases", FIELD:VALUE, -WITHOUT, a | b, ( … ); without a query, all cases.
    ///
    /// Words are searched for as phrases are: exactly as they are written.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Write what others may see: names masked but those of countries and provinces, and no number that tells of fewer than eleven cases.
    ///
    /// As `P` shows it in the browser, without queries. Numbers of one run are held together; a reader who has the output of
    /// several runs can compare them.
    #[arg(long)]
    protect: bool,
    /// Write only ASCII characters.
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

/// A collection of which a view of a query is wanted.
pub(super) struct ViewCommand<'v> {
    arguments: &'v ViewArgs,
    place: &'v CollectionPlace,
    pub(super) session: &'static mut Session,
    pub(super) typed: String,
    has_words: bool,
}

/// The same with what its numbers are counted in.
pub(super) struct ReadyView<'v> {
    arguments: &'v ViewArgs,
    place: &'v CollectionPlace,
    /// The query, as it was typed.
    pub(super) typed: String,
    has_words: bool,
    pub(super) collection: &'static Arc<Collection>,
    pub(super) redaction: Redaction<'static>,
    for_others: OthersWords<'static>,
}

impl ViewArgs {
    /// Opens the collection and reads the query.
    ///
    /// # Errors
    ///
    /// Says which part of the query cannot be read.
    pub(super) fn open<'v>(
        &'v self,
        place: &'v CollectionPlace,
    ) -> Result<ViewCommand<'v>, Failure> {
        // The program ends behind this; to take a large collection apart before would take a while.
        let session: &'static mut Session = Box::leak(Box::new(place.open()));
        let typed = self.query.join(" ");
        let has_words = {
            let catalogue = session.collection().catalogue();
            let redaction = self.disclosing.redaction(session.collection());
            let (query, problems) = Query::read(&typed, &catalogue);
            let unfinished = query.unfinished_problem(&typed, &catalogue);
            readable(&typed, &problems, unfinished.as_ref(), &redaction)?;
            query.has_words()
        };
        Ok(ViewCommand { arguments: self, place, session, typed, has_words })
    }

    /// Returns whether it is for others.
    pub(super) fn is_protected(&self) -> bool {
        self.protect
    }

    /// Returns whether there are marks in what is printed.
    pub(super) fn marks(&self) -> Marks {
        self.plain.marks()
    }

    /// Returns whether only ASCII characters are printed.
    pub(super) fn is_ascii(&self) -> bool {
        self.ascii || self.marks() == Marks::Words
    }

    /// Returns whether ASCII characters alone were asked for.
    pub(super) fn wants_ascii(&self) -> bool {
        self.ascii
    }
}

impl<'v> ViewCommand<'v> {
    /// Returns the collection.
    pub(super) fn collection(&self) -> &Arc<Collection> {
        self.session.collection()
    }

    /// Makes ready to count, once the session has been asked for what it counts in.
    pub(super) fn ready(self) -> ReadyView<'v> {
        let Self { arguments, place, session, typed, has_words } = self;
        let session: &'static Session = session;
        let collection = session.collection();
        ReadyView {
            arguments,
            place,
            typed,
            has_words,
            collection,
            redaction: arguments.disclosing.redaction(collection),
            for_others: OthersWords {
                masked: MaskedCollection::new(collection, Mask::All),
                redaction: arguments.disclosing.redaction(collection),
            },
        }
    }
}

impl ReadyView<'_> {
    /// Returns how values are said.
    pub(super) fn words(&self) -> &dyn ValueWords {
        if self.arguments.protect { &self.for_others } else { &self.redaction }
    }

    /// Returns whether a record is counted.
    pub(super) fn may_count(&self, id: &Id) -> bool {
        !self.redaction.is_left_out(id)
    }

    /// Says what numbers do not: that nothing was found, or something else, or what was counted where that is not what was
    /// typed; and what was withheld.
    pub(super) fn finish(&self, found: usize, base: &str, otherwise: Option<String>) {
        if found == 0 {
            output::print_message(&nothing(self.place, &self.typed));
        } else if let Some(words) = otherwise {
            output::print_message(&words);
        } else if base != self.typed.trim() && self.has_words {
            let base = self.words().text(base);
            output::print_message(&format!("counted: {}", shortened(&base)));
        }
        report_withheld(&self.redaction);
    }
}
