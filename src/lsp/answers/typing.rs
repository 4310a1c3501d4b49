//! What is being typed at a place of a TOML text, also where the line is no TOML yet: a key, a value, a header.
//!
//! The reader of records needs statements that are whole, and people complete what is not. So this looks at the marks
//! of a text alone: line ends, quotes, brackets and equals signs. A list without its end stops where the next line looks
//! like a statement.

use crate::text::ByteRange;

/// What is being typed, and the table that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typing<'t> {
    /// The names in the header of the table, none before the first header; where a header is typed, those of the table
    /// before it.
    pub(crate) table: Vec<&'t str>,
    /// The keys that the table has, apart from the one that is typed.
    pub(crate) keys: Vec<&'t str>,
    /// Whether no statement of the table follows.
    pub(crate) is_last: bool,
    /// In which column the equals signs of the table are, where they are below each other, as bytes from the start of
    /// the line.
    pub(crate) equals_at: Option<usize>,
    /// What is typed.
    pub(crate) part: TypedPart<'t>,
}

/// What is typed of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypedPart<'t> {
    /// The header of a table, from its brackets on.
    Header(ByteRange),
    /// A key.
    Key(TypedKey<'t>),
    /// A value.
    Value(TypedPlace<'t>),
}

/// A key that is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypedKey<'t> {
    /// Its bytes; empty where none is begun.
    pub(crate) range: ByteRange,
    /// Whether it has a value already.
    pub(crate) has_value: bool,
    /// The field in whose braces it is.
    pub(crate) within: Option<&'t str>,
}

/// Where a value is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypedPlace<'t> {
    /// The field, as it is written.
    pub(crate) field: &'t str,
    /// The key in the braces of the field, where the value is in such.
    pub(crate) inner: Option<&'t str>,
    /// What another value would replace: what is between the quotes.
    pub(crate) range: ByteRange,
    /// The quotation mark that is open.
    pub(crate) opened_by: Option<char>,
    /// Whether it is closed behind the value.
    pub(crate) is_closed: bool,
    /// The other values of the list.
    pub(crate) others: Vec<&'t str>,
}

impl<'t> Typing<'t> {
    /// Finds what is typed at a byte of a text; `None` in a comment, in a text of many lines, or where nothing can be
    /// completed.
    pub(crate) fn at(text: &'t str, offset: usize) -> Option<Self> {
        // A byte-order mark belongs to no key.
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut scanner = Scanner { text, offset, at, found: None };
        let mut table = Table::default();
        let mut typed: Option<(TypedPart<'t>, Option<usize>)> = None;
        let mut is_last = true;
        loop {
            scanner.skip(|byte| byte.is_ascii_whitespace());
            let start = scanner.at;
            if typed.is_none() && start > offset {
                // An empty line, or the room before a statement.
                typed = Some((TypedPart::Key(scanner.empty_key()), table.equals_at));
            }
            match scanner.peek() {
                None => break,
                Some(b'#') => {
                    scanner.skip_line();
                    if typed.is_none() && offset > start && offset <= scanner.at {
                        return None;
                    }
                }
                Some(b'[') => {
                    if typed.is_some() {
                        break;
                    }
                    let header = scanner.header();
                    if (header.start()..=header.end()).contains(&offset) && offset > start {
                        typed = Some((TypedPart::Header(header), None));
                        break;
                    }
                    table = Table { names: names(header.of(text)), ..Table::default() };
                }
                Some(_) => {
                    let statement = scanner.statement();
                    let is_own = typed.is_none() && offset <= scanner.at;
                    is_last &= typed.is_none();
                    if is_own {
                        typed = Some((scanner.found.take()?, table.equals_at));
                    }
                    if let Some(at) = statement.equals_at {
                        // The longest key of a column has one space behind it, as one without a column has.
                        let is_column = at > statement.key.len() + 1 || table.equals_at == Some(at);
                        table.equals_at = is_column.then_some(at);
                    }
                    if !is_own
                        || !matches!(&typed, Some((TypedPart::Key(key), _)) if key.within.is_none())
                    {
                        table.keys.push(statement.key);
                    }
                }
            }
        }
        let (part, equals_at) = match typed {
            Some(found) => found,
            None => (TypedPart::Key(scanner.empty_key()), table.equals_at),
        };
        Some(Self { table: table.names, keys: table.keys, is_last, equals_at, part })
    }
}

#[derive(Default)]
struct Table<'t> {
    names: Vec<&'t str>,
    keys: Vec<&'t str>,
    equals_at: Option<usize>,
}

