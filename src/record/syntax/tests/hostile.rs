//! Hostile texts, and those that a damaged disk leaves.

use super::read;

#[test]
fn nothing_is_nested_too_deep_for_the_stack() {
    for opening in ["[", "a = [", "a = {b=", "a = ", "["] {
        for unit in ["[", "{", "[{a=", "a.", "{a=[", "［", "[[a."] {
            let text = format!("{opening}{}\nb = 1\n", unit.repeat(50_000));
            let syntax = read(&text);
            assert!(syntax.is_broken() && syntax.problems().len() < 5);
        }
    }
}

#[test]
fn a_list_that_is_too_deep_is_called_so() {
    let text = format!("a = {}{}\nb = 1\n", "[".repeat(81), "]".repeat(81));
    let syntax = read(&text);
    assert_eq!(&*syntax.problems()[0].message, "lists are nested more than 80 deep");
    assert_eq!(super::shown(&text), "b = 1");
}

#[test]
fn a_thousand_problems_are_kept_and_the_rest_counted() {
    let syntax = read(&"a b\n".repeat(1_500)).problems().to_vec();
    assert_eq!(syntax.len(), 1_000);
    assert_eq!(&*syntax[999].message, "from here on 501 more lines cannot be read");
    assert_eq!(syntax[999].range.start(), 4 * 999);
    let all = "a b\n".repeat(999);
    assert!(read(&all).problems()[998].message.starts_with("this line"));
}

/// Each of these once was, or could be, searched anew from every line; `benches/collection.rs`
/// measures that they are not.
#[test]
fn garbage_is_garbage_from_end_to_end() {
    let units =
        ["\\\"\"\"\n", "a = \"\n", "a = {\n", "a = [\n", "a = '''\n", "x = \"a\nb\n", "[a]\n"];
    for unit in units {
        for opening in ["", "x = \"\"\"\n", "x = '\n"] {
            let text = format!("{opening}{}", unit.repeat(20_000 / unit.len()));
            let syntax = read(&text);
            assert!(syntax.is_broken() && syntax.problems().len() <= 1_000, "{unit:?}");
        }
    }
}
