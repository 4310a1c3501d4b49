//! What a configuration sets, and the problems that its mistakes are reported as.

use std::path::Path;

use super::super::app::bindings;
use super::super::keymap::{Chord, Keymap};
use super::super::model::{Command, ConfigDiagnostic, Mode};
use super::super::screen::browse::command::BrowseCommand;
use super::*;
use crate::text::LineColumn;

#[track_caller]
fn check(text: &str, mistakes: &[&str]) -> Config {
    let (config, problems) = Config::read(text);
    let shown = ConfigDiagnostic::all("config.toml", text, problems);
    let shown = shown.iter().map(|mistake| format!("{}: {}", mistake.place(), mistake.sentence()));
    assert_eq!(shown.collect::<Vec<_>>(), mistakes);
    config
}

#[test]
fn a_configuration_is_read() {
    let config = check(
        "theme = 'light'\nsymbols = 'ascii'\nmouse = false\n[keys]\n'ctrl-n' = 'down'\n'<a-x>' = 'sort'\nz = false\nw = 'zoom'\n[editor.lines]\nmine = ['+{line}', '{file}']\n[views]\n1 = 'kind:victim'\n",
        &[],
    );
    assert_eq!((config.theme, config.symbols, config.mouse), (Theme::Light, Symbols::Ascii, false));
    let key = |command| config.keymap.of(0).key_of(Mode::Screen, command);
    assert_eq!(key(Command::SortBy).as_deref(), Some("Alt-x"));
    assert_eq!(key(BrowseCommand::Zoom.command()).as_deref(), Some("w"));
    let place = LineColumn { line: 4, column: 2 };
    let arguments = config.lines.arguments("mine", Path::new("a b.toml"), place);
    assert_eq!(arguments, Some(vec!["+4".into(), "a b.toml".into()]));
    assert_eq!(config.lines.arguments("other", Path::new("a"), place), None);
    assert!(config.views.get(1).is_some());
}

#[test]
fn the_example_in_the_manual_is_right() {
    let manual = include_str!("../../../docs/manual.md");
    let chapter = manual.split("\n## Configuration\n").nth(1).unwrap();
    let example = chapter.split("```toml").nth(1).and_then(|rest| rest.split("```").next());
    let config = check(example.unwrap(), &[]);
    assert_eq!((config.theme, config.symbols, config.mouse), (Theme::Light, Symbols::Ascii, false));
}

#[test]
fn a_mistake_is_reported_with_its_line_and_the_nearest_name_and_the_rest_is_in_force() {
    let config = check(
        "thme = 'dark'\nsymbols = 'asci'\nmouse = 'no'\nwidth = 80\n\n[keys]\nn = 'nxt-pane'\n'<c-nn>' = 'down'\nx = 'fly'\nu = 'up'\n[views]\n12 = 'x'\n",
        &[
            "config.toml:1: `thme` is not a setting; did you mean `theme`?",
            "config.toml:2: `symbols` cannot be `asci`; did you mean `ascii`?",
            "config.toml:3: `mouse` must be true or false, not the text `no`; write true or false, without quotes",
            "config.toml:4: `width` is not a setting; use one of: theme, symbols, list_rows, dates, mouse, screen_reader, title, masked, mask_after, mask_unfocused, keys, editor, views",
            "config.toml:7: there is no command `nxt-pane`; did you mean `next-pane`?",
            "config.toml:8: `<c-nn>` is not a key; write keys as the help does: x, gx, Ctrl-n, Alt-Left, F5, Space",
            "config.toml:9: there is no command `fly`; list them all with: casebook config --default",
            "config.toml:12: the key of a view is a digit, not `12`; use one of 1 to 9; 0 always lists everything",
        ],
    );
    let up = config.keymap.of(0).key_of(Mode::Screen, Command::Move(super::super::model::Step::Up));
    assert_eq!(up.as_deref(), Some("u"));
}

#[test]
fn a_key_that_cannot_be_is_reported() {
    // Every screen has a key behind `g`.
    let keymap = Keymap::default();
    let of_screens = keymap.of(0).rows().filter(|binding| binding.modes.contains(&Mode::Screen));
    let ways = of_screens.flat_map(|binding| binding.keys.split(' '));
    let behind_g: Vec<&str> = ways.filter(|way| way.len() > 1 && way.starts_with('g')).collect();
    assert!(behind_g.len() > 10, "{behind_g:?}");
    let behind_g = format!(
        "config.toml:2: other keys start with `g`: {}; choose another key, or remove all of those with \"g\" = false and bind other keys",
        behind_g.join(", ")
    );
    check(
        "[keys]\ng = 'down'\njj = 'up'\n5 = 'up'\n'Ctrl-c' = 'up'\nv = 'delete-word'\n'Alt-x' = ''\nb = 7\n",
        &[
            &behind_g,
            "config.toml:3: `j` already has a command, so `jj` could never be typed; choose another key, or remove that one with \"j\" = false",
            "config.toml:4: `5` starts with a digit, and digits are counts or saved views; choose another key; views are set in [views]",
            "config.toml:5: `Ctrl-c` pressed twice quits, and cannot be changed; choose another key",
            "config.toml:6: `v` types text in every place where this command works; use a key with Ctrl or Alt, or a function key",
            "config.toml:7: `Alt-x` has no command, so there is nothing to remove; remove the line",
            "config.toml:8: the value of a key is the name of a command; write the name in quotes, or false to remove the key",
        ],
    );
    check(
        "keys = 'vi'\n",
        &[
            "config.toml:1: `keys` must be a table, not the text `vi`; write [keys], and below it lines like \"Ctrl-n\" = \"down\"",
        ],
    );
}

