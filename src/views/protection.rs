//! Numbers as others may see them: none that single out a few cases, alone or by comparing numbers.
//!
//! A number from 1 to 10 is hidden, as is one of two bounds that are less than eleven apart. Then a number that could
//! be worked out is hidden too (complementary suppression). What could be worked out is found by looking at the cases
//! themselves, not by adding numbers up: categories overlap, since a case may have several values.

use crate::search::LineSet;

/// The fewest cases of which a number may be shown.
pub const FEWEST: usize = 11;

/// What others may see of the number of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Both bounds, which may be the same.
    Both {
        /// How many there are at least.
        certain: usize,
        /// How many there are at most.
        at_most: usize,
    },
    /// So many at least.
    AtLeast(usize),
    /// So many at most.
    AtMost(usize),
    /// More than none, and fewer than [`FEWEST`].
    Few,
    /// Nothing: the number could help to work out another.
    Hidden,
}

/// A mark with others that are parts of it, by their numbers: each case of a part is one of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeOfParts {
    /// The number of the whole.
    pub whole: usize,
    /// The numbers of its parts.
    pub parts: Vec<usize>,
}

/// One of the two bounds of all marks, and which of them others may see.
struct BoundColumn<'s> {
    sizes: Vec<usize>,
    is_shown: Vec<bool>,
    /// Returns the lines that the bound of a mark counts.
    lines: &'s dyn Fn(usize) -> LineSet,
}

impl Shown {
    /// Returns it in words, given what stands between two bounds and what stands for a hidden number.
    pub fn in_words(self, dash: &str, hidden: &str) -> String {
        match self {
            Self::Both { certain, at_most } => super::mark::bounds(certain, at_most, dash),
            Self::AtLeast(certain) => format!("{certain}+"),
            Self::AtMost(at_most) => format!("<={at_most}"),
            Self::Few => format!("<{FEWEST}"),
            Self::Hidden => hidden.to_owned(),
        }
    }

    /// Returns the bounds that are shown: how many there are at least, and at most.
    pub fn bounds(self) -> (Option<usize>, Option<usize>) {
        match self {
            Self::Both { certain, at_most } => (Some(certain), Some(at_most)),
            Self::AtLeast(certain) => (Some(certain), None),
            Self::AtMost(at_most) => (None, Some(at_most)),
            Self::Few | Self::Hidden => (None, None),
        }
    }
}

/// Returns what others may see of `count` marks by themselves, given the lines of each. What they have seen before is in
/// [`DisclosureHistory`](crate::views::DisclosureHistory).
pub fn protected(
    count: usize,
    lines: &dyn Fn(usize) -> LineSet,
    wholes: &[WholeOfParts],
) -> Vec<Shown> {
    let sizes: Vec<_> = (0..count).map(|mark| lines(mark).size()).collect();
    let may_be_told = |number: usize| number == 0 || number >= FEWEST;
    let certain_lines = |mark: usize| lines(mark).certain_only();
    let at_most_lines = |mark: usize| lines(mark).at_most_only();
    let mut certain = BoundColumn {
        sizes: sizes.iter().map(|size| size.certain).collect(),
        is_shown: sizes.iter().map(|size| may_be_told(size.certain)).collect(),
        lines: &certain_lines,
    };
    let mut at_most = BoundColumn {
        sizes: sizes.iter().map(|size| size.at_most).collect(),
        is_shown: sizes
            .iter()
            .map(|size| may_be_told(size.at_most) && may_be_told(size.at_most - size.certain))
            .collect(),
        lines: &at_most_lines,
    };
    for column in [&mut certain, &mut at_most] {
        loop {
            let hidden = wholes.iter().filter(|whole| column.hide_in(whole)).count();
            if hidden == 0 && !column.hide_what_adds_up(wholes) {
                break;
            }
        }
    }
    let shown = |mark: usize| {
        let size = sizes.get(mark).copied().unwrap_or_default();
        let published = |column: &BoundColumn<'_>| column.is_shown.get(mark) == Some(&true);
        match (published(&certain), published(&at_most)) {
            _ if (1..FEWEST).contains(&size.at_most) => Shown::Few,
            (true, true) => Shown::Both { certain: size.certain, at_most: size.at_most },
            // That there is none for certain says nothing.
            (true, false) if size.certain > 0 => Shown::AtLeast(size.certain),
            (false, true) => Shown::AtMost(size.at_most),
            (true | false, false) => Shown::Hidden,
        }
    };
    (0..count).map(shown).collect()
}

