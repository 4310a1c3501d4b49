//! The mask: whatever is done, no name and no quote is to be read.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation as _;

use super::desk::Desk;
use crate::browser::app::window_title;
use crate::browser::model::Size;
use crate::browser::model::page::{Page, PageLine};
use crate::browser::screen::browse::panes::Pane;
use crate::collection::{Collection, sample};
use crate::record::{FieldId, Item, Kind};
use crate::redaction::Mask;
use crate::search::{fold, is_unspaced};

const PEOPLE: &str = "[vouch]\nname = 'Grandfather Vouch'\naliases = ['Старик Тест']\nroles = ['witness']\nnote = 'Father of Thử; vouch is what they call him.'\n[nagara]\nname = 'ធំ អ្នកសាកល្បង'\nroles = ['recruiter']\n";

pub(super) const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "title = 'Made up, for Grandfather Vouch'\nformat = 1\n"),
    (
        "victims/thu-mot.toml",
        "title = 'Nguyễn Văn Thử, 17, held in Thử City'\nsummary = 'Nguyen  Văn\nThử (nguyen-van-thu, NguyenVanThu) knew 测试者; see ceshi-zhe. Old Vouch says: “they took me to the park at night”.'\nname = 'Nguyễn Văn Thử'\nnative_name = 'Thử'\naliases = ['Little Plum', 'ទឹកដោះ']\nage = 17\nhome = 'born beside Plum river'\ntags = ['thu-mot', 'night']\nrelated = ['ceshi-zhe', 'nobody-plum']\nnmae = 'Thử'\nplum = 3\noutcome = 'little_plum'\nexploitation_place = 'thu-city'\n\n[[event]]\nkey = 'plum-sold'\nwhat = 'Plum was sold'\n\n[[quote]]\nsource = 'paper'\nspeaker = 'Aunt Unregistered'\nat = 'paragraph on Plum'\ntext = 'They took me to the park at night, said Plum.'\nsupports = ['name', 'event.plum-sold']\nnote = 'they took me to the park is said twice'\n\n[[quote]]\nsource = 'nowhere'\ntext = 'A second one was called by quite another name there.'\ndisputes = { name = 'Rivalname Somebody', age = 16, 'event.plum-sold' = 'Plum fled' }\n",
    ),
    (
        "victims/ceshi-zhe.toml",
        "title = '测试者，在试验园区'\nname = '测试者'\naliases = ['ผู้ทดสอบ สมมุติ', 'စမ်းသပ်သူ ကျော်', 'बच्चा परीक्षण', '🙂🙂 Smiley', 'اختبار شخص']\nsummary = 'พบผู้ทดสอบแล้ว စမ်းသပ်သူ बच्चा Smiley اختبار'\n",
    ),
    (
        "rescues/vouch-release.toml",
        "title = 'Plum and 测试者 let go by Vouch'\ndate = '2023-01'\nvictims = ['thu-mot', 'ceshi-zhe']\nrescuers = ['vouch']\ncount = 2\n",
    ),
    (
        "arrests/plum/raid-on-plum.toml",
        "title = 'A raid'\ndate = '2023-02-01'\npersons = ['nagara']\nplaces = ['thu-city']\ncount = 12\n",
    ),
    ("people.toml", PEOPLE),
    ("places.toml", "[thu-city]\nname = 'Seatown'\naliases = ['Plumtown']\n"),
    (
        "sources.toml",
        "[paper]\ntitle = 'How Little Plum was freed'\npublisher = 'Test Daily'\nurl = 'https://paper.example/nguyen-van-thu/plum'\ncollected_by = 'Researcher Secret'\npublished = '2022'\n",
    ),
    ("archive/paper.txt", "They took me to the park at night, said Plum.\n"),
];

/// What must stay hidden.
pub(super) struct Secrets {
    /// Words of names, and whether only their capitals make them names.
    words: Vec<(String, bool)>,
    /// Runs of five words of quotes, folded.
    runs: HashSet<String>,
}

