//! The places of a collection as a map has them: how exactly each is known, and what it lies in.

use crate::collection::Collection;
use crate::record::{FieldId, Id, Kind, Record, Value};
use crate::views::map::projection::GeoPoint;

/// How exactly it is known where a place is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spot {
    /// The point is that of the place itself, and a source is named for it.
    Exact(GeoPoint),
    /// The point is that of the city as a whole.
    City(GeoPoint),
    /// Somewhere in an area, such as a stretch of border; perhaps with a point of the area.
    Area(Option<GeoPoint>),
    /// Somewhere in a province.
    Province,
    /// Somewhere in a country.
    Country,
    /// The record has no point that may be drawn.
    Nowhere(NoPoint),
}

/// Why a place has no point that may be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPoint {
    /// The record has none.
    NoCoordinates,
    /// What the coordinates are those of is not said.
    NoPrecision,
    /// No source is named for an exact point.
    NoSource,
}

/// A place of a collection.
#[derive(Clone, Debug)]
pub struct MapPlace {
    /// Its id.
    pub id: Id,
    /// How exactly it is known where it is.
    pub spot: Spot,
    /// Whether a source is named for its point.
    pub is_sourced: bool,
    /// Its own code of ISO 3166, by which the outline of a province is found.
    pub code: Option<String>,
    /// The numbers of the places that it lies in, the smallest first.
    pub around: Vec<usize>,
}

/// The places of a collection, by id.
#[derive(Clone, Debug, Default)]
pub struct MapPlaces {
    places: Vec<MapPlace>,
}

impl MapPlaces {
    /// Returns the places of a collection.
    pub fn of(collection: &Collection) -> Self {
        let ids: Vec<Id> = collection.ids_of(Kind::Place).cloned().collect();
        let mut places: Vec<MapPlace> = Vec::with_capacity(ids.len());
        for id in &ids {
            let chain = collection.enclosing_places(id);
            let around = chain.iter().skip(1).filter_map(|place| ids.binary_search(&place.id).ok());
            let record = chain.first().copied();
            places.push(MapPlace {
                id: id.clone(),
                spot: record.map_or(Spot::Nowhere(NoPoint::NoCoordinates), spot_of),
                is_sourced: record
                    .is_some_and(|record| record.fields.text(FieldId::CoordSource).is_some()),
                code: record.and_then(|record| record.fields.text(FieldId::Iso)).map(str::to_owned),
                around: around.collect(),
            });
        }
        Self { places }
    }

    /// Returns the places, in the order of their numbers.
    pub fn all(&self) -> &[MapPlace] {
        &self.places
    }

    /// Returns the place with a number.
    pub fn get(&self, number: usize) -> Option<&MapPlace> {
        self.places.get(number)
    }

    /// Returns the number of the place with an id.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.places.binary_search_by(|place| place.id.as_str().cmp(id)).ok()
    }

    /// Returns whether a place lies in another, and not the other way round too, as a mistake may have it.
    pub(crate) fn is_within(&self, inner: usize, outer: usize) -> bool {
        let lies_in = |one: usize, other: usize| {
            self.get(one).is_some_and(|place| place.around.contains(&other))
        };
        lies_in(inner, outer) && !lies_in(outer, inner)
    }
}

impl Spot {
    /// Returns the point that is drawn; a province has an outline, a country neither.
    pub fn point(self) -> Option<GeoPoint> {
        match self {
            Self::Exact(point) | Self::City(point) => Some(point),
            Self::Area(point) => point,
            Self::Province | Self::Country | Self::Nowhere(_) => None,
        }
    }

    /// Returns whether the place is a part of its own of what it lies in: what has no point of its own counts with the place
    /// around it.
    pub(crate) fn has_mark(self) -> bool {
        !matches!(self, Self::Nowhere(_))
    }

    /// Returns the word for it: that of `coord_precision`, where there is one.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact(_) => "exact",
            Self::City(_) => "city",
            Self::Area(_) => "area",
            Self::Province => "province",
            Self::Country => "country",
            Self::Nowhere(_) => "none",
        }
    }

    /// Returns its sign.
    pub fn sign(self) -> char {
        match self {
            Self::Exact(_) => '✚',
            Self::City(_) => '◎',
            Self::Area(_) => '≈',
            Self::Province => '░',
            Self::Country | Self::Nowhere(_) => ' ',
        }
    }
}

