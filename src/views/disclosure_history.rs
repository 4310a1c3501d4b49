//! What others have seen of numbers in a session, so that no two tables together tell of a few cases.
//!
//! The cases are divided into classes of at least [`FEWEST`]. A number is shown as it is only if its cases fill whole
//! classes. Showing it may divide classes further, but never into one with fewer cases. So whatever anyone adds up or
//! takes off, from however many tables, zooms and queries, is the number of some whole classes: none, or eleven cases at
//! least. Of a number that does not fill classes, those inside of it give a number at least, and those that it reaches one
//! at most: both are sums of classes too.
//!
//! "From one to ten" is a bound. Several of them could fill a class and so become numbers, as two do that come to twenty.
//! `FewMarks::fixed` looks for what could still be otherwise, and nothing is said of the rest.
//!
//! A smaller division than of all Boolean combinations would show more: that of what can be added up. But to find a few
//! cases among all sums of sets is the search for a shortest word of a code, and a query can ask for any combination.

use std::cmp::Reverse;
use std::mem;
use std::ops::Range;

use foldhash::HashMap;

use crate::collection::Lookup;
use crate::record::Id;
use crate::search::LineSet;
use crate::views::in_order::sort_short_list;
use crate::views::protection::{FEWEST, Shown, WholeOfParts, protected};

/// The most marks that a session may show to be few.
const MOST_FEW: usize = 5_000;

/// What others have seen of numbers, of one state of the files after the other.
#[derive(Clone, Debug, Default)]
pub struct DisclosureHistory {
    /// The records whose lines are meant.
    ids: Vec<Id>,
    /// How many of them, the first, are cases.
    cases: usize,
    classes: CaseClasses,
    few: FewMarks,
}

/// The marks of a view that others are to see.
#[derive(Clone, Copy)]
pub struct SeenMarks<'m> {
    /// How many there are.
    pub count: usize,
    /// Returns the lines of each.
    pub lines: &'m dyn Fn(usize) -> LineSet,
    /// Which of them are parts of which others.
    pub wholes: &'m [WholeOfParts],
    /// Those whose numbers say most, in this order: they are shown rather than others.
    pub first: &'m [usize],
}

/// A division of lines into classes.
#[derive(Clone, Debug, Default)]
struct CaseClasses {
    of_line: Vec<u32>,
    sizes: Vec<usize>,
}

/// The lines of each mark that is said to have few.
#[derive(Clone, Debug, Default)]
struct FewMarks(Vec<Box<[u32]>>);

/// How many lines there are in the classes that lie in a set, and in those that it reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct ClassFit {
    inside: usize,
    reached: usize,
}

/// The lines of one class that are in the same marks.
struct Piece {
    class: u32,
    /// In ascending order; none for the lines that are in no mark.
    marks: Vec<usize>,
    /// How many there are.
    lines: usize,
}

/// How many pieces could have a line less whatever has one more, and the other way round.
#[derive(Clone, Copy, Default)]
struct ExchangeSides {
    give: usize,
    take: usize,
}

impl DisclosureHistory {
    /// Returns what others may see of marks of a lookup, given what they have seen before, and remembers it.
    pub fn protected(&mut self, lookup: &Lookup, marks: &SeenMarks<'_>) -> Vec<Shown> {
        self.follow(lookup.ids(), lookup.case_count());
        self.seen_of(marks)
    }

    fn seen_of(&mut self, marks: &SeenMarks<'_>) -> Vec<Shown> {
        let SeenMarks { count, lines, wholes, first } = *marks;
        let alone = protected(count, lines, wholes);
        let before = self.classes.clone();
        self.divide(&alone, lines, first);
        let shown = self.shown(count, lines);
        if let Some(shown) = self.with_few(shown, lines) {
            return shown;
        }
        // What is new would make a number of a bound that was shown before.
        self.classes = before;
        let shown = self.shown(count, lines);
        self.with_few(shown, lines).unwrap_or_else(|| vec![Shown::Hidden; count])
    }

