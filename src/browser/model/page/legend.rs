//! The legend of what the list, the borders and the overlays show beside the signs of fields and quotes.

/// Each letter, number and word of a line of the list, and what it says.
pub const LIST_SIGNS: &[(&str, &str)] = &[
    ("V  R  A", "a case: about victims, a rescue, an arrest"),
    ("S  L  P  O", "a source, a place, a person, an organisation"),
    ("14 y", "a person's age"),
    ("×6", "how many people a case is about; ~300, >300 and the like where that is not exact"),
    ("Jul–Aug 2020", "a date, shortened to what there is room for; 2026– has no known end"),
    ("+", "before a name: the record is marked, to be copied or exported with others"),
    (
        "-",
        "before a name: the record was edited and no longer matches; it stays until the search changes",
    ),
    ("(id)  (alias)", "after a name: what was searched for is in the id, or in another name"),
    (
        "(name)  (field)",
        "after a name: what was searched for is in the name or a field, otherwise written",
    ),
    ("(summary)  (quote)", "after a name: what was searched for is in a long text, or in a quote"),
    ("~typo", "after a name: what was searched for is there with another letter"),
    (
        "~letters  (~field)",
        "after a name: only the letters of what was searched for are there, in order, with others between",
    ),
];

/// Each sign of borders and overlays, and what it says.
pub const FRAME_SIGNS: &[(&str, &str)] = &[
    ("▌", "the cursor"),
    ("▏", "in the list: the record that is shown, while keys go to another pane"),
    ("❯", "what is typed"),
    ("2● 1○", "in a border: how many fields have each sign"),
    (
        "1 problem",
        "at the top: how much check finds wrong in the files; ! lists it, red is an error",
    ),
    ("3 of 60", "below that: the place in the list, and how many records are listed"),
    (
        "12 lines below",
        "in a border: how much more there is; `record: 12 below`, of the record above that border",
    ),
    (
        "2/8 quotes",
        "in a border: how many quotes are about the field under the cursor, of how many",
    ),
    (
        "39.9 % of the text is quoted",
        "in the border of a text: how much of it all cases together quote, and how much may be quoted at most",
    ),
    (
        "locator: paragraph 3",
        "below a quote: where it is in the source as it was published, as its file says",
    ),
    ("line 27", "where words are in the archived text: its lines are numbered at the left"),
    ("quoted passage 6 of 57", "in the border of a text: which of the passages that cases quote"),
    ("│", "the words of a source"),
    ("␛  ‹U+202E›", "a character of a file that cannot be seen, by a sign or its number"),
    ("▒▒▒▒", "a name or a quote that is masked"),
    ("2 → 1", "how many independent sources a field has, and would have"),
    ("7 records", "in a list to go to: how many records link to it, cases and others"),
    (
        "7",
        "in a list to filter by: how many listed records have the value; a place counts for those around it",
    ),
    ("[x]", "selected; Space changes it"),
    ("…", "in other places: something was cut, or is still being read"),
];
