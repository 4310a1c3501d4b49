//! The timeline of a brief, as plain data.

use crate::collection::{Collection, Lookup};
use crate::exchange::{BriefBar, BriefColumn, BriefCount, BriefSign};
use crate::record::Id;
use crate::views::calendar_unit::CalendarUnit;
use crate::views::disclosure_history::DisclosureHistory;
use crate::views::timeline::{
    BarSign, DateBar, LanesBy, Rivals, RowStanding, TimelineRequest, TimelineRow, TimelineSource,
    TimelineWindow, WantedWindow,
};

use super::labelled_count::counted;

/// The timeline of a brief.
pub(super) struct DrawnTimeline {
    /// What a column is.
    pub(super) unit: &'static str,
    /// The columns, those before and after the window among them.
    pub(super) columns: Vec<BriefColumn>,
    /// The bars of the dates.
    pub(super) bars: Vec<BriefBar>,
    /// How many more dates there are.
    pub(super) more_bars: usize,
    /// The cases without a date.
    pub(super) undated: BriefCount,
}

/// So many columns are wide enough to be seen on paper.
const COLUMNS: usize = 64;
/// A label takes so many columns.
const LABEL: usize = 6;
/// So many dates are drawn one by one.
const BARS: usize = 150;

pub(super) fn timeline_of(
    typed: &str,
    lookup: &Lookup,
    collection: &Collection,
    may_show: &(dyn Fn(&Id) -> bool + Sync),
) -> DrawnTimeline {
    let mut source = TimelineSource::of(typed, lookup, collection, may_show, Rivals::Shown);
    let request = TimelineRequest {
        typed: typed.to_owned(),
        window: WantedWindow::Fitting(COLUMNS, CalendarUnit::Month),
        lanes: LanesBy::None,
        is_protected: false,
    };
    let history = &mut DisclosureHistory::default();
    // The unit that suffices, and of that no more than what is known.
    let unit = source.timeline(&request, lookup, collection, history).window.unit();
    let request = TimelineRequest { window: WantedWindow::All(unit, COLUMNS), ..request };
    let timeline = source.timeline(&request, lookup, collection, history);
    let window = timeline.window;
    let mut columns: Vec<BriefColumn> = Vec::new();
    let mut labelled: Option<(usize, String)> = None;
    for ((at, number), mark) in window.numbers().enumerate().zip(&timeline.columns) {
        let year = CalendarUnit::Year.at(unit.days(number).first);
        let year = CalendarUnit::Year.in_short(year);
        // A year has its label where it begins, if the one before leaves room.
        let is_new = labelled.as_ref().is_none_or(|(_, known)| *known != year);
        let has_room = labelled.as_ref().is_none_or(|(before, _)| at >= before + LABEL);
        let short = (is_new && has_room).then(|| year.clone());
        if short.is_some() {
            labelled = Some((at, year));
        }
        columns.push(BriefColumn { count: counted(&unit.words(number), mark), short });
    }
    let bars = timeline.rows.iter().take(BARS);
    let bars = bars.filter_map(|row| bar(row, timeline.id_of(row)?, collection, window));
    DrawnTimeline {
        unit: unit.name(),
        columns,
        bars: bars.collect(),
        more_bars: timeline.rows.len().saturating_sub(BARS),
        undated: counted("no date", &timeline.no_date),
    }
}

fn bar(
    row: &TimelineRow,
    id: &Id,
    collection: &Collection,
    window: TimelineWindow,
) -> Option<BriefBar> {
    let stated = collection.with_record(id, |located| {
        let statements = collection.dated_statements(located.record);
        let one = statements.into_iter().nth(usize::from(row.statement))?;
        Some((one.date.as_str().to_owned(), DateBar::of(&one.date, one.days)))
    });
    let (date, bar) = stated.flatten()?;
    let cells = bar.cells(window).into_iter().map(|cell| cell.map(sign)).collect();
    Some(BriefBar { id: id.clone(), date, is_rival: row.standing == RowStanding::Rival, cells })
}

fn sign(sign: BarSign) -> BriefSign {
    match sign {
        BarSign::Day => BriefSign::Day,
        BarSign::WithinCell => BriefSign::Within,
        BarSign::On | BarSign::BeganWithin | BarSign::EndedWithin => BriefSign::On,
        BarSign::FirstPossible | BarSign::Possible | BarSign::LastPossible => BriefSign::Possible,
        BarSign::FirstAbout | BarSign::LastAbout => BriefSign::About,
        BarSign::Open => BriefSign::Open,
        BarSign::Before => BriefSign::Sign("◂"),
        BarSign::After => BriefSign::Beyond,
        BarSign::AllFrom | BarSign::AllTo | BarSign::Doubtful => BriefSign::Sign(sign.sign()),
    }
}
