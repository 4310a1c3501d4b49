//! The marks of a map: for each place that records name, the query that lists them and how many they are.

use foldhash::{HashMap, HashMapExt as _};

use crate::collection::Lookup;
use crate::record::Id;
use crate::search::{LineSet, SetSize};
use crate::views::in_order::sort_short_list;
use crate::views::map::own_borders::OwnBorders;
use crate::views::map::picture::{BadgePlace, BadgeToDraw};
use crate::views::map::places::{MapPlaces, Spot};
use crate::views::map::projection::{Bounds, Disclosure, GeoPoint};
use crate::views::mark::bounds;
use crate::views::{BaseQuery, DisclosureHistory, Mark, SeenMarks, Shown, WholeOfParts};

/// A query that leaves out more places than this says less than one that leaves out none.
const MOST_LEFT_OUT: usize = 40;

/// What stands for a number that others may not see.
pub const HIDDEN: &str = "×";

/// The sign behind the number of a place at which some sources say that a record is, and others that it is not.
pub const DISPUTED: &str = "⚔";

/// The marks of a map.
#[derive(Clone, Debug, Default)]
pub struct MapMarks {
    /// All records that the map is of.
    pub all: Mark,
    /// The places, section by section, those with most records first. A record with several places is in each of their rows.
    pub rows: Vec<MapRow>,
    /// The badges of those that have a point.
    pub badges: Vec<MapBadge>,
    /// The records that name no place of these rows, but others, which are too small to be shown.
    pub elsewhere: Mark,
    /// The records that name no place with a record.
    pub unplaced: Mark,
    /// What others may see of these numbers, where that is less than all.
    pub shown: Option<ShownMarks>,
}

/// What others may see of the numbers of a map.
#[derive(Clone, Debug)]
pub struct ShownMarks {
    /// Of all records.
    pub all: Shown,
    /// Of those that name a place.
    pub placed: Shown,
    /// Of each row.
    pub rows: Vec<Shown>,
    /// Of the records elsewhere.
    pub elsewhere: Shown,
    /// Of the records that name no place.
    pub unplaced: Shown,
}

/// A place with its mark.
#[derive(Clone, Debug)]
pub struct MapRow {
    /// The number of the place.
    pub place: usize,
    /// The records that are there.
    pub mark: Mark,
    /// Whether sources contradict each other about whether a record is there.
    pub is_disputed: bool,
    /// Whether those records are left out that are at a place within it which has a row of its own.
    pub is_rest: bool,
}

/// The places at one point, which share a badge.
#[derive(Clone, Debug)]
pub struct MapBadge {
    /// The numbers of their rows.
    pub rows: Vec<usize>,
    /// The point.
    pub point: GeoPoint,
    /// How exactly it is known.
    pub spot: Spot,
    /// The records at any of them.
    pub mark: Mark,
}

/// A part of the list of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum MapSection {
    /// Places with a point of their own.
    Exact,
    /// Cities.
    City,
    /// Provinces.
    Province,
    /// Areas.
    Area,
    /// Countries.
    Country,
    /// Places without a point.
    Nowhere,
}

impl MapSection {
    /// Returns where a place is listed.
    pub fn of(spot: Spot) -> Self {
        match spot {
            Spot::Exact(_) => Self::Exact,
            Spot::City(_) => Self::City,
            Spot::Province => Self::Province,
            Spot::Area(_) => Self::Area,
            Spot::Country => Self::Country,
            Spot::Nowhere(_) => Self::Nowhere,
        }
    }

    /// Returns what is written above it.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Exact => "exact: a source gives the point",
            Self::City => "city: a ring, never the spot",
            Self::Province => "province: hatched if outlined",
            Self::Area => "area, or along a border",
            Self::Country => "country: a number, no mark",
            Self::Nowhere => "not on the map",
        }
    }
}

