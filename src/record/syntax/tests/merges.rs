//! A merge conflict is one problem, and what is wrong in it follows from it.

use super::*;

const HELP: &str = "keep the lines that are right, and delete the others with the lines <<<<<<<, ======= and >>>>>>>";
const ONE: &str = "a merge conflict begins here and is not resolved";

#[test]
fn a_conflict_is_one_problem_at_its_first_mark() {
    for (text, place) in [
        ("a = 1\n<<<<<<< HEAD\nb = 2\n=======\nb = 3\n>>>>>>> other\nc = 4\n", "2:1"),
        ("<<<<<<<\r\nb = 2\r\n=======\r\nb = 3\r\n>>>>>>>\r\n", "1:1"),
        ("<<<<<<< HEAD\nb = 2\n||||||| base\nb = 1\n=======\nb = 3\n>>>>>>> other\n", "1:1"),
        ("<<<<<<< HEAD\n[[quote]]\nb = 'x\n=======\n[quote]\n= 3\n>>>>>>> other\n", "1:1"),
        (
            "a = 1\n<<<<<<< Conflict 1 of 1\n%%%%%%% Changes from base to side #1\n-b = 1\n+b = 2\n\
             +++++++ Contents of side #2\nb = 3\n>>>>>>> Conflict 1 of 1 ends\nc = 4\n",
            "2:1",
        ),
        ("<<<<<<< .mine\nb = 2\n||||||| .r12\nb = 1\n=======\nb = 3\n>>>>>>> .r13\n", "1:1"),
        // Sound TOML but for what the marks say.
        (
            "a = \"\"\"\n<<<<<<< Conflict 1 of 1\n%%%%%%% Changes\n-x\n+++++++ Side\ny\n>>>>>>> Conflict\n\"\"\"\n",
            "2:1",
        ),
        // what follows the conflict clashes with a version in it.
        ("<<<<<<< HEAD\nb = 2\n=======\n>>>>>>> other\nb = 3\n", "1:1"),
        // Marks that were left over.
        ("a = 1\nb = 2\n>>>>>>> other\n", "3:1"),
        ("a = 1\n<<<<<<< HEAD\nb = 2\n", "2:1"),
        ("a = 1\n=======\na = 2\n>>>>>>> other\n", "2:1"),
        ("a = 1\n<<<<<<< HEAD\nb = 2\n=======\nb = 3\n", "2:1"),
        // In a text of several lines, which is sound.
        ("a = '''\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n'''\n", "2:1"),
    ] {
        check(&[(text, place, ONE, HELP)]);
    }
    let text = "<<<<<<< A\na = 1\n=======\na = 2\n>>>>>>> B\n";
    let twice = format!("{text}b = 1\n{text}");
    check(&[(&twice, "1:1", &format!("{ONE}, the first of 2 in this file"), HELP)]);
}

#[test]
fn what_else_is_wrong_is_a_problem_of_its_own() {
    let text = "a =\n<<<<<<< A\nb = 1\n=======\nb = 2\n>>>>>>> B\nc = 1\nc = 2\n";
    assert_eq!(places(text), ["1:3", "2:1", "8:1"]);
    // Signs that no merge leaves.
    for text in ["<<<<<<<<\n", "a = 1\n=======\n", "x <<<<<<< HEAD\n"] {
        let problems = read(text).problems().to_vec();
        assert!(!problems[0].message.contains("merge"), "{text}: {problems:?}");
    }
    for text in ["# <<<<<<< HEAD\n", "a = '''\n>>>>>>> said he\n'''\n"] {
        assert!(read(text).problems().is_empty(), "{text}");
    }
}
