//! Where a row can be added to a broken text: only where it stays a row, however the faults are mended.
//!
//! A place is certain where no text, list or merge conflict above may reach it, and a line that can only be a
//! header, or the end of the text, follows.

use std::ops::Range;

use super::line::{cut, looks_like_header, rest_of_line, with_newlines};
use super::merge::MergeConflicts;
use super::single_statement::{self, joined};
use super::statement::{Statement, StatementKind, behind_mark, statements};
use super::token::{TokenKind, TomlTokens};

/// Where a row goes, and the row that it goes below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// The byte: the start of a line, or the end of the text.
    pub offset: usize,
    /// The header of the row above, brackets and all; `None` where the new row is the first.
    pub above: Option<Range<usize>>,
}

/// What makes every place for a row uncertain, at the byte `at`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoRowPlace {
    /// Where the fault is.
    pub at: usize,
    /// What it is.
    pub why: &'static str,
}

/// Returns where the next row `[[rows]]` of a broken text goes, or the next `[[table.rows]]`.
///
/// It goes below the last such row, or below its table, as in a sound text. In a file that is one record,
/// it goes to the end of the text where that place is not certain.
///
/// # Errors
///
/// Says which fault makes the place uncertain.
pub fn end_of_rows(text: &str, table: Option<&str>, rows: &str) -> Result<RowPlace, NoRowPlace> {
    let seen = with_newlines(text);
    let survey = Survey::of(&seen);
    let path = table.map_or_else(|| rows.to_owned(), |table| format!("{table}.{rows}"));
    if let Some(table) = table {
        survey.occurs_once(table)?;
    }
    let is_row = |line: &&Line| line.is_certain && line.path.as_deref() == Some(&path);
    let above = survey.lines.iter().rfind(is_row);
    let block = above.map(|line| (line, path.as_str())).or_else(|| {
        let table = table?;
        survey
            .lines
            .iter()
            .find(|line| line.path.as_deref() == Some(table))
            .map(|line| (line, table))
    });
    let end = seen.len();
    let place = match block {
        None => end,
        Some((line, path)) => survey.end_of_block(line, path),
    };
    let above = above.map(|line| line.range.clone());
    let at = |offset: usize| {
        let before = offset.checked_sub(1).and_then(|at| text.as_bytes().get(at));
        if offset < end && before == Some(&b'\r') {
            let why = "a line ends with a carriage return alone";
            return Err(NoRowPlace { at: offset - 1, why });
        }
        survey.certain(offset, &path).map(|()| RowPlace { offset, above: above.clone() })
    };
    at(place).or_else(|fault| if table.is_none() { at(end).map_err(|_| fault) } else { Err(fault) })
}

/// Checks that the statement at a byte of a broken text is what it seems to be, and below the header that it seems to
/// be below, however the faults are mended. `in_row` says that it belongs to a row, which is known by its number.
///
/// # Errors
///
/// Says which fault makes it uncertain.
pub fn certain_statement(text: &str, at: usize, in_row: bool) -> Result<(), NoRowPlace> {
    let seen = with_newlines(text);
    let survey = Survey::of(&seen);
    let no = |at, why| Err(NoRowPlace { at, why });
    let is_here = |line: &&Line| line.range.contains(&at);
    let Some(line) = survey.lines.iter().find(is_here).filter(|line| line.is_sound) else {
        return no(at, "what is written here cannot be read");
    };
    if line.is_doubtful {
        return no(at, "this may be part of a text that is not closed");
    }
    if let Some(start) = survey.conflicts.as_ref().and_then(|all| all.start_of(at)) {
        return no(start, "a merge conflict is not resolved");
    }
    let start = line.range.start;
    survey.unreached(start)?;
    let below = survey.lines.iter().rfind(|line| line.is_header() && line.range.start <= start);
    let block = survey
        .lines
        .iter()
        .skip_while(|line| below.is_some_and(|header| line.range.start <= header.range.start));
    let mut same = block.take_while(|line| !line.is_header()).filter(|other| other.key == line.key);
    if let Some(other) = same.find(|other| other.range.start != start && line.key.is_some()) {
        return no(other.range.start, "the field is there twice");
    }
    let doubtful = |line: &&Line| !line.is_certain;
    let mut headers =
        survey.lines.iter().filter(|line| line.is_header() && line.range.start <= start);
    let fault = if in_row { headers.find(doubtful) } else { below.filter(doubtful) };
    if let Some(header) = fault {
        return no(header.range.start, "a header above cannot be read");
    }
    match below.and_then(|header| header.path.as_deref()) {
        Some(path) if !in_row => survey.occurs_once(path),
        Some(_) | None => Ok(()),
    }
}

