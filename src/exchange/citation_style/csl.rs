//! Cites sources in the styles of CSL, by the crate hayagriva.

use std::sync::{Arc, OnceLock};

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{
    CitationFormat, IndependentStyle, Locale, Style, StyleCategory, StyleClass,
};
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, BufWriteFormat, CitationItem,
    CitationRequest, ElemChildren, LocatorPayload, Rendered, SpecificLocator,
};
use serde_json::{Map, Value as Json, json};

use super::BuiltInStyle;
use super::locator::PlaceInSource;
use crate::exchange::format::{CitationDate, Reference};
use crate::record::Id;
use crate::redaction::{RedactedRecord, Redaction};

/// The rules of a style.
#[derive(Clone)]
pub(super) struct StyleRules {
    style: Arc<IndependentStyle>,
}

/// Returns the words of all languages that styles put between what they cite; read once.
fn all_locales() -> &'static [Locale] {
    static LOCALES: OnceLock<Vec<Locale>> = OnceLock::new();
    LOCALES.get_or_init(locales)
}

pub(super) fn built_in() -> Vec<BuiltInStyle> {
    let named = |style: &ArchivedStyle| {
        // The shortest of several names, such as `apa`, is the one that is used.
        let name = style.names().iter().min_by_key(|name| name.chars().count()).copied()?;
        Some(BuiltInStyle { name, title: style.display_name() })
    };
    ArchivedStyle::all().iter().filter_map(named).collect()
}

impl StyleRules {
    pub(super) fn named(name: &str) -> Option<Self> {
        match ArchivedStyle::by_name(name)?.get() {
            Style::Independent(style) => Some(Self { style: Arc::new(style) }),
            Style::Dependent(_) => None,
        }
    }

    pub(super) fn read(text: &str) -> Result<Self, String> {
        match Style::from_xml(text).map_err(|error| error.to_string())? {
            Style::Independent(style) => Ok(Self { style: Arc::new(style) }),
            Style::Dependent(style) => Err(format!("it only refers to {}", style.parent_link.href)),
        }
    }

    pub(super) fn references(&self, redaction: &Redaction<'_>, ids: &[&Id]) -> Vec<String> {
        let items: Vec<Item> = ids.iter().filter_map(|id| item(redaction, id)).collect();
        let rendered = self.rendered(&items, None);
        match rendered.bibliography {
            Some(list) => list.items.iter().map(with_number).collect(),
            None => rendered.citations.iter().map(|note| words(&note.citation)).collect(),
        }
    }

    pub(super) fn citation(
        &self,
        redaction: &Redaction<'_>,
        source: &Id,
        at: Option<&str>,
    ) -> String {
        let Some(item) = item(redaction, source) else {
            return redaction.id(source).to_string();
        };
        let rendered = self.rendered(std::slice::from_ref(&item), at.map(PlaceInSource::read));
        let cited = rendered.citations.first().map(|cited| words(&cited.citation));
        let cited = cited.unwrap_or_default();
        let reference = rendered.bibliography.and_then(|list| list.items.into_iter().next());
        let reference = reference.map(|reference| words(&reference.content));
        match (self.style.settings.class, reference) {
            (StyleClass::Note, _) | (StyleClass::InText, None) => with_place(cited, at),
            (StyleClass::InText, Some(reference)) if self.cites_by_number() => {
                with_place(reference, at)
            }
            (StyleClass::InText, Some(reference)) => {
                format!("{} {reference}", with_place(cited, at))
            }
        }
    }

    /// Returns whether the citation in the text is a number or a short label, which says nothing outside of its text.
    fn cites_by_number(&self) -> bool {
        self.style.info.category.iter().any(|category| {
            let StyleCategory::CitationFormat { format } = category else { return false };
            matches!(format, CitationFormat::Numeric | CitationFormat::Label)
        })
    }

