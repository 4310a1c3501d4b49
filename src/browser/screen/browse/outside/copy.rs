//! Copies text of the selected item to the clipboard, with control characters made visible.

use std::path::Path;

use crate::browser::view::bars::FilePlace;
use crate::record::{FieldId, Id, Kind, Quote, Row};
use crate::redaction::{MaskedCollection, MaskedRecord, is_masked};
use crate::text::{counted, visible_unicode};

use crate::browser::model::Effect;
use crate::browser::model::input::command::CopyTarget;
use crate::browser::model::page::{DetailItem, QuoteItem, label, numbers_about};
use crate::browser::model::shared::CopiedItem;
use crate::browser::screen::browse::outside::cited_quote::{in_full, reference, spoken};
use crate::browser::screen::browse::outside::copy_marked;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};

/// Copies something of what the cursor is on.
pub(crate) fn copy(model: &mut BrowseMut<'_>, what: CopyTarget) -> Vec<Effect> {
    let of_marked = copy_marked::lines(model.view(), what)
        .map(|lines| lines.iter().map(|line| plain(line)).collect::<Vec<_>>().join("\n"));
    let of_one = || text(model.view(), what).map(|text| plain(&text));
    let text = of_marked.or_else(of_one).filter(|text| !text.is_empty());
    let words = what.words();
    let said = match text {
        Some(text) if is_masked(&text) && leads_somewhere(what) => {
            format!("not copied: the {words} is masked (P shows it)")
        }
        Some(text) => {
            model.shared.copying = copied_item(model.view(), what, &text);
            return vec![Effect::Copy { what, text }];
        }
        None => format!("there is no {words} to copy here"),
    };
    model.shared.notice = Some(said);
    Vec::new()
}

/// Returns what is said of a text that is copied, where several could have been meant.
fn copied_item(model: BrowseRef<'_>, what: CopyTarget, text: &str) -> Option<CopiedItem> {
    let masked_view = model.shared.masked()?;
    let item = |said: String, others: &'static str| {
        Some(CopiedItem { text: text.to_owned(), said, others })
    };
    if let Some(lines) = copy_marked::lines(model, what) {
        let (lines, words) = (counted(lines.len(), "line"), what.words());
        let marked = model.shared.marked.count(&model.shared.listing);
        return item(format!("{words} of {}, {lines},", counted(marked, "marked record")), "");
    }
    match what {
        CopyTarget::Quote => {
            let WhichQuote { said, has_others } = which_quote(model, masked_view)?;
            let source = quote(model, masked_view)?.source().cloned();
            let source = source.map(|source| masked_view.source_in_short(&source));
            let source = source.map(|source| format!(" ({source})")).unwrap_or_default();
            let is_beside = has_others && model.own.focus != Pane::Quotes;
            let others = if is_beside { "; Tab goes to the quotes, to copy another" } else { "" };
            item(format!("{said}{source}"), others)
        }
        CopyTarget::Citation | CopyTarget::Address => {
            let of = source(model, masked_view)?;
            let words = what.words();
            let named = format!("{words} of {}", masked_view.source_in_short(&of));
            let is_source = model.record()?.record.id == of;
            let which = which_quote(model, masked_view).filter(|_| !is_source);
            match which.filter(|which| which.has_others) {
                Some(WhichQuote { said, .. }) => item(format!("{named}, for {said},"), ""),
                None => item(named, ""),
            }
        }
        CopyTarget::Id => {
            let id = &model.record()?.record.id;
            item(format!("{} of {}", what.words(), masked_view.name_of(id)), "")
        }
        CopyTarget::Line | CopyTarget::Place | CopyTarget::Table => None,
    }
}

/// Which of several quotes one is.
struct WhichQuote {
    said: String,
    has_others: bool,
}

/// Says which of the quotes of the field under the cursor, or else of the case, is the one that is copied.
fn which_quote(model: BrowseRef<'_>, masked_view: MaskedCollection<'_>) -> Option<WhichQuote> {
    let (case, number) = model.picked()?;
    let record = masked_view.whole().get(case.as_str())?.record;
    let cited = model.cited().filter(|_| model.own.shown.as_ref() == Some(case));
    let about = cited.as_ref().map(|cited| numbers_about(record, cited)).unwrap_or_default();
    let seen = masked_view.get(case.as_str());
    let label = cited.as_ref().zip(seen).map(|(cited, seen)| label(&seen, cited));
    let (at, count, of) = match (about.iter().position(|about| *about == number), label) {
        (Some(at), Some(label)) => (at, about.len(), format!(" for {label}")),
        (None, Some(label)) if about.is_empty() && model.own.focus == Pane::Detail => {
            (number, record.quotes.len(), format!(" of the case, none for {label},"))
        }
        (_, _) => (number, record.quotes.len(), String::new()),
    };
    let said = match count {
        1 => format!("the only quote{of}"),
        count => format!("quote {} of {count}{of}", at + 1),
    };
    Some(WhichQuote { said, has_others: count > 1 })
}

/// Returns whether the text is copied in order to find something with it; a masked text would find
/// nothing.
fn leads_somewhere(what: CopyTarget) -> bool {
    match what {
        CopyTarget::Id | CopyTarget::Place | CopyTarget::Address => true,
        CopyTarget::Line | CopyTarget::Quote | CopyTarget::Citation | CopyTarget::Table => false,
    }
}

