//! Mistakes in the shape of a field: its name, the sign behind it, and stray text.

use super::check;

#[test]
fn signs() {
    check(&[
        ("age: 14", "1:4", "there is a colon between the name and its value", "write `age = 14`"),
        (
            "name: Ana",
            "1:5",
            "there is a colon between the name and its value",
            "write `name = \"Ana\"`",
        ),
        (
            "name: “Ana”",
            "1:5",
            "there is a colon between the name and its value",
            "write `name = \"Ana\"`",
        ),
        (
            "age：14",
            "1:4",
            "there is a full-width colon between the name and its value",
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
            "there is a colon between the name and its value",
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
            "the name `title` has no `=` and no value after it",
            "write `title = \"…\"`, or delete the line where nothing is known",
        ),
        (
            "age =",
            "1:5",
            "`age` has no value",
            "write its value after the `=`, or delete the line: what is left out is unknown",
        ),
        (
            "age = # remark",
            "1:5",
            "`age` has no value",
            "write its value after the `=`, or delete the line: what is left out is unknown",
        ),
        (
            "= 14",
            "1:1",
            "there is no name before the `=`",
            "write the name of the field before the `=`, or `#` if the line is a comment",
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
            "the name `étape` has the letter `é` in it; without quote marks only a to z, digits, `_` and `-` are allowed",
            "write `\"étape\"`",
        ),
        (
            "a..b = 1",
            "1:3",
            "a name is missing next to the dot",
            "delete the dot, or write the name",
        ),
        (".a = 1", "1:1", "a name is missing next to the dot", "delete the dot, or write the name"),
        (
            "\"a = 1",
            "1:1",
            "this text has no field name before it",
            "write its name and `=` before it, put it into the list it belongs to, or put `#` before it if it is a comment",
        ),
        (
            "\"a\" b = 1",
            "1:4",
            "there is something between the name and its `=`",
            "write the name without quote marks, and nothing after it but `=`",
        ),
        (
            "\"\"\"a\"\"\" = 1",
            "1:1",
            "a name takes one quote mark on each side, not three",
            "write the name without quote marks, and nothing after it but `=`",
        ),
        ("na\"me = 1", "1:3", "there is a quote mark inside the name", "write `name` without it"),
        (
            "na\u{a0}me = 1",
            "1:3",
            "there is a non-breaking space (U+00A0) here",
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
            "there are two fields on one line",
            "put `gender = \"x\"` on a line of its own",
        ),
        (
            "age = 14, gender = \"x\"",
            "1:11",
            "there are two fields on one line",
            "put `gender = \"x\"` on a line of its own",
        ),
        (
            "age = 14;",
            "1:9",
            "there is a semicolon after the value",
            "delete it: a line needs no sign at its end",
        ),
        (
            "title = \"x\",",
            "1:12",
            "there is a comma after the value",
            "delete it: a line needs no sign at its end",
        ),
        (
            "title = \"x\"。",
            "1:12",
            "there is `。` after the value",
            "delete it: a line needs no sign at its end",
        ),
        ("tags = \"a\", \"b\"", "1:8", "one name has several values", "write `[\"a\", \"b\"]`"),
        (
            "title = \"x\" // remark",
            "1:13",
            "`// remark` follows the closing quote mark",
            "put it inside the quote marks, or `#` before it if it is a comment",
        ),
        (
            "[[quote]] text = \"x\"",
            "1:11",
            "`text = \"x\"` is on the line of the header `[[quote]]`",
            "put it on a line of its own",
        ),
        (
            "tags = [\"a\"] \"b\"",
            "1:14",
            "`\"b\"` follows the closing bracket",
            "delete it, or put `#` before it if it is a comment",
        ),
        (
            "tags = [\"a\"]]",
            "1:13",
            "`]` follows the closing bracket",
            "delete it, or put `#` before it if it is a comment",
        ),
    ]);
}
