//! Mistakes in lists and inline tables.

use super::check;

#[test]
fn lists() {
    check(&[
        (
            "tags = [\"a\" \"b\"]",
            "1:9",
            "a comma is missing after this item",
            "write a comma after `\"a\"`",
        ),
        (
            "tags = [\"a\"\n\"b\"]",
            "1:9",
            "a comma is missing after this item",
            "write a comma after `\"a\"`",
        ),
        (
            "tags = [ # one\n1\n# two\n2]",
            "2:1",
            "a comma is missing after this item",
            "write a comma after `1`",
        ),
        ("tags = [\"a\",, \"b\"]", "1:13", "there are two commas in a row", "delete one of them"),
        ("tags = [, \"a\"]", "1:9", "there is a comma before the first item", "delete it"),
        ("tags = [\"a\"，\"b\"]", "1:12", "the comma `，` is a full-width one", "write `,`"),
        (
            "tags = ［\"a\"］",
            "1:8",
            "the bracket `［` is a full-width one",
            "write `[`, and the same for the one that closes it",
        ),
        (
            "tags = [\"a\", \"b\"",
            "1:8",
            "the list that opens here is never closed",
            "write `]` where it ends",
        ),
        (
            "tags = [[\"a\"], [\"b\"",
            "1:16",
            "the list that opens here is never closed",
            "write `]` where it ends",
        ),
        ("tags = [\"a\"}", "1:12", "the list is closed with `}`", "write `]`"),
        ("tags = [\"a\", b c]", "1:14", "the text `b c` is not in quote marks", "write `\"b c\"`"),
        (
            "tags = [[\"a\"] [\"b\"]]",
            "1:13",
            "a comma is missing after this item",
            "write a comma after `]`",
        ),
    ]);
}

#[test]
fn inline_tables() {
    check(&[
        (
            "x = { a = 1",
            "1:5",
            "the table in curly brackets that opens here is never closed",
            "write `}` where it ends",
        ),
        (
            "x = { a = 1 b = 2 }",
            "1:11",
            "a comma is missing after this item",
            "write a comma after `1`",
        ),
        (
            "x = { a: 1 }",
            "1:8",
            "there is a colon between the name and its value",
            "write `=` in its place",
        ),
        (
            "x = { a }",
            "1:7",
            "`a` has no `=` and no value",
            "write each item between curly brackets as `name = value`, or `[` and `]` around a list",
        ),
        (
            "x = { a = }",
            "1:7",
            "`a` has no value",
            "write its value after the `=`, or delete the name",
        ),
        ("x = { a b = 1 }", "1:7", "the name `a b` has a space in it", "write `a_b`, or `\"a b\"`"),
        (
            "x = { a = 1, a = 2 }",
            "1:14",
            "`a` is given twice between the same brackets",
            "delete one of the two",
        ),
        (
            "x = ｛ a = 1 ｝",
            "1:5",
            "the bracket `｛` is a full-width one",
            "write `{`, and the same for the one that closes it",
        ),
    ]);
}
