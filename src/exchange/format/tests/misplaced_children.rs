//! Tests that no default export has a name in the file of a child that is in the place of another kind, whatever field or line says
//! that it is a child, and that records of these kinds that have to do with children keep their names.

use super::childs_names::all_of;
use crate::collection::{Collection, Memory, load};
use crate::record::{
    Document, Field, FileLayout, Id, Kind, Record, RowKind, Shape, Vocabularies, fields, row_fields,
};

/// What is written below a key, by which the person is a child in whatever field.
const SIGN: &str = "'Girl, 15-year-old'";

/// Of so many texts of a kind an export is written at most.
const MOST_EXPORTED: usize = 60;

/// Returns a name of its own for each number, of letters alone.
fn name(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit % 26).unwrap());
    let [third, second, first] = [number / 676, number / 26, number].map(letter);
    format!("Quill{third}{second}{first}wort")
}

fn other_kinds() -> impl Iterator<Item = Kind> {
    Kind::all().filter(|kind| *kind != Kind::Victim)
}

/// Returns all fields of the format, each once.
fn all_fields() -> Vec<&'static Field> {
    let rows = RowKind::ALL.into_iter().map(row_fields);
    let mut all: Vec<&Field> = Vec::new();
    for field in Kind::all().map(fields).chain(rows).flatten() {
        if !all.iter().any(|known| known.name == field.name) {
            all.push(field);
        }
    }
    all
}

fn has(fields: &[Field], field: &Field) -> bool {
    fields.iter().any(|own| own.name == field.name)
}

fn has_rows(kind: Kind, rows: RowKind) -> bool {
    fields(kind).iter().any(|field| field.shape == Shape::Rows(rows))
}

/// Returns a collection in which each of these texts is a file of a kind, all in one where `is_table`, and a rescue that names
/// those whom they name.
fn collection_of(kind: Kind, texts: &[String], is_table: bool) -> Collection {
    let mut memory = Memory::default();
    let mut tables = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let text = text.replace("NAME", &name(number));
        if is_table {
            // Rows are those of the record.
            let of_record = |line: &str| {
                let start =
                    if line.starts_with("[[") { 2 } else { usize::from(line.starts_with('[')) };
                let (brackets, rest) = line.split_at(start);
                if start == 0 { line.to_owned() } else { format!("{brackets}r-{number}.{rest}") }
            };
            let lines: Vec<String> = text.lines().map(of_record).collect();
            tables.push(format!("[r-{number}]\n{}\n", lines.join("\n")));
        } else {
            memory.put(format!("{}/r-{number}.toml", kind.folder()), text);
        }
        let seen = format!("title = 'Out'\nnote = 'Met {}.'\n", name(number));
        memory.put(format!("rescues/out-{number}.toml"), seen);
    }
    if is_table {
        memory.put(format!("{}.toml", kind.folder()), tables.concat());
    }
    load(&memory)
}

#[track_caller]
fn check_withheld(kind: Kind, texts: &[String]) {
    // An export is written of some, which takes longer.
    let form = FileLayout::One { kind, id: Id::new("r").unwrap() };
    let is_shown = |text: &&String| {
        let Document { records, stray_names, .. } =
            Document::read(text.as_str(), &form, &Vocabularies::default());
        !records.iter().chain(&stray_names).all(Record::may_be_childs_name)
    };
    let shown: Vec<&String> = texts.iter().filter(is_shown).collect();
    assert!(shown.is_empty(), "{kind}: {} of {}: {shown:#?}", shown.len(), texts.len());
    let step = texts.len().div_ceil(MOST_EXPORTED);
    let exported: Vec<String> = texts.iter().step_by(step).cloned().collect();
    let collection = collection_of(kind, &exported, false);
    for format in ["ndjson", "csv"] {
        let all = all_of(format, &collection);
        let shown = exported.iter().enumerate();
        let shown = shown.filter(|(number, _)| all.contains(&name(*number).to_lowercase()));
        let shown: Vec<&str> = shown.map(|(_, text)| text.as_str()).collect();
        assert!(shown.is_empty(), "{kind} {format}: {shown:#?}");
    }
}

