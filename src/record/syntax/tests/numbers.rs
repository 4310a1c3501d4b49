//! Mistakes in numbers, and words without quote marks.

use super::check;

#[test]
fn digits() {
    check(&[
        (
            "count = 1,000",
            "1:9",
            "the number `1,000` has separators between its digits",
            "write `1000`",
        ),
        (
            "count = 1 000 000",
            "1:9",
            "the number `1 000 000` has separators between its digits",
            "write `1000000`",
        ),
        (
            "count = 1'000",
            "1:9",
            "the number `1'000` has separators between its digits",
            "write `1000`",
        ),
        ("count = 1,5", "1:9", "the number `1,5` has a comma in it", "write `1.5` with a point"),
        (
            "count = .5",
            "1:9",
            "the number `.5` has no digit on one side of its point",
            "write `0.5`",
        ),
        (
            "count = 5.",
            "1:10",
            "there is `.` after the value",
            "delete it: a line needs no sign at its end",
        ),
        (
            "count = 014",
            "1:9",
            "the number `014` starts with 0",
            "write `14`, or `\"014\"` where the 0 belongs to it",
        ),
        (
            "count = 000",
            "1:9",
            "the number `000` starts with 0",
            "write `0`, or `\"000\"` where the 0 belongs to it",
        ),
        ("count = １４", "1:9", "the number `１４` is in full-width digits", "write `14`"),
        ("count = 0x", "1:9", "the text `0x` is not in quote marks", "write `\"0x\"`"),
        ("count = 1_abc", "1:9", "the text `1_abc` is not in quote marks", "write `\"1_abc\"`"),
        (
            "count = 1_0٠",
            "1:9",
            "`1_0٠` is neither a number nor a text in quote marks",
            "write `\"1_0٠\"`",
        ),
    ]);
}

#[test]
fn numbers_with_more() {
    check(&[
        (
            "count = 14 years",
            "1:9",
            "`14 years` is more than a number, and not in quote marks",
            "write `14` for a number, or `\"14 years\"` for a text",
        ),
        (
            "count = 14years",
            "1:9",
            "`14years` is more than a number, and not in quote marks",
            "write `14` for a number, or `\"14years\"` for a text",
        ),
        (
            "count = 50%",
            "1:9",
            "`50%` is more than a number, and not in quote marks",
            "write `50` for a number, or `\"50%\"` for a text",
        ),
        (
            "ransom_paid = 500000 CNY",
            "1:15",
            "`500000 CNY` is more than a number, and not in quote marks",
            "write `\"500000 CNY\"`",
        ),
        (
            "ransom_paid = $500",
            "1:15",
            "`$500` is more than a number, and not in quote marks",
            "write `500` for a number, or `\"$500\"` for a text",
        ),
        (
            "count = 1__0",
            "1:9",
            "`1__0` is neither a number nor a text in quote marks",
            "write `\"1__0\"`",
        ),
        ("count = 0xZZ", "1:9", "the text `0xZZ` is not in quote marks", "write `\"0xZZ\"`"),
        (
            "count = [1, 014]",
            "1:13",
            "the number `014` starts with 0",
            "write `14`, or `\"014\"` where the 0 belongs to it",
        ),
    ]);
}

#[test]
fn words() {
    check(&[
        (
            "name = Ana of Oz",
            "1:8",
            "the text `Ana of Oz` is not in quote marks",
            "write `\"Ana of Oz\"`",
        ),
        ("name = 安", "1:8", "the text `安` is not in quote marks", "write `\"安\"`"),
        (
            "minor = yes",
            "1:9",
            "yes and no are written `true` and `false`, not `yes`",
            "write `true`, or `\"yes\"` if it is a text",
        ),
        (
            "minor = No",
            "1:9",
            "yes and no are written `true` and `false`, not `No`",
            "write `false`, or `\"No\"` if it is a text",
        ),
        ("minor = True", "1:9", "`True` is written with capital letters", "write `true`"),
        ("minor = FALSE", "1:9", "`FALSE` is written with capital letters", "write `false`"),
        (
            "age = unknown",
            "1:7",
            "`unknown` is not a value",
            "delete the line: what is left out is unknown",
        ),
        (
            "age = N/A",
            "1:7",
            "`N/A` is not a value",
            "delete the line: what is left out is unknown",
        ),
        ("age = ?", "1:7", "`?` is not a value", "delete the line: what is left out is unknown"),
        ("age = ~", "1:7", "`~` is neither a number nor a text in quote marks", "write `\"~\"`"),
        (
            "name = word word word word word word word word word word word word word word word word word word word word",
            "1:8",
            "the text `word word word word word word word word …` is not in quote marks",
            "put straight quote marks `\"` around it",
        ),
    ]);
}
