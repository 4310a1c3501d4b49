//! What the formats of reference managers and typesetters call each type of source.

/// The names of a type of source.
#[derive(Debug)]
pub(crate) struct EntryType {
    /// The types of CSL that the others do not tell apart.
    csl: &'static [&'static str],
    /// The entry type of BibLaTeX.
    pub(crate) biblatex: &'static str,
    /// The field of BibLaTeX for the publisher.
    pub(crate) publisher_field: &'static str,
    /// The entry type of Hayagriva.
    pub(crate) hayagriva: &'static str,
    /// The type of what the source is a part of in Hayagriva, which has the name of the publisher.
    pub(crate) parent: Option<&'static str>,
}

#[rustfmt::skip]
const TYPES: &[EntryType] = &[
    entry(&["article-newspaper"],                                        ["article", "journaltitle"],      "article",     Some("newspaper")),
    entry(&["article-magazine", "article-journal", "article", "review"], ["article", "journaltitle"],      "article",     Some("periodical")),
    entry(&["webpage"],                                                  ["online", "organization"],       "web",         Some("web")),
    entry(&["post-weblog"],                                              ["online", "organization"],       "post",        Some("blog")),
    entry(&["post"],                                                     ["online", "organization"],       "post",        Some("thread")),
    entry(&["report"],                                                   ["report", "institution"],        "report",      None),
    entry(&["paper-conference"],                                         ["report", "institution"],        "misc",        None),
    entry(&["book", "pamphlet"],                                         ["book", "publisher"],            "book",        None),
    entry(&["thesis"],                                                   ["thesis", "institution"],        "thesis",      None),
    entry(&["dataset"],                                                  ["dataset", "publisher"],         "misc",        None),
    entry(&["legislation", "regulation", "treaty"],                      ["legislation", "organization"],  "legislation", None),
    entry(&["legal_case", "hearing"],                                    ["jurisdiction", "organization"], "case",        None),
    entry(&["motion_picture"],                                           ["movie", "organization"],        "video",       None),
    entry(&["broadcast"],                                                ["misc", "organization"],         "video",       None),
];

/// The names of every other type.
const OTHER: &EntryType = &entry(&[], ["misc", "organization"], "misc", None);

const fn entry(
    csl: &'static [&'static str],
    [biblatex, publisher_field]: [&'static str; 2],
    hayagriva: &'static str,
    parent: Option<&'static str>,
) -> EntryType {
    EntryType { csl, biblatex, publisher_field, hayagriva, parent }
}

impl EntryType {
    /// Returns the names of a type of CSL.
    pub(crate) fn of(csl: &str) -> &'static Self {
        TYPES.iter().find(|row| row.csl.contains(&csl)).unwrap_or(OTHER)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::record::Vocabulary;

    #[test]
    fn every_type_is_one_of_csl_and_in_one_row() {
        let mut seen = BTreeSet::new();
        for name in TYPES.iter().flat_map(|row| row.csl) {
            assert!(seen.insert(name), "{name} is in two rows");
            assert!(
                Vocabulary::SourceType.words().any(|word| word == *name),
                "{name} is no type of a source"
            );
        }
    }
}
