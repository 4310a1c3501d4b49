//! Reads where in a source a quote is, as the styles of CSL tell places apart.

use hayagriva::citationberg::taxonomy::Locator;

/// Where in a source something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlaceInSource<'a> {
    /// What kind of place it is; [`Locator::Custom`] where the words say it themselves.
    pub(super) kind: Locator,
    /// Its number or name.
    pub(super) words: &'a str,
}

/// The words for a kind of place, the longer first.
const KINDS: &[(&str, Locator)] = &[
    ("paragraphs", Locator::Paragraph),
    ("paragraph", Locator::Paragraph),
    ("para.", Locator::Paragraph),
    ("pages", Locator::Page),
    ("page", Locator::Page),
    ("pp.", Locator::Page),
    ("p.", Locator::Page),
    ("chapter", Locator::Chapter),
    ("section", Locator::Section),
    ("figure", Locator::Figure),
    ("table", Locator::Table),
    ("lines", Locator::Line),
    ("line", Locator::Line),
    ("note", Locator::Note),
];

impl<'a> PlaceInSource<'a> {
    /// Reads the `at` of a quote. Places of several parts, such as a paragraph of a section, stay as they are.
    pub(super) fn read(at: &'a str) -> Self {
        let at = at.trim();
        let whole = Self { kind: Locator::Custom, words: at };
        if at.contains([',', ';', ':']) {
            return whole;
        }
        let found = KINDS.iter().find_map(|(word, kind)| {
            let start = at.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
            let rest = at.strip_prefix(start)?;
            let words = rest.trim_start();
            let parted = word.ends_with('.') || words.len() < rest.len();
            (parted && !words.is_empty()).then_some(Self { kind: *kind, words })
        });
        found.unwrap_or(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_of_one_part_has_a_kind_and_any_other_stays_as_it_is() {
        for (at, kind, words) in [
            ("paragraph 3", Locator::Paragraph, "3"),
            ("Page 12–13", Locator::Page, "12–13"),
            ("p.7", Locator::Page, "7"),
            ("section Butchering pigs", Locator::Section, "Butchering pigs"),
            ("section A, paragraph 3", Locator::Custom, "section A, paragraph 3"),
            ("pageant", Locator::Custom, "pageant"),
            ("page", Locator::Custom, "page"),
            ("lời mở đầu", Locator::Custom, "lời mở đầu"),
        ] {
            assert_eq!(PlaceInSource::read(at), PlaceInSource { kind, words }, "{at}");
        }
    }
}