    /// Follows records to their lines in another state of the files. One that is new could stand out in any class, so it
    /// joins the greatest.
    fn follow(&mut self, ids: &[Id], cases: usize) {
        if self.ids == ids {
            return;
        }
        let known: HashMap<&Id, u32> = self.ids.iter().zip(0..).collect();
        let lines: HashMap<&Id, u32> = ids.iter().zip(0..).collect();
        let classes = &self.classes;
        // Cases and other records are apart from the beginning, since no number is of both.
        let next = u32::try_from(classes.sizes.len()).unwrap_or(u32::MAX - 1);
        let of_cases = classes.greatest(0..self.cases).unwrap_or(next);
        let of_others = classes.greatest(self.cases..self.ids.len()).unwrap_or(next + 1);
        let class = |(line, id): (usize, &Id)| {
            let before =
                known.get(id).and_then(|line| classes.of_line.get(*line as usize).copied());
            before.unwrap_or(if line < cases { of_cases } else { of_others })
        };
        let of_line: Vec<u32> = ids.iter().enumerate().map(class).collect();
        let moved = |few: &[u32]| {
            let ids = few.iter().filter_map(|line| self.ids.get(*line as usize));
            ids.filter_map(|id| lines.get(id).copied()).collect::<Box<[u32]>>()
        };
        self.few = FewMarks(
            self.few.0.iter().map(|few| moved(few)).filter(|few| !few.is_empty()).collect(),
        );
        self.classes = CaseClasses::of_lines(of_line);
        (self.ids, self.cases) = (ids.to_vec(), cases);
    }

    /// Divides classes for the numbers that a table alone would show: for some of them first, then for those of most cases.
    fn divide(&mut self, alone: &[Shown], lines: &dyn Fn(usize) -> LineSet, first: &[usize]) {
        let size = |shown: &Shown| match shown {
            Shown::Both { at_most: number, .. }
            | Shown::AtMost(number)
            | Shown::AtLeast(number) => *number,
            Shown::Few | Shown::Hidden => 0,
        };
        let mut wanted: Vec<(usize, &Shown)> =
            alone.iter().enumerate().filter(|(_, shown)| size(shown) > 0).collect();
        let order = |(mark, shown): &(usize, &Shown)| {
            let place = first.iter().position(|of| of == mark).unwrap_or(first.len());
            (place, Reverse(size(shown)))
        };
        sort_short_list(&mut wanted, |one, other| order(one).cmp(&order(other)));
        let mut counter = Vec::new();
        for (mark, shown) in wanted {
            let set = lines(mark);
            if matches!(shown, Shown::Both { .. } | Shown::AtMost(_)) {
                self.classes.divide(&set.at_most_only(), &mut counter);
            }
            if matches!(shown, Shown::Both { .. } | Shown::AtLeast(_)) {
                self.classes.divide(&set.certain_only(), &mut counter);
            }
        }
    }

    /// Returns what classes tell of each mark.
    fn shown(&self, count: usize, lines: &dyn Fn(usize) -> LineSet) -> Vec<Shown> {
        let mut counter = Vec::new();
        let shown = |mark: usize| {
            let set = lines(mark);
            if (1..FEWEST).contains(&set.size().at_most) {
                return Shown::Few;
            }
            let certain = self.classes.fit(&set.certain_only(), &mut counter);
            let at_most = self.classes.fit(&set.at_most_only(), &mut counter);
            ClassFit::shown(certain, at_most)
        };
        (0..count).map(shown).collect()
    }

    /// Remembers the marks that are few, and hides those of which that would tell more; `None` if what is shown makes numbers of
    /// bounds that were shown before.
    fn with_few(
        &mut self,
        mut shown: Vec<Shown>,
        lines: &dyn Fn(usize) -> LineSet,
    ) -> Option<Vec<Shown>> {
        let of_mark = |mark: usize| -> Box<[u32]> {
            lines(mark).lines().filter_map(|line| u32::try_from(line).ok()).collect()
        };
        let known = &self.few.0;
        let few = shown.iter().enumerate().filter(|(_, shown)| **shown == Shown::Few);
        let mut added: Vec<(usize, Box<[u32]>)> = few
            .map(|(mark, _)| (mark, of_mark(mark)))
            .filter(|(_, few)| !known.contains(few))
            .collect();
        let room = MOST_FEW.saturating_sub(known.len());
        for (mark, _) in added.split_off(room.min(added.len())) {
            hide(&mut shown, mark);
        }
        loop {
            let all = self.few.0.iter().chain(added.iter().map(|(_, few)| few));
            let all = FewMarks(all.cloned().collect());
            let fixed = all.fixed(&self.classes);
            if fixed.is_empty() {
                self.few = all;
                return Some(shown);
            }
            let is_near = |(_, few): &(usize, Box<[u32]>)| {
                few.iter().any(|line| fixed.contains(&self.classes.at(*line as usize)))
            };
            let (near, rest): (Vec<_>, Vec<_>) = added.into_iter().partition(is_near);
            if near.is_empty() {
                return None;
            }
            for (mark, _) in &near {
                hide(&mut shown, *mark);
            }
            added = rest;
        }
    }
}