/// Returns whether a place is in a merge conflict of a text.
pub fn is_in_conflict(text: &str, at: usize) -> bool {
    MergeConflicts::of(text).is_some_and(|conflicts| conflicts.contains(at))
}

/// A statement of a broken text.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
struct Line {
    range: Range<usize>,
    form: StatementKind,
    /// The path of a header, also of a broken one where its name can be read.
    path: Option<String>,
    /// The dotted key of a field that can be read.
    key: Option<String>,
    /// It can be nothing else than the header that it seems to be.
    is_certain: bool,
    /// It is read as what it seems to be.
    is_sound: bool,
    /// It may be words of a text that was never closed.
    is_doubtful: bool,
    /// It ends inside of a text or a list.
    is_open: bool,
}

struct Survey<'t> {
    text: &'t str,
    lines: Vec<Line>,
    conflicts: Option<MergeConflicts>,
    /// Quotation marks of a text of several lines that is not closed, or not opened.
    loose_mark: Option<LooseMark>,
}

impl<'t> Survey<'t> {
    fn of(text: &'t str) -> Self {
        let conflicts = MergeConflicts::of(text);
        let statements = statements(text);
        let lines = statements.iter().map(|statement| Line::of(text, statement));
        let lines: Vec<Line> = lines.collect();
        // A header is read to the end of its line, whatever opens in it.
        let in_header =
            |line: &&Line| line.is_header() && has_triple_mark(cut(text, line.range.clone()));
        let in_header = lines.iter().find(in_header);
        let in_header = in_header.map(|line| LooseMark { at: line.range.start, opens: false });
        let loose_mark = in_header.or_else(|| loose_mark(text));
        let mut survey = Self { text, lines, conflicts, loose_mark };
        let held = |line: &Line| {
            survey.conflicts.as_ref().is_some_and(|all| all.contains(line.range.start))
        };
        let held: Vec<bool> = survey.lines.iter().map(held).collect();
        for (line, held) in survey.lines.iter_mut().zip(held) {
            line.is_certain &= !held;
        }
        survey
    }

    /// Checks that the table has one header, which every version of the text has.
    fn occurs_once(&self, table: &str) -> Result<(), NoRowPlace> {
        let mut all = self.lines.iter().filter(|line| line.path.as_deref() == Some(table));
        let first = all.next();
        match (first, all.next()) {
            (_, Some(second)) => Err(NoRowPlace {
                at: second.range.start,
                why: "the header of the record is there twice",
            }),
            (Some(line), None) if !line.is_certain => {
                Err(NoRowPlace { at: line.range.start, why: "the header of the record is broken" })
            }
            (Some(_) | None, None) => Ok(()),
        }
    }

