//! The examples of the rules of `check`: small collections in which a rule fires, and others in which it
//! does not. The tests load them, and `docs/checks.md` shows them.

use casebook::diagnostic::Rule;

/// A path and a text.
pub(crate) type File = (&'static str, &'static str);

/// A rule, the files in which it fires and where (`path:line:column`), the files in which it is
/// silent.
pub(crate) struct Example {
    pub(crate) rule: Rule,
    pub(crate) fires: &'static [File],
    pub(crate) at: &'static str,
    pub(crate) silent: &'static [File],
}

const SOURCES: File = (
    "sources.toml",
    "[wire]\ntitle = 'Wire'\npublisher = 'A Wire'\n[other]\npublisher = 'Another'\n",
);
const ARCHIVE: File = ("archive/wire.txt", "The test crew said: three people left in March.");

/// What shows on disk alone: no collection in memory is an example of it.
pub(crate) const ON_DISK: [Rule; 4] =
    [Rule::Unreadable, Rule::ReadableByOthers, Rule::EditorLeftover, Rule::CountedTwice];

/// Every other rule has at least one.
#[rustfmt::skip]
pub(crate) const EXAMPLES: &[Example] = &[
    Example {
        rule: Rule::Syntax,
        fires: &[("victims/a.toml", "title = 'A'\nage = = 3\n")], at: "victims/a.toml:2:7",
        silent: &[("victims/a.toml", "title = 'A'\n")],
    },
    Example {
        rule: Rule::UnknownKind,
        fires: &[("victim/a.toml", "title = 'A'\n"), ("victim/b.toml", "title = 'B'\n")], at: "victim/a.toml:1:1",
        silent: &[("victims/a.toml", "title = 'A'\n"), ("notes/a.md", "x"), ("tombi.toml", "")],
    },
    Example {
        rule: Rule::BadId,
        fires: &[("victims/Li_He.toml", "title = 'A'\n")], at: "victims/Li_He.toml:1:1",
        silent: &[("victims/li-he.toml", "title = 'A'\n")],
    },
    Example {
        rule: Rule::BadId,
        fires: &[("places.toml", "[Sea_Town]\nname = 'A'\n")], at: "places.toml:1:2",
        silent: &[("places.toml", "[sea-town]\nname = 'A'\n")],
    },
    Example {
        rule: Rule::DuplicateId,
        fires: &[("places.toml", "[a]\nname = 'A'\n"), ("victims/a.toml", "title = 'A'\n")], at: "victims/a.toml:1:1",
        silent: &[("places.toml", "[a]\nname = 'A'\n"), ("victims/b.toml", "title = 'B'\n")],
    },
    Example {
        rule: Rule::SharedIdentifier,
        fires: &[("places.toml", "[a]\nname = 'A'\nidentifiers = ['wikidata:Q1']\n"), ("victims/b.toml", "title = 'B'\nidentifiers = ['base:b', 'wikidata:Q1']\n")], at: "victims/b.toml:2:26",
        silent: &[("places.toml", "[a]\nname = 'A'\nidentifiers = ['wikidata:Q1']\n"), ("victims/b.toml", "title = 'B'\nidentifiers = ['wikidata:Q2', 'base:Q1']\n")],
    },
    Example {
        rule: Rule::MissingTitle,
        fires: &[("rescues/a.toml", "summary = 'Something.'\n")], at: "rescues/a.toml:1:1",
        silent: &[("rescues/a.toml", "title = 'A'\n"), ("places.toml", "[p]\nname = 'P'\n")],
    },
    Example {
        rule: Rule::WithheldInDoubt,
        fires: &[("victims/a.toml", "title = 'A'\n[meta]\nconfidentiality = 'confidential'\n")], at: "victims/a.toml:3:1",
        silent: &[("victims/a.toml", "title = 'A'\nconfidentiality = 'confidential'\n")],
    },
    Example {
        rule: Rule::WithheldInDoubt,
        fires: &[("casebook.toml", "[views]\nmasked = true\n")], at: "casebook.toml:2:1",
        silent: &[("casebook.toml", "masked = true\n# masked = true\n")],
    },
    Example {
        rule: Rule::WithheldInDoubt,
        fires: &[("rescues/a.toml", "title = 'A'\ntags = ['seatown', 'Whereabouts_withheld']\n")], at: "rescues/a.toml:2:20",
        silent: &[("rescues/a.toml", "title = 'A'\ntags = ['seatown', 'whereabouts-withheld', 'whereabouts-unknown']\n")],
    },
    Example {
        rule: Rule::WrongType,
        fires: &[("victims/a.toml", "title = 'A'\nage = '14'\n")], at: "victims/a.toml:2:7",
        silent: &[("victims/a.toml", "title = 'A'\nage = 14\ncitizenship = 'CN'\n")],
    },
    Example {
        rule: Rule::WrongType,
        fires: &[("victims/a.toml", "title = 'A'\n[quote]\ntext = 'x'\n")], at: "victims/a.toml:2:1",
        silent: &[("victims/a.toml", "title = 'A'\n[[quote]]\ntext = 'x'\n")],
    },
    Example {
        rule: Rule::BadDate,
        fires: &[("arrests/a.toml", "title = 'A'\ndate = 'last March'\n")], at: "arrests/a.toml:2:8",
        silent: &[("arrests/a.toml", "title = 'A'\ndate = '2022-03~/..'\n"), ("arrests/b.toml", "title = 'B'\ndate = 2022-03-01\n")],
    },
    Example {
        rule: Rule::BadMoney,
        fires: &[("victims/a.toml", "title = 'A'\nransom_paid = '500,000 yuan'\n")], at: "victims/a.toml:2:15",
        silent: &[("victims/a.toml", "title = 'A'\nransom_paid = '500000 CNY'\nransom_demanded = true\n")],
    },
    Example {
        rule: Rule::BadCode,
        fires: &[("victims/a.toml", "title = 'A'\ncitizenship = ['CN', 'Chinese']\n")], at: "victims/a.toml:2:22",
        silent: &[("victims/a.toml", "title = 'A'\ncitizenship = ['CN', 'KH']\nlanguages = ['zh', 'khm']\n")],
    },
    Example {
        rule: Rule::NotInVocabulary,
        fires: &[("victims/a.toml", "title = 'A'\nscam_type = ['task_scam']\n")], at: "victims/a.toml:2:14",
        silent: &[("casebook.toml", "[vocabulary]\nscam_type = ['task_scam']\n"), ("victims/a.toml", "title = 'A'\nscam_type = ['task_scam', 'romance']\n")],
    },
    Example {
        rule: Rule::DanglingLink,
        fires: &[("victims/a.toml", "title = 'A'\nexploitation_place = 'nowhere'\n")], at: "victims/a.toml:2:22",
        silent: &[("victims/a.toml", "title = 'A'\nexploitation_place = 'p'\nhome = 'Some village'\n"), ("places.toml", "[p]\nname = 'P'\n")],
    },
    Example {
        rule: Rule::LinkToWrongKind,
        fires: &[("victims/a.toml", "title = 'A'\noperator = 'p'\n"), ("places.toml", "[p]\nname = 'P'\n")], at: "victims/a.toml:2:12",
        silent: &[("arrests/a.toml", "title = 'A'\npersons = ['v']\n"), ("victims/v.toml", "title = 'V'\n")],
    },
    Example {
        rule: Rule::LinkToWrongKind,
        fires: &[("arrests/a.toml", "title = 'A'\nrelated = ['a']\n")], at: "arrests/a.toml:2:12",
        silent: &[("arrests/a.toml", "title = 'A'\nrelated = ['b']\n"), ("arrests/b.toml", "title = 'B'\n")],
    },
    Example {
        rule: Rule::QuoteWithoutSource,
        fires: &[("victims/a.toml", "title = 'A'\n[[quote]]\ntext = 'x'\n")], at: "victims/a.toml:2:1",
        silent: &[("victims/a.toml", "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'x'\n"), SOURCES],
    },
    Example {
        rule: Rule::QuoteCitesAbsentField,
        fires: &[("victims/a.toml", "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = ['age', 'title']\n"), SOURCES], at: "victims/a.toml:5:13",
        silent: &[("victims/a.toml", "title = 'A'\nage = 3\n[[event]]\nkey = 'e'\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = ['age', 'event.e']\n"), SOURCES],
    },
    Example {
        rule: Rule::QuoteCitesAbsentField,
        fires: &[("victims/a.toml", "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = { count = 3 }\n"), SOURCES], at: "victims/a.toml:5:14",
        silent: &[("victims/a.toml", "title = 'A'\ncount = 4\n[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = { count = 3 }\n"), SOURCES],
    },
    Example {
        rule: Rule::QuoteNotInSource,
        fires: &[("victims/a.toml", "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'four people left'\n"), SOURCES, ARCHIVE], at: "victims/a.toml:4:8",
        silent: &[("victims/a.toml", "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'three people left'\n"), SOURCES, ARCHIVE],
    },
    Example {
        rule: Rule::ArchiveChanged,
        fires: &[("sources.toml", "[wire]\npublisher = 'A'\nsha256 = '0000000000000000000000000000000000000000000000000000000000000000'\n"), ARCHIVE], at: "sources.toml:3:10",
        silent: &[("sources.toml", "[wire]\npublisher = 'A'\nsha256 = '326dbc2c68f4b11fa4ecfcb22f276bdf393a73260fc16b35d086ff68cc82f50f'\n"), ARCHIVE],
    },
    Example {
        rule: Rule::DerivedInACircle,
        fires: &[("sources.toml", "[copy]\npublisher = 'A'\nderived_from = ['other', 'wire']\n[other]\n[wire]\nderived_from = ['retold', 'copy']\n[retold]\nderived_from = ['wire']\n")], at: "sources.toml:3:26",
        silent: &[("sources.toml", "[copy]\nderived_from = ['wire', 'other', 'gone']\n[other]\nderived_from = ['wire']\n[wire]\n[own]\nderived_from = ['own']\n")],
    },
    Example {
        rule: Rule::UnknownField,
        fires: &[("victims/a.toml", "title = 'A'\ncitizenshp = 'CN'\n")], at: "victims/a.toml:2:1",
        silent: &[("victims/a.toml", "title = 'A'\ncitizenship = 'CN'\n")],
    },
    Example {
        rule: Rule::Unsourced,
        fires: &[("victims/a.toml", "title = 'A'\nage = 3\n")], at: "victims/a.toml:2:1",
        silent: &[("victims/a.toml", "title = 'A'\nage = 3\nage_at = 'report'\nnote = 'N'\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = 'age'\n"), SOURCES],
    },
    Example {
        rule: Rule::Unsourced,
        fires: &[("victims/a.toml", "title = 'A'\n[[event]]\nwhat = 'W'\n")], at: "victims/a.toml:2:1",
        silent: &[("victims/a.toml", "title = 'A'\n[[event]]\nkey = 'e'\nwhat = 'W'\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = ['event.e']\n"), SOURCES],
    },
    Example {
        rule: Rule::UnquotedSource,
        fires: &[("sources.toml", "[wire]\npublisher = 'A'\n")], at: "sources.toml:1:2",
        silent: &[("sources.toml", "[wire]\npublisher = 'A'\n"), ("victims/a.toml", "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'x'\n")],
    },
    Example {
        rule: Rule::UnusedPlace,
        fires: &[("places.toml", "[p]\nname = 'P'\n")], at: "places.toml:1:2",
        silent: &[("places.toml", "[p]\nname = 'P'\n"), ("victims/a.toml", "title = 'A'\nhome = 'p'\n")],
    },
    Example {
        rule: Rule::UnusedPerson,
        fires: &[("people.toml", "[p]\nname = 'P Q'\n")], at: "people.toml:1:2",
        silent: &[("people.toml", "[p]\nname = 'P Q'\n"), ("victims/a.toml", "title = 'A'\n[[quote]]\nspeaker = 'P Q, a clerk'\ntext = 'x'\n")],
    },
    Example {
        rule: Rule::UnusedOrganisation,
        fires: &[("organisations.toml", "[o]\nname = 'O'\n")], at: "organisations.toml:1:2",
        silent: &[("organisations.toml", "[o]\nname = 'O'\n"), ("people.toml", "[p]\nname = 'P'\nmember_of = ['o']\n")],
    },
    Example {
        rule: Rule::GroupsDoNotAddUp,
        fires: &[("arrests/a.toml", "title = 'A'\ncount = 379\n[[group]]\ncount = 225\n[[group]]\ncount = 151\n")], at: "arrests/a.toml:2:9",
        silent: &[("arrests/a.toml", "title = 'A'\ncount = 379\n[[group]]\nkey = 'c'\ncount = 376\n[[group]]\nwithin = 'c'\ncount = 25\n[[group]]\ncount = 3\n")],
    },
    Example {
        rule: Rule::PartsDoNotAddUp,
        fires: &[("arrests/a.toml", "title = 'A'\ncount = 10\n"), ("arrests/b.toml", "title = 'B'\ncount = 11\npart_of = 'a'\n")], at: "arrests/a.toml:2:9",
        silent: &[("arrests/a.toml", "title = 'A'\ncount = 10\n"), ("arrests/b.toml", "title = 'B'\ncount = 4\npart_of = 'a'\n")],
    },
    Example {
        rule: Rule::PartsDoNotAddUp,
        fires: &[("arrests/a.toml", "title = 'A'\ncount = 10\ncount_basis = 'computed'\n"), ("arrests/b.toml", "title = 'B'\ncount = 4\npart_of = 'a'\n")], at: "arrests/a.toml:2:9",
        silent: &[("arrests/a.toml", "title = 'A'\ncount = 10\ncount_basis = 'computed'\n"), ("arrests/b.toml", "title = 'B'\ncount = 10\npart_of = 'a'\n")],
    },
    Example {
        rule: Rule::EndsBeforeItStarts,
        fires: &[("victims/a.toml", "title = 'A'\nexploitation_start = '2022'\nexploitation_end = '2021-12'\n")], at: "victims/a.toml:3:20",
        silent: &[("victims/a.toml", "title = 'A'\nexploitation_start = '2021-12'\nexploitation_end = '2021'\n")],
    },
    Example {
        rule: Rule::DisputedWithoutDispute,
        fires: &[("victims/a.toml", "title = 'A'\ntrafficking_status = 'disputed'\n")], at: "victims/a.toml:2:22",
        silent: &[("victims/a.toml", "title = 'A'\ntrafficking_status = 'disputed'\n[[quote]]\ntext = 'x'\ndisputes = { trafficking_status = 'not_a_victim' }\n")],
    },
    Example {
        rule: Rule::DisputeNotMarked,
        fires: &[("victims/a.toml", "title = 'A'\ntrafficking_status = 'actual'\n[[quote]]\ntext = 'x'\ndisputes = ['trafficking_status']\n")], at: "victims/a.toml:5:13",
        silent: &[("victims/a.toml", "title = 'A'\nage = 3\ntrafficking_status = 'actual'\n[[quote]]\ntext = 'x'\ndisputes = ['age']\n")],
    },
    Example {
        rule: Rule::NamedMinor,
        fires: &[("victims/a.toml", "title = 'A'\nname = 'Test Child'\nage = 17\nname_type = 'real'\n")], at: "victims/a.toml:2:8",
        silent: &[("victims/a.toml", "title = 'A'\nname = 'Test Child'\nminor = true\nname_type = 'pseudonym_by_source'\n"), ("victims/b.toml", "title = 'B'\nname = 'Test Person'\nage = 18\n")],
    },
    Example {
        rule: Rule::NamedMinor,
        fires: &[("victims/a.toml", "title = 'A'\nname = 'Test Child'\ntags = ['seatown', 'schoolboy']\n")], at: "victims/a.toml:3:20",
        silent: &[("victims/a.toml", "title = 'A'\nname = 'Test Child'\ntags = ['seatown', 'schoolboy']\nname_type = 'alias'\n")],
    },
    Example {
        rule: Rule::OneSourceConfirmed,
        fires: &[("victims/a.toml", "title = 'A'\nage = 3\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = ['age']\ncredibility = 1\n"), SOURCES], at: "victims/a.toml:7:15",
        silent: &[("victims/a.toml", "title = 'A'\nage = 3\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = ['age']\ncredibility = 1\n[[quote]]\nsource = 'other'\ntext = 'y'\nsupports = ['age']\n"), SOURCES],
    },
    Example {
        rule: Rule::ZawgyiText,
        fires: &[("victims/a.toml", "title = 'ေမာင္ေမာင္ ျမန္မာ'\n")], at: "victims/a.toml:1:9",
        silent: &[("victims/a.toml", "title = 'မောင်မောင် မြန်မာ'\n")],
    },
    Example {
        rule: Rule::DisputeWithoutContradiction,
        fires: &[("victims/a.toml", "title = 'A'\nage = 3\n[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = { age = 3 }\n"), SOURCES], at: "victims/a.toml:6:14",
        silent: &[("victims/a.toml", "title = 'A'\nage = 3\nage_at = 'report'\n[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = { age = 4 }\n[[quote]]\nsource = 'wire'\ntext = 'y'\ndisputes = { age = 3, age_at = 'exploitation' }\n"), SOURCES],
    },
    Example {
        rule: Rule::DisputeWithoutContradiction,
        fires: &[("rescues/a.toml", "title = 'A'\nrescue_type = ['raid']\n[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = { rescue_type = ['self_escape', 'raid'] }\n"), SOURCES], at: "rescues/a.toml:6:14",
        silent: &[("rescues/a.toml", "title = 'A'\nrescue_type = ['raid']\n[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = ['rescue_type']\n[[quote]]\nsource = 'other'\ntext = 'y'\ndisputes = { rescue_type = 'self_escape' }\n"), SOURCES],
    },
    Example {
        rule: Rule::DisputeWithoutContradiction,
        fires: &[("rescues/a.toml", "title = 'A'\nrescue_type = ['mass_release']\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = ['rescue_type']\n[[quote]]\nsource = 'wire'\ntext = 'y'\ndisputes = { rescue_type = 'self_escape' }\n"), SOURCES], at: "rescues/a.toml:10:14",
        silent: &[("rescues/a.toml", "title = 'A'\nrescue_type = ['mass_release']\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = ['rescue_type']\n[[quote]]\nsource = 'wire'\nspeaker = 'A guard'\ntext = 'y'\ndisputes = { rescue_type = 'self_escape' }\n"), SOURCES],
    },
    Example {
        rule: Rule::OneVoiceOnBothSides,
        fires: &[("victims/a.toml", "title = 'A'\nage = 3\n[[quote]]\nsource = 'wire'\nspeaker = 'The guard'\ntext = 'x'\nsupports = ['age']\n[[quote]]\nsource = 'wire'\nspeaker = 'The guard'\ntext = 'y'\ndisputes = { age = 4 }\n"), SOURCES], at: "victims/a.toml:12:14",
        silent: &[("victims/a.toml", "title = 'A'\nage = 3\n[[quote]]\nsource = 'wire'\nspeaker = 'The guard'\ntext = 'x'\nsupports = ['age']\n[[quote]]\nsource = 'wire'\nspeaker = 'The cook'\ntext = 'y'\ndisputes = { age = 4 }\n[[quote]]\nsource = 'wire'\ntext = 'A headline'\ndisputes = { age = 5 }\n"), SOURCES],
    },
    Example {
        rule: Rule::OneVoiceOnBothSides,
        fires: &[("victims/a.toml", "title = 'A'\nage = 3\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = ['age']\ndisputes = ['age']\n"), SOURCES], at: "victims/a.toml:7:13",
        silent: &[("victims/a.toml", "title = 'A'\nage = 3\ngender = 'male'\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = ['age']\ndisputes = ['gender']\n"), SOURCES],
    },
    Example {
        rule: Rule::ValueCutOff,
        fires: &[("arrests/a.toml", "title = 'A'\nauthorities = ['crew']\n[[quote]]\nsource = 'wire'\ntext = 'three people left'\nsupports = ['authorities']\n"), ("organisations.toml", "[crew]\nname = 'test crew'\n"), SOURCES, ARCHIVE], at: "arrests/a.toml:5:8",
        silent: &[("arrests/a.toml", "title = 'A'\nauthorities = ['crew']\n[[quote]]\nsource = 'wire'\ntext = 'crew said: three people left'\nsupports = ['authorities']\n[[quote]]\nsource = 'wire'\ntext = 'people left'\nsupports = ['authorities']\n"), ("organisations.toml", "[crew]\nname = 'test crew'\n"), SOURCES, ARCHIVE],
    },
    Example {
        rule: Rule::InferredYearNotMarked,
        fires: &[("arrests/a.toml", "title = 'A'\ndate = '2022-03'\n[[quote]]\nsource = 'wire'\ntext = 'left in March'\nsupports = ['date']\n"), SOURCES, ARCHIVE], at: "arrests/a.toml:2:8",
        silent: &[("arrests/a.toml", "title = 'A'\ndate = '2022?-03'\n[[quote]]\nsource = 'wire'\ntext = 'left in March'\nsupports = ['date']\n"), ("arrests/b.toml", "title = 'B'\ndate = '2022-03'\n[[quote]]\nsource = 'wire'\ntext = 'left in March'\nsupports = ['date']\n[[quote]]\nsource = 'other'\ntext = 'in 2022'\nsupports = ['date']\n"), SOURCES, ARCHIVE],
    },
    Example {
        rule: Rule::ScreeningNotSaid,
        fires: &[("arrests/a.toml", "title = 'A'\npersons = ['v']\n"), ("victims/v.toml", "title = 'V'\n")], at: "arrests/a.toml:2:12",
        silent: &[("arrests/a.toml", "title = 'A'\npersons = ['v']\nvictim_screening = 'not_reported'\n"), ("arrests/b.toml", "title = 'B'\narrest_type = ['exit_ban']\npersons = ['v']\n"), ("arrests/c.toml", "title = 'C'\npersons = ['p']\n"), ("people.toml", "[p]\nname = 'P'\n"), ("victims/v.toml", "title = 'V'\n")],
    },
    Example {
        rule: Rule::OpenThoughEnded,
        fires: &[("victims/a.toml", "title = 'A'\nmissing_since = '2024-12/..'\noutcome = 'returned_home'\n")], at: "victims/a.toml:2:17",
        silent: &[("victims/a.toml", "title = 'A'\nmissing_since = '2024-12/..'\noutcome = 'missing'\n"), ("victims/b.toml", "title = 'B'\nmissing_since = '2024-12/'\noutcome = 'returned_home'\n"), ("rescues/c.toml", "title = 'C'\ndate = '2020/..'\nsuccess = 'open'\n")],
    },
    Example {
        rule: Rule::OpenThoughEnded,
        fires: &[("arrests/a.toml", "title = 'A'\narrest_type = ['detention']\ndate = '2022-02/..'\nlegal_status = 'released'\n")], at: "arrests/a.toml:3:8",
        silent: &[("arrests/a.toml", "title = 'A'\narrest_type = ['detention']\ndate = '2022-02/..'\nlegal_status = 'convicted'\n"), ("arrests/b.toml", "title = 'B'\narrest_type = ['deportation']\ndate = '2011/..'\nlegal_status = 'deported'\n")],
    },
    Example {
        rule: Rule::PlannedInterval,
        fires: &[("arrests/a.toml", "title = 'A'\nplanned = true\ndate = '2099-01/2099-03'\n")], at: "arrests/a.toml:3:8",
        silent: &[("arrests/a.toml", "title = 'A'\nplanned = true\ndate = '[2099-01..2099-03]'\n")],
    },
    Example {
        rule: Rule::InTheFuture,
        fires: &[("victims/a.toml", "title = 'A'\nmissing_since = '2568-02-12'\n")], at: "victims/a.toml:2:17",
        silent: &[("arrests/a.toml", "title = 'A'\ndate = '2568-02-12'\nplanned = true\n")],
    },
    Example {
        rule: Rule::PublishedAfterCollected,
        fires: &[("sources.toml", "[wire]\npublished = '2568-02-13'\ncollected_at = 2025-03-01\n")], at: "sources.toml:2:13",
        silent: &[("sources.toml", "[wire]\npublished = '2025-02-13'\ncollected_at = 2025-03-01\n")],
    },
    Example {
        rule: Rule::OtherCalendar,
        fires: &[("arrests/a.toml", "title = 'A'\ndate = '0114-02-12'\n")], at: "arrests/a.toml:2:8",
        silent: &[("arrests/a.toml", "title = 'A'\ndate = '2025-02-12'\n")],
    },
    Example {
        rule: Rule::SourceWithoutProvenance,
        fires: &[("sources.toml", "[wire]\ntitle = 'Wire'\n")], at: "sources.toml:1:2",
        silent: &[("sources.toml", "[wire]\nurl = 'https://example.org/'\n")],
    },
    Example {
        rule: Rule::Placeholder,
        fires: &[("victims/a.toml", "title = 'A'\noccupation = 'Unknown'\n")], at: "victims/a.toml:2:14",
        silent: &[("victims/a.toml", "title = 'A'\noccupation = 'Worker at the Unknown Bakery'\n"), ("rescues/b.toml", "title = 'B'\nsuccess = 'none'\n")],
    },
    Example {
        rule: Rule::Placeholder,
        fires: &[("victims/a.toml", "title = 'A'\nage = -99\n")], at: "victims/a.toml:2:7",
        silent: &[("victims/a.toml", "title = 'A'\nage = 0\n")],
    },
    Example {
        rule: Rule::Placeholder,
        fires: &[("victims/a.toml", "title = \"\\u200B\"\n")], at: "victims/a.toml:1:9",
        silent: &[("victims/a.toml", "title = \"A\\u200BB\"\n")],
    },
    Example {
        rule: Rule::QuotationShare,
        fires: &[("casebook.toml", "quotation_share = 0.3\n"), SOURCES, ARCHIVE, ("victims/a.toml", "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'three people left'\n")], at: "sources.toml:1:2",
        silent: &[("casebook.toml", "quotation_share = 0.4\n"), SOURCES, ARCHIVE, ("victims/a.toml", "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'three people left'\n")],
    },
    Example {
        rule: Rule::NotArchived,
        fires: &[SOURCES, ("victims/a.toml", "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'x'\n")], at: "sources.toml:1:2",
        silent: &[SOURCES, ARCHIVE, ("victims/a.toml", "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'people'\n")],
    },
];
