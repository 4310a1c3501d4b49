//! Tests that no default export has a name that may be a child's, however the file says or tries to say it.

use proptest::prelude::*;

use super::exports::written_with;
use crate::collection::{Collection, Memory, load};
use crate::exchange::format::{ExportOptions, Takes};
use crate::record::Kind;
use crate::redaction::Policy;

/// What the file of a victim named `NAME` may say, by which the name may be that of a child.
const WITHHELD: &[&str] = &[
    "age = 17\n",
    "age = 0\nname_type = 'real'\n",
    "minor = true\nname_type = 'real_by_choice'\n",
    "age = 17\nname_type = 'withheld'\n",
    "age = 20\nminor = true\n",
    // A value that cannot be read.
    "age = 'fifteen'\nname_type = 'real'\n",
    "age = [15]\n",
    "age = [15, 16]\n",
    "age = []\n",
    "age = '14-15'\n",
    "age = 14.5\n",
    "age = -3\n",
    "age = 'about 17'\n",
    "age = '16..19'\n",
    "age = { at_most = 17 }\n",
    "age = { at_mots = 17 }\n",
    "age.at_most = 17\n",
    "[age]\nat_most = 17\n",
    "[[age]]\nyears = 17\n",
    "minor = 'yes'\n",
    "minor = 'true'\n",
    "minor = 1\n",
    "minor = []\n",
    "minor = { is = true }\n",
    "minor = 'maybe'\n",
    "age_at = '15'\n",
    // What kind of name it is cannot be read.
    "age = 15\nname_type = 'Real'\n",
    "age = 15\nname_type = 'real name'\n",
    "age = 15\nname_type = 'Pseudonym_by_source'\n",
    "age = 15\nname_type = 'pseudonim_by_source'\n",
    "age = 15\nname_type = ['real', 'alias']\n",
    "age = 15\nname_type = true\n",
    "age = 15\nnmae_type = 'pseudonym_by_source'\n",
    "age = 15\nname-type = 'alias'\n",
    "age = 15\nNameType = 'alias'\n",
    "age = 15\nname_type = 'alias'\nnametype = 'real'\n",
    "age = 15\nname_type = 'alias'\nName_Type = true\n",
    "age = 15\nname_type = 'alias'\nname_type = 'real'\n",
    "age = 15\nname_type = 'real'\nname_type = 'alias'\n",
    "age = 15\n<<<<<<< HEAD\nname_type = 'alias'\n=======\nname_type = 'real'\n>>>>>>> b\n",
    "age = 15\nname_type = 'alias'\n[[quote]]\ntext = 'x'\ndisputes = { name_type = 'real' }\n",
    "age = 15\nname_type = 'alias'\n[[quote]]\ntext = 'x'\ndisputes = ['name_type']\n",
    "age = 15\nname_type = 'alias'\n[[quote]]\ntext = 'x'\ndisputes = { name = 'NAME Other' }\n",
    "age = 15\nname_type = 'alias'\n[[quote]]\ntext = 'x'\ndisputes = { nmae = 'NAME Other' }\n",
    // Keys with slips, in other letters, in another place.
    "aeg = 15\n",
    "ages = 15\n",
    "aged = '15'\n",
    "Age = 15\n",
    "AGE = 'fifteen'\n",
    "'age ' = 15\n",
    "'аge' = 15\n",
    "'аgе' = 'fifteen'\n",
    "'ａｇｅ' = 15\n",
    "a\u{200b}ge = 15\n",
    "mnior = true\n",
    "mino = 'yes'\n",
    "Minor = true\n",
    "'mіnоr' = true\n",
    "is_minor = true\n",
    "under_age = true\n",
    "adult = false\n",
    "is_adult = 'no'\n",
    "age_in_years = 15\n",
    "age_range = '14-16'\n",
    "date_of_birth = '2008-01-02'\n",
    "born = 2008\n",
    "birth_year = 2008\n",
    "dob = 2008-01-02\n",
    "meta.age = 15\n",
    "[meta]\nage = 15\n",
    "[meta]\nmnior = true\n",
    "[meta.deep]\nwho = [{ minor = true }]\n",
    "home = { age = 15 }\n",
    "home = [[{ aeg = 15 }]]\n",
    "[[event]]\nkey = 'a'\nwhat = 'x'\nage = 15\n",
    "[[event]]\nkey = 'a'\nminor = true\n",
    "[[quote]]\ntext = 'x'\nage = 15\n",
    "[[quote]]\ntext = 'x'\nmnior = true\n",
    "[[group]]\nkey = 'a'\nage = 15\n",
    "date = 15\n",
    // Something else says it.
    "[[group]]\nkey = 'a'\nminor = true\n",
    "[[group]]\nkey = 'a'\nminor = 'yes'\n",
    "[[group]]\nkey = 'a'\nmnior = true\n",
    "age = 20\n[[quote]]\ntext = 'x'\ndisputes = { age = 15 }\n",
    "age = 20\n[[quote]]\ntext = 'x'\ndisputes = { age = 'fifteen' }\n",
    "age = 20\n[[quote]]\ntext = 'x'\ndisputes = ['age']\n",
    "minor = false\n[[quote]]\ntext = 'x'\ndisputes = { minor = true }\n",
    "minor = false\n[[quote]]\ntext = 'x'\ndisputes = ['minor']\n",
    "age = 20\n[[quote]]\ntext = 'x'\ndisputes = { aeg = 15 }\n",
    "age = 20\n[[quote]]\ntext = 'x'\ndisputes = ['title', { mnior = true }]\n",
    "[quote]\ntext = 'x'\n[quote.disputes]\nminor = true\n",
    "tags = ['minor']\n",
    "tags = ['unknown', 'School-Child']\n",
    "tags = 'teenager'\n",
    "tags = ['under-18']\n",
    "tags = ['未成年人']\n",
    "occupation = 'schoolboy'\n",
    "exploitation_type = ['child_labour']\n",
    "exploitation_type = ['child labour']\n",
    "age = 20\ntags = ['minor'\n",
    // Fields of others, and keys in one word.
    "type = 'minor'\n",
    "roles = ['child']\n",
    "charges = ['with a girl of twelve, aged fifteen']\n",
    "alleged_conduct = 'A 15-year-old was made to write to strangers.'\n",
    "[[quote]]\ntext = 'x'\ntype = 'minor'\n",
    "[[event]]\nkey = 'a'\nroles = ['schoolboy']\n",
    "[[quote]]\ntext = 'x'\ndisputes = { type = 'minor' }\n",
    "age = 20\n[[quote]]\ntext = 'x'\ndisputes = { citizenship = 'minor' }\n",
    "citizenship = ['minor']\n",
    "outcome = 'child'\n",
    "[[quote]]\ntext = 'x'\ndisputes = { title = '15-year-old' }\n",
    "ageAtRecruitment = 15\n",
    "ageatrecruitment = 15\n",
    "victimAge = 'fifteen'\n",
    "isMinor = true\n",
    "isAdult = false\n",
    "dateOfBirth = '2008-01-02'\n",
    "exploitationType = ['child_labour']\n",
    "tags = ['underAge']\n",
    "whoSheIs = 'SchoolGirl'\n",
    // Births, what is below an age, grades and years.
    "geboren = 2008\n",
    "fecha_de_nacimiento = '2008'\n",
    "tanggal_lahir = 2008-01-02\n",
    "tags = ['geboren 2008']\n",
    "tags = ['né en 2008']\n",
    "hat = 'née le 3 mai 2008'\n",
    "hat = 'lahir 2008'\n",
    "hat = 'Nacida el 3 de mayo de 2008'\n",
    "hat = '2008 yılında doğdu'\n",
    "hat = '2008年出生'\n",
    "tags = ['under the age of 18']\n",
    "hat = 'below the age of eighteen'\n",
    "hat = 'di bawah umur 17'\n",
    "hat = 'unter 18 Jahren'\n",
    "tags = ['ninth grade']\n",
    "occupation = 'in tenth grade'\n",
    "hat = 'kelas 9'\n",
    "tags = ['15 años']\n",
    "tags = ['mujer, 15 años']\n",
    "gender = '15 tahun'\n",
    "occupation = '15 лет'\n",
    "tags = ['15 ans']\n",
    "hat = '15 Jahre'\n",
    "hat = '15 anos'\n",
    "hat = '15 tuổi'\n",
    "hat = '15 let'\n",
    "hat = '15 yaşında'\n",
    "hat = '15-jährige'\n",
    "生日 = 2008-01-02\n",
    "'生日' = 2008-01-02\n",
    "born = 'unknown'\n",
    "born = 1990\nrecruitment_date = '2005'\n",
    "born = 1990\n[[event]]\nkey = 'a'\nwhat = 'x'\ndate = '2007-05'\n",
    // An age in a title, or alone.
    "[[quote]]\ntext = 'x'\ndisputes = { title = 'Girl, 15, sold' }\n",
    "[[quote]]\ntext = 'x'\ndisputes = { title = 'Schoolgirl sold' }\n",
    "titel = 'Mei (15)'\n",
    "tags = ['15']\n",
    "tags = [15]\n",
    "gender = 'female, 15'\n",
    "tags = ['15'\n",
    "tags = ['bar girl']\n",
    // The text is broken.
    "age = \n",
    "age 15\n",
    "age: 15\n",
    "age = fifteen\n",
    "age = 15 years\n",
    "minor = yes\n",
    "minor = True\n",
    "minor =\n",
    "age = 15\nage = 20\n",
    "<<<<<<< HEAD\nage = 20\n=======\nage = 15\n>>>>>>> b\n",
    "note = 'not closed\nage = 15\n",
    "tags = [\nage = 15\n",
    "[[quote\nage = 15\n",
    "home = \n",
    "age = 20\nmnior true\n",
    "age = 20\nhome = \n{ aeg = 15 }\n",
    // The name itself is not read.
    "nmae = 'NAME More'\nage = 15\nname_type = 'alias'\n",
    "full_name = 'NAME More'\nminor = 'yes'\n",
    "native_name = 'NAME'\nage = 15\n",
    "aliases = ['NAME']\nage = 15\nname_type = 'real'\n",
];

