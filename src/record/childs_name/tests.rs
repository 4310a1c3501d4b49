use toml::de::{DeTable, DeValue};

use super::key::{Nearness, is_near_type_of_name, may_say_child, nearness};
use super::search::doubts_pseudonym_in_lines;
use super::words::{
    FIRST_YEAR, has_word_for_child, is_value_of_child, says_age_of_child, title_says_child,
    years_alone,
};
use crate::record::{Kind, RowKind, fields, row_fields};

#[test]
fn keys_within_two_slips_of_an_age_are_near_or_faintly_so() {
    for key in [
        "age",
        "Age",
        "aeg",
        "ages",
        "ag",
        "a_g_e",
        "minor",
        "Minor",
        "mnior",
        "is_minor",
        "isMinor",
        "dateOfBirth",
        "dob",
        "age group",
        "ageAtRecruitment",
        "victimAge",
        "ageatsale",
        "geboren",
        "fecha_de_nacimiento",
        "生日",
        "出生日期",
        "дата_рождения",
        "생년월일",
    ] {
        assert_eq!(nearness(key), Some(Nearness::Near), "{key}");
    }
    assert_eq!(nearness("p_age"), Some(Nearness::Near));
    for key in ["wage2", "lane", "g", "motor", "xagey"] {
        assert_eq!(nearness(key), Some(Nearness::Faint), "{key}");
    }
    for key in [
        "",
        "occupation",
        "minority",
        "language",
        "hat_colour",
        "message",
        "village",
        "imageOf",
        "tempat_lahir",
        "placeOfBirth",
        "wage",
        "page",
        "image",
        "agency",
        "child_psychologist",
        "birthplace",
    ] {
        assert_eq!(nearness(key), None, "{key}");
    }
}

#[test]
fn no_other_field_of_the_format_says_by_mistake_how_old_a_person_is() {
    let rows = RowKind::ALL.into_iter().flat_map(row_fields);
    for field in Kind::all().flat_map(fields).chain(rows) {
        let name = field.name.as_str();
        let says = |text: &str| {
            let table = DeTable::parse(text).unwrap().into_inner();
            let value: &DeValue<'_> = table.values().next().unwrap().get_ref();
            may_say_child(name, value, FIRST_YEAR)
        };
        if !matches!(name, "age" | "minor") {
            assert!(!says("a = 'fifteen'") && !says("a = true") && !says("a = 2021"), "{name}");
        }
        assert_eq!(is_near_type_of_name(name), name == "name_type", "{name}");
    }
}

#[test]
fn words_for_a_child_count_below_a_misspelt_or_misplaced_key_too() {
    let says = |text: &str| {
        let table = DeTable::parse(text).unwrap().into_inner();
        let (key, value) = table.iter().next().unwrap();
        may_say_child(key.get_ref(), value.get_ref(), FIRST_YEAR)
    };
    for text in [
        "tagss = ['minor']",
        "tags = [['a', 'minor']]",
        "ocupation = 'schoolboy'",
        "exploitation_types = ['child_labour']",
        "exploitation_typ = 'child_labour'",
        "under_18 = true",
        "of_age = false",
        "'of age' = false",
        "over_18 = false",
        "over18 = 'no'",
        "not_adult = true",
        "non_adult = true",
        "notAdult = true",
        "miNoR = true",
        "mi-no_r = true",
        "isNotMinor = true",
        "not_an_adult = true",
        "not_an_adult = false",
        "tagss = ['mi\u{200b}nor', 'x']",
        "below_18 = 'yes'",
        "u18 = true",
        "'d.o.b.' = '2010'",
        "dob = 20100501",
        "born = 2553",
        "minors = 20",
        "aeg = 0o21",
        "edad = 15",
        "status_of_victim = 'minor'",
        "labels = ['x', 'schoolgirl']",
        "is_girl = true",
        "remarks = 'a 15-year-old'",
        "titel = 'Girl, 15, sold'",
        "'生日' = '2009-01-02'",
        "born = 1998",
        "born = 'unknown'",
        "born = '1985 or 2005'",
        "born = '12/05/85'",
        "born = 'after 1985'",
        "born = '1985/..'",
        "birth_date = 2009-05-01",
        "birth_of_child = 1970",
        "born = [1970]",
    ] {
        assert!(says(text), "{text}");
    }
    for text in [
        "tagss = ['raid']",
        "ocupation = 'driver'",
        "note = 'a girl'",
        "remarks = 'sold with his child'",
        "under_18 = false",
        "aeg = 25",
        "adults = 20",
        "wage = 'none'",
        "page = 15",
        "images = 'photo 12'",
        "born = 1970",
        "born = 2528",
        "dob = '1985-XX-XX'",
        "dob = '1985?'",
        "birth_date = 1985-02-03",
        "birth = 19850203",
        "date_of_birth = '3 May 1985'",
        "ocupation = 'delivery boy'",
    ] {
        assert!(!says(text), "{text}");
    }
}

