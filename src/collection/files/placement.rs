//! What the path of a file in a collection says about it: kind of record, archived text, settings,
//! or misplaced.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use strsim::osa_distance;

use crate::diagnostic::suggest;
use crate::record::{FileLayout, Id, Kind};

use crate::collection::files::copies::original;

/// What a file of a collection is, by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// `casebook.toml`: the collection's settings.
    Settings,
    /// A record, or a table of records.
    Records(FileLayout),
    /// The archived text of a source.
    Archived(Id),
    /// A record's place, but the file's name is not an id.
    BadName(Kind, String),
    /// A TOML file where no kind of record is kept, with the folder or file that was perhaps meant.
    UnknownKind(Option<&'static str>),
    /// A record or a table of records, but for a slip in the ending of its name, with what it should be
    /// called.
    Misnamed(PathBuf),
    /// A copy of a record or of a table of records that another program left, with the path of the
    /// original.
    Copy(PathBuf),
    /// At the top, and called nearly `casebook.toml`.
    MisnamedSettings,
    /// Nothing of ours: notes, schemas, the settings of editors.
    Foreign,
}

impl Placement {
    /// Tells what the file at `path`, relative to the collection's folder, is.
    pub fn of(path: &Path) -> Self {
        path.to_str().and_then(Self::plainly_of).unwrap_or_else(|| Self::in_parts(path))
    }

    /// Tells the same of the path of a record as most are, without taking it apart, which takes longer than all else
    /// that is done with a file that has not changed.
    fn plainly_of(path: &str) -> Option<Self> {
        let (folder, below) = path.split_once('/')?;
        let kind = Kind::of_folder(folder)?;
        let name = below.rsplit_once('/').map_or(below, |(_, name)| name);
        let id = name.strip_suffix(".toml")?;
        if below.starts_with(['.', '/']) || below.contains("/.") || below.contains("//") {
            return None;
        }
        Some(Self::Records(FileLayout::One { kind, id: Id::new(id)? }))
    }

    fn in_parts(path: &Path) -> Self {
        let parts: Vec<&OsStr> = path
            .components()
            .filter_map(|part| if let Component::Normal(name) = part { Some(name) } else { None })
            .collect();
        let hidden = parts.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
        match parts.as_slice() {
            [] => Self::Foreign,
            [file] if is_nearly_settings(file) => Self::MisnamedSettings,
            _ if hidden => Self::Foreign,
            [file] => Self::at_the_top(Path::new(file)),
            [folder, .., file] => {
                let placed = Self::in_folder(&folder.to_string_lossy(), Path::new(file));
                // The original lies beside its copy, however deep in the folder.
                if let Self::Copy(name) = &placed {
                    Self::Copy(path.with_file_name(name))
                } else {
                    placed
                }
            }
        }
    }

    /// Returns whether the file holds the collection's settings, or may be meant to.
    pub(crate) fn is_of_settings(&self) -> bool {
        matches!(self, Self::Settings | Self::MisnamedSettings)
    }

    /// Returns whether the file has a place or name in which nothing is read, though it may be meant to
    /// be part of the collection.
    pub(crate) fn is_misplaced(&self) -> bool {
        match self {
            Self::UnknownKind(_) | Self::Misnamed(_) | Self::Copy(_) | Self::MisnamedSettings => {
                true
            }
            Self::Settings
            | Self::Records(_)
            | Self::BadName(..)
            | Self::Archived(_)
            | Self::Foreign => false,
        }
    }

    /// Returns what the records of a file that is not read may be, by its place.
    ///
    /// `path` is where it lies: the name of the file may be that of the record.
    pub fn possible_layouts(&self, path: &Path) -> Vec<FileLayout> {
        match self {
            Self::Settings | Self::MisnamedSettings | Self::Archived(_) | Self::Foreign => {
                Vec::new()
            }
            Self::Records(form) => vec![form.clone()],
            Self::BadName(kind, stem) => {
                vec![FileLayout::One { kind: *kind, id: Id::nearest_to(stem) }]
            }
            // It may be a single record or a table of records.
            Self::UnknownKind(meant) => {
                let kind = meant.and_then(Kind::of_folder).unwrap_or(Kind::Victim);
                // A table is called for its kind, not for a person.
                let is_table = meant.is_some() && path.components().count() == 1;
                let stem = if is_table { String::new() } else { stem(path) };
                vec![FileLayout::One { kind, id: Id::nearest_to(&stem) }, FileLayout::Many { kind }]
            }
            Self::Misnamed(meant) | Self::Copy(meant) => Self::of(meant).possible_layouts(meant),
        }
    }

