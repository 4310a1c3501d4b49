//! The lines of the network: a tree, or a matrix of the same records.

use crate::browser::model::page::{Page, PageLine, Role, StyledRun, mark_in_short, role_of};
use crate::browser::screen::network::state::{NetworkScreen, TieSpot, spot};
use crate::evidence::EvidenceStatus;
use crate::record::{Date, DateStyle, FieldId, Id, Kind};
use crate::redaction::MaskedCollection;
use crate::text::{clip, counted, squeezed, visible, width};
use crate::views::FEWEST;
use crate::views::network::ego::{DrawnAt, EgoLine, EgoRecord, LineShows};
use crate::views::network::graph::Onlooker;
use crate::views::network::sheet::ends;
use crate::views::network::support::{TieSupport, caveats, field_label};
use crate::views::network::text::{elided, more_ties, rails};

/// Cells of a name that must be seen beside what is said of it; with fewer, that goes to the next line.
const LEAST_NAME: usize = 10;

/// Returns the page.
pub(super) fn page(
    network: &NetworkScreen,
    masked: MaskedCollection<'_>,
    onlooker: Onlooker,
    cells: usize,
) -> Page<TieSpot> {
    if network.is_matrix() {
        return matrix(network, masked, cells);
    }
    let mut page = Page::default();
    let Some(tree) = network.tree() else { return page };
    let words = LineWords { masked, onlooker, cells: cells.saturating_sub(1) };
    page.block(TieSpot::Centre, [words.centre(&tree.centre)]);
    for line in network.open_lines() {
        let lines = match &line.shows {
            LineShows::More(more) => {
                let said = match onlooker {
                    Onlooker::Others => "more ties".to_owned(),
                    Onlooker::Owner | Onlooker::Reader => more_ties(*more),
                };
                let said = format!("{}… {said}", rails(line));
                vec![PageLine::of(1, StyledRun::new(Role::Quiet, said))]
            }
            LineShows::Tie { field, is_incoming, record, place } => {
                let is_shut = *place == DrawnAt::Here && network.is_shut(&record.id);
                let tie =
                    LineTie { line, field: *field, is_incoming: *is_incoming, record, is_shut };
                words.tie(&tie, *place)
            }
        };
        page.block(spot(line), lines);
    }
    let notes = [
        elided(tree, network.answer().and_then(|answer| answer.shown.as_ref()))
            .map(|said| format!("{said} The key . draws them.")),
        (tree.unopened > 0).then(|| match onlooker {
            Onlooker::Others => "More records are not opened; < goes less far.".to_owned(),
            Onlooker::Owner | Onlooker::Reader => {
                format!("{} more records are not opened; < goes less far.", tree.unopened)
            }
        }),
        tree.lines.is_empty().then(|| "It is tied to nothing else.".to_owned()),
    ];
    for note in notes.into_iter().flatten() {
        page.gap();
        let runs = StyledRun::wrapped(Role::Quiet, &note, cells.saturating_sub(2));
        page.unowned(runs.into_iter().map(|run| PageLine::of(1, run)));
    }
    page
}

/// Returns a number of records as an onlooker may see it.
pub(super) fn counted_records(count: usize, onlooker: Onlooker) -> String {
    match onlooker {
        Onlooker::Others if (1..FEWEST).contains(&count) => format!("<{FEWEST} records"),
        Onlooker::Owner | Onlooker::Reader | Onlooker::Others => counted(count, "record"),
    }
}

/// Returns the date of a record in a few words; for others, none that is more exact than a month.
pub(super) fn date_for(date: &Date, style: DateStyle, onlooker: Onlooker) -> Option<String> {
    let has_day = |written: &str| {
        let mut parts =
            written.split(['/', ',', '{', '}', '[', ']']).flat_map(|part| part.split(".."));
        parts.any(|part| part.trim_start_matches('-').matches('-').count() >= 2)
    };
    match onlooker {
        Onlooker::Others if has_day(date.as_str()) => {
            let month = date.as_str().get(..7).filter(|_| date.as_str().len() == 10)?;
            Date::parse(month).ok().map(|month| month.said_in_short(style))
        }
        Onlooker::Owner | Onlooker::Reader | Onlooker::Others => Some(date.said_in_short(style)),
    }
}

