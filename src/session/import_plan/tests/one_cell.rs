//! Random tables with a mapping: one changed cell is one changed value, no change is no byte, and twice is once.

use super::*;

/// Places have no quotes: what a cell says is in one line of a file.
const PLACES: &str = "kind = 'place'\nid = 'site {Ref}'\nsource = 'partner-2026'\n[columns]\nRef = false\n\
    One = { field = 'name', replace = true }\nTwo = { field = 'country', replace = true }\n\
    Three = { field = 'note', replace = true }\nFour = { field = 'latitude', replace = true }\n";

/// Of a case the words of the row are quoted too.
const VICTIMS: &str = "kind = 'victim'\nid = 'case {Ref}'\nsource = 'partner-2026'\n[constants]\ntitle = 'Case {Ref}'\n[columns]\nRef = false\n\
    One = 'name'\nTwo = { field = 'citizenship', separator = '/' }\nThree = 'occupation'\nFour = 'age'\n";

/// What the columns of the two mappings become.
const FIELDS: [(&str, [&str; 4]); 2] = [
    (PLACES, ["name", "country", "note", "latitude"]),
    (VICTIMS, ["name", "citizenship", "occupation", "age"]),
];

type Cells = [String; 4];

fn cells() -> impl Strategy<Value = Cells> {
    let words = || prop::option::of("[A-Z][a-zấ妙 '\"|;,\\\\]{0,9}[a-z]");
    let country = prop::option::of(prop::sample::select(vec!["CN", "VN", "KH"]));
    (words(), country, words(), prop::option::of(0_u8..89)).prop_map(|(one, two, three, four)| {
        [
            one.unwrap_or_default(),
            two.unwrap_or_default().to_owned(),
            three.unwrap_or_default(),
            four.map(|four| four.to_string()).unwrap_or_default(),
        ]
    })
}

/// Returns a table, its columns in this order.
fn table<'r>(rows: impl Iterator<Item = (usize, &'r Cells)>, order: [usize; 5]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |row: [&str; 5]| writer.write_record(order.map(|at| row[at])).unwrap();
    write(["Ref", "One", "Two", "Three", "Four"]);
    for (number, [one, two, three, four]) in rows {
        write([&number.to_string(), one, two, three, four]);
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Returns the names before the equals signs of the lines that one text has and the other has not.
fn only_in<'t>(text: &'t str, other: &str) -> Vec<&'t str> {
    let mut known: Vec<&str> = other.lines().collect();
    let lines = text.lines().filter(|line| {
        let at = known.iter().position(|other| other == line);
        at.map(|at| known.swap_remove(at)).is_none()
    });
    lines.map(|line| line.split(" = ").next().unwrap_or_default().trim()).collect()
}

const AS_WRITTEN: [usize; 5] = [0, 1, 2, 3, 4];

proptest! {
    #[test]
    fn a_changed_cell_is_one_changed_value_of_one_record(
        is_of_cases in any::<bool>(),
        rows in prop::collection::vec(cells(), 1..9),
        at in any::<prop::sample::Index>(),
        column in 0_usize..4,
        other in cells(),
    ) {
        let (mapping, fields) = FIELDS[usize::from(is_of_cases)];
        let mut memory = Memory::default();
        memory.put("casebook.toml", "format = 1\n");
        let nothing = load(&memory);
        let change = |collection: &Collection, table: &str| {
            let plan = mapped(collection, mapping, table);
            match plan {
                Ok((plan, _)) => plan.change,
                Err(faults) => panic!("{faults:?}\n{table}"),
            }
        };
        let numbered = || rows.iter().enumerate().map(|(at, cells)| (at + 1, cells));
        let first = table(numbered(), AS_WRITTEN);
        let once = after(&nothing, &mapped(&nothing, mapping, &first).unwrap().0);
        prop_assert_eq!(once.records().count(), rows.len());
        prop_assert_eq!(change(&once, &first).files, []);
        prop_assert_eq!(change(&once, &table(numbered().rev(), AS_WRITTEN)).files, []);
        if !is_of_cases {
            // The words of a case are quoted as the table has them, one column after the other.
            prop_assert_eq!(change(&once, &table(numbered().rev(), [3, 1, 4, 0, 2])).files, []);
        }
        let mut changed = rows.clone();
        let row = at.index(rows.len());
        changed[row][column].clone_from(&other[column]);
        let second = table((1..).zip(&changed), AS_WRITTEN);
        let planned = change(&once, &second);
        if other[column] == rows[row][column] || (other[column].is_empty() && !is_of_cases) {
            prop_assert_eq!(planned.files, []);
            return Ok(());
        }
        if changed[row].iter().all(String::is_empty) {
            // Of a row that says nothing any more the quote stays, and `check` says that its words are gone.
            prop_assert_eq!(planned.files, []);
            return Ok(());
        }
        prop_assert_eq!(planned.files.len(), 1);
        let preview = ChangePreview::of(&once, &planned).unwrap();
        let file = &preview.planned.files()[0];
        let name = if is_of_cases { "victims/case-" } else { "places/site-" };
        let path = format!("{name}{}.toml", row + 1);
        prop_assert_eq!(&*file.path, Path::new(&path));
        let (before, now) = (file.before.as_deref().unwrap(), file.after.as_deref().unwrap());
        let mut came = only_in(now, before);
        let mut went = only_in(before, now);
        if is_of_cases {
            // The value, the words of the row, and what they support, where an empty cell is filled; all of the quote,
            // where the row had no words before.
            let has_quote = rows[row].iter().any(|cell| !cell.is_empty());
            let is_of_quote = |line: &str| match line {
                "text" | "supports" => true,
                "[[quote]]" | "source" | "at" | "" => !has_quote,
                _ => false,
            };
            for lines in [&mut came, &mut went] {
                lines.retain(|line| !is_of_quote(line));
            }
        } else {
            prop_assert_eq!(came.len(), 1);
        }
        prop_assert!(came.len() <= 1 && came.iter().chain(&went).all(|name| *name == fields[column]), "{:?} {:?}\n{}", came, went, now);
        prop_assert!(went.len() <= came.len());
        let twice = after(&once, &mapped(&once, mapping, &second).unwrap().0);
        prop_assert_eq!(change(&twice, &second).files, []);
    }
}
