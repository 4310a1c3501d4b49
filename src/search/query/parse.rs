//! The query parser: terms side by side must all hold, and `|` binds tighter than a space.

use crate::diagnostic::Diagnostic;
use std::iter::Peekable;

use super::super::lex::{Compare, Lexeme, MatchMode, Polarity, QueryToken, RawTerm, pieces};
use super::catalogue::{Catalogue, ValueKind};
use super::field::{TermMeaning, TypedTerm, read};
use super::problem;
use super::term::{Joined, QueryGroup, QueryNode, QuerySort};
use crate::text::{ByteRange, LONGEST, shortened};

// No one types more, and every level of the tree takes some stack.
const DEEPEST: usize = 50;
// Each term is looked for in every line.
const MOST_TERMS: usize = 1_000;

/// What was typed, read.
pub(super) struct ParsedQuery {
    /// The parts that must all hold.
    pub(super) nodes: Vec<QueryNode>,
    /// The order asked for; of several, the last.
    pub(super) sorting: Option<QuerySort>,
    /// The first term that asks a field for nothing yet.
    pub(super) unfinished: Option<ByteRange>,
    /// What is wrong, in the order of the text.
    pub(super) problems: Vec<Diagnostic>,
}

/// Reads what was typed.
pub(super) fn parse(typed: &str, catalogue: &Catalogue) -> ParsedQuery {
    let pieces = pieces(typed).collect::<Vec<_>>().into_iter().peekable();
    let (stray, deep, many) = (None, None, None);
    let mut parser = Parser {
        typed,
        catalogue,
        pieces,
        reached: 0,
        problems: Vec::new(),
        sorting: None,
        begun: None,
        stray,
        deep,
        terms: 0,
        many,
    };
    let mut nodes = Vec::new();
    loop {
        nodes.extend(parser.side_by_side(GroupContext { depth: 0, sign: Polarity::With }));
        // Only a bracket that closes nothing ends the outermost level early.
        let Some(Lexeme { range, .. }) = parser.pieces.next() else { break };
        parser.stray.get_or_insert(range);
    }
    let Parser { mut problems, sorting, begun, stray, deep, many, .. } = parser;
    problems.extend(stray.map(problem::stray));
    problems.extend(deep.map(|range| problem::deep(range, DEEPEST)));
    problems.extend(many.map(|range| problem::many(range, MOST_TERMS)));
    problems.sort_by_key(|problem| problem.range);
    ParsedQuery { nodes, sorting, unfinished: begun, problems }
}

/// How deep in brackets something stands, and the sign that all of them together give it.
#[derive(Clone, Copy)]
struct GroupContext {
    depth: usize,
    sign: Polarity,
}

struct Parser<'q, I: Iterator<Item = Lexeme<'q>>> {
    typed: &'q str,
    catalogue: &'q Catalogue,
    pieces: Peekable<I>,
    /// Where the last piece ends.
    reached: usize,
    problems: Vec<Diagnostic>,
    sorting: Option<QuerySort>,
    begun: Option<ByteRange>,
    /// The first bracket that closes nothing.
    stray: Option<ByteRange>,
    /// The first bracket that is too deep.
    deep: Option<ByteRange>,
    terms: usize,
    /// The first term that is one too many.
    many: Option<ByteRange>,
}