/// Returns what must be said of a record wherever a line leads to it: its date, how far proceedings went, the roles of a
/// person.
pub(super) fn notes(masked: MaskedCollection<'_>, id: &Id, onlooker: Onlooker) -> Vec<String> {
    let whole = masked.whole();
    let said = masked.with_record(id, |record| {
        let date = record.when().and_then(|date| date_for(date, masked.dates(), onlooker));
        let evidence = record.kind.is_case().then(|| whole.assess(record));
        let caveats = caveats(record, evidence.as_deref()).into_iter().map(str::to_owned);
        let roles = record.fields.get(FieldId::Roles).filter(|_| record.kind == Kind::Person);
        let roles = roles.map(|entry| masked.values_in_words(&entry.items, entry.field.shape));
        date.into_iter().chain(caveats).chain(roles).collect::<Vec<_>>()
    });
    said.unwrap_or_default()
}

struct LineTie<'t> {
    line: &'t EgoLine,
    field: FieldId,
    is_incoming: bool,
    record: &'t EgoRecord,
    is_shut: bool,
}

struct LineWords<'c> {
    masked: MaskedCollection<'c>,
    onlooker: Onlooker,
    cells: usize,
}

impl LineWords<'_> {
    fn centre(&self, record: &EgoRecord) -> PageLine {
        let notes = notes(self.masked, &record.id, self.onlooker);
        let behind = [record.kind.name().to_owned()].into_iter().chain(notes);
        let behind = behind.collect::<Vec<_>>().join(" · ");
        let name = self.name(&record.id);
        let name = clip(&name, self.cells.saturating_sub(width(&behind) + 4).max(LEAST_NAME));
        PageLine::joined(
            1,
            [
                StyledRun::new(Role::Heading, name),
                StyledRun::file(Role::Quiet, &format!("   {behind}")),
            ],
        )
    }

    fn name(&self, id: &Id) -> String {
        visible(&squeezed(&self.masked.heading_of(id))).into_owned()
    }

    fn tie(&self, tie: &LineTie<'_>, place: DrawnAt) -> Vec<PageLine> {
        let LineTie { line, field, is_incoming, record, is_shut } = tie;
        let (from, _, to) = ends(&line.parent, *field, *is_incoming, &record.id);
        let kind = self.masked.kind(&from).unwrap_or(record.kind);
        let supports = TieSupport::of(self.masked.whole(), &from, *field, &to);
        let status = status(&supports);
        let mark = status.map(mark_in_short).unwrap_or_default();
        let mut behind = match place {
            DrawnAt::Here => notes(self.masked, &record.id, self.onlooker),
            DrawnAt::Above => vec!["↑ shown above".to_owned()],
            DrawnAt::Below => vec!["↓ shown below".to_owned()],
        };
        if place != DrawnAt::Here {
            // How far proceedings went is never left out.
            let kinds = [Kind::Arrest, Kind::Person];
            let said = kinds.contains(&record.kind).then(|| {
                self.masked.with_record(&record.id, |record| {
                    let evidence =
                        record.kind.is_case().then(|| self.masked.whole().assess(record));
                    caveats(record, evidence.as_deref())
                        .into_iter()
                        .map(str::to_owned)
                        .collect::<Vec<String>>()
                })
            });
            behind.extend(said.flatten().unwrap_or_default());
        }
        behind.extend(record.hub.map(|_| match self.onlooker {
            // Another tree, with that record in the middle, may have to hide the number.
            Onlooker::Others => "hub".to_owned(),
            Onlooker::Owner | Onlooker::Reader => format!("hub, {}", record.degree),
        }));
        behind.extend(is_shut.then(|| "shut".to_owned()));
        let behind = visible(&behind.join(" · ")).into_owned();
        let arrow = if *is_incoming { "←" } else { "→" };
        let label = field_label(kind, *field);
        let lead = [
            StyledRun::new(Role::Quiet, rails(line)),
            StyledRun::new(Role::Label, label),
            StyledRun::new(Role::Quiet, format!(" {arrow} ")),
            StyledRun::new(Role::Label, format!("{} ", record.kind.letter())),
        ];
        let lead_cells: usize = lead.iter().map(StyledRun::width).sum();
        let mark_at = self.cells.saturating_sub(width(&mark));
        let right = mark_at.saturating_sub(usize::from(!mark.is_empty()));
        let behind_cells = if behind.is_empty() { 0 } else { width(&behind) + 2 };
        let name = self.name(&record.id);
        let name_room = right.saturating_sub(lead_cells + 1);
        let has_room = name_room >= behind_cells + width(&name).min(LEAST_NAME);
        let cut = if has_room { name_room - behind_cells } else { name_room };
        let name = StyledRun::new(Role::Text, clip(&name, cut));
        let name_end = 1 + lead_cells + name.width();
        let mut first = PageLine::joined(1, lead.into_iter().chain([name]));
        first.put(mark_at + 1, status.map(|status| StyledRun::new(role_of(status), mark.clone())));
        let said = |text: String| StyledRun::new(Role::Quiet, text);
        if behind.is_empty() {
            return vec![first];
        }
        if has_room {
            first.put(name_end, Some(said(format!("  {behind}"))));
            return vec![first];
        }
        let goes_on = line.rails.iter().map(|goes_on| if *goes_on { "│  " } else { "   " });
        let goes_on: String = goes_on.collect();
        let room = self.cells.saturating_sub(width(&goes_on) + 2).max(LEAST_NAME);
        let rows = StyledRun::wrapped(Role::Quiet, &behind, room);
        let rows = rows
            .into_iter()
            .map(|run| PageLine::joined(1, [said(goes_on.clone()), said("  ".to_owned()), run]));
        [first].into_iter().chain(rows).collect()
    }
}

