//! Lines that are no fields, and letters that do not show.

use super::check;

#[test]
fn lines_that_are_no_fields() {
    check(&[
        (
            "only words, no sign",
            "1:1",
            "this line is neither a field nor a comment",
            "put `#` before it if it is a comment, or write it as `note = \"…\"`",
        ),
        ("// remark", "1:1", "a comment starts with `#`, not with `//`", "write `#` in its place"),
        ("---", "1:1", "`---` parts documents in YAML, and says nothing here", "delete the line"),
        ("-- remark", "1:1", "a comment starts with `#`, not with `--`", "write `#` in its place"),
        (
            "]",
            "1:1",
            "this `]` closes nothing: no `[` is open here",
            "delete it, or write the `[` that belongs to it",
        ),
        (
            "\"a\",",
            "1:1",
            "this text has no field name before it",
            "write its name and `=` before it, put it into the list it belongs to, or put `#` before it if it is a comment",
        ),
        (
            "12:30 they left",
            "1:1",
            "this line is neither a field nor a comment",
            "put `#` before it if it is a comment, or write it as `note = \"…\"`",
        ),
        (
            "https://example.org/a",
            "1:1",
            "this line is neither a field nor a comment",
            "put `#` before it if it is a comment, or write it as `note = \"…\"`",
        ),
    ]);
}

#[test]
fn letters_that_do_not_show() {
    check(&[
        (
            "title =\u{a0}\"x\"",
            "1:8",
            "there is a non-breaking space (U+00A0) here",
            "write an ordinary space in its place",
        ),
        (
            "title\u{a0}= \"x\"",
            "1:6",
            "there is a non-breaking space (U+00A0) here",
            "write an ordinary space in its place",
        ),
        (
            "age = 14\u{200b}",
            "1:9",
            "there is a zero-width space (U+200B) here",
            "delete it; as it does not show, it is easiest to retype the line",
        ),
        (
            "a = 1\n\u{feff}title = \"x\"",
            "2:1",
            "there is a byte-order mark (U+FEFF) here",
            "delete it; as it does not show, it is easiest to retype the line",
        ),
        (
            "\u{3000}age = 14",
            "1:1",
            "there is a full-width space (U+3000) here",
            "write an ordinary space in its place",
        ),
        (
            "a = 1\n\u{feff}[[quote]]\ntext = \"x\"",
            "2:1",
            "there is a byte-order mark (U+FEFF) here",
            "delete it; as it does not show, it is easiest to retype the line",
        ),
        (
            "title = \"a\u{7}b\"",
            "1:11",
            "there is a control character (U+0007) here",
            "delete it; many editors show it as a box or not at all",
        ),
        (
            "# remark \u{0}",
            "1:10",
            "there is a control character (U+0000) here",
            "delete it; many editors show it as a box or not at all",
        ),
        (
            "title = \"a\u{7f}\"",
            "1:11",
            "there is a control character (U+007F) here",
            "delete it; many editors show it as a box or not at all",
        ),
        (
            "a = 1\rb = 2",
            "1:6",
            "a line ends with a carriage return (U+000D) alone",
            "save the file with the line endings of Unix or Windows",
        ),
        (
            "a = 1\rb = 2\r\nc = 3\r",
            "1:6",
            "2 lines end with a carriage return (U+000D) alone",
            "save the file with the line endings of Unix or Windows",
        ),
    ]);
}