impl<'q, I: Iterator<Item = Lexeme<'q>>> Parser<'q, I> {
    /// Reads what stands side by side, up to a bracket that closes or the end.
    fn side_by_side(&mut self, level: GroupContext) -> Vec<QueryNode> {
        let mut nodes = Vec::new();
        while self.pieces.peek().is_some_and(|piece| piece.token != QueryToken::Close) {
            nodes.extend(self.alternatives(level));
        }
        nodes
    }

    /// Reads what `|` joins; a side that is missing or only begun is left out. What `AND` alone joins
    /// stands side by side.
    fn alternatives(&mut self, level: GroupContext) -> Vec<QueryNode> {
        let mut sides = vec![self.conjunction(level)];
        while let Some(piece) = self.take_if(|piece, _| piece.token == QueryToken::Or) {
            self.needs_another(&piece);
            sides.push(self.conjunction(level));
        }
        sides.retain(|side| !side.is_empty());
        if sides.len() < 2 {
            return sides.pop().unwrap_or_default();
        }
        let sides = sides.into_iter();
        let sides = sides.filter_map(|side| joined(Joined::All.signed(level.sign), side)).collect();
        joined(Joined::Any.signed(level.sign), sides).into_iter().collect()
    }

    /// Reads what `AND` joins, in the same way.
    fn conjunction(&mut self, level: GroupContext) -> Vec<QueryNode> {
        let mut nodes = Vec::new();
        loop {
            nodes.extend(self.perhaps_not(level));
            let Some(piece) = self.take_if(|piece, _| piece.token == QueryToken::And) else {
                return nodes;
            };
            self.needs_another(&piece);
        }
    }

    /// Takes an operator for one that is only begun, where nothing follows it.
    fn needs_another(&mut self, operator: &Lexeme<'q>) {
        let ends = |next: &Lexeme<'q>| {
            matches!(next.token, QueryToken::Or | QueryToken::And | QueryToken::Close)
        };
        if self.pieces.peek().is_none_or(ends) {
            self.begun.get_or_insert(operator.range);
        }
    }

    /// Reads one part, with the `NOT`s before it.
    fn perhaps_not(&mut self, level: GroupContext) -> Option<QueryNode> {
        let mut sign = level.sign;
        let mut start = None;
        while let Some(piece) = self.take_if(|piece, _| piece.token == QueryToken::Not) {
            self.needs_another(&piece);
            start.get_or_insert(piece.range.start());
            sign = Polarity::Without.within(sign);
        }
        let ends = |piece: &Lexeme<'_>| {
            matches!(piece.token, QueryToken::Or | QueryToken::And | QueryToken::Close)
        };
        let piece = self.take_if(|piece, _| !ends(piece))?;
        let mut node = self.node(piece, GroupContext { sign, ..level })?;
        if let Some(start) = start {
            node.starts_at(start);
        }
        Some(node)
    }

    fn node(&mut self, piece: Lexeme<'q>, level: GroupContext) -> Option<QueryNode> {
        if let Some(problem) = self.compared_without_colon(&piece) {
            self.problems.push(problem);
            return None;
        }
        let Lexeme { range, token } = piece;
        match token {
            QueryToken::Open(sign) => {
                let sign = sign.within(level.sign);
                self.group(range, GroupContext { depth: level.depth + 1, sign })
            }
            QueryToken::Term(sign, body) => {
                let sign = sign.within(level.sign);
                self.terms += 1;
                if self.terms > MOST_TERMS {
                    self.many.get_or_insert(range);
                    return None;
                }
                if let Some((range, length)) = too_long(range, &body) {
                    self.problems.push(problem::too_long(range, length));
                    return None;
                }
                if let Some(problem) = self.value_in_pieces(range, &body) {
                    self.problems.push(problem);
                    return None;
                }
                let typed = TypedTerm { text: range.of(self.typed), range, sign };
                match read(&typed, &body, self.catalogue) {
                    Ok(TermMeaning::Term(term)) => return Some(QueryNode::Term(term)),
                    Ok(TermMeaning::InPart(term)) => {
                        self.begun.get_or_insert(range);
                        return Some(QueryNode::Term(term));
                    }
                    Ok(TermMeaning::Order(sorting)) => self.sorting = Some(sorting),
                    Ok(TermMeaning::Nothing) if matches!(body, RawTerm::Field { .. }) => {
                        self.begun.get_or_insert(range);
                    }
                    Ok(TermMeaning::Nothing) => {}
                    Err(problem) => self.problems.push(problem),
                }
                None
            }
            QueryToken::Close | QueryToken::Or | QueryToken::And | QueryToken::Not => None,
        }
    }

    /// Finds a comparison as other tools write it: `age>18`, `age = 14`, `18 < age`. With its parts it is
    /// taken away.
    fn compared_without_colon(&mut self, piece: &Lexeme<'q>) -> Option<Diagnostic> {
        let QueryToken::Term(sign, body) = &piece.token else { return None };
        let (name, behind) = match body {
            RawTerm::Text { text, mode: MatchMode::Rough } => {
                if let Some(problem) = self.compared_from_behind(piece, text) {
                    return Some(problem);
                }
                let end = text.find(|c| compares(c) || c == '!').unwrap_or(text.len());
                text.split_at_checked(end)?
            }
            RawTerm::Text { .. } => return None,
            RawTerm::Field { name, values } => match values.as_slice() {
                [only] if only.text.is_empty() && !only.quoted => {
                    (*name, only.compare.map_or("", Compare::sign))
                }
                _ => return None,
            },
        };
        if !behind.is_empty() && !is_comparison(behind) {
            return None;
        }
        let known = self.catalogue.field(self.catalogue.number(name)?)?;
        let is_field = matches!(body, RawTerm::Field { .. });
        let is_sized = known.takes.is_sized();
        let mut range = piece.range;
        let mut compared = behind.to_owned();
        if compared.is_empty() {
            let follows = self.take_if(|next, typed| {
                let text = next.range.of(typed);
                let is_number = text.starts_with(|c: char| c.is_ascii_digit());
                let has_colon = text.starts_with([':', '：']);
                is_comparison(text)
                    || (is_field && is_sized && is_number)
                    || (!is_field && has_colon)
            })?;
            let words = follows.range.of(self.typed);
            compared.push_str(words.trim_start_matches([':', '：']));
            range = range.join(follows.range);
        }
        // A space, and then the value. A colon alone is only begun.
        while compared.chars().all(|c| compares(c) || c == '!') {
            let Some(value) = self.take_if(|next, _| matches!(next.token, QueryToken::Term(..)))
            else {
                if is_field {
                    return None;
                }
                break;
            };
            compared += value.range.of(self.typed);
            range = range.join(value.range);
        }
        let negated = compared.starts_with("!=") != (*sign == Polarity::Without);
        let compared = compared.trim_start_matches('!').replacen("==", "=", 1);
        let compared = match (is_sized, compared.starts_with('=')) {
            (true, _) => compared.strip_prefix('=').unwrap_or(&compared),
            (false, true) => &compared,
            (false, false) => compared.trim_start_matches(compares),
        };
        let minus = if negated { "-" } else { "" };
        let whole = shortened(range.of(self.typed));
        let message = if is_field {
            format!("`{whole}` has a space behind the colon")
        } else {
            format!("`{whole}` compares without a colon")
        };
        let help = self.advice(&format!("{minus}{}:{compared}", known.name), &known.takes);
        Some(problem::query_problem(range, message, help))
    }

    /// Finds a comparison that has its number first, `18<age`, and a comparison of nothing: `< 18`.
    fn compared_from_behind(&mut self, piece: &Lexeme<'q>, text: &str) -> Option<Diagnostic> {
        let at = text.find(compares)?;
        let (number, behind) = text.split_at_checked(at)?;
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let name = behind.trim_start_matches(compares);
        if !is_number || !(name.is_empty() || number.is_empty() || self.names_size(name)) {
            return None;
        }
        let goes_on = name.starts_with(|c: char| c.is_ascii_digit());
        if number.is_empty() && !(name.is_empty() || goes_on) {
            return None;
        }
        let mut range = piece.range;
        if name.is_empty() {
            // What is compared stands behind a space.
            let follows = self.take_if(|next, _| matches!(next.token, QueryToken::Term(..)));
            range = follows.map_or(range, |follows| range.join(follows.range));
        }
        let message = format!("`{}` compares no field", shortened(range.of(self.typed)));
        let help = "write the field, a colon and the number: age:>18, age:14..17; or all in quotes";
        Some(problem::query_problem(range, message, help.to_owned()))
    }

    /// Returns whether a text starts with the name of a field that is compared by size.
    fn names_size(&self, text: &str) -> bool {
        let name: &str =
            text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next().unwrap_or(text);
        let field = self.catalogue.number(name).and_then(|number| self.catalogue.field(number));
        field.is_some_and(|field| field.takes.is_sized())
    }

    /// Finds a number, sum or range with spaces in it, of which the rest would be words: `count:>1 000`,
    /// `ransom:5000 CNY`, `date:2021 .. 2022`. With its parts it is taken away.
    fn value_in_pieces(&mut self, range: ByteRange, body: &RawTerm<'q>) -> Option<Diagnostic> {
        let RawTerm::Field { name, values } = body else { return None };
        let field = self.catalogue.field(self.catalogue.number(name)?)?;
        let last = values.last().filter(|value| !value.quoted && !value.text.is_empty())?;
        if !field.takes.is_sized() {
            return None;
        }
        let is_money = matches!(field.takes, ValueKind::Money);
        let text = &*last.text;
        let digit = |c: char| c.is_ascii_digit();
        let catalogue = self.catalogue;
        let mut whole = range;
        let mut rest = String::new();
        let digits = text.rsplit("..").next().unwrap_or_default();
        let digits = digits.trim_start_matches(|c: char| is_money && c.is_ascii_alphabetic());
        let leads =
            (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let may_lead = leads && !matches!(field.takes, ValueKind::Date);
        while let Some(next) =
            self.take_if(|next, typed| may_lead && is_three_digits(next.range.of(typed)))
        {
            rest += next.range.of(self.typed);
            whole = whole.join(next.range);
        }
        let ends_with_digit = format!("{text}{rest}").ends_with(digit);
        let next = self.take_if(|next, typed| {
            let next = next.range.of(typed);
            let is_code = is_money && text.chars().all(char::is_alphabetic);
            let is_unit =
                ends_with_digit && (is_unit(next) || is_money && is_currency(next, catalogue));
            let is_range =
                ends_with_digit && !next.trim_start_matches("..").starts_with(|c: char| !digit(c));
            is_unit
                || (is_range && next.starts_with(".."))
                || (ends_with_digit && matches!(next, "–" | "—"))
                || ((is_code || text.ends_with("..")) && next.starts_with(digit))
        });
        if let Some(next) = next {
            let words = next.range.of(self.typed);
            whole = whole.join(next.range);
            rest += if matches!(words, "–" | "—") { ".." } else { words };
            if rest.ends_with("..") {
                let end = self.take_if(|next, typed| next.range.of(typed).starts_with(digit));
                rest += end.as_ref().map_or("", |end| end.range.of(self.typed));
                whole = end.map_or(whole, |end| whole.join(end.range));
            }
        }
        if rest.is_empty() {
            return None;
        }
        let message = format!("`{}` has a space in the value", shortened(whole.of(self.typed)));
        let help = self.advice(&format!("{}{rest}", range.of(self.typed)), &field.takes);
        Some(problem::query_problem(whole, message, help))
    }

    /// Returns the advice to write a term, where it can be read; else what is wrong with it.
    fn advice(&self, term: &str, takes: &ValueKind) -> String {
        let ParsedQuery { problems, unfinished: begun, nodes, .. } = parse(term, self.catalogue);
        match problems.into_iter().next() {
            None if begun.is_none() && !nodes.is_empty() => format!("write `{term}`"),
            Some(Diagnostic { help: Some(help), .. }) => help.into(),
            Some(_) | None if matches!(takes, ValueKind::Date) => {
                "write a colon and a date: date:2022-07, date:>2021".to_owned()
            }
            Some(_) | None => "write a colon and the value behind the name of the field".to_owned(),
        }
    }

    /// Reads what stands in brackets; where they are not closed, up to the end.
    fn group(&mut self, open: ByteRange, level: GroupContext) -> Option<QueryNode> {
        if level.depth > DEEPEST {
            self.deep.get_or_insert(open);
            self.skip_group();
            return None;
        }
        let nodes = self.side_by_side(level);
        self.take_if(|piece, _| piece.token == QueryToken::Close);
        let range = ByteRange::from_span(open.start()..self.reached);
        QueryGroup { range, joined: Joined::All.signed(level.sign), nodes }.simplified()
    }

    fn skip_group(&mut self) {
        let mut open = 1_usize;
        while open > 0 {
            let Some(piece) = self.take_if(|_, _| true) else { return };
            match piece.token {
                QueryToken::Open(_) => open += 1,
                QueryToken::Close => open -= 1,
                QueryToken::Or | QueryToken::And | QueryToken::Not | QueryToken::Term(..) => {}
            }
        }
    }

    fn take_if(&mut self, wanted: impl FnOnce(&Lexeme<'q>, &'q str) -> bool) -> Option<Lexeme<'q>> {
        let typed = self.typed;
        let piece = self.pieces.next_if(|piece| wanted(piece, typed))?;
        self.reached = piece.range.end();
        Some(piece)
    }
}

