//! The configuration with which each editor starts `casebook lsp`, to paste.

/// The configuration of one editor.
#[derive(Clone, Copy, Debug)]
pub struct EditorSetup {
    /// The name after `--print-config`.
    pub name: &'static str,
    /// What the editor is called.
    pub title: &'static str,
    /// Where the configuration belongs.
    pub place: &'static str,
    /// The language of the configuration, as Markdown names it.
    pub language: &'static str,
    /// The configuration, to be pasted as it is.
    pub text: &'static str,
    /// What else is to be known.
    pub note: &'static str,
}

/// All editors with a configuration of their own.
pub const EDITOR_SETUPS: &[EditorSetup] = &[
    EditorSetup {
        name: "helix",
        title: "Helix",
        place: "~/.config/helix/languages.toml",
        language: "toml",
        text: r#"[language-server.casebook]
command = "casebook"
args = ["lsp"]
required-root-patterns = ["casebook.toml"]

[[language]]
name = "toml"
roots = ["casebook.toml"]
language-servers = ["casebook", "tombi"]
auto-format = false
"#,
        note: "From 25.01 on. Hover and definition are asked of the first server in the list, so `casebook` comes before \
            `tombi`; `casebook schema --write . --beside-lsp` in the collection's folder keeps `tombi` from showing problems \
            twice. Hints are off unless your `config.toml` has `[editor.lsp]` with `display-inlay-hints = true`.",
    },
    EditorSetup {
        name: "neovim",
        title: "Neovim",
        place: "~/.config/nvim/init.lua",
        language: "lua",
        text: r"vim.lsp.config('casebook', {
  cmd = { 'casebook', 'lsp' },
  filetypes = { 'toml', 'text' },
  root_markers = { 'casebook.toml' },
  workspace_required = true,
})
vim.lsp.enable('casebook')
",
        note: "From 0.11 on. `text` is for archived texts, from which passages are quoted. For hints: \
            `vim.lsp.inlay_hint.enable()`. Neovim does not ask servers before it renames a file; rename the id instead, \
            which renames the file too.",
    },
    EditorSetup {
        name: "vscode",
        title: "VS Code",
        place: "settings.json",
        language: "json",
        text: r#"{
  "glspc.server.command": "casebook",
  "glspc.server.commandArguments": ["lsp"],
  "glspc.server.languageId": ["toml"]
}
"#,
        note: "For the extension Generic LSP Client (`zsol.vscode-glspc`). The extension of Casebook itself needs no \
            configuration: build it in `editors/vscode` with `npm ci` and `npm run pack`, then \
            `code --install-extension dist/casebook.vsix`.",
    },
    EditorSetup {
        name: "emacs",
        title: "Emacs with Eglot",
        place: "~/.emacs.d/init.el",
        language: "elisp",
        text: r#"(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((toml-ts-mode conf-toml-mode) . ("casebook" "lsp"))))
"#,
        note: "Then `M-x eglot` in a case file. Eglot has one server for a buffer; beside Tombi, `rass` of the Python \
            package rassumfrassum joins both: `(\"rass\" \"--\" \"casebook\" \"lsp\" \"--\" \"tombi\" \"lsp\")`; then \
            `casebook schema --write . --beside-lsp` in the collection's folder keeps problems from being shown twice. Eglot renames no files, so that \
            the id of a record with a file of its own is renamed with `casebook rename`.",
    },
    EditorSetup {
        name: "kate",
        title: "Kate",
        place: "Settings → Configure Kate → LSP Client → User Server Settings",
        language: "json",
        text: r#"{
  "servers": {
    "toml": {
      "command": ["casebook", "lsp"],
      "rootIndicationFileNames": ["casebook.toml"],
      "highlightingModeRegex": "^TOML$"
    }
  }
}
"#,
        note: "Kate starts one server for a folder and a language, so this takes the place of any other for TOML.",
    },
    EditorSetup {
        name: "sublime",
        title: "Sublime Text with LSP",
        place: "Preferences → Package Settings → LSP → Settings",
        language: "json",
        text: r#"{
  "clients": {
    "casebook": {
      "enabled": true,
      "command": ["casebook", "lsp"],
      "selector": "source.toml"
    }
  }
}
"#,
        note: "It needs the package LSP. Hints are off unless its settings have `\"show_inlay_hints\": true`.",
    },
    EditorSetup {
        name: "zed",
        title: "Zed",
        place: "~/.config/zed/settings.json",
        language: "json",
        text: r#"{
  "lsp": {
    "tombi": {
      "binary": {
        "path": "rass",
        "arguments": ["--", "casebook", "lsp", "--", "tombi", "lsp"]
      }
    }
  }
}
"#,
        note: "Zed starts only servers that an extension names. This has the extension Tombi start both, joined by `rass` \
            of the Python package rassumfrassum; `casebook schema --write . --beside-lsp` in the collection's folder keeps \
            problems from being shown twice.",
    },
    EditorSetup {
        name: "coc",
        title: "Vim with coc.nvim",
        place: "coc-settings.json, which :CocConfig opens",
        language: "json",
        text: r#"{
  "languageserver": {
    "casebook": {
      "command": "casebook",
      "args": ["lsp"],
      "filetypes": ["toml"],
      "rootPatterns": ["casebook.toml"]
    }
  }
}
"#,
        note: "Other plugins of Vim for language servers need the same four: the program, its argument, the type of file \
            and the file at the root.",
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::EDITOR_SETUPS;

    #[test]
    fn each_configuration_is_read_in_its_own_language_and_starts_the_server() {
        for setup in EDITOR_SETUPS {
            let (name, text) = (setup.name, setup.text);
            match setup.language {
                "toml" => assert!(text.parse::<toml::Table>().is_ok(), "{name}"),
                "json" => {
                    assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{name}");
                }
                other => assert!(["lua", "elisp"].contains(&other), "{name}"),
            }
            let balanced = |open, close| text.matches(open).count() == text.matches(close).count();
            assert!(balanced('(', ')') && balanced('{', '}') && balanced('[', ']'), "{name}");
            assert!(text.contains("casebook") && text.contains("lsp") && text.ends_with('\n'));
            assert!(!text.contains('\t') && !text.ends_with("\n\n"), "{name}");
        }
        let names: BTreeSet<&str> = EDITOR_SETUPS.iter().map(|setup| setup.name).collect();
        assert_eq!(names.len(), EDITOR_SETUPS.len());
    }
}
