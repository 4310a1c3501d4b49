//! The completion menu of the query line.

use crate::session::prompt::Prompt;
use crate::text::ByteRange;

/// One completion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionItem {
    /// The value as files write it, or the name of a field.
    pub value: String,
    /// The text to insert, in quotes if the query language needs them.
    pub insert: String,
    /// What it says to people: the name of the record, what the field is.
    pub words: String,
    /// How many records it would list, if known.
    pub count: Option<usize>,
}

/// All completions for a cursor position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// What they are, to be read above them.
    pub title: String,
    /// The part of the line that each would replace.
    pub range: ByteRange,
    /// The text of that part before the cursor, without quotes.
    pub begun: String,
    /// The offers, the most useful first.
    pub offers: Vec<CompletionItem>,
    /// How many there are, more than are offered where those would be too many.
    pub total: usize,
}

/// Completions on the screen, and which of them is in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionMenu {
    /// What is offered.
    pub offers: Completions,
    /// The line without any of them.
    typed: Prompt,
    /// The one that is in the line.
    at: Option<usize>,
}

impl CompletionItem {
    /// Returns the text of an offer on the screen: the value and its meaning.
    ///
    /// All that is shown of an offer passes here, so that what hides names has one place to do it.
    pub fn visible_text(&self) -> (&str, &str) {
        (&self.value, &self.words)
    }
}

impl Completions {
    /// Returns the line with what all offers begin with, where that goes on from what was typed.
    pub fn with_common_start(&self, line: &Prompt) -> Option<Prompt> {
        let more = match self.offers.as_slice() {
            [] => return None,
            [only] => return Some(self.put(line, only)).filter(|new| new != line),
            // The text after the cursor would follow a common start that it does not continue.
            _ if self.range.end() > line.before().len() => return None,
            [first, rest @ ..] => {
                let start = rest
                    .iter()
                    .fold(&*first.value, |start, offer| common_start(start, &offer.value));
                start.strip_prefix(&self.begun)?
            }
        };
        // Behind that, quotes are needed around the whole.
        let end = more.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '/')));
        let more = more.get(..end.unwrap_or(more.len())).filter(|more| !more.is_empty())?;
        let mut line = line.clone();
        line.insert(more);
        Some(line)
    }

    /// Returns the line with a completion in place of what is being typed, and the cursor after it.
    pub fn put(&self, line: &Prompt, offer: &CompletionItem) -> Prompt {
        let text = line.text();
        let before = text.get(..self.range.start()).unwrap_or_default();
        let after = text.get(self.range.end()..).unwrap_or_default();
        let start = [before, &offer.insert].concat();
        Prompt::at(&[&start, after].concat(), start.len())
    }
}

impl CompletionMenu {
    /// Returns offers for a line, none of them in it.
    pub fn of(offers: Completions, typed: Prompt) -> Self {
        Self { offers, typed, at: None }
    }

    /// Returns the number of the one that is in the line.
    pub fn at(&self) -> Option<usize> {
        self.at
    }

    /// Returns the line without any of them.
    pub fn typed(&self) -> &Prompt {
        &self.typed
    }

    /// Goes to the next offer, from the last to the first, and returns the line with it.
    pub fn select_next(&mut self) -> Option<Prompt> {
        let next = self.at.map_or(0, |at| at + 1);
        self.go(if next < self.offers.offers.len() { next } else { 0 })
    }

    /// Goes to the offer before, from the first to the last, and returns the line with it.
    pub fn previous(&mut self) -> Option<Prompt> {
        let last = self.offers.offers.len().checked_sub(1)?;
        self.go(self.at.and_then(|at| at.checked_sub(1)).unwrap_or(last))
    }

    fn go(&mut self, at: usize) -> Option<Prompt> {
        let offer = self.offers.offers.get(at)?;
        self.at = Some(at);
        Some(self.offers.put(&self.typed, offer))
    }
}

fn common_start<'t>(one: &'t str, other: &str) -> &'t str {
    let alike = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    let end = alike.map_or(one.len().min(other.len()), |((at, _), _)| at);
    one.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::line_edit::LineEdit;

    fn offers(range: (usize, usize), begun: &str, values: &[&str]) -> Completions {
        let offer = |value: &&str| CompletionItem {
            value: (*value).to_owned(),
            insert: format!("={value}"),
            ..CompletionItem::default()
        };
        Completions {
            range: ByteRange::from_span(range.0..range.1),
            begun: begun.to_owned(),
            offers: values.iter().map(offer).collect(),
            ..Completions::default()
        }
    }

    #[track_caller]
    fn check(typed: &str, begun: &str, values: &[&str], expected: Option<&str>) {
        let line = Prompt::of(typed);
        let range = (typed.len() - begun.len(), typed.len());
        let start = offers(range, begun, values).with_common_start(&line);
        assert_eq!(start.map(|line| line.text()).as_deref(), expected);
    }

    #[test]
    fn what_all_offers_begin_with_is_put_in_first() {
        check("x:se", "se", &["sea", "seatown"], Some("x:sea"));
        check("x:", "", &["sea", "shore"], Some("x:s"));
        check("x:sea", "sea", &["sea", "seatown"], None);
        check("x:s", "s", &["by the sea", "seatown"], None);
        check("x:A", "A", &["Ann Test", "Ann Test Two"], Some("x:Ann"));
        check("x:Ann", "Ann", &["Ann Test", "Ann Test Two"], None);
        check("x:ấ", "ấ", &["ấn", "ấm"], None);
        check("x:s", "s", &["seatown"], Some("x:=seatown"));
        check("x:s", "s", &[], None);
    }

    #[test]
    fn an_offer_takes_the_place_of_what_is_typed_on_both_sides_of_the_cursor() {
        let mut line = Prompt::of("x:sea y");
        (0..4).for_each(|_| line.edit(LineEdit::Left));
        let mut offered = CompletionMenu::of(offers((2, 5), "s", &["shore", "seatown"]), line);
        assert_eq!(offered.offers.with_common_start(offered.typed()), None);
        let said = |line: Option<Prompt>| line.map(|l| format!("{}|{}", l.before(), l.after()));
        assert_eq!(said(offered.previous()).as_deref(), Some("x:=seatown| y"));
        assert_eq!(said(offered.select_next()).as_deref(), Some("x:=shore| y"));
        assert_eq!(said(offered.select_next()).as_deref(), Some("x:=seatown| y"));
        assert_eq!(said(offered.previous()).as_deref(), Some("x:=shore| y"));
    }
}
