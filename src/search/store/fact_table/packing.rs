//! Fact tables as bytes, for a stored index.

use std::sync::Arc;

use super::FactTable;
use crate::codec::{Packer, Unpacker};
use crate::search::store::csr::Csr;
use crate::search::store::facts::{FieldNo, SharedValues, StoredFact};
use crate::search::store::string_arena::StringArena;

impl FactTable {
    /// Writes the table; `number_of` numbers the values that it shares with other tables.
    pub(crate) fn pack(
        &self,
        packer: &mut Packer,
        number_of: impl Fn(&Arc<SharedValues>) -> usize,
    ) {
        packer.size(self.own.len());
        for (field, fact) in &self.own {
            packer.number(field.0.into());
            fact.pack(&self.strings, packer);
        }
        packer.size(self.shared.len());
        for (field, values) in &self.shared {
            packer.number(field.0.into());
            packer.size(number_of(values));
        }
        self.lines.pack(packer);
        self.sharing.pack(packer);
    }

    /// Reads the table of so many lines that [`pack`](Self::pack) wrote, given the shared values by their numbers.
    pub(crate) fn unpack(
        lines: usize,
        unpacker: &mut Unpacker<'_>,
        known: &[Arc<SharedValues>],
    ) -> Option<Self> {
        let field =
            |unpacker: &mut Unpacker<'_>| u16::try_from(unpacker.number()?).ok().map(FieldNo);
        let mut strings = StringArena::default();
        let own = (0..unpacker.count()?)
            .map(|_| Some((field(unpacker)?, StoredFact::unpack(&mut strings, unpacker)?)));
        let own: Box<[_]> = own.collect::<Option<_>>()?;
        let shared = (0..unpacker.count()?)
            .map(|_| Some((field(unpacker)?, Arc::clone(known.get(unpacker.size()?)?))));
        let shared: Box<[_]> = shared.collect::<Option<_>>()?;
        let of_lines = Csr::unpack(unpacker, own.len())?;
        let sharing = Csr::unpack(unpacker, shared.len())?;
        let is_whole = of_lines.len() == lines && sharing.len() == lines;
        let strings = strings.take();
        is_whole.then_some(Self { strings, own, shared, lines: of_lines, sharing })
    }

    /// Returns the values that the table shares with other tables.
    pub(crate) fn shared_values(&self) -> impl Iterator<Item = &Arc<SharedValues>> {
        self.shared.iter().map(|(_, values)| values)
    }

    /// Returns the table of lines without facts.
    pub(crate) fn without_facts(lines: usize) -> Self {
        let mut builder = super::FactTableBuilder::default();
        (0..lines).for_each(|_| builder.add(&super::Facts::default(), |_| None));
        builder.finish()
    }
}
