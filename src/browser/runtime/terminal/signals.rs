//! Signal handling: termination, hang-up, suspend.

#[cfg(unix)]
pub(crate) use unix::{Lent, die_of, hang_up, is_hang_up, listen, stop};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::Sender;

    use rustix::io::Errno;
    use rustix::termios::tcgetattr;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::super::super::event::{MainEvent, start};

    /// Starts a thread that sends the signals.
    ///
    /// # Errors
    ///
    /// The system refuses.
    pub(crate) fn listen(sender: Sender<MainEvent>) -> io::Result<()> {
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])?;
        start("waiting for signals", sender, move |sender| {
            for signal in signals.forever() {
                let lent = LENT.load(Ordering::SeqCst);
                let mail = match signal {
                    // Keys that are meant for the editor reach its parent too.
                    SIGINT | SIGQUIT if lent => continue,
                    SIGTSTP if lent => {
                        // The shell waits for both to stop, and the main thread waits already.
                        _ = stop();
                        continue;
                    }
                    SIGTSTP => MainEvent::Suspend,
                    _ => MainEvent::Signal(signal),
                };
                if sender.send(mail).is_err() {
                    break;
                }
            }
        })
    }

    /// Whether another program has the terminal.
    static LENT: AtomicBool = AtomicBool::new(false);

    /// While it lives, another program has the terminal, and with it the keys that send signals.
    pub(crate) struct Lent(());

    impl Lent {
        /// Lends the terminal's signals.
        pub(crate) fn out() -> Self {
            LENT.store(true, Ordering::SeqCst);
            Self(())
        }
    }

    impl Drop for Lent {
        fn drop(&mut self) {
            LENT.store(false, Ordering::SeqCst);
        }
    }

    /// Ends the program as the signal would have by itself, so that its parent sees why.
    ///
    /// # Errors
    ///
    /// The system refuses.
    pub(crate) fn die_of(signal: i32) -> io::Result<()> {
        emulate_default_handler(signal)
    }

    /// Returns whether an error is that of a terminal that has gone away.
    pub(crate) fn is_hang_up(error: &io::Error) -> bool {
        error.raw_os_error() == Some(Errno::IO.raw_os_error())
            || tcgetattr(io::stdout()).is_err_and(|error| error == Errno::IO)
    }

    /// Ends the program as the hang-up signal does.
    ///
    /// # Errors
    ///
    /// The system refuses.
    pub(crate) fn hang_up() -> io::Result<()> {
        die_of(SIGHUP)
    }

    /// Stops the program until it is continued.
    ///
    /// # Errors
    ///
    /// The system refuses.
    pub(crate) fn stop() -> io::Result<()> {
        emulate_default_handler(SIGTSTP)
    }
}

#[cfg(not(unix))]
pub(crate) use elsewhere::{Lent, die_of, hang_up, is_hang_up, listen, stop};

#[cfg(not(unix))]
mod elsewhere {
    use std::io;
    use std::sync::mpsc::Sender;

    use super::super::super::event::MainEvent;

    pub(crate) struct Lent(());

    impl Lent {
        pub(crate) fn out() -> Self {
            Self(())
        }
    }

    #[expect(clippy::unnecessary_wraps, clippy::needless_pass_by_value, reason = "as on Unix")]
    pub(crate) fn listen(_: Sender<MainEvent>) -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(crate) fn die_of(_: i32) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn is_hang_up(_: &io::Error) -> bool {
        false
    }

    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(crate) fn hang_up() -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(crate) fn stop() -> io::Result<()> {
        Ok(())
    }
}
