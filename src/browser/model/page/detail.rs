//! The detail pane: every field that a file has, in the format's order, each with its sign.

use std::collections::HashSet;

use crate::evidence::Evidence;
use crate::record::{Cited, Entry, Name, Record};

use super::super::seen::{Seen, Sums};
use super::super::sight::Sight;
use super::columns::{Columns, sign};
use super::line::{LEADS, Line, Page, Role, Room, Run};
use super::spot::Spot;

/// Returns what the detail pane says of a record, in the room given.
pub fn detail(seen: Seen<'_>, sight: &Sight<'_>, room: Room) -> Page<Spot> {
    let record = &*sight.record;
    let evidence = seen.evidence(&record.id);
    let mut detail = Detail {
        seen,
        sight,
        record,
        evidence: evidence.as_deref(),
        columns: Columns::of(record, room),
        page: Page::default(),
        sums: seen.sums(record),
        spots: HashSet::new(),
    };
    detail.heading();
    let heading = detail.heading_field();
    for entry in record.fields.iter().filter(|entry| Some(entry.field.name) != heading) {
        detail.field(entry);
    }
    detail.share();
    detail.rows();
    detail.extras();
    detail.mentions();
    detail.page
}

/// The detail pane of one record in the making.
pub(super) struct Detail<'c> {
    pub(super) seen: Seen<'c>,
    pub(super) sight: &'c Sight<'c>,
    pub(super) record: &'c Record,
    pub(super) evidence: Option<&'c Evidence>,
    pub(super) columns: Columns,
    pub(super) page: Page<Spot>,
    pub(super) sums: Sums<'c>,
    /// What has a block: to look for it among all of them would take the square of their number.
    spots: HashSet<Spot>,
}

impl Detail<'_> {
    /// Adds the title, or what stands for it, wrapped.
    fn heading(&mut self) {
        let Columns { width, wrap, .. } = self.columns;
        let room = Room { cells: width.saturating_sub(2), wrap };
        let lines = Run::named(Role::Heading, self.sight.heading(), room);
        let lines = lines.into_iter().map(|run| Line::of(1, run));
        match self.heading_field() {
            Some(name) => self.block_once(Spot::Field(name), lines.collect()),
            None => self.page.unowned(lines),
        }
        self.page.gap();
    }

    /// Returns the field that the heading is. The name of a case is a fact beside its title, and
    /// never stands for it.
    fn heading_field(&self) -> Option<Name> {
        let fields = &self.record.fields;
        let named = !self.record.kind.is_case() && fields.get(Name::Name).is_some();
        match fields.get(Name::Title) {
            Some(_) => Some(Name::Title),
            None => named.then_some(Name::Name),
        }
    }

    fn field(&mut self, entry: &Entry) {
        let is_link = entry.items.iter().any(|item| item.value.link().is_some());
        if is_link && entry.items.len() > 1 {
            return self.links(entry);
        }
        let words = self.seen.field_in_words(&self.record.fields, entry);
        // A qualifier is said with what it qualifies, unless somebody contradicts it.
        let words = words.or_else(|| self.contradicted(entry));
        let Some(mut words) = words else { return };
        let said = words.clone();
        let mut role = Role::Text;
        if entry.items.iter().any(|item| !item.value.is_read()) {
            role = Role::Warning;
        }
        if is_link {
            role = Role::Link;
            words.push_str(LEADS);
        }
        let spot = Spot::Field(entry.field.name);
        let sign = self.sign_of(&spot, entry);
        let mut lines = self.columns.row(entry.field.label, &Run::file_text(role, &words), sign);
        lines.extend(self.sums(&spot));
        lines.extend(self.rivals(&spot, &said, entry.field.shape));
        self.block_once(spot, lines);
    }

    /// Returns a field that somebody contradicts in words of its own.
    fn contradicted(&self, entry: &Entry) -> Option<String> {
        let standing = self.evidence?.standing(&Cited::Field(entry.field.name))?;
        let words = || self.seen.values_in_words(&entry.items, entry.field.shape);
        (!standing.disputes.is_empty()).then(words)
    }

    /// Adds a field with several links, one below the other, so that each can be followed.
    fn links(&mut self, entry: &Entry) {
        let name = entry.field.name;
        let mut label = entry.field.label;
        for (number, item) in entry.items.iter().enumerate() {
            let mut words = self.seen.value_in_words(&item.value, entry.field.shape).into_owned();
            let (spot, role) = match item.value.link() {
                Some(id) => (Spot::Link(name, id.clone()), Role::Link),
                None => (Spot::Field(name), Role::Text),
            };
            if role == Role::Link {
                words.push_str(LEADS);
            }
            let sign = (number == 0).then(|| self.sign_of(&Spot::Field(name), entry)).flatten();
            let mut lines = self.columns.row(label, &Run::file_text(role, &words), sign);
            label = "";
            if number + 1 == entry.items.len() {
                let all = self.seen.values_in_words(&entry.items, entry.field.shape);
                lines.extend(self.rivals(&Spot::Field(name), &all, entry.field.shape));
            }
            self.block_once(spot, lines);
        }
    }

    /// Adds a block, or bare lines where the page has a block about the same already.
    pub(super) fn block_once(&mut self, spot: Spot, lines: Vec<Line>) {
        if self.spots.insert(spot.clone()) {
            self.page.block(spot, lines);
        } else {
            self.page.unowned(lines);
        }
    }

    /// Adds how much of the archived text of a source is quoted.
    fn share(&mut self) {
        let Some(share) = self.seen.share(&self.record.id) else { return };
        let role = if share.exceeded().is_some() { Role::Warning } else { Role::Text };
        let words = Run::new(role, share.to_string());
        self.page.unowned(self.columns.row("quoted", &[words], None));
    }

    /// Adds the fields that the format does not know.
    fn extras(&mut self) {
        let extras = self.record.fields.extras();
        if !extras.is_empty() {
            self.title("Not in the format");
        }
        for extra in extras {
            let value = Run::file_text(Role::Warning, &extra.written);
            let lines = self.columns.row(&self.sight.words(&extra.name), &value, None);
            self.block_once(Spot::Extra(extra.name.clone()), lines);
        }
    }

    /// Adds the heading of a part of the page.
    pub(super) fn title(&mut self, title: &str) {
        self.page.gap();
        self.page.line(Line::of(1, Run::new(Role::Quiet, title)));
    }

    fn sign_of(&self, spot: &Spot, entry: &Entry) -> Option<Run> {
        let mark = self.evidence?.mark(&spot.cited(self.record)?, entry.field.bearing);
        sign(mark)
    }
}
