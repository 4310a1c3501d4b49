//! Recognises keys that are meant to hold a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use strsim::osa_distance;

use crate::record::field::{Field, FieldId};
use crate::record::kind::{Kind, RowKind};
use crate::record::privacy_key::plain;
use crate::record::tables;

/// What keys of names are called: they may have slips, and words before them.
const WORDS: [&str; 6] = ["name", "names", "nativename", "alias", "aliases", "surname"];
/// The highest number of typos in such a key.
const SLIPS: usize = 2;
/// What else people call a name or a person; without slips.
const OTHERS: [&str; 39] = [
    "imie",
    "nazwisko",
    "jmeno",
    "isim",
    "naam",
    "aka",
    "who",
    "whois",
    "identity",
    "identities",
    "realid",
    "survivor",
    "interviewee",
    "alsoknownas",
    "knownas",
    "called",
    "pseudonym",
    "moniker",
    "given",
    "family",
    "victim",
    "person",
    "nombre",
    "nombres",
    "apellido",
    "apellidos",
    "prenom",
    "nome",
    "cognome",
    "имя",
    "фамилия",
    "姓名",
    "名字",
    "氏名",
    "이름",
    "ชื่อ",
    "اسم",
    "الاسم",
    "नाम",
];
/// Headers above a part of a record that name no person.
const GENERIC: [&str; 22] = [
    "about",
    "basic",
    "basics",
    "body",
    "case",
    "cases",
    "content",
    "data",
    "details",
    "fields",
    "general",
    "header",
    "id",
    "info",
    "information",
    "main",
    "meta",
    "metadata",
    "profile",
    "record",
    "records",
    "root",
];
/// No key is longer than this many bytes: the rest of such a line is words.
pub(super) const LONGEST_KEY: usize = 64;

/// Returns whether a key is meant to hold names.
pub(in crate::record) fn is_of_name(key: &str) -> bool {
    if key.len() > LONGEST_KEY || key.is_ascii() && !has_letters(key) {
        return false;
    }
    let whole = plain(key);
    if NAMES.contains(whole.as_str()) {
        return true;
    }
    if FIELDS.contains(&whole) {
        return false;
    }
    if OTHER_NAMES.contains(&whole) {
        return true;
    }
    let length = whole.chars().count();
    let distance = |word: &str| {
        let near = word.len().abs_diff(length) <= SLIPS;
        near.then(|| osa_distance(word, &whole)).filter(|distance| *distance <= SLIPS)
    };
    match WORDS.into_iter().filter_map(distance).min() {
        Some(SLIPS) => return !is_near_field(&whole, length),
        Some(_) => return true,
        None => {}
    }
    if is_near_field(&whole, length) {
        return false;
    }
    let ends = ["name", "names", "alias", "aliases"];
    let is_joint = |c: char| !c.is_alphanumeric();
    let is_part = |part: &str| {
        ends.contains(&part)
            || part.len() > 3 && osa_distance("name", part) == 1
            || OTHER_NAMES.contains(part)
    };
    ends.iter().any(|end| whole.ends_with(end))
        || whole.starts_with("name")
        || key.split(is_joint).filter(|part| !part.is_empty()).any(|part| is_part(&plain(part)))
}

/// Returns whether a line of a file is the header of a row, or all its keys are written as those of the format and are not meant to
/// hold names.
pub(crate) fn has_no_key_of_a_name(line: &str) -> bool {
    // A key with a capital or a space in it may be a name itself.
    let is_of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_other = |key: &str| key.chars().all(is_of_key) && !is_of_name(key);
    let Some((before, _)) = line.rsplit_once('=') else { return is_row_header(line) };
    let mut keys = before.split('=').filter_map(|text| text.rsplit(['{', ',']).next());
    keys.all(|key| is_other(key.trim()))
}

/// Returns whether a line of a file is the header of a row, or starts with the key of a field of this kind.
pub(crate) fn is_of_field_of(kind: Kind, line: &str) -> bool {
    let is_field = |key: &str| tables::fields(kind).iter().any(|field| field.name.as_str() == key);
    line.split_once('=').map_or_else(|| is_row_header(line), |(key, _)| is_field(key.trim()))
}

