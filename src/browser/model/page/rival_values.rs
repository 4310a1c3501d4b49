//! The values of a disputed field side by side, with who says so, and the parts of a count below
//! it.

use std::collections::{HashMap, HashSet};

use crate::record::{Cited, Quote, Shape};
use crate::redaction::quoted;

use crate::browser::model::page::detail::DetailBuilder;
use crate::browser::model::page::detail_item::DetailItem;
use crate::browser::model::page::field_columns::LABEL;
use crate::browser::model::page::line::{PageLine, Role, Room, StyledRun};

/// The words for a dispute that states no other value.
const DISPUTED: &str = "disputed";
/// The words before those whose words support the value in use.
const IN_SUPPORT: &str = "supported by ";

/// Cells that a sentence needs to be read at ease.
const SENTENCE: usize = 36;
/// Cells that a value needs to be put beside another.
const SIDE: usize = 30;
/// Cells between two values.
const BETWEEN: usize = 2;

/// A value of a disputed field, and the speakers who state it.
struct RivalValue {
    role: Role,
    value: String,
    said: Vec<RivalSource>,
    /// The speakers named so far; thousands may state the same value.
    named: HashSet<String>,
}

/// A speaker, and the words in which they state a value.
struct RivalSource {
    who: String,
    words: Option<String>,
}

impl DetailBuilder<'_> {
    /// Returns the values of a disputed field, that in use first; `value` is that in words.
    pub(crate) fn rivals(&self, spot: &DetailItem, value: &str, shape: Shape) -> Vec<PageLine> {
        let sides = spot.of_row_or_field(self.record).map(|cited| self.sides(&cited, value, shape));
        let sides = sides.unwrap_or_default();
        let start = LABEL + 2;
        let cells = self.columns.value_end.saturating_sub(start);
        let count = sides.len().max(1);
        let side = (cells + BETWEEN) / count;
        if side >= SIDE + BETWEEN {
            let room = Room { cells: side - BETWEEN, wrap: self.columns.wrap };
            return abreast(&sides, start, room);
        }
        let beside = self.columns.value + SENTENCE <= self.columns.value_end;
        let start = if beside { self.columns.value } else { start };
        sides.iter().flat_map(|of| self.below(of, start)).collect()
    }

    /// Returns the sums that a reader of a count needs.
    pub(crate) fn sums(&self, spot: &DetailItem) -> Vec<PageLine> {
        let Some(cited) = spot.of_row_or_field(self.record) else { return Vec::new() };
        let tallies = self.sums.of(&cited).into_iter();
        let said = tallies.map(|(of, tally)| {
            let (role, sum) = (if tally.agrees { Role::Quiet } else { Role::Warning }, tally.sum);
            StyledRun::new(role, format!("{of}: {sum}"))
        });
        self.columns.fill(&said.collect::<Vec<_>>(), self.columns.value)
    }

    fn sides(&self, cited: &Cited, value: &str, shape: Shape) -> Vec<RivalValue> {
        let standing = self.evidence.and_then(|evidence| evidence.field(cited));
        let Some(standing) = standing.filter(|standing| !standing.disputes.is_empty()) else {
            return Vec::new();
        };
        let quote = |number: &usize| self.record.quotes.get(*number);
        let mut own = RivalValue::of(Role::Text, value.to_owned());
        for quote in standing.supports.iter().filter_map(quote) {
            own.add(self.rival_source(quote));
        }
        let mut sides = vec![own];
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for (quote, dispute) in standing.rivals(self.record) {
            let value = if dispute.rival.is_empty() {
                DISPUTED.to_owned()
            } else {
                self.masked.values_in_words(&dispute.rival, shape)
            };
            let number = *numbers.entry(value.clone()).or_insert(sides.len());
            if number == sides.len() {
                sides.push(RivalValue::of(Role::Disputed, value));
            }
            if let Some(side) = sides.get_mut(number) {
                side.add(self.rival_source(quote));
            }
        }
        sides
    }

    /// Returns the lines of a value that is put below the one before.
    fn below(&self, side: &RivalValue, start: usize) -> Vec<PageLine> {
        let mut lines = Vec::new();
        for (number, RivalSource { who, words }) in side.said.iter().enumerate() {
            let says = match (side.role, number) {
                (Role::Disputed, 0) if side.value == DISPUTED => format!("disputed by {who}"),
                (Role::Disputed, 0) => format!("{}, according to {who}", side.value),
                // A researcher may hold what no source says in so many words, such as that a status is disputed.
                (_, 0) => format!("{IN_SUPPORT}{who}"),
                (_, _) => format!("also {who}"),
            };
            let role = if side.role == Role::Disputed { Role::Disputed } else { Role::Quiet };
            lines.extend(self.columns.fill(&[StyledRun::new(role, says)], start));
            let words =
                words.iter().flat_map(|words| self.columns.quoted(&quoted(words), start + 2));
            lines.extend(words);
        }
        lines
    }

    fn rival_source(&self, quote: &Quote) -> RivalSource {
        let words = quote.text().map(|words| words.trim().to_owned());
        RivalSource { who: self.who(quote), words }
    }

    /// Returns the speaker of a quote, the place and the date, and the grade of the source.
    fn who(&self, quote: &Quote) -> String {
        let source = quote.source().map(|source| self.masked.source_in_short(source));
        let who = match (quote.speaker(), source) {
            (Some(speaker), Some(source)) => format!("{speaker}, quoted by {source}"),
            (Some(speaker), None) => speaker.to_owned(),
            (None, Some(source)) => source,
            (None, None) => "an unnamed source".to_owned(),
        };
        match self.masked.grade(quote) {
            grade if grade.is_empty() => who,
            // The grade stays with the date before it.
            grade => format!("{who}\u{a0}·\u{a0}{grade}"),
        }
    }
}

impl RivalValue {
    fn of(role: Role, value: String) -> Self {
        Self { role, value, said: Vec::new(), named: HashSet::new() }
    }

    /// Adds a source of the value; a source with several quotes is named once.
    fn add(&mut self, saying: RivalSource) {
        if self.named.insert(saying.who.clone()) {
            self.said.push(saying);
        }
    }

    fn lines(&self, room: Room) -> Vec<StyledRun> {
        let mut lines = StyledRun::fitted(self.role, &self.value, room);
        for (number, RivalSource { who, words }) in self.said.iter().enumerate() {
            let is_own = self.role != Role::Disputed && number == 0;
            let who = if is_own { format!("{IN_SUPPORT}{who}") } else { who.clone() };
            lines.extend(StyledRun::fitted(Role::Quiet, &who, room));
            let words = words.iter().map(|words| quoted(words));
            lines.extend(words.flat_map(|words| StyledRun::quoted(&words, room)));
        }
        lines
    }
}

/// Returns values one beside the other.
fn abreast(sides: &[RivalValue], start: usize, room: Room) -> Vec<PageLine> {
    let sides: Vec<Vec<StyledRun>> = sides.iter().map(|side| side.lines(room)).collect();
    let rows = sides.iter().map(Vec::len).max().unwrap_or_default();
    let line = |row: usize| {
        let mut line = PageLine::default();
        for (number, side) in sides.iter().enumerate() {
            line.put(start + number * (room.cells + BETWEEN), side.get(row).cloned());
        }
        line
    };
    (0..rows).map(line).collect()
}
