//! The share of a text that a set of passages covers.

use crate::text::ByteRange;

/// Returns the share of `text` that is covered by `passages`, from 0 to 1, counted in characters.
///
/// Passages may overlap and repeat; a character in several passages counts once.
pub(crate) fn quoted_share(text: &str, passages: impl IntoIterator<Item = ByteRange>) -> f64 {
    let mut passages: Vec<ByteRange> = passages.into_iter().collect();
    passages.sort_unstable();
    let mut quoted = 0;
    let mut reached = 0;
    for passage in passages {
        let start = passage.start().max(reached);
        quoted += text.get(start..passage.end()).map_or(0, |part| part.chars().count());
        reached = reached.max(passage.end());
    }
    let all = text.chars().count();
    if all == 0 { 0.0 } else { ratio(quoted, all) }
}

#[expect(clippy::cast_precision_loss, reason = "texts are far shorter than 2^52 characters")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, passages: &[(usize, usize)], hundredths: f64) {
        let passages = passages.iter().filter_map(|(start, end)| ByteRange::new(*start, *end));
        assert!((quoted_share(text, passages) * 100.0 - hundredths).abs() < 1e-9);
    }

    #[test]
    fn characters_in_several_passages_count_once() {
        check("0123456789", &[], 0.0);
        check("0123456789", &[(0, 2), (4, 6)], 40.0);
        check("0123456789", &[(4, 8), (0, 2), (4, 6), (0, 2), (5, 9)], 70.0);
        check("妙瓦底x", &[(0, 3)], 25.0);
        check("", &[(0, 3)], 0.0);
    }
}