/// What it may say so that the name is that of an adult, of whom no one says anything, or a pseudonym.
const NAMED: &[&str] = &[
    "",
    "age = 18\n",
    "age = 20\nname_type = 'real'\n",
    "minor = false\n",
    "name_type = 'real_by_choice'\n",
    "age = 15\nname_type = 'pseudonym_by_source'\n",
    "age = 'fifteen'\nname_type = 'pseudonym_by_us'\n",
    "minor = true\nname_type = 'alias'\naliases = ['NAME']\n",
    "age = 20\nname_type = 'nickname'\n",
    "tags = ['sihanoukville', 'minority', 'kidnapping', 'miners']\n",
    "occupation = 'programmer'\nexploitation_type = ['forced_criminality']\n",
    "race = 'Han'\n",
    "wage = 500\n",
    "page = 300\n",
    "hat_colour = 'red'\nlanguage = 'none'\n",
    "[[event]]\nkey = 'a'\nwhat = 'A boy of 15 was there.'\n",
    "[[group]]\nkey = 'a'\nminor = false\n",
    "age = 20\n[[quote]]\ntext = 'x'\ndisputes = { age = 21 }\n",
    "minor = false\n[[quote]]\ntext = 'x'\ndisputes = { minor = false }\n",
    "age = 20\n# age = 15\n",
    "age = 20\nhome = \n",
    "minor = false\nnote = 'not closed\n",
    "summary = 'age = 15'\n",
    "aeg = 20\n",
    "mnior = false\n",
    "adult = true\n",
    "age = 15\nnote = 'not closed\nname_type = 'alias'\n",
    // Years of other things than a life, births of adults, and what is about others.
    "tags = ['15 años de prisión', '15 years in prison', '15 ans de prison']\n",
    "tags = ['driver for 15 years']\noccupation = 'worked 12 years'\n",
    "sentence = '15 years'\nlength_of_stay = '2 years'\nhat = '3 years'\n",
    "condena = '15 años'\n",
    "max_penalty = '15 years'\n",
    "hat = '15-jährige Haftstrafe'\n",
    "tags = ['born in 1985', 'geboren 1985', 'NE Thailand 2021', 'NATO 2021']\n",
    "tempat_lahir = 'Seatown'\nlugar_de_nacimiento = 'Seatown'\n",
    "occupation = 'completed ninth grade'\n",
    "hat = 'the first form of payment'\n",
    "type = 'compound'\nroles = ['rescuer']\ncharges = ['fraud']\n",
    "[[quote]]\ntext = 'x'\npublisher = 'Child Watch'\n",
    "victims = ['girl-one']\nplaces = ['high-school']\n",
    "messageAgent = 'x'\nimageOf = 'x'\nvillageat = 'x'\n",
    "wage = 'none'\nimage = 'photo 12'\npage = 15\nagency = 'x 12'\n",
    "born = 1970\n",
    "dob = '1985-XX-XX'\nbirth_date = 1985-02-03\n",
    "born = 1990\nrecruitment_date = '2015'\n",
    "occupation = 'delivery boy'\ntags = ['child psychologist', '3']\n",
    "[[group]]\nkey = 'a'\ncount = 2\n[[quote]]\ntext = 'x'\ndisputes = { 'group.a' = '15' }\n",
    "age = 20\n[[quote]]\ntext = 'x'\ndisputes = { title = '15-year-old' }\n",
];