fn hide(shown: &mut [Shown], mark: usize) {
    if let Some(shown) = shown.get_mut(mark) {
        *shown = Shown::Hidden;
    }
}

impl ClassFit {
    fn is_exact(self) -> bool {
        self.inside == self.reached
    }

    /// Returns what may be shown of a mark, given how what is certain and what is at most fit into classes.
    fn shown(certain: Self, at_most: Self) -> Shown {
        let is_few = |number: usize| (1..FEWEST).contains(&number);
        let least = certain.inside;
        let most = at_most.reached;
        let has_least = least > 0 && !is_few(least);
        // A bound that is far off says nothing; only what is seen decides which is.
        let has_most = at_most.is_exact() || has_least && most <= 2 * least;
        let has_most = has_most && !is_few(most);
        let is_none = certain.reached == 0 && at_most.is_exact();
        match (has_least || is_none, has_most) {
            (true, true) if !is_few(most - least) => Shown::Both { certain: least, at_most: most },
            (_, true) if !has_least => Shown::AtMost(most),
            _ if has_least => Shown::AtLeast(least),
            (_, _) => Shown::Hidden,
        }
    }
}

impl CaseClasses {
    /// Returns the division in which lines are in these classes.
    fn of_lines(of_line: Vec<u32>) -> Self {
        let count = of_line.iter().max().map_or(0, |most| *most as usize + 1);
        let mut sizes = vec![0; count];
        for class in &of_line {
            if let Some(size) = sizes.get_mut(*class as usize) {
                *size += 1;
            }
        }
        Self { of_line, sizes }
    }

    /// Returns the class of a line.
    fn at(&self, line: usize) -> u32 {
        self.of_line.get(line).copied().unwrap_or_default()
    }

    /// Returns how many lines there are in a class.
    fn size(&self, class: u32) -> usize {
        self.sizes.get(class as usize).copied().unwrap_or_default()
    }

    /// Returns the class that has most of some lines.
    fn greatest(&self, lines: Range<usize>) -> Option<u32> {
        let lines = self.of_line.get(lines).filter(|lines| !lines.is_empty())?;
        let counts = Self::of_lines(lines.to_vec()).sizes;
        let counted = (0..).zip(counts).max_by_key(|(class, count)| (*count, Reverse(*class)));
        counted.map(|(class, _)| class)
    }

    /// Returns the classes that a set of lines reaches, each with how many of its lines are in the set; `counter` saves making one
    /// each time, and is all zeros before and after.
    fn reached(&self, set: &LineSet, counter: &mut Vec<usize>) -> Vec<(u32, usize)> {
        counter.resize(self.sizes.len(), 0);
        let mut reached = Vec::new();
        for line in set.lines() {
            let class = self.at(line);
            let Some(count) = counter.get_mut(class as usize) else { continue };
            if *count == 0 {
                reached.push(class);
            }
            *count += 1;
        }
        let taken = |class: u32| (class, counter.get_mut(class as usize).map_or(0, mem::take));
        reached.into_iter().map(taken).collect()
    }

    /// Returns how a set of lines lies in the classes.
    fn fit(&self, set: &LineSet, counter: &mut Vec<usize>) -> ClassFit {
        let mut fit = ClassFit::default();
        for (class, inside) in self.reached(set, counter) {
            let size = self.size(class);
            fit.reached += size;
            fit.inside += if inside == size { size } else { 0 };
        }
        fit
    }