/// Returns whether a line of a file is the header of a row, or starts with the key of a field of the format.
pub(crate) fn is_of_known_field(line: &str) -> bool {
    let is_field = |key: &str| key.trim().parse::<FieldId>().is_ok();
    line.split_once('=').map_or_else(|| is_row_header(line), |(key, _)| is_field(key))
}

fn is_row_header(line: &str) -> bool {
    let name = line.trim().trim_matches(['[', ']']);
    name == "quote.disputes" || RowKind::ALL.iter().any(|kind| kind.name() == name)
}

/// Returns whether a key is that of a field of the format which holds no name.
pub(super) fn is_of_field(key: &str) -> bool {
    key.len() <= LONGEST_KEY && FIELDS.contains(&plain(key))
}

/// Fewer letters are near to a field by chance, as `hat` is to `what`.
const SHORTEST_SLIP: usize = 5;

/// Returns whether a key is surely meant as that of a field of the format which holds no name: it is one, or one slip away.
pub(in crate::record) fn is_meant_as_field(key: &str) -> bool {
    let whole = plain(if key.len() > LONGEST_KEY { "" } else { key });
    let length = whole.chars().count();
    FIELDS.contains(&whole) || length >= SHORTEST_SLIP && is_near_field(&whole, length)
}

/// Returns whether a key is surely meant as that of one of these fields, if it holds no name: it is one, or one slip away from it and
/// what no other field is called.
pub(in crate::record) fn is_meant_as_one_of<'f>(
    mut fields: impl Iterator<Item = &'f Field>,
    key: &str,
) -> bool {
    let whole = plain(if key.len() > LONGEST_KEY { "" } else { key });
    let length = whole.chars().count();
    let is_slip = length >= SHORTEST_SLIP && !FIELDS.contains(&whole);
    fields.any(|field| {
        let name = plain(field.name.as_str());
        let is_near = || name.len().abs_diff(length) < SLIPS && osa_distance(&name, &whole) < SLIPS;
        !super::is_name_field(field.name.as_str()) && (name == whole || is_slip && is_near())
    })
}

/// Returns whether a key says that the table it is in is about a person or a case.
pub(super) fn holds_person(key: &str) -> bool {
    matches!(key, "title" | "confidentiality" | "public") || is_of_name(key)
}

/// Returns whether a header names no person.
pub(super) fn is_generic(header: &str) -> bool {
    let plain = plain(header);
    let kinds = || Kind::all().flat_map(|kind| [kind.name(), kind.folder()]);
    header.len() > LONGEST_KEY
        || GENERIC.contains(&plain.as_str())
        || FIELDS.contains(&plain)
        || is_of_name(header)
        || kinds().any(|kind| kind == plain)
}

/// Returns whether a key is a field of the format, or one slip away from it.
fn is_near_field(whole: &str, length: usize) -> bool {
    FIELDS
        .iter()
        .any(|field| field.len().abs_diff(length) < SLIPS && osa_distance(field, whole) < SLIPS)
}

/// Tells at small cost whether an ASCII key may be meant: two of the letters of `name` and `alias` are in
/// every one.
fn has_letters(key: &str) -> bool {
    let is_one = |byte: &u8| {
        matches!(byte.to_ascii_lowercase(), b'n' | b'a' | b'm' | b'e' | b'l' | b'i' | b's')
    };
    key.bytes().filter(is_one).take(2).count() == 2 || key.eq_ignore_ascii_case("who")
}

static NAMES: LazyLock<HashSet<String>> =
    LazyLock::new(|| tables::name_fields().iter().map(|name| plain(name.as_str())).collect());

static OTHER_NAMES: LazyLock<HashSet<String>> =
    LazyLock::new(|| OTHERS.into_iter().map(plain).collect());

/// The fields of the format that hold no name, as keys are compared.
static FIELDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let rows = RowKind::ALL.into_iter();
    let fields = Kind::all().map(tables::fields).chain(rows.map(tables::row_fields));
    let names = fields.flatten().map(|field| field.name.as_str());
    names.filter(|name| !super::is_name_field(name)).map(plain).collect()
});
