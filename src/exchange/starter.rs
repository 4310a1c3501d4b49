//! The files of a new collection: its settings, what git leaves out, and the files for editors.

use crate::record::Vocabularies;

use super::schema::editor_files;

/// What git leaves out of a new collection.
const GITIGNORE: &str = "\
# Archived texts belong to their publishers and stay with the person who archived them.
/archive/
# What editors leave behind.
*.swp
*~
";

/// Returns the files of a new collection, as paths in its folder and texts; `title` is what it is called.
pub(crate) fn starter_files(title: &str, words: &Vocabularies) -> Vec<(String, String)> {
    let own = [
        ("casebook.toml".to_owned(), settings(title)),
        (".gitignore".to_owned(), GITIGNORE.to_owned()),
    ];
    own.into_iter().chain(editor_files(words)).collect()
}

/// Returns whether a `.gitignore` leaves the archived texts out.
pub(crate) fn ignores_archive(gitignore: &[u8]) -> bool {
    let text = String::from_utf8_lossy(gitignore);
    text.lines().map(str::trim).any(|line| {
        line == "*" || line.trim_start_matches('/').trim_end_matches(['/', '*']) == "archive"
    })
}

/// Returns a `casebook.toml` in which every setting is explained, and those behind a # change nothing.
fn settings(title: &str) -> String {
    let title = toml::Value::from(title);
    format!(
        r#"#:schema schema/casebook.json
# The settings of this collection. What is behind a # is an example: take the # away to use it.

# What the collection is called.
title  = {title}
# The version of the format; there is no other yet.
format = 1

# Who may see a case that does not say so itself: public, restricted or confidential. Nothing confidential
# is printed unless it is asked for.
# confidentiality = "confidential"

# Mask every name and quote when the browser starts, after minutes without a key, or when the terminal
# loses the focus. P shows them again.
# masked         = true
# mask_after     = 5
# mask_unfocused = true

# How much of the text of any one source may be quoted, from 0 to 1.
# quotation_share = 0.4

# A file of GeoJSON with the outlines of provinces, which the map hatches, and where they are from.
# [map]
# borders = "provinces.geojson"
# source  = "Ministry of Maps, 2024"

# Saved views: what the digits 1 to 9 list in the browser.
[views]
1 = {{ name = "Victims", query = "kind:victim" }}
2 = {{ name = "Rescues", query = "kind:rescue" }}
3 = {{ name = "Arrests", query = "kind:arrest" }}

# Words of your own, beside those of the format.
# [vocabulary]
# scam_type = ["a_kind_of_your_own"]

# Rules of `casebook check` that are switched off, each with the reason.
# [check.off]
# not-archived = "The texts are kept elsewhere."
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Settings;

    #[test]
    fn the_settings_are_read_as_they_are_and_with_every_example_in_use() {
        for title in ["Made up", "a \"quoted\" \\ one\n", "“妙瓦底” ▒"] {
            let text = settings(title);
            let (read, document) = Settings::read(text.as_str().into());
            assert_eq!(document.problems, []);
            assert_eq!(read.title.as_deref(), Some(title));
            let plain = Settings {
                title: read.title.clone(),
                format: Some(1),
                views: read.views.clone(),
                ..Settings::default()
            };
            assert_eq!(read, plain);

            let is_example = |line: &str| line.contains(" = ") || line.starts_with('[');
            let used = text.lines().map(|line| match line.strip_prefix("# ") {
                Some(example) if is_example(example) => example,
                _ => line,
            });
            let used = used.collect::<Vec<_>>().join("\n");
            let (used, document) = Settings::read(used.as_str().into());
            assert_eq!(document.problems, [], "{used:?}");
            assert!(used.confidentiality.is_some() && used.quotation_share.is_some());
            assert!(used.masked.is_some() && used.mask_after.is_some());
            assert!(used.mask_unfocused.is_some());
            assert!(used.map.borders.is_some() && used.map.source.is_some());
            assert!(!used.vocabulary.is_empty() && !used.check.off.is_empty());
        }
    }

    #[test]
    fn what_leaves_the_archive_out_is_known() {
        assert!(ignores_archive(GITIGNORE.as_bytes()));
        for line in ["archive", "/archive", "archive/", "/archive/*", "a\n archive \n", "*"] {
            assert!(ignores_archive(line.as_bytes()), "{line}");
        }
        for line in ["", "\n\n", "archives", "# archive", "!archive", "/sub/archive"] {
            assert!(!ignores_archive(line.as_bytes()), "{line}");
        }
    }
}