    /// Divides each class into what is in a set and what is not, if neither is few.
    fn divide(&mut self, set: &LineSet, counter: &mut Vec<usize>) {
        // For each class that is divided, the class of what is in the set.
        let mut divided: Vec<Option<u32>> = vec![None; self.sizes.len()];
        let mut changed = false;
        for (class, inside) in self.reached(set, counter) {
            let rest = self.size(class) - inside;
            if inside < FEWEST || rest < FEWEST {
                continue;
            }
            let Ok(added) = u32::try_from(self.sizes.len()) else { continue };
            self.sizes.push(inside);
            if let Some(size) = self.sizes.get_mut(class as usize) {
                *size = rest;
            }
            if let Some(divided) = divided.get_mut(class as usize) {
                *divided = Some(added);
            }
            changed = true;
        }
        for line in set.lines().filter(|_| changed) {
            if let Some(class) = self.of_line.get_mut(line)
                && let Some(Some(added)) = divided.get(*class as usize)
            {
                *class = *added;
            }
        }
    }
}

impl FewMarks {
    /// Returns the classes in which bounds could have become a number of a few lines.
    ///
    /// The lines of each class that are in the same marks are a piece. Anyone knows how many lines a class has, if these are not few, and that a mark
    /// has from one to ten. If one piece could have a line less and another of its class a line more, with all of that
    /// still true, then no one knows how many there are in either, nor in a mark that has only one of the two. Whatever has no such
    /// exchange counts as known, also where only several exchanges at once would show that it is not.
    fn fixed(&self, classes: &CaseClasses) -> Vec<u32> {
        let pieces = self.pieces(classes);
        let mut is_free = vec![false; self.0.len()];
        let mut fixed = Vec::new();
        for of_class in pieces.chunk_by(|one, other| one.class == other.class) {
            let known = self.exchange(of_class, &mut is_free);
            fixed.extend(known.iter().map(|piece| piece.class));
        }
        let is_known = |mark: &usize| !is_free.get(*mark).copied().unwrap_or(true);
        let of_known = pieces.iter().filter(|piece| piece.marks.iter().any(is_known));
        fixed.extend(of_known.map(|piece| piece.class));
        fixed
    }

    /// Returns the pieces of all classes that marks reach, class by class.
    fn pieces(&self, classes: &CaseClasses) -> Vec<Piece> {
        let of_lines = self.0.iter().enumerate();
        let of_lines = of_lines.flat_map(|(mark, few)| few.iter().map(move |line| (*line, mark)));
        let mut of_lines: Vec<(u32, usize)> = of_lines.collect();
        sort_short_list(&mut of_lines, Ord::cmp);
        // The class and the marks of each line.
        let mut lines: Vec<(u32, Vec<usize>)> = Vec::new();
        for of_line in of_lines.chunk_by(|one, other| one.0 == other.0) {
            let class = of_line.first().map_or(0, |(line, _)| classes.at(*line as usize));
            lines.push((class, of_line.iter().map(|(_, mark)| *mark).collect()));
        }
        sort_short_list(&mut lines, Ord::cmp);
        let mut pieces = Vec::new();
        for of_class in lines.chunk_by(|one, other| one.0 == other.0) {
            for of_piece in of_class.chunk_by(|one, other| one.1 == other.1) {
                let Some((class, marks)) = of_piece.first() else { continue };
                pieces.push(Piece { class: *class, marks: marks.clone(), lines: of_piece.len() });
            }
            let class = of_class.first().map_or(0, |(class, _)| *class);
            let size = classes.size(class);
            let rest = size.saturating_sub(of_class.len());
            // No one knows how many lines a class of few has: there may be others.
            if rest > 0 || size < FEWEST {
                pieces.push(Piece { class, marks: Vec::new(), lines: rest });
            }
        }
        pieces
    }