    fn rendered(&self, items: &[Item], at: Option<PlaceInSource<'_>>) -> Rendered {
        let mut driver = BibliographyDriver::new();
        // The language of the style, such as German or British English.
        let locale = || self.style.default_locale.clone();
        for item in items {
            let at = at.map(|at| SpecificLocator(at.kind, LocatorPayload::Str(at.words)));
            let cited = vec![CitationItem::with_locator(item, at)];
            let request = CitationRequest::new(cited, &self.style, locale(), all_locales(), None);
            driver.citation(request);
        }
        driver.finish(BibliographyRequest::new(&self.style, locale(), all_locales()))
    }
}

fn words(cited: &ElemChildren) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    _ = cited.write_buf(&mut text, BufWriteFormat::Plain);
    without_empty_parts(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Returns a citation without the marks around a part that the source does not have, as in `(2026,)` or `(, 2026)`.
fn without_empty_parts(cited: &str) -> String {
    let mut text = cited.to_owned();
    for bracket in ['(', '['] {
        for mark in [", ", ",", "; ", ";", ": ", ":"] {
            text = text.replace(&format!("{bracket}{mark}"), &bracket.to_string());
        }
    }
    for bracket in [')', ']'] {
        for mark in [" ,", ",", " ;", ";", " :", ":", " "] {
            text = text.replace(&format!("{mark}{bracket}"), &bracket.to_string());
        }
    }
    text.replace(" ()", "").replace(" []", "")
}

/// Returns what is cited with where in the source it is, also where the style leaves that out.
fn with_place(cited: String, at: Option<&str>) -> String {
    match at {
        Some(at) if !cited.contains(PlaceInSource::read(at).words) => {
            format!("{}, {at}", cited.trim_end_matches('.'))
        }
        Some(_) | None => cited,
    }
}

/// Returns a reference with its number, where the style has one.
fn with_number(reference: &BibliographyItem) -> String {
    let text = words(&reference.content);
    match &reference.first_field {
        Some(number) => {
            let number = words(&ElemChildren(vec![number.clone()]));
            format!("{number} {text}")
        }
        None => text,
    }
}

/// Returns a source as CSL-JSON has it, in dates that styles can print; `None` where it is left out.
///
/// Hayagriva refuses ranges of dates, so that such a date is the shortest period around it: a style never says more
/// than the source. Notes are for reference managers and are left out.
fn item(redaction: &Redaction<'_>, id: &Id) -> Option<Item> {
    redaction.with_record(id, |source: &RedactedRecord<'_>| {
        let reference = Reference::of(source.id().to_string(), source.fields());
        let mut item = Map::new();
        let mut put = |name: &str, value: Option<Json>| {
            if let Some(value) = value {
                item.insert(name.to_owned(), value);
            }
        };
        put("id", Some(json!(reference.id)));
        put("type", Some(json!(reference.kind)));
        put("title", reference.title.map(Json::from));
        let authors: Vec<Json> =
            reference.authors.iter().map(|name| json!({ "literal": name })).collect();
        put("author", (!authors.is_empty()).then(|| authors.into()));
        // A newspaper contains the article; an institution publishes the report.
        let publisher =
            if reference.entry.parent.is_some() { "container-title" } else { "publisher" };
        put(publisher, reference.publisher.map(Json::from));
        put("issued", date(reference.published));
        put("accessed", date(reference.collected));
        put("language", reference.language.map(Json::from));
        put("URL", reference.url.map(Json::from));
        serde_json::from_value(Json::Object(item)).ok()
    })?
}

fn date(date: CitationDate<'_>) -> Option<Json> {
    // Hayagriva has years of 16 bits.
    let fits = |numbers: &Vec<i32>| numbers.iter().all(|number| i16::try_from(*number).is_ok());
    let numbers = date.around().filter(fits)?;
    let mut value = json!({ "date-parts": [numbers] });
    if date.is_approximate() {
        value["circa"] = json!(true);
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_nothing_are_left_out() {
        for (cited, shown) in [
            ("(2026,)", "(2026)"),
            ("(2026, )", "(2026)"),
            ("(, 2026)", "(2026)"),
            ("Test [; 2]", "Test [2]"),
            ("Test (), 2026", "Test, 2026"),
            ("(Test, 2026, para. 3)", "(Test, 2026, para. 3)"),
        ] {
            assert_eq!(without_empty_parts(cited), shown);
        }
    }
}
