//! The query parser: terms next to each other must all hold, and `|` binds tighter than a space.
//!
//! It is a recursive-descent parser that accepts every text. Negation is moved down to the terms while
//! parsing (De Morgan's laws), so a group has no sign of its own. An unfinished part is ignored, and a part
//! in the notation of another tool becomes a problem that says how to write it here.

use std::iter::Peekable;

use super::catalogue::{Catalogue, ValueKind};
use super::field::{TermMeaning, TypedTerm, read};
use super::problem;
use super::term::{Joined, QueryGroup, QueryNode, QuerySort};
use crate::diagnostic::Diagnostic;
use crate::search::lex::{Compare, Lexeme, MatchMode, Polarity, QueryToken, RawTerm, lexemes};
use crate::text::{ByteRange, LONGEST, shortened};

// Every level of brackets takes some stack.
const DEEPEST: usize = 50;
// Every term is searched for in every line.
const MOST_TERMS: usize = 1_000;

/// The result of parsing a query.
pub(super) struct ParsedQuery {
    /// The nodes that must all hold.
    pub(super) nodes: Vec<QueryNode>,
    /// The sort order; of several, the last.
    pub(super) sorting: Option<QuerySort>,
    /// The first unfinished term or operator.
    pub(super) unfinished: Option<ByteRange>,
    /// The problems, in the order of the text.
    pub(super) problems: Vec<Diagnostic>,
}

/// Parses a query.
pub(super) fn parse(typed: &str, catalogue: &Catalogue) -> ParsedQuery {
    let lexemes = lexemes(typed).collect::<Vec<_>>().into_iter().peekable();
    let (stray, deep, many) = (None, None, None);
    let mut parser = Parser {
        typed,
        catalogue,
        lexemes,
        reached: 0,
        problems: Vec::new(),
        sorting: None,
        unfinished: None,
        stray,
        deep,
        terms: 0,
        many,
    };
    let mut nodes = Vec::new();
    loop {
        nodes.extend(parser.sequence(GroupContext { depth: 0, sign: Polarity::With }));
        // Only a bracket that closes nothing ends the outermost level early.
        let Some(Lexeme { range, .. }) = parser.lexemes.next() else { break };
        parser.stray.get_or_insert(range);
    }
    let Parser { mut problems, sorting, unfinished, stray, deep, many, .. } = parser;
    problems.extend(stray.map(problem::stray));
    problems.extend(deep.map(|range| problem::deep(range, DEEPEST)));
    problems.extend(many.map(|range| problem::many(range, MOST_TERMS)));
    problems.sort_by_key(|problem| problem.range);
    ParsedQuery { nodes, sorting, unfinished, problems }
}

/// The depth of brackets around a node, and the sign that all of them together give it.
#[derive(Clone, Copy)]
struct GroupContext {
    depth: usize,
    sign: Polarity,
}

struct Parser<'q, I: Iterator<Item = Lexeme<'q>>> {
    typed: &'q str,
    catalogue: &'q Catalogue,
    lexemes: Peekable<I>,
    /// Where the last token ends.
    reached: usize,
    problems: Vec<Diagnostic>,
    sorting: Option<QuerySort>,
    unfinished: Option<ByteRange>,
    /// The first bracket that closes nothing.
    stray: Option<ByteRange>,
    /// The first bracket that is nested too deeply.
    deep: Option<ByteRange>,
    terms: usize,
    /// The first term beyond the limit.
    many: Option<ByteRange>,
}