impl MapMarks {
    /// Returns the marks of what a query finds, but for records that may not be counted; `history` has what others have seen
    /// before.
    pub fn of(
        lookup: &Lookup,
        places: &MapPlaces,
        typed: &str,
        disclosure: Disclosure,
        may_count: &dyn Fn(&Id) -> bool,
        history: &mut DisclosureHistory,
    ) -> Self {
        let base = &BaseQuery::of(typed, lookup.catalogue());
        let found = lookup.matching(base.query()).and(&lookup.lines_where(may_count));
        let counts = PlaceCounts::of(lookup, places, &found);
        let shown = |number: usize| {
            let spot = places.get(number).map(|place| place.spot);
            match disclosure {
                Disclosure::Own => true,
                Disclosure::Others => matches!(spot, Some(Spot::Province | Spot::Country)),
            }
        };
        let finer = finer(places, &counts, &shown);
        let mark = |terms: &[&str], set: &LineSet| Mark::of(base.with(terms), set.size());
        let mut rows: Vec<MapRow> = Vec::new();
        // Each is answered by the index for what it says, so that the number is that of the list.
        let mut rests: Vec<(usize, String)> = Vec::new();
        for number in counts.numbers().filter(|number| shown(*number)) {
            let Some((place, counted)) = places.get(number).zip(counts.get(number)) else {
                continue;
            };
            let own = format!("place:={}", place.id);
            let left = finer.get(number).map(Vec::as_slice).unwrap_or_default();
            if left.is_empty() || left.len() > MOST_LEFT_OUT {
                let mark = Mark::of(base.with(&[&own]), counted.size);
                let is_disputed = counted.is_disputed;
                rows.push(MapRow { place: number, mark, is_disputed, is_rest: false });
            } else {
                rests.push((number, format!("{own} {}", without(places, left.iter().copied()))));
            }
        }
        let of_rests = sets(lookup, rests.iter().map(|(_, terms)| terms.as_str()));
        for ((place, terms), set) in rests.iter().zip(of_rests) {
            let mark = mark(&[terms], &found.and(&set));
            if mark.at_most() > 0 {
                let is_disputed = counts.get(*place).is_some_and(|place| place.is_disputed);
                rows.push(MapRow { place: *place, mark, is_disputed, is_rest: true });
            }
        }
        let order = |row: &MapRow| {
            let (section, id) =
                places.get(row.place).map(|place| (MapSection::of(place.spot), &place.id)).unzip();
            (section, std::cmp::Reverse(row.mark.at_most()), id)
        };
        sort_short_list(&mut rows, |one, other| order(one).cmp(&order(other)));
        let of_unplaced = sets(lookup, std::iter::once("is:unplaced")).into_iter().next();
        let of_unplaced = of_unplaced.unwrap_or_default();
        let (nowhere, somewhere) = (found.and(&of_unplaced), found.and(&!&of_unplaced));
        let unplaced = mark(&["is:unplaced"], &nowhere);
        let seen = counts.union(lookup, places, shown);
        let hidden = match disclosure {
            // Each has a row, if perhaps one at which not all sources say it is.
            Disclosure::Own => LineSet::default(),
            Disclosure::Others => somewhere.and(&!&seen),
        };
        let elsewhere = if hidden.size().at_most > 0 {
            let seen = counts.numbers().filter(|number| shown(*number));
            let seen = without(places, seen);
            mark(&["-is:unplaced", &seen], &hidden)
        } else {
            Mark::default()
        };
        let badges = badges(lookup, places, base, &found, &rows);
        let all = mark(&[], &found);
        let mut marks = Self { all, rows, badges, elsewhere, unplaced, shown: None };
        if disclosure == Disclosure::Others {
            let sets = [found.clone(), somewhere, hidden, nowhere];
            marks.shown = Some(marks.protected(lookup, base, sets, history));
        }
        marks
    }

    /// Returns what others may see of the numbers, given the records of all, those that name a place, those elsewhere and those
    /// without a place.
    fn protected(
        &self,
        lookup: &Lookup,
        base: &BaseQuery,
        of_all: [LineSet; 4],
        history: &mut DisclosureHistory,
    ) -> ShownMarks {
        let [found, placed, elsewhere, unplaced] = of_all;
        let terms = self.rows.iter().map(|row| row.mark.query.strip_prefix(base.text()));
        let terms: Vec<&str> = terms.map(|terms| terms.unwrap_or_default().trim()).collect();
        let rows = sets(lookup, terms.into_iter()).into_iter().map(|set| found.and(&set));
        let all: Vec<LineSet> =
            [found.clone(), placed, elsewhere, unplaced].into_iter().chain(rows).collect();
        let lines = |mark: usize| all.get(mark).cloned().unwrap_or_default();
        // Each row is a part of what is placed, and that is a part of all.
        let of_placed = std::iter::once(2).chain(4..all.len()).collect();
        let wholes = [
            WholeOfParts { whole: 0, parts: vec![1, 3] },
            WholeOfParts { whole: 1, parts: of_placed },
            WholeOfParts { whole: 0, parts: (2..all.len()).collect() },
        ];
        let seen =
            SeenMarks { count: all.len(), lines: &lines, wholes: &wholes, first: &[0, 1, 3] };
        let mut shown = history.protected(lookup, &seen).into_iter();
        let mut next = || shown.next().unwrap_or(Shown::Hidden);
        let (all, placed, elsewhere, unplaced) = (next(), next(), next(), next());
        ShownMarks { all, placed, elsewhere, unplaced, rows: shown.collect() }
    }

