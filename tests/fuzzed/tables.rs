//! Any mapping and any table: they are refused with places and remedies, or imported, and the second time nothing
//! changes.

use std::sync::OnceLock;

use casebook::collection::{Collection, Memory, load};
use casebook::exchange::{ImportFault, ImportedTable, MappedReading, SourcesReading, TableMapping};
use casebook::session::{ChangePreview, ImportPlan};

/// A mapping that fits many tables: the first two columns are called so.
const MAPPING: &str = "kind = 'victim'\nid = '{a}'\nsource = 'list'\n[constants]\ntitle = '{a}'\n[columns]\na = 'name'\nb = ['age', { field = 'citizenship', separator = '/' }]\n";

fn collection() -> &'static Collection {
    static COLLECTION: OnceLock<Collection> = OnceLock::new();
    COLLECTION.get_or_init(|| {
        let mut memory = Memory::default();
        memory.put("casebook.toml", "format = 1\n");
        memory.put("sources.toml", "[list]\ntitle = 'List'\n");
        memory.put("places.toml", "[hall]\nname = 'Hall'\n");
        load(&memory)
    })
}

/// The input is a table, or a mapping, a zero byte and a table.
pub(crate) fn hold(input: &[u8]) {
    let parts = input.iter().position(|byte| *byte == 0).map(|at| (&input[..at], &input[at + 1..]));
    let (mapping, table) = match parts {
        Some((mapping, table)) => (String::from_utf8_lossy(mapping).into_owned(), table),
        None => (MAPPING.to_owned(), input),
    };
    if let Err(faults) = ImportedTable::guessed("t", table, None) {
        complete(&faults);
    }
    if let Err(faults) = SourcesReading::of("t", table, collection()) {
        complete(&faults);
    }
    let mapping = match TableMapping::read("m", &mapping) {
        Ok(mapping) => mapping,
        Err(faults) => return complete(&faults),
    };
    let planned = |collection: &Collection| {
        let table = ImportedTable::read("t", table, &mapping)?;
        let read = MappedReading::of(&mapping, &table, collection)?;
        ImportPlan::of(collection, "import", &read.records, false)
    };
    let plan = match planned(collection()) {
        Ok(plan) => plan,
        Err(faults) => return complete(&faults),
    };
    let after = ChangePreview::of(collection(), &plan.change).unwrap().after;
    let again =
        planned(&after).unwrap_or_else(|faults| panic!("refused the second time: {faults:?}"));
    assert!(again.change.files.is_empty(), "{:?}", again.change);
}

fn complete(faults: &[ImportFault]) {
    assert!(!faults.is_empty());
    for fault in faults {
        assert!(!fault.what.is_empty() && !fault.remedy.is_empty(), "{fault:?}");
    }
}
