//! Looks at what an export would be, and writes it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::browser::model::export_draft::{ExportOrder, ExportOutlook};
use crate::collection::Collection;
use crate::exchange::{ExportOptions, Format, Readers, Takes, View};
use crate::record::{Id, Kind};
use crate::redaction::{MaskedQuotes, Policy, Redaction, ReleaseManifest};
use crate::session::export::{
    self, BAG_IS_WHOLE, ExportFailure, ExportTarget, NOT_HELD_BACK, NOT_PUBLISHED, PUBLISHED,
};

/// The most files of one name that are counted on.
const MOST_FILES: u32 = 999;
/// What is said of an export that is masked as the screen is.
const MASKED: &str = "held back: all names, the words of quotes, confidential cases";
const NOT_MASKED: &str = "not held back: exact dates and places, titles and notes but for names; what others may have is a public release";
const NOT_PUBLIC: &str = "not a public release: for you and your colleagues";

/// Where exports are written, and what is never replaced.
pub(crate) struct ExportPlace<'p> {
    /// The folder from which paths begin.
    pub(crate) folder: &'p Path,
    /// The folders of the collection and of its archived texts.
    pub(crate) own: Vec<PathBuf>,
    /// Returns where a file of the archive is.
    pub(crate) archive: &'p dyn Fn(&Path) -> Option<PathBuf>,
}