    /// Returns how many records name a place with a record, in words.
    pub fn placed_in_words(&self) -> String {
        format!("{} name a place", self.placed_in_short())
    }

    /// Returns the same without saying so.
    pub fn placed_in_short(&self) -> String {
        let Self { all, unplaced, shown, .. } = self;
        let (placed, of) = if let Some(ShownMarks { all, placed, .. }) = shown {
            (placed.in_words("–", HIDDEN), all.in_words("–", HIDDEN))
        } else {
            let placed = all.at_most().saturating_sub(unplaced.at_most());
            (placed.to_string(), all.at_most().to_string())
        };
        format!("{placed} of {of}")
    }

    /// Returns the number of a row in words.
    pub fn figure(&self, row: usize, dash: &str) -> String {
        match (&self.shown, self.rows.get(row)) {
            (Some(shown), _) => {
                shown.rows.get(row).map_or_else(String::new, |shown| shown.in_words(dash, HIDDEN))
            }
            (None, Some(row)) => {
                let figure = bounds(row.mark.certain, row.mark.at_most(), dash);
                if row.is_disputed { format!("{figure}{DISPUTED}") } else { figure }
            }
            (None, None) => String::new(),
        }
    }

    /// Returns the number of a badge in words.
    pub fn badge_figure(&self, badge: &MapBadge, dash: &str) -> String {
        match badge.rows.as_slice() {
            [row] => self.figure(*row, dash),
            rows => {
                let figure = bounds(badge.mark.certain, badge.mark.at_most(), dash);
                let mut rows = rows.iter().filter_map(|row| self.rows.get(*row));
                if rows.any(|row| row.is_disputed) { format!("{figure}{DISPUTED}") } else { figure }
            }
        }
    }
}

/// What badges are called.
pub struct PictureNames<'n> {
    /// Returns what a place is called, safe to show; empty if names are not wanted.
    pub name_of: &'n dyn Fn(&Id) -> String,
    /// What is between two bounds.
    pub dash: &'n str,
}

impl MapMarks {
    /// Returns the badges to be drawn, those with most records first; each has the number of its first row.
    pub fn to_draw(&self, places: &MapPlaces, names: &PictureNames<'_>) -> Vec<BadgeToDraw> {
        let name = |row: usize| {
            let place = self.rows.get(row).and_then(|row| places.get(row.place));
            place.map(|place| (names.name_of)(&place.id)).unwrap_or_default()
        };
        let mut drawn: Vec<(usize, BadgeToDraw)> = Vec::new();
        for badge in &self.badges {
            let Some(first) = badge.rows.first() else { continue };
            let figure = self.badge_figure(badge, names.dash);
            let point = badge.point.projected();
            let at = BadgePlace::Point { sign: badge.spot.sign(), point };
            let to_draw = BadgeToDraw { badge: *first, at, figure, name: name(*first) };
            drawn.push((badge.mark.at_most(), to_draw));
        }
        for (number, row) in self.rows.iter().enumerate() {
            let place = places.get(row.place).filter(|place| place.spot == Spot::Province);
            let Some(code) = place.and_then(|place| place.code.clone()) else { continue };
            let figure = self.figure(number, names.dash);
            let at = BadgePlace::Region(code);
            let to_draw = BadgeToDraw { badge: number, at, figure, name: name(number) };
            drawn.push((row.mark.at_most(), to_draw));
        }
        sort_short_list(&mut drawn, |(records, _), (others, _)| others.cmp(records));
        drawn.into_iter().map(|(_, badge)| badge).collect()
    }