/// Returns a name of its own for each number, of letters alone.
fn name(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit % 26).unwrap());
    format!("Quill{}{}wort", letter(number / 26), letter(number))
}

fn text(says: &str, number: usize) -> String {
    let own = if says.contains("'NAME'") { String::new() } else { "name = 'NAME'\n".to_owned() };
    format!("title = 'A case'\n{own}{says}").replace("NAME", &name(number))
}

fn of(all: &[impl AsRef<str>]) -> Collection {
    let mut memory = Memory::default();
    for (number, says) in all.iter().enumerate() {
        memory.put(format!("victims/case-{number}.toml"), text(says.as_ref(), number));
        let seen = format!("title = 'Out'\nnote = 'Met {}.'\n", name(number));
        memory.put(format!("rescues/out-{number}.toml"), seen);
    }
    load(&memory)
}

pub(super) fn all_of(format: &str, collection: &Collection) -> String {
    let package = written_with(format, collection, Policy::Default, &ExportOptions::PLAIN);
    let parts = package
        .0
        .iter()
        .map(|(name, bytes)| format!("{name}\n{}", String::from_utf8_lossy(bytes).to_lowercase()));
    parts.collect()
}

#[test]
fn no_export_has_a_name_that_may_be_a_childs() {
    let collection = of(WITHHELD);
    let mut leaked = Vec::new();
    for format in Takes::Export.formats().filter(|format| format.name != "xlsx") {
        let all = all_of(format.name, &collection);
        let names = WITHHELD.iter().enumerate();
        let here = names.filter(|(number, _)| all.contains(&name(*number).to_lowercase()));
        leaked.extend(here.map(|(_, says)| (format.name, *says)));
    }
    assert_eq!(leaked, []);
    for (number, says) in WITHHELD.iter().enumerate() {
        let path = format!("victims/case-{number}.toml");
        let mut problems = collection.diagnostics().into_iter().filter(|one| {
            collection.file(one.file).is_some_and(|file| file.path.as_os_str() == path.as_str())
        });
        let is_why = |message: &str| {
            message.contains("a minor") || message.contains("the name counts as that of a child")
        };
        assert!(problems.any(|one| is_why(&one.problem.message)), "not reported: {says}");
    }
}