impl ExportPlace<'_> {
    /// Returns what would come of an order.
    pub(crate) fn look(&self, collection: &Collection, order: &ExportOrder) -> ExportOutlook {
        let Some(format) = Format::of_menu(order.format) else { return ExportOutlook::default() };
        let path = self.path(order, format);
        let at = fs::symlink_metadata(&path).ok();
        let why_not = if order.is_public { export::why_not_public(format) } else { None };
        let why_not = why_not.or_else(|| self.why_no_output(order, format, &path));
        let why_not = why_not.or_else(|| {
            let since = order.since.as_deref().filter(|_| order.is_public)?;
            self.earlier(since).err()
        });
        ExportOutlook {
            replaces: at.is_some() && why_not.is_none(),
            path,
            sentences: sentences(collection, order, format),
            why_not: why_not.map(|why_not| format!("{}; {}", why_not.what, why_not.remedy)),
        }
    }

    /// Writes what is asked for; returns what is to be said of it.
    pub(crate) fn write(
        &self,
        collection: &Collection,
        order: &ExportOrder,
    ) -> Result<Vec<String>, ExportFailure> {
        let format = Format::of_menu(order.format)
            .ok_or_else(|| ExportFailure::of("there is no such format", "choose another one"))?;
        let path = self.path(order, format);
        if let Some(why_not) = self.why_no_output(order, format, &path) {
            return Err(why_not);
        }
        let replaces = order.replaces;
        let mut said = if order.is_public {
            let target = ExportTarget { path: &path, readers: Readers::AnyoneAllowed, replaces };
            self.publish(collection, order, format, target)?
        } else {
            // What was exported may name people, so only its owner may read it.
            let target = ExportTarget { path: &path, readers: Readers::Owner, replaces };
            self.write_records(collection, order, format, target)?
        };
        said.insert(1, format!("to {}", path.display()));
        Ok(said)
    }

    fn publish(
        &self,
        collection: &Collection,
        order: &ExportOrder,
        format: &Format,
        target: ExportTarget<'_>,
    ) -> Result<Vec<String>, ExportFailure> {
        if let Some(why_not) = export::why_not_public(format) {
            return Err(why_not);
        }
        let earlier = order.since.as_deref().map(|since| self.earlier(since)).transpose()?;
        let release = export::release(collection, None, earlier.as_ref())?;
        let options = options(target.path);
        let written = export::write_release(release, format, &options, target)?;
        let report = written.report.lines().map(str::to_owned);
        Ok([written.counted].into_iter().chain(written.said).chain(report).collect())
    }

    fn write_records(
        &self,
        collection: &Collection,
        order: &ExportOrder,
        format: &Format,
        target: ExportTarget<'_>,
    ) -> Result<Vec<String>, ExportFailure> {
        let redaction = Redaction::of(collection, policy(order));
        let ids = asked(collection, order, format);
        // Tables for other programs have what records link to; lists have what is listed.
        let ids = if format.takes == Takes::Export && order.ids.is_some() {
            redaction.with_linked(&ids)
        } else {
            ids
        };
        let ids: Vec<&Id> = ids.iter().collect();
        redaction.count_left_out(ids.iter().copied());
        let originals: Vec<(PathBuf, PathBuf)> = if format.name == "bag" {
            let paths = ids.iter().filter_map(|id| redaction.original_of(id));
            paths.filter_map(|path| Some((path.clone(), (self.archive)(&path)?))).collect()
        } else {
            Vec::new()
        };
        let read = |path: &Path| {
            let (_, at) = originals.iter().find(|(known, _)| known == path)?;
            let is_file = fs::symlink_metadata(at).is_ok_and(|found| found.is_file());
            if is_file { fs::read(at).ok() } else { None }
        };
        let options = options(target.path);
        let view = View::of(&redaction).with_options(&options).with_files(&read);
        let (written, said) = export::write_records(format, &view, &ids, target)?;
        written.finish()?;
        // A list says how many records only possibly match; nothing was asked here.
        let said = said.filter(|_| format.takes == Takes::Export);
        let counted = export::counted_records(&redaction, &ids);
        let withheld = match redaction.withheld() {
            _ if order.masked => MASKED.to_owned(),
            Some(withheld) => withheld.to_string(),
            None => "nothing had to be held back".to_owned(),
        };
        let not_held_back = if order.masked { NOT_MASKED } else { NOT_HELD_BACK };
        let whole = (format.name == "bag").then_some(BAG_IS_WHOLE);
        let held = [withheld, not_held_back.to_owned()].into_iter();
        let whole = whole.map(str::to_owned);
        Ok([counted, NOT_PUBLIC.to_owned()]
            .into_iter()
            .chain(said)
            .chain(held)
            .chain(whole)
            .collect())
    }

    /// Reads the numbers of the release to compare with.
    fn earlier(&self, since: &Path) -> Result<ReleaseManifest, ExportFailure> {
        let path = self.folder.join(from_home(since));
        export::read_manifest(&path, &|path| fs::read_to_string(path))
    }

    /// Returns the path that was typed, or the first usual name that nothing has.
    fn path_as_typed(&self, order: &ExportOrder, format: &Format) -> PathBuf {
        match &order.path {
            Some(typed) => self.folder.join(from_home(typed)),
            None => self.folder.join(free_name(self.folder, format)),
        }
    }

    /// Returns where an order is written.
    fn path(&self, order: &ExportOrder, format: &Format) -> PathBuf {
        let path = self.path_as_typed(order, format);
        let above = path.parent().and_then(|above| above.canonicalize().ok());
        match (above, path.file_name()) {
            (Some(above), Some(name)) => above.join(name),
            (Some(_) | None, _) => path,
        }
    }

    /// Returns why an order cannot be written at its path.
    fn why_no_output(
        &self,
        order: &ExportOrder,
        format: &Format,
        path: &Path,
    ) -> Option<ExportFailure> {
        let typed = self.path_as_typed(order, format);
        export::why_no_output(format, &typed, "for one table, choose the format csv")
            .or_else(|| self.why_no_name(path, is_folder(format)))
    }

    /// Returns why nothing can be written at a path.
    fn why_no_name(&self, path: &Path, is_folder: bool) -> Option<ExportFailure> {
        let above = path.parent()?;
        if !above.is_dir() {
            let what = format!("there is no folder {}", above.display());
            return Some(ExportFailure::of(what, "make it, or name another one"));
        }
        let there = fs::symlink_metadata(path).ok()?;
        let what = if is_folder {
            "there is something of this name, and only a single file is replaced by another"
        } else if !there.is_file() {
            "what has this name is no plain file"
        } else if self.own.iter().any(|own| path.starts_with(own)) {
            "this file is in the folder of the collection, where no export replaces one"
        } else {
            return None;
        };
        Some(ExportFailure::of(what, "choose another name"))
    }
}

/// Returns whether a format is a folder of several files.
fn is_folder(format: &Format) -> bool {
    format.takes == Takes::Export && format.is_package()
}

fn policy(order: &ExportOrder) -> Policy {
    if order.masked { Policy::Masked(MaskedQuotes::Withheld) } else { Policy::Default }
}

fn options(path: &Path) -> ExportOptions {
    ExportOptions { scratch: path.parent().map(Path::to_owned), ..ExportOptions::default() }
}

