//! Saves and restores the terminal modes (termios) around another program.

#[cfg(unix)]
pub(crate) use unix::Modes;

#[cfg(unix)]
mod unix {
    use std::io;

    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

    /// The modes of the terminal at one time; nothing where there is no terminal to be asked.
    pub(crate) struct Modes(Option<Termios>);

    impl Modes {
        /// Asks the terminal.
        pub(crate) fn now() -> Self {
            Self(tcgetattr(io::stdin()).ok())
        }

        /// Puts the terminal back into them.
        pub(crate) fn put_back(self) {
            if let Some(modes) = self.0 {
                // A terminal that is gone needs none.
                _ = tcsetattr(io::stdin(), OptionalActions::Now, &modes);
            }
        }
    }
}

#[cfg(not(unix))]
pub(crate) use elsewhere::Modes;

#[cfg(not(unix))]
mod elsewhere {
    /// Elsewhere the modes are not the terminal's.
    pub(crate) struct Modes;

    impl Modes {
        pub(crate) fn now() -> Self {
            Self
        }

        pub(crate) fn put_back(self) {}
    }
}