#[test]
fn what_seems_to_ask_for_a_mask_masks_from_the_start() {
    for text in [
        "masked = yes\n",
        "mask = true\n",
        "Masked = true\n",
        "maskd = true\n",
        "mask_names = true\n",
        "mask_unfocused = yes\n",
        "mask_unfocussed = true\n",
        "maskunfocused = true\n",
        "mask_aftr = 1\n",
        "mask_after = \n",
        "mask-after = 3\n",
        "[views]\n1 = 'age:<18'\nmasked = true\n",
        "[keys]\nmask_after = 5\n",
        "masked = false\nmasked = true\n",
        "theme = dark\nmasked: true\n",
    ] {
        let (config, problems) = Config::read(text);
        assert!(config.masking.at_start, "{text}");
        let says = |problem: &Diagnostic| problem.message.contains("everything is masked");
        assert!(problems.iter().any(says), "{text}: {problems:?}");
    }
    for text in [
        "",
        "masked = false\n",
        "mask_after = 5\nmask_unfocused = true\n",
        "# masked = true\n",
        "[keys]\n'Alt-m' = 'mask'\n",
        "theme = dark\nmasked = false\n",
        "[views]\n1 = 'masked'\n",
    ] {
        assert!(!Config::read(text).0.masking.at_start, "{text}");
    }
    assert!(Config::unreadable().masking.at_start);
}

#[test]
fn keys_may_be_freed_below_the_line_that_needs_them() {
    let config = check("[keys]\njj = 'back-out'\nj = false\n", &[]);
    assert_eq!(config.keymap.of(0).key_of(Mode::Screen, Command::BackOut).as_deref(), Some("jj"));
}

#[test]
fn the_arguments_of_an_editor_are_a_list_with_the_file_in_it() {
    let config = check(
        "[editor]\ncommand = 'vi'\nline = 1\n[editor.lines]\na = '+{line} {file}'\nb = ['+{line}']\nc = ['{fil}']\nd = ['-x{line}:{column}={file}{', '}']\n",
        &[
            "config.toml:2: `editor.command` is not a setting; the editor is named in $VISUAL or $EDITOR",
            "config.toml:3: `editor.line` is not a setting; did you mean `lines`?",
            "config.toml:5: `editor.lines.a` must be a list of arguments, not the text `+{line} {file}`; write each argument separately, such as [\"+{line}\", \"{file}\"]; they do not pass through a shell",
            "config.toml:6: the arguments of `b` do not include the file; add \"{file}\"",
            "config.toml:7: `{fil}` is not a placeholder; did you mean `file`?",
        ],
    );
    let place = LineColumn { line: 4, column: 2 };
    let arguments = config.lines.arguments("d", Path::new("f"), place);
    assert_eq!(arguments, Some(vec!["-x4:2=f{".into(), "}".into()]));
}

#[test]
fn a_text_that_is_no_toml_is_reported_in_plain_words() {
    let (config, problems) = Config::read("theme = dark\nmouse = false\n");
    assert!(!config.mouse && config.theme == Theme::Auto);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems.first().map(|problem| problem.code), Some(Rule::Syntax));
}

proptest::proptest! {
    #[test]
    fn any_text_leaves_a_way_out(text in r#"(\[keys\]\n)?(("[a-z<>-]{1,6}"|z|"Ctrl-c"|q) = ("quit"|"down"|false|"")\n){0,6}"#) {
        let (config, _) = Config::read(&text);
        let twice = config.keymap.of(0).key_of(Mode::Screen, Command::Interrupt);
        proptest::prop_assert_eq!(twice.as_deref(), Some("Ctrl-c"));
    }

    #[test]
    fn any_bindings_leave_no_key_that_cannot_be_typed(
        pairs in proptest::collection::vec(("[gjyxq]{1,2}|<c-[ab]>[gj]?", 0..bindings().len()), 0..8)
    ) {
        let mut keymap = Keymap::default();
        for (keys, row) in pairs {
            // Refusals are tested elsewhere.
            _ = keymap.bind(&Chord::parse(&keys).unwrap(), bindings()[row].meaning);
        }
        keymap.expect_typeable();
    }
}
