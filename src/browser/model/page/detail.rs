//! Builds the detail pane: every field of a record with its evidence sign.

use std::collections::HashSet;

use crate::diagnostic::{Rule, Severity};
use crate::evidence::Evidence;
use crate::record::{Assertion, Cited, FieldEntry, FieldId, Kind, Record};

use super::line::{LEADS, Page, PageLine, Role, Room, StyledRun};
use crate::browser::model::page::detail_item::DetailItem;
use crate::browser::model::page::field_columns::{FieldColumns, sign};
use crate::browser::model::pane::{LongTexts, MentionsIn};
use crate::redaction::{CountChecks, MaskedCollection, MaskedRecord};
use crate::session::doubted_quotes::UnconfirmedField;

/// The lines that are left of a long text, its label included.
const SHORT: usize = 3;

/// What is known of the records beside what is in their files.
#[derive(Clone, Copy, Debug)]
pub struct DetailContext<'c> {
    /// The collection as it may be seen.
    pub(crate) masked: MaskedCollection<'c>,
    /// Those of its fields whose quotes were chosen for another value.
    pub(crate) unconfirmed: &'c [UnconfirmedField],
}

/// Returns what the detail pane says of a record, in the room given.
pub fn detail(
    DetailContext { masked, unconfirmed }: DetailContext<'_>,
    masked_record: &MaskedRecord<'_>,
    room: Room,
    texts: LongTexts,
    mentions: MentionsIn,
) -> Page<DetailItem> {
    let record = &*masked_record.record;
    let evidence = masked.evidence(&record.id);
    let mut detail = DetailBuilder {
        masked,
        masked_record,
        record,
        evidence: evidence.as_deref(),
        columns: FieldColumns::of(record, room),
        unconfirmed,
        texts,
        page: Page::default(),
        sums: masked.sums(record),
        spots: HashSet::new(),
    };
    detail.heading();
    detail.problems();
    let heading = detail.heading_field();
    for entry in record.fields.iter().filter(|entry| Some(entry.field.name) != heading) {
        detail.field(entry);
    }
    detail.share();
    detail.rows();
    detail.extras();
    // A case and a source have quotes in that pane.
    if mentions == MentionsIn::Detail || record.kind.is_case() || record.kind == Kind::Source {
        detail.mentions();
    }
    detail.page
}

/// The detail pane of one record in the making.
pub(super) struct DetailBuilder<'c> {
    pub(super) masked: MaskedCollection<'c>,
    pub(super) masked_record: &'c MaskedRecord<'c>,
    pub(super) record: &'c Record,
    pub(super) evidence: Option<&'c Evidence>,
    pub(super) columns: FieldColumns,
    unconfirmed: &'c [UnconfirmedField],
    texts: LongTexts,
    pub(super) page: Page<DetailItem>,
    pub(super) sums: CountChecks<'c>,
    /// What has a block: to look for it among all of them would take the square of their number.
    spots: HashSet<DetailItem>,
}

