//! The legend of what the list, the borders and the overlays show beside the signs of fields and quotes.

/// Each letter, number and word of a line of the list, and what it says.
pub const LIST_SIGNS: &[(&str, &str)] = &[
    ("V  R  A", "a case: about victims, a rescue, an arrest"),
    ("S  L  P  O", "a source, a place, a person, an organisation"),
    ("14  300", "the number of a case: a person's age, or how many people it is about"),
    ("id  alias", "after a name: what was searched for is in the id, or in another name"),
    ("summary  quote", "after a name: what was searched for is in a long text, or in a quote"),
    ("~typo", "after a name: what was searched for is there with another letter"),
];

/// Each sign of borders and overlays, and what it says.
pub const FRAME_SIGNS: &[(&str, &str)] = &[
    ("▌", "the cursor"),
    ("❯", "what is typed"),
    ("2● 1○", "in a border: how many fields have each sign"),
    ("│", "the words of a source"),
    ("␛  ‹U+202E›", "a character of a file that cannot be seen, by a sign or its number"),
    ("▒▒▒▒", "a name or a quote that is masked"),
    ("2 → 1", "how many independent sources a field has, and would have"),
    ("[x]", "selected; Space changes it"),
    ("…", "in other places: something was cut, or is still being read"),
];
