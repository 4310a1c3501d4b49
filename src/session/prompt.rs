//! A line editor: a text and the cursor in it.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::session::line_edit::LineEdit;

/// A text and the place in it at which typing goes on, always between two characters as people
/// see them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    before: String,
    after: String,
}

impl Prompt {
    /// Returns the text with the cursor at its end.
    pub fn of(text: &str) -> Self {
        Self { before: text.to_owned(), after: String::new() }
    }

    /// Returns a query with the cursor where another word of it would begin: after a space, unless its last
    /// word is one that something is still to follow.
    pub fn behind(query: &str) -> Self {
        let is_begun = query.ends_with(|c: char| c.is_whitespace() || ":=<>!|&(-^\\".contains(c));
        let in_quotes = query.matches('"').count() % 2 == 1;
        let space = if query.is_empty() || is_begun || in_quotes { "" } else { " " };
        Self::of(&format!("{query}{space}"))
    }

    /// Returns the text.
    pub fn text(&self) -> String {
        [self.before.as_str(), self.after.as_str()].concat()
    }

    /// Returns the text before the cursor.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// Returns the text from the cursor on.
    pub fn after(&self) -> &str {
        &self.after
    }

    /// Returns the text with the cursor at a byte of it, or after the character that contains it.
    pub fn at(text: &str, byte: usize) -> Self {
        let mut borders = text.grapheme_indices(true).map(|(at, _)| at);
        let border = borders.find(|border| *border >= byte).unwrap_or(text.len());
        let (before, after) = text.split_at_checked(border).unwrap_or((text, ""));
        Self { before: before.to_owned(), after: after.to_owned() }
    }

    /// Puts a text in at the cursor, line ends and tabs as spaces, and without other control characters;
    /// what is not seen stays, since some scripts need it between their letters.
    pub fn insert(&mut self, text: &str) {
        let spaced = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
        self.before.extend(spaced.chars().filter(|c| !c.is_control()));
        self.split(self.before.len());
    }

    /// Puts a text in at the cursor letter for letter, as a value takes it; only line ends become those of one kind.
    pub fn insert_exactly(&mut self, text: &str) {
        self.before.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
        self.split(self.before.len());
    }

    /// Changes the text or the place in it; what is said of a line is that of the cursor.
    pub fn edit(&mut self, edit: LineEdit) {
        match edit {
            LineEdit::Left => self.split(cluster_before(&self.before)),
            LineEdit::Right => self.split(self.before.len() + cluster_after(&self.after)),
            LineEdit::WordLeft => self.split(word_before(&self.before)),
            LineEdit::WordRight => self.split(self.before.len() + word_after(&self.after)),
            LineEdit::Start => self.split(self.line_start()),
            LineEdit::End => self.split(self.before.len() + self.to_line_end()),
            LineEdit::DeleteBefore => self.before.truncate(cluster_before(&self.before)),
            LineEdit::DeleteUnder => _ = self.after.drain(..cluster_after(&self.after)),
            LineEdit::DeleteWord => self.before.truncate(word_before(&self.before)),
            LineEdit::DeleteToStart => self.before.truncate(self.line_start()),
            LineEdit::DeleteToEnd => {
                // At the end of a line, the next one is joined to it.
                let end = self.to_line_end();
                let joins = end == 0 && !self.after.is_empty();
                _ = self.after.drain(..if joins { 1 } else { end });
            }
        }
        // Characters that come together may join into one cluster.
        self.split(self.before.len());
    }

