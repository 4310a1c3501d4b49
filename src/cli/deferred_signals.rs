//! Defers termination signals while a file is written, until the file is complete and its temporary
//! file is gone.

#[cfg(unix)]
pub(super) use unix::Held;

#[cfg(not(unix))]
pub(super) use elsewhere::Held;

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, OnceLock};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
    use signal_hook::flag::{register, register_conditional_default, register_usize};
    use signal_hook::low_level::emulate_default_handler;

    /// What became of the signals.
    struct Signals {
        /// Whether they end the program at once, as without us.
        at_once: Arc<AtomicBool>,
        /// The one that has come meanwhile.
        waiting: Arc<AtomicUsize>,
    }

    /// While it lives, signals wait. The browser has its own way with them.
    pub(in super::super) struct Held(());

    impl Held {
        /// Has signals wait.
        pub(in super::super) fn back() -> Self {
            signals().at_once.store(false, Ordering::SeqCst);
            Self(())
        }
    }

    impl Drop for Held {
        fn drop(&mut self) {
            let signals = signals();
            signals.at_once.store(true, Ordering::SeqCst);
            let waiting = signals.waiting.swap(0, Ordering::SeqCst);
            if let Some(signal) = i32::try_from(waiting).ok().filter(|signal| *signal != 0) {
                // Its parent sees why it ends.
                _ = emulate_default_handler(signal);
            }
        }
    }

    fn signals() -> &'static Signals {
        static SIGNALS: OnceLock<Signals> = OnceLock::new();
        SIGNALS.get_or_init(|| {
            let signals = Signals { at_once: Arc::default(), waiting: Arc::default() };
            let ignored = ignored();
            for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
                // A program that is started by nohup goes on when its terminal is gone.
                let number = usize::try_from(signal).unwrap_or_default();
                if ignored >> number.saturating_sub(1) & 1 == 0 {
                    // Where the system refuses, the signal ends the program as ever.
                    _ = register_conditional_default(signal, Arc::clone(&signals.at_once));
                    _ = register_usize(signal, Arc::clone(&signals.waiting), number);
                }
            }
            // A file that cannot grow is a write error, and reported as one.
            _ = register(SIGXFSZ, Arc::default());
            signals
        })
    }

    /// Returns the signals that the program was started to ignore, a bit each; none where the system
    /// does not say.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
    }
}

#[cfg(not(unix))]
mod elsewhere {
    pub(in super::super) struct Held(());

    impl Held {
        pub(in super::super) fn back() -> Self {
            Self(())
        }
    }
}