/// Files of children with a broken line, which hides the name, the age, or neither.
const BROKEN: &[&str] = &[
    "name = NAME\nage = 15\n",
    "name = 'NAME\nage = 15\n",
    "age = 15\nname: 'NAME'\n",
    "age = 15\nnmae = \"NAME' # a remark\n",
    "age = 15\nname 'NAME'\n",
    "age = 15\naliases = ['Other', 'NAME'\nhome = 'x'\n",
    "age = 15\n{ name = 'NAME', note = 'x'\n",
    "age = 15\n[victim\nname = 'NAME'\n",
    "age = 15\n[who\nNAME\n",
    "age = 15\n<<<<<<< HEAD\nname = 'NAME'\n=======\nname = 'Other'\n>>>>>>> b\n",
    "age = 15\nname = ''''\nNAME\n",
    "age = 15\n“name” ＝ “NAME”\n",
    "age = 15\n[[quote]]\nspeaker name = NAME\n",
    "name = NAME\nage = 15 years\n",
    "name = NAME\nage 15\n",
    "name = NAME\nage =\n",
    "name = NAME\nminor = yes\n",
    "name = NAME\nmnior true\n",
    "name = NAME\n'date of birth' = 2008-\n",
    "name = NAME\noccupation = schoolboy\n",
    "name = NAME\ntags = ['minor'\n",
    "name = 'NAME'\nage = = 15\n",
    "name = 'NAME'\nhome =\naeg = 15\n",
    "name = 'NAME'\ntags = [minor]\n",
];