impl<'q, I: Iterator<Item = Lexeme<'q>>> Parser<'q, I> {
    /// Parses nodes next to each other, up to a closing bracket or the end.
    fn sequence(&mut self, level: GroupContext) -> Vec<QueryNode> {
        let mut nodes = Vec::new();
        while self.lexemes.peek().is_some_and(|lexeme| lexeme.token != QueryToken::Close) {
            nodes.extend(self.alternatives(level));
        }
        nodes
    }

    /// Parses alternatives, which `|` joins. A side that is missing or unfinished is ignored. Without a `|`
    /// it returns the nodes of the only side, since `AND` means the same as a space there.
    fn alternatives(&mut self, level: GroupContext) -> Vec<QueryNode> {
        let mut sides = vec![self.conjunction(level)];
        while let Some(lexeme) = self.take_if(|lexeme, _| lexeme.token == QueryToken::Or) {
            self.needs_another(&lexeme);
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

    /// Parses nodes that `AND` joins.
    fn conjunction(&mut self, level: GroupContext) -> Vec<QueryNode> {
        let mut nodes = Vec::new();
        loop {
            nodes.extend(self.negation(level));
            let Some(lexeme) = self.take_if(|lexeme, _| lexeme.token == QueryToken::And) else {
                return nodes;
            };
            self.needs_another(&lexeme);
        }
    }

    /// Marks an operator as unfinished if no operand follows it.
    fn needs_another(&mut self, operator: &Lexeme<'q>) {
        let ends = |next: &Lexeme<'q>| {
            matches!(next.token, QueryToken::Or | QueryToken::And | QueryToken::Close)
        };
        if self.lexemes.peek().is_none_or(ends) {
            self.unfinished.get_or_insert(operator.range);
        }
    }

    /// Parses one node, with the `NOT`s before it.
    fn negation(&mut self, level: GroupContext) -> Option<QueryNode> {
        let mut sign = level.sign;
        let mut start = None;
        while let Some(lexeme) = self.take_if(|lexeme, _| lexeme.token == QueryToken::Not) {
            self.needs_another(&lexeme);
            start.get_or_insert(lexeme.range.start());
            sign = Polarity::Without.within(sign);
        }
        let ends = |lexeme: &Lexeme<'_>| {
            matches!(lexeme.token, QueryToken::Or | QueryToken::And | QueryToken::Close)
        };
        let lexeme = self.take_if(|lexeme, _| !ends(lexeme))?;
        let mut node = self.node(lexeme, GroupContext { sign, ..level })?;
        if let Some(start) = start {
            node.starts_at(start);
        }
        Some(node)
    }

    fn node(&mut self, lexeme: Lexeme<'q>, level: GroupContext) -> Option<QueryNode> {
        if let Some(problem) = self.compared_without_colon(&lexeme) {
            self.problems.push(problem);
            return None;
        }
        let Lexeme { range, token } = lexeme;
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
                if let Some(problem) = too_long(range, &body) {
                    self.problems.push(problem);
                    return None;
                }
                if let Some(problem) = self.value_with_spaces(range, &body) {
                    self.problems.push(problem);
                    return None;
                }
                let typed = TypedTerm {
                    text: range.of(self.typed),
                    before: self.typed.get(..range.start()).unwrap_or_default(),
                    range,
                    sign,
                };
                match read(&typed, &body, self.catalogue) {
                    Ok(TermMeaning::Term(term)) => return Some(QueryNode::Term(term)),
                    Ok(TermMeaning::Partial(term)) => {
                        self.unfinished.get_or_insert(range);
                        return Some(QueryNode::Term(term));
                    }
                    Ok(TermMeaning::Order(sorting)) => self.sorting = Some(sorting),
                    Ok(TermMeaning::Nothing) if matches!(body, RawTerm::Field { .. }) => {
                        self.unfinished.get_or_insert(range);
                    }
                    Ok(TermMeaning::Nothing) => {}
                    Err(problem) => self.problems.push(problem),
                }
                None
            }
            QueryToken::Close | QueryToken::Or | QueryToken::And | QueryToken::Not => None,
        }
    }

    /// Returns the problem of a comparison in the notation of other tools: `age>18`, `age = 14`, `18 < age`.
    /// It takes the other tokens of the comparison.
    fn compared_without_colon(&mut self, lexeme: &Lexeme<'q>) -> Option<Diagnostic> {
        let QueryToken::Term(sign, body) = &lexeme.token else { return None };
        let (name, behind) = match body {
            RawTerm::Text { text, mode: MatchMode::Rough } => {
                if let Some(problem) = self.comparison_without_field(lexeme, text) {
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
        let mut range = lexeme.range;
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
        // The value comes after a space. A colon without one is unfinished.
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
            format!("`{whole}` has a space after the colon")
        } else {
            format!("`{whole}` compares without a colon")
        };
        let help = self.advice(&format!("{minus}{}:{compared}", known.label()), &known.takes);
        Some(problem::query_problem(range, message, help))
    }

    /// Returns the problem of a comparison with the number first, `18<age`, or without a field: `< 18`.
    fn comparison_without_field(&mut self, lexeme: &Lexeme<'q>, text: &str) -> Option<Diagnostic> {
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
        let mut range = lexeme.range;
        if name.is_empty() {
            // The number comes after a space.
            let follows = self.take_if(|next, _| matches!(next.token, QueryToken::Term(..)));
            range = follows.map_or(range, |follows| range.join(follows.range));
        }
        let message = format!("`{}` compares no field", shortened(range.of(self.typed)));
        let help = "write the field, a colon and the number: age:>18, age:14..17; or all in quotes";
        Some(problem::query_problem(range, message, help.to_owned()))
    }

    /// Returns whether a text starts with the name of a field that is compared by size.
    fn names_size(&self, text: &str) -> bool {
        let name: &str = text
            .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
            .next()
            .unwrap_or(text);
        let field = self.catalogue.number(name).and_then(|number| self.catalogue.field(number));
        field.is_some_and(|field| field.takes.is_sized())
    }

    /// Returns the problem of a number, sum or range with spaces in it: `count:>1 000`, `ransom:5000 CNY`,
    /// `date:2021 .. 2022`. It takes the other tokens of the value, which would be searched for as words.
    fn value_with_spaces(&mut self, range: ByteRange, body: &RawTerm<'q>) -> Option<Diagnostic> {
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

    /// Returns the advice to write a term if it can be parsed, or else what is wrong with it: advice must
    /// itself be accepted.
    fn advice(&self, term: &str, takes: &ValueKind) -> String {
        let ParsedQuery { problems, unfinished, nodes, .. } = parse(term, self.catalogue);
        match problems.into_iter().next() {
            None if unfinished.is_none() && !nodes.is_empty() => format!("write `{term}`"),
            Some(Diagnostic { help: Some(help), .. }) => help.into(),
            Some(_) | None if matches!(takes, ValueKind::Date) => {
                "write a colon and a date: date:2022-07, date:>2021".to_owned()
            }
            Some(_) | None => "write a colon and the value after the name of the field".to_owned(),
        }
    }

    /// Parses a group after its opening bracket; without a closing one, it ends with the query.
    fn group(&mut self, open: ByteRange, level: GroupContext) -> Option<QueryNode> {
        if level.depth > DEEPEST {
            self.deep.get_or_insert(open);
            self.skip_group();
            return None;
        }
        let nodes = self.sequence(level);
        self.take_if(|lexeme, _| lexeme.token == QueryToken::Close);
        let range = ByteRange::from_span(open.start()..self.reached);
        QueryGroup { range, joined: Joined::All.signed(level.sign), nodes }.simplified()
    }

    fn skip_group(&mut self) {
        let mut open = 1_usize;
        while open > 0 {
            let Some(lexeme) = self.take_if(|_, _| true) else { return };
            match lexeme.token {
                QueryToken::Open(_) => open += 1,
                QueryToken::Close => open -= 1,
                QueryToken::Or | QueryToken::And | QueryToken::Not | QueryToken::Term(..) => {}
            }
        }
    }

    fn take_if(&mut self, wanted: impl FnOnce(&Lexeme<'q>, &'q str) -> bool) -> Option<Lexeme<'q>> {
        let typed = self.typed;
        let lexeme = self.lexemes.next_if(|lexeme| wanted(lexeme, typed))?;
        self.reached = lexeme.range.end();
        Some(lexeme)
    }
}

/// Returns whether a word is the next three digits of a number, perhaps with a currency.
fn is_three_digits(word: &str) -> bool {
    let (digits, unit) = word.split_at_checked(3).unwrap_or((word, ""));
    digits.len() == 3
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (unit.is_empty()
            || unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Returns whether a character is part of a comparison operator.
fn compares(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '≤' | '≥' | '＜' | '＞' | '＝')
}

/// Returns whether a text starts with a comparison operator; `!` alone is none.
fn is_comparison(text: &str) -> bool {
    text.strip_prefix('!').unwrap_or(text).starts_with(compares) && !text.starts_with("!<")
}

/// Returns whether a word multiplies the number before it.
fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 12] = [
        "k", "thousand", "mio", "million", "billion", "lakh", "crore", "千", "万", "萬", "亿", "億",
    ];
    UNITS.contains(&word.to_lowercase().as_str())
}