fn text(model: BrowseRef<'_>, what: CopyTarget) -> Option<String> {
    let masked_view = model.shared.masked()?;
    let style = model.shared.about.citation_style.as_ref();
    match what {
        CopyTarget::Line => line(model, masked_view),
        CopyTarget::Id => Some(model.masked_record()?.id),
        CopyTarget::Quote => {
            quote(model, masked_view).map(|quote| in_full(masked_view, style, &quote))
        }
        CopyTarget::Citation => {
            source(model, masked_view).map(|id| reference(masked_view, style, &id))
        }
        CopyTarget::Place => {
            let FilePlace { path, at } = model.place()?;
            // As it opens from the folder in which the program was started.
            let folder = masked_view.text(&model.shared.about.folder.to_string_lossy());
            let path = Path::new(&folder).join(masked_view.path(path));
            Some(format!("{}:{}", path.display(), at.line))
        }
        // Only the counts have one.
        CopyTarget::Table => None,
        CopyTarget::Address => {
            let of = |masked_record: &MaskedRecord<'_>| {
                masked_record.record.fields.web_addresses().next().map(str::to_owned)
            };
            let source = source(model, masked_view).and_then(|id| masked_view.get(id.as_str()));
            source.as_ref().and_then(of).or_else(|| of(&model.masked_record()?))
        }
    }
}

/// Returns what the cursor is on as text: the name of a case, a field with its value, a quote, a line of a text.
fn line(model: BrowseRef<'_>, masked_view: MaskedCollection<'_>) -> Option<String> {
    match model.own.focus {
        Pane::List => {
            let id = model.shared.listing.selected()?;
            let (name, heading) = (masked_view.name_of(id), masked_view.heading_of(id));
            Some(if heading.starts_with(&name) { heading } else { format!("{name}: {heading}") })
        }
        Pane::Detail => field(model, masked_view),
        Pane::Quotes if model.own.reading.is_some() => {
            let (pick, reading) = (model.own.quotes.spot()?, model.own.reading.as_ref()?);
            Some(reading.row_of(pick).map_or_else(String::new, |row| reading.line(row)))
        }
        Pane::Quotes => match model.own.quotes.spot()? {
            QuoteItem::Mention(id) => Some(masked_view.name_of(id)),
            QuoteItem::Quote(..) | QuoteItem::At(_) => {
                let quote = quote(model, masked_view)?;
                Some(spoken(&quote).collect::<Vec<_>>().join(" "))
            }
        },
    }
}

/// Returns the field or row under the cursor with its value, as a sentence would have them.
fn field(model: BrowseRef<'_>, masked_view: MaskedCollection<'_>) -> Option<String> {
    let shown = model.masked_record()?;
    let (fields, own) = (&shown.record.fields, model.record()?.record);
    let row = |number: usize| {
        let row = shown.record.rows.get(number)?;
        let key = row.key().map(|key| format!(" {key}")).unwrap_or_default();
        let said = row.fields.iter().filter(|entry| entry.field.name != FieldId::Key);
        let said = said.filter_map(|entry| masked_view.field_in_words(&row.fields, entry));
        let said = said.collect::<Vec<_>>().join("; ");
        Some(format!("{}{key}: {said}", row.kind.name()))
    };
    match model.own.detail.spot()? {
        DetailItem::Field(name) | DetailItem::Link(name, _) => {
            let entry = fields.get(*name)?;
            let words = masked_view.field_in_words(fields, entry);
            let words = words
                .unwrap_or_else(|| masked_view.values_in_words(&entry.items, entry.field.shape));
            Some(format!("{}: {words}", entry.field.label))
        }
        // The keys of a record that is masked are other words.
        DetailItem::Row(kind, key) => {
            let is_row = |row: &Row| row.kind == *kind && row.key() == Some(key);
            row(own.rows.iter().position(is_row)?)
        }
        DetailItem::Keyless(kind, number) => {
            let of_kind = own.rows.iter().enumerate().filter(|(_, row)| row.kind == *kind);
            row(of_kind.map(|(at, _)| at).nth(*number)?)
        }
        DetailItem::Extra(name) => {
            let at = own.fields.extras().iter().position(|extra| extra.name == *name)?;
            let extra = fields.extras().get(at)?;
            Some(format!("{}: {}", extra.name, extra.written))
        }
        DetailItem::Mention(id) => Some(masked_view.name_of(id)),
    }
}

/// Returns the quote under the cursor, or the first of the field under the cursor.
fn quote(model: BrowseRef<'_>, masked_view: MaskedCollection<'_>) -> Option<Quote> {
    let (case, number) = model.picked()?;
    masked_view.get(case.as_str())?.record.quotes.get(number).cloned()
}

/// Returns the source that is shown, or that of the quote.
pub(crate) fn source(model: BrowseRef<'_>, masked_view: MaskedCollection<'_>) -> Option<Id> {
    let record = model.record()?.record;
    if record.kind == Kind::Source {
        return Some(record.id.clone());
    }
    quote(model, masked_view)?.source().cloned()
}

/// Returns a text on one line, with what could steer a terminal or hide marked as on the screen.
fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    visible_unicode(&line).into_owned()
}