#[test]
fn no_export_has_a_name_in_a_broken_file_of_a_child_whatever_folder_it_is_in() {
    for kind in Kind::all() {
        let mut memory = Memory::default();
        for (number, says) in BROKEN.iter().enumerate() {
            let text = format!("title = 'A case'\n{says}").replace("NAME", &name(number));
            memory.put(format!("{}/case-{number}.toml", kind.folder()), text);
            let seen = format!("title = 'Out'\nnote = 'Met {}.'\n", name(number));
            memory.put(format!("rescues/out-{number}.toml"), seen);
        }
        let collection = load(&memory);
        for format in ["ndjson", "csv"] {
            let all = all_of(format, &collection);
            for (number, says) in BROKEN.iter().enumerate() {
                let folder = kind.folder();
                assert!(!all.contains(&name(number).to_lowercase()), "{folder} {format}: {says}");
            }
        }
    }
}

/// Files of children with a name that is in no field of theirs, which other records mention.
const ELSEWHERE: &[&str] = &[
    "persons = ['NAME']\n",
    "speaker = 'NAME'\n",
    "court = 'NAME'\n",
    "hat = ['x', 'NAME More']\n",
    "name = 'Rue'\nhat = 'NAME de More'\n",
    "'NAME More' = 3\n",
    "[meta]\nspeaker = 'NAME'\n",
    "[[event]]\nwhat = 'x'\nspeaker = 'NAME'\n",
    "[[quote]]\nsource = 'wire'\ntext = 'x'\nhat = 'NAME'\n",
    "[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = { speaker = 'NAME' }\n",
    // On a line that cannot be read, or as a key.
    "NAME More = 3\n",
    "NAME\n",
    "NAME More\n",
    "speaker = NAME\n",
    "persons = [NAME, 'More']\n",
    "hat = 'NAME\n",
    "disputes = { NAME = 2 }\n",
    "name_type = 'alias'\nname_type = 'real'\nhat = 'NAME'\n",
];