/// Returns whether a word is the next three digits of a number, the last with a currency perhaps.
fn is_three_digits(word: &str) -> bool {
    let (digits, unit) = word.split_at_checked(3).unwrap_or((word, ""));
    digits.len() == 3
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (unit.is_empty()
            || unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Returns whether a sign compares.
fn compares(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '≤' | '≥' | '＜' | '＞' | '＝')
}

/// Returns whether a text starts with a comparison; `!` alone is none.
fn is_comparison(text: &str) -> bool {
    text.strip_prefix('!').unwrap_or(text).starts_with(compares) && !text.starts_with("!<")
}

/// Returns whether a word of its own stands for zeroes of the number before it.
fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 12] = [
        "k", "thousand", "mio", "million", "billion", "lakh", "crore", "千", "万", "萬", "亿", "億",
    ];
    UNITS.contains(&word.to_lowercase().as_str())
}

/// Returns whether a word is a currency, by its three letters or as it is called. Of the codes in small
/// letters many are words, such as `all` and `pen`.
fn is_currency(word: &str, catalogue: &Catalogue) -> bool {
    const COMMON: [&str; 13] =
        ["cny", "usd", "thb", "khr", "mmk", "vnd", "myr", "eur", "gbp", "hkd", "twd", "inr", "php"];
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    match is_code {
        true if word.eq_ignore_ascii_case("rmb") => true,
        true if word.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            catalogue.knows_currency(word)
        }
        true => COMMON.contains(&word),
        false => {
            word.chars().count() < 10 && !catalogue.sums_meant(&format!("1 {word}")).is_empty()
        }
    }
}