impl BoundColumn<'_> {
    /// Hides numbers of parts until nothing about few cases can be worked out from the whole and its parts; returns
    /// whether any was hidden.
    fn hide_in(&mut self, of: &WholeOfParts) -> bool {
        if self.is_shown.get(of.whole) != Some(&true) {
            return false;
        }
        let whole = (self.lines)(of.whole);
        let size = whole.size().at_most;
        let is_few = |number: usize| (1..FEWEST).contains(&number);
        let mut changed = false;
        for part in &of.parts {
            // The rest beside a single part.
            if self.tells(*part) && is_few(size - whole.size_with(&(self.lines)(*part)).at_most) {
                self.hide(*part);
                changed = true;
            }
        }
        loop {
            let published: Vec<usize> =
                of.parts.iter().copied().filter(|part| self.tells(*part)).collect();
            // The rest beside all parts that are shown: together the parts that are not, and what has none.
            let covered = published.iter().map(|part| (self.lines)(*part));
            let covered = covered.reduce(|one, other| one.or(&other)).unwrap_or_default();
            let rest = size - whole.size_with(&covered).at_most;
            if !is_few(rest) {
                return changed;
            }
            let least = published.into_iter().min_by_key(|part| self.sizes.get(*part).copied());
            self.hide(least.unwrap_or(of.whole));
            changed = true;
            if least.is_none() {
                return changed;
            }
        }
    }

    /// Hides one more number if a hidden one follows from the others by adding up, as two from 1 to 10 follow from
    /// their sum if it is 20; returns whether it did.
    fn hide_what_adds_up(&mut self, wholes: &[WholeOfParts]) -> bool {
        // Only where no case is in two parts, or in none, do the parts add up to the whole.
        let size = |mark: usize| self.sizes.get(mark).copied().unwrap_or_default();
        let adds_up = |of: &&WholeOfParts| {
            size(of.whole) == of.parts.iter().map(|part| size(*part)).sum::<usize>()
        };
        let sums: Vec<&WholeOfParts> = wholes.iter().filter(adds_up).collect();
        let Some(known) = self.worked_out(&sums) else { return false };
        let is_near = |of: &&&WholeOfParts| of.whole == known || of.parts.contains(&known);
        let near = sums.iter().filter(is_near).copied();
        let published = |of: &WholeOfParts| -> Vec<usize> {
            of.parts.iter().copied().chain([of.whole]).filter(|mark| self.tells(*mark)).collect()
        };
        let nearest = near.flat_map(published).min_by_key(|mark| size(*mark));
        let any = || sums.iter().copied().flat_map(published).min_by_key(|mark| size(*mark));
        let Some(next) = nearest.or_else(any) else { return false };
        self.hide(next);
        true
    }

    /// Returns a hidden number that others can work out from these sums, by narrowing down the bounds of each
    /// number until nothing changes.
    fn worked_out(&self, sums: &[&WholeOfParts]) -> Option<usize> {
        let unknown = self.sizes.iter().sum::<usize>() + FEWEST;
        let bounds = |(size, is_shown): (&usize, &bool)| match (is_shown, size) {
            (true, size) => (*size, *size),
            (false, 1..FEWEST) => (1, FEWEST - 1),
            (false, _) => (0, unknown),
        };
        let mut known: Vec<(usize, usize)> =
            self.sizes.iter().zip(&self.is_shown).map(bounds).collect();
        let get =
            |known: &[(usize, usize)], mark: usize| known.get(mark).copied().unwrap_or_default();
        loop {
            let before = known.clone();
            for WholeOfParts { whole, parts } in sums {
                let least: usize = parts.iter().map(|part| get(&known, *part).0).sum();
                let most: usize = parts.iter().map(|part| get(&known, *part).1).sum();
                let (whole_least, whole_most) = get(&known, *whole);
                let of_whole = (whole_least.max(least), whole_most.min(most));
                if let Some(known) = known.get_mut(*whole) {
                    *known = of_whole;
                }
                for part in parts {
                    let (own_least, own_most) = get(&known, *part);
                    let from = of_whole.0.saturating_sub(most.saturating_sub(own_most));
                    let to = of_whole.1.saturating_sub(least.saturating_sub(own_least));
                    if let Some(known) = known.get_mut(*part) {
                        *known = (own_least.max(from), own_most.min(to));
                    }
                }
            }
            if known == before {
                break;
            }
        }
        let hidden = self.is_shown.iter().enumerate().filter(|(_, is_shown)| !**is_shown);
        let mut hidden = hidden.map(|(mark, _)| mark);
        hidden.find(|mark| {
            let (least, most) = get(&known, *mark);
            least >= most
        })
    }

    /// Returns whether the number of a mark is shown and more than zero.
    fn tells(&self, mark: usize) -> bool {
        self.is_shown.get(mark) == Some(&true) && self.sizes.get(mark).is_some_and(|size| *size > 0)
    }

    fn hide(&mut self, mark: usize) {
        if let Some(is_shown) = self.is_shown.get_mut(mark) {
            *is_shown = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::Truth;

    /// Returns the marks of a table of cases with one row and one column each, totals last.
    fn table(cases: &[(usize, usize)], rows: usize, columns: usize) -> Vec<Shown> {
        let of = |row: usize, column: usize| {
            let is_in = |(own_row, own_column): &(usize, usize)| {
                (row == rows || row == *own_row) && (column == columns || column == *own_column)
            };
            LineSet::of(&cases.iter().map(|case| Truth::from(is_in(case))).collect::<Vec<_>>())
        };
        let width = columns + 1;
        let lines = |mark: usize| of(mark / width, mark % width);
        let row = |row: usize| WholeOfParts {
            whole: row * width + columns,
            parts: (0..columns).map(|column| row * width + column).collect(),
        };
        let column = |column: usize| WholeOfParts {
            whole: rows * width + column,
            parts: (0..rows).map(|row| row * width + column).collect(),
        };
        let wholes: Vec<_> = (0..=rows).map(row).chain((0..=columns).map(column)).collect();
        protected((rows + 1) * width, &lines, &wholes)
    }

    /// Returns for each cell the least and the greatest number that fits all numbers that are shown: what someone
    /// can work out who adds up rows and columns.
    fn attacked(shown: &[Shown], rows: usize, columns: usize) -> Vec<(usize, usize)> {
        let width = columns + 1;
        let bounds = |shown: &Shown| match shown {
            Shown::Both { certain, at_most } => (*certain, *at_most),
            Shown::AtLeast(least) => (*least, usize::MAX / 4096),
            Shown::AtMost(most) => (0, *most),
            Shown::Few => (1, FEWEST - 1),
            Shown::Hidden => (0, usize::MAX / 4096),
        };
        let mut known: Vec<(usize, usize)> = shown.iter().map(bounds).collect();
        let mut sums: Vec<Vec<usize>> = Vec::new();
        for row in 0..=rows {
            sums.push((0..width).map(|column| row * width + column).collect());
        }
        for column in 0..width {
            sums.push((0..=rows).map(|row| row * width + column).collect());
        }
        for _ in 0..40 {
            for sum in &sums {
                let (whole, parts) = sum.split_last().unwrap();
                let least: usize = parts.iter().map(|part| known[*part].0).sum();
                let most: usize = parts.iter().map(|part| known[*part].1).sum();
                known[*whole] = (known[*whole].0.max(least), known[*whole].1.min(most));
                for part in parts {
                    let (own_least, own_most) = known[*part];
                    let others_most = most - own_most;
                    let others_least = least - own_least;
                    let from = known[*whole].0.saturating_sub(others_most).max(own_least);
                    let to = known[*whole].1.saturating_sub(others_least).min(own_most);
                    known[*part] = (from, to.max(from));
                }
            }
        }
        known
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn no_hidden_number_can_be_worked_out_by_adding_up(
            weights in proptest::collection::vec(0_usize..40, 12),
        ) {
            let cases: Vec<(usize, usize)> = weights
                .iter()
                .enumerate()
                .flat_map(|(cell, weight)| std::iter::repeat_n((cell / 4, cell % 4), *weight))
                .collect();
            let shown = table(&cases, 3, 4);
            let known = attacked(&shown, 3, 4);
            for (mark, (shown, (least, most))) in shown.iter().zip(known).enumerate() {
                match shown {
                    Shown::Both { certain, at_most } => {
                        prop_assert!(*at_most == 0 || *certain >= FEWEST);
                    }
                    Shown::Few | Shown::Hidden => {
                        prop_assert!(least < most, "mark {} is known to be {}", mark, least);
                    }
                    Shown::AtLeast(_) | Shown::AtMost(_) => {}
                }
            }
        }
    }

    #[test]
    fn bounds_that_are_few_apart_tell_no_more_than_one_of_them() {
        let of = |certain: usize, possible: usize| {
            let certain = std::iter::repeat_n(Truth::Certainly, certain);
            let answers: Vec<Truth> =
                certain.chain(std::iter::repeat_n(Truth::Possibly, possible)).collect();
            protected(1, &|_| LineSet::of(&answers), &[])[0]
        };
        assert_eq!(of(0, 0), Shown::Both { certain: 0, at_most: 0 });
        assert_eq!(of(3, 0), Shown::Few);
        assert_eq!(of(0, 10), Shown::Few);
        assert_eq!(of(11, 0), Shown::Both { certain: 11, at_most: 11 });
        assert_eq!(of(13, 2), Shown::AtLeast(13));
        assert_eq!(of(13, 20), Shown::Both { certain: 13, at_most: 33 });
        assert_eq!(of(3, 20), Shown::AtMost(23));
        assert_eq!(of(0, 20), Shown::Both { certain: 0, at_most: 20 });
    }

    #[test]
    fn a_case_in_two_columns_does_not_hide_the_rest_of_its_row() {
        // 20 cases in both columns, and 5 in the first alone: the row less the second column would tell of the 5.
        let lines = |mark: usize| {
            LineSet::of(
                &(0..25).map(|case| Truth::from(mark != 1 || case < 20)).collect::<Vec<_>>(),
            )
        };
        let wholes = [WholeOfParts { whole: 2, parts: vec![0, 1] }];
        let shown = protected(3, &lines, &wholes);
        assert_eq!(shown[1], Shown::Hidden);
        assert_eq!(shown[2], Shown::Both { certain: 25, at_most: 25 });
    }
}
