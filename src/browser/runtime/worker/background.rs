//! Work on all cores that lets all other threads of the program go first, because no one waits for it.

use rayon::ThreadPoolBuilder;

/// How much less of a core a thread gets than the others: a tenth.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Does some work on threads of its own, behind what other threads do.
pub(super) fn in_background<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match ThreadPoolBuilder::new().start_handler(|_| give_way()).build() {
        Ok(threads) => threads.install(work),
        // Where the system has no thread left, all share those that there are.
        Err(_) => work(),
    }
}

/// Lets the threads of the program that are not in the background go before this one.
fn give_way() {
    // Elsewhere that would be said of the whole program.
    #[cfg(target_os = "linux")]
    {
        let own = rustix::process::getpriority_process(None).unwrap_or_default();
        _ = rustix::process::setpriority_process(None, own + NICENESS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn only_what_is_done_in_the_background_gives_way() {
        let priority = || rustix::process::getpriority_process(None).unwrap();
        let before = priority();
        let behind = in_background(|| rayon::join(priority, priority));
        assert_eq!(behind, ((before + NICENESS).min(19), (before + NICENESS).min(19)));
        assert_eq!(priority(), before);
    }
}