    /// Returns where the lines of a header and of the tables in it are over: behind the last of them.
    fn end_of_block(&self, header: &Line, path: &str) -> usize {
        let below = self.lines.iter().skip_while(|line| line.range.start <= header.range.start);
        let is_inside = |line: &&Line| !line.is_header() || line.is_below(path);
        let last = below.clone().take_while(is_inside).last().unwrap_or(header);
        // What follows the last table of a text belongs to it.
        let Some(next) = below.clone().find(|line| line.range.start > last.range.start) else {
            return self.text.len();
        };
        if last.is_sound {
            let newline = cut(self.text, last.range.end..self.text.len()).find('\n');
            return newline.map_or(self.text.len(), |at| last.range.end + at + 1);
        }
        // What looks like a comment below a fault may be a part of it.
        cut(self.text, 0..next.range.start).rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Checks that the text at a place stays a statement of its own.
    fn certain(&self, offset: usize, path: &str) -> Result<(), NoRowPlace> {
        let no = |at, why| Err(NoRowPlace { at, why });
        if let Some(start) = self.conflicts.as_ref().and_then(|all| all.start_of(offset)) {
            return no(start, "a merge conflict is not resolved");
        }
        self.unreached(offset)?;
        let mut behind = self.lines.iter().filter(|line| line.range.start >= offset);
        match behind.clone().next() {
            Some(line) if !line.is_certain => {
                return no(line.range.start, "what follows here cannot be read");
            }
            Some(_) | None => {}
        }
        // A part of the row above would become one of the new row.
        let is_part = |line: &&Line| {
            line.is_header() && line.path.as_deref().is_none_or(|_| line.is_below(path))
        };
        match behind.find(is_part) {
            Some(line) => {
                no(line.range.start, "a header cannot be read, and may belong to the quote above")
            }
            None => Ok(()),
        }
    }

    /// Checks that nothing that is open above a place reaches to it.
    fn unreached(&self, offset: usize) -> Result<(), NoRowPlace> {
        let no = |at, why| Err(NoRowPlace { at, why });
        let above = || self.lines.iter().filter(|line| line.range.start < offset);
        // One that opens a text leaves what is above it alone, where all of that can be read; one that
        // closes it says that a text was opened somewhere above.
        let is_below = |mark: &LooseMark| mark.at >= offset && mark.opens;
        let reaches = |mark: &LooseMark| !is_below(mark) || above().any(|line| !line.is_sound);
        if let Some(mark) = self.loose_mark.as_ref().filter(|mark| reaches(mark)) {
            return no(
                mark.at,
                "a text in triple quotation marks is not closed, or was never opened",
            );
        }
        let mut open = None;
        for line in above() {
            if line.is_certain {
                open = None;
            } else if line.is_open {
                open = Some(line.range.start);
            }
        }
        open.map_or(Ok(()), |at| no(at, "a text or list is not closed"))
    }
}

impl Line {
    fn of(text: &str, statement: &Statement) -> Self {
        let Statement { form, start, end: _, doubtful } = *statement;
        let words = cut(text, statement.range());
        let is_header = form == StatementKind::Header;
        let header = is_header.then(|| single_statement::header(words, start).ok()).flatten();
        let field = (form == StatementKind::Field).then(|| single_statement::field(words, start));
        let key = field.and_then(Result::ok).map(|field| joined(&field.path));
        let is_sound = match form {
            StatementKind::Header => header.is_some(),
            StatementKind::Field => key.is_some(),
            StatementKind::Comment => false,
        };
        let looks_so = looks_like_header(rest_of_line(text, start));
        let is_certain = header.is_some() && looks_so && !doubtful;
        let broken = || is_header.then(|| single_statement::broken_header(words, start)).flatten();
        let mut range = statement.range();
        if let Some(header) = &header {
            range = header.span.clone();
        }
        let path = header.or_else(broken).map(|header| joined(&header.path));
        let is_open = form == StatementKind::Field && !is_sound && breaks_off(words);
        Self { range, form, path, key, is_certain, is_sound, is_doubtful: doubtful, is_open }
    }

    fn is_header(&self) -> bool {
        self.form == StatementKind::Header
    }

    fn is_below(&self, path: &str) -> bool {
        let behind = self.path.as_deref().and_then(|own| own.strip_prefix(path));
        behind.is_some_and(|behind| behind.starts_with('.'))
    }
}

/// Returns whether a broken field ends inside of a list or a text.
fn breaks_off(field: &str) -> bool {
    let (mut depth, mut unclosed) = (0_usize, false);
    for token in TomlTokens::of(field, 0) {
        match token.kind {
            TokenKind::Open(_) => depth += 1,
            TokenKind::Close(_) => depth = depth.saturating_sub(1),
            TokenKind::Quoted { closed, .. } => unclosed |= !closed,
            TokenKind::Space
            | TokenKind::Newline
            | TokenKind::Comment
            | TokenKind::Equals
            | TokenKind::Comma
            | TokenKind::Word => {}
        }
    }
    depth > 0 || unclosed
}

/// Triple quotation marks that neither open a text that is closed nor close one.
struct LooseMark {
    at: usize,
    /// They replace a value.
    opens: bool,
}

fn loose_mark(text: &str) -> Option<LooseMark> {
    let is_loose = |kind: TokenKind| match kind {
        TokenKind::Quoted { closed, .. } => !closed,
        TokenKind::Word | TokenKind::Comment => true,
        TokenKind::Space
        | TokenKind::Newline
        | TokenKind::Open(_)
        | TokenKind::Close(_)
        | TokenKind::Equals
        | TokenKind::Comma => false,
    };
    let mut before = None;
    for token in TomlTokens::of(text, text.len() - behind_mark(text).len()) {
        let words = token.of(text);
        if is_loose(token.kind) && has_triple_mark(words) {
            let is_quoted =
                matches!(token.kind, TokenKind::Quoted { mark, .. } if mark.is_triple());
            let opens = is_quoted && before == Some(TokenKind::Equals);
            return Some(LooseMark { at: token.start, opens });
        }
        if token.kind != TokenKind::Space {
            before = Some(token.kind);
        }
    }
    None
}

fn has_triple_mark(words: &str) -> bool {
    words.contains("\"\"\"") || words.contains("'''")
}
