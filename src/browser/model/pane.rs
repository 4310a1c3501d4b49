//! Small enums that the whole browser uses: modes, themes, symbol sets.

/// How styles are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// In greys and colours that can be read on a dark and on a light background, or in those for the
    /// background that the terminal says it has.
    #[default]
    Auto,
    /// In the terminal's own sixteen colours.
    Sixteen,
    /// In colours made for a dark background.
    Dark,
    /// In colours made for a light background.
    Light,
    /// Bold, underlined and reversed only.
    Plain,
}

impl Theme {
    /// Every theme, by the name that configurations and the palette give it.
    pub(crate) const NAMED: [(&str, Self); 5] = [
        ("auto", Self::Auto),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("terminal", Self::Sixteen),
        ("none", Self::Plain),
    ];
}

/// What the title of the terminal's window says, beside the name of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WindowTitle {
    /// Nothing: what a collection is called may name people too.
    #[default]
    Program,
    /// The title of the collection, unless it is masked or confidential.
    Collection,
    /// What is shown, and what the collection is called.
    Case,
}

/// Which signs are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Symbols {
    /// Lines, dots and arrows of Unicode.
    #[default]
    Unicode,
    /// Plain ASCII; names in other scripts stay as they are.
    Ascii,
    /// ASCII alone, names too, for a terminal that is not of UTF-8.
    AsciiAlone,
}

/// Whether what is longer than a line is broken into several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wrap {
    /// It is.
    #[default]
    Broken,
    /// One line is all that it gets.
    Cut,
}

/// Where the records that link to a place, a person or an organisation are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionsIn {
    /// Below its fields.
    Detail,
    /// In the quote pane, which is on the screen.
    Quotes,
}

/// How much of a long text of the researcher a pane with few rows shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LongTexts {
    /// Its first lines, so that other fields are in sight.
    #[default]
    Short,
    /// All of it.
    Whole,
}

/// How many lines a record has in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListRows {
    /// One.
    #[default]
    One,
    /// Two: the name, and below it the date and the place.
    Two,
}

impl ListRows {
    /// Returns their number.
    pub(crate) fn lines(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

/// What keys mean at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// They go to the active screen.
    Screen,
    /// They move the end of what is being selected on the active screen.
    Selecting,
    /// They are typed into the query line.
    Query,
    /// They are typed into the search line of the active screen, which searches what it shows.
    Find,
    /// They are typed into the query line, or step through its completions.
    Completion,
    /// They navigate, choose from or close the overlay on top.
    Overlay,
    /// They are typed into the overlay on top, to filter it.
    Picker,
    /// They decide about a change that is reviewed in the overlay on top.
    Review,
    /// They are typed as the value of a field.
    Value,
    /// They are typed as the value of a field that has many lines.
    ValueLines,
}

impl Mode {
    /// Returns whether characters are text.
    pub fn takes_text(self) -> bool {
        match self {
            Self::Query
            | Self::Find
            | Self::Completion
            | Self::Picker
            | Self::Value
            | Self::ValueLines => true,
            Self::Screen | Self::Selecting | Self::Overlay | Self::Review => false,
        }
    }
}
