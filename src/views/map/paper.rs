//! A map on paper and as JSON: the places with their numbers and queries, as a redaction lets them be read.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::exchange::{Marks, json_object};
use crate::text::{fit, visible, width};
use crate::views::ValueWords;
use crate::views::map::marks::{DISPUTED, HIDDEN, MapMarks, MapRow, MapSection};
use crate::views::map::places::{MapPlaces, NoPoint, Spot};
use crate::views::map::projection::GeoPoint;
use crate::views::mark::{Mark, bounds};
use crate::views::mark_json::{mark_fields, put};
use crate::views::protection::{FEWEST, Shown};

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
    /// What others may see of its number, where they read it.
    shown: Option<Shown>,
    is_disputed: bool,
}

impl MapReport<'_> {
    /// Returns the list of places.
    pub fn text(&self, marks: Marks) -> String {
        let mut lines: Vec<(String, ReportLine<'_>)> = Vec::new();
        for (number, row) in self.marks.rows.iter().enumerate() {
            let Some(place) = self.places.get(row.place) else { continue };
            let heading = MapSection::of(place.spot).heading().to_owned();
            let line = ReportLine {
                sign: place.spot.sign(),
                name: self.name(row),
                mark: &row.mark,
                shown: self.shown(number),
                is_disputed: row.is_disputed,
            };
            lines.push((heading, line));
        }
        let seen = self.marks.shown.as_ref();
        for (name, mark, shown) in [
            ("at other places", &self.marks.elsewhere, seen.map(|seen| seen.elsewhere)),
            (
                "no place named, or only in words",
                &self.marks.unplaced,
                seen.map(|seen| seen.unplaced),
            ),
        ] {
            let (sign, name) = (' ', name.to_owned());
            let line = ReportLine { sign, name, mark, shown, is_disputed: false };
            if mark.at_most() > 0 {
                lines.push((MapSection::Nowhere.heading().to_owned(), line));
            }
        }
        let figures: Vec<String> = lines.iter().map(|(_, line)| figure(line, marks)).collect();
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
            let query = self.query(line.mark).unwrap_or_default();
            let line = format!("  {sign}{gap}{figure}  {name}  {query}");
            _ = writeln!(text, "{}", line.trim_end());
        }
        if self.marks.shown.is_some() {
            let hidden = hidden(marks);
            _ = write!(
                text,
                "\n<{FEWEST}: from one to ten cases; {hidden}: hidden, or another number could be worked out\n"
            );
        }
        _ = write!(text, "\nborders: {}\n", self.borders);
        text
    }

    /// Returns the same as one object.
    pub fn json(&self) -> Value {
        let rows = self.marks.rows.iter().enumerate();
        let places: Vec<Value> =
            rows.filter_map(|(number, row)| self.row(number, row)).map(Value::Object).collect();
        let seen = self.marks.shown.as_ref();
        let mut map = self.mark(&self.marks.all, seen.map(|seen| seen.all));
        put(&mut map, "borders", self.borders.as_str());
        put(&mut map, "places", Value::Array(places));
        if let Some(seen) = seen {
            let elsewhere = self.mark(&self.marks.elsewhere, Some(seen.elsewhere));
            put(&mut map, "at_other_places", Value::Object(elsewhere));
        }
        put(&mut map, "unplaced", Value::Object(self.unplaced()));
        Value::Object(map)
    }

    /// Returns the same as `GeoJSON`: a feature for each place and one for what names none. One has a point only where a source
    /// gives it; `known` says what it is the point of.
    pub fn geojson(&self) -> Value {
        let feature = |geometry: Value, properties: Map<String, Value>| {
            json_object(vec![
                ("type", "Feature".into()),
                ("geometry", geometry),
                ("properties", properties.into()),
            ])
        };
        let mut features: Vec<Value> = Vec::new();
        for (number, row) in self.marks.rows.iter().enumerate() {
            let (Some(place), Some(mut properties)) =
                (self.places.get(row.place), self.row(number, row))
            else {
                continue;
            };
            properties.remove("latitude");
            properties.remove("longitude");
            let is_open = place.is_sourced && self.words.shows_id(&place.id);
            let point = place.spot.point().filter(|_| is_open);
            let geometry = point.map(|GeoPoint { east, north }| {
                let position = Value::from(vec![east, north]);
                json_object(vec![("type", "Point".into()), ("coordinates", position)])
            });
            features.push(feature(geometry.unwrap_or_default(), properties));
        }
        if self.marks.unplaced.at_most() > 0 {
            let mut properties = self.unplaced();
            put(&mut properties, "known", Spot::Nowhere(NoPoint::NoCoordinates).word());
            features.push(feature(Value::Null, properties));
        }
        json_object(vec![
            ("type", "FeatureCollection".into()),
            ("note", NO_ADDING.into()),
            ("features", features.into()),
        ])
    }

    /// Returns what others may see of the number of a row, where they read it.
    fn shown(&self, row: usize) -> Option<Shown> {
        let shown = self.marks.shown.as_ref()?;
        Some(shown.rows.get(row).copied().unwrap_or(Shown::Hidden))
    }

    fn unplaced(&self) -> Map<String, Value> {
        let shown = self.marks.shown.as_ref();
        self.mark(&self.marks.unplaced, shown.map(|shown| shown.unplaced))
    }

    fn row(&self, number: usize, row: &MapRow) -> Option<Map<String, Value>> {
        let place = self.places.get(row.place)?;
        let mut fields = self.mark(&row.mark, self.shown(number));
        put(&mut fields, "place", self.words.id(&place.id));
        put(&mut fields, "name", self.words.name(&place.id));
        put(&mut fields, "known", place.spot.word());
        if let Some(point) = place.spot.point() {
            put(&mut fields, "latitude", point.north);
            put(&mut fields, "longitude", point.east);
        }
        if let Some(around) = place.around.first().and_then(|at| self.places.get(*at)) {
            put(&mut fields, "in", self.words.id(&around.id));
        }
        put(&mut fields, "without_places_within", row.is_rest);
        if self.marks.shown.is_none() {
            put(&mut fields, "disputed", row.is_disputed);
        }
        Some(fields)
    }

    fn mark(&self, mark: &Mark, shown: Option<Shown>) -> Map<String, Value> {
        mark_fields(mark, shown, self.query(mark).is_some())
    }

    /// Returns the query of a mark; `None` for one that would name what is withheld, and where others read it.
    fn query<'m>(&self, mark: &'m Mark) -> Option<&'m str> {
        if self.marks.shown.is_some() {
            return None;
        }
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

/// Returns what stands for a number that others may not see.
fn hidden(marks: Marks) -> &'static str {
    match marks {
        Marks::Signs => HIDDEN,
        Marks::Words => "x",
    }
}

/// Returns how many records a line has.
fn figure(line: &ReportLine<'_>, marks: Marks) -> String {
    let (dash, disputed) = match marks {
        Marks::Signs => ("–", DISPUTED),
        Marks::Words => (" to ", " disputed"),
    };
    if let Some(shown) = line.shown {
        return shown.in_words(dash, hidden(marks));
    }
    let figure = bounds(line.mark.certain, line.mark.at_most(), dash);
    if line.is_disputed { format!("{figure}{disputed}") } else { figure }
}