    fn at_the_top(file: &Path) -> Self {
        let stem = stem(file);
        match (extension(file), stem.as_str()) {
            ("toml", "casebook") => Self::Settings,
            ("toml", "tombi" | "taplo") => Self::Foreign,
            ("toml", stem) => {
                let kind = Kind::of_folder(stem);
                let of_records = kind.map(|kind| Self::Records(FileLayout::Many { kind }));
                let copy = || original(&file.to_string_lossy()).map(PathBuf::from);
                let or_copy = of_records.or_else(|| copy().and_then(Self::copy_at_the_top));
                or_copy.unwrap_or_else(|| Self::UnknownKind(near(stem)))
            }
            _ => corrected_extension(file)
                .filter(|name| is_toml_but_for_case(file) || near(&stem_of(name)).is_some())
                .map_or(Self::Foreign, |name| Self::Misnamed(name.into())),
        }
    }

    /// Returns what a copy of the file at `of` is, where that is read.
    fn copy_at_the_top(of: PathBuf) -> Option<Self> {
        match Self::at_the_top(&of) {
            Self::Settings => Some(Self::MisnamedSettings),
            Self::Records(_) => Some(Self::Copy(of)),
            Self::Archived(_)
            | Self::BadName(..)
            | Self::UnknownKind(_)
            | Self::Misnamed(_)
            | Self::Copy(_)
            | Self::MisnamedSettings
            | Self::Foreign => None,
        }
    }

    fn in_folder(folder: &str, file: &Path) -> Self {
        let stem = stem(file);
        match (folder, extension(file)) {
            ("archive", "txt") => Id::new(&stem).map_or(Self::Foreign, Self::Archived),
            // Mappings of tables are TOML too, and no records.
            ("archive" | "schema" | "imports", _) => Self::Foreign,
            (folder, "toml") => match (Kind::of_folder(folder), Id::new(&stem)) {
                (Some(kind), Some(id)) => Self::Records(FileLayout::One { kind, id }),
                (Some(kind), None) => match original(&file.to_string_lossy()) {
                    Some(name) => Self::Copy(name.into()),
                    None => Self::BadName(kind, stem),
                },
                (None, _) => Self::UnknownKind(near(folder)),
            },
            (folder, _) => corrected_extension(file)
                .filter(|_| is_toml_but_for_case(file) || near(folder).is_some())
                .map_or(Self::Foreign, |name| {
                    match original(&name).filter(|_| Kind::of_folder(folder).is_some()) {
                        Some(of) => Self::Copy(of.into()),
                        None => Self::Misnamed(Path::new(folder).join(name)),
                    }
                }),
        }
    }
}

/// Returns whether the extension of a file's name is a misspelled `toml`: other letters, one more
/// or less, spaces, `.toml.txt`. Copies that editors leave do not count.
pub(crate) fn has_misspelled_extension(file: &Path) -> bool {
    corrected_extension(file).is_some()
}

/// Returns whether a file ends in `.toml` in capitals, all or some.
fn is_toml_but_for_case(file: &Path) -> bool {
    extension(file).eq_ignore_ascii_case("toml")
}