struct TypedStatement<'t> {
    key: &'t str,
    equals_at: Option<usize>,
}

struct Scanner<'t> {
    text: &'t str,
    offset: usize,
    at: usize,
    /// What is typed at the offset, once it was passed.
    found: Option<TypedPart<'t>>,
}

/// What a value is part of, while it is read.
struct Within<'t> {
    field: &'t str,
    inner: Option<&'t str>,
}

impl<'t> Scanner<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&is_skipped) {
            self.at += 1;
        }
    }

    fn skip_line(&mut self) {
        self.at += line_end(self.rest());
    }

    fn empty_key(&self) -> TypedKey<'t> {
        let range = ByteRange::from_span(self.offset..self.offset);
        TypedKey { range, has_value: false, within: None }
    }

    /// Passes a header, and returns it without what is behind it on its line.
    fn header(&mut self) -> ByteRange {
        let start = self.at;
        self.skip_line();
        let line = self.text.get(start..self.at).unwrap_or_default();
        let end = line.find('#').unwrap_or(line.len());
        let header = line.get(..end).unwrap_or_default().trim_end();
        ByteRange::from_span(start..start + header.len())
    }

    fn statement(&mut self) -> TypedStatement<'t> {
        let start = self.at;
        let line = self.rest();
        let line = line.get(..line_end(line)).unwrap_or_default();
        let end = line.find(['=', '#']).unwrap_or(line.len());
        let key = line.get(..end).unwrap_or_default().trim_end();
        let key_end = start + key.len();
        let has_value = line.get(end..).is_some_and(|rest| rest.starts_with('='));
        if self.offset >= start && self.offset <= key_end {
            let range = ByteRange::from_span(start..key_end);
            self.found = Some(TypedPart::Key(TypedKey { range, has_value, within: None }));
        }
        if !has_value {
            // A line that is only a key, or nothing that could be one.
            self.skip_line();
            return TypedStatement { key, equals_at: None };
        }
        self.at = start + end + 1;
        let line_start =
            self.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let equals_at = Some(start + end - line_start);
        let key = key.trim_matches(['"', '\'']);
        self.value(&Within { field: key, inner: None });
        // What else is on the line belongs to no value.
        let behind = self.at;
        self.skip_line();
        if self.text.get(behind..self.at).is_some_and(|rest| rest.contains('#'))
            && self.offset > behind
        {
            self.found = self.found.take().filter(|_| self.offset <= behind);
        }
        TypedStatement { key, equals_at }
    }

    /// Passes the spaces before a value, and remembers that one could be typed there.
    fn room(&mut self, within: &Within<'t>) {
        let start = self.at;
        self.skip(|byte| matches!(byte, b' ' | b'\t'));
        let is_empty =
            matches!(self.peek(), None | Some(b'\n' | b'\r' | b',' | b']' | b'}' | b'#'));
        if self.found.is_none() && is_empty && (start..=self.at).contains(&self.offset) {
            let range = ByteRange::from_span(self.offset..self.offset);
            self.found = Some(within.place(range, None, false));
        }
    }

    fn value(&mut self, within: &Within<'t>) -> Option<&'t str> {
        self.room(within);
        match self.peek()? {
            b'[' => {
                self.list(within);
                None
            }
            b'{' => {
                self.braces(within);
                None
            }
            b'"' | b'\'' => self.string(within),
            b'\n' | b'\r' | b'#' | b',' | b']' | b'}' => None,
            _ => {
                let start = self.at;
                self.skip(|byte| {
                    !matches!(byte, b',' | b']' | b'}' | b'#' | b'\n' | b'\r' | b' ' | b'\t')
                });
                let range = ByteRange::from_span(start..self.at);
                if (start..=self.at).contains(&self.offset) {
                    self.found = Some(within.place(range, None, false));
                }
                Some(range.of(self.text))
            }
        }
    }

    fn list(&mut self, within: &Within<'t>) {
        self.at += 1;
        let had_found = self.found.is_some();
        let mut items: Vec<(bool, &'t str)> = Vec::new();
        loop {
            self.room(within);
            match self.peek() {
                None | Some(b'}') => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b'\n' | b'\r') => {
                    self.at += 1;
                    if is_statement(self.rest()) {
                        // The bracket was never closed; the line belongs to the next statement.
                        self.at -= 1;
                        break;
                    }
                }
                Some(b'#') => self.skip_line(),
                Some(b',') => self.at += 1,
                Some(_) => {
                    let (before, start) = (self.found.is_some(), self.at);
                    let item = self.value(within);
                    let is_typed = !before && self.found.is_some();
                    items.extend(item.map(|item| (is_typed, item)));
                    if self.at == start {
                        // No value begins like this.
                        self.skip_line();
                    }
                }
            }
        }
        if let Some(TypedPart::Value(place)) = self.found.as_mut().filter(|_| !had_found) {
            place
                .others
                .extend(items.into_iter().filter(|(is_typed, _)| !is_typed).map(|(_, item)| item));
        }
    }

    fn braces(&mut self, within: &Within<'t>) {
        self.at += 1;
        loop {
            let start = self.at;
            self.skip(|byte| matches!(byte, b' ' | b'\t'));
            if self.found.is_none()
                && (start..=self.at).contains(&self.offset)
                && matches!(self.peek(), None | Some(b'\n' | b'\r' | b',' | b'}'))
            {
                let range = ByteRange::from_span(self.offset..self.offset);
                let key = TypedKey { range, has_value: false, within: Some(within.field) };
                self.found = Some(TypedPart::Key(key));
            }
            match self.peek() {
                None | Some(b'\n' | b'\r' | b']' | b'#') => return,
                Some(b'}') => {
                    self.at += 1;
                    return;
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    let start = self.at;
                    self.skip(|byte| !matches!(byte, b'=' | b',' | b'}' | b'\n' | b'\r'));
                    let key = self.text.get(start..self.at).unwrap_or_default().trim_end();
                    let has_value = self.peek() == Some(b'=');
                    let range = ByteRange::from_span(start..start + key.len());
                    if (range.start()..=range.end()).contains(&self.offset) {
                        let key = TypedKey { range, has_value, within: Some(within.field) };
                        self.found = Some(TypedPart::Key(key));
                    }
                    if has_value {
                        self.at += 1;
                        self.value(&Within { field: within.field, inner: Some(key) });
                    }
                    if self.at == start {
                        return;
                    }
                }
            }
        }
    }

    fn string(&mut self, within: &Within<'t>) -> Option<&'t str> {
        let rest = self.rest();
        let mark = rest.chars().next()?;
        let long = [mark; 3].iter().collect::<String>();
        if rest.starts_with(&long) {
            let body = rest.get(3..).unwrap_or_default();
            let end = closing(body, &long, mark == '"').map_or(body.len(), |end| end + 3);
            self.at += 3 + end;
            return None;
        }
        let start = self.at + 1;
        let body = rest.get(1..).unwrap_or_default();
        let line = body.get(..line_end(body)).unwrap_or_default();
        let end = closing(line, mark.encode_utf8(&mut [0; 4]), mark == '"');
        let stop = start + end.unwrap_or(line.len());
        self.at = stop + usize::from(end.is_some());
        if !(start..=stop).contains(&self.offset) {
            return self.text.get(start..stop);
        }
        // The mark that closes it may open the next value: `["a, "b"]`.
        let behind = self.text.get(self.offset..stop).unwrap_or_default();
        let is_closed = end.is_some() && !behind.trim_start().starts_with([',', ']', '}']);
        let stop = if is_closed { stop } else { self.offset };
        self.at = if is_closed { self.at } else { stop };
        let range = ByteRange::from_span(start..stop);
        self.found = Some(within.place(range, Some(mark), is_closed));
        Some(range.of(self.text))
    }
}

impl<'t> Within<'t> {
    fn place(&self, range: ByteRange, opened_by: Option<char>, is_closed: bool) -> TypedPart<'t> {
        let Self { field, inner } = *self;
        TypedPart::Value(TypedPlace {
            field,
            inner,
            range,
            opened_by,
            is_closed,
            others: Vec::new(),
        })
    }
}