/// The same of which only the words are withheld, and not what other records have of them.
const NOT_ELSEWHERE: &[&str] = &[
    "age = 20\nhat = 'NAME'\n",
    "age = 15\nname_type = 'alias'\nname = 'Rue'\nhat = 'NAME'\n",
    "age = 15\nhat = 'Was seen with the man called NAME there.'\n",
    "age = 15\nhat = 'NAME 12'\n",
    "age = 15\nurl = 'NAME'\n",
];

#[test]
fn a_name_that_is_in_no_field_of_a_child_is_looked_for_in_other_records() {
    let leaked = |all: &[&str], more: &str| -> Vec<String> {
        let mut memory = Memory::default();
        memory.put("places.toml", "[town]\nname = 'Seatown'\n[cambodia]\nname = 'Cambodia'\n");
        for (number, says) in all.iter().enumerate() {
            let text = format!("title = 'A case'\n{more}{says}").replace("NAME", &name(number));
            memory.put(format!("victims/case-{number}.toml"), text);
            let seen = format!("title = 'Of {0}'\nnote = 'Met {0}.'\n", name(number));
            memory.put(format!("rescues/out-{number}.toml"), seen);
        }
        let all_printed = all_of("ndjson", &load(&memory));
        let is_printed = |(number, _): &(usize, &&str)| {
            all_printed.contains(&format!("met {}", name(*number).to_lowercase()))
        };
        all.iter().enumerate().filter(is_printed).map(|(_, says)| (*says).to_owned()).collect()
    };
    assert_eq!(leaked(ELSEWHERE, "age = 15\n"), [""; 0]);
    assert_eq!(leaked(NOT_ELSEWHERE, ""), NOT_ELSEWHERE);
}

#[test]
fn words_of_the_format_and_names_of_places_are_not_those_of_a_child_where_they_are_below_another_key()
 {
    let shown = |says: &str| {
        let mut memory = Memory::default();
        memory.put("places.toml", "[town]\nname = 'Seatown'\n");
        memory.put("victims/kid.toml", format!("title = 'A case'\nage = 15\n{says}"));
        let seen =
            "title = 'Out'\nnote = 'A female from Seatown, Vietnam, with a red Quillwort.'\n";
        memory.put("rescues/out.toml", seen);
        let all = all_of("ndjson", &load(&memory));
        all.contains("a female from seatown, vietnam, with a red quillwort.")
    };
    for says in ["sex = 'Female'\n", "city = 'Seatown'\n", "land = 'Vietnam'\n", "hat = 'red'\n"] {
        assert!(shown(says), "{says}");
    }
    assert!(!shown("hat = 'Quillwort'\n"));
}

#[test]
fn a_child_in_a_table_of_places_is_withheld_and_other_places_are_not_unless_the_table_is_broken() {
    let shown = |child: &str| {
        let mut memory = Memory::default();
        memory.put("places.toml", format!("[sea-town]\nname = 'Seatown'\n\n{child}"));
        memory.put("rescues/out.toml", "title = 'Out'\nnote = 'Met Reedmace near Seatown.'\n");
        let all = all_of("ndjson", &load(&memory));
        (all.contains("reedmace"), all.contains("near seatown"))
    };
    assert_eq!(shown(""), (true, true));
    assert_eq!(shown("[kid]\nname = 'Reedmace'\nage = 15\n"), (false, true));
    // Where a record ends is not known then.
    assert_eq!(shown("[kid]\nname = Reedmace\nage = 15\n"), (false, false));
    assert_eq!(shown("[kid]\nage = 15\nname = 'Reedmace\n"), (false, false));
    assert_eq!(shown("[kid]\nage = 15\n[[kid.who\nname = Reedmace\n"), (false, false));
    assert_eq!(shown("[kid\nname = 'Reedmace'\n[x]\nage = 15\n"), (false, false));
    assert_eq!(shown("[Reedmace]\nage = 15\nhome = \n"), (false, false));
}

