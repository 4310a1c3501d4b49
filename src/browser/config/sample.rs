//! Prints a sample configuration file in which every setting has its default.

use std::fmt::Write as _;

use super::super::keymap::{Keymap, TABLE, name_of};

const HEAD: &str = r#"# The configuration of the casebook browser. Everything in it is optional; what stands here
# behind a # is how it is without it. A mistake is told, and the rest is in force.

# auto: the terminal's own sixteen colours; dark or light: colours made for such a background;
# none: bold, faint and underlined only, as with NO_COLOR.
# theme = "auto"

# unicode or ascii.
# symbols = "unicode"

# false leaves the mouse to the terminal.
# mouse = true

# What the title of the window says: casebook, the collection, or the case that is shown.
# title = "collection"

# true masks every name and quote from the start, as CASEBOOK_MASKED=1 does.
# masked = false

# Masks everything after so many minutes without a key; without this line, never:
# mask_after = 5

# true masks everything when the terminal loses the focus.
# mask_unfocused = false

# Behind a digit from 1 to 9: a query, or one with a name and an order (kind, date, name, figure or
# disputed; with a minus the last or largest first). They stand over the views of a collection.
[views]
# 1 = "kind:victim"
# 2 = { name = "Latest", query = "", sort = "-date" }

# How editors that are not known are told a line: each argument by itself, with {file}, {line} and
# {column} in it. Which editor it is, $VISUAL or $EDITOR says.
[editor.lines]
# "my-editor" = ["--line", "{line}", "{file}"]

# Keys of your own, each with the name of a command, beside those there are. A key that meant
# something else means that no longer; false takes a key away, with all that begin with it.
[keys]
# "Ctrl-n" = "down"
# "Ctrl-x s" = "sort"
# "z" = false
#
# The keys there are:
"#;

/// Returns a configuration that changes nothing and names everything that can be changed.
pub fn sample() -> String {
    let keymap = Keymap::default();
    let mut text = HEAD.to_owned();
    for (number, binding) in TABLE.iter().enumerate() {
        // Some commands have other keys in lists; those here are their first.
        if TABLE.iter().take(number).any(|before| before.meaning == binding.meaning) {
            continue;
        }
        let name = name_of(binding.meaning).unwrap_or_default();
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
        for binding in TABLE {
            let name = format!("\"{}\"", name_of(binding.meaning).unwrap());
            assert!(sample.contains(&name), "{name}");
        }
    }
}
