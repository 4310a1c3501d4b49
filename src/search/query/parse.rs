//! Pieces joined to a tree: what stands side by side must all hold, `|` binds its two neighbours.
//! Knows no field.

use std::iter::Peekable;

use super::super::catalogue::Catalogue;
use super::super::lex::{Piece, RawBody, Sign, Token, pieces};
use super::field::{Meant, Typed, read};
use super::problem::QueryProblem;
use super::term::{Group, Joined, Node, Sorting};
use crate::text::{ByteRange, LONGEST};

// Nobody types more, and every step down the tree takes a little of the stack.
const DEEPEST: usize = 50;
// Each term is looked for in every line.
const MOST_TERMS: usize = 1_000;

/// What was typed, read.
pub(super) struct Parsed {
    /// The parts that must all hold.
    pub(super) nodes: Vec<Node>,
    /// The order asked for; of several, the last.
    pub(super) sorting: Option<Sorting>,
    /// The first term that asks a field for nothing yet.
    pub(super) begun: Option<ByteRange>,
    /// What is wrong, in the order of the text.
    pub(super) problems: Vec<QueryProblem>,
}

/// Reads what was typed.
pub(super) fn parse(typed: &str, catalogue: &Catalogue) -> Parsed {
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
        nodes.extend(parser.side_by_side(Level { depth: 0, sign: Sign::With }));
        // Only a bracket that closes nothing ends the outermost level early.
        let Some(Piece { range, .. }) = parser.pieces.next() else { break };
        parser.stray.get_or_insert(range);
    }
    let Parser { mut problems, sorting, begun, stray, deep, many, .. } = parser;
    problems.extend(stray.map(QueryProblem::stray));
    problems.extend(deep.map(|range| QueryProblem::deep(range, DEEPEST)));
    problems.extend(many.map(|range| QueryProblem::many(range, MOST_TERMS)));
    problems.sort_by_key(|problem| problem.range);
    Parsed { nodes, sorting, begun, problems }
}

/// How deep in brackets something stands, and the sign that all of them together give it.
#[derive(Clone, Copy)]
struct Level {
    depth: usize,
    sign: Sign,
}

struct Parser<'q, I: Iterator<Item = Piece<'q>>> {
    typed: &'q str,
    catalogue: &'q Catalogue,
    pieces: Peekable<I>,
    /// Where the last piece ends.
    reached: usize,
    problems: Vec<QueryProblem>,
    sorting: Option<Sorting>,
    begun: Option<ByteRange>,
    /// The first bracket that closes nothing.
    stray: Option<ByteRange>,
    /// The first bracket that is too deep.
    deep: Option<ByteRange>,
    terms: usize,
    /// The first term that is one too many.
    many: Option<ByteRange>,
}

impl<'q, I: Iterator<Item = Piece<'q>>> Parser<'q, I> {
    /// Reads what stands side by side, up to a bracket that closes or the end.
    fn side_by_side(&mut self, level: Level) -> Vec<Node> {
        let mut nodes = Vec::new();
        while self.pieces.peek().is_some_and(|piece| piece.token != Token::Close) {
            nodes.extend(self.alternatives(level));
        }
        nodes
    }

    /// Reads what `|` joins; a side that is missing or only begun is left out.
    fn alternatives(&mut self, level: Level) -> Option<Node> {
        let mut nodes = Vec::new();
        loop {
            if let Some(piece) =
                self.take_if(|piece| !matches!(piece.token, Token::Or | Token::Close))
            {
                nodes.extend(self.node(piece, level));
            }
            if self.take_if(|piece| piece.token == Token::Or).is_none() {
                break;
            }
        }
        let range = nodes.iter().map(Node::range).reduce(ByteRange::join)?;
        Group { range, joined: Joined::Any.signed(level.sign), nodes }.simplified()
    }

    fn node(&mut self, Piece { range, token }: Piece<'q>, level: Level) -> Option<Node> {
        match token {
            Token::Open(sign) => {
                let sign = sign.within(level.sign);
                self.group(range, Level { depth: level.depth + 1, sign })
            }
            Token::Term(sign, body) => {
                let sign = sign.within(level.sign);
                self.terms += 1;
                if self.terms > MOST_TERMS {
                    self.many.get_or_insert(range);
                    return None;
                }
                if let Some((range, length)) = too_long(range, &body) {
                    self.problems.push(QueryProblem::too_long(range, length));
                    return None;
                }
                let typed = Typed { text: range.of(self.typed), range, sign };
                match read(&typed, &body, self.catalogue) {
                    Ok(Meant::Term(term)) => return Some(Node::Term(term)),
                    Ok(Meant::Order(sorting)) => self.sorting = Some(sorting),
                    Ok(Meant::Nothing) if matches!(body, RawBody::Field { .. }) => {
                        self.begun.get_or_insert(range);
                    }
                    Ok(Meant::Nothing) => {}
                    Err(problem) => self.problems.push(problem),
                }
                None
            }
            Token::Close | Token::Or => None,
        }
    }

    /// Reads what stands in brackets; where they are not closed, up to the end.
    fn group(&mut self, open: ByteRange, level: Level) -> Option<Node> {
        if level.depth > DEEPEST {
            self.deep.get_or_insert(open);
            self.skip_group();
            return None;
        }
        let nodes = self.side_by_side(level);
        self.take_if(|piece| piece.token == Token::Close);
        let range = ByteRange::from_span(open.start()..self.reached);
        Group { range, joined: Joined::All.signed(level.sign), nodes }.simplified()
    }

    fn skip_group(&mut self) {
        let mut open = 1_usize;
        while open > 0 {
            let Some(piece) = self.take_if(|_| true) else { return };
            match piece.token {
                Token::Open(_) => open += 1,
                Token::Close => open -= 1,
                Token::Or | Token::Term(..) => {}
            }
        }
    }

    fn take_if(&mut self, wanted: impl FnOnce(&Piece<'q>) -> bool) -> Option<Piece<'q>> {
        let piece = self.pieces.next_if(wanted)?;
        self.reached = piece.range.end();
        Some(piece)
    }
}

/// Returns where a word, name or value stands that is too long to be read any further, and its length.
fn too_long(range: ByteRange, body: &RawBody<'_>) -> Option<(ByteRange, usize)> {
    let of_values = match body {
        RawBody::Text { text, .. } => return (text.len() > LONGEST).then_some((range, text.len())),
        RawBody::Field { name, .. } if name.len() > LONGEST => return Some((range, name.len())),
        RawBody::Field { values, .. } => values,
    };
    let value = of_values.iter().find(|value| value.text.len() > LONGEST)?;
    Some((value.range, value.text.len()))
}

impl Joined {
    /// Returns how the parts of a negated group are joined: not both is one not, or the other not.
    fn signed(self, sign: Sign) -> Self {
        match (self, sign) {
            (joined, Sign::With) => joined,
            (Self::All, Sign::Without) => Self::Any,
            (Self::Any, Sign::Without) => Self::All,
        }
    }
}

impl Group {
    /// Returns the group as one node: nothing where it is empty, its only part where it has one.
    fn simplified(mut self) -> Option<Node> {
        match self.nodes.len() {
            0 | 1 => self.nodes.pop(),
            _ => Some(Node::Group(self)),
        }
    }
}
