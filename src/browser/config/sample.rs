//! Prints a sample configuration file in which every setting has its default.

use std::fmt::Write as _;

use super::super::app::bindings;
use super::super::keymap::Keymap;

const HEAD: &str = r#"# The configuration of the casebook browser. Everything is optional; a line behind a # shows the
# default. A mistake is reported, and the other settings are used.

# auto: colours for the background that the terminal reports in $COLORFGBG, else colours that can be
# read on both; dark or light: colours made for such a background; terminal: the terminal's own sixteen
# colours; none: only bold, faint and underlined, as with NO_COLOR.
# theme = "auto"

# unicode or ascii.
# symbols = "unicode"

# How many lines a record has in the list, one or two: the second has its date and place.
# list_rows = "one"

# words (about December 2021) or edtf, the notation of the files (2021-12~).
# dates = "words"

# false leaves the mouse to the terminal.
# mouse = true

# true for a screen reader: the cursor of the terminal is at the selected line, the status line says each
# move in words, and no lines are drawn; --screen-reader and CASEBOOK_SCREEN_READER=1 do the same.
# screen_reader = false

{styles}# What the window title shows: casebook, the collection, or the case on the screen.
# title = "collection"

# true masks every name and quote from the start, as CASEBOOK_MASKED=1 does.
# masked = false

# Masks everything after this many minutes without a key; without this line, never:
# mask_after = 5

# true masks everything when the terminal loses the focus.
# mask_unfocused = false

# Saved views, by a digit from 1 to 9: a query, or a query with a name and a sort order (kind, date,
# name, figure or disputed; a minus puts the last or largest first). They override the views of a
# collection.
[views]
# 1 = "kind:victim"
# 2 = { name = "Latest", query = "", sort = "-date" }

# The arguments that make other editors open a line: a list, with {file}, {line} and {column} as
# placeholders. The editor itself is set in $VISUAL or $EDITOR.
[editor.lines]
# "my-editor" = ["--line", "{line}", "{file}"]

# Your own keys, each with the name of a command. They replace what the key did before; false removes
# a key and all keys that start with it.
[keys]
# "Ctrl-n" = "down"
# "Ctrl-x s" = "sort"
# "z" = false
#
# The default keys:
"#;

/// Stands where the program can be built with it.
const STYLES: &str = r#"# The style in which yq and yc copy sources, one of those that `casebook cite --style list` names; without this
# line, a plain form:
# citation_style = "chicago-notes"

"#;

/// Returns a configuration that changes nothing and names everything that can be changed.
pub fn sample() -> String {
    let keymap = Keymap::default();
    let mut text = HEAD.replace("{styles}", if cfg!(feature = "styles") { STYLES } else { "" });
    let all = bindings();
    for (number, binding) in all.iter().enumerate() {
        // Some commands have other keys in lists; those here are their first.
        if all.iter().take(number).any(|before| before.meaning == binding.meaning) {
            continue;
        }
        let name = binding.name;
        for key in keymap.written(binding) {
            let (key, name) = (format!("{key:?}"), format!("{name:?}"));
            // Writing into a string cannot fail.
            _ = writeln!(text, "# {key:<11} = {name:<18} # {}", binding.words);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    #[test]
    fn the_sample_changes_nothing_and_each_of_its_lines_may_be_said() {
        let sample = sample();
        let (config, problems) = Config::read(&sample);
        assert_eq!(problems, []);
        let usual = Config::default();
        assert_eq!(format!("{config:?}"), format!("{usual:?}"));
        let mut table = "";
        for line in sample.lines() {
            if line.starts_with('[') {
                table = line;
            }
            if let Some(said) = line.strip_prefix("# ").filter(|said| said.contains(" = ")) {
                let (_, problems) = Config::read(&format!("{table}\n{said}\n"));
                assert_eq!(problems, [], "{said}");
            }
        }
        for binding in bindings() {
            let name = format!("\"{}\"", binding.name);
            assert!(sample.contains(&name), "{name}");
        }
    }
}
