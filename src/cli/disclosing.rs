//! What a command prints of a collection: its redaction, and the sentence about what it held back.

use crate::collection::{Collection, Disclosure, Redaction};

use super::output;

/// What every command takes that prints records or sources.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Disclosing {
    /// Print confidential cases and the names of people with public = false too.
    ///
    /// Without it confidential cases are left out, and \[withheld\] stands where such a person, or one
    /// of a confidential case, would be named: in texts, ids, links and the names of files. Standard
    /// error says how much is held back.
    #[arg(long)]
    with_confidential: bool,
}

impl Disclosing {
    /// Returns a collection as the command prints it.
    pub(super) fn redaction(self, collection: &Collection) -> Redaction<'_> {
        Redaction::of(
            collection,
            if self.with_confidential { Disclosure::Everything } else { Disclosure::Redacted },
        )
    }
}

/// Says on standard error how much was held back, where anything was.
pub(super) fn say_withheld(redaction: &Redaction<'_>) {
    if let Some(withheld) = redaction.withheld() {
        let it = if withheld.cases == 1 && withheld.people == 0 { "it" } else { "them" };
        output::tell(&format!("{withheld}; --with-confidential prints {it}"));
    }
}
