//! Any text read as a configuration and as the settings of a collection: mistakes have their
//! places, and the user of the browser can leave it.

use casebook::browser::config::Config;
use casebook::browser::keymap::{help, palette};
use casebook::browser::model::{Command, Mode};
use casebook::collection::Settings;

/// The input is the file.
pub(crate) fn hold(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let (config, problems) = Config::read(text);
    for problem in &problems {
        assert!(text.get(problem.range.start()..problem.range.end()).is_some(), "{problem:?}");
        assert!(!problem.message.is_empty(), "{problem:?}");
    }
    let way_out = config.keymap.of(0).key_of(Mode::Screen, Command::Interrupt);
    assert_eq!(way_out.as_deref(), Some("Ctrl-c"));
    _ = help(config.keymap.of(0), Mode::Screen, &config.views);
    _ = palette(config.keymap.of(0), &config.views);
    let (settings, document) = Settings::read(text.into());
    for problem in &document.problems {
        assert!(text.get(problem.range.start()..problem.range.end()).is_some(), "{problem:?}");
    }
    _ = settings.vocabularies();
    _ = config.views.over(&settings.views);
}
