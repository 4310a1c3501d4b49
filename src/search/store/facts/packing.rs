//! Facts and shared values as bytes, for a stored index.

use super::{NameSet, SharedValues, StoredFact, TextNo, ValueSpan};
use crate::codec::{Packer, Unpacker};
use crate::search::part::Part;
use crate::search::store::string_arena::{StringArena, StringSpan};
use crate::search::values::amount::Amount;
use crate::search::values::days::{DayInterval, DayRange, Days};

/// How the stored form of a value is written behind its folded form.
const NOT_STORED: u8 = 0;
const STORED_AS_FOLDED: u8 = 1;
const STORED_OTHERWISE: u8 = 2;

/// What kind of fact follows.
const VALUE: u8 = 0;
const TEXT: u8 = 1;
const AMOUNT: u8 = 2;
const DAYS: u8 = 3;
const NAMES: u8 = 4;

impl ValueSpan {
    fn pack(self, strings: &StringArena, packer: &mut Packer) {
        let (folded, stored) = (strings.get(self.folded), strings.get(self.stored));
        packer.text(folded);
        if stored.is_empty() {
            packer.byte(NOT_STORED);
        } else if stored == folded {
            packer.byte(STORED_AS_FOLDED);
        } else {
            packer.byte(STORED_OTHERWISE);
            packer.text(stored);
        }
    }

    fn unpack(strings: &mut StringArena, unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let folded = strings.push(unpacker.text()?);
        let stored = match unpacker.byte()? {
            NOT_STORED => StringSpan::default(),
            STORED_AS_FOLDED => folded,
            STORED_OTHERWISE => strings.push(unpacker.text()?),
            _ => return None,
        };
        Some(Self { folded, stored })
    }
}

impl SharedValues {
    /// Writes the values.
    pub(crate) fn pack(&self, packer: &mut Packer) {
        packer.byte(u8::from(self.is_doubtful));
        packer.size(self.values.len());
        for value in &self.values {
            value.pack(&self.strings, packer);
        }
    }

    /// Reads the values that [`pack`](Self::pack) wrote.
    pub(crate) fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let is_doubtful = unpacker.byte()? != 0;
        let mut strings = StringArena::default();
        let values = (0..unpacker.count()?).map(|_| ValueSpan::unpack(&mut strings, unpacker));
        let values = values.collect::<Option<_>>()?;
        Some(Self { strings: strings.take(), values, is_doubtful })
    }
}

impl StoredFact {
    /// Writes the fact, given the strings of its table.
    pub(crate) fn pack(&self, strings: &StringArena, packer: &mut Packer) {
        match self {
            Self::Value(value) => {
                packer.byte(VALUE);
                value.pack(strings, packer);
            }
            Self::Text(TextNo { part, number }) => {
                packer.byte(TEXT);
                packer.byte(*part as u8);
                packer.number((*number).into());
            }
            Self::Amount(amount) => {
                packer.byte(AMOUNT);
                let Amount { least, most, unit } = **amount;
                packer.bytes(&least.to_bits().to_le_bytes());
                packer.bytes(&most.to_bits().to_le_bytes());
                packer.byte(u8::from(unit.is_some()));
                if let Some(unit) = unit {
                    packer.bytes(&unit);
                }
            }
            Self::Days(days) => {
                packer.byte(DAYS);
                packer.byte(u8::from(days.all));
                packer.size(days.intervals.len());
                for DayInterval { start, end, doubt } in &days.intervals {
                    pack_days(*start, packer);
                    pack_days(*end, packer);
                    packer.byte(u8::from(doubt.is_some()));
                    if let Some(doubt) = doubt {
                        pack_days(*doubt, packer);
                    }
                }
            }
            Self::Names(names) => {
                packer.byte(NAMES);
                names.0.iter().for_each(|word| packer.bytes(&word.to_le_bytes()));
            }
        }
    }

    /// Reads the fact that [`pack`](Self::pack) wrote, and adds its strings to those of its table.
    pub(crate) fn unpack(strings: &mut StringArena, unpacker: &mut Unpacker<'_>) -> Option<Self> {
        Some(match unpacker.byte()? {
            VALUE => Self::Value(ValueSpan::unpack(strings, unpacker)?),
            TEXT => {
                let part = *Part::ALL.get(usize::from(unpacker.byte()?))?;
                Self::Text(TextNo { part, number: u32::try_from(unpacker.number()?).ok()? })
            }
            AMOUNT => {
                let [least, most] = [unpacker.array()?, unpacker.array()?]
                    .map(|bits| f64::from_bits(u64::from_le_bytes(bits)));
                let unit = if unpacker.byte()? == 0 { None } else { Some(unpacker.array()?) };
                Self::Amount(Box::new(Amount { least, most, unit }))
            }
            DAYS => {
                let all = unpacker.byte()? != 0;
                let intervals = (0..unpacker.count()?).map(|_| {
                    let [start, end] = [unpack_days(unpacker)?, unpack_days(unpacker)?];
                    let has_doubt = unpacker.byte()? != 0;
                    let doubt = if has_doubt { Some(unpack_days(unpacker)?) } else { None };
                    Some(DayInterval { start, end, doubt })
                });
                Self::Days(Box::new(Days { intervals: intervals.collect::<Option<_>>()?, all }))
            }
            NAMES => {
                let mut names = NameSet::default();
                for word in &mut names.0 {
                    *word = u64::from_le_bytes(unpacker.array()?);
                }
                Self::Names(Box::new(names))
            }
            _ => return None,
        })
    }
}

fn pack_days(days: DayRange, packer: &mut Packer) {
    packer.bytes(&days.first.to_le_bytes());
    packer.bytes(&days.last.to_le_bytes());
}

fn unpack_days(unpacker: &mut Unpacker<'_>) -> Option<DayRange> {
    let [first, last] = [unpacker.array()?, unpacker.array()?].map(i32::from_le_bytes);
    Some(DayRange { first, last })
}
