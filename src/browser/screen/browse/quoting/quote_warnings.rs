//! Warnings about a passage before it is quoted, such as its length.
//!
//! None of them forbids it.

use crate::browser::model::edit::marked_passage::MarkedPassage;
use crate::browser::screen::browse::state::BrowseRef;
use crate::collection::{Located, QuotedShare};
use crate::evidence::ArchivedText;
use crate::record::Id;
use crate::text::LineIndex;

/// A quote is the shortest passage that states the fact.
const LONGEST: usize = 200;

/// Returns what speaks against quoting what is marked.
pub(crate) fn quote_warnings(model: BrowseRef<'_>, mark: &MarkedPassage, case: &Id) -> Vec<String> {
    let mut cautions = Vec::new();
    let length = mark.words().chars().count();
    if length > LONGEST {
        cautions.push(format!(
            "{length} characters are selected; long quotes (over {LONGEST} characters) are hard to check and to publish"
        ));
    }
    let (Some(passage), Some(reading), Some(all)) =
        (mark.passage(), &model.own.reading, model.shared.collection.as_deref())
    else {
        return cautions;
    };
    let bound = model.source_read().and_then(|source| all.quotation_bound(source));
    let share = QuotedShare { quoted: reading.share_with(passage), bound };
    if let Some(bound) = share.exceeded() {
        cautions.push(format!(
            "this brings the quoted share to {}; the collection's limit is {:.0} %",
            share.percent(),
            bound * 100.0
        ));
    }
    let located = all.get(case.as_str());
    let quoted =
        |located: Located<'_>| mark.number_in(located.record).is_some() || mark.is_in_file(located);
    if let Some((file, outage)) = located.and_then(|located| {
        let now = located.file.now();
        Some((now.text(), now.first_unreadable()?))
    }) {
        let line = LineIndex::of(&file).place(outage.range.start()).line;
        cautions.push(format!(
            "line {line} of the file cannot be read; the quote is added where that does not matter"
        ));
    }
    if located.is_some_and(quoted) {
        cautions.push("the case already quotes these words".to_owned());
    }
    let text = all.archive().get(&mark.source).map(ArchivedText::text).unwrap_or_default();
    match text.find(mark.words()) {
        Some(first) if first < passage.start() => {
            let line = LineIndex::of(text).place(first).line;
            cautions.push(format!(
                "the same words are also on line {line}, where check finds them first"
            ));
        }
        Some(_) | None => {}
    }
    cautions
}
