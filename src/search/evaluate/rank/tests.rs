//! Tests of what a search finds, and in which order.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;
use crate::search::evaluate::line_match::Certainty;
use crate::search::matching::tier::{Looseness, Tier};
use crate::search::part::Part;
use crate::search::query::catalogue::Catalogue;

const FIELDS: &[&str] = &["kind", "place", "age"];

fn line(texts: &[(Part, &str)], fields: &[(&'static str, &str)]) -> SearchLine {
    let mut builder = SearchLine::builder();
    for (part, text) in texts {
        builder.text(*part, text);
    }
    for (name, value) in fields {
        let field = Catalogue::of_words(FIELDS).number(name).unwrap();
        builder.facts().stored(field, value);
    }
    builder.build()
}

/// Returns the hits of a query in lines of one text each.
fn hits(typed: &str, lines: &[(Part, &str)]) -> Vec<Hit> {
    let lines: Vec<_> = lines.iter().map(|text| line(&[*text], &[])).collect();
    find(&Query::parse(typed, FIELDS).0, &lines)
}

/// Checks that a query finds just these lines in this order.
#[track_caller]
fn check(typed: &str, lines: &[(Part, &str)], expected: &[usize]) {
    let found: Vec<_> = hits(typed, lines).iter().map(|hit| hit.index).collect();
    assert_eq!(found, expected, "{typed}");
}

/// Checks whether a query finds one line.
#[track_caller]
fn check_line(typed: &str, line: &SearchLine, expected: bool) {
    let hits = find(&Query::parse(typed, FIELDS).0, std::slice::from_ref(line));
    assert_eq!(!hits.is_empty(), expected, "{typed}");
}

#[test]
fn tiers_never_mix() {
    use Part::{Alias, Id, Long, Name, Quote, Short};
    let lines = [
        (Name, "t-e-s-t"),
        (Name, "contest"),
        (Quote, "a test was made"),
        (Long, "Test"),
        (Short, "Test Village"),
        (Name, "Test Person"),
        (Alias, "Tést"),
        (Name, "TEST"),
        (Id, "test"),
        (Id, "test-b"),
        (Name, "other"),
    ];
    check("test", &lines, &[8, 7, 6, 5, 9, 4, 3, 2, 1]);
    let tiers: Vec<_> = hits("test", &lines).iter().map(|h| h.found.unwrap().tier).collect();
    assert!(tiers.is_sorted());
}

#[test]
fn lines_that_are_equally_good_keep_their_order() {
    let lines = [(Part::Name, "Test B"), (Part::Name, "A Test"), (Part::Name, "Test A")];
    check("test", &lines, &[0, 1, 2]);
}

#[test]
fn the_empty_query_hits_every_line_in_order() {
    let lines = [(Part::Quote, "b"), (Part::Id, "a"), (Part::Name, "")];
    for typed in ["", " ", "\"", "place:", "-", "unknown:x"] {
        check(typed, &lines, &[0, 1, 2]);
    }
    assert_eq!(hits("", &lines)[0].found, None);
    check("x", &[], &[]);
}

#[test]
fn typed_accents_and_capitals_must_match() {
    let lines = [(Part::Name, "Nguyễn Văn Thử"), (Part::Name, "nguyen")];
    check("nguyen", &lines, &[1, 0]);
    check("Nguyen", &lines, &[0]);
    check("nguyễn", &lines, &[0]);
    check("NGUYEN", &lines, &[1, 0]);
    let lines = [(Part::Short, "Đà Nẵng"), (Part::Short, "Da Nang")];
    check("da nang", &lines, &[0, 1]);
    check("Đà", &lines, &[0]);
}

#[test]
fn texts_of_all_scripts_are_found() {
    let lines = [
        (Part::Short, "ปอยเปต"),
        (Part::Short, "မြဝတီ"),
        (Part::Short, "ខេត្តព្រះសីហនុ"),
        (Part::Short, "妙瓦底"),
        (Part::Short, "Łódź"),
        (Part::Short, "Ｐｏｉｐｅｔ"),
        (Part::Quote, "“I can’t go”"),
    ];
    check("ปอย", &lines, &[0]);
    check("မြဝ", &lines, &[1]);
    check("សីហនុ", &lines, &[2]);
    check("瓦底", &lines, &[3]);
    check("lodz", &lines, &[4]);
    check("poipet", &lines, &[5]);
    check("\"i can't\"", &lines, &[6]);
}

#[test]
fn all_words_must_hold_and_the_worst_one_counts() {
    let of = [(Part::Name, "Test Person"), (Part::Quote, "he was beaten in contests")];
    let hit = |typed| {
        let lines = [line(&of, &[])];
        find(&Query::parse(typed, FIELDS).0, &lines).first().map(|hit| hit.found.unwrap())
    };
    let found = |tier, part| Some(MatchRank::literal(tier, part));
    assert_eq!(hit("test beaten"), found(Tier::WordStart, Part::Quote));
    assert_eq!(hit("erson beaten"), found(Tier::Substring, Part::Quote));
    assert_eq!(hit("test person"), found(Tier::Whole, Part::Name));
    assert_eq!(hit("person test"), found(Tier::WordStart, Part::Name));
    assert_eq!(hit("\"person test\""), None);
    assert_eq!(hit("test absent"), None);
    assert_eq!(hit("tstprsn beaten").unwrap().tier, Tier::Fuzzy);
}

#[test]
fn a_term_after_a_minus_must_not_match() {
    let lines = [(Part::Name, "Test Person"), (Part::Name, "Test Village")];
    check("test -village", &lines, &[0]);
    check("-village", &lines, &[0]);
    check("!\"test person\"", &lines, &[1]);
    check("-vllg", &lines, &[0, 1]);
}

#[test]
fn either_alternative_matches_and_the_better_match_counts() {
    let lines = [(Part::Quote, "village"), (Part::Name, "Test"), (Part::Name, "Other")];
    check("village | test", &lines, &[1, 0]);
    check("test | village | other", &lines, &[1, 2, 0]);
    check("(test | village) -other", &lines, &[1, 0]);
    check("-(test | other)", &lines, &[0]);
    check("-(test village)", &lines, &[0, 1, 2]);
    check("-(-test)", &lines, &[1]);
    check("kind:x | test", &lines, &[1]);
}

#[test]
fn a_text_is_found_by_its_ends() {
    let lines = [
        (Part::Name, "Test Village"),
        (Part::Name, "a Test"),
        (Part::Name, "Test"),
        (Part::Name, "contest"),
    ];
    check("^test", &lines, &[2, 0]);
    check("test$", &lines, &[2, 1, 3]);
    check("^test$", &lines, &[2]);
    check("'test", &lines, &[2, 0, 1, 3]);
    check("'tst", &lines, &[]);
    check("-^test", &lines, &[1, 3]);
    check("^\"test v\"", &lines, &[0]);
    check("^Test", &lines, &[2, 0]);
    check("^tEst", &lines, &[]);
}

#[test]
fn chinese_names_are_found_by_their_sounds() {
    let lines = [
        (Part::Short, "妙瓦底"),
        (Part::Name, "KK园区"),
        (Part::Quote, "妙瓦底"),
        (Part::Name, "mwd"),
        (Part::Name, "王伟强"),
        (Part::Alias, "王伟"),
    ];
    check("miaowadi", &lines, &[0]);
    check("mwd", &lines, &[3, 0]);
    check("kkyq", &lines, &[1]);
    check("wangwei", &lines, &[4, 5]);
    check("\"mwd\"", &lines, &[3]);
    check("-mwd", &lines, &[0, 1, 2, 4, 5]);
    assert_eq!(hits("kkyq", &lines)[0].looseness(), Looseness::Sounding);
}

#[test]
fn typos_are_allowed_if_better_matches_fill_no_page() {
    let few = [(Part::Quote, "Myawaddy"), (Part::Short, "Myawaddy"), (Part::Name, "Mayawaddy")];
    check("mayawaddy", &few, &[2, 1]);
    check("mywaaddy", &few, &[1]);
    assert_eq!(hits("mywaaddy", &few)[0].found.unwrap().tier, Tier::Typo);
    assert_eq!(hits("mywaaddy", &few)[0].looseness(), Looseness::Typo);
    check("mywaaddy x", &few, &[]);
    let mut many = [(Part::Name, "Mayawaddy"); 21];
    many[0].1 = "Myawaddy";
    assert_eq!(hits("mayawaddy", &many).len(), 20);
    assert_eq!(hits("mayawaddy", &many[..20]).len(), 20);
}

#[test]
fn short_texts_alone_match_fuzzily() {
    let lines = [(Part::Long, "Sihanoukville"), (Part::Short, "Sihanoukville")];
    check("shnkvl", &lines, &[1]);
    check("\"shnkvl\"", &lines, &[]);
    let both = line(&[(Part::Name, "t-e-s-t"), (Part::Quote, "a test")], &[]);
    let hits = find(&Query::parse("test", FIELDS).0, &[both]);
    assert_eq!(hits[0].found, Some(MatchRank::literal(Tier::WordStart, Part::Quote)));
    assert_eq!(hits[0].looseness(), Looseness::Literal);
}

#[test]
fn letters_are_scattered_only_where_nothing_better_is_found() {
    let lines = [
        (Part::Name, "Test Ming"),
        (Part::Short, "missing in the village"),
        (Part::Name, "妙瓦底"),
        (Part::Name, "my other way, dear"),
        (Part::Long, "ashnkvl"),
        (Part::Short, "Sihanoukville"),
    ];
    check("ming", &lines, &[0]);
    check("mng", &lines, &[0, 1]);
    check("mwd", &lines, &[2]);
    check("mwdr", &lines, &[3]);
    // Within a word of a long text, any letters may follow each other.
    check("shnkvl", &lines, &[4, 5]);
    check("ashnkvl", &lines, &[4]);
    check("ming | shnkvl", &lines, &[0, 4]);
    // The word with scattered letters is not found better together with the other.
    check("ming vllg", &lines, &[1]);
}

#[test]
fn the_better_fuzzy_score_comes_first() {
    let lines = [(Part::Name, "sihanouk village"), (Part::Name, "shank village")];
    check("shnkvl", &lines, &[1, 0]);
}

#[test]
fn a_field_is_found_by_its_values_whole_or_begun() {
    let fields =
        [("kind", "victim"), ("place", "sihanoukville"), ("place", "Phnom Penh"), ("age", "14")];
    let line = line(&[(Part::Name, "Test Person")], &fields);
    for typed in [
        "kind:victim",
        "KIND:Vic",
        "place:Sihanouk",
        "place:penh",
        "place:\"phnom penh\"",
        "place:\"phnom pe",
        "place:x,penh",
        "age:14",
        "-kind:arrest",
        "kind:victim test",
    ] {
        check_line(typed, &line, true);
    }
    for typed in
        ["kind:arrest", "place:ville", "age:1", "place:victim", "-kind:vic", "kind:victim x"]
    {
        check_line(typed, &line, false);
    }
}

#[test]
fn a_query_of_fields_alone_ranks_nothing() {
    let lines = ["b", "a"].map(|name| line(&[(Part::Name, name)], &[("kind", "victim")]));
    let hits = find(&Query::parse("kind:victim", FIELDS).0, &lines);
    let all = [0, 1].map(|index| Hit { index, found: None, certainty: Certainty::Certain });
    assert_eq!(hits, all);
}

/// Lines of few similar texts, so that every query finds some.
fn some_lines() -> impl Strategy<Value = Vec<SearchLine>> {
    let part = proptest::sample::select(Part::ALL.to_vec());
    let text = "(test|Tést|mya|waddy|妙瓦底|KK园区|ปอย|nguyen|Đà|x| |-){0,4}";
    let texts = proptest::collection::vec((part, text), 0..4);
    let kind = proptest::sample::select(vec!["victim", "arrest"]);
    let one = (texts, kind).prop_map(|(texts, kind)| {
        let texts: Vec<_> = texts.iter().map(|(part, text)| (*part, text.as_str())).collect();
        line(&texts, &[("kind", kind)])
    });
    proptest::collection::vec(one, 0..10)
}

const TYPED: &str = "(-|\"|\\^|)(t|te|tes|test|Tes|tets|myawadd|miaow|mwd|kky|ปอ|đ|kind:v|\\|){0,1}( |st|a|x|\\)|\\(){0,2}";

proptest! {
    #[test]
    fn many_lines_are_found_as_each_is_alone(lines in some_lines(), typed in [TYPED, TYPED]) {
        let (query, _) = Query::parse(&typed.concat(), FIELDS);
        let store = Store::of(&lines);
        // They do not fill a screen, so that typos are always searched for.
        let hits = search(&query, &store, &SearchOptions::default(), |_| {}).unwrap().hits;
        let mut alone: Vec<_> = lines.iter().enumerate().filter_map(|(index, line)| {
            let hit = *find(&query, std::slice::from_ref(line)).first()?;
            Some(Hit { index, ..hit })
        }).collect();
        alone.sort_by_key(|hit| hit.found);
        let is_fuzzy = |found: Option<MatchRank>| found.is_some_and(|rank| rank.tier == Tier::Fuzzy);
        if alone.iter().any(|hit| hit.found.is_some_and(MatchRank::rules_out_scattered)) {
            // Beside something better, scattered letters are no match; the line may have a typo of the words.
            prop_assert!(!hits.iter().any(|hit| is_fuzzy(hit.found)));
            let scattered: Vec<_> =
                alone.iter().filter(|hit| is_fuzzy(hit.found)).map(|hit| hit.index).collect();
            alone.retain(|hit| !scattered.contains(&hit.index));
            let others = hits.into_iter().filter(|hit| !scattered.contains(&hit.index));
            prop_assert_eq!(others.collect::<Vec<_>>(), alone);
        } else {
            prop_assert_eq!(hits, alone);
        }
    }

    #[test]
    fn a_refinement_finds_the_same_as_a_new_search(
        lines in some_lines(),
        typed in [TYPED, TYPED],
        more in [TYPED, TYPED],
    ) {
        let store = Store::of(&lines);
        let typed = typed.concat();
        let grown = typed.clone() + &more.concat();
        let (short, _) = Query::parse(&typed, FIELDS);
        let (long, _) = Query::parse(&grown, FIELDS);
        let before = search(&short, &store, &SearchOptions::default(), |_| {}).unwrap().results;
        let request = SearchOptions { previous: Some(&before), ..SearchOptions::default() };
        let refined = search(&long, &store, &request, |_| {}).unwrap();
        let new = search(&long, &store, &SearchOptions::default(), |_| {}).unwrap();
        prop_assert_eq!(refined.hits, new.hits, "{} → {}", typed, grown);
    }

    #[test]
    fn the_first_page_is_the_start_of_the_whole(
        lines in some_lines(),
        typed in [TYPED, TYPED],
        page in 1..9_usize,
    ) {
        let (query, _) = Query::parse(&typed.concat(), FIELDS);
        let rank = |line: usize| u64::try_from(line * 7 % 5).unwrap();
        let request = SearchOptions { page, rank: &rank, ..SearchOptions::default() };
        let mut pages = Vec::new();
        let hits = search(&query, &Store::of(&lines), &request, |page| pages.push(page.to_vec())).unwrap().hits;
        let keys: Vec<_> = hits.iter().map(|hit| (hit.found, rank(hit.index), hit.index)).collect();
        prop_assert!(keys.is_sorted());
        let expected: Vec<_> = (hits.len() >= page).then(|| hits[..page].to_vec()).into_iter().collect();
        prop_assert_eq!(pages, expected);
    }
}

#[test]
fn a_cancelled_search_ends() {
    let store = Store::of(&[line(&[(Part::Name, "Test")], &[])]);
    let request = SearchOptions { is_cancelled: &|| true, ..SearchOptions::default() };
    let (query, _) = Query::parse("test", FIELDS);
    assert!(search(&query, &store, &request, |_| panic!("no page")).is_none());
    // Whoever wants the first page alone waits for no more.
    let (has_page, pages) = (AtomicBool::new(false), AtomicUsize::new(0));
    let is_cancelled = || has_page.load(Ordering::Relaxed);
    let request =
        SearchOptions { page: 1, is_cancelled: &is_cancelled, ..SearchOptions::default() };
    let found = search(&query, &store, &request, |page| {
        has_page.store(true, Ordering::Relaxed);
        pages.fetch_add(page.len(), Ordering::Relaxed);
    });
    assert!(found.is_none());
    assert_eq!(pages.into_inner(), 1);
}

#[test]
fn the_work_grows_with_the_lines_and_no_faster() {
    let lines = vec![line(&[(Part::Name, "Test"), (Part::Quote, "a test")], &[]); 8 * 2048];
    for typed in ["", "t", "test", "tset", "tst x", "-test", "test | xyzzyx", "xyzzyx mwd"] {
        let (query, _) = Query::parse(typed, FIELDS);
        let steps = |blocks: usize| {
            let steps = AtomicUsize::new(0);
            let is_cancelled = || {
                steps.fetch_add(1, Ordering::Relaxed);
                false
            };
            let request = SearchOptions { is_cancelled: &is_cancelled, ..SearchOptions::default() };
            let mut pages = 0;
            let store = Store::of(&lines[..blocks * 2048]);
            search(&query, &store, &request, |_| pages += 1).unwrap();
            steps.into_inner() - pages
        };
        // Each block is evaluated once at each depth, and cancellation is checked before, and once more behind the first page.
        assert_eq!(steps(8), 8 * steps(1), "{typed}");
        assert!(steps(1) <= 5, "{typed}");
    }
}

#[test]
fn only_lines_that_pass_the_filter_are_found() {
    let lines = ["Test A", "Test B"].map(|name| line(&[(Part::Name, name)], &[]));
    let request = SearchOptions { filter: &|line| line == 1, ..SearchOptions::default() };
    for typed in ["", "test", "tst", "-x"] {
        let (query, _) = Query::parse(typed, FIELDS);
        let hits = search(&query, &Store::of(&lines), &request, |_| {}).unwrap().hits;
        assert_eq!(hits.iter().map(|hit| hit.index).collect::<Vec<_>>(), [1], "{typed}");
    }
}

/// Checks that each query finds a line with this name: as a word, as a phrase and in a field.
#[track_caller]
fn check_name(name: &str, typed: &[&str]) {
    let own = line(&[(Part::Name, name)], &[("place", name)]);
    for typed in typed {
        for typed in [(*typed).to_owned(), format!("\"{typed}\""), format!("place:\"{typed}\"")] {
            check_line(&typed, &own, true);
        }
    }
}

#[test]
fn marks_of_arabic_and_hebrew_are_accents_and_variants_are_one() {
    check_name("مُحَمَّد", &["محمد", "محمّد".replace('ّ', "").as_str(), "محـــمد"]);
    check_name("إبراهيم", &["ابراهيم", "أبراهيم", "ابرٰاهيم".replace('ٰ', "").as_str()]);
    check_name("آمنة", &["امنة", "امنه", "آمنه"]);
    check_name("فاطمة على", &["فاطمه علي", "فاطمة علی"]);
    check_name("کیان یکتا", &["كيان يكتا", "کيان"]);
    check_name("ﻣﺤﻤﺪ", &["محمد"]);
    check_name("דָּוִד כֹּהֵן", &["דוד כהן", "דוד"]);
    check_name("מִרְיָם", &["מרים"]);
}

#[test]
fn orders_of_marks_that_look_the_same_are_one() {
    check_name("ที\u{e48}นี\u{e48}", &["ท\u{e48}\u{e35}น\u{e48}\u{e35}"]);
    check_name("น้ำ", &["น\u{e4d}\u{e49}\u{e32}", "น\u{e4d}\u{e32}\u{e49}", "น้"]);
    check_name("แม่สอด", &["เเม่สอด", "แม\u{e48}สอด"]);
    check_name("ແຂວງ ນ້ຳ", &["ເເຂວງ", "ນ\u{ecd}\u{ec9}\u{eb2}"]);
    check_name("ក្រុង", &["ក\u{17bb}\u{17d2}រង", "ក្រុ"]);
    check_name("ស្ត្រី", &["ស\u{17d2}រ\u{17d2}ត\u{17b8}", "ស\u{17d2}ដ\u{17d2}រ\u{17b8}"]);
    check_name("កោះកុង", &["ក\u{17c1}\u{17b6}ះកុង", "កោះ\u{200b}កុង"]);
    check_name("မြို့", &["မ\u{103c}\u{102f}\u{102d}\u{1037}", "မြို"]);
}

#[test]
fn digits_widths_and_kana_are_one() {
    check_name("قضية ٤٧", &["47", "قضيه 47"]);
    check_name("۱۳۹۹", &["1399"]);
    check_name("๒๕๖๕ ၂၀၂၂ ២០២២", &["2565", "2022", "๒๕๖๕"]);
    check_name("Case³ ⑦号", &["case3", "7号", "case³"]);
    check_name("ﾔﾏﾀﾞ", &["やまだ", "ヤマダ", "ﾔﾏﾀﾞ"]);
    check_name("さくらガーデン", &["サクラ", "がーでん", "ｻｸﾗ"]);
}

#[test]
fn traditional_and_simplified_characters_find_each_other() {
    check_name("劉國強", &["刘国强", "劉國強", "国强"]);
    check_name("刘国强", &["劉國強", "劉国強"]);
    check_name("龍門 臺灣 綫", &["龙门", "台湾", "线", "線"]);
}

#[test]
fn turkish_and_vietnamese_letters_are_one() {
    check_name("İzmir", &["izmir", "ızmir", "İZMİR"]);
    check_name("Işıl IRMAK", &["isil", "ırmak"]);
    check_name("Thuỷ Hoà", &["thủy", "thuỷ", "hòa", "hoà", "Hòa"]);
    check_name("khỏe", &["khoẻ"]);
    check_name("Ðặng Đức", &["đặng", "ðức", "dang duc"]);
    check_line("hò", &line(&[(Part::Name, "Hòa")], &[]), true);
    check_line("hỏa", &line(&[(Part::Name, "Hòa")], &[]), false);
}

#[test]
fn a_match_in_the_form_that_was_typed_comes_first() {
    use Part::Name;
    check("劉", &[(Name, "刘"), (Name, "劉")], &[1, 0]);
    check("刘", &[(Name, "劉"), (Name, "刘")], &[1, 0]);
    check("أحمد", &[(Name, "احمد"), (Name, "أحمد"), (Name, "إحمد")], &[1, 0, 2]);
    check("hoà", &[(Name, "Hòa"), (Name, "Hoà")], &[1, 0]);
    check("サクラ", &[(Name, "さくら"), (Name, "サクラ")], &[1, 0]);
    check("劉 國", &[(Name, "刘国"), (Name, "刘國"), (Name, "劉國")], &[2, 1, 0]);
}

#[test]
fn pinyin_works_in_a_field_and_with_tones() {
    let own = line(&[(Part::Name, "李黎明")], &[("place", "妙瓦底")]);
    for typed in [
        "place:miaowadi",
        "place:mwd",
        "place:miào",
        "lǐlímíng",
        "lǐ",
        "límíng",
        "lǐlím",
        "lǐ límíng",
    ] {
        check_line(typed, &own, true);
    }
    for typed in ["place:miáo", "lílímíng", "lílím", "place:miaodi", "lǐlǐ"] {
        check_line(typed, &own, false);
    }
    // A character that represents its variants has their readings too.
    check_line("qianlong", &line(&[(Part::Name, "乾隆")], &[]), true);
    check_line("nǚ", &line(&[(Part::Name, "女工")], &[]), true);
}

#[test]
fn korean_names_are_found_by_their_first_consonants() {
    let own = line(&[(Part::Name, "박 서연")], &[("place", "서울 강남구")]);
    for typed in ["ㅂㅅㅇ", "ㅅㅇ", "박ㅅㅇ", "place:ㄱㄴㄱ", "place:ㅅㅇ", "ㅂㅅ", "ㅄ"]
    {
        check_line(typed, &own, true);
    }
    for typed in ["ㅂㅅㅁ", "ㅇㅅ", "place:ㄴㄱㅅ", "김ㅅㅇ"] {
        check_line(typed, &own, false);
    }
    let names = ["김최진", "최진호", "최진"].map(|name| (Part::Name, name));
    check("ㅊㅈ", &names, &[2, 1, 0]);
}