/// Returns the status that a line shows: a disputed one before any other.
pub(super) fn status(supports: &[TieSupport]) -> Option<EvidenceStatus> {
    let all = || supports.iter().filter_map(|support| support.status);
    let disputed = all().find(|status| matches!(status, EvidenceStatus::Disputed(_)));
    disputed.or_else(|| all().next()).filter(|status| *status != EvidenceStatus::Editorial)
}

/// Returns the matrix of the records that are drawn.
fn matrix(network: &NetworkScreen, masked: MaskedCollection<'_>, cells: usize) -> Page<TieSpot> {
    let mut page = Page::default();
    let Some(answer) = network.answer() else { return page };
    // A column takes two cells.
    let name_cells = (cells / 3).clamp(12, 44);
    let columns = (cells.saturating_sub(name_cells + 8) / 2).min(answer.ids.len());
    let digits = |of: &dyn Fn(usize) -> String| -> String {
        (1..=columns).map(|number| format!("{:>2}", of(number))).collect::<Vec<_>>().concat()
    };
    let tens = digits(&|number| {
        if number.is_multiple_of(10) { (number / 10).to_string() } else { String::new() }
    });
    for row in [tens, digits(&|number| (number % 10).to_string())] {
        page.line(PageLine::of(name_cells + 6, StyledRun::new(Role::Label, row)));
    }
    for (number, id) in answer.ids.iter().enumerate() {
        let mut line = PageLine::default();
        let kind = masked.kind(id).map_or(' ', Kind::letter);
        let name = visible(&squeezed(&masked.heading_of(id))).into_owned();
        line.put(1, Some(StyledRun::new(Role::Label, format!("{:>3} {kind} ", number + 1))));
        line.put(7, Some(StyledRun::new(Role::Text, clip(&name, name_cells.saturating_sub(2)))));
        let leads = |from: usize, to: usize| {
            answer.matrix.get(from).and_then(|row| row.get(to)) == Some(&true)
        };
        let row = (0..columns).map(|column| match (leads(number, column), leads(column, number)) {
            (true, true) => " ×",
            (true, false) => " →",
            (false, true) => " ←",
            (false, false) if column == number => " ─",
            (false, false) => " ·",
        });
        let row: String = row.collect();
        line.put(name_cells + 6, Some(StyledRun::new(Role::Quiet, row)));
        page.block(TieSpot::Row(id.clone()), [line]);
    }
    page.gap();
    let cut = answer.ids.len() - columns;
    let cut = if cut > 0 { format!(" {cut} columns have no room.") } else { String::new() };
    let said = format!("→ the row leads to the column, ← the column to the row, × both.{cut}");
    let runs = StyledRun::wrapped(Role::Quiet, &said, cells.saturating_sub(2));
    page.unowned(runs.into_iter().map(|run| PageLine::of(1, run)));
    page
}
