//! What is beside the tree: why the selected line is there, with the words; or the way to another record.

use crate::browser::model::page::{PageLine, Role, Room, StyledRun, mark_in_short, role_of};
use crate::browser::model::{Shared, Wrap};
use crate::browser::screen::network::page::{notes, status};
use crate::browser::screen::network::state::{NetworkScreen, TieSpot, onlooker_of};
use crate::record::{FieldId, Id, Kind};
use crate::redaction::{MaskedCollection, quoted};
use crate::text::{squeezed, visible};
use crate::views::Shown;
use crate::views::network::graph::Onlooker;
use crate::views::network::request::WayAnswer;
use crate::views::network::sheet::{ends, tie_mark};
use crate::views::network::support::{TieSupport, field_label};
use crate::views::network::text::{PROVES, hubs_say, none_text};

/// Returns the lines.
pub(super) fn lines(
    network: &NetworkScreen,
    shared: &Shared,
    masked: MaskedCollection<'_>,
    cells: usize,
) -> Vec<PageLine> {
    let onlooker = onlooker_of(shared);
    let mut beside = Beside { masked, onlooker, cells, lines: Vec::new() };
    if shared.find_line.is_some() {
        beside
            .say(Role::Quiet, "Enter looks for the way to the first of these, or lets you choose:");
        for id in network.ends(shared) {
            beside.record(&id);
        }
        return beside.lines;
    }
    match (network.way(), network.centre(), network.cursor().spot()) {
        (Some((to, way)), Some(centre), _) => beside.way(centre, to, way),
        (None, _, Some(TieSpot::Tie { parent, field, is_incoming, other })) => {
            let (from, field, to) = ends(parent, *field, *is_incoming, other);
            beside.tie(&from, field, &to, other);
        }
        (None, Some(centre), Some(TieSpot::Centre)) => {
            let degree = network.tree().map_or(0, |tree| tree.centre.degree);
            let shown = network.answer().and_then(|answer| answer.shown.as_ref());
            beside.centre(centre, degree, shown.map(|shown| shown.degree));
        }
        (None, _, Some(TieSpot::More(id))) => {
            beside.record(id);
            beside.query(id);
        }
        (None, _, Some(TieSpot::Row(id))) => beside.row(network, id),
        (_, _, _) => {}
    }
    beside.lines
}

struct Beside<'c> {
    masked: MaskedCollection<'c>,
    onlooker: Onlooker,
    cells: usize,
    lines: Vec<PageLine>,
}

