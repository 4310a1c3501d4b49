//! The `--with-confidential` flag, and the message about what a command withheld.

use crate::collection::{Collection, Disclosure, Redaction};

use super::output;

/// What every command takes that prints records or sources.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct RedactionArgs {
    /// Print confidential cases and the names of people with public = false too.
    ///
    /// Without it confidential cases are left out, and \[withheld\] stands where such a person, or one
    /// of a confidential case, would be named: in texts, ids, links and the names of files. Standard
    /// error says how much is held back.
    #[arg(long)]
    with_confidential: bool,
}

impl RedactionArgs {
    /// Returns a collection as the command prints it.
    pub(super) fn redaction(self, collection: &Collection) -> Redaction<'_> {
        Redaction::of(
            collection,
            if self.with_confidential { Disclosure::Everything } else { Disclosure::Redacted },
        )
    }
}

/// Reports on standard error how much was withheld, if anything.
pub(super) fn report_withheld(redaction: &Redaction<'_>) {
    if let Some(withheld) = redaction.withheld() {
        let it = if withheld.cases == 1 && withheld.people == 0 { "it" } else { "them" };
        output::print_message(&format!("{withheld}; --with-confidential prints {it}"));
    }
}