/// Returns the records that are asked for.
fn asked(collection: &Collection, order: &ExportOrder, format: &Format) -> Vec<Id> {
    match &order.ids {
        Some(ids) => ids.to_vec(),
        None if format.takes == Takes::Export => collection.ids().cloned().collect(),
        None => {
            let cases = Kind::all().filter(|kind| kind.is_case());
            cases.flat_map(|kind| collection.ids_of(kind)).cloned().collect()
        }
    }
}

/// Returns what would be held back, and what not.
fn sentences(collection: &Collection, order: &ExportOrder, format: &Format) -> Vec<String> {
    if order.is_public {
        return vec![PUBLISHED.to_owned(), NOT_PUBLISHED.to_owned()];
    }
    let redaction = Redaction::of(collection, policy(order));
    let ids = asked(collection, order, format);
    let mut sentences = match ids.iter().filter(|id| redaction.is_left_out(id)).count() {
        0 => Vec::new(),
        1 => vec!["held back: 1 confidential case".to_owned()],
        cases => vec![format!("held back: {cases} confidential cases")],
    };
    if order.masked {
        sentences.extend([MASKED.to_owned(), NOT_MASKED.to_owned()]);
        return sentences;
    }
    if redaction.withholds_anything() {
        sentences.push(
            "held back: the names of people who may not be named, and places of the time after captivity where they are withheld"
                .to_owned(),
        );
    } else {
        sentences.push("nothing has to be held back".to_owned());
    }
    sentences.push(NOT_HELD_BACK.to_owned());
    if format.name == "bag" {
        sentences.push(BAG_IS_WHOLE.to_owned());
    }
    sentences
}

/// Returns a path that was typed with the folder of the user in the place of `~`, as a shell reads it.
fn from_home(typed: &Path) -> PathBuf {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    match (typed.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => PathBuf::from(home).join(rest),
        (Ok(_) | Err(_), _) => typed.to_owned(),
    }
}

