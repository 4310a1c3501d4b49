//! What each setting of `casebook.toml` means, as its schema says it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::collection::settings::Settings;

/// Returns the settings by their names, each with what it means.
pub fn setting_meanings() -> &'static BTreeMap<String, String> {
    static MEANINGS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let schema = schemars::schema_for!(Settings);
        let settings = schema.as_value().pointer("/properties").and_then(|all| all.as_object());
        let meaning = |(name, setting): (&String, &serde_json::Value)| {
            let meaning = setting.get("description")?.as_str()?;
            let words: Vec<&str> = meaning.split_whitespace().collect();
            Some((name.clone(), words.join(" ")))
        };
        settings.into_iter().flatten().filter_map(meaning).collect()
    });
    &MEANINGS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_has_a_meaning() {
        for name in ["format", "title", "confidentiality", "cache", "vocabulary", "check", "views"]
        {
            let meaning = setting_meanings().get(name).map(String::as_str).unwrap_or_default();
            assert!(meaning.ends_with('.') && !meaning.contains('\n'), "{name}: {meaning:?}");
        }
    }
}