    /// Returns what all that is drawn lies in.
    pub fn bounds(&self, places: &MapPlaces, outlines: Option<&OwnBorders>) -> Option<Bounds> {
        let points = self.badges.iter().map(|badge| badge.point.projected());
        let points = points.map(|point| Bounds { least: point, most: point });
        let provinces = self.rows.iter().filter_map(|row| {
            let place = places.get(row.place).filter(|place| place.spot == Spot::Province)?;
            Some(*outlines?.region(place.code.as_deref()?)?.bounds())
        });
        points.chain(provinces).reduce(Bounds::and)
    }
}

/// How many records are at each place or within it, by the number of the place.
struct PlaceCounts(Vec<PlaceCount>);

/// How many records are at a place or within it.
#[derive(Clone, Copy, Default)]
struct PlaceCount {
    size: SetSize,
    /// Whether sources contradict each other about a record.
    is_disputed: bool,
}

impl PlaceCounts {
    fn of(lookup: &Lookup, places: &MapPlaces, found: &LineSet) -> Self {
        let mut all = vec![PlaceCount::default(); places.all().len()];
        let mut put = |id: &str, put: &dyn Fn(&mut PlaceCount)| {
            if let Some(place) = places.number(id).and_then(|number| all.get_mut(number)) {
                put(place);
            }
        };
        for (id, at_most) in lookup.values_in("place", found) {
            put(&id, &|place| place.size.at_most = at_most);
        }
        for (id, certain) in lookup.certain_values_in("place", &found.certain_only()) {
            put(&id, &|place| place.size.certain = certain);
        }
        for (id, _) in lookup.disputed_values_in("place", found) {
            put(&id, &|place| place.is_disputed = true);
        }
        Self(all)
    }

    /// Returns the numbers of the places that have any, in order.
    fn numbers(&self) -> impl Iterator<Item = usize> {
        self.0.iter().zip(0..).filter_map(|(place, at)| (place.size.at_most > 0).then_some(at))
    }

    fn get(&self, number: usize) -> Option<&PlaceCount> {
        self.0.get(number)
    }

    /// Returns the records at any of these places that have any.
    fn union(
        &self,
        lookup: &Lookup,
        places: &MapPlaces,
        is_wanted: impl Fn(usize) -> bool,
    ) -> LineSet {
        let has_any = |number: usize| self.get(number).is_some_and(|place| place.size.at_most > 0);
        // What lies in another of them is there too.
        let is_outer = |number: &usize| {
            let around = places.get(*number).map(|place| place.around.as_slice());
            let mut around = around.unwrap_or_default().iter().copied();
            !around
                .any(|outer| has_any(outer) && is_wanted(outer) && places.is_within(*number, outer))
        };
        let wanted = self.numbers().filter(|number| is_wanted(*number));
        let outer = ids(places, wanted.filter(is_outer));
        let terms = format!("place:={outer}");
        let none = || LineSet::where_holds(lookup.indexed(), |_| false);
        if outer.is_empty() {
            return none();
        }
        sets(lookup, std::iter::once(terms.as_str())).into_iter().next().unwrap_or_else(none)
    }
}

/// Returns the badges on the map: places at one point share one, whose query finds the records of all of them.
fn badges(
    lookup: &Lookup,
    places: &MapPlaces,
    base: &BaseQuery,
    found: &LineSet,
    rows: &[MapRow],
) -> Vec<MapBadge> {
    let mut badges: Vec<MapBadge> = Vec::new();
    let mut known: HashMap<(u64, u64, char), usize> = HashMap::new();
    for (number, row) in rows.iter().enumerate() {
        let Some(place) = places.get(row.place) else { continue };
        let Some(point) = place.spot.point() else { continue };
        let key = (point.east.to_bits(), point.north.to_bits(), place.spot.sign());
        if let Some(badge) = known.get(&key).and_then(|at| badges.get_mut(*at)) {
            badge.rows.push(number);
            continue;
        }
        known.insert(key, badges.len());
        let mark = row.mark.clone();
        badges.push(MapBadge { rows: vec![number], point, spot: place.spot, mark });
    }
    let shared = || badges.iter().enumerate().filter(|(_, badge)| badge.rows.len() > 1);
    let terms = |badge: &MapBadge| {
        let rows = badge.rows.iter().filter_map(|row| rows.get(*row));
        format!("place:={}", ids(places, rows.map(|row| row.place)))
    };
    let terms: Vec<(usize, String)> =
        shared().map(|(number, badge)| (number, terms(badge))).collect();
    let sets = sets(lookup, terms.iter().map(|(_, terms)| terms.as_str()));
    for ((number, terms), set) in terms.iter().zip(sets) {
        if let Some(badge) = badges.get_mut(*number) {
            badge.mark = Mark::of(base.with(&[terms]), found.and(&set).size());
        }
    }
    badges
}