/// Returns parts as one node, joined.
fn joined(joined: Joined, nodes: Vec<QueryNode>) -> Option<QueryNode> {
    let range = nodes.iter().map(QueryNode::range).reduce(ByteRange::join)?;
    QueryGroup { range, joined, nodes }.simplified()
}

/// Returns where a word, name or value stands that is too long to be read any further, and its length.
fn too_long(range: ByteRange, body: &RawTerm<'_>) -> Option<(ByteRange, usize)> {
    let of_values = match body {
        RawTerm::Text { text, .. } => return (text.len() > LONGEST).then_some((range, text.len())),
        RawTerm::Field { name, .. } if name.len() > LONGEST => return Some((range, name.len())),
        RawTerm::Field { values, .. } => values,
    };
    let value = of_values.iter().find(|value| value.text.len() > LONGEST)?;
    Some((value.range, value.text.len()))
}

impl Joined {
    /// Returns how the parts of a negated group are joined: not both is one not, or the other not.
    fn signed(self, sign: Polarity) -> Self {
        match (self, sign) {
            (joined, Polarity::With) => joined,
            (Self::All, Polarity::Without) => Self::Any,
            (Self::Any, Polarity::Without) => Self::All,
        }
    }
}

impl QueryGroup {
    /// Returns the group as one node: nothing where it is empty, its only part where it has one.
    fn simplified(mut self) -> Option<QueryNode> {
        match self.nodes.len() {
            0 | 1 => self.nodes.pop(),
            _ => Some(QueryNode::Group(self)),
        }
    }
}