/// Returns the names of a header, without its brackets and quotes.
fn names(header: &str) -> Vec<&str> {
    let inside = header.trim_matches(['[', ']']);
    inside.split('.').map(|name| name.trim().trim_matches(['"', '\''])).collect()
}

/// Returns whether a line looks like a statement or a header, and not like an item of a list.
fn is_statement(rest: &str) -> bool {
    let line = rest.get(..line_end(rest)).unwrap_or_default();
    let inside = line.trim_start();
    let is_name = |text: &str| {
        let text = text.trim();
        !text.is_empty()
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    let header = line.trim_end().strip_prefix('[').and_then(|line| line.strip_suffix(']'));
    let header = header.map(|inner| inner.trim_start_matches('[').trim_end_matches(']'));
    header.is_some_and(is_name) || inside.split_once('=').is_some_and(|(key, _)| is_name(key))
}

fn line_end(text: &str) -> usize {
    text.find(['\n', '\r']).unwrap_or(text.len())
}

/// Returns where a mark closes a string; a backslash takes the next character away from it, where it can.
fn closing(text: &str, mark: &str, has_escapes: bool) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let end = rest.find(mark)?;
        let escape = rest.get(..end).filter(|_| has_escapes).and_then(|before| before.find('\\'));
        match escape {
            Some(at) => {
                let after = rest.get(at + 1..)?.chars().next()?;
                from += at + 1 + after.len_utf8();
            }
            None => return Some(from + end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(marked: &str) -> (String, usize) {
        let offset = marked.find("$0").unwrap();
        (marked.replacen("$0", "", 1), offset)
    }

    /// Checks what is typed at the mark: the words that another value would replace, and the signs of the place.
    #[track_caller]
    fn value(
        marked: &str,
        field: &str,
        words: &str,
        quotes: (Option<char>, bool),
        others: &[&str],
    ) {
        let (text, offset) = at(marked);
        let typing = Typing::at(&text, offset).unwrap();
        let TypedPart::Value(place) = &typing.part else { panic!("{typing:?}") };
        assert_eq!((place.field, place.range.of(&text)), (field, words), "{marked}");
        assert_eq!((place.opened_by, place.is_closed), quotes, "{marked}");
        assert_eq!(place.others, others, "{marked}");
    }

    #[track_caller]
    fn key(marked: &str, table: &[&str], words: &str, keys: &[&str], has_value: bool) {
        let (text, offset) = at(marked);
        let typing = Typing::at(&text, offset).unwrap();
        let TypedPart::Key(typed) = &typing.part else { panic!("{typing:?}") };
        assert_eq!(typed.range.of(&text), words, "{marked}");
        assert_eq!((typing.table.as_slice(), typing.keys.as_slice()), (table, keys), "{marked}");
        assert_eq!(typed.has_value, has_value, "{marked}");
    }

    #[test]
    fn a_value_is_found_in_quotes_that_are_closed_and_open() {
        let (double, single) = (Some('"'), Some('\''));
        value("a = \"x$0y\"\n", "a", "xy", (double, true), &[]);
        value("a = 'x$0y' # c\n", "a", "xy", (single, true), &[]);
        value("a = \"x$0", "a", "x", (double, false), &[]);
        value("a = \"x$0\nb = 1\n", "a", "x", (double, false), &[]);
        value("a = \"$0", "a", "", (double, false), &[]);
        value("a = $0\nb = 1\n", "a", "", (None, false), &[]);
        value("a =$0", "a", "", (None, false), &[]);
        value("a = fe$0m\n", "a", "fem", (None, false), &[]);
        value("\"a\" = 'x$0'", "a", "x", (single, true), &[]);
        value("a = \"q\\\"x$0\"\n", "a", "q\\\"x", (double, true), &[]);
    }

    #[test]
    fn a_value_is_found_in_lists_that_are_closed_and_open() {
        let double = Some('"');
        value("a = [\"x\", \"y$0\"]\n", "a", "y", (double, true), &["x"]);
        value("a = [\"x\", \"y$0", "a", "y", (double, false), &["x"]);
        value("a = [\"x\", $0]\n", "a", "", (None, false), &["x"]);
        value("a = [$0", "a", "", (None, false), &[]);
        value("a = [\n  \"x\",\n  \"y$0\",\n  'z',\n]\n", "a", "y", (double, true), &["x", "z"]);
        value("a = [\n  \"x\",\n  $0\n]\n", "a", "", (None, false), &["x"]);
        value("a = [\"y$0]\nb = 1\n", "a", "y", (double, false), &[]);
        value("a = [\"$0, \"b\"]\n", "a", "", (double, false), &["b"]);
        // A list that is never closed does not take the next statements.
        value("a = [\"x\",\nb = \"y$0\"\n", "b", "y", (double, true), &[]);
        value("a = [\"x\",\n[[quote]]\nsource = \"y$0\"\n", "source", "y", (double, true), &[]);
    }

    #[test]
    fn a_value_and_a_key_are_found_in_braces() {
        let (text, offset) = at("disputes = [\"x\", { age = \"1$0\" }]\n");
        let typing = Typing::at(&text, offset).unwrap();
        let TypedPart::Value(place) = typing.part else { panic!() };
        assert_eq!((place.field, place.inner), ("disputes", Some("age")));
        for (marked, words, has_value) in [
            ("disputes = { ag$0 = 1 }", "ag", true),
            ("disputes = { $0", "", false),
            ("disputes = [{ a = 1, g$0 }]", "g", false),
        ] {
            let (text, offset) = at(marked);
            let typing = Typing::at(&text, offset).unwrap();
            let TypedPart::Key(typed) = typing.part else { panic!("{marked}") };
            assert_eq!(
                (typed.range.of(&text), typed.has_value, typed.within),
                (words, has_value, Some("disputes"))
            );
        }
    }

    #[test]
    fn a_key_knows_its_table_and_the_keys_beside_it() {
        key("a = 1\ng$0\nb = 2\n\n[[quote]]\nc = 3\n", &[], "g", &["a", "b"], false);
        key("a = 1\n$0\nb = 2\n", &[], "", &["a", "b"], false);
        key(
            "a = 1\n[[quote]]\nsou$0rce = 'x'\ntext = 'y'\n",
            &["quote"],
            "source",
            &["text"],
            true,
        );
        key("[x]\na = 1\n\n[x.event]\n$0", &["x", "event"], "", &[], false);
        key("$0a = 1\n", &[], "a", &[], true);
        key("$0", &[], "", &[], false);
        key("a = '''\nb = 1\n'''\nc$0\n", &[], "c", &["a"], false);
        key("\u{feff}a = 1\nb$0", &[], "b", &["a"], false);
    }

    #[test]
    fn headers_are_found_and_comments_and_long_texts_are_left_alone() {
        let (text, offset) = at("a = 1\n[[qu$0\nb = 1\n");
        let typing = Typing::at(&text, offset).unwrap();
        let TypedPart::Header(range) = typing.part else { panic!() };
        assert_eq!(range.of(&text), "[[qu");
        for marked in ["# a $0b\n", "a = 1 # x$0\n", "a = '''\nx $0\n'''\n", "a = \"\"\"x$0"] {
            let (text, offset) = at(marked);
            assert_eq!(Typing::at(&text, offset), None, "{marked}");
        }
    }

    #[test]
    fn the_column_of_the_equals_signs_is_that_of_the_statement_before() {
        let (text, offset) = at("title  = 'x'\nage    = 1\n$0");
        let typing = Typing::at(&text, offset).unwrap();
        assert_eq!((typing.equals_at, typing.is_last), (Some(7), true));
        let (text, offset) = at("title = 'x'\nage = 1\n$0");
        assert_eq!(Typing::at(&text, offset).unwrap().equals_at, None);
        let (text, offset) = at("title = 'x'\n$0\nage = 1\n");
        assert!(!Typing::at(&text, offset).unwrap().is_last);
    }

    #[test]
    fn any_text_is_passed_in_the_end() {
        let pieces =
            ["a", "=", "[", "]", "{", "}", "\"", "'", ",", "\n", "#", "é", "\\", " ", "\r", "'''"];
        let mut state = 7_u32;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push_str(pieces[(state >> 16) as usize % pieces.len()]);
            }
            for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                if let Some(typing) = Typing::at(&text, offset) {
                    let range = match typing.part {
                        TypedPart::Header(range) => range,
                        TypedPart::Key(key) => key.range,
                        TypedPart::Value(place) => place.range,
                    };
                    assert!((range.start()..=range.end()).contains(&offset), "{text:?} {offset}");
                    assert!(text.get(range.start()..range.end()).is_some(), "{text:?} {offset}");
                }
            }
        }
    }
}