/// Returns for each place the largest places within it that have a row of their own; of too many to be left out, some.
fn finer(
    places: &MapPlaces,
    counts: &PlaceCounts,
    shown: &dyn Fn(usize) -> bool,
) -> Vec<Vec<usize>> {
    let mut finer: Vec<Vec<usize>> = vec![Vec::new(); places.all().len()];
    for number in counts.numbers() {
        let Some(place) = places.get(number) else { continue };
        let mut largest = None;
        for around in std::iter::once(number).chain(place.around.iter().copied()) {
            let inner = largest.filter(|inner| places.is_within(*inner, around));
            if let Some((inner, all)) = inner.zip(finer.get_mut(around))
                && all.len() <= MOST_LEFT_OUT
                && !all.contains(&inner)
            {
                all.push(inner);
            }
            let has_mark = places.get(around).is_some_and(|place| place.spot.has_mark());
            if has_mark && shown(around) {
                largest = Some(around);
            }
        }
    }
    finer
}

/// Returns the term that leaves out records at some places.
fn without(places: &MapPlaces, numbers: impl Iterator<Item = usize>) -> String {
    match ids(places, numbers) {
        none if none.is_empty() => none,
        ids => format!("-place:={ids}"),
    }
}

/// Returns the ids of some places, parted by commas, in their order.
fn ids(places: &MapPlaces, numbers: impl Iterator<Item = usize>) -> String {
    let mut numbers: Vec<usize> = numbers.collect();
    sort_short_list(&mut numbers, Ord::cmp);
    numbers.dedup();
    let ids = numbers.into_iter().filter_map(|number| places.get(number));
    ids.map(|place| place.id.as_str()).collect::<Vec<_>>().join(",")
}

