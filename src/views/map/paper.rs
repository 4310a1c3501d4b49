//! A map on paper and as JSON: the places with their numbers and queries, as a redaction lets them be read.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::exchange::Marks;
use crate::text::{fit, visible, width};
use crate::views::ValueWords;
use crate::views::map::marks::{MapMarks, MapRow, MapSection};
use crate::views::map::places::{MapPlaces, Spot};
use crate::views::mark::{Mark, bounds};

/// What is said of every map.
pub const NO_ADDING: &str =
    "a record with several places is in each of their rows, so rows are not added up";

/// A map as it may be printed.
pub struct MapReport<'r> {
    /// What may be read.
    pub words: &'r dyn ValueWords,
    /// The places.
    pub places: &'r MapPlaces,
    /// Their marks.
    pub marks: &'r MapMarks,
    /// Whose borders are drawn.
    pub borders: String,
}

/// A line of the list.
struct ReportLine<'m> {
    sign: char,
    name: String,
    mark: &'m Mark,
}

impl MapReport<'_> {
    /// Returns the list of places.
    pub fn text(&self, marks: Marks) -> String {
        let mut lines: Vec<(String, ReportLine<'_>)> = Vec::new();
        for row in &self.marks.rows {
            let Some(place) = self.places.get(row.place) else { continue };
            let heading = MapSection::of(place.spot).heading().to_owned();
            let line =
                ReportLine { sign: place.spot.sign(), name: self.name(row), mark: &row.mark };
            lines.push((heading, line));
        }
        let unplaced = ReportLine {
            sign: ' ',
            name: "no place named, or only in words".to_owned(),
            mark: &self.marks.unplaced,
        };
        if unplaced.mark.at_most() > 0 {
            lines.push((MapSection::Nowhere.heading().to_owned(), unplaced));
        }
        let figures: Vec<String> = lines.iter().map(|(_, line)| figure(line.mark, marks)).collect();
        let widest = |of: &mut dyn Iterator<Item = usize>| of.max().unwrap_or_default();
        let of_figures = widest(&mut figures.iter().map(|figure| width(figure)));
        let of_names = widest(&mut lines.iter().map(|(_, line)| width(&line.name)));
        let mut text = format!("{}; {NO_ADDING}\n", self.marks.placed_in_words());
        let mut above = None;
        for ((heading, line), figure) in lines.iter().zip(&figures) {
            if above != Some(heading) {
                _ = write!(text, "\n{heading}\n");
                above = Some(heading);
            }
            let sign = match marks {
                Marks::Signs => format!("{} ", line.sign),
                Marks::Words => String::new(),
            };
            let gap = " ".repeat(of_figures.saturating_sub(width(figure)));
            let name = fit(&line.name, of_names);
            _ = writeln!(
                text,
                "  {sign}{gap}{figure}  {name}  {}",
                self.query(line.mark).unwrap_or_default()
            );
        }
        _ = write!(text, "\nborders: {}\n", self.borders);
        text
    }

    /// Returns the same as one object.
    pub fn json(&self) -> Value {
        let places: Vec<Value> = self.marks.rows.iter().filter_map(|row| self.row(row)).collect();
        let mut map = self.mark(&self.marks.all);
        let unplaced = self.mark(&self.marks.unplaced);
        if let Value::Object(map) = &mut map {
            map.insert("borders".to_owned(), json!(self.borders));
            map.insert("places".to_owned(), Value::Array(places));
            map.insert("unplaced".to_owned(), unplaced);
        }
        map
    }

    fn row(&self, row: &MapRow) -> Option<Value> {
        let place = self.places.get(row.place)?;
        let mut value = self.mark(&row.mark);
        let Value::Object(fields) = &mut value else { return None };
        fields.insert("place".to_owned(), json!(self.words.id(&place.id)));
        fields.insert("name".to_owned(), json!(self.words.name(&place.id)));
        fields.insert("known".to_owned(), json!(place.spot.word()));
        if let Some(point) = place.spot.point() {
            fields.insert("latitude".to_owned(), json!(point.north));
            fields.insert("longitude".to_owned(), json!(point.east));
        }
        if let Some(around) = place.around.first().and_then(|at| self.places.get(*at)) {
            fields.insert("in".to_owned(), json!(self.words.id(&around.id)));
        }
        fields.insert("without_places_within".to_owned(), json!(row.is_rest));
        Some(value)
    }

    fn mark(&self, mark: &Mark) -> Value {
        json!({ "query": self.query(mark), "certain": mark.certain, "possible": mark.possible })
    }

    /// Returns the query of a mark; `None` for one that would name what is withheld.
    fn query<'m>(&self, mark: &'m Mark) -> Option<&'m str> {
        let mut parts = mark.query.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let is_withheld = |part: &str| {
            let place = self.places.number(part).and_then(|number| self.places.get(number));
            place.is_some_and(|place| !self.words.shows_id(&place.id))
        };
        let is_open = !parts.any(is_withheld) && self.words.text(&mark.query) == mark.query;
        is_open.then_some(mark.query.as_str())
    }

    /// Returns what a row is called.
    fn name(&self, row: &MapRow) -> String {
        let name_of = |number: usize| {
            let place = self.places.get(number);
            place.map(|place| visible(&self.words.name(&place.id)).into_owned())
        };
        let name = name_of(row.place).unwrap_or_default();
        named(self.places, row, &name, &name_of)
    }
}

/// Returns what a row is called, given the name of its place and the names of others.
pub fn named(
    places: &MapPlaces,
    row: &MapRow,
    name: &str,
    name_of: &dyn Fn(usize) -> Option<String>,
) -> String {
    let Some(place) = places.get(row.place) else { return name.to_owned() };
    if row.is_rest {
        return format!("{name}, no more said");
    }
    match (place.spot, place.around.first().copied().and_then(name_of)) {
        (Spot::Nowhere(why), Some(around)) => format!("{name}, in {around}, {}", why.words()),
        (Spot::Nowhere(why), None) => format!("{name}, {}", why.words()),
        (Spot::Area(None), _) => format!("{name}, no point"),
        (Spot::Exact(_) | Spot::City(_) | Spot::Area(_) | Spot::Province | Spot::Country, _) => {
            name.to_owned()
        }
    }
}

/// Returns how many records a mark has.
fn figure(mark: &Mark, marks: Marks) -> String {
    let dash = match marks {
        Marks::Signs => "–",
        Marks::Words => " to ",
    };
    bounds(mark.certain, mark.at_most(), dash)
}
