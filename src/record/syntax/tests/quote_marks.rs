//! Mistakes with the quote marks around a text.

use super::check;

#[test]
fn marks_that_are_not_straight() {
    check(&[
        (
            "title = “Ana, 14”",
            "1:9",
            "the quote mark “ is a curly one; text needs straight quote marks",
            "write `\"Ana, 14\"`",
        ),
        (
            "title = „Ana“",
            "1:9",
            "the quote mark „ is a curly one; text needs straight quote marks",
            "write `\"Ana\"`",
        ),
        (
            "title = «Ana»",
            "1:9",
            "the quote mark « is an angled one; text needs straight quote marks",
            "write `\"Ana\"`",
        ),
        (
            "title = ‘Ana's way’",
            "1:9",
            "the quote mark ‘ is a curly one; text needs straight quote marks",
            "write `\"Ana's way\"`",
        ),
        (
            "title = \"Ana”",
            "1:13",
            "the quote mark ” is a curly one; text needs straight quote marks",
            "write `\"Ana\"`",
        ),
        (
            "title = “Ana\"",
            "1:9",
            "the quote mark “ is a curly one; text needs straight quote marks",
            "write `\"Ana\"`",
        ),
        (
            "title = ＂安＂",
            "1:9",
            "the quote mark ＂ is a full-width one; text needs straight quote marks",
            "write `\"安\"`",
        ),
        (
            "title = `Ana`",
            "1:9",
            "the quote mark ` is a backtick; text needs straight quote marks",
            "write `\"Ana\"`",
        ),
        (
            "title = 「安」",
            "1:9",
            "the quote mark 「 is a Chinese or Japanese one; text needs straight quote marks",
            "write `\"安\"`",
        ),
        (
            "tags = [“one, two”, \"b\"]",
            "1:9",
            "the quote mark “ is a curly one; text needs straight quote marks",
            "write `\"one, two\"`",
        ),
        (
            "title = “he said \"no\"”",
            "1:9",
            "the quote mark “ is a curly one; text needs straight quote marks",
            "write `'he said \"no\"'`",
        ),
        (
            "title = “long long long long long long long long long long long long long long long”",
            "1:9",
            "the quote mark “ is a curly one; text needs straight quote marks",
            "put straight quote marks `\"` around the text",
        ),
        (
            "“title” = \"Ana\"",
            "1:1",
            "the quote marks around the name `“title”` are not straight",
            "write `title` without them",
        ),
    ]);
}

#[test]
fn texts_that_are_not_closed() {
    check(&[
        (
            "title = \"no end",
            "1:9",
            "the quote mark that opens this text is not closed on its line",
            "write `\"no end\"`",
        ),
        (
            "title = 'no end",
            "1:9",
            "the quote mark that opens this text is not closed on its line",
            "write `'no end'`",
        ),
        (
            "title = \"no end # remark?",
            "1:9",
            "the quote mark that opens this text is not closed on its line",
            "write `\"no end # remark?\"`",
        ),
        (
            "tags = [\"a\", \"b]",
            "1:14",
            "the quote mark that opens this text is not closed on its line",
            "write `\"` where the text ends",
        ),
        (
            "title = \"first line\nsecond line\"",
            "1:9",
            "a text of several lines needs three quote marks",
            "write `\"\"\"` around it",
        ),
        (
            "text = \"\"\"\nno end\n",
            "1:8",
            "the text that `\"\"\"` opens here is never closed",
            "write `\"\"\"` where the text ends",
        ),
        (
            "text = '''no end",
            "1:8",
            "the text that `'''` opens here is never closed",
            "write `'''` where the text ends",
        ),
    ]);
}

#[test]
fn marks_inside_a_text() {
    check(&[
        (
            "title = \"he said \"no\" twice\"",
            "1:18",
            "a quote mark inside the text ends it too early",
            "write `'he said \"no\" twice'`, or `\\\"` for each mark inside",
        ),
        (
            "title = \"it's \"no\" again\"",
            "1:15",
            "a quote mark inside the text ends it too early",
            "write `\\\"` for each mark inside, or curly ones: “ and ”",
        ),
        (
            "title = \"he said \"no\"",
            "1:18",
            "the quote marks do not come in pairs",
            "each text needs one at its start and one at its end, and none inside",
        ),
        ("title = \"\"Ana\"\"", "1:9", "the quote marks are doubled", "write `\"Ana\"`"),
        ("title = Ana\"", "1:9", "the quote mark before the text is missing", "write `\"Ana\"`"),
        (
            "title = \"Ana\" of Oz",
            "1:15",
            "`of Oz` follows the closing quote mark",
            "put it inside the quote marks, or `#` before it if it is a comment",
        ),
        (
            "title = 'it's'",
            "1:12",
            "an apostrophe inside the text ends it too early",
            "write `\"it's\"`",
        ),
        (
            "title = 'he said 'no' twice'",
            "1:18",
            "an apostrophe inside the text ends it too early",
            "write `\"he said 'no' twice\"`",
        ),
    ]);
}

#[test]
fn backslashes() {
    check(&[
        (
            "file = \"C:\\users\\ana\"",
            "1:11",
            "in double quote marks a backslash gives the letter after it a meaning, and `\\u` has none",
            "write `'C:\\users\\ana'` with single quote marks, or each backslash twice",
        ),
        (
            "file = \"C:\\ana's\"",
            "1:11",
            "in double quote marks a backslash gives the letter after it a meaning, and `\\a` has none",
            "write each backslash twice: `\\\\`",
        ),
        (
            "file = \"C:\\dir\\\"",
            "1:11",
            "in double quote marks a backslash gives the letter after it a meaning, and `\\d` has none",
            "write `'C:\\dir\\'` with single quote marks, or each backslash twice",
        ),
        (
            "file = \"\"\"\nC:\\dir\"\"\"",
            "2:3",
            "in double quote marks a backslash gives the letter after it a meaning, and `\\d` has none",
            "write each backslash twice: `\\\\`",
        ),
        (
            "file = \"\\u12\"",
            "1:9",
            "in double quote marks a backslash gives the letter after it a meaning, and `\\u` has none",
            "write `'\\u12'` with single quote marks, or each backslash twice",
        ),
        (
            "file = [\"\\d\"]",
            "1:10",
            "in double quote marks a backslash gives the letter after it a meaning, and `\\d` has none",
            "write `'\\d'` with single quote marks, or each backslash twice",
        ),
        (
            "file = \"one\\\\two\\\"",
            "1:17",
            "the backslash makes the closing quote mark a part of the text",
            "write each backslash twice: `\\\\`",
        ),
    ]);
}
