//! What is known of the lines of a block, each thing written down once. Knows no query.

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use super::amount::{Amount, Unit};
use super::answer::Answer;
use super::days::Days;
use super::facts::{Fact, Facts, FieldNo, Kept, NameSet, SortKey, Stored, Value, Values, one_line};
use super::groups::Groups;
use super::line::Line;
use super::part::Part;
use super::shelf::Shelf;
use super::strings::Strings;

/// What is known of some lines. Few things are known of one line only, so that each is kept, and
/// asked, once.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    strings: Strings,
    own: Vec<(FieldNo, Kept)>,
    shared: Vec<(FieldNo, Arc<Values>)>,
    /// For each line the numbers of its facts, in the order in which they were added: its own, then
    /// those that are shared, counted on from the last that is not.
    lines: Groups,
}

/// What is known of one line, field by field.
#[derive(Clone, Copy, Debug)]
pub struct Known<'b> {
    ledger: &'b Ledger,
    shelves: &'b [Shelf],
    line: usize,
}

/// What makes two facts the same.
#[derive(PartialEq, Eq, Hash)]
enum Same<'l> {
    Value(&'l str, &'l str),
    Text(Part, u32),
    Amount(u64, u64, Option<Unit>),
    Days(&'l Days),
    Names(NameSet),
}

impl Ledger {
    /// Writes down what is known of these lines; `text` tells which text of its part a line's text
    /// is, by the line, the part and its number there.
    pub(super) fn of(lines: &[Line], text: impl Fn(usize, Part, u32) -> Option<u32>) -> Self {
        let mut ledger = Self {
            strings: Strings::default(),
            own: Vec::new(),
            shared: Vec::new(),
            lines: Groups::default(),
        };
        let mut own: HashMap<(FieldNo, Same<'_>), u32> = HashMap::new();
        let mut shared: HashMap<(FieldNo, *const Values), u32> = HashMap::new();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut borrowed: Vec<(u32, u32)> = Vec::new();
        for (number, line) in (0_u32..).zip(lines) {
            let facts = line.facts();
            for (field, kept) in &facts.own {
                let moved = match kept {
                    Kept::Text(part, at) => match text(number as usize, *part, *at) {
                        Some(at) => Kept::Text(*part, at),
                        None => continue,
                    },
                    Kept::Value(_) | Kept::Amount(_) | Kept::Days(_) | Kept::Names(_) => {
                        kept.clone()
                    }
                };
                let same = Same::of(kept, &moved, facts);
                let next = small(ledger.own.len());
                let fact = *own.entry((*field, same)).or_insert(next);
                if fact == next {
                    let kept = ledger.strings.adopt(moved, facts);
                    ledger.own.push((*field, kept));
                }
                pairs.push((number, fact));
            }
            for (field, values) in &facts.shared {
                let next = small(ledger.shared.len());
                let fact = *shared.entry((*field, Arc::as_ptr(values))).or_insert(next);
                if fact == next {
                    ledger.shared.push((*field, Arc::clone(values)));
                }
                borrowed.push((number, fact));
            }
        }
        let behind = small(ledger.own.len());
        pairs.extend(borrowed.into_iter().map(|(line, fact)| (line, behind + fact)));
        ledger.lines = Groups::of(lines.len(), &pairs);
        ledger.strings.shrink();
        ledger.own.shrink_to_fit();
        ledger.shared.shrink_to_fit();
        ledger
    }

    /// Returns how many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns what is known of a line, given the texts of all lines.
    pub(super) fn line<'b>(&'b self, line: usize, shelves: &'b [Shelf]) -> Option<Known<'b>> {
        (line < self.len()).then_some(Known { ledger: self, shelves, line })
    }

    /// Returns what `answer` says of each line: the best that it says of one of the line's facts in
    /// a field. It is asked once for each fact.
    pub(super) fn answers(
        &self,
        field: FieldNo,
        shelves: &[Shelf],
        answer: impl Fn(Fact<'_>) -> Answer,
    ) -> Vec<Answer> {
        let best = |answers: &mut dyn Iterator<Item = Answer>| answers.max().unwrap_or(Answer::No);
        let own = self.own.iter().map(|(known, kept)| {
            let fact = if *known == field { self.fact(kept, shelves) } else { None };
            fact.map_or(Answer::No, &answer)
        });
        let shared = self.shared.iter().map(|(known, values)| {
            if *known == field { best(&mut values.facts().map(&answer)) } else { Answer::No }
        });
        let all: Vec<Answer> = own.chain(shared).collect();
        let of_line = |line: usize| {
            let facts = self.lines.list(line).iter();
            best(&mut facts.filter_map(|fact| all.get(*fact as usize).copied()))
        };
        (0..self.len()).map(of_line).collect()
    }

    fn fact<'b>(&'b self, kept: &'b Kept, shelves: &'b [Shelf]) -> Option<Fact<'b>> {
        Some(match kept {
            Kept::Value(value) => value.fact(&self.strings),
            Kept::Text(part, number) => {
                let text = shelves.get(*part as usize)?.text(*number as usize)?;
                Fact::Value { folded: text.folded, stored: Stored::Text(text.original) }
            }
            Kept::Amount(amount) => Fact::Amount(amount),
            Kept::Days(days) => Fact::Days(days),
            Kept::Names(names) => Fact::Names(names),
        })
    }
}

