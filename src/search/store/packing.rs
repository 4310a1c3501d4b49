//! Stores as bytes, block by block, for a stored index.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use super::Store;
use super::block::LineBlock;
use super::facts::SharedValues;
use crate::codec::{Packer, Unpacker};

/// A store that is being written: first the values that its blocks share, then each block.
pub(crate) struct StorePacker {
    store: Store,
    /// The numbers of the shared values, by their addresses, which stay what they are as long as the store is there.
    numbers: HashMap<usize, usize>,
    shared: Vec<u8>,
}

/// A store that is being read, once its shared values are known.
pub(crate) struct StoreUnpacker {
    shared: Arc<[Arc<SharedValues>]>,
}

impl StorePacker {
    /// Returns what writes a store.
    pub(crate) fn of(store: Store) -> Self {
        let blocks = 0..store.blocks.len();
        Self::of_blocks(store, blocks, &[])
    }

    /// Returns what writes some blocks of a store beside others that were written with these shared values, which keep
    /// their numbers.
    pub(crate) fn beside(
        unpacker: &StoreUnpacker,
        store: Store,
        blocks: impl Iterator<Item = usize>,
    ) -> Self {
        Self::of_blocks(store, blocks, &unpacker.shared)
    }

    fn of_blocks(
        store: Store,
        blocks: impl Iterator<Item = usize>,
        before: &[Arc<SharedValues>],
    ) -> Self {
        let mut numbers = HashMap::new();
        // Many values are made anew for each line that has them, and are equal.
        let mut known: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut all = Packer::default();
        let blocks = blocks.filter_map(|number| store.blocks.get(number));
        for values in before.iter().chain(blocks.flat_map(|block| block.shared_values())) {
            numbers.entry(Arc::as_ptr(values).addr()).or_insert_with(|| {
                let mut packer = Packer::default();
                values.pack(&mut packer);
                let next = known.len();
                *known.entry(packer.into_bytes()).or_insert_with_key(|bytes| {
                    all.bytes(bytes);
                    next
                })
            });
        }
        let mut shared = Packer::default();
        shared.size(known.len());
        shared.compressed(&all.into_bytes());
        Self { store, numbers, shared: shared.into_bytes() }
    }

    /// Returns the shared values.
    pub(crate) fn shared(&self) -> &[u8] {
        &self.shared
    }

    /// Returns how many blocks there are.
    pub(crate) fn blocks(&self) -> usize {
        self.store.blocks.len()
    }

    /// Returns a block, by its number.
    pub(crate) fn block(&self, number: usize) -> Vec<u8> {
        let number_of = |values: &Arc<SharedValues>| {
            self.numbers.get(&Arc::as_ptr(values).addr()).copied().unwrap_or_default()
        };
        self.store.blocks.get(number).map(|block| block.pack(number_of)).unwrap_or_default()
    }
}

impl StoreUnpacker {
    /// Reads the shared values of a store; `None` where no [`StorePacker`] wrote these bytes.
    pub(crate) fn new(shared: &[u8]) -> Option<Self> {
        let mut unpacker = Unpacker::new(shared);
        let count = unpacker.size()?;
        let bytes = unpacker.compressed()?.decompress()?;
        let mut unpacker = Unpacker::new(&bytes);
        // None takes less than two bytes.
        let values =
            (0..count.min(bytes.len())).map(|_| SharedValues::unpack(&mut unpacker).map(Arc::new));
        let shared: Arc<[_]> = values.collect::<Option<_>>()?;
        (shared.len() == count && unpacker.is_at_end()).then_some(Self { shared })
    }

    /// Reads one block.
    pub(crate) fn block(&self, bytes: &[u8]) -> Option<StoredBlock> {
        LineBlock::unpack(bytes, &self.shared).map(Arc::new).map(StoredBlock)
    }
}

/// A block that was read.
pub(crate) struct StoredBlock(Arc<LineBlock>);