#[test]
fn other_names_are_in_an_export() {
    let collection = of(NAMED);
    let all = all_of("ndjson", &collection);
    for (number, says) in NAMED.iter().enumerate() {
        assert!(all.contains(&name(number).to_lowercase()), "{says}");
        let path = format!("victims/case-{number}.toml");
        let problems = collection.diagnostics().into_iter().filter(|one| {
            collection.file(one.file).is_some_and(|file| file.path.as_os_str() == path.as_str())
        });
        let messages: Vec<_> = problems.map(|one| one.problem.message.clone()).collect();
        assert!(
            !messages
                .iter()
                .any(|message| message.contains("a minor") || message.contains("that of a child")),
            "{says}: {messages:?}"
        );
    }
}

#[test]
fn in_a_table_only_the_names_that_may_be_a_childs_are_withheld() {
    let named = |text: &str| {
        let mut memory = Memory::default();
        memory.put("victims.toml", text);
        let all = all_of("ndjson", &load(&memory));
        (all.contains("reedmace"), all.contains("wrenfield"))
    };
    let table = |one: &str, two: &str, more: &str| {
        format!(
            "{more}[one]\ntitle = '1'\nname = 'Reedmace'\n{one}\n[two]\ntitle = '2'\nname = 'Wrenfield'\n{two}\n"
        )
    };
    assert_eq!(named(&table("", "", "")), (true, true));
    assert_eq!(named(&table("aeg = 15", "", "")), (false, true));
    assert_eq!(named(&table("", "minor = 'yes'", "")), (true, false));
    assert_eq!(named(&table("", "", "age = 15\n")), (false, false));
    assert_eq!(named(&table("", "", "[meta]\nage = 15\n")), (false, false));
    assert_eq!(named(&table("", "age = = 15", "")), (false, false));
    assert_eq!(named(&table("", "[two.more]\naeg = 15", "")), (true, false));
}

#[test]
fn a_name_is_withheld_until_the_file_says_again_that_it_is_no_childs() {
    use crate::collection::{Changes, Loader};
    let mut memory = Memory::default();
    let path = "victims/case.toml";
    let named = |says: &str| format!("title = 'A case'\nname = 'Reedmace'\n{says}");
    memory.put(path, named("age = 20\n"));
    let mut collection = load(&memory);
    for (says, shown) in [
        ("age = 20\n", true),
        ("age = 20\nnote = 'not closed\n", true),
        ("note = 'not closed\n", false),
        ("", false),
        ("age = 20\n", true),
        ("minor = 'yes'\n", false),
        ("minor = false\n", true),
        ("age = 17\n", false),
        ("title = 'x'\n", false),
        ("age = 17\nname_type = 'alias'\n", true),
    ] {
        memory.put(path, named(says));
        for all in [false, true] {
            let changes = if all { Changes::Everything } else { Changes::at(path) };
            collection = Loader::after(&collection).apply(&memory, &changes).collection;
            assert_eq!(all_of("ndjson", &collection).contains("reedmace"), shown, "{says} {all}");
        }
    }
}

/// A slip of the hand.
#[derive(Clone, Debug)]
pub(super) enum TypingSlip {
    Insert(usize, char),
    Delete(usize),
    Replace(usize, char),
    Swap(usize),
    Capital(usize),
}

pub(super) fn slip() -> impl Strategy<Value = TypingSlip> {
    let letter =
        prop::sample::select(('a'..='z').chain(['_', '-', '0', '1', 'é']).collect::<Vec<_>>());
    prop_oneof![
        (any::<usize>(), letter.clone()).prop_map(|(at, c)| TypingSlip::Insert(at, c)),
        any::<usize>().prop_map(TypingSlip::Delete),
        (any::<usize>(), letter).prop_map(|(at, c)| TypingSlip::Replace(at, c)),
        any::<usize>().prop_map(TypingSlip::Swap),
        any::<usize>().prop_map(TypingSlip::Capital),
    ]
}