    /// Looks for exchanges between the pieces of one class: says which marks are free by them, and returns the pieces of few
    /// lines that none changes.
    fn exchange<'p>(&self, pieces: &'p [Piece], is_free: &mut [bool]) -> Vec<&'p Piece> {
        let size = |mark: &usize| self.0.get(*mark).map_or(0, |few| few.len());
        let is_full = |mark: &usize| size(mark) + 1 >= FEWEST;
        let can_give = |piece: &Piece| piece.marks.iter().all(|mark| size(mark) > 1);
        let can_take = |piece: &Piece| !piece.marks.iter().any(is_full);
        let mut all = ExchangeSides::default();
        let mut of_marks: HashMap<usize, ExchangeSides> = HashMap::default();
        let mut of_full: HashMap<usize, Vec<usize>> = HashMap::default();
        for (number, piece) in pieces.iter().enumerate() {
            let sides = ExchangeSides {
                give: usize::from(can_give(piece)),
                take: usize::from(can_take(piece)),
            };
            all.add(sides);
            for mark in &piece.marks {
                of_marks.entry(*mark).or_default().add(sides);
                if is_full(mark) {
                    of_full.entry(*mark).or_default().push(number);
                }
            }
        }
        let mut free = |mark: usize| {
            if let Some(is_free) = is_free.get_mut(mark) {
                *is_free = true;
            }
        };
        for (mark, inside) in &of_marks {
            let outside =
                ExchangeSides { give: all.give - inside.give, take: all.take - inside.take };
            if inside.give * outside.take + outside.give * inside.take > 0 {
                free(*mark);
            }
        }
        let mut has_exchange: Vec<bool> = pieces
            .iter()
            .map(|piece| {
                let (gives, takes) = (can_give(piece), can_take(piece));
                gives && all.take > usize::from(takes) || takes && all.give > usize::from(gives)
            })
            .collect();
        // What is full gets a line only from itself.
        for (to, taker) in pieces.iter().enumerate() {
            let full: Vec<usize> = taker.marks.iter().copied().filter(is_full).collect();
            let near = full.first().and_then(|mark| of_full.get(mark));
            for from in near.into_iter().flatten().copied().filter(|from| *from != to) {
                let Some(giver) = pieces.get(from).filter(|giver| can_give(giver)) else {
                    continue;
                };
                if !full.iter().all(|mark| giver.has(*mark)) {
                    continue;
                }
                let only_given = giver.marks.iter().filter(|mark| !taker.has(**mark));
                let only_taken = taker.marks.iter().filter(|mark| !giver.has(**mark));
                only_given.chain(only_taken).for_each(|mark| free(*mark));
                for piece in [from, to] {
                    if let Some(has_exchange) = has_exchange.get_mut(piece) {
                        *has_exchange = true;
                    }
                }
            }
        }
        let all = pieces.iter().zip(has_exchange);
        let known = all.filter(|(piece, free)| !free && (1..FEWEST).contains(&piece.lines));
        known.map(|(piece, _)| piece).collect()
    }
}

impl ExchangeSides {
    fn add(&mut self, other: Self) {
        self.give += other.give;
        self.take += other.take;
    }
}