#[test]
fn a_sign_of_a_child_below_any_key_that_is_no_field_of_a_kind_withholds_the_names() {
    for kind in other_kinds() {
        let mut texts = Vec::new();
        for field in all_fields() {
            let key = field.name.as_str();
            let mut add = |says: String| {
                texts.push(format!("name = 'NAME'\naliases = ['NAME']\n{says}\n"));
            };
            if let Shape::Rows(rows) = field.shape {
                if !has_rows(kind, rows) {
                    add(format!("[[{key}]]\nwhat = {SIGN}"));
                    add(format!("[{key}]\nhat = {SIGN}"));
                }
                continue;
            }
            if !has(fields(kind), field) {
                add(format!("{key} = {SIGN}"));
                add(format!("{key} = ['x', {SIGN}]"));
                add(format!("{key} = {{ is = {SIGN} }}"));
                if kind.is_case() {
                    add(format!("[[quote]]\ntext = 'x'\ndisputes = {{ {key} = {SIGN} }}"));
                    add(format!("[[quote]]\ntext = 'x'\ndisputes = [{{ {key} = {SIGN} }}]"));
                }
            }
            add(format!("[meta]\n{key} = {SIGN}"));
            for rows in RowKind::ALL {
                if !has_rows(kind, rows) || !has(row_fields(rows), field) {
                    add(format!("[[{}]]\n{key} = {SIGN}", rows.name()));
                }
            }
        }
        check_withheld(kind, &texts);
    }
}

#[test]
fn a_word_for_a_child_below_a_field_for_a_few_words_about_a_person_withholds_the_names() {
    let says = [
        "type = 'child'",
        "roles = ['minor']",
        "relation = 'Sale of a schoolgirl'",
        "occupation = 'schoolboy'",
        "tags = ['minor']",
        "gender = 'girl'",
        "exploitation_type = ['child_labour']",
        "legal_status = 'juvenile'",
        "promised = 'Work for teenagers'",
        "title = 'Aged 15'",
        "court_2 = 'A 15-year-old was sold.'",
        "identity = { status = 'minor' }",
        "tgas = ['minor']",
        "titel = 'Girl of fifteen, 15 years old'",
        "ocupation = '未成年'",
        "[[event]]\nkey = 'a'\ntype = 'minor'",
        "[[group]]\nkey = 'a'\ngender = 'schoolgirl'",
    ];
    let texts: Vec<String> = says.iter().map(|says| format!("name = 'NAME'\n{says}\n")).collect();
    for kind in other_kinds() {
        check_withheld(kind, &texts);
    }
    // A case has these fields.
    let says = ["summary = 'A 15-year-old was sold.'", "charges = ['Sale of a schoolgirl']"];
    let texts = says.map(|says| format!("name = 'NAME'\n{says}\n"));
    for kind in other_kinds().filter(|kind| !kind.is_case()) {
        check_withheld(kind, &texts);
    }
}

#[test]
fn a_sign_of_a_child_on_a_broken_line_withholds_the_names_whatever_its_key() {
    for kind in other_kinds() {
        let mut texts = Vec::new();
        for field in all_fields().into_iter().filter(|field| !matches!(field.shape, Shape::Rows(_)))
        {
            let key = field.name.as_str();
            for line in [
                format!("{key} = Girl, 15-year-old"),
                format!("{key}: {SIGN}"),
                format!("{key} {SIGN}"),
                format!("{key} = [{SIGN}"),
                format!("{key} = 'Girl, 15-year-old"),
                format!("{{ x = 1, {key} = {SIGN}"),
            ] {
                texts.push(format!("name = 'NAME'\n{line}\n"));
            }
            // What is read of a row is about the case.
            if !(kind.is_case() && has(row_fields(RowKind::Event), field)) {
                texts.push(format!("name = 'NAME'\n[[event\n{key} = {SIGN}\n"));
            }
            if !has(fields(kind), field) {
                texts.push(format!("name = 'NAME'\nhat =\n{key} = {SIGN}\n"));
                texts.push(format!("name = NAME\n{key} = {SIGN}\n"));
            }
        }
        for line in ["status = child", "who: a girl", "he was a minor then", "tgas = [minor]"] {
            texts.push(format!("name = 'NAME'\n{line}\n"));
        }
        check_withheld(kind, &texts);
    }
}

