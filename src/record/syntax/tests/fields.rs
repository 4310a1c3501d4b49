//! Mistakes in the shape of a field: its name, the sign behind it, what else stands there.

use super::check;

#[test]
fn signs() {
    check(&[
        ("age: 14", "1:4", "a colon stands between the name and its value", "write `age = 14`"),
        (
            "name: Ana",
            "1:5",
            "a colon stands between the name and its value",
            "write `name = \"Ana\"`",
        ),
        (
            "name: “Ana”",
            "1:5",
            "a colon stands between the name and its value",
            "write `name = \"Ana\"`",
        ),
        (
            "age：14",
            "1:4",
            "a full-width colon stands between the name and its value",
            "write `age = 14`",
        ),
        ("age ＝ 14", "1:5", "the equals sign `＝` is a full-width one", "write `age = 14`"),
        (
            "date ＝ 2023-05",
            "1:6",
            "the equals sign `＝` is a full-width one",
            "write `date = \"2023-05\"`",
        ),
        (
            "tags: [\n\"a\"]",
            "1:5",
            "a colon stands between the name and its value",
            "write a plain `=` in its place",
        ),
        ("age == 14", "1:6", "there are two equals signs", "write `age = …` with one of them"),
        ("age 14", "1:4", "there is no `=` between `age` and its value", "write `age = 14`"),
        (
            "title \"Ana\"",
            "1:6",
            "there is no `=` between `title` and its value",
            "write `title = \"Ana\"`",
        ),
        (
            "title",
            "1:1",
            "the name `title` has no `=` and no value behind it",
            "write `title = \"…\"`, or delete the line where nothing is known",
        ),
        (
            "age =",
            "1:5",
            "`age` has no value",
            "write its value behind the `=`, or delete the line: what is left out is unknown",
        ),
        (
            "age = # remark",
            "1:5",
            "`age` has no value",
            "write its value behind the `=`, or delete the line: what is left out is unknown",
        ),
        (
            "= 14",
            "1:1",
            "there is no name before the `=`",
            "write the name of the field before the `=`, or `#` if the line is a remark",
        ),
    ]);
}

#[test]
fn names() {
    check(&[
        (
            "case status = \"x\"",
            "1:1",
            "the name `case status` has a space in it",
            "write `case_status`, or `\"case status\"`",
        ),
        (
            "étape = 1",
            "1:1",
            "the name `étape` has the letter `é` in it; without quote marks only a to z, digits, `_` and `-` may stand there",
            "write `\"étape\"`",
        ),
        (
            "a..b = 1",
            "1:3",
            "a name is missing beside the dot",
            "delete the dot, or write the name",
        ),
        (".a = 1", "1:1", "a name is missing beside the dot", "delete the dot, or write the name"),
        (
            "\"a = 1",
            "1:1",
            "a text stands here without a name",
            "write its name and `=` before it, put it into the list it belongs to, or put `#` before it if it is a remark",
        ),
        (
            "\"a\" b = 1",
            "1:4",
            "something stands between the name and its `=`",
            "write the name without quote marks, and nothing behind it but `=`",
        ),
        (
            "\"\"\"a\"\"\" = 1",
            "1:1",
            "a name stands in one quote mark on each side, not in three",
            "write the name without quote marks, and nothing behind it but `=`",
        ),
        ("na\"me = 1", "1:3", "a quote mark stands inside the name", "write `name` without it"),
        (
            "na\u{a0}me = 1",
            "1:3",
            "a non-breaking space (U+00A0) stands here",
            "write an ordinary space in its place",
        ),
    ]);
}

#[test]
fn two_things_on_one_line() {
    check(&[
        (
            "age = 14 gender = \"x\"",
            "1:10",
            "two fields stand on one line",
            "put `gender = \"x\"` on a line of its own",
        ),
        (
            "age = 14, gender = \"x\"",
            "1:11",
            "two fields stand on one line",
            "put `gender = \"x\"` on a line of its own",
        ),
        (
            "age = 14;",
            "1:9",
            "a semicolon stands behind the value",
            "delete it: a line ends without a sign",
        ),
        (
            "title = \"x\",",
            "1:12",
            "a comma stands behind the value",
            "delete it: a line ends without a sign",
        ),
        (
            "title = \"x\"。",
            "1:12",
            "`。` stands behind the value",
            "delete it: a line ends without a sign",
        ),
        (
            "tags = \"a\", \"b\"",
            "1:8",
            "several values stand behind one name",
            "write `[\"a\", \"b\"]`",
        ),
        (
            "title = \"x\" // remark",
            "1:13",
            "`// remark` stands behind the closing quote mark",
            "put it inside the quote marks, or `#` before it if it is a remark",
        ),
        (
            "[[quote]] text = \"x\"",
            "1:11",
            "`text = \"x\"` stands on the line of the header `[[quote]]`",
            "put it on a line of its own",
        ),
        (
            "tags = [\"a\"] \"b\"",
            "1:14",
            "`\"b\"` stands behind the closing bracket",
            "delete it, or put `#` before it if it is a remark",
        ),
        (
            "tags = [\"a\"]]",
            "1:13",
            "`]` stands behind the closing bracket",
            "delete it, or put `#` before it if it is a remark",
        ),
    ]);
}