impl Secrets {
    /// Takes them from a collection, in ways of its own: this is what the mask is held against.
    fn of(collection: &Collection) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut runs = HashSet::new();
        // The titles of publications, places and organisations are not secret.
        let open: Vec<String> = collection
            .records()
            .filter(|located| {
                matches!(located.record.kind, Kind::Source | Kind::Place | Kind::Organisation)
            })
            .map(|located| in_words(located.record.name()))
            .collect();
        for located in collection.records() {
            let record = located.record;
            if matches!(record.kind, Kind::Victim | Kind::Person) {
                let fields = [FieldId::Name, FieldId::NativeName, FieldId::Aliases];
                let entries = fields.into_iter().filter_map(|name| record.fields.get(name));
                let written = |item: &Item| item.value.written().into_owned();
                names.extend(entries.flat_map(|entry| &entry.items).map(written));
            }
            for quote in &record.quotes {
                let words = in_words(quote.text().unwrap_or_default());
                let words: Vec<&str> = words.split(' ').collect();
                let own = words.windows(5).map(|run| run.join(" "));
                runs.extend(own.filter(|run| !open.iter().any(|title| title.contains(run))));
            }
        }
        let is_letter = |c: char| c.is_alphanumeric() || !(c.is_ascii() || c.is_whitespace());
        let words = names.iter().flat_map(|name| name.split(|c| !is_letter(c)));
        let counts = |word: &&str| {
            let first = word.chars().next();
            // Where a sentence begins, these are pronouns.
            let is_pronoun = matches!(*word, "He" | "She");
            word.graphemes(true).count() > 1
                && !first.is_some_and(char::is_lowercase)
                && !is_pronoun
        };
        let words = words.filter(counts).map(|word| {
            let short = word.chars().count() <= 3;
            let spaced = word.chars().all(|c| c.is_alphanumeric() && !is_unspaced(c));
            if spaced && !short { (fold(word), false) } else { (word.to_owned(), short) }
        });
        let words: HashSet<_> = words.collect();
        Self { words: words.into_iter().collect(), runs }
    }

    #[track_caller]
    fn expect_no_word_in(&self, text: &str, at: &str) {
        let plain: HashSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let folded: HashSet<String> = plain.iter().map(|word| fold(word)).collect();
        for (word, capital) in &self.words {
            let found = if word.chars().any(|c| !c.is_alphanumeric() || is_unspaced(c)) {
                text.contains(word.as_str())
            } else if *capital {
                plain.contains(&word.as_str())
            } else {
                folded.contains(word)
            };
            assert!(!found, "{at}: {word} in\n{text}");
        }
    }

    #[track_caller]
    fn expect_none_in(&self, text: &str, at: &str) {
        self.expect_no_word_in(text, at);
        for said in text.split(GAP).map(in_words) {
            let said: Vec<&str> = said.split(' ').collect();
            for run in said.windows(5).map(|run| run.join(" ")) {
                assert!(!self.runs.contains(&run), "{at}: “{run}” in\n{text}");
            }
        }
    }

    /// Checks all that can be seen, heard of or copied now.
    #[track_caller]
    pub(super) fn expect_none_shown(&self, desk: &Desk, at: &str) {
        let model = &desk.model;
        // Panes side by side on a screen are not one text; each page is searched by itself.
        self.expect_no_word_in(&desk.screen(), at);
        self.expect_none_in(&words(&model.browse().detail_page()), at);
        let quotes = model.browse().quotes_page();
        self.expect_none_in(&(words(&quotes.page) + GAP + &quotes.title), at);
        self.expect_none_in(&window_title(model), at);
        let overlay = model.shared.overlay.as_ref().map(|overlay| words(&overlay.page(400)));
        for shown in [overlay.as_deref(), model.shared.notice.as_deref(), desk.copied.as_deref()] {
            self.expect_none_in(shown.unwrap_or_default(), at);
        }
    }
}

fn in_words(text: &str) -> String {
    text.unicode_words().map(fold).collect::<Vec<_>>().join(" ")
}

/// Separates lines that are below each other and not one text.
const GAP: &str = "¦";