/// Returns the records that each of these terms finds.
fn sets<'t>(lookup: &Lookup, terms: impl Iterator<Item = &'t str>) -> Vec<LineSet> {
    let sets = lookup.sets_of_terms(&terms.collect::<Vec<&str>>());
    let none = || LineSet::where_holds(lookup.indexed(), |_| false);
    sets.into_iter().map(|set| set.unwrap_or_else(none)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;
    use crate::collection::{Collection, Memory, load};
    use crate::search::{Hit, Query};

    /// Returns how many records `casebook list` finds for a query, certainly and possibly.
    fn listed(lookup: &Lookup, query: &str) -> (usize, usize) {
        let (query, problems) = Query::read(query, lookup.catalogue());
        assert_eq!(problems, []);
        let found: Vec<(&Id, Hit)> = lookup.find(&query);
        let certain = |hit: &Hit| hit.certainty == crate::search::Certainty::Certain;
        let certain = found.iter().filter(|(_, hit)| certain(hit)).count();
        (certain, found.len() - certain)
    }

    fn marks(
        collection: &Collection,
        typed: &str,
        disclosure: Disclosure,
    ) -> (Lookup, MapPlaces, MapMarks) {
        let lookup = Lookup::of(collection);
        let places = MapPlaces::of(collection);
        let history = &mut DisclosureHistory::default();
        let marks = MapMarks::of(&lookup, &places, typed, disclosure, &|_| true, history);
        (lookup, places, marks)
    }

    fn every_mark(marks: &MapMarks) -> Vec<&Mark> {
        let rows = marks.rows.iter().map(|row| &row.mark);
        let badges = marks.badges.iter().map(|badge| &badge.mark);
        let all = [&marks.all, &marks.unplaced, &marks.elsewhere];
        // Where there is nothing elsewhere, there is no mark of it.
        let all = all.into_iter().filter(|mark| mark.at_most() > 0 || !mark.query.is_empty());
        all.chain(rows).chain(badges).collect()
    }

    /// A place: its type, where it lies, and whether it has a point and which.
    type AnyPlace = (usize, Option<usize>, usize);
    /// A case: the places that it names in three fields, by number, its date, and what a quote says instead of the first.
    type AnyCase = (Vec<usize>, Option<usize>, Option<usize>, usize, Option<Vec<usize>>);

    const TYPES: [&str; 5] = ["country", "province", "city", "area", "compound"];
    const POINTS: [&str; 5] = [
        "",
        "latitude = 10.5\nlongitude = 103.5\ncoord_precision = 'city'\n",
        "latitude = 10.5\nlongitude = 103.5\ncoord_precision = 'area'\n",
        "latitude = 11.5\nlongitude = 104.5\ncoord_precision = 'exact'\ncoord_source = 'Test'\n",
        "latitude = 11.5\nlongitude = 104.5\n",
    ];
    const DATES: [&str; 4] = ["2021", "2022-05", "[2021..2023]", "2022?"];

    fn collection(places: &[AnyPlace], cases: &[AnyCase]) -> Collection {
        let mut files = Memory::default();
        let mut text = String::new();
        for (number, (kind, within, point)) in places.iter().enumerate() {
            let kind = TYPES[kind % TYPES.len()];
            _ = writeln!(text, "[place-{number}]\nname = 'Test {number}'\ntype = '{kind}'");
            if let Some(within) = within {
                // Some lie in one that is not there, and some in each other.
                _ = writeln!(text, "within = 'place-{within}'");
            }
            text.push_str(POINTS[point % POINTS.len()]);
        }
        files.put("places.toml", text);
        for (number, (named, event, other, date, rivals)) in cases.iter().enumerate() {
            let ids: Vec<String> = named.iter().map(|place| format!("'place-{place}'")).collect();
            let date = DATES[date % DATES.len()];
            let mut text = format!(
                "title = 'Test {number}'\ndate = '{date}'\nplaces = [{}]\n",
                ids.join(", ")
            );
            if let Some(event) = event {
                _ = writeln!(text, "[[event]]\nkey = 'one'\nplace = 'place-{event}'");
            }
            if let Some(other) = other {
                _ = writeln!(text, "[[event]]\nkey = 'two'\nplace = 'Words about {other}'");
            }
            if let Some(rivals) = rivals {
                let ids: Vec<String> =
                    rivals.iter().map(|place| format!("'place-{place}'")).collect();
                let disputes = if ids.is_empty() {
                    "['places', 'event.one']".to_owned()
                } else {
                    format!("{{ places = [{}] }}", ids.join(", "))
                };
                _ = writeln!(
                    text,
                    "[[quote]]\nsource = 'test'\ntext = 'Not there.'\ndisputes = {disputes}"
                );
            }
            files.put(format!("rescues/case-{number}.toml"), text);
        }
        load(&files)
    }

    fn any_places() -> impl Strategy<Value = Vec<AnyPlace>> {
        prop::collection::vec((0_usize..5, prop::option::of(0_usize..9), 0_usize..5), 0..8)
    }

    fn any_cases() -> impl Strategy<Value = Vec<AnyCase>> {
        let place = 0_usize..9;
        let case = (
            prop::collection::vec(place.clone(), 0..3),
            prop::option::of(place.clone()),
            prop::option::of(place.clone()),
            0_usize..4,
            prop::option::of(prop::collection::vec(place, 0..3)),
        );
        prop::collection::vec(case, 0..30)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_number_of_every_mark_is_that_of_the_list_of_its_query(
            places in any_places(),
            cases in any_cases(),
            query in 0_usize..4,
            others: bool,
        ) {
            let typed = ["", "date:2022", "test | date:2021-03", "-date:2021 kind:rescue"][query];
            let disclosure = if others { Disclosure::Others } else { Disclosure::Own };
            let collection = collection(&places, &cases);
            let (lookup, places, marks) = marks(&collection, typed, disclosure);
            for mark in every_mark(&marks) {
                let Mark { query, certain, possible } = mark;
                prop_assert_eq!(listed(&lookup, query), (*certain, *possible), "{}", query);
            }
            // Every record is in a row, elsewhere, or without a place.
            let rows = marks.rows.iter().filter_map(|row| places.get(row.place));
            let ids: Vec<&str> = rows.map(|place| place.id.as_str()).collect();
            let mut left = format!("{} -is:unplaced", BaseQuery::of(typed, lookup.catalogue()).text());
            if !ids.is_empty() {
                _ = write!(left, " -place:={}", ids.join(","));
            }
            let (certain, possible) = listed(&lookup, left.trim());
            if others {
                prop_assert_eq!(certain + possible, marks.elsewhere.at_most());
            } else {
                prop_assert_eq!((certain, marks.elsewhere.at_most()), (0, 0));
            }
        }

        #[test]
        fn others_see_no_point_and_no_small_number(places in any_places(), cases in any_cases()) {
            let collection = collection(&places, &cases);
            let (_, places, marks) = marks(&collection, "", Disclosure::Others);
            prop_assert!(marks.badges.is_empty());
            for (number, row) in marks.rows.iter().enumerate() {
                let spot = places.get(row.place).unwrap().spot;
                prop_assert!(matches!(spot, Spot::Province | Spot::Country));
                let figure = marks.figure(number, "–");
                if (1..crate::views::FEWEST).contains(&row.mark.at_most()) {
                    // A number that would give another one away is not even bounded.
                    prop_assert!(figure == "<11" || figure == "×", "{}", figure);
                }
            }
        }
    }

    #[test]
    fn a_case_is_certainly_only_where_all_sources_say_it_is() {
        let mut files = Memory::default();
        files.put(
            "places.toml",
            "[land]\nname = 'Test Land'\ntype = 'country'\n[one]\nname = 'One'\nwithin = 'land'\n[two]\nname = 'Two'\n\
             within = 'land'\n[three]\nname = 'Three'\n",
        );
        let case = |disputes: &str| {
            format!(
                "title = 'A'\nexploitation_place = 'one'\n[[quote]]\nsource = 's'\ntext = 'T'\ndisputes = {disputes}\n"
            )
        };
        files.put("victims/a.toml", case("{ exploitation_place = 'two' }"));
        let listed = |files: &Memory, query: &str| {
            let collection = load(files);
            listed(&Lookup::of(&collection), query)
        };
        for (query, numbers) in [
            ("place:=land", (1, 0)),
            ("place:=one", (0, 1)),
            ("place:=two", (0, 1)),
            ("exploitation_place:=two", (0, 1)),
            ("place:=three", (0, 0)),
            ("-place:=one", (0, 1)),
        ] {
            assert_eq!(listed(&files, query), numbers, "{query}");
        }
        let collection = load(&files);
        let (_, places, marks) = marks(&collection, "", Disclosure::Own);
        let figures: Vec<(&str, String)> = (0..marks.rows.len())
            .map(|row| {
                (places.get(marks.rows[row].place).unwrap().id.as_str(), marks.figure(row, "–"))
            })
            .collect();
        let expected =
            [("land", "1".to_owned()), ("one", "0–1⚔".to_owned()), ("two", "0–1⚔".to_owned())];
        assert_eq!(figures, expected);
        // One that only denies says of no other place, and those that agree dispute nothing.
        files.put("victims/a.toml", case("['exploitation_place']"));
        assert_eq!((listed(&files, "place:=one"), listed(&files, "place:=land")), ((0, 1), (0, 1)));
        files.put("victims/a.toml", case("{ exploitation_place = 'one' }"));
        assert_eq!(listed(&files, "place:=one"), (1, 0));
    }

    #[test]
    fn no_place_after_captivity_is_used_where_that_is_wished() {
        let mut files = Memory::default();
        files.put(
            "places.toml",
            "[camp]\nname = 'Camp'\n[home-town]\nname = 'Home'\n[house]\nname = 'House'\n",
        );
        let victim = |tags: &str| {
            format!(
                "title = 'A'\ntags = [{tags}]\nexploitation_place = 'camp'\n[[event]]\ntype = 'return'\nplace = 'home-town'\n"
            )
        };
        let rescue = |tags: &str| {
            format!("title = 'R'\ntags = [{tags}]\nvictims = ['a']\nshelter = 'house'\n")
        };
        let at = |files: &Memory| {
            let collection = load(files);
            let (_, places, marks) = marks(&collection, "", Disclosure::Own);
            let rows = marks.rows.iter().map(|row| places.get(row.place).unwrap().id.to_string());
            let graph = crate::views::network::graph::TieGraph::of(&collection);
            let onlooker = crate::views::network::graph::Onlooker::Owner;
            let number = |id: &str| graph.number(&Id::new(id).unwrap(), onlooker).unwrap();
            let tied = ["home-town", "house"].map(|id| graph.ties(number(id), onlooker).count());
            (rows.collect::<BTreeSet<String>>(), tied, marks.unplaced.at_most())
        };
        files.put("victims/a.toml", victim("'other'"));
        files.put("rescues/r.toml", rescue(""));
        let (rows, tied, unplaced) = at(&files);
        assert_eq!((rows.len(), tied, unplaced), (3, [1, 1], 0));
        files.put("victims/a.toml", victim("'whereabouts-withheld'"));
        files.put("rescues/r.toml", rescue("'whereabouts-withheld'"));
        let (rows, tied, unplaced) = at(&files);
        assert_eq!((rows, tied, unplaced), (BTreeSet::from(["camp".to_owned()]), [0, 0], 1));
    }

    const FILES: &[(&str, &str)] = &[
        (
            "places.toml",
            "[land]\nname = 'Test Land'\ntype = 'country'\n[town]\nname = 'Test Town'\ntype = 'city'\nwithin = 'land'\n\
             latitude = 10.5\nlongitude = 103.5\ncoord_precision = 'city'\n[house]\nname = 'Test House'\ntype = 'hotel'\n\
             within = 'town'\n[twin]\nname = 'Test Twin'\ntype = 'city'\nlatitude = 10.5\nlongitude = 103.5\n\
             coord_precision = 'city'\n",
        ),
        ("rescues/a.toml", "title = 'A'\nplaces = ['land']\n"),
        ("rescues/b.toml", "title = 'B'\nplaces = ['house']\n"),
        ("rescues/c.toml", "title = 'C'\nplaces = ['town', 'twin']\n"),
        ("rescues/d.toml", "title = 'D'\nplaces = []\n"),
        ("rescues/e.toml", "title = 'E'\n[[event]]\nplace = 'A farm by the sea'\n"),
    ];

    fn small() -> Collection {
        let mut files = Memory::default();
        for (path, text) in FILES {
            files.put(*path, *text);
        }
        load(&files)
    }

    #[test]
    fn what_has_no_point_counts_with_the_place_around_it_and_a_country_has_the_rest() {
        let collection = small();
        let (_, places, marks) = marks(&collection, "", Disclosure::Own);
        let rows: Vec<(&str, &str, usize)> = marks
            .rows
            .iter()
            .map(|row| {
                let place = places.get(row.place).unwrap();
                (place.id.as_str(), row.mark.query.as_str(), row.mark.at_most())
            })
            .collect();
        let expected = [
            ("town", "place:=town", 2),
            ("twin", "place:=twin", 1),
            ("land", "place:=land -place:=town", 1),
            ("house", "place:=house", 1),
        ];
        assert_eq!(rows, expected);
        assert_eq!((marks.unplaced.query.as_str(), marks.unplaced.at_most()), ("is:unplaced", 2));
        assert_eq!(marks.placed_in_words(), "3 of 5 name a place");
    }

    #[test]
    fn places_at_one_point_share_a_badge_and_a_case_at_both_is_one_case() {
        let collection = small();
        let (_, _, marks) = marks(&collection, "", Disclosure::Own);
        let badges: Vec<(&str, usize)> = marks
            .badges
            .iter()
            .map(|badge| (badge.mark.query.as_str(), badge.mark.at_most()))
            .collect();
        // Ids are in the order of the collection: two records at the town, one of them at the twin too.
        assert_eq!(badges, [("place:=town,twin", 2)]);
    }

    #[test]
    fn confidential_records_are_left_out_where_they_are_to_be() {
        let collection = small();
        let lookup = Lookup::of(&collection);
        let places = MapPlaces::of(&collection);
        let may_count = |id: &Id| id.as_str() != "c";
        let history = &mut DisclosureHistory::default();
        let marks = MapMarks::of(&lookup, &places, "", Disclosure::Own, &may_count, history);
        assert_eq!(marks.all.at_most(), 4);
        assert!(marks.rows.iter().all(|row| places.get(row.place).unwrap().id.as_str() != "twin"));
    }
}