/// Ordinary words that two slips can make of "age" or "minor"; as keys they are what they say.
const ORDINARY: [&str; 17] = [
    "wage", "page", "image", "stage", "cage", "usage", "agent", "case", "rate", "sale", "gate",
    "base", "face", "game", "race", "mine", "donor",
];

pub(super) fn slipped(word: &str, slips: &[TypingSlip]) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    for slip in slips {
        let length = letters.len().max(1);
        match *slip {
            TypingSlip::Insert(at, c) => letters.insert(at % (letters.len() + 1), c),
            TypingSlip::Delete(at) if letters.len() > 1 => _ = letters.remove(at % length),
            TypingSlip::Replace(at, c) => letters[at % length] = c,
            TypingSlip::Swap(at) if length > 1 => {
                letters.swap(at % (length - 1), at % (length - 1) + 1);
            }
            TypingSlip::Capital(at) => {
                letters[at % length] = letters[at % length].to_ascii_uppercase();
            }
            TypingSlip::Delete(_) | TypingSlip::Swap(_) => {}
        }
    }
    letters.into_iter().collect()
}

proptest! {
    #[test]
    fn no_slip_lets_a_childs_name_into_an_export(
        all in prop::collection::vec(
            (
                prop::sample::select(vec![
                    ("age", "15"), ("age", "'fifteen'"), ("age", "'15'"), ("minor", "true"), ("minor", "'yes'"), ("minor", "1"),
                ]),
                prop::collection::vec(slip(), 1..=2),
                prop::sample::select(vec!["KEY\n", "[meta]\nKEY\n", "[[event]]\nkey = 'a'\nKEY\n", "[[quote]]\ntext = 'x'\nKEY\n",
                    "[[quote]]\ntext = 'x'\ndisputes = { KEY }\n", "age = 20\nKEY\n", "name_type = 'real'\nKEY\n"]),
                any::<bool>(),
            ),
            1..12,
        ),
    ) {
        let says = all.iter().map(|((word, value), slips, places, quoted)| {
            let key = slipped(word, slips);
            // Another field of the format is what it says, and so is an ordinary word.
            let is_other = key.parse::<crate::record::FieldId>().is_ok()
                || ORDINARY.contains(&key.to_lowercase().as_str());
            let key = if is_other { (*word).to_owned() } else { key };
            let key = if *quoted || !key.is_ascii() { format!("'{key}'") } else { key };
            places.replace("KEY", &format!("{key} = {value}"))
        });
        let says: Vec<String> = says.collect();
        let collection = of(&says);
        for format in ["ndjson", "csv"] {
            let all = all_of(format, &collection);
            for (number, says) in says.iter().enumerate() {
                prop_assert!(!all.contains(&name(number).to_lowercase()), "{}", says);
            }
        }
    }

    #[test]
    fn no_slip_in_the_type_of_a_name_lets_a_childs_into_an_export(
        all in prop::collection::vec(
            (
                prop::sample::select(vec!["KEY = 'pseudonym_by_source'\n", "name_type = 'alias'\nKEY = 'real'\n", "name_type = 'WORD'\n"]),
                prop::collection::vec(slip(), 1..=2),
            ),
            1..12,
        ),
    ) {
        let says = all.iter().filter_map(|(places, slips)| {
            let (key, word) = (slipped("name_type", slips), slipped("pseudonym_by_source", slips));
            if word == "pseudonym_by_source" || key == "name_type" {
                return None;
            }
            Some(format!("age = 15\n{}", places.replace("KEY", &format!("'{key}'")).replace("WORD", &word)))
        });
        let says: Vec<String> = says.collect();
        let all = all_of("ndjson", &of(&says));
        for (number, says) in says.iter().enumerate() {
            prop_assert!(!all.contains(&name(number).to_lowercase()), "{}", says);
        }
    }
}
