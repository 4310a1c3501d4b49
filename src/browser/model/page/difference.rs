//! The word-by-word difference between a quote and the nearest passage, in rows.

use crate::evidence::DiffPiece;
use crate::text::{ByteRange, rows, without_controls};

use super::super::pane::Wrap;
use super::line::{PageLine, Role, Room, StyledRun};

/// The cell at which the first row starts; the others are indented.
const START: usize = 3;
const MARGIN: usize = 2;

/// Returns the rows of a difference: what only the words say as `[-so-]`, what only the passage says
/// as `{+so+}`.
pub(super) fn difference(pieces: &[DiffPiece], room: Room) -> Vec<PageLine> {
    if pieces.is_empty() {
        return Vec::new();
    }
    let mut text = "the text has: ".to_owned();
    let mut parts: Vec<(Role, ByteRange)> = vec![(Role::Quiet, range(0, text.len()))];
    for (number, piece) in pieces.iter().enumerate() {
        let space = if number == 0 { "" } else { " " };
        let (role, words) = match piece {
            DiffPiece::Both(words) => (Role::Quiet, words.clone()),
            DiffPiece::Words(words) => (Role::Disputed, format!("[-{words}-]")),
            DiffPiece::Passage(words) => (Role::Sourced, format!("{{+{words}+}}")),
        };
        let start = text.len();
        text.push_str(space);
        text.push_str(&words);
        parts.push((role, range(start, text.len())));
    }
    // Line ends are spaces here; each byte stays where it is.
    let text = without_controls(&text.replace(['\n', '\r', '\t'], " ")).into_owned();
    let cells = room.less(START + MARGIN + 1).cells;
    let broken = match room.wrap {
        Wrap::Broken => rows(&text, cells),
        Wrap::Cut => vec![range(0, text.len())],
    };
    let line = |(number, row): (usize, ByteRange)| {
        let within = |part: ByteRange| {
            ByteRange::new(part.start().max(row.start()), part.end().min(row.end()))
        };
        let runs = parts.iter().filter_map(|(role, part)| {
            Some(StyledRun::new(*role, within(*part)?.of(&text))).filter(|run| !run.text.is_empty())
        });
        PageLine::joined(if number == 0 { START } else { START + MARGIN }, runs)
    };
    broken.into_iter().enumerate().map(line).collect()
}

fn range(start: usize, end: usize) -> ByteRange {
    ByteRange::from_span(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_shown_in_brackets_and_in_roles_of_its_own() {
        let words = |words: &str| words.to_owned();
        let pieces = [
            DiffPiece::Both(words("the\nyoungest")),
            DiffPiece::Words(words("amung")),
            DiffPiece::Passage(words("among")),
            DiffPiece::Both(words("the employees")),
        ];
        let shown = |wrap| -> Vec<String> {
            let lines = difference(&pieces, Room { cells: 30, wrap });
            let joined =
                |line: &PageLine| line.runs().iter().map(|p| p.run.text.as_str()).collect();
            lines.iter().map(joined).collect()
        };
        let broken = ["the text has: the", "youngest [-amung-]", "{+among+} the employees"];
        assert_eq!(shown(Wrap::Broken), broken);
        assert_eq!(shown(Wrap::Cut), [broken.join(" ")]);
        let lines = difference(&pieces, Room { cells: 30, wrap: Wrap::Broken });
        let roles: Vec<Role> = lines[2].runs().iter().map(|placed| placed.run.role).collect();
        assert_eq!(roles, [Role::Sourced, Role::Quiet]);
        assert!(difference(&[], Room { cells: 30, wrap: Wrap::Broken }).is_empty());
    }
}
