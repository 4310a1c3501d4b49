//! Codes of standards: countries and their parts, languages, offences, hashes, web addresses.

/// Returns whether `code` is an ISO 3166-1 country in two capital letters.
pub(super) fn is_country(code: &str) -> bool {
    code.len() == 2 && rust_iso3166::from_alpha2(code).is_some()
}

/// Returns whether `code` is an ISO 3166-1 country or an ISO 3166-2 part of one, such as `KH-18`.
pub(super) fn is_region(code: &str) -> bool {
    is_country(code) || rust_iso3166::iso3166_2::from_code(code).is_some()
}

/// Returns the code of the country that goes by this English name or three-letter code.
pub fn country_named(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let known = match name.as_str() {
        "chinese" | "prc" => Some("CN"),
        "cambodian" => Some("KH"),
        "taiwan" | "taiwanese" => Some("TW"),
        "vietnam" | "vietnamese" => Some("VN"),
        "thai" => Some("TH"),
        "indonesian" => Some("ID"),
        "malaysian" => Some("MY"),
        "burma" | "burmese" => Some("MM"),
        "usa" | "us" | "america" | "american" => Some("US"),
        "uk" | "britain" | "british" => Some("GB"),
        "laos" => Some("LA"),
        _ => None,
    };
    known.or_else(|| {
        rust_iso3166::ALL
            .iter()
            .find(|country| {
                [country.alpha2, country.alpha3, country.name]
                    .iter()
                    .any(|c| c.to_lowercase() == name)
            })
            .map(|country| country.alpha2)
    })
}

/// Returns the three-letter code (ISO 3166-1) of a country that is given by its two-letter one.
pub fn three_letter_code(code: &str) -> Option<&'static str> {
    rust_iso3166::from_alpha2(code).map(|country| country.alpha3)
}

/// Returns the English name of a country or of a part of one.
pub fn region_name(code: &str) -> Option<&'static str> {
    match code {
        // The standard's own names are formal to the point of hiding what is meant.
        "TW" => Some("Taiwan"),
        "VN" => Some("Vietnam"),
        "LA" => Some("Laos"),
        "GB" => Some("United Kingdom"),
        "US" => Some("United States"),
        _ => rust_iso3166::from_alpha2(code)
            .map(|country| country.name)
            .or_else(|| rust_iso3166::iso3166_2::from_code(code).map(|part| part.name)),
    }
}

/// Returns whether `code` is a language of ISO 639-1 (two letters) or ISO 639-3 (three letters).
pub(super) fn is_language(code: &str) -> bool {
    let lower = code.bytes().all(|b| b.is_ascii_lowercase());
    lower
        && match code.len() {
            2 => isolang::Language::from_639_1(code).is_some(),
            3 => isolang::Language::from_639_3(code).is_some(),
            _ => false,
        }
}

/// Returns the code of the language that goes by this English name.
pub(super) fn language_named(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    // `EN` is English in capitals, and not the language that is called En.
    let language = isolang::Language::from_639_1(&name)
        .or_else(|| isolang::Language::from_639_3(&name))
        .or_else(|| isolang::Language::from_name_lowercase(&name))?;
    Some(language.to_639_1().unwrap_or_else(|| language.to_639_3()))
}

/// Returns the English name of a language.
pub fn language_name(code: &str) -> Option<&'static str> {
    let language =
        isolang::Language::from_639_1(code).or_else(|| isolang::Language::from_639_3(code))?;
    Some(language.to_name())
}

/// Returns the three letters of a language of ISO 639 (part 3).
pub(crate) fn language_in_three_letters(code: &str) -> Option<&'static str> {
    let language =
        isolang::Language::from_639_1(code).or_else(|| isolang::Language::from_639_3(code))?;
    Some(language.to_639_3())
}

/// Returns the two letters of a language of ISO 639, or its three where it has no two.
pub(crate) fn language_in_two_letters(code: &str) -> Option<&'static str> {
    let language =
        isolang::Language::from_639_1(code).or_else(|| isolang::Language::from_639_3(code))?;
    Some(language.to_639_1().unwrap_or(language.to_639_3()))
}

/// Returns whether `code` has the form of an ICCS offence: two to six digits that start with one of
/// the eleven sections `01` to `11` (International Classification of Crime for Statistical
/// Purposes, UNODC 2015).
pub(super) fn is_offence(code: &str) -> bool {
    let section = code.get(..2).and_then(|digits| digits.parse::<u8>().ok());
    (2..=6).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_digit())
        && section.is_some_and(|section| (1..=11).contains(&section))
}

/// Returns whether `text` is a SHA-256 hash in 64 lower-case hexadecimal digits.
pub(super) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Returns whether `text` is what another database calls a record: the name of the database in small letters,
/// digits and hyphens, a colon, and at least one character, none of them white space or a control character.
pub(super) fn is_identifier(text: &str) -> bool {
    text.split_once(':').is_some_and(|(database, id)| {
        super::id::Id::new(database).is_some()
            && !id.is_empty()
            && !id.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}

/// Returns whether `text` is an address on the web: `http` or `https`, a host, no white space.
pub(super) fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_a_database_and_its_own_id_without_spaces() {
        for is in
            ["wikidata:Q424", "opensanctions:NK-a1", "row:amnesty-2025/17", "a:b:c", "db-2:妙"]
        {
            assert!(is_identifier(is), "{is}");
        }
        for not in
            ["Q424", "Wikidata:Q424", "wikidata:", ":Q424", "wikidata: Q1", "a:b c", "a:b\u{7}"]
        {
            assert!(!is_identifier(not), "{not}");
        }
        assert_eq!(language_in_three_letters("en"), Some("eng"));
        assert_eq!(language_in_three_letters("khm"), Some("khm"));
        assert_eq!(language_in_three_letters("English"), None);
    }

    #[test]
    fn codes_are_checked_against_their_standards() {
        assert!(is_country("KH") && !is_country("kh") && !is_country("KHM") && !is_country("XX"));
        assert!(is_region("KH-18") && is_region("TW") && !is_region("KH-99"));
        assert!(
            is_language("zh")
                && is_language("khm")
                && !is_language("EN")
                && !is_language("english")
        );
        assert!(
            is_offence("02042") && is_offence("0204") && !is_offence("1204") && !is_offence("2")
        );
        assert!(
            is_web_address("https://example.org/a?b=c")
                && !is_web_address("https://")
                && !is_web_address("javascript:x")
        );
        assert!(!is_sha256("1D66") && is_sha256(&"0a".repeat(32)));
    }

    #[test]
    fn names_lead_to_codes() {
        assert_eq!(country_named("Cambodia"), Some("KH"));
        assert_eq!(country_named("chinese"), Some("CN"));
        assert_eq!(country_named("KHM"), Some("KH"));
        assert_eq!(country_named("Nowhere"), None);
        assert_eq!(language_named("english"), Some("en"));
        assert_eq!(region_name("KH-18"), Some("Preah Sihanouk"));
        assert_eq!(language_name("km"), Some("Khmer"));
    }
}