/// Returns what a file should be called whose name ends in a slip of `.toml`.
fn corrected_extension(file: &Path) -> Option<String> {
    let written = file.file_name()?.to_string_lossy();
    // Places in it are places in the name as it is written.
    let name = written.to_ascii_lowercase();
    let cut = |bytes: usize| written.get(..bytes).unwrap_or_default();
    if name.ends_with('~') || name.starts_with(['#', '.']) {
        return None;
    }
    let trimmed = name.trim_end().trim_end_matches(['.', ' ']);
    let trimmed = [".txt", ".text"]
        .iter()
        .find_map(|end| {
            trimmed.strip_suffix(end).filter(|rest| rest.strip_suffix(".toml").is_some())
        })
        .unwrap_or(trimmed);
    let at = trimmed.rfind(['.', ',', ' ', '_', '-'])?;
    let ending = trimmed.get(at + 1..).unwrap_or_default();
    let is_toml = ending == "toml";
    let is_near = trimmed.get(at..).is_some_and(|rest| rest.starts_with('.'))
        && ending.len() >= 3
        && ending.chars().all(char::is_alphanumeric)
        && osa_distance(ending, "toml") <= 1;
    let is_slip = (is_toml || is_near) && !written.ends_with(".toml");
    (is_slip && at > 0).then(|| format!("{}.toml", cut(at).trim_end()))
}

/// Returns whether a file at the top is called nearly `casebook.toml`: other letters, slips, a copy that a
/// program has numbered, a dot before it. Copies that editors leave are none.
pub(crate) fn is_nearly_settings(file: &OsStr) -> bool {
    let written = file.to_string_lossy();
    let is_of_editor = written.starts_with(['#', '~']) || written.starts_with(".#");
    if written == "casebook.toml" || written.ends_with('~') || is_of_editor {
        return false;
    }
    let name = written.to_lowercase();
    let name = name.trim().trim_start_matches('.');
    let Some((stem, rest)) = name.split_once('.') else { return false };
    // What programs put behind the name of a copy.
    let word = stem.split([' ', '(']).find(|part| !part.is_empty()).unwrap_or_default();
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let is_near = [stem, word].iter().any(|stem| osa_distance(&plain(stem), "casebook") <= 2);
    let last = rest.rsplit('.').next().unwrap_or_default().trim();
    let leftover = matches!(last, "swp" | "swo" | "swx" | "bak" | "orig" | "old" | "tmp" | "save");
    let is_toml = |end: &str| osa_distance(end.trim(), "toml") <= 1;
    is_near
        && !leftover
        && (rest.split('.').any(is_toml) || matches!(last, "txt" | "conf" | "cfg" | "ini"))
}

