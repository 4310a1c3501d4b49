//! The options that the browser starts with.

use std::path::Path;

use crate::collection::Disk;
use crate::session::CollectionReader;

use super::super::config::{Config, EditorLines};
use super::super::keymap::Keymap;
use super::super::model::{ConfigDiagnostic, SessionInfo, Symbols, Theme};

/// What the browser is to be opened on.
pub struct BrowserOptions {
    pub(super) about: SessionInfo,
    pub(super) reading: CollectionReader,
    pub(super) disk: Option<Disk>,
    pub(super) mouse: bool,
    pub(super) keymap: Keymap,
    pub(super) lines: EditorLines,
    pub(super) notice: Option<String>,
}

impl BrowserOptions {
    /// Returns options for a collection that is read at the start and at every reload. `name` is shown if
    /// the collection has no title. Colours are used unless `NO_COLOR` is set.
    pub fn new(name: impl Into<String>, reading: CollectionReader) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let theme = if plain { Theme::Plain } else { Theme::Auto };
        let auto = auto_theme(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        let about = SessionInfo { name: name.into(), theme, auto, ..SessionInfo::default() };
        Self {
            about,
            reading,
            disk: None,
            mouse: true,
            keymap: Keymap::default(),
            lines: EditorLines::default(),
            notice: None,
        }
    }

    /// Returns the options with the user's configuration and its problems.
    ///
    /// With `NO_COLOR` no theme has colours.
    #[must_use]
    pub fn configured(mut self, config: Config, mistakes: Vec<ConfigDiagnostic>) -> Self {
        let Config {
            theme,
            symbols,
            list_rows,
            dates,
            mouse,
            screen_reader,
            citation_style,
            title,
            masking,
            keymap,
            lines,
            views,
        } = config;
        if self.about.theme != Theme::Plain {
            self.about.theme = theme;
        }
        self.about.symbols = symbols;
        self.about.screen_reader |= screen_reader;
        self.about.list_rows = list_rows;
        self.about.citation_style = citation_style;
        self.about.dates = dates;
        self.about.views = views;
        self.about.title = title;
        self.about.masking = self.about.masking.and(masking);
        self.about.mistakes = mistakes;
        Self { mouse, keymap, lines, ..self }
    }

    /// Returns the opening of a collection in a folder that cannot be written to.
    #[must_use]
    pub fn locked(mut self) -> Self {
        self.about.locked = true;
        self
    }

    /// Returns the opening of the sample inside the program, which cannot be written to.
    #[must_use]
    pub fn of_sample(mut self) -> Self {
        self.about.sample = true;
        self
    }

    /// Returns the opening of a browser that leaves the mouse to the terminal.
    #[must_use]
    pub fn without_mouse(mut self) -> Self {
        self.mouse = false;
        self
    }

    /// Returns the opening of a browser in which everything is masked from the start.
    #[must_use]
    pub fn masked(mut self) -> Self {
        self.about.masking.at_start = true;
        self
    }

    /// Returns the opening of a browser whose screen is made for a screen reader.
    #[must_use]
    pub fn for_screen_reader(mut self) -> Self {
        self.about.screen_reader = true;
        self
    }

    /// Returns the opening of a browser that draws in plain ASCII.
    #[must_use]
    pub fn in_ascii(mut self) -> Self {
        self.about.symbols = Symbols::Ascii;
        self
    }

    /// Returns the opening of a browser that draws nothing above ASCII, names included, because the
    /// terminal is not of UTF-8; `reason` is shown at first.
    #[must_use]
    pub fn in_ascii_alone(mut self, reason: Option<String>) -> Self {
        self.about.symbols = Symbols::AsciiAlone;
        self.notice = reason;
        self
    }

    /// Returns the opening of a collection whose files are on disk, where they are watched and can
    /// be edited.
    #[must_use]
    pub fn on_disk(mut self, disk: Disk) -> Self {
        self.about.folder = disk.locate(Path::new(""));
        self.disk = Some(disk);
        self
    }

    /// Returns the opening with the theme that was asked for.
    #[must_use]
    pub fn with_theme(mut self, theme: Theme) -> Self {
        self.about.theme = theme;
        self
    }
}

/// Parts of the names of terminals that have 256 colours and do not say so in another variable.
const RICH: [&str; 7] = ["256color", "direct", "kitty", "alacritty", "foot", "ghostty", "wezterm"];

/// Returns what [`Theme::Auto`] is in a terminal with these variables. The terminal is not asked for its
/// background (OSC 11): an answer that comes late could be taken for keys.
fn auto_theme(variable: impl Fn(&str) -> Option<String>) -> Theme {
    let name = variable("TERM").unwrap_or_default();
    let is_rich = variable("COLORTERM").is_some() || RICH.iter().any(|part| name.contains(part));
    // `15;0` or `15;default;0`: the last is the background, one of the sixteen colours.
    let background = variable("COLORFGBG");
    let background = background.and_then(|colours| colours.rsplit(';').next()?.parse::<u8>().ok());
    match background {
        _ if !is_rich => Theme::Sixteen,
        Some(7 | 9..=15) => Theme::Light,
        Some(0..=6 | 8) => Theme::Dark,
        Some(16..) | None => Theme::Auto,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_follow_the_background_that_the_terminal_reports() {
        for (colours, theme) in [
            ("15;0", Theme::Dark),
            ("0;15", Theme::Light),
            ("0;default;7", Theme::Light),
            ("7;8", Theme::Dark),
            ("0;default", Theme::Auto),
            ("", Theme::Auto),
        ] {
            let variable = |terminal: &'static str| {
                move |name: &str| match name {
                    "TERM" => Some(terminal.to_owned()),
                    "COLORFGBG" => Some(colours.to_owned()),
                    _ => None,
                }
            };
            assert_eq!(auto_theme(variable("xterm-256color")), theme, "{colours}");
            assert_eq!(auto_theme(variable("vt220")), Theme::Sixteen, "{colours}");
        }
        assert_eq!(auto_theme(|_| None), Theme::Sixteen);
    }
}
