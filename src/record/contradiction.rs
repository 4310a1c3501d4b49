//! Rules about disputes that contradict nothing: a value that is the field's own, and one voice on both
//! sides.

use foldhash::HashSet;

use super::field::{Field, Qualification, Shape};
use super::fields::{FieldEntry, Item};
use super::id::Id;
use super::quote::{Cited, Dispute, Quote};
use super::record::Record;
use super::tables::qualifier;
use crate::diagnostic::{Diagnostic, Rule};

/// Who speaks in a quote: the source, and whom it quotes. Without the latter it is the writer.
type Voice<'r> = (&'r Id, Option<&'r str>);

/// Adds which disputes of a case contradict nothing.
pub(super) fn disputes(record: &Record, problems: &mut Vec<Diagnostic>) {
    if record.quotes.iter().all(|quote| quote.disputes.is_empty()) {
        return;
    }
    let supported: HashSet<(&Cited, Voice<'_>)> = record
        .quotes
        .iter()
        .filter_map(|quote| Some((quote, voice(quote)?)))
        .flat_map(|(quote, voice)| quote.supports.iter().map(move |to| (&to.cited, voice)))
        .collect();
    for quote in &record.quotes {
        let own: HashSet<&Cited> = quote.supports.iter().map(|citation| &citation.cited).collect();
        for dispute in &quote.disputes {
            let voice = voice(quote);
            let also = voice.is_some_and(|voice| supported.contains(&(&dispute.cited, voice)));
            let is_named = voice.is_some_and(|(_, speaker)| speaker.is_some());
            if own.contains(&dispute.cited) {
                problems.push(both_sides(dispute, "this quote supports and disputes"));
            } else if also && is_named {
                problems.push(both_sides(
                    dispute,
                    "the speaker of this quote supports in another and disputes here",
                ));
            } else if let Some(problem) = same(record, quote, dispute, also) {
                problems.push(problem);
            }
        }
    }
}

fn voice(quote: &Quote) -> Option<Voice<'_>> {
    Some((quote.source()?, quote.speaker().map(str::trim)))
}

fn both_sides(dispute: &Dispute, what: &str) -> Diagnostic {
    let message = format!("{what} `{}`", dispute.cited);
    Diagnostic::new(Rule::OneVoiceOnBothSides, dispute.range, message).help(
        "a dispute needs two sources or two voices: remove the field from `disputes`, or say who else speaks",
    )
}

/// Returns what is wrong with a rival value that can be true beside the field's own.
fn same(record: &Record, quote: &Quote, dispute: &Dispute, by_writer: bool) -> Option<Diagnostic> {
    let Cited::Field(name) = dispute.cited else { return None };
    let entry = record.fields.get(name)?;
    let FieldEntry { field, items, .. } = entry;
    if dispute.rival.is_empty()
        || !items.iter().chain(&dispute.rival).all(|item| item.value.is_read())
    {
        return None;
    }
    let holds = |all: &[Item], one: &Item| all.iter().any(|item| item.value == one.value);
    let has_all = items.iter().all(|item| holds(&dispute.rival, item));
    let is_equal = has_all && dispute.rival.iter().all(|item| holds(items, item));
    // `300`, not `more than 300`: what differs may be how exact the number is.
    let differs_otherwise = || {
        let mut qualifiers = [Qualification::Exactness, Qualification::Moment]
            .into_iter()
            .filter_map(|by| qualifier(name, by));
        qualifiers.any(|by| quote.dispute(&Cited::Field(by)).is_some())
    };
    let message = if is_equal && !differs_otherwise() {
        format!("this disputes `{name}` with the value that the case has", name = name.as_str())
    } else if !is_equal && field.many && has_all {
        format!("this adds to `{}` and contradicts nothing in it", name.as_str())
    } else if !is_equal && by_writer && takes_several_words(field) {
        // One writer who reports a raid and an escape reports both.
        format!("the same writer supports `{}` and adds to it here", name.as_str())
    } else {
        return None;
    };
    let help = if field.many {
        "write all values into the field and let both quotes support it"
    } else {
        "let the quote support the field, or write what it says instead"
    };
    Some(Diagnostic::new(Rule::DisputeWithoutContradiction, dispute.range, message).help(help))
}

/// Returns whether a field takes several words of a vocabulary, which can all be true.
fn takes_several_words(field: &Field) -> bool {
    field.many && matches!(field.shape, Shape::Term(_))
}