    /// Returns where the line of the cursor starts.
    pub fn line_start(&self) -> usize {
        self.before.rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Returns the line of the cursor.
    pub fn line(&self) -> String {
        let behind = self.after.get(..self.to_line_end()).unwrap_or_default();
        [self.before.get(self.line_start()..).unwrap_or_default(), behind].concat()
    }

    /// Puts another text in the place of the line of the cursor, which is behind it then.
    pub fn set_line(&mut self, line: &str) {
        let start = self.line_start();
        let end = self.to_line_end();
        self.before.truncate(start);
        _ = self.after.drain(..end);
        self.before.push_str(line);
    }

    /// Returns how many bytes the line of the cursor goes on behind it.
    fn to_line_end(&self) -> usize {
        self.after.find('\n').unwrap_or(self.after.len())
    }

    /// Puts the cursor at a byte of the text.
    fn split(&mut self, at: usize) {
        *self = Self::at(&self.text(), at);
    }
}

fn cluster_before(text: &str) -> usize {
    text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
}

fn cluster_after(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}

/// Returns where the last word of a text starts.
fn word_before(text: &str) -> usize {
    text.unicode_word_indices().next_back().map_or(0, |(at, _)| at)
}

/// Returns where the first word of a text ends.
fn word_after(text: &str) -> usize {
    text.unicode_word_indices().next().map_or(text.len(), |(at, word)| at + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks edits of a text in which `|` is the cursor.
    #[track_caller]
    fn check(start: &str, edit: LineEdit, end: &str) {
        let (before, after) = start.split_once('|').unwrap();
        let mut prompt = Prompt { before: before.to_owned(), after: after.to_owned() };
        prompt.edit(edit);
        assert_eq!(format!("{}|{}", prompt.before, prompt.after), end, "{edit:?}");
    }

    #[test]
    fn another_word_begins_behind_a_space_unless_one_is_begun() {
        for (query, line) in [
            ("", ""),
            ("ann", "ann "),
            ("kind:victim age:>14", "kind:victim age:>14 "),
            ("\"two words\"", "\"two words\" "),
            ("妙瓦底", "妙瓦底 "),
            ("ann ", "ann "),
            ("place:", "place:"),
            ("age:>", "age:>"),
            ("ann |", "ann |"),
            ("\"two wo", "\"two wo"),
        ] {
            assert_eq!(Prompt::behind(query), Prompt::of(line), "{query}");
        }
    }

    #[test]
    fn the_cursor_moves_by_what_people_see_as_characters() {
        check("妙e\u{301}|", LineEdit::Left, "妙|e\u{301}");
        check("|ក្រុង", LineEdit::Right, "ក្រុ|ង");
        check("|", LineEdit::Left, "|");
        check("|", LineEdit::Right, "|");
        check("one two|", LineEdit::WordLeft, "one |two");
        check("one |two", LineEdit::WordLeft, "|one two");
        check("|one two", LineEdit::WordRight, "one| two");
        check("one| two", LineEdit::WordRight, "one two|");
        check("on|e", LineEdit::Start, "|one");
        check("on|e", LineEdit::End, "one|");
    }

    #[test]
    fn text_is_taken_away_on_either_side() {
        check("e\u{301}|", LineEdit::DeleteBefore, "|");
        check("|👩‍👦x", LineEdit::DeleteUnder, "|x");
        check("one two |x", LineEdit::DeleteWord, "one |x");
        check("  |x", LineEdit::DeleteWord, "|x");
        check("one |two", LineEdit::DeleteToStart, "|two");
        check("one |two", LineEdit::DeleteToEnd, "one |");
        check("|", LineEdit::DeleteBefore, "|");
        check("|", LineEdit::DeleteUnder, "|");
    }

    #[test]
    fn the_cursor_is_never_inside_of_a_character() {
        let mut prompt = Prompt::of("\u{301}x");
        prompt.edit(LineEdit::Start);
        prompt.insert("e");
        assert_eq!((prompt.before(), prompt.after()), ("e\u{301}", "x"));
        // Two halves of a flag meet when what is between them goes.
        check("\u{1F1FB}x|\u{1F1F3}y", LineEdit::DeleteBefore, "\u{1F1FB}\u{1F1F3}|y");
        assert_eq!(Prompt::at("e\u{301}", 1).after(), "");
    }

    #[test]
    fn in_a_text_of_many_lines_edits_stay_in_the_line() {
        check("a\nbc|d\ne", LineEdit::Start, "a\n|bcd\ne");
        check("a\nb|cd\ne", LineEdit::End, "a\nbcd|\ne");
        check("a\nbc|d\ne", LineEdit::DeleteToStart, "a\n|d\ne");
        check("a\nb|cd\ne", LineEdit::DeleteToEnd, "a\nb|\ne");
        check("a\nb|\ne", LineEdit::DeleteToEnd, "a\nb|e");
        check("a\n|b", LineEdit::Left, "a|\nb");
        let mut prompt = Prompt::at("a\nbcd\ne", 4);
        assert_eq!(prompt.line(), "bcd");
        prompt.set_line("x");
        assert_eq!((prompt.before(), prompt.after()), ("a\nx", "\ne"));
    }

    #[test]
    fn a_value_takes_every_character() {
        let mut prompt = Prompt::default();
        prompt.insert_exactly("a\r\nb\tc\u{200b}\u{202e}\u{1b}");
        assert_eq!(prompt.text(), "a\nb\tc\u{200b}\u{202e}\u{1b}");
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut prompt = Prompt::of("a ");
        prompt.insert("b\r\nc\td\u{1b}[31m\u{202e}");
        assert_eq!(prompt.text(), "a b c d[31m\u{202e}");
    }

    #[test]
    fn what_is_not_seen_is_kept_between_letters() {
        for typed in ["ភ្នំ\u{200b}ពេញ", "می\u{200c}خواهم", "က\u{200d}ျ", "a\u{ad}b", "👩\u{200d}👦"]
        {
            let mut prompt = Prompt::default();
            typed.chars().for_each(|c| prompt.insert(c.encode_utf8(&mut [0; 4])));
            assert_eq!(prompt.text(), typed);
        }
    }
}
