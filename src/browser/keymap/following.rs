//! What can follow the chords typed so far.

use super::super::model::Mode;
use super::table::{Way, ways};

/// Returns what can be typed after `begun`, chords as people write them, and what each means then.
pub fn following(mode: Mode, begun: &str) -> Vec<(String, &'static str)> {
    let of_mode = ways().iter().filter(|way| way.binding.modes.contains(&mode));
    let rest = |way: &Way| {
        let written: String = way.chords.iter().map(ToString::to_string).collect();
        let rest = written.strip_prefix(begun)?.to_owned();
        (way.chords.len() > 1 && !rest.is_empty()).then_some((rest, way.binding.words))
    };
    if begun.is_empty() { Vec::new() } else { of_mode.filter_map(rest).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_follow_is_told_with_its_words() {
        assert_eq!(following(Mode::Panes, "g").first(), Some(&("g".to_owned(), "to the first")));
        assert_eq!(following(Mode::Panes, "]").len(), 1);
        assert_eq!(following(Mode::Panes, ""), []);
        assert_eq!(following(Mode::Panes, "12"), []);
        assert_eq!(following(Mode::Query, "g"), []);
    }
}