#[test]
fn words_for_children_are_words_of_their_own() {
    for text in [
        "minor",
        "Minors",
        "school-child",
        "a girl of 12",
        "under 18",
        "U-18 under_18s",
        "child_labour",
        "under-age",
        "under age",
        "u16",
        "<18",
        "a girl",
        "high school student",
        "still in school",
        "Menor de edad",
        "niño",
        "中学生",
        "несовершеннолетняя",
        "ผู้เยาว์",
        "미성년자",
        "student born in 2012",
        "underAge",
        "SchoolBoy",
        "born 20080503",
        "2008년생",
        "younger than 18 years",
        "dưới 18 tuổi",
        "младше 18 лет",
        "未满18岁",
        "ninth-grader",
        "sixth form",
        "9 класс",
        "九年级",
        "under age",
        "học sinh",
        "child driver",
        "child psychologist, a girl",
        "bar girl",
        "garçon",
    ] {
        assert!(has_word_for_child(text), "{text}");
    }
    for text in [
        "minority",
        "kidnapping",
        "kidney",
        "miner",
        "girlfriend",
        "student",
        "worked under agent X",
        "high-school teacher",
        "teacher at a primary school",
        "a driver born in 1985",
        "2021年生产",
        "NE Thailand 2021",
        "до 15 человек",
        "first form of control",
        "ninth grade education",
        "delivery boy",
        "child psychologist",
        "kindergarten teacher",
        "minor injuries",
        "",
    ] {
        assert!(!has_word_for_child(text), "{text}");
    }
}

#[test]
fn a_number_is_an_age_where_the_word_for_it_is_beside_it() {
    for text in [
        "girl, aged sixteen, held",
        "Girl at the age of sixteen",
        "15-year-old",
        "15 years old",
        "fifteen-year-old",
        "15 years of age",
        "15 to 17 years old",
        "15-17 years old",
        "aged 15",
        "Age: 15",
        "age of about 15",
        "age-15",
        "15yo",
        "15 yo",
        "15岁",
        "１５歲",
        "十五岁",
        "15세",
        "อายุ 15 ปี",
        "อายุ๑๕",
        "возраст 15",
        "im Alter von 15",
        "âgée de 15 ans",
        "15-летняя",
        "15-letnia",
        "15 yaşında",
        "under the age of 18",
        "below 16 years of age",
        "born in Seatown in 2010",
    ] {
        assert!(has_word_for_child(text) && says_age_of_child(text), "{text}");
    }
    for text in
        ["student, 14", "14 student", "student (16)", "m/15", "15 y", "grade 9", "9th grade"]
    {
        assert!(has_word_for_child(text) && !says_age_of_child(text), "{text}");
    }
    for text in [
        "driver for 14 years; student",
        "student for 4 years",
        "student, 14 months",
        "driver for 12 years",
        "25 years old",
        "aged 25",
        "二十五岁",
        "115 years old",
        "015015 yo",
        "9th grade teacher",
        "12 workers",
        "1 of 3",
    ] {
        assert!(!has_word_for_child(text), "{text}");
    }
}

#[test]
fn a_number_of_years_and_nothing_else_may_be_an_age() {
    for (text, years) in [
        ("15 años", Some(15)),
        ("15 years", Some(15)),
        ("fifteen years", Some(15)),
        ("F, 15 лет", Some(15)),
        ("15 ปี", Some(15)),
        ("miaka 15", Some(15)),
        ("about 15 ans", Some(15)),
        ("18 Jahre", None),
        ("15 años de prisión", None),
        ("15 years in prison", None),
        ("driver, 12 years", None),
        ("15", None),
        ("years", None),
        ("2 or 3 years", None),
        ("", None),
    ] {
        assert_eq!(years_alone(text), years, "{text}");
    }
}