impl<'b> Known<'b> {
    /// Returns the key by which a line is sorted: the first number or day of the field, else its
    /// first value.
    pub fn sort_key(self, field: FieldNo) -> Option<SortKey<'b>> {
        let typed = self.of(field).find_map(|fact| match fact {
            Fact::Amount(amount) => Some(SortKey::Number(amount.unit, amount.least)),
            Fact::Days(days) => Some(SortKey::Day(days.first())),
            Fact::Value { .. } | Fact::Names(_) => None,
        });
        typed.or_else(|| {
            self.of(field).find_map(|fact| match fact {
                Fact::Value { folded, .. } => Some(SortKey::Text(folded)),
                Fact::Amount(_) | Fact::Days(_) | Fact::Names(_) => None,
            })
        })
    }

    /// Returns the values that are stored in a field.
    pub fn stored_in(self, field: FieldNo) -> impl Iterator<Item = Cow<'b, str>> {
        self.of(field).filter_map(|fact| match fact {
            Fact::Value { stored: Stored::As(stored), .. } => Some(Cow::Borrowed(stored)),
            Fact::Value { stored: Stored::Text(text), .. } => Some(Cow::Owned(one_line(text))),
            Fact::Value { stored: Stored::Not, .. }
            | Fact::Amount(_)
            | Fact::Days(_)
            | Fact::Names(_) => None,
        })
    }

    /// Returns the names that a field has.
    pub fn names_in(self, field: FieldNo) -> Option<&'b NameSet> {
        self.of(field).find_map(|fact| match fact {
            Fact::Names(names) => Some(names),
            Fact::Value { .. } | Fact::Amount(_) | Fact::Days(_) => None,
        })
    }

    /// Returns the facts of a field, the line's own first, in the order in which they were added.
    fn of(self, field: FieldNo) -> impl Iterator<Item = Fact<'b>> {
        let Self { ledger, shelves, .. } = self;
        let own = self.own().filter(move |(known, _)| *known == field);
        let own = own.filter_map(move |(_, kept)| ledger.fact(kept, shelves));
        let shared = self.shared().filter(move |(known, _)| *known == field);
        own.chain(shared.flat_map(|(_, values)| values.facts()))
    }

    fn own(self) -> impl Iterator<Item = &'b (FieldNo, Kept)> {
        self.ledger
            .lines
            .list(self.line)
            .iter()
            .filter_map(|fact| self.ledger.own.get(*fact as usize))
    }

    fn shared(self) -> impl Iterator<Item = &'b (FieldNo, Arc<Values>)> {
        let Self { ledger, line, .. } = self;
        let facts = ledger.lines.list(line).iter();
        facts.filter_map(|fact| ledger.shared.get((*fact as usize).checked_sub(ledger.own.len())?))
    }

    /// Returns the facts as they were put in; `text` tells the number in the line of a text, by its
    /// part and its number there.
    pub(super) fn facts(self, text: impl Fn(Part, u32) -> Option<u32>) -> Facts {
        let mut facts = Facts::default();
        for (field, kept) in self.own() {
            let moved = match kept {
                Kept::Text(part, number) => match text(*part, *number) {
                    Some(at) => Kept::Text(*part, at),
                    None => continue,
                },
                Kept::Value(Value { folded, stored }) => {
                    let strings = &self.ledger.strings;
                    Kept::Value(facts.strings.value(strings.get(*folded), strings.get(*stored)))
                }
                Kept::Amount(_) | Kept::Days(_) | Kept::Names(_) => kept.clone(),
            };
            facts.own.push((*field, moved));
        }
        facts.shared = self.shared().cloned().collect();
        facts
    }
}

impl<'l> Same<'l> {
    fn of(kept: &'l Kept, moved: &Kept, facts: &'l Facts) -> Self {
        let text = |span| facts.strings.get(span);
        match (kept, moved) {
            (Kept::Text(..), Kept::Text(part, number)) | (Kept::Text(part, number), _) => {
                Self::Text(*part, *number)
            }
            (Kept::Value(Value { folded, stored }), _) => Self::Value(text(*folded), text(*stored)),
            (Kept::Amount(Amount { least, most, unit }), _) => {
                Self::Amount(least.to_bits(), most.to_bits(), *unit)
            }
            (Kept::Days(days), _) => Self::Days(days),
            (Kept::Names(names), _) => Self::Names(*names),
        }
    }
}

impl Strings {
    /// Takes over the texts of a fact.
    fn adopt(&mut self, kept: Kept, from: &Facts) -> Kept {
        match kept {
            Kept::Value(Value { folded, stored }) => {
                Kept::Value(self.value(from.strings.get(folded), from.strings.get(stored)))
            }
            Kept::Text(..) | Kept::Amount(_) | Kept::Days(_) | Kept::Names(_) => kept,
        }
    }

    fn value(&mut self, folded: &str, stored: &str) -> Value {
        let start = self.push(folded);
        let stored = match stored {
            "" => super::strings::Span::default(),
            same if same == folded => start,
            other => self.push(other),
        };
        Value { folded: start, stored }
    }
}

/// Returns a number as it is kept; a block holds far less than 32 bits can count.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
