//! The `--with-confidential` flag, and the message about what a command withheld.

use crate::collection::Collection;
use crate::redaction::{Policy, Redaction};

use super::output;

/// What every command takes that prints records or sources.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct RedactionArgs {
    /// Also print confidential cases and the names of people with public = false.
    ///
    /// Without it, confidential cases are left out, and `[withheld]` replaces the name of such a person, or of one
    /// in a confidential case, in texts, ids, links and file names; and the places of the time after captivity in cases
    /// with the tag whereabouts-withheld. Standard error reports how much is withheld.
    #[arg(long)]
    with_confidential: bool,
}

impl RedactionArgs {
    /// Returns whether everything is printed.
    pub(super) fn is_full(self) -> bool {
        self.with_confidential
    }

    /// Returns a collection as the command prints it.
    pub(super) fn redaction(self, collection: &Collection) -> Redaction<'_> {
        Redaction::of(
            collection,
            if self.with_confidential { Policy::Full } else { Policy::Default },
        )
    }
}

/// Reports on standard error how much was withheld, if anything.
pub(super) fn report_withheld(redaction: &Redaction<'_>) {
    if let Some(withheld) = redaction.withheld() {
        let is_one = (withheld.cases, withheld.people, withheld.places) == (1, 0, 0);
        let it = if is_one { "it" } else { "them" };
        output::print_message(&format!("{withheld}; --with-confidential prints {it}"));
    }
    if redaction.left_comments_out() {
        output::print_message(
            "comments are left out, since they may have a name; --with-confidential prints them",
        );
    }
}