impl DetailBuilder<'_> {
    /// Adds the title, or the field that replaces it, wrapped.
    fn heading(&mut self) {
        let FieldColumns { width, wrap, .. } = self.columns;
        let room = Room { cells: width.saturating_sub(2), wrap };
        let lines = StyledRun::named(Role::Heading, self.masked_record.heading(), room);
        let lines = lines.into_iter().map(|run| PageLine::of(1, run));
        match self.heading_field() {
            Some(name) => self.block_once(DetailItem::Field(name), lines.collect()),
            None => self.page.unowned(lines),
        }
        self.page.gap();
    }

    /// Returns the field that is the heading. The name of a case is a fact of its own and never
    /// replaces the title.
    fn heading_field(&self) -> Option<FieldId> {
        let fields = &self.record.fields;
        let named = !self.record.kind.is_case() && fields.get(FieldId::Name).is_some();
        match fields.get(FieldId::Title) {
            Some(_) => Some(FieldId::Title),
            None => named.then_some(FieldId::Name),
        }
    }

    fn field(&mut self, entry: &FieldEntry) {
        let is_link = entry.items.iter().any(|item| item.value.link().is_some());
        if is_link && entry.items.len() > 1 {
            return self.links(entry);
        }
        let words = self.masked.field_in_words(&self.record.fields, entry);
        // A qualifier is shown with the field that it qualifies, unless it is disputed.
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
        let spot = DetailItem::Field(entry.field.name);
        let sign = self.sign_of(&spot, entry);
        let mut lines =
            self.columns.row(entry.field.label, &StyledRun::file_text(role, &words), sign);
        if self.texts == LongTexts::Short && entry.field.assertion == Assertion::Editorial {
            self.shorten(&mut lines);
        }
        lines.extend(self.not_confirmed(&spot));
        lines.extend(self.sums(&spot));
        lines.extend(self.rivals(&spot, &said, entry.field.shape));
        self.block_once(spot, lines);
    }

    /// Leaves the first lines of a long text, and says how many more there are.
    fn shorten(&self, lines: &mut Vec<PageLine>) {
        let more = lines.len().saturating_sub(SHORT);
        if more > 2 {
            lines.truncate(SHORT);
            let said = format!("… {more} more lines (Enter)");
            lines.extend(self.columns.fill(&[StyledRun::new(Role::Quiet, said)], 3));
        }
    }

    /// Adds what is wrong with the record, so that it is explained where it is.
    fn problems(&mut self) {
        let mut found = self.masked.problems_of(&self.record.id);
        // The sign of the field says so.
        found.retain(|found| found.problem.code != Rule::Unsourced);
        let Some(first) = found.first() else { return };
        let is_error = found.iter().any(|found| found.problem.severity() == Severity::Error);
        let role = if is_error { Role::Warning } else { Role::Unchecked };
        let (message, help) = self.masked.problem(first);
        let help = help.map(|help| format!("; {help}")).unwrap_or_default();
        let more = match found.len() {
            1 => String::new(),
            all => format!(" ({} more: ! lists them)", all - 1),
        };
        let said = format!("problem: {message}{help}{more}");
        let mut lines = self.columns.fill(&[StyledRun::new(role, said)], 1);
        if self.texts == LongTexts::Short {
            lines.truncate(SHORT - 1);
        }
        self.page.unowned(lines);
        self.page.gap();
    }

    /// Returns the value of a disputed field in words.
    fn contradicted(&self, entry: &FieldEntry) -> Option<String> {
        let standing = self.evidence?.field(&Cited::Field(entry.field.name))?;
        let words = || self.masked.values_in_words(&entry.items, entry.field.shape);
        (!standing.disputes.is_empty()).then(words)
    }

    /// Adds a field with several links, one below the other, so that each can be followed.
    fn links(&mut self, entry: &FieldEntry) {
        let name = entry.field.name;
        let mut label = entry.field.label;
        for (number, item) in entry.items.iter().enumerate() {
            let mut words = self.masked.value_in_words(&item.value, entry.field.shape).into_owned();
            let (spot, role) = match item.value.link() {
                Some(id) => (DetailItem::Link(name, id.clone()), Role::Link),
                None => (DetailItem::Field(name), Role::Text),
            };
            if role == Role::Link {
                words.push_str(LEADS);
            }
            let sign =
                (number == 0).then(|| self.sign_of(&DetailItem::Field(name), entry)).flatten();
            let mut lines = self.columns.row(label, &StyledRun::file_text(role, &words), sign);
            label = "";
            if number + 1 == entry.items.len() {
                lines.extend(self.not_confirmed(&DetailItem::Field(name)));
                let all = self.masked.values_in_words(&entry.items, entry.field.shape);
                lines.extend(self.rivals(&DetailItem::Field(name), &all, entry.field.shape));
            }
            self.block_once(spot, lines);
        }
    }

    /// Adds a block, or bare lines where the page has a block about the same already.
    pub(super) fn block_once(&mut self, spot: DetailItem, lines: Vec<PageLine>) {
        if self.spots.insert(spot.clone()) {
            self.page.block(spot, lines);
        } else {
            self.page.unowned(lines);
        }
    }

    /// Adds how much of the archived text of a source is quoted.
    fn share(&mut self) {
        let Some(share) = self.masked.share(&self.record.id) else { return };
        let role = if share.exceeded().is_some() { Role::Warning } else { Role::Text };
        let words = StyledRun::new(role, share.to_string());
        self.page.unowned(self.columns.row("quoted share", &[words], None));
    }

    /// Adds the fields that the format does not know.
    fn extras(&mut self) {
        let extras = self.record.fields.extras();
        if !extras.is_empty() {
            self.title("Not in the format");
        }
        for extra in extras {
            let value = StyledRun::file_text(Role::Warning, &extra.written);
            let lines =
                self.columns.row(&self.masked_record.unknown_key(&extra.name), &value, None);
            self.block_once(DetailItem::Extra(extra.name.clone()), lines);
        }
    }

    /// Adds the heading of a part of the page.
    pub(super) fn title(&mut self, title: &str) {
        self.page.gap();
        self.page.line(PageLine::of(1, StyledRun::new(Role::Quiet, title)));
    }

    fn sign_of(&self, spot: &DetailItem, entry: &FieldEntry) -> Option<StyledRun> {
        let mark = self.evidence?.status(&spot.cited(self.record)?, entry.field.assertion);
        self.doubted(spot, sign(mark))
    }

    /// Returns the sign of a field or row, another one where its quotes were chosen for the value before.
    pub(super) fn doubted(&self, spot: &DetailItem, sign: Option<StyledRun>) -> Option<StyledRun> {
        if self.unconfirmed(spot).is_none() {
            return sign;
        }
        let number: String = sign?.text.chars().filter(char::is_ascii_digit).collect();
        Some(StyledRun::new(Role::Unchecked, format!("◔{number}")))
    }

    /// Says below a field or row that its quotes were chosen for the value before.
    pub(super) fn not_confirmed(&self, spot: &DetailItem) -> Vec<PageLine> {
        let said = self.unconfirmed(spot).map(|_| "quotes not checked against the new value");
        let said = said.into_iter().map(|said| StyledRun::new(Role::Unchecked, said));
        self.columns.fill(&said.collect::<Vec<_>>(), self.columns.value)
    }

    fn unconfirmed(&self, spot: &DetailItem) -> Option<&UnconfirmedField> {
        let cited = spot.cited(self.record)?;
        self.unconfirmed.iter().find(|field| field.cited == cited)
    }
}
