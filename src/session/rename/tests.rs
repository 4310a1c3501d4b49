//! Which files name a record, what becomes of them when it is renamed, and what is refused.

use proptest::prelude::*;

use super::*;
use crate::collection::{Changes, Loader, Memory, load};
use crate::session::change_preview::ChangePreview;

const PLACES: &str = "[town]\nname = 'Town'\n[port]\nname = 'Port'\n";

/// Returns what is said where `town` is renamed in a collection with this further file.
fn refused(path: &str, bytes: impl Into<Vec<u8>>) -> Option<String> {
    let mut files = Memory::default();
    files.put("places.toml", PLACES);
    files.put(path, bytes);
    let collection = load(&files);
    match RenamePlan::of(&collection, &Id::new("town").unwrap(), "city") {
        Ok(_) => None,
        Err(RenameError::Unread(links)) => Some(links.what(|path| path.display().to_string())),
        Err(RenameError::File { path, refusal }) => {
            Some(format!("{}: {}", path.display(), refusal.what))
        }
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn lines_that_cannot_be_read_and_name_the_record_keep_it_from_being_renamed() {
    let ann = "victims/ann.toml";
    let said = |lines: &str| Some(format!("{lines} may link to `town`, so nothing was written: "));
    for (text, lines, places) in [
        ("home = town\n", "1 line that cannot be read", "victims/ann.toml:1"),
        (
            "home = 'town'\ntransit_route = [port, 'town', town]\n",
            "1 line that cannot be read",
            "victims/ann.toml:2",
        ),
        (
            "age =\n[a]\nx = town\ny = town\n[[event]]\nplace = town\nplaces = town\n",
            "4 lines that cannot be read",
            "victims/ann.toml:3, victims/ann.toml:4, victims/ann.toml:6 and 1 more",
        ),
    ] {
        let whole = said(lines).map(|said| said + places);
        assert_eq!(refused(ann, text), whole, "{text}");
    }
    for text in [
        "home = 'town'\nage = # town\n# town\nsummary = 'in town'\n",
        "age =\nhome = old-town\nrelated = ['a' 'town-2']\n",
        // In a field that never links.
        "tags = ['town'\ntitle = From town\n",
    ] {
        assert_eq!(refused(ann, text), None, "{text}");
    }
    // A view whose query is not closed.
    let views = "format = 1\n[views]\n1 = 'place:town\n";
    assert!(refused("casebook.toml", views).unwrap().ends_with("casebook.toml:3"));
}

#[test]
fn a_second_record_of_the_id_is_seen_in_a_file_that_broke_later_however_it_writes_the_id() {
    for header in ["Port", "p\\u006frt", "port"] {
        let mut files = Memory::default();
        files.put("victims.toml", "['port']\nname = 'Port'\n");
        files.put("people.toml", "[ann]\nname = 'Test Ann'\n");
        let collection = load(&files);
        files.put("people.toml", format!("[\"{header}\"]\nname = 'Test'\nname = 'Test'\n"));
        let loader = Loader::after(&collection);
        let collection = loader.apply(&files, &Changes::at("people.toml")).collection;
        let planned = RenamePlan::of(&collection, &Id::new("port").unwrap(), "other");
        assert_eq!(planned.err(), Some(RenameError::Ambiguous), "{header}");
    }
}

#[test]
fn a_file_that_is_not_in_utf_8_says_so_where_it_may_link_to_the_record() {
    let ann = "victims/ann.toml";
    let said =
        Some(format!("{ann}: line 1: from here on the file is not in UTF-8; nothing was written"));
    let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
    assert_eq!(refused(ann, latin("title = 'André'\nhome = 'town'\n")), said);
    assert_eq!(refused(ann, latin("title = 'André'\nhome = 'port'\n")), None);
    let utf_16: Vec<u8> = "\u{feff}title = 'Ann'\nhome = 'town'\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        refused(ann, utf_16),
        Some(format!("{ann}: the file is in UTF-16; nothing was written"))
    );
    let own = refused("archive/town.txt", latin("é"));
    assert_eq!(
        own.unwrap(),
        "archive/town.txt: from here on the file is not in UTF-8; nothing was written"
    );
}

#[test]
fn a_link_is_renamed_however_it_writes_the_id() {
    let mut files = Memory::default();
    files.put("places.toml", PLACES);
    files.put("victims/ann.toml", "title = 'Ann'\nhome = \"to\\u0077n\"\n");
    let rival = "title = 'Bo'\nhome = 'port'\n[[quote]]\nsource = 'paper'\ntext = 'x'\ndisputes = { home = 'town' }\n";
    files.put("victims/bo.toml", rival);
    let plan = RenamePlan::of(&load(&files), &Id::new("town").unwrap(), "city").unwrap();
    let paths: Vec<_> = plan.change.files.iter().map(ChangedFile::path).collect();
    let expected = ["places.toml", "victims/ann.toml", "victims/bo.toml"];
    assert_eq!(paths, expected.map(Path::new));
    assert_eq!(plan.links, 1);
}

#[test]
fn saved_views_are_renamed_wherever_a_query_means_the_record() {
    let renamed = |query: &str| {
        let mut files = Memory::default();
        files.put("places.toml", "[old-town]\nname = 'Testhaven'\n[other]\nname = 'Old-Port'\n");
        files.put("casebook.toml", format!("format = 1\n[views]\n1 = {query}\n"));
        let collection = load(&files);
        let plan = RenamePlan::of(&collection, &Id::new("old-town").unwrap(), "new").unwrap();
        let preview = ChangePreview::of(&collection, &plan.change).unwrap();
        let settings = Path::new("casebook.toml");
        let changed = preview.planned.files().iter().find(|file| file.path == settings);
        let after = changed.and_then(|file| file.after.as_deref());
        assert_eq!(after.is_some(), plan.views > 0, "{query}");
        let line = after.and_then(|text| text.lines().nth(2)).map(str::to_owned);
        (line, plan.unchanged_in_words().is_some())
    };
    for (query, after) in [
        ("'rel:old-town'", "'rel:new'"),
        (r#""rel:\"old-town\" kind:victim""#, r#""rel:\"new\" kind:victim""#),
        ("'''rel:“old-town”'''", "'''rel:“new”'''"),
        (r#""rel:ol\u0064-town # x""#, r#""rel:new # x""#),
        ("'rel:Old-Town'", "'rel:new'"),
        ("'Place:OLD-TOWN,other'", "'Place:new,other'"),
        ("'id:=old-town'", "'id:=new'"),
        ("'id:=other,\"old-town\"'", "'id:=other,\"new\"'"),
        ("'home:old-town|other | -(within:\"Old-town\" x)'", "'home:new|other | -(within:new x)'"),
        (
            "{ query = 'source:old-town', name = 'old-town' }",
            "{ query = 'source:new', name = 'old-town' }",
        ),
    ] {
        assert_eq!(renamed(query), (Some(format!("1 = {after}")), false), "{query}");
    }
    // What means something else.
    for query in [
        "'rel:old-town-2'",
        "'rel:=Old-Town'",
        "'tags:old-town'",
        "'title:old-town'",
        "'old'",
        "'rel:test'",
    ] {
        assert_eq!(renamed(query), (None, false), "{query}");
    }
    // What may mean something else: words, and the beginning of the id or of another record's name.
    for query in ["'old-town'", "'x | -old-town'", "'rel:old'", "'rel:\"old-t\"'"] {
        assert_eq!(renamed(query), (None, true), "{query}");
    }
    assert_eq!(
        renamed("'rel:old-town old-town'"),
        (Some("1 = 'rel:new old-town'".to_owned()), true)
    );
}

#[test]
fn a_view_in_capitals_that_finds_other_records_too_stays_and_is_named() {
    let mut files = Memory::default();
    files.put("places.toml", "[town]\nname = 'Testhaven'\n[port]\nname = 'Town Port'\n");
    files.put(
        "casebook.toml",
        "format = 1\n[views]\n1 = 'place:TOWN'\n2 = 'place:town'\n3 = 'town'\n",
    );
    let plan = RenamePlan::of(&load(&files), &Id::new("town").unwrap(), "city").unwrap();
    assert_eq!((plan.views, &*plan.unchanged_views), (1, &[3, 5][..]));
    assert_eq!(
        plan.unchanged_in_words().unwrap(),
        "2 saved views may mean it in other words and stay as they are, on lines 3, 5 of casebook.toml; change them by hand where they mean the record"
    );
}

const PATHS: &[&str] = &[
    "casebook.toml",
    "places.toml",
    "places/town.toml",
    "people.toml",
    "people/ann.toml",
    "victims.toml",
    "victims/ann.toml",
    "victims/bo.toml",
    "victims/deep/ann.toml",
    "victims/Bad Name.toml",
    "victim/cy.toml",
    "rescues/raid.toml",
    "sources.toml",
    "archive/paper.txt",
];

/// Statements that name records, or seem to.
const STATEMENTS: &[&[u8]] = &[
    b"title = 'Test'\n",
    b"name = 'Test'\n",
    b"home = 'town'\n",
    b"home = \"to\\u0077n\"\n",
    b"home = town\n",
    b"transit_route = [ 'port', \"town\" ] # town\n",
    b"transit_route = ['port' 'town']\n",
    b"related = ['ann', 'raid']\n",
    b"within = 'port'\n",
    b"# town\nnote = 'in town, by ann'\n",
    b"tags = ['town'\n",
    b"hoem = 'town'\n",
    b"age =\n",
    b"confidentiality = 'confidential'\n",
    b"[[event]]\nkind = 'sale'\nplace = 'town'\n",
    b"[[quote]]\nsource = 'paper'\ntext = 'town'\n",
    b"[[quote]]\nsource = 'paper'\ndisputes = { home = 'town' }\n",
    b"[[quote]]\nsource = 'wire'\ndisputes = [{ transit_route = ['port', \"town\"] }, 'age']\n",
    b"[[quote]]\nsource = 'wire'\ndisputes = { related = 'bo' }\n",
    b"<<<<<<< one\nhome = 'town'\n=======\nhome = 'port'\n>>>>>>> other\n",
    b"note = '\xe9 town'\n",
    b"[views]\n1 = 'place:town'\n",
    b"[views]\n2 = 'place:TOWN | port'\n",
    b"[town]\nname = 'Town'\n",
    b"[\"Port\"]\nname = 'Port'\n",
    b"[ann]\nhome = 'town'\n[ann.x]\n",
    b"[bo]\nwithin = 'town'\n",
    b"[paper]\ntitle = 'Paper'\n",
    b"[town\nhome = 'town'\n",
];

/// The files of a change and its numbers, or why there is none.
fn said(plan: Result<RenamePlan, RenameError>) -> String {
    match plan {
        Ok(RenamePlan { change, links, files_with_links, views, unchanged_views, archived }) => {
            format!("{change:?} {links} {files_with_links} {views} {unchanged_views:?} {archived}")
        }
        Err(error) => format!("{error:?}"),
    }
}

/// A file by its number, and the numbers of what is in it.
fn any_file() -> impl Strategy<Value = (usize, Vec<usize>)> {
    (0..PATHS.len(), prop::collection::vec(0..STATEMENTS.len(), 0..5))
}

fn put(files: &mut Memory, (path, statements): &(usize, Vec<usize>)) {
    let text: Vec<&[u8]> = statements.iter().map(|number| STATEMENTS[*number]).collect();
    files.put(PATHS[*path], text.concat());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_file_that_names_a_record_is_passed_over(
        written in prop::collection::vec(any_file(), 1..12),
        changed in prop::collection::vec(any_file(), 0..4),
    ) {
        let mut files = Memory::default();
        for file in &written {
            put(&mut files, file);
        }
        // What is broken later is shown as it was before.
        let mut collection = load(&files);
        for file in &changed {
            put(&mut files, file);
            let changes = Changes::at(PATHS[file.0]);
            collection = Loader::after(&collection).apply(&files, &changes).collection;
        }
        let all: Vec<&File> = collection.files().collect();
        let certain = all.iter().map(|file| NamingFile { file, is_certain: true });
        let certain: Vec<NamingFile<'_>> = certain.collect();
        for old in ["town", "port", "ann", "bo", "raid", "paper"] {
            let id = Id::new(old).unwrap();
            let looked_through = RenamePlan::in_files(&collection, (&id, "other"), &certain);
            let planned = RenamePlan::of(&collection, &id, "other");
            prop_assert_eq!(said(planned), said(looked_through), "{}", old);
            let own = Path::new("places.toml");
            let unread = PossibleLinks::to_deleted(&collection, &id, own, None);
            prop_assert_eq!(unread, PossibleLinks::to_deleted_in(&all, &id, own, None));
        }
    }
}

#[test]
fn a_preview_reports_no_problem_of_files_that_the_change_leaves_alone() {
    let views = "[views]\n1 = 'place:town'\n2 = 'is:problem'\n";
    let borders = "[map]\nborders = 'b.geojson'\nsource = 'Test'\n";
    // Where the settings have a mistake, all files are read again as they were read before.
    for settings in [format!("format = 1\n{views}{borders}"), format!("format = 1\nx = \n{views}")]
    {
        let mut files = Memory::default();
        files.put("casebook.toml", settings.clone());
        files.put("places.toml", PLACES);
        files.put("victims/ann.toml", "title = 'Ann of the Test'\nhome = 'town'\n");
        files.put("victims/latin.toml", b"title = 'Test Andr\xe9'\n".to_vec());
        files.put("organisations/latin.toml", b"name = 'Test Andr\xe9'\n".to_vec());
        files.put("victims/wide.toml", b"\xff\xfen\0a\0m\0e\0".to_vec());
        files.put("victims/bo.toml", "title = 'Bo of the Test'\norganisations = ['latin']\n");
        files.put("victims/ann.toml~", "title = 'Ann of the Test'\n");
        files.put("hats/x.toml", "title = 'x'\n");
        files.put("Casebook.toml", "masked = true\n");
        files.put("archive/wire.txt", b"Andr\xe9".to_vec());
        files.put("b.geojson", "{}");
        let collection = load(&files);
        let before = collection.diagnostics().len();
        assert!(before > 5, "{settings}");
        let plan = RenamePlan::of(&collection, &Id::new("town").unwrap(), "city").unwrap();
        assert_eq!(plan.views, 1, "{settings}");
        let preview = ChangePreview::of(&collection, &plan.change).unwrap();
        assert_eq!((preview.come, preview.gone), (Vec::new(), Vec::new()), "{settings}");
        assert_eq!(preview.after.diagnostics().len(), before, "{settings}");
        assert_eq!(preview.after.borders(), collection.borders(), "{settings}");
        assert_eq!(preview.after.settings().views.get(1).unwrap().query, "place:city");
    }
}