fn stem_of(name: &str) -> String {
    stem(Path::new(name))
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn extension(file: &Path) -> &str {
    file.extension().and_then(OsStr::to_str).unwrap_or_default()
}

fn near(name: &str) -> Option<&'static str> {
    let folders: Vec<&'static str> = Kind::all().map(Kind::folder).collect();
    let singular = Kind::all().find(|kind| kind.name() == name.to_lowercase()).map(Kind::folder);
    singular.or_else(|| suggest(name, folders).map(|near| near.best()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(path: &str, placement: &Placement) {
        assert_eq!(Placement::of(Path::new(path)), *placement, "{path}");
    }

    #[test]
    fn the_folder_says_what_and_the_file_says_which() {
        let one = |kind, id| Placement::Records(FileLayout::One { kind, id: Id::new(id).unwrap() });
        check("victims/yun.toml", &one(Kind::Victim, "yun"));
        check("victims/2025/li-he.toml", &one(Kind::Victim, "li-he"));
        check("people/a-b.toml", &one(Kind::Person, "a-b"));
        check("places.toml", &Placement::Records(FileLayout::Many { kind: Kind::Place }));
        check("casebook.toml", &Placement::Settings);
        check("imports/a-table.toml", &Placement::Foreign);
        check("archive/a-source.txt", &Placement::Archived(Id::new("a-source").unwrap()));
        check("victims/Li He.toml", &Placement::BadName(Kind::Victim, "Li He".to_owned()));
        check("victim/yun.toml", &Placement::UnknownKind(Some("victims")));
        check("persons.toml", &Placement::UnknownKind(None));
        check("arests.toml", &Placement::UnknownKind(Some("arrests")));
    }

    proptest! {
        #[test]
        fn a_path_means_the_same_whole_and_in_parts(
            parts in proptest::collection::vec(
                prop_oneof!["victims|places|archive|schema|victim", "[a-z]{1,2}", "[ .A-Z-]{0,2}"], 1..5),
            end in "(\\.toml|\\.TOML|\\.txt|\\.toml\\.toml|/)?",
        ) {
            let path = parts.join("/") + &end;
            let path = Path::new(&path);
            prop_assert_eq!(Placement::of(path), Placement::in_parts(path));
        }
    }

    #[test]
    fn a_slip_in_the_ending_of_a_records_file_is_seen() {
        for (path, meant) in [
            ("victims/zq.TOML", "victims/zq.toml"),
            ("victims/zq.Toml", "victims/zq.toml"),
            ("victims/zq.toml.txt", "victims/zq.toml"),
            ("victims/2025/zq.tml", "victims/zq.toml"),
            ("victims/zq.toml ", "victims/zq.toml"),
            ("victims/zq.tolm", "victims/zq.toml"),
            ("victims/zq.tomll", "victims/zq.toml"),
            ("victims/zq,toml", "victims/zq.toml"),
            ("victims/名.tom", "victims/名.toml"),
            ("Victims/zq.tml", "Victims/zq.toml"),
            ("victims/İbrahim.TOML", "victims/İbrahim.toml"),
            ("victims/ẞtest.toml.txt", "victims/ẞtest.toml"),
            ("cases/zq.TOML", "cases/zq.toml"),
            ("zq.TOML", "zq.toml"),
            ("people.toml.txt", "people.toml"),
            ("People.TOML", "People.toml"),
        ] {
            check(path, &Placement::Misnamed(meant.into()));
        }
        for path in [
            "victims/zq.toml~",
            "victims/zq.toml.swp",
            "victims/zq.toml.bak",
            "victims/#zq.toml#",
            "victims/photo.jpg",
            "victims/page.html",
            "victims/feed.xml",
            "victims/notes.txt",
            "notes/zq.tml",
            "archive/zq.tml",
        ] {
            check(path, &Placement::Foreign);
        }
    }

    #[test]
    fn a_copy_is_none_of_the_records() {
        for (path, of) in [
            ("victims/zq (1).toml", "victims/zq.toml"),
            ("victims/2025/zq.sync-conflict-20240229-235959-Q2W3E4R.toml", "victims/2025/zq.toml"),
            ("rescues/zq_REMOTE_98.toml", "rescues/zq.toml"),
            ("victims/zq (1).TOML", "victims/zq.toml"),
            ("victims/名 (1).toml", "victims/名.toml"),
            ("people (conflicted copy 2024-02-29).toml", "people.toml"),
            ("people~other.toml", "people.toml"),
        ] {
            check(path, &Placement::Copy(of.into()));
        }
        check("casebook_LOCAL_98.toml", &Placement::MisnamedSettings);
        check("victim/zq (1).toml", &Placement::UnknownKind(Some("victims")));
        check("victims/.#zq.toml", &Placement::Foreign);
        check(".#casebook.toml", &Placement::Foreign);
    }

    #[test]
    fn a_slip_in_the_name_of_the_settings_is_seen() {
        for path in [
            "Casebook.toml",
            "CASEBOOK.TOML",
            "casebook.TOML",
            "casebook.toml.txt",
            ".casebook.toml",
            "casebook.toml ",
            "casebook.tml",
            "casebok.toml",
            "casebooks.toml",
            "case-book.toml",
            "casebook (1).toml",
            "casebook.toml.sync-conflict-20251128-101112-ABCDEFG.toml",
        ] {
            check(path, &Placement::MisnamedSettings);
        }
        for path in [
            "casebook.toml~",
            ".casebook.toml.swp",
            "#casebook.toml#",
            "casebook.toml.bak",
            "casebook.md",
            "casebook",
            ".casebook-1234",
        ] {
            check(path, &Placement::Foreign);
        }
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        for path in [
            "",
            "tombi.toml",
            ".taplo.toml",
            "README.md",
            "victims/notes.md",
            "victims/.yun.toml.swp",
            "schema/victim.json",
            "archive/README.md",
            "archive/Not An Id.txt",
            ".git/config.toml",
            "notes/x.md",
        ] {
            check(path, &Placement::Foreign);
        }
    }
}