/// Returns whether a word is a currency, by its code or its name. Many codes in small letters are words, such
/// as `all` and `pen`, so only common ones count.
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

/// Returns nodes joined into one.
fn joined(joined: Joined, nodes: Vec<QueryNode>) -> Option<QueryNode> {
    let range = nodes.iter().map(QueryNode::range).reduce(ByteRange::join)?;
    QueryGroup { range, joined, nodes }.simplified()
}

/// Returns the problem of a word, name or value that is too long.
fn too_long(range: ByteRange, body: &RawTerm<'_>) -> Option<Diagnostic> {
    let (range, length) = match body {
        RawTerm::Text { text, .. } => (range, text.len()),
        RawTerm::Field { name, .. } if name.len() > LONGEST => (range, name.len()),
        RawTerm::Field { values, .. } => {
            let value = values.iter().find(|value| value.text.len() > LONGEST)?;
            (value.range, value.text.len())
        }
    };
    (length > LONGEST).then(|| problem::too_long(range, length))
}

impl Joined {
    /// Returns how the nodes of a group are joined once its sign has moved down to them (De Morgan's laws).
    fn signed(self, sign: Polarity) -> Self {
        match (self, sign) {
            (joined, Polarity::With) => joined,
            (Self::All, Polarity::Without) => Self::Any,
            (Self::Any, Polarity::Without) => Self::All,
        }
    }
}

impl QueryGroup {
    /// Returns the group as a node: none if it is empty, its only node if it has one.
    fn simplified(mut self) -> Option<QueryNode> {
        match self.nodes.len() {
            0 | 1 => self.nodes.pop(),
            _ => Some(QueryNode::Group(self)),
        }
    }
}
