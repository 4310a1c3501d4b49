//! Below a disputed field: each value beside the others, with who says so, when, of what grade and in
//! which words; and below a count, what it is made of.

use std::collections::{HashMap, HashSet};

use crate::exchange::quoted;
use crate::record::{Cited, Quote, Shape};

use super::columns::LABEL;
use super::detail::Detail;
use super::line::{Line, Role, Room, Run};
use super::spot::Spot;

/// Cells that a sentence needs to be read at ease.
const SENTENCE: usize = 36;
/// Cells that a value needs to stand beside another.
const SIDE: usize = 30;
/// Cells between two values.
const BETWEEN: usize = 2;

/// A value of a disputed field, and who says it.
struct Side {
    role: Role,
    value: String,
    said: Vec<Saying>,
    /// Who is named already: thousands may say the same.
    named: HashSet<String>,
}

/// Who says something, and in which words.
struct Saying {
    who: String,
    words: Option<String>,
}

impl Detail<'_> {
    /// Returns the values of a disputed field, that in use first; `value` is that in words.
    pub(super) fn rivals(&self, spot: &Spot, value: &str, shape: Shape) -> Vec<Line> {
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
    pub(super) fn sums(&self, spot: &Spot) -> Vec<Line> {
        let Some(cited) = spot.of_row_or_field(self.record) else { return Vec::new() };
        let tallies = self.sums.of(&cited).into_iter();
        let said = tallies.map(|(of, tally)| {
            let (role, sum) = (if tally.agrees { Role::Quiet } else { Role::Warning }, tally.sum);
            Run::new(role, format!("{of}: {sum}"))
        });
        self.columns.fill(&said.collect::<Vec<_>>(), self.columns.value)
    }

    fn sides(&self, cited: &Cited, value: &str, shape: Shape) -> Vec<Side> {
        let standing = self.evidence.and_then(|evidence| evidence.standing(cited));
        let Some(standing) = standing.filter(|standing| !standing.disputes.is_empty()) else {
            return Vec::new();
        };
        let quote = |number: &usize| self.record.quotes.get(*number);
        let mut own = Side::of(Role::Text, value.to_owned());
        for quote in standing.supports.iter().filter_map(quote) {
            own.add(self.saying(quote));
        }
        let mut sides = vec![own];
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for (quote, dispute) in standing.rivals(self.record) {
            let value = if dispute.rival.is_empty() {
                "not so".to_owned()
            } else {
                self.seen.values_in_words(&dispute.rival, shape)
            };
            let number = *numbers.entry(value.clone()).or_insert(sides.len());
            if number == sides.len() {
                sides.push(Side::of(Role::Disputed, value));
            }
            if let Some(side) = sides.get_mut(number) {
                side.add(self.saying(quote));
            }
        }
        sides
    }

    /// Returns the lines of a value that stands below the one before.
    fn below(&self, side: &Side, start: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        for (number, Saying { who, words }) in side.said.iter().enumerate() {
            let says = match (side.role, number) {
                (Role::Disputed, 0) => format!("{}, says {who}", side.value),
                (_, 0) => format!("so says {who}"),
                (_, _) => format!("and {who}"),
            };
            let role = if side.role == Role::Disputed { Role::Disputed } else { Role::Quiet };
            lines.extend(self.columns.fill(&[Run::new(role, says)], start));
            let words =
                words.iter().flat_map(|words| self.columns.quoted(&quoted(words), start + 2));
            lines.extend(words);
        }
        lines
    }

    fn saying(&self, quote: &Quote) -> Saying {
        let words = quote.text().map(|words| words.trim().to_owned());
        Saying { who: self.who(quote), words }
    }

    /// Returns who is speaking in a quote, where and when, and of what grade it is.
    fn who(&self, quote: &Quote) -> String {
        let source = quote.source().map(|source| self.seen.source_in_short(source));
        let who = match (quote.speaker(), source) {
            (Some(speaker), Some(source)) => format!("{speaker} in {source}"),
            (Some(speaker), None) => speaker.to_owned(),
            (None, Some(source)) => source,
            (None, None) => "somebody".to_owned(),
        };
        match self.seen.grade(quote) {
            grade if grade.is_empty() => who,
            // The grade stays with the date before it.
            grade => format!("{who}\u{a0}·\u{a0}{grade}"),
        }
    }
}

impl Side {
    fn of(role: Role, value: String) -> Self {
        Self { role, value, said: Vec::new(), named: HashSet::new() }
    }

    /// Adds who says so; whoever says several things that carry it is named with the first.
    fn add(&mut self, saying: Saying) {
        if self.named.insert(saying.who.clone()) {
            self.said.push(saying);
        }
    }

    fn lines(&self, room: Room) -> Vec<Run> {
        let mut lines = Run::fitted(self.role, &self.value, room);
        for Saying { who, words } in &self.said {
            lines.extend(Run::fitted(Role::Quiet, who, room));
            let words = words.iter().map(|words| quoted(words));
            lines.extend(words.flat_map(|words| Run::quoted(&words, room)));
        }
        lines
    }
}

/// Returns values one beside the other.
fn abreast(sides: &[Side], start: usize, room: Room) -> Vec<Line> {
    let sides: Vec<Vec<Run>> = sides.iter().map(|side| side.lines(room)).collect();
    let rows = sides.iter().map(Vec::len).max().unwrap_or_default();
    let line = |row: usize| {
        let mut line = Line::default();
        for (number, side) in sides.iter().enumerate() {
            line.put(start + number * (room.cells + BETWEEN), side.get(row).cloned());
        }
        line
    };
    (0..rows).map(line).collect()
}
