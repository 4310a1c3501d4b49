//! What a path inside a collection says of the file: the folder says what, the file says which.

use std::ffi::OsStr;
use std::path::{Component, Path};

use crate::record::{Form, Id, Kind, nearest};

/// What a file of a collection is, by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// `casebook.toml`: the collection's settings.
    Settings,
    /// A record, or a table of records.
    Records(Form),
    /// The archived text of a source.
    Archived(Id),
    /// A record's place, but the file's name is not an id.
    BadName(Kind, String),
    /// A TOML file where no kind of record is kept, with the folder or file that was perhaps meant.
    UnknownKind(Option<&'static str>),
    /// Nothing of ours: notes, schemas, the settings of editors.
    Foreign,
}

impl Placement {
    /// Tells what the file at `path`, relative to the collection's folder, is.
    pub fn of(path: &Path) -> Self {
        let parts: Vec<&OsStr> = path
            .components()
            .filter_map(|part| if let Component::Normal(name) = part { Some(name) } else { None })
            .collect();
        let hidden = parts.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
        match parts.as_slice() {
            [] => Self::Foreign,
            _ if hidden => Self::Foreign,
            [file] => Self::at_the_top(Path::new(file)),
            [folder, .., file] => Self::in_folder(&folder.to_string_lossy(), Path::new(file)),
        }
    }

    fn at_the_top(file: &Path) -> Self {
        let stem = stem(file);
        match (extension(file), stem.as_str()) {
            ("toml", "casebook") => Self::Settings,
            ("toml", "tombi" | "taplo") => Self::Foreign,
            ("toml", stem) => Kind::of_folder(stem).map_or_else(
                || Self::UnknownKind(near(stem)),
                |kind| Self::Records(Form::Many { kind }),
            ),
            _ => Self::Foreign,
        }
    }

    fn in_folder(folder: &str, file: &Path) -> Self {
        let stem = stem(file);
        match (folder, extension(file)) {
            ("archive", "txt") => Id::new(&stem).map_or(Self::Foreign, Self::Archived),
            ("archive" | "schema", _) => Self::Foreign,
            (folder, "toml") => match (Kind::of_folder(folder), Id::new(&stem)) {
                (Some(kind), Some(id)) => Self::Records(Form::One { kind, id }),
                (Some(kind), None) => Self::BadName(kind, stem),
                (None, _) => Self::UnknownKind(near(folder)),
            },
            (_, _) => Self::Foreign,
        }
    }
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
    singular.or_else(|| nearest(name, folders))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, placement: &Placement) {
        assert_eq!(Placement::of(Path::new(path)), *placement, "{path}");
    }

    #[test]
    fn the_folder_says_what_and_the_file_says_which() {
        let one = |kind, id| Placement::Records(Form::One { kind, id: Id::new(id).unwrap() });
        check("victims/yun.toml", &one(Kind::Victim, "yun"));
        check("victims/2025/li-he.toml", &one(Kind::Victim, "li-he"));
        check("people/a-b.toml", &one(Kind::Person, "a-b"));
        check("places.toml", &Placement::Records(Form::Many { kind: Kind::Place }));
        check("casebook.toml", &Placement::Settings);
        check("archive/a-source.txt", &Placement::Archived(Id::new("a-source").unwrap()));
        check("victims/Li He.toml", &Placement::BadName(Kind::Victim, "Li He".to_owned()));
        check("victim/yun.toml", &Placement::UnknownKind(Some("victims")));
        check("persons.toml", &Placement::UnknownKind(None));
        check("arests.toml", &Placement::UnknownKind(Some("arrests")));
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
