//! What `tombi.toml` has to say so that the editor extension Tombi does not format, and leaves to `casebook lsp` what
//! both would do.

/// Whether `casebook lsp` runs in the same editor as Tombi, which then leaves to it what both would say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BesideLsp {
    Yes,
    No,
}

/// Returns a `tombi.toml` with the settings added that it lacks: Tombi must not format, since that would realign every
/// file, and says nothing that `casebook lsp` says where both run. All that is in it stays, to the byte. `None` if it
/// cannot be added at the end of the file, or if one of the settings says something else on purpose.
pub(crate) fn with_tombi_settings(text: &str, beside: BesideLsp) -> Option<String> {
    const FORMATTING: &[&str] = &["formatting"];
    const SAID_BY_BOTH: &[&str] = &["completion", "hover", "diagnostic"];
    let said_by_both = match beside {
        BesideLsp::Yes => SAID_BY_BOTH,
        BesideLsp::No => &[],
    };
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let before: toml::Table = text.parse().ok()?;
    let is_off = |table: &toml::Table, feature: &str| {
        let enabled = table.get("lsp").and_then(|lsp| lsp.get(feature)?.get("enabled"));
        enabled.and_then(toml::Value::as_bool).map(|enabled| !enabled)
    };
    let mut lines = Vec::new();
    for (comment, features) in [
        ("# Formatting would realign every case file.", FORMATTING),
        ("# What `casebook lsp` does.", said_by_both),
    ] {
        let missing: Vec<_> =
            features.iter().filter(|name| is_off(&before, name).is_none()).collect();
        for (number, feature) in missing.into_iter().enumerate() {
            lines.push(String::new());
            lines.extend((number == 0).then(|| comment.to_owned()));
            lines.extend([format!("[lsp.{feature}]"), "enabled = false".to_owned()]);
        }
    }
    let mut after = text.to_owned();
    if !lines.is_empty() && !after.is_empty() && !after.ends_with('\n') {
        after.push_str(line_break);
    }
    if after.is_empty() {
        lines.drain(..1.min(lines.len()));
    }
    after.extend(lines.iter().flat_map(|line| [line.as_str(), line_break]));
    // What reads back as it was meant is proven, however the file writes its tables.
    let read: toml::Table = after.parse().ok()?;
    let mut features = FORMATTING.iter().chain(said_by_both);
    features.all(|feature| is_off(&read, feature) == Some(true)).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::{BesideLsp, with_tombi_settings};

    #[test]
    fn what_is_missing_is_added_at_the_end_and_no_byte_before_it_changes() {
        for text in ["", "# mine", "# mine\n", "a = 1\r\n", "[lsp]\nhover.enabled = true\n"] {
            let after = with_tombi_settings(text, BesideLsp::No).unwrap();
            assert!(after.starts_with(text), "{after}");
            assert!(after.contains("[lsp.formatting]") && !after.contains("[lsp.completion]"));
            let all_crlf = after.matches('\n').count() == after.matches("\r\n").count();
            assert_eq!(all_crlf, text.contains("\r\n"), "{after}");
            assert_eq!(with_tombi_settings(&after, BesideLsp::No), Some(after));
        }
        assert_eq!(
            with_tombi_settings("# mine", BesideLsp::Yes).unwrap(),
            "# mine\n\n# Formatting would realign every case file.\n[lsp.formatting]\nenabled = false\n\n\
             # What `casebook lsp` does.\n[lsp.completion]\nenabled = false\n\n[lsp.hover]\nenabled = false\n\n\
             [lsp.diagnostic]\nenabled = false\n"
        );
        // What is there already is not added twice, however it is written.
        let one = "[lsp]\nformatting = { enabled = false }\nhover.enabled = false\n";
        assert_eq!(with_tombi_settings(one, BesideLsp::No).as_deref(), Some(one));
        let both = with_tombi_settings(one, BesideLsp::Yes).unwrap();
        assert!(both.starts_with(one) && !both.contains("[lsp.hover]"), "{both}");
    }

    #[test]
    fn what_someone_set_on_purpose_or_what_cannot_be_read_is_left_to_them() {
        for text in [
            "[lsp.formatting]\nenabled = true\n",
            "[lsp.formatting]\n# off?\n",
            "lsp = { hover.enabled = true }\n",
            "lsp = 1\n",
            "not toml\n",
        ] {
            assert_eq!(with_tombi_settings(text, BesideLsp::No), None, "{text}");
        }
        assert_eq!(with_tombi_settings("[lsp]\nhover.enabled = true\n", BesideLsp::Yes), None);
    }
}