#[test]
fn where_a_case_or_a_source_has_a_name_what_it_says_of_a_child_withholds_it() {
    let signs = ["title = '15-year-old freed'", "title = '15-year-old freed'\nhat =\n"];
    let of_case = [
        "title = 'Out'\ntags = ['minor']",
        "title = 'Out'\n[[group]]\nkey = 'g'\nminor = true",
        "title = 'Out'\n[[quote]]\ntext = 'x'\ndisputes = { title = '15-year-old' }",
    ];
    for kind in [Kind::Rescue, Kind::Arrest, Kind::Source] {
        let more = if kind.is_case() { of_case.as_slice() } else { &[] };
        let says = signs.iter().chain(more);
        let texts = says.flat_map(|says| {
            ["name = 'NAME'", "aliases = ['NAME']", "name = NAME"]
                .map(|name| format!("{name}\n{says}\n"))
        });
        check_withheld(kind, &texts.collect::<Vec<_>>());
    }
}

#[test]
fn what_a_record_has_to_do_with_children_withholds_no_name_of_it() {
    let of_kind: [(Kind, &[&str]); 6] = [
        (
            Kind::Person,
            &["name = 'NAME'\nroles = ['recruiter']\nnote = 'Recruited a 15-year-old girl.'"],
        ),
        (
            Kind::Rescue,
            &[
                "title = 'NAME: 5 girls, one 15-year-old, freed'\ntags = ['minor']\n[[group]]\nkey = 'girls'\nminor = true",
            ],
        ),
        (
            Kind::Arrest,
            &[
                "title = 'NAME raid'\ncharges = ['trafficking of minors', 'sale of a 15-year-old']\nalleged_conduct = 'They held children.'",
            ],
        ),
        (
            Kind::Place,
            &[
                "name = 'NAME Children’s Home'\ntype = 'other'\nnote = 'Where a 15-year-old was.'",
                "name = 'NAME'\ntype = 'childrens_home'",
            ],
        ),
        (
            Kind::Organisation,
            &[
                "name = 'NAME Child Watch'\ntype = 'ngo'",
                "name = 'NAME'\ntype = 'child_protection_ngo'",
            ],
        ),
        (
            Kind::Source,
            &[
                "title = '15-year-old freed from NAME'\nauthor = ['A. Writer']\npublisher = 'Child Watch'\nnote = 'Of a girl.'",
            ],
        ),
    ];
    for (kind, says) in of_kind {
        let mut texts = Vec::new();
        for says in says {
            for wrong in [
                "",
                "hat_colour = 'red'\n",
                "note_2 = 'None.'\n",
                "country = 'Nowhere'\n",
                "home =\n",
                "home: 'x\n",
            ] {
                texts.push(format!("{wrong}{says}\n"));
            }
        }
        for is_table in [false, true] {
            // In a broken table it is not known where a record ends.
            let is_sound = |text: &&String| !is_table || !text.starts_with("home");
            let texts: Vec<String> = texts.iter().filter(is_sound).cloned().collect();
            let all = all_of("ndjson", &collection_of(kind, &texts, is_table));
            for (number, text) in texts.iter().enumerate() {
                assert!(all.contains(&name(number).to_lowercase()), "{kind} {is_table}: {text}");
            }
        }
    }
}

#[test]
fn in_a_table_only_the_record_that_seems_to_be_a_child_is_withheld() {
    for kind in other_kinds().filter(|kind| !kind.is_case() && *kind != Kind::Source) {
        let texts = [
            "",
            "title = '15-year-old'",
            "hat = 'x'",
            "[[event]]\nwhat = 'Aged 15'",
            "type = 'no'",
        ];
        let texts: Vec<String> =
            texts.iter().map(|says| format!("name = 'NAME'\n{says}\n")).collect();
        let all = all_of("ndjson", &collection_of(kind, &texts, true));
        let shown: Vec<bool> =
            (0..texts.len()).map(|number| all.contains(&name(number).to_lowercase())).collect();
        assert_eq!(shown, [true, false, true, false, true], "{kind}");
    }
}
