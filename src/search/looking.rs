//! The ways to look for one word in one block: swept, line by line, roughly. Knows no query.

use super::block::Block;
use super::found::Found;
use super::needle::Stand;
use super::plan::Word;
use super::shelf::{Hint, Shelf, Shelved};
use super::tier::Tier;

/// Where in each line of the block a word was found.
pub(super) type Finds = Vec<Option<Found>>;

// A sweep reads a whole shelf faster than this share of its texts one by one.
const SWEPT_LINES: usize = 8;

/// A rough way to find a word in a text.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// By its sounds or else by scattered letters.
    Rough,
    /// With slips of the hand.
    Slipped,
}

/// Looks for a word as it was typed in the lines that are wanted; finds that are no better
/// than `worst` are left out, and so are the shelves that have only those.
pub(super) fn look(
    block: &Block,
    word: &Word<'_>,
    (wanted, worst): (&[bool], Found),
    column: &mut Finds,
) {
    let lines = wanted.iter().filter(|wanted| **wanted).count();
    if lines == 0 {
        return;
    }
    for shelf in block.shelves() {
        let best = Found::literal(Tier::of(shelf.part(), Stand::Whole), shelf.part());
        let best = if word.needle.has_form() { best.as_typed() } else { best };
        if best > worst {
            continue;
        }
        if lines < wanted.len() / SWEPT_LINES {
            look_line_by_line(shelf, word, wanted, (column, worst));
            continue;
        }
        let mut finds = Vec::new();
        let improvable = |line: usize| {
            let found = column.get(line).copied().flatten();
            wanted.get(line) == Some(&true) && found.is_none_or(|found| best < found)
        };
        let looked_at = |text: usize| shelf.lines(text).any(improvable);
        shelf.sweep(word.needle, word.manner, looked_at, |text, stand| {
            finds.push((text, stand));
        });
        for (text, stand) in finds {
            let found = word.found(shelf, (stand, text));
            for line in shelf.lines(text) {
                if found <= worst && wanted.get(line) == Some(&true) {
                    better(column, line, Some(found));
                }
            }
        }
    }
}

/// Fills in the lines among all that were not found yet, by a rough way through short texts.
pub(super) fn roughly(
    block: &Block,
    (word, way): (&Word<'_>, Way),
    among: &[bool],
    column: &mut Finds,
) {
    let wanted: Vec<_> =
        among.iter().zip(&*column).map(|(among, found)| *among && found.is_none()).collect();
    if !wanted.contains(&true) {
        return;
    }
    for shelf in block.shelves().iter().filter(|shelf| shelf.part().is_short()) {
        for (text, hint) in shelf.hinted().filter(|(_, hint)| word.may_be_in(*hint, way)) {
            let lines = shelf.lines(text);
            let mut lines = lines.filter(|line| wanted.get(*line) == Some(&true)).peekable();
            if lines.peek().is_none() {
                continue;
            }
            let found = shelf.text(text).and_then(|text| word.find(hint, text, way));
            if let Some((tier, score)) = found {
                let found = Found::rough(tier, shelf.part(), score);
                lines.for_each(|line| better(column, line, Some(found)));
            }
        }
    }
}

impl Word<'_> {
    /// Returns the find of the word that stands so in the text of this number.
    fn found(&self, texts: &Shelf, (stand, number): (Stand, usize)) -> Found {
        let found = Found::literal(Tier::of(texts.part(), stand), texts.part());
        let as_typed = self.needle.has_form()
            && texts.text(number).is_some_and(|text| self.needle.is_as_typed_in(text.original));
        if as_typed { found.as_typed() } else { found }
    }

    /// Tells by the hint alone whether the text is worth a look.
    fn may_be_in(&self, hint: Hint, way: Way) -> bool {
        match way {
            Way::Rough => self.may_sound(hint) || self.may_scatter(hint),
            Way::Slipped => self.slips.as_ref().is_some_and(|slips| slips.may_stand(hint.letters)),
        }
    }

    /// Returns the tier and the score of a rough find in a text.
    fn find(&self, hint: Hint, text: Shelved<'_>, way: Way) -> Option<(Tier, u16)> {
        match way {
            Way::Rough => {
                let spelling = self.spelling.filter(|_| self.may_sound(hint));
                let sounding = spelling.and_then(|spelling| spelling.find(text.folded));
                sounding.map(|sounding| (Tier::Pinyin, sounding.score)).or_else(|| {
                    let scatter = self.scatter.as_ref().filter(|_| self.may_scatter(hint))?;
                    let scattered = scatter.find_in(text.original, text.folded)?;
                    Some((Tier::Scattered, u16::try_from(scattered.score).unwrap_or(u16::MAX)))
                })
            }
            Way::Slipped => {
                let slip = self.slips.as_ref()?.find_in(text.original, text.folded)?;
                // Fewer slips are better.
                Some((
                    Tier::Typo,
                    u16::try_from(slip.slips).map_or(0, |slips| u16::MAX / 2 - slips),
                ))
            }
        }
    }

    fn may_sound(&self, hint: Hint) -> bool {
        let spelling = self.spelling.zip(hint.sounds);
        spelling.is_some_and(|(spelling, sounds)| spelling.may_sound(sounds))
    }

    fn may_scatter(&self, hint: Hint) -> bool {
        self.scatter.is_some() && hint.letters.may_hold(self.letters)
    }
}

fn look_line_by_line(
    shelf: &Shelf,
    word: &Word<'_>,
    wanted: &[bool],
    (column, worst): (&mut Finds, Found),
) {
    for (line, _) in wanted.iter().enumerate().filter(|(_, wanted)| **wanted) {
        for number in shelf.numbers_of(line).map(|number| number as usize) {
            let Some(text) = shelf.text(number) else { continue };
            if let Some(stand) = word.needle.stand_as(word.manner, text.original, text.folded) {
                let found = word.found(shelf, (stand, number));
                if found <= worst {
                    better(column, line, Some(found));
                }
            }
        }
    }
}

/// Takes a find of a line where it is the first or better than the one before.
fn better(column: &mut Finds, line: usize, found: Option<Found>) {
    if let Some(place) = column.get_mut(line) {
        *place = place.iter().copied().chain(found).min();
    }
}