/// Returns the words of a page, block by block.
pub(super) fn words<S>(page: &Page<S>) -> String {
    let line = |line: &PageLine| {
        let runs = line.runs().iter().map(|placed| placed.run.text.as_str());
        runs.collect::<Vec<_>>().join(" ")
    };
    let borders: HashSet<usize> = page.blocks().iter().map(|block| block.end - 1).collect();
    let lines = page.lines().iter().enumerate();
    let words = lines.map(|(number, of)| {
        let gap = if borders.contains(&number) { GAP } else { "" };
        line(of) + gap
    });
    words.collect::<Vec<_>>().join(" ")
}

const SIZES: [(u16, u16); 4] = [(120, 32), (60, 20), (80, 24), (200, 60)];

/// Goes through one record of so many with the mask on, in every pane and list, and copies what can
/// be copied. A walk through the whole sample takes minutes on a slow machine.
fn walk(desk: &Desk, secrets: &Secrets, every: usize) {
    let kinds = ["victim", "rescue", "arrest", "person", "source", "place", "organisation"];
    let mut number = 0;
    for kind in kinds {
        let mut desk = desk.clone().type_keys(&format!("/kind:{kind}<enter>"));
        for _ in 0..desk.model.shared.listing.ids().len().div_ceil(every) {
            let (width, height) = SIZES[number % SIZES.len()];
            number += 1;
            desk = desk.resize(width, height);
            let name = desk.selected().to_owned();
            for keys in ["", "<enter>G", "lG", "n", "<enter>"] {
                desk = desk.type_keys(keys);
                secrets.expect_none_shown(&desk, &format!("{name} {keys}"));
                for copy in ["yy", "yi", "yq", "yc", "yp", "yu"] {
                    desk = desk.type_keys(copy);
                    let said = [desk.copied.take(), desk.model.shared.notice.clone()];
                    let said: Vec<String> = said.into_iter().flatten().collect();
                    secrets.expect_none_in(&said.join(GAP), &format!("{name} {copy}"));
                }
            }
            for filter in ["*", "-"] {
                let desk = desk.clone().type_keys("h").type_keys(filter);
                secrets.expect_none_in(&desk.model.shared.query.text, &format!("{name} {filter}"));
            }
            desk.model.screens.browse.focus = Pane::List;
            desk = desk.type_keys(&format!("{every}j"));
        }
    }
    for (width, height) in SIZES.into_iter().step_by(every) {
        let desk = desk.clone().resize(width, height);
        for keys in ["?", ":", "s", "f", "gs", "gp", "gd", "gu", "gw", "!", "g", "y"] {
            let mut desk = desk.clone().type_keys(keys);
            for _ in 0..6 {
                secrets.expect_none_shown(&desk, keys);
                desk = desk.type_keys("<pagedown>");
            }
        }
    }
    let mut desk = desk.clone();
    for _ in 0..desk.model.shared.masked().unwrap().diagnostics().len().min(40 / every) {
        desk = desk.type_keys("]p");
        secrets.expect_none_shown(&desk, "]p");
    }
}

fn masked(desk: Desk) -> Desk {
    let desk = desk.type_keys("P");
    assert_eq!(desk.model.shared.mask, Mask::All);
    desk
}

pub(super) fn secrets(desk: &Desk) -> Secrets {
    Secrets::of(desk.model.shared.collection.as_deref().unwrap())
}

#[test]
fn no_name_and_no_quote_of_many_scripts_is_to_be_read() {
    let desk = Desk::with(FILES);
    let secrets = secrets(&desk);
    assert!(secrets.words.len() > 20 && secrets.runs.len() > 8);
    walk(&masked(desk), &secrets, 1);
}

#[test]
fn no_name_and_no_quote_of_the_sample_is_to_be_read() {
    let desk = Desk::over(sample(), Size { width: 120, height: 32 });
    let secrets = secrets(&desk);
    assert!(secrets.words.len() > 20 && secrets.runs.len() > 1000);
    walk(&masked(desk), &secrets, 5);
}
