//! The `--plain` flag: words instead of marks.

use clap::builder::FalseyValueParser;

use crate::exchange::Marks;

use super::Colour;
use super::output;

/// What every command takes that prints for people.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct PlainArgs {
    /// Write words instead of marks, without colours, drawn lines or anything cut off.
    ///
    /// For screen readers and for other programs; `CASEBOOK_PLAIN=1` does the same for all runs.
    #[arg(long, env = "CASEBOOK_PLAIN", hide_env_values = true, value_parser = FalseyValueParser::new())]
    plain: bool,
}

impl PlainArgs {
    /// Returns whether there are marks in what is printed; where there are none, there are no colours either.
    pub(super) fn marks(self) -> Marks {
        if !self.plain {
            return Marks::Signs;
        }
        output::choose_colour(Colour::Never);
        Marks::Words
    }
}
