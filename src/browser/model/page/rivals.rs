//! Below a disputed field: who says what it says, and who says otherwise.

use crate::record::{Dispute, Quote, Shape};

use super::columns::LABEL;
use super::detail::Detail;
use super::line::{Line, Role, Run};
use super::spot::Spot;

/// Cells that a sentence needs to be read at ease.
const SENTENCE: usize = 36;

impl Detail<'_> {
    /// Returns who says what a disputed field says, and who says otherwise.
    pub(super) fn rivals(&self, spot: &Spot, shape: Shape) -> Vec<Line> {
        let standing = spot
            .cited(self.record)
            .and_then(|cited| Some((self.evidence?.standing(&cited)?, cited)))
            .filter(|(standing, _)| !standing.disputes.is_empty());
        let Some((standing, cited)) = standing else { return Vec::new() };
        let mut said = Vec::new();
        for source in standing.sources(self.record) {
            let words = format!("so says {}", self.seen.source_in_short(source));
            said.push(Run::new(Role::Quiet, words));
        }
        for (quote, dispute) in standing.rivals(self.record, &cited) {
            said.push(Run::new(Role::Disputed, self.rival(quote, dispute, shape)));
        }
        let beside = self.columns.value + SENTENCE <= self.columns.value_end;
        let start = if beside { self.columns.value } else { LABEL + 2 };
        self.columns.fill(&said, start)
    }

    fn rival(&self, quote: &Quote, dispute: &Dispute, shape: Shape) -> String {
        let who = self.who(quote);
        if dispute.rival.is_empty() {
            return format!("denied by {who}");
        }
        format!("{}, says {who}", self.seen.values_in_words(&dispute.rival, shape))
    }

    /// Returns who is speaking in a quote, and where.
    fn who(&self, quote: &Quote) -> String {
        let source = quote.source().map(|source| self.seen.source_in_short(source));
        match (quote.speaker(), source) {
            (Some(speaker), Some(source)) => format!("{speaker} in {source}"),
            (Some(speaker), None) => speaker.to_owned(),
            (None, Some(source)) => source,
            (None, None) => "somebody".to_owned(),
        }
    }
}