impl Piece {
    fn has(&self, mark: usize) -> bool {
        self.marks.binary_search(&mark).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn ids(count: usize) -> Vec<Id> {
        (0..count).filter_map(|number| Id::new(&format!("test-{number:04}"))).collect()
    }

    /// Returns what others see of sets of so many cases.
    fn seen(
        history: &mut DisclosureHistory,
        cases: usize,
        sets: &[&dyn Fn(usize) -> bool],
    ) -> Vec<Shown> {
        history.follow(&ids(cases), cases);
        let lines = |mark: usize| LineSet::where_holds(cases, |case| sets[mark](case));
        history.seen_of(&SeenMarks { count: sets.len(), lines: &lines, wholes: &[], first: &[] })
    }

    fn exactly(number: usize) -> Shown {
        Shown::Both { certain: number, at_most: number }
    }

    #[test]
    fn a_finer_zoom_does_not_give_away_what_a_coarser_one_has_hidden() {
        // Of 60 cases 25 are of a year, and 20 of these of its first half.
        let year: &dyn Fn(usize) -> bool = &|case| case < 25;
        let half: &dyn Fn(usize) -> bool = &|case| case < 20;
        let other: &dyn Fn(usize) -> bool = &|case| (20..25).contains(&case);
        let mut history = DisclosureHistory::default();
        assert_eq!(seen(&mut history, 60, &[year]), [exactly(25)]);
        assert_eq!(seen(&mut history, 60, &[half, other]), [Shown::Hidden, Shown::Few]);
        assert_eq!(seen(&mut history, 60, &[year]), [exactly(25)]);
        let mut history = DisclosureHistory::default();
        assert_eq!(seen(&mut history, 60, &[half]), [exactly(20)]);
        assert_eq!(seen(&mut history, 60, &[year]), [Shown::AtLeast(20)]);
    }

    #[test]
    fn two_of_few_that_fill_a_number_are_not_said_to_be_few() {
        let twenty: &dyn Fn(usize) -> bool = &|case| case < 20;
        let one: &dyn Fn(usize) -> bool = &|case| case < 10;
        let other: &dyn Fn(usize) -> bool = &|case| (10..20).contains(&case);
        let mut history = DisclosureHistory::default();
        assert_eq!(seen(&mut history, 60, &[twenty]), [exactly(20)]);
        assert_eq!(seen(&mut history, 60, &[one, other]), [Shown::Hidden; 2]);
        // The other way round the number is what is hidden.
        let mut history = DisclosureHistory::default();
        assert_eq!(seen(&mut history, 60, &[one, other]), [Shown::Few; 2]);
        assert_eq!(seen(&mut history, 60, &[twenty]), [Shown::Hidden]);
        assert_eq!(seen(&mut history, 60, &[one, other]), [Shown::Few; 2]);
    }

    #[test]
    fn in_a_collection_of_few_cases_numbers_are_said_to_be_few() {
        let all: &dyn Fn(usize) -> bool = &|_| true;
        let one: &dyn Fn(usize) -> bool = &|case| case == 0;
        let other: &dyn Fn(usize) -> bool = &|case| case > 0;
        let mut history = DisclosureHistory::default();
        assert_eq!(seen(&mut history, 6, &[all, one, other]), [Shown::Few; 3]);
    }

    #[test]
    fn what_was_seen_counts_after_files_have_changed() {
        let mut history = DisclosureHistory::default();
        assert_eq!(seen(&mut history, 60, &[&|case| case < 25]), [exactly(25)]);
        // Ten cases more come, and 20 of the 25 are asked for.
        assert_eq!(seen(&mut history, 70, &[&|case| case < 20]), [Shown::Hidden]);
        assert_eq!(seen(&mut history, 70, &[&|case| case < 25]), [exactly(25)]);
    }

    /// A case: its values in three fields.
    type Values = (usize, usize, usize);

    /// Whether a case is in a set.
    type CaseSet = Box<dyn Fn(&Values) -> bool>;

    fn table(pick: usize) -> Vec<CaseSet> {
        let mut sets: Vec<CaseSet> = vec![Box::new(|_| true)];
        for value in 0..6 {
            sets.push(match pick % 5 {
                0 => Box::new(move |case| case.0 == value),
                1 => Box::new(move |case| case.1 == value),
                2 => Box::new(move |case| case.2 / 2 == value),
                3 => Box::new(move |case| case.2 == value && case.0 == 1),
                _ => Box::new(move |case| case.2 == value || case.1 == value),
            });
        }
        sets
    }

    proptest! {
        #[test]
        fn what_has_few_cases_stays_within_bounds(
            cases in proptest::collection::vec((0_usize..3, 0_usize..4, 0_usize..8), 11..160),
            picks in proptest::collection::vec(0_usize..5, 1..8),
        ) {
            let mut history = DisclosureHistory::default();
            history.follow(&ids(cases.len()), cases.len());
            let (mut few, mut known): (Vec<BTreeSet<usize>>, Vec<BTreeSet<usize>>) = Default::default();
            for pick in picks {
                let sets = table(pick);
                let of = |mark: usize| (0..cases.len()).filter(|case| sets[mark](&cases[*case])).collect::<BTreeSet<_>>();
                let lines = |mark: usize| LineSet::where_holds(cases.len(), |case| of(mark).contains(&case));
                let parts = (1..sets.len()).collect();
                let wholes = [WholeOfParts { whole: 0, parts }];
                let shown = history.seen_of(&SeenMarks { count: sets.len(), lines: &lines, wholes: &wholes, first: &[] });
                for (mark, shown) in shown.iter().enumerate() {
                    match shown {
                        Shown::Few => few.push(of(mark)),
                        Shown::Both { at_most, .. } if of(mark).len() == *at_most => known.push(of(mark)),
                        Shown::Both { .. } | Shown::AtLeast(_) | Shown::AtMost(_) | Shown::Hidden => {}
                    }
                }
            }
            known.push((0..cases.len()).collect());
            // A known number less what is known of its parts is the sum of few: of two, or three.
            for whole in &known {
                for one in &few {
                    for other in &few {
                        let both: BTreeSet<usize> = one.union(other).copied().collect();
                        let is_apart = one.is_disjoint(other) && both.is_subset(whole);
                        let is_all = is_apart && both.len() == whole.len();
                        prop_assert!(!is_all || (3..2 * (FEWEST - 1)).contains(&both.len()), "{:?}", both);
                    }
                }
            }
        }
    }
}