#[test]
fn a_value_that_is_a_number_below_eighteen_and_nothing_else_is_an_age() {
    for value in ["15", "female, 15", "F 5", "15 años", "about 15", "aged 3", "schoolgirl"] {
        assert!(is_value_of_child(value), "{value}");
    }
    for value in ["3", "25", "0", "female", "15 b", "raid 15", "female, 25", "15, 16", ""] {
        assert!(!is_value_of_child(value), "{value}");
    }
}

#[test]
fn a_title_says_an_age_between_commas_in_brackets_or_behind_at() {
    for title in [
        "Girl, 15, sold",
        "Girl, only 15, sold",
        "Mei (15)",
        "Mei (fifteen), sold",
        "Mei, 15",
        "李某，15，被卖",
        "Sold at 15",
        "Sold at 15, freed at 19",
        "Sold at 15 by an uncle",
        "Vendue à 15 ans",
        "Vendida a los 15 años",
        "Un garçon de 15 ans",
        "Mei, 15 ans, vendue",
        "Mädchen (15 Jahre) verkauft",
        "Girl of 15 sold",
        "Boy 15 freed",
        "Verkauft mit 15",
        "Sold when she was 15",
        "Chica de 15 años",
        "Gadis 15 tahun dijual",
        "Девочка 15 лет продана",
        "เด็กหญิงวัย 15 ปี",
        "A minor sold",
        "Schoolgirl sold",
        "Une lycéenne vendue",
        "女高中生被卖",
        "Школьницу продали",
        "Nữ học sinh bị bán",
        "Under-age girl sold",
        "Child sold",
        "A trafficked child, freed",
        "Two children sold",
        "Sale of a child",
        "Sold as a child",
        "Man sold as a child",
        "Infant taken with others",
        "Kid from Seatown, resold",
        "Niño vendido",
        "Enfant vendu",
        "儿童被卖",
        "Anak-anak dijual",
        "f/15 sold",
        "15/F sold",
        "Sold, M/9",
        "female/15, sold",
        "Two men, 17 and 35",
        "Two men (35 and 17), freed",
        "Brothers, 12, 14 and 20",
        "Mei (15-17)",
        "Case 9: girl, 15",
        "A case (9) of a girl aged 15",
        "Survivor (15)",
    ] {
        assert!(title_says_child(title), "{title}");
    }
}

#[test]
fn a_title_with_other_numbers_or_about_those_around_a_child_says_none() {
    for title in [
        "Sold for 1,5 lakh",
        "Sold for USD 5,000",
        "Held in compounds 1, 2, 3",
        "Held at 15 places",
        "Freed at 15:30",
        "Freed on 12 March, 2021",
        "Bar girl sold",
        "Girl freed after 3 years",
        "Treated for minor injuries",
        "A mother of 2 children",
        "Worked 3 years in a compound",
        "Condamné à 15 ans de prison",
        "Mei (25)",
        "Mei, 25, held with 15 others",
        "Building A 12",
        "Sold to compound no. 12",
        "Freed [2] of 3",
        "(15)",
        "",
        "A case (9)",
        "Case (15)",
        "Testimony, 12",
        "Her story (part 2)",
        "Her story, part (2)",
        "Caso (12)",
        "案例（9）",
        "Woman sold with her child",
        "Sold for a child's surgery",
        "Mother of two teenagers",
        "Sold to feed children",
        "Driver with two children",
        "Child protection worker",
        "Madre de dos niños",
        "Two men, 27 and 35",
        "Freed on Monday, 12:30",
        "Freed (12.05)",
        "Held in blocks, 2 and 3",
        "Two men, 17 and 35 raids",
        "24/7 guarded",
        "Held in A/15",
        "f/25 sold",
        "12 m/s wind",
        "Kidnapped worker",
        "Girl sold",
        "Boys' school teacher",
    ] {
        assert!(!title_says_child(title), "{title}");
    }
}

#[test]
fn a_type_in_a_broken_line_that_is_no_pseudonym_is_found() {
    for text in [
        "name_type = 'real'",
        "{ x = 1, nametype: real }",
        "name_type real",
        "“name_type” ＝ 'pseudonym'",
        "x = 1; Name-Type = real",
    ] {
        assert!(doubts_pseudonym_in_lines(text), "{text}");
    }
    for text in [
        "name_type = 'alias'",
        "# name_type = 'real'",
        "supports = ['name',\n'name_type',\n]",
        "name = 'real'",
        "",
    ] {
        assert!(!doubts_pseudonym_in_lines(text), "{text}");
    }
}
