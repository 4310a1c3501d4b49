//! The two layouts of CTDC: a row for each person, in the 27 columns of the Global Synthetic Dataset and in the 62 of the older
//! dataset, and a table of which case each row is.
//!
//! A column says `1` or nothing (`-99` in the older layout). Both have `0` for what was not so, but that no source speaks of
//! something does not mean that it was not so.

mod older;

use super::person_rows::{AlikePeople, PersonRows, left_out, unread};
use super::{ExportError, View, csv};
use crate::exchange::package::{HashedFile, Package};
use crate::record::{FieldId, Fields, Id, Kind, Value, three_letter_code};
use crate::redaction::{RedactedRecord, Redaction};

/// A column: its name in the layout, and what it has of a victim.
struct CtdcColumn {
    name: &'static str,
    cell: CtdcCell,
}

/// What a column has.
enum CtdcCell {
    /// Made of several fields.
    Made(fn(&Redaction<'_>, &Fields) -> Option<String>),
    /// `1` where a field has one of these words.
    Flag(FieldId, &'static [&'static str]),
    /// The words of a field in those of the layout, parted by semicolons.
    Words(FieldId, &'static [(&'static str, &'static str)]),
    /// What every row has.
    Always(&'static str),
    /// Nothing, since no field of ours says it.
    None,
}

const fn column(name: &'static str, cell: CtdcCell) -> CtdcColumn {
    CtdcColumn { name, cell }
}

/// The columns, in the order of the layout.
const COLUMNS: [CtdcColumn; 27] = {
    use CtdcCell::{Flag, Made, None};
    use FieldId::{ExploitationType, MeansOfControl, RecruiterRelation};
    [
        // When someone was registered with an organisation is not known of those of whom the press writes.
        column("yearOfRegistration", None),
        column("gender", Made(|_, fields| gender(fields))),
        column("ageBroad", Made(|_, fields| age(fields))),
        column("citizenship", Made(|_, fields| citizenship(fields))),
        column("CountryOfExploitation", Made(country)),
        column("traffickMonths", Made(|_, fields| months(fields))),
        column(
            "meansDebtBondageEarnings",
            Flag(MeansOfControl, &["debt_bondage", "takes_earnings"]),
        ),
        column(
            "meansThreats",
            Flag(MeansOfControl, &["threats", "threats_law_enforcement", "threats_family"]),
        ),
        column(
            "meansAbusePsyPhySex",
            Flag(MeansOfControl, &["psychological_abuse", "physical_abuse", "sexual_abuse"]),
        ),
        column("meansFalsePromises", Flag(MeansOfControl, &["false_promises"])),
        column("meansDrugsAlcohol", Flag(MeansOfControl, &["psychoactive_substances"])),
        column(
            "meansDenyBasicNeeds",
            Flag(MeansOfControl, &["withholds_necessities", "restricts_medical_care"]),
        ),
        column("meansExcessiveWorkHours", Flag(MeansOfControl, &["excessive_working_hours"])),
        column("meansWithholdDocs", Flag(MeansOfControl, &["withholds_documents"])),
        column(
            "isForcedLabour",
            Flag(
                ExploitationType,
                &[
                    "forced_labour",
                    "forced_criminality",
                    "child_labour",
                    "servitude",
                    "forced_begging",
                ],
            ),
        ),
        column("isSexualExploit", Flag(ExploitationType, &["sexual_exploitation"])),
        column(
            "isOtherExploit",
            Flag(
                ExploitationType,
                &[
                    "forced_marriage",
                    "forced_military",
                    "organ_removal",
                    "forced_adoption",
                    "surrogacy",
                    "other",
                ],
            ),
        ),
        column("sectorOfLabourAgriculture", None),
        column("sectorOfLabourConstruction", None),
        column("sectorOfLabourDomesticWork", None),
        column("sectorOfLabourHospitality", None),
        column("sectorOfSexProstitution", None),
        column("sectorOfSexPornography", None),
        column("recruiterRelationIntimatePartner", None),
        column("recruiterRelationFriend", Flag(RecruiterRelation, &["acquainted"])),
        column("recruiterRelationFamily", Flag(RecruiterRelation, &["familial"])),
        column("recruiterRelationOther", Flag(RecruiterRelation, &["unacquainted"])),
    ]
};

/// The bands of age of CTDC with their first and last year.
const BANDS: [(i64, i64, &str); 9] = [
    (0, 8, "0--8"),
    (9, 17, "9--17"),
    (18, 20, "18--20"),
    (21, 23, "21--23"),
    (24, 26, "24--26"),
    (27, 29, "27--29"),
    (30, 38, "30--38"),
    (39, 47, "39--47"),
    (48, 120, "48+"),
];

/// Writes victims in both layouts.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    package: &mut dyn Package,
) -> Result<Option<String>, ExportError> {
    let style = ::csv::QuoteStyle::Necessary;
    let mut file = HashedFile::add(package, "ctdc.csv")?;
    let mut other = HashedFile::add(package, "ctdc-62.csv")?;
    let mut rows = HashedFile::add(package, "rows.csv")?;
    let header = csv::line(style, COLUMNS.iter().map(|column| column.name))?;
    file.put(package, header.as_bytes())?;
    let header = csv::line(style, older::COLUMNS.iter().map(|column| column.name))?;
    other.put(package, header.as_bytes())?;
    rows.put(package, csv::line(style, ["row", "casebook_id"].into_iter())?.as_bytes())?;
    let expands = view.options.expands_groups;
    let row = |released: &RedactedRecord<'_>| {
        let people = PersonRows::of(released.fields(), expands);
        let is_none = released.fields().text(FieldId::TraffickingStatus) == Some("not_a_victim");
        if is_none || matches!(people, PersonRows::LeftOut | PersonRows::Unread) {
            return Ok(Err((is_none, people)));
        }
        let of = |fields: &Fields, columns: &[CtdcColumn], missing: &str| {
            let cells = columns.iter().map(|column| {
                let said = cell(&column.cell, view.redaction, fields);
                let is_of_a_person =
                    column.name.starts_with("age") || column.name.starts_with("majority");
                let is_of_many = column.name == "citizenship"
                    && fields.get(FieldId::Citizenship).is_some_and(|entry| entry.items.len() > 1);
                let said = people.own(said, is_of_a_person || is_of_many, '\n');
                if said.is_empty() { missing.to_owned() } else { said }
            });
            csv::line(style, cells)
        };
        let lines = people.people(released).into_iter().map(|AlikePeople { fields, count }| {
            let older = of(&fields, &older::COLUMNS, older::MISSING)?;
            Ok((of(&fields, &COLUMNS, "")?, older, count))
        });
        let lines = lines.collect::<Result<Vec<_>, std::io::Error>>()?;
        Ok::<_, std::io::Error>(Ok((released.id(), lines)))
    };
    let victims = ids.iter().copied();
    let victims = victims.filter(|id| view.redaction.kind_of(id) == Some(Kind::Victim));
    let (mut number, mut groups, mut others, mut not_read) = (0_usize, 0_usize, 0_usize, 0_usize);
    for row in view.redaction.map_records(victims, row) {
        match row? {
            Ok((id, lines)) => {
                for (line, older, count) in lines {
                    for _ in 0..count {
                        number += 1;
                        file.put(package, line.as_bytes())?;
                        other.put(package, older.as_bytes())?;
                        let line =
                            csv::line(style, [number.to_string(), id.to_string()].into_iter())?;
                        rows.put(package, line.as_bytes())?;
                    }
                }
            }
            Err((true, _)) => others += 1,
            Err((false, PersonRows::Unread)) => not_read += 1,
            Err((false, PersonRows::One | PersonRows::Of(_) | PersonRows::LeftOut)) => groups += 1,
        }
    }
    let none = (others > 0).then(|| {
        let cases = if others == 1 { "1 case is" } else { &format!("{others} cases are") };
        format!("{cases} left out: no victims of trafficking")
    });
    let said = left_out(groups, expands).into_iter().chain(unread(not_read)).chain(none);
    let said: Vec<String> = said.collect();
    Ok((!said.is_empty()).then(|| said.join("; ")))
}

fn cell(cell: &CtdcCell, redaction: &Redaction<'_>, fields: &Fields) -> String {
    match cell {
        CtdcCell::Made(make) => make(redaction, fields).unwrap_or_default(),
        CtdcCell::Flag(name, words) => {
            let items = fields.get(*name).map_or(&[][..], |entry| &entry.items);
            let has = items
                .iter()
                .any(|item| matches!(&item.value, Value::Term(word) if words.contains(&&**word)));
            if has { "1".to_owned() } else { String::new() }
        }
        CtdcCell::Words(name, words) => {
            let items = fields.get(*name).map_or(&[][..], |entry| &entry.items);
            let mut said: Vec<&str> = Vec::new();
            for item in items {
                let Value::Term(word) = &item.value else { continue };
                let word = words.iter().find(|(own, _)| **own == **word).map(|(_, word)| *word);
                said.extend(word.filter(|word| !said.contains(word)));
            }
            said.join(";")
        }
        CtdcCell::Always(text) => (*text).to_owned(),
        CtdcCell::None => String::new(),
    }
}

fn gender(fields: &Fields) -> Option<String> {
    let said = match fields.text(FieldId::Gender)? {
        "female" => "Woman",
        "male" => "Man",
        "transgender_female" | "transgender_male" | "non_conforming" => {
            "Trans/Transgender/NonConforming"
        }
        _ => return None,
    };
    Some(said.to_owned())
}

/// Returns the band of an age at the time when someone was identified; one at the time of the trafficking is another. A
/// public release has the band as a tag.
fn age(fields: &Fields) -> Option<String> {
    let is_later = matches!(fields.text(FieldId::AgeAt), Some("interview" | "report"));
    if !is_later {
        return None;
    }
    if let Some(age) = fields.whole(FieldId::Age) {
        let band = BANDS.into_iter().find(|(first, last, _)| (*first..=*last).contains(&age));
        return band.map(|(_, _, band)| band.to_owned());
    }
    let tags = fields.get(FieldId::Tags).map_or(&[][..], |entry| &entry.items);
    let bands = tags.iter().filter_map(|tag| {
        let tag = tag.value.written();
        let band = tag.strip_prefix("age ")?;
        let band = band.replace('-', "--").replace(" or more", "+");
        BANDS.into_iter().find(|(_, _, known)| *known == band)
    });
    bands.map(|(_, _, band)| band.to_owned()).next()
}

fn citizenship(fields: &Fields) -> Option<String> {
    three_letter_code(&first_citizenship(fields)?).map(str::to_owned)
}

fn first_citizenship(fields: &Fields) -> Option<String> {
    let first = fields.get(FieldId::Citizenship)?.items.first()?;
    let Value::Code(code) = &first.value else { return None };
    Some(code.to_string())
}

/// Returns the country of the place where someone was held, or that of a larger place around it.
fn country(redaction: &Redaction<'_>, fields: &Fields) -> Option<String> {
    three_letter_code(&country_code(redaction, fields)?).map(str::to_owned)
}

fn country_code(redaction: &Redaction<'_>, fields: &Fields) -> Option<String> {
    let mut place = fields.linked(FieldId::ExploitationPlace).next()?.clone();
    // Places may be within each other in a circle.
    for _ in 0..16 {
        let found = redaction.get(&place)?;
        if let Some(entry) = found.fields().get(FieldId::Country)
            && let Some(Value::Code(code)) = entry.items.first().map(|item| &item.value)
        {
            return Some(code.to_string());
        }
        place = found.fields().linked(FieldId::Within).next()?.clone();
    }
    None
}

/// Returns for how long someone was held, where all days that may be meant say the same.
fn months(fields: &Fields) -> Option<String> {
    let (start, end) =
        (fields.date(FieldId::ExploitationStart)?, fields.date(FieldId::ExploitationEnd)?);
    let month = |day: Option<crate::record::Day>| {
        let (year, month, _) = day?.parts()?;
        Some(year * 12 + i32::from(month))
    };
    let shortest = month(end.earliest())? - month(start.latest())?;
    let longest = month(end.latest())? - month(start.earliest())?;
    let band = |months: i32| match months {
        ..=12 => "0--12 (0-1 yr)",
        13..=24 => "13--24 (1-2 yrs)",
        25.. => "25+ (2+ yrs)",
    };
    (longest >= 0 && band(shortest) == band(longest)).then(|| band(longest).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Shape, field};

    #[test]
    fn a_word_without_a_column_is_left_out_on_purpose() {
        for (name, left_out) in [
            (FieldId::RecruiterRelation, &[][..]),
            (FieldId::ExploitationType, &[]),
            (
                FieldId::MeansOfControl,
                &[
                    "restricts_financial_access",
                    "restricts_movement",
                    "uses_children",
                    "sold_on",
                    "other",
                ],
            ),
        ] {
            let Shape::Term(vocabulary) = field(Kind::Victim, name).unwrap().shape else {
                panic!("{name:?} is of no vocabulary")
            };
            let used: Vec<&str> = COLUMNS
                .iter()
                .filter_map(|column| match &column.cell {
                    CtdcCell::Flag(of, words) if *of == name => Some(*words),
                    CtdcCell::Flag(..)
                    | CtdcCell::Made(_)
                    | CtdcCell::Words(..)
                    | CtdcCell::Always(_)
                    | CtdcCell::None => None,
                })
                .flatten()
                .copied()
                .collect();
            let words: Vec<&str> = vocabulary.words().collect();
            assert!(used.iter().all(|word| words.contains(word)), "{used:?}");
            let without: Vec<&str> =
                words.into_iter().filter(|word| !used.contains(word)).collect();
            assert_eq!(without, left_out, "{name:?}");
        }
    }
}
