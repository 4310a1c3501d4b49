//! Any mapping and any table, and any list of entities or sources: they are refused with places and remedies, or imported, and
//! the second time nothing changes.

use std::sync::OnceLock;

use casebook::collection::{Collection, Memory, load};
use casebook::exchange::{
    EntitiesReading, ImportFault, ImportedRecord, ImportedTable, MappedReading, SourcesReading,
    TableMapping,
};
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
        memory.put(
            "victims/test-one.toml",
            "title = 'Test One'\nage = 14\nidentifiers = ['ftm:E1']\n[[quote]]\nsource = 'list'\ntext = 'One.'\n",
        );
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
    once(|collection| SourcesReading::of("t", table, collection).map(|read| read.records));
    once(|collection| EntitiesReading::of("t", table, collection, None).map(|read| read.records));
    let mapping = match TableMapping::read("m", &mapping) {
        Ok(mapping) => mapping,
        Err(faults) => return complete(&faults),
    };
    once(|collection| {
        let table = ImportedTable::read("t", table, &mapping)?;
        MappedReading::of(&mapping, &table, collection).map(|read| read.records)
    });
}

/// Imports what is read twice, unless it is refused.
fn once(read: impl Fn(&Collection) -> Result<Vec<ImportedRecord>, Vec<ImportFault>>) {
    let planned = |collection: &Collection| -> Result<_, Vec<ImportFault>> {
        let records = read(collection)?;
        let plan = ImportPlan::of(collection, "import", &records, false)?;
        Ok((records, plan))
    };
    let (records, plan) = match planned(collection()) {
        Ok(planned) => planned,
        Err(faults) => return complete(&faults),
    };
    let preview = ChangePreview::of(collection(), &plan.change).unwrap();
    if !ImportPlan::errors(&preview, &records).is_empty() {
        return;
    }
    let (_, again) = planned(&preview.after)
        .unwrap_or_else(|faults| panic!("refused the second time: {faults:?}"));
    assert!(again.change.files.is_empty(), "{:?}", again.change);
}

fn complete(faults: &[ImportFault]) {
    assert!(!faults.is_empty());
    for fault in faults {
        assert!(!fault.what.is_empty() && !fault.remedy.is_empty(), "{fault:?}");
    }
}