impl Store {
    /// Returns the store of these blocks; `None` if one of them has no line.
    pub(crate) fn of_blocks(blocks: Vec<StoredBlock>) -> Option<Self> {
        let blocks: Vec<Arc<LineBlock>> = blocks.into_iter().map(|block| block.0).collect();
        let has_lines = !blocks.is_empty() && blocks.iter().all(|block| block.len() > 0);
        has_lines.then(|| Self::of_parts(blocks))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::LINES;
    use super::*;
    use crate::codec::CompressedBytes;
    use crate::search::part::Part;
    use crate::search::query::Query;
    use crate::search::query::catalogue::Catalogue;
    use crate::search::store::line::SearchLine;
    use crate::search::values::amount::Amount;
    use crate::search::values::days::{DayInterval, DayRange, Days};
    use crate::search::{NameSet, SearchOptions, search};

    /// Returns a line with texts of all parts, and with facts of all forms.
    fn line(number: usize, shared: &Arc<SharedValues>) -> SearchLine {
        let catalogue = Catalogue::of_words(&["kind", "place"]);
        let [kind, place] = ["kind", "place"].map(|name| catalogue.number(name).unwrap());
        let mut builder = SearchLine::builder();
        builder.text(Part::Id, &format!("test-{number}"));
        builder.value(kind, Part::Name, ["Tést Ann", "测试 安", "시험 앤"][number % 3]);
        builder.text(Part::Quote, &format!("She said “Thử {number}”."));
        builder.text(Part::Long, &"Long words. ".repeat(number % 5));
        let range = DayRange { first: -7, last: 400 };
        let doubt = number.is_multiple_of(2).then_some(DayRange::ALWAYS);
        let days = DayInterval { start: range, end: range, doubt };
        let mut names = NameSet::default();
        names.insert(number % 256);
        let amount = Amount { unit: Some(*b"USD"), ..Amount::between(0.5, f64::INFINITY) };
        builder
            .facts()
            .stored(kind, "Victim")
            .also_found_by(place, "sea town")
            .stored(place, "")
            .amount(kind, amount)
            .amount(kind, Amount::exactly(7.0))
            .days(kind, Days { intervals: vec![days, days], all: number.is_multiple_of(3) })
            .names(kind, names)
            .shared(place, shared)
            .shared(place, &Arc::new(shared.doubtful()));
        builder.build()
    }

    fn store(count: usize) -> Store {
        let shared = Arc::new(SharedValues::default().stored("seatown").also_found_by("Sea"));
        Store::build(count, |number| match number % 7 {
            6 => SearchLine::default(),
            _ => line(number, &shared),
        })
    }

    fn read(packer: &StorePacker, shared: &[u8]) -> Option<Store> {
        let unpacker = StoreUnpacker::new(shared)?;
        let blocks = (0..packer.blocks()).map(|number| unpacker.block(&packer.block(number)));
        Store::of_blocks(blocks.collect::<Option<_>>()?)
    }

    fn lines(store: &Store) -> Vec<String> {
        (0..store.len()).map(|line| format!("{:?}", store.line(line))).collect()
    }

    #[test]
    fn a_store_that_is_read_is_the_one_that_was_written() {
        for count in [1, LINES, LINES + 9] {
            let written = store(count);
            let packer = StorePacker::of(written.clone());
            let read = read(&packer, packer.shared()).unwrap();
            assert_eq!(lines(&read), lines(&written));
            let catalogue = Catalogue::of_words(&["kind", "place"]);
            for typed in
                ["ann", "Tést", "ceshi", "thu", "\"Thử 3\"", "kind:victim", "place:sea", "tset"]
            {
                let (query, _) = Query::read(typed, &catalogue);
                let found = |store: &Store| {
                    search(&query, store, &SearchOptions::default(), |_| {}).unwrap().hits
                };
                assert_eq!(found(&read), found(&written), "{typed}");
            }
            // Each value is written once, however many lines have it.
            assert_eq!(StoreUnpacker::new(packer.shared()).unwrap().shared.len(), 2);
        }
    }

    #[test]
    fn a_block_that_was_cut_short_is_not_read() {
        let packer = StorePacker::of(store(20));
        let unpacker = StoreUnpacker::new(packer.shared()).unwrap();
        let block = packer.block(0);
        for end in 0..block.len() {
            let read = block.get(..end).and_then(|block| unpacker.block(block));
            assert!(read.is_none_or(|read| read.0.len() == 20), "{end}");
        }
        for end in 0..packer.shared().len() {
            assert!(packer.shared().get(..end).and_then(StoreUnpacker::new).is_none(), "{end}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes: Vec<u8>, at: usize, byte: u8) {
            _ = StoreUnpacker::new(&bytes);
            let packer = StorePacker::of(store(9));
            let unpacker = StoreUnpacker::new(packer.shared()).unwrap();
            _ = unpacker.block(&bytes);
            // Damage of what is compressed reaches all that is inside.
            let mut texts = Packer::default();
            let block = packer.block(0);
            let mut unpacked = Unpacker::new(&block);
            _ = unpacked.size();
            let mut inside = unpacked.compressed().and_then(CompressedBytes::decompress).unwrap();
            let place = at % inside.len();
            if let Some(damaged) = inside.get_mut(place) {
                *damaged = byte;
            }
            texts.size(9);
            texts.compressed(&inside);
            texts.bytes(unpacked.rest());
            if let Some(store) = unpacker.block(&texts.into_bytes()).and_then(|block| Store::of_blocks(vec![block])) {
                _ = lines(&store);
                let (query, _) = Query::read("ann Thử", &Catalogue::of_words(&[]));
                _ = search(&query, &store, &SearchOptions::default(), |_| {});
            }
        }
    }
}
