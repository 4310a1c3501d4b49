//! Which borders a map has: those in the program, and those that the collection brings along.

use std::borrow::Cow;

use crate::collection::Collection;
use crate::text::{visible, visible_unicode};
use crate::views::map::atlas::ATLAS_SOURCE;
use crate::views::map::own_borders::OwnBorders;
use crate::views::map::picture::BorderLines;

/// The borders of a map, and whose they are.
#[derive(Clone, Debug, Default)]
pub struct Borders {
    /// Those of the collection.
    own: Option<OwnBorders>,
    /// Where those of the collection are from.
    own_source: String,
    /// The same in all letters.
    own_source_in_unicode: String,
    /// Why those of the collection cannot be read.
    problem: Option<String>,
}

impl Borders {
    /// Returns the borders for a collection.
    pub fn of(collection: &Collection) -> Self {
        let Some(file) = collection.borders() else { return Self::default() };
        let path = visible(&file.path.display().to_string()).into_owned();
        let read = file.text.as_deref().map_err(Clone::clone).and_then(OwnBorders::read);
        match read {
            Ok(own) => {
                let source = collection.settings().map.source.as_deref().map(visible);
                let own_source = source.map_or(path, Cow::into_owned);
                let named = collection.settings().map.source.clone();
                let named = named.unwrap_or_else(|| file.path.to_string_lossy().into_owned());
                let own_source_in_unicode = visible_unicode(&named).into_owned();
                Self { own: Some(own), own_source, own_source_in_unicode, problem: None }
            }
            Err(why) => {
                let problem = format!("the borders in {path} cannot be read: {}", visible(&why));
                Self { problem: Some(problem), ..Self::default() }
            }
        }
    }

    /// Returns the outlines that the collection brings along.
    pub fn outlines(&self) -> Option<&OwnBorders> {
        self.own.as_ref()
    }

    /// Returns which borders are drawn where nothing else is wanted.
    pub fn lines(&self) -> BorderLines {
        if self.own.is_some() { BorderLines::Own } else { BorderLines::Countries }
    }

    /// Returns which borders are drawn after these, in turn.
    pub fn after(&self, lines: BorderLines) -> BorderLines {
        match lines {
            BorderLines::None => BorderLines::Coasts,
            BorderLines::Coasts => BorderLines::Countries,
            BorderLines::Countries if self.own.is_some() => BorderLines::Own,
            BorderLines::Countries | BorderLines::Own => BorderLines::None,
        }
    }

    /// Returns whose borders are drawn where nothing else is wanted.
    pub fn source(&self) -> String {
        self.source_of(self.lines())
    }

    /// Returns whose borders are drawn.
    pub fn source_of(&self, lines: BorderLines) -> String {
        match lines {
            BorderLines::None => "no borders drawn".to_owned(),
            BorderLines::Coasts => format!("coasts: {ATLAS_SOURCE}"),
            BorderLines::Countries => format!("{ATLAS_SOURCE}; no view on borders"),
            BorderLines::Own => format!("{}; countries: {ATLAS_SOURCE}", self.own_source),
        }
    }

    /// Returns whose borders are drawn, the same wherever the program runs: for data.
    pub(crate) fn source_in_unicode(&self) -> String {
        match &self.own {
            Some(_) => format!("{}; countries: {ATLAS_SOURCE}", self.own_source_in_unicode),
            None => self.source(),
        }
    }

    /// Returns why the borders of the collection cannot be drawn.
    pub fn problem(&self) -> Option<String> {
        self.problem.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    fn borders(settings: &str, file: Option<&str>) -> Borders {
        let mut files = Memory::default();
        files.put("casebook.toml", settings);
        if let Some(file) = file {
            files.put("maps/test.geojson", file);
        }
        Borders::of(&load(&files))
    }

    const MAP: &str = "[map]\nborders = 'maps/test.geojson'\n";
    const FILE: &str = r#"{"type":"FeatureCollection","features":[{"geometry":
        {"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2]]]}}]}"#;

    #[test]
    fn whose_borders_they_are_is_said() {
        let none = borders("title = 'T'\n", None);
        assert_eq!(none.source(), "Natural Earth, de facto; no view on borders");
        let own = borders(&format!("{MAP}source = 'Test Office'\n"), Some(FILE));
        assert_eq!(own.source(), "Test Office; countries: Natural Earth, de facto");
        let unnamed = borders(MAP, Some(FILE));
        assert_eq!(unnamed.source(), "maps/test.geojson; countries: Natural Earth, de facto");
    }

    #[test]
    fn borders_that_cannot_be_read_are_said_and_the_map_has_those_of_the_program() {
        for (file, said) in
            [(None, "maps/test.geojson cannot be read"), (Some("[]"), "no FeatureCollection")]
        {
            let borders = borders(MAP, file);
            let problem = borders.problem().unwrap();
            assert!(problem.contains(said), "{problem}");
            assert_eq!(borders.lines(), BorderLines::Countries);
        }
    }

    #[test]
    fn borders_follow_each_other_in_turn() {
        let turn = |borders: &Borders| {
            let mut lines = BorderLines::None;
            let mut all = Vec::new();
            for _ in 0..4 {
                all.push(lines);
                lines = borders.after(lines);
            }
            all
        };
        let [none, coasts, countries, own] =
            [BorderLines::None, BorderLines::Coasts, BorderLines::Countries, BorderLines::Own];
        assert_eq!(turn(&borders("", None)), [none, coasts, countries, none]);
        assert_eq!(turn(&borders(MAP, Some(FILE))), [none, coasts, countries, own]);
    }
}
