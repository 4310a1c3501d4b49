//! Mistakes in headers, and things said twice.

use super::check;

#[test]
fn headers() {
    check(&[
        ("[quote", "1:1", "the header `[quote` is not closed", "write `[[quote]]`"),
        ("[[quote]", "1:1", "the brackets of `[[quote]` do not match", "write `[[quote]]`"),
        ("[[quote", "1:1", "the header `[[quote` is not closed", "write `[[quote]]`"),
        ("[ [quote]]", "1:1", "the brackets of `[ [quote]]` do not match", "write `[[quote]]`"),
        ("[quote]]", "1:1", "the brackets of `[quote]]` do not match", "write `[[quote]]`"),
        ("[quote # remark", "1:1", "the header `[quote` is not closed", "write `[[quote]]`"),
        ("[green-house", "1:1", "the header `[green-house` is not closed", "write `[green-house]`"),
        (
            "［［quote］］",
            "1:1",
            "the brackets of `［［quote］］` are full-width ones",
            "write `[[quote]]`",
        ),
        (
            "［green-house］",
            "1:1",
            "the brackets of `［green-house］` are full-width ones",
            "write `[green-house]`",
        ),
        (
            "[]",
            "1:1",
            "there is no name between the brackets",
            "write the name of the table, as in `[[quote]]`, or delete the line",
        ),
        (
            "[[ ]]",
            "1:1",
            "there is no name between the brackets",
            "write the name of the table, as in `[[quote]]`, or delete the line",
        ),
        (
            "[green house]",
            "1:2",
            "`green house` cannot be a name in a header",
            "write it in lower-case letters, digits and hyphens, as in `[green-house]`",
        ),
        (
            "[安]",
            "1:2",
            "`安` cannot be a name in a header",
            "write it in lower-case letters, digits and hyphens, as in `[green-house]`",
        ),
        (
            "[\u{a0}quote]",
            "1:2",
            "there is a non-breaking space (U+00A0) here",
            "write an ordinary space in its place",
        ),
        (
            "[a.]",
            "1:2",
            "`a.` cannot be a name in a header",
            "write it in lower-case letters, digits and hyphens, as in `[a]`",
        ),
    ]);
}

#[test]
fn things_said_twice() {
    check(&[
        (
            "a = 1\nb = 2\na = 3",
            "3:1",
            "`a` is given twice; the first is in line 1",
            "delete one of the two",
        ),
        (
            "[a]\n[b]\n[a]",
            "3:2",
            "the table `a` appears twice; the first is in line 1",
            "give one of the two another name, or put both into one",
        ),
        (
            "a = 1\n[a]",
            "2:2",
            "`a` already has a value in line 1, and cannot hold others as well",
            "rename one of the two, or delete it",
        ),
        (
            "a = 1\na.b = 2",
            "2:1",
            "`a` already has a value in line 1, and cannot hold others as well",
            "rename one of the two, or delete it",
        ),
        (
            "[[a]]\n[a]",
            "2:2",
            "`a` has both single and double brackets; the first is in line 1",
            "write double brackets around it each time if there are several, as in `[[quote]]`",
        ),
        (
            "[a]\n[[a]]",
            "2:3",
            "`a` has both single and double brackets; the first is in line 1",
            "write double brackets around it each time if there are several, as in `[[quote]]`",
        ),
        (
            "a.b = 1\na.b = 2",
            "2:3",
            "`b` is given twice; the first is in line 1",
            "delete one of the two",
        ),
        (
            "[a]\n[a.b]\n[a]\n",
            "3:2",
            "the table `a` appears twice; the first is in line 1",
            "give one of the two another name, or put both into one",
        ),
        (
            "[quote]\n[[quote]]",
            "1:1",
            "`[quote]` has single brackets, and there is more than one",
            "write `[[quote]]`",
        ),
        (
            "[event]\na = 1\n\n[[event]]\n",
            "1:1",
            "`[event]` has single brackets, and there is more than one",
            "write `[[event]]`",
        ),
    ]);
}