impl Beside<'_> {
    fn say(&mut self, role: Role, words: &str) {
        let words = squeezed(words);
        let runs = StyledRun::wrapped(role, &words, self.cells.saturating_sub(2));
        self.lines.extend(runs.into_iter().map(|run| PageLine::of(1, run)));
    }

    fn gap(&mut self) {
        self.lines.push(PageLine::default());
    }

    /// Adds a record with what must be said of it.
    fn record(&mut self, id: &Id) {
        let kind = self.masked.kind(id).map_or(' ', Kind::letter);
        let name = self.masked.heading_of(id);
        let notes = notes(self.masked, id, self.onlooker);
        let said = [format!("{kind} {name}")].into_iter().chain(notes);
        self.say(Role::Text, &said.collect::<Vec<_>>().join(" · "));
    }

    /// Adds the query that lists what a record is tied to, where its id may be read.
    fn query(&mut self, id: &Id) {
        if !self.masked.is_masked(id) {
            self.say(Role::Quiet, &format!("casebook list rel:={id}"));
        }
    }

    fn centre(&mut self, id: &Id, degree: usize, shown: Option<Shown>) {
        self.record(id);
        self.gap();
        let records = match (shown, degree) {
            (Some(Shown::Both { certain: 1, at_most: 1 }), _) | (None, 1) => "1 record".to_owned(),
            (Some(shown), _) => format!("{} records", shown.in_words("–", "×")),
            (None, more) => format!("{more} records"),
        };
        self.say(Role::Text, &format!("It is tied to {records}."));
        self.query(id);
        self.gap();
        self.say(Role::Quiet, "Every line is a field of a file; → is one of the record above, ← one of the record at the end of the line.");
    }

    fn tie(&mut self, from: &Id, field: FieldId, to: &Id, selected: &Id) {
        let kind = self.masked.kind(from).unwrap_or(Kind::Person);
        let label = field_label(kind, field);
        self.say(Role::Heading, &format!("{label} · {}", self.masked.heading_of(from)));
        self.say(Role::Quiet, &format!("this field leads to {}", self.masked.heading_of(to)));
        for note in notes(self.masked, selected, self.onlooker) {
            self.say(Role::Text, &note);
        }
        let supports = TieSupport::of(self.masked.whole(), from, field, to);
        self.supports(from, &supports, usize::MAX);
        if self.onlooker == Onlooker::Owner
            && ![from, to].iter().any(|id| self.masked.is_masked(id))
        {
            let mark = tie_mark(kind, &(from.clone(), field, to.clone()));
            self.gap();
            self.say(Role::Quiet, &format!("casebook list '{}'", mark.query));
        }
    }

    fn supports(&mut self, from: &Id, supports: &[TieSupport], most: usize) {
        let Some(located) = self.masked.whole().get(from.as_str()) else { return };
        for support in supports {
            self.gap();
            let mut head: Vec<StyledRun> = Vec::new();
            if let Some(status) = support.status {
                let mark = mark_in_short(status);
                head.push(StyledRun::new(role_of(status), format!("{mark} {} ", status.word())));
            }
            let cited =
                support.cited.as_ref().map(|cited| self.masked.label(located.record, cited));
            let cited = cited.unwrap_or_else(|| "the source of these quotes".to_owned());
            head.push(StyledRun::file(Role::Label, &cited));
            self.lines.push(PageLine::joined(1, head));
            for number in support.quotes.iter().take(most) {
                self.quote(from, *number);
            }
            let more = support.quotes.len().saturating_sub(most);
            if more > 0 {
                self.say(Role::Quiet, &format!("{more} more in the record"));
            }
            for number in &support.disputes {
                self.say(Role::Disputed, "disputed:");
                self.quote(from, *number);
            }
            if support.quotes.is_empty() && support.disputes.is_empty() {
                let said = if support.status.is_some() {
                    "No words of a source support it."
                } else {
                    "Records of this kind have no quotes."
                };
                self.say(Role::Quiet, said);
            }
        }
    }

    fn quote(&mut self, case: &Id, number: usize) {
        let Some(released) = self.masked.get(case.as_str()) else { return };
        let Some(quote) = released.record.quotes.get(number) else { return };
        let words = self.masked.quoted_words(case, number).unwrap_or_default();
        let room = Room { cells: self.cells.saturating_sub(2), wrap: Wrap::Broken };
        let runs = StyledRun::quoted(&quoted(&words), room);
        self.lines.extend(runs.into_iter().map(|run| PageLine::of(1, run)));
        let speaker = quote.speaker().map(|speaker| format!("said by {speaker}"));
        // The masked copy may have no id of its source.
        let original = self.masked.whole().get(case.as_str());
        let original = original.and_then(|located| located.record.quotes.get(number));
        let source = original.and_then(|quote| quote.source());
        let source = source.map(|source| self.masked.source_in_short(source));
        let at = quote.fields.text(FieldId::At).map(str::to_owned);
        let grade =
            original.map(|quote| self.masked.grade(quote)).filter(|grade| !grade.is_empty());
        let from: Vec<String> = [speaker, source, at, grade].into_iter().flatten().collect();
        self.say(Role::Quiet, &from.join(" · "));
    }

    fn way(&mut self, centre: &Id, to: &Id, way: Option<&WayAnswer>) {
        let name = self.masked.heading_of(to);
        self.say(Role::Heading, &format!("Linked with {name}"));
        let Some(way) = way else {
            self.say(Role::Quiet, "looking …  any key gives it up");
            return;
        };
        let steps = match way.ids.len().saturating_sub(1) {
            1 => "1 step".to_owned(),
            steps => format!("{steps} steps"),
        };
        match (&way.reach, way.ids.is_empty()) {
            (Some(reach), true) => {
                self.say(Role::Text, &none_text(*reach));
                self.say(Role::Text, "Hubs do not join them either.");
            }
            (Some(reach), false) => {
                self.say(Role::Text, &none_text(*reach));
                self.say(Role::Text, &format!("Hubs join them, in {steps}:"));
            }
            (None, _) => self.say(Role::Text, &format!("{steps}, without hubs")),
        }
        if way.ids.is_empty() {
            self.record(centre);
            return;
        }
        self.gap();
        for (number, id) in way.ids.iter().enumerate() {
            self.record(id);
            let (Some(next), Some(ties)) = (way.ids.get(number + 1), way.ties.get(number)) else {
                continue;
            };
            for (field, is_incoming) in ties {
                let (from, field, to) = ends(id, *field, *is_incoming, next);
                let kind = self.masked.kind(&from).unwrap_or(Kind::Person);
                let label = field_label(kind, field);
                let said = if *is_incoming {
                    format!("  ↑ by the field {label} of the next")
                } else {
                    format!("  ↓ by its field {label}")
                };
                let supports = TieSupport::of(self.masked.whole(), &from, field, &to);
                let mark = status(&supports).map(mark_in_short).unwrap_or_default();
                self.lines
                    .push(PageLine::of(1, StyledRun::new(Role::Label, format!("{said}  {mark}"))));
                let quote = supports.iter().flat_map(|support| &support.quotes).next();
                match quote {
                    Some(quote) => self.quote(&from, *quote),
                    None => self.say(Role::Quiet, "  no words of a source support it"),
                }
            }
        }
        self.gap();
        self.say(Role::Text, &hubs_say(&way.hubs));
        self.say(Role::Text, PROVES);
    }

    /// Adds what a row of the matrix is tied to.
    fn row(&mut self, network: &NetworkScreen, id: &Id) {
        self.record(id);
        self.gap();
        let Some(answer) = network.answer() else { return };
        let at = answer.ids.iter().position(|other| other == id).unwrap_or_default();
        let leads = |from: usize, to: usize| {
            answer.matrix.get(from).and_then(|row| row.get(to)) == Some(&true)
        };
        let mut ties = 0;
        for (number, other) in answer.ids.iter().enumerate() {
            let arrow = match (leads(at, number), leads(number, at)) {
                (true, true) => "×",
                (true, false) => "→",
                (false, true) => "←",
                (false, false) => continue,
            };
            ties += 1;
            let name = self.masked.heading_of(other);
            let name = visible(&squeezed(&name)).into_owned();
            self.say(Role::Text, &format!("{arrow} {} {name}", number + 1));
        }
        if ties == 0 {
            self.say(Role::Quiet, "It is tied to no other record of this matrix.");
        }
    }
}