/// Returns the first usual name in a folder that nothing has.
fn free_name(folder: &Path, format: &Format) -> PathBuf {
    let ending = if is_folder(format) {
        format!("-{}", format.name)
    } else {
        format!(".{}", format.extension)
    };
    let name = |number: u32| match (number, is_folder(format)) {
        (1, _) => PathBuf::from(format!("casebook-export{ending}")),
        (_, true) => PathBuf::from(format!("casebook-export{ending}-{number}")),
        (_, false) => PathBuf::from(format!("casebook-export-{number}{ending}")),
    };
    let is_free = |name: &PathBuf| folder.join(name).symlink_metadata().is_err();
    (1..=MOST_FILES).map(name).find(is_free).unwrap_or_else(|| name(1))
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Arc;

    use super::*;
    use crate::collection::{Memory, load};

    fn collection() -> Collection {
        let mut memory = Memory::default();
        memory.put("victims/ann.toml", "title = 'Ann Test'\nexploitation_place = 'seatown'\n");
        memory.put("victims/bo.toml", "title = 'Bo Test'\nconfidentiality = 'confidential'\n");
        memory.put("places.toml", "[seatown]\nname = 'Seatown'\n");
        load(&memory)
    }

    fn order(format: &'static str, ids: &[&str]) -> ExportOrder {
        let ids: Arc<[Id]> = ids.iter().filter_map(|id| Id::new(id)).collect();
        ExportOrder {
            ids: Some(ids),
            format,
            path: None,
            masked: false,
            is_public: false,
            since: None,
            replaces: false,
        }
    }

    fn place(folder: &Path) -> ExportPlace<'_> {
        ExportPlace { folder, own: Vec::new(), archive: &|_| None }
    }

    #[test]
    fn an_export_takes_a_free_name_and_says_what_it_leaves_out_before_and_after() {
        let (collection, folder) = (collection(), tempfile::tempdir().unwrap());
        let place = place(folder.path());
        let at = folder.path().canonicalize().unwrap();
        for name in ["casebook-export.csv", "casebook-export-2.csv"] {
            let order = order("csv", &["ann", "bo"]);
            let outlook = place.look(&collection, &order);
            assert_eq!(
                (outlook.path, outlook.replaces, outlook.why_not),
                (at.join(name), false, None)
            );
            let sentences = outlook.sentences.join("\n");
            for said in ["held back: 1 confidential case", "not held back: the names of all others"]
            {
                assert!(sentences.contains(said), "{sentences}");
            }
            let said = place.write(&collection, &order).unwrap();
            assert_eq!(
                said[..2],
                ["wrote 1 victim".to_owned(), format!("to {}", at.join(name).display())]
            );
            assert_eq!(said[2], NOT_PUBLIC);
            assert!(said[3].contains("1 confidential case is withheld"), "{said:?}");
            assert_eq!(said[4..], [NOT_HELD_BACK]);
            let text = fs::read_to_string(at.join(name)).unwrap();
            assert!(text.contains("Ann Test") && !text.contains("Bo Test"), "{text}");
        }
        let said = place.write(&collection, &order("ids", &["ann"])).unwrap();
        assert!(said[1].ends_with("casebook-export.txt"), "{said:?}");
        let masked = ExportOrder { masked: true, ..order("csv", &["ann"]) };
        let said = place.write(&collection, &masked).unwrap();
        assert_eq!(said[2..], [NOT_PUBLIC, MASKED, NOT_MASKED]);
        let said = place.write(&collection, &order("bag", &["ann"])).unwrap();
        assert_eq!(said.last().unwrap(), BAG_IS_WHOLE);
    }

    #[test]
    fn only_a_plain_file_outside_of_the_collection_is_replaced_and_only_where_that_was_agreed_to() {
        let (collection, folder) = (collection(), tempfile::tempdir().unwrap());
        let at = folder.path().canonicalize().unwrap();
        fs::create_dir_all(at.join("cases/victims")).unwrap();
        fs::write(at.join("cases/victims/ann.toml"), "title = 'Ann Test'\n").unwrap();
        fs::write(at.join("old.csv"), "old").unwrap();
        fs::write(at.join("old"), "old").unwrap();
        let own = vec![at.join("cases")];
        let place = ExportPlace { folder: &at, own, archive: &|_| None };
        let to = |path: &str, replaces: bool, format: &'static str| ExportOrder {
            path: Some(path.into()),
            replaces,
            ..order(format, &["ann"])
        };
        let outlook = place.look(&collection, &to("old.csv", false, "csv"));
        assert!(outlook.replaces && outlook.why_not.is_none());
        let refused = place.write(&collection, &to("old.csv", false, "csv")).unwrap_err();
        assert!(refused.what.contains("already exists"), "{refused:?}");
        assert_eq!(fs::read_to_string(at.join("old.csv")).unwrap(), "old");
        place.write(&collection, &to("old.csv", true, "csv")).unwrap();
        assert!(fs::read_to_string(at.join("old.csv")).unwrap().contains("Ann Test"));
        for (path, format, why) in [
            ("cases/victims/ann.toml", "csv", "in the folder of the collection"),
            ("cases", "csv", "is a folder, and one file is to be written"),
            ("new/", "csv", "is a folder, and one file is to be written"),
            ("cases", "csv-tables", "cases already exists, and this format writes a new folder"),
            ("old", "csv-tables", "only a single file is replaced"),
            ("old.csv", "csv-tables", "is the name of a file, and this format writes a folder"),
            ("new.ZIP", "htcds", "is the name of a file"),
            ("none/there.csv", "csv", "there is no folder"),
        ] {
            let order = to(path, true, format);
            let outlook = place.look(&collection, &order);
            assert!(!outlook.replaces && outlook.why_not.unwrap().contains(why), "{path}");
            assert!(place.write(&collection, &order).unwrap_err().what.contains(why), "{path}");
        }
        assert_eq!(
            fs::read_to_string(at.join("cases/victims/ann.toml")).unwrap(),
            "title = 'Ann Test'\n"
        );
        // A link is not followed to what it leads to.
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at.join("cases/victims/ann.toml"), at.join("link.csv"))
                .unwrap();
            let refused = place.write(&collection, &to("link.csv", true, "csv")).unwrap_err();
            assert!(refused.what.contains("no plain file"), "{refused:?}");
        }
        assert_eq!(
            fs::read_dir(&at).unwrap().count(),
            3 + usize::from(cfg!(unix)),
            "nothing is left over"
        );
    }

    #[test]
    fn a_public_release_is_of_all_names_no_one_and_is_compared_with_the_last_one() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().canonicalize().unwrap();
        let victims = |count: usize| {
            let mut memory = Memory::default();
            for number in 0..count {
                memory.put(
                    format!("victims/quagmire-{number}.toml"),
                    format!("title = 'Zebulon Quagmire {number}'\nname = 'Zebulon Quagmire'\ngender = 'female'\n"),
                );
            }
            load(&memory)
        };
        let place = place(&at);
        let public = |path: &str, since: Option<&str>| ExportOrder {
            ids: None,
            is_public: true,
            path: Some(path.into()),
            since: since.map(PathBuf::from),
            ..order("csv-tables", &[])
        };
        let few = place.write(&victims(5), &public("few", None)).unwrap_err();
        assert!(few.what.contains("nothing can be released") && !at.join("few").exists());
        let outlook = place.look(&victims(20), &public("one", None));
        assert_eq!(outlook.sentences, [PUBLISHED, NOT_PUBLISHED]);
        let said = place.write(&victims(20), &public("one", None)).unwrap();
        assert!(
            said[0].contains("20 victims") && said.concat().contains("no release is without"),
            "{said:?}"
        );
        for file in walkdir::WalkDir::new(at.join("one")).into_iter().map(Result::unwrap) {
            if file.file_type().is_file() {
                let text = fs::read_to_string(file.path()).unwrap().to_lowercase();
                assert!(!text.contains("quagmire") && !text.contains("zebulon"), "{file:?}");
            }
        }
        let near = place.write(&victims(21), &public("two", Some("one"))).unwrap_err();
        assert!(near.what.contains("differs from the last one by fewer than 11"), "{near:?}");
        place.write(&victims(40), &public("two", Some("one"))).unwrap();
        let outlook = place.look(&victims(40), &public("three", Some("nowhere")));
        assert!(outlook.why_not.unwrap().contains("cannot read"));
        let bag = ExportOrder { format: "bag", ..public("bag", None) };
        assert!(place.look(&victims(20), &bag).why_not.unwrap().contains("cannot be made public"));
        assert!(place.write(&victims(20), &bag).is_err() && !at.join("bag").exists());
    }

    #[test]
    fn every_format_of_the_menu_is_written_with_what_is_linked() {
        let collection = collection();
        for format in Format::all_of_menu() {
            let folder = tempfile::tempdir().unwrap();
            let name = format.menu_name();
            let said = place(folder.path()).write(&collection, &order(name, &["ann"])).unwrap();
            assert!(said[0].starts_with("wrote 1 victim"), "{name}: {said:?}");
            let made = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
            if name == "csv-tables" {
                let places = fs::read_to_string(made.join("places.csv")).unwrap();
                assert!(places.contains("Seatown"), "{places}");
            }
            assert_eq!(made.is_dir(), format.takes == Takes::Export && format.is_package());
        }
        // Under the mask no name, no quote and no id of a person is in any of them.
        let mut memory = Memory::default();
        memory.put(
            "victims/zebulon-quagmire.toml",
            "title = 'Zebulon Quagmire, sold'\nname = 'Zebulon Quagmire'\nage = 20\nnote = 'She wept by the tourmaline window.'\n[[quote]]\nsource = 'wire'\ntext = 'tourmaline, she said'\nspeaker = 'Quagmire'\nsupports = ['age']\n[[quote]]\nsource = 'wire'\ntext = 'She wept by the tourmaline window.'\n",
        );
        memory.put("sources.toml", "[wire]\ntitle = 'Wire'\n");
        let collection = load(&memory);
        for format in Format::all_of_menu() {
            let folder = tempfile::tempdir().unwrap();
            let name = format.menu_name();
            let order = ExportOrder { masked: true, ..order(name, &["zebulon-quagmire"]) };
            let said = place(folder.path()).write(&collection, &order).unwrap();
            assert!(said[0].starts_with("wrote "), "{name}: {said:?}");
            for file in walkdir::WalkDir::new(folder.path()).into_iter().map(Result::unwrap) {
                assert!(!file.path().to_string_lossy().contains("quagmire"), "{file:?}");
                if !file.file_type().is_file() {
                    continue;
                }
                let bytes = fs::read(file.path()).unwrap();
                let mut text = String::from_utf8_lossy(&bytes).into_owned();
                if let Ok(mut book) = zip::ZipArchive::new(io::Cursor::new(&bytes)) {
                    for number in 0..book.len() {
                        let mut entry = book.by_index(number).unwrap();
                        io::Read::read_to_string(&mut entry, &mut text).unwrap();
                    }
                }
                let text = text.to_lowercase();
                for word in ["zebulon", "quagmire", "tourmaline"] {
                    assert!(!text.contains(word), "{name}: {word} in {text}");
                }
            }
        }
        let mut names: Vec<&str> = Format::all_of_menu().map(Format::menu_name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Format::all_of_menu().count());
    }
}