impl NoPoint {
    /// Returns the reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoCoordinates => "no point",
            Self::NoPrecision => "what its point is of is not said",
            Self::NoSource => "no source for its point",
        }
    }
}

/// Returns how exactly it is known where a place is, as its record says.
fn spot_of(place: &Record) -> Spot {
    let fields = &place.fields;
    let kind = fields.text(FieldId::Type);
    // The point of a country or a province would be a made-up middle.
    match kind {
        Some("country") => return Spot::Country,
        Some("province") => return Spot::Province,
        Some(_) | None => {}
    }
    let point = degrees(place, FieldId::Longitude).zip(degrees(place, FieldId::Latitude));
    let point = point.map(|(east, north)| GeoPoint { east, north });
    let precision = fields.text(FieldId::CoordPrecision);
    let is_area = matches!(kind, Some("area" | "border_crossing"));
    match (point, precision) {
        (None, _) if is_area => Spot::Area(None),
        (None, _) => Spot::Nowhere(NoPoint::NoCoordinates),
        (Some(point), Some("exact" | "building")) => match fields.text(FieldId::CoordSource) {
            Some(_) => Spot::Exact(point),
            None => Spot::Nowhere(NoPoint::NoSource),
        },
        (Some(point), Some("city")) => Spot::City(point),
        (Some(point), Some("area")) => Spot::Area(Some(point)),
        (Some(_), Some("province")) => Spot::Province,
        (Some(_), Some(_) | None) => Spot::Nowhere(NoPoint::NoPrecision),
    }
}

fn degrees(place: &Record, field: FieldId) -> Option<f64> {
    let item = place.fields.get(field)?.items.first()?;
    if let Value::Degrees(degrees) = item.value { Some(degrees) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    fn places(toml: &str) -> MapPlaces {
        let mut files = Memory::default();
        files.put("places.toml", toml);
        MapPlaces::of(&load(&files))
    }

    fn spot(fields: &str) -> Spot {
        let all = places(&format!("[test-place]\nname = 'Test'\n{fields}"));
        all.get(0).unwrap().spot
    }

    #[test]
    fn a_place_is_drawn_as_coarsely_as_it_is_known() {
        let point = "latitude = 10.5\nlongitude = 103.5\n";
        let at = GeoPoint { east: 103.5, north: 10.5 };
        let with = |more: &str| spot(&format!("{point}{more}"));
        let exact = "coord_source = 'A map'\ncoord_precision = ";
        assert_eq!(with(&format!("{exact}'exact'")), Spot::Exact(at));
        assert_eq!(with(&format!("{exact}'building'\ntype = 'hotel'")), Spot::Exact(at));
        assert_eq!(with("coord_precision = 'exact'"), Spot::Nowhere(NoPoint::NoSource));
        assert_eq!(with("coord_precision = 'city'"), Spot::City(at));
        assert_eq!(with("coord_precision = 'area'"), Spot::Area(Some(at)));
        assert_eq!(with("type = 'city'"), Spot::Nowhere(NoPoint::NoPrecision));
        assert_eq!(spot("type = 'compound'"), Spot::Nowhere(NoPoint::NoCoordinates));
        assert_eq!(spot("type = 'area'"), Spot::Area(None));
    }

    #[test]
    fn no_middle_of_a_country_or_a_province_is_drawn() {
        let point = "latitude = 12.5\nlongitude = 105\ncoord_source = 'A list'\n";
        for precision in ["exact", "city", "area", "province"] {
            let written = format!("{point}coord_precision = '{precision}'\n");
            assert_eq!(spot(&format!("{written}type = 'country'")), Spot::Country);
            assert_eq!(spot(&format!("{written}type = 'province'")), Spot::Province);
        }
        assert_eq!(spot(&format!("{point}coord_precision = 'province'")), Spot::Province);
        assert!(Spot::Country.point().is_none() && Spot::Province.point().is_none());
    }

    #[test]
    fn a_place_lies_in_others_unless_each_lies_in_the_other() {
        let all = places(
            "[a]\nname = 'A'\ntype = 'country'\n[b]\nname = 'B'\nwithin = 'a'\n[c]\nname = 'C'\nwithin = 'b'\n\
             [x]\nname = 'X'\nwithin = 'y'\n[y]\nname = 'Y'\nwithin = 'x'\n",
        );
        let number = |id| all.number(id).unwrap();
        assert!(
            all.is_within(number("c"), number("a")) && !all.is_within(number("a"), number("c"))
        );
        assert!(!all.is_within(number("x"), number("y")));
    }
}
