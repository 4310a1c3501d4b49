//! Debounces events: events that follow each other closely count as one.

use std::time::{Duration, Instant};

/// How long it must have been quiet until a burst is over. Saving a file is several events.
pub(crate) const QUIET: Duration = Duration::from_millis(60);

/// How long a burst lasts at most: a program that writes without end does not stop the screen.
const LONGEST: Duration = Duration::from_millis(400);

/// The first and the last of the events so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Debounce {
    first: Instant,
    last: Instant,
}

impl Debounce {
    /// Returns a burst that starts with an event at `now`.
    pub(crate) fn starting(now: Instant) -> Self {
        Self { first: now, last: now }
    }

    /// Returns the burst with another event in it.
    #[must_use]
    pub(crate) fn and(self, now: Instant) -> Self {
        Self { last: now, ..self }
    }

    /// Returns when it is over, unless another event comes before that.
    pub(crate) fn end(self) -> Instant {
        (self.last + QUIET).min(self.first + LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the ends of the bursts that events at these times make, in milliseconds.
    fn ends(events: &[u64]) -> Vec<u128> {
        let start = Instant::now();
        let mut bursts: Vec<Debounce> = Vec::new();
        for event in events {
            let now = start + Duration::from_millis(*event);
            match bursts.last_mut() {
                Some(burst) if now < burst.end() => *burst = burst.and(now),
                Some(_) | None => bursts.push(Debounce::starting(now)),
            }
        }
        bursts.into_iter().map(|burst| (burst.end() - start).as_millis()).collect()
    }

    #[test]
    fn a_burst_is_over_once_it_was_quiet() {
        assert_eq!(ends(&[]), []);
        assert_eq!(ends(&[0]), [60]);
        assert_eq!(ends(&[0, 20, 50, 109]), [169]);
        assert_eq!(ends(&[0, 60, 200]), [60, 120, 260]);
    }

    #[test]
    fn events_without_end_are_cut_into_bursts() {
        let events: Vec<u64> = (0..20).map(|number| number * 50).collect();
        assert_eq!(ends(&events), [400, 800, 1010]);
    }
}
