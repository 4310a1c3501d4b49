//! Signals: those that ask the program to end, and the one that asks it to suspend itself.

#[cfg(unix)]
pub(super) use unix::{die_of, listen, stop};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::mpsc::Sender;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::super::mail::{Mail, start};

    /// Starts a thread that sends the signals.
    ///
    /// # Errors
    ///
    /// The system refuses.
    pub(in super::super) fn listen(sender: Sender<Mail>) -> io::Result<()> {
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP])?;
        start("waiting for signals", sender, move |sender| {
            for signal in signals.forever() {
                let mail = if signal == SIGTSTP { Mail::Suspend } else { Mail::Signal(signal) };
                if sender.send(mail).is_err() {
                    break;
                }
            }
        })
    }

    /// Ends the program as the signal would have by itself, so that its parent sees why.
    ///
    /// # Errors
    ///
    /// The system refuses.
    pub(in super::super) fn die_of(signal: i32) -> io::Result<()> {
        emulate_default_handler(signal)
    }

    /// Stops the program until it is continued.
    ///
    /// # Errors
    ///
    /// The system refuses.
    pub(in super::super) fn stop() -> io::Result<()> {
        emulate_default_handler(SIGTSTP)
    }
}

#[cfg(not(unix))]
pub(super) use elsewhere::{die_of, listen, stop};

#[cfg(not(unix))]
mod elsewhere {
    use std::io;
    use std::sync::mpsc::Sender;

    use super::super::mail::Mail;

    #[expect(clippy::unnecessary_wraps, clippy::needless_pass_by_value, reason = "as on Unix")]
    pub(in super::super) fn listen(_: Sender<Mail>) -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(in super::super) fn die_of(_: i32) -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(in super::super) fn stop() -> io::Result<()> {
        Ok(())
    }
}
