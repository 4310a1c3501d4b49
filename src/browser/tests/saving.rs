//! Files saved again and again: nothing that is shown grows stale, and nothing piles up.

use std::sync::Arc;

use super::desk::Desk;
use crate::browser::model::Size;
use crate::collection::{Collection, Memory};

/// Ten victims in a place, quoted from a source whose text is at hand.
fn desk() -> Desk {
    let mut memory = Memory::default();
    memory.put("sources.toml", "[paper]\ntitle = 'A Test Paper'\n");
    memory.put("places.toml", "[sea]\nname = 'The Sea'\n[town]\nname = 'Town'\nwithin = 'sea'\n");
    memory.put("people/test-guard.toml", "name = 'Test Guard'\n");
    memory.put("archive/paper.txt", "Test One was 17. Test Two was 18.");
    for number in 0..10 {
        memory.put(format!("victims/test-{number}.toml"), victim(number, 0));
    }
    Desk::over(memory, Size { width: 100, height: 12 })
}

fn victim(number: usize, turn: usize) -> String {
    format!(
        "title = 'Test Person {number}, turn {turn}'\nage = {}\nexploitation_place = 'town'\n\
         [[quote]]\nsource = 'paper'\ntext = 'Test One was 17'\nspeaker = 'Test Guard, turn {turn}'\n\
         supports = ['age', 'exploitation_place']\n",
        10 + turn % 80,
    )
}

/// Saves as some other program does: sound, broken, mended, taken away, brought back.
fn save(desk: Desk, turn: usize) -> Desk {
    let number = 1 + turn / 9 % 9;
    let path = format!("victims/test-{number}.toml");
    let place =
        |name: &str| format!("[sea]\nname = '{name}'\n[town]\nname = 'Town'\nwithin = 'sea'\n");
    match turn % 9 {
        0 => desk.write(&path, &victim(number, turn).replace("age = ", "age = = ")),
        1 | 3 | 6 => desk.write(&path, &victim(number, turn)),
        2 => desk.remove(&path),
        4 => desk.write("places.toml", &place(&format!("Sea {turn}"))),
        5 => desk.write("people/test-guard.toml", &format!("name = 'Guard {turn}'\n")),
        7 => desk.write("archive/paper.txt", &format!("Test One was 17. Turn {turn}.")),
        _ => desk.write("victims/test-0.toml", &victim(0, turn)),
    }
    .notice_files()
}

/// Asserts that the screen equals that of a user who has just opened the files and gone to the same
/// place. The last line differs, because it shows messages and keys.
#[track_caller]
fn check_not_stale(desk: &Desk, keys: &str) {
    let fresh = Desk::over(desk.files.clone(), desk.model.shared.size).type_keys(keys);
    let panes = |desk: &Desk| {
        let screen = desk.screen();
        let lines: Vec<&str> = screen.lines().collect();
        lines.split_last().map(|(_, panes)| panes.join("\n"))
    };
    assert_eq!(panes(desk), panes(&fresh));
    assert_eq!(desk.model.shared.listing.ids(), fresh.model.shared.listing.ids());
    let of = |desk: &Desk| -> Arc<Collection> { desk.model.shared.collection.clone().unwrap() };
    assert_eq!(of(desk).sizes(), of(&fresh).sizes());
}

#[test]
fn ten_thousand_saves_leave_nothing_stale_and_nothing_behind() {
    let keys = "/kind:victim test-0<enter><enter>j";
    let mut desk = desk().type_keys(keys);
    let mut earlier = Vec::new();
    for turn in 0..10_000 {
        let before = Arc::downgrade(desk.model.shared.collection.as_ref().unwrap());
        desk = save(desk, turn);
        earlier.push(before);
        assert_eq!((desk.selected(), desk.shown()), ("test-0", "test-0"));
        // While a file is broken, who opens it only now sees less of it.
        if turn % 900 == 899 {
            check_not_stale(&desk, keys);
        }
    }
    let kept = earlier.iter().filter(|earlier| earlier.upgrade().is_some()).count();
    assert_eq!(kept, 0, "no earlier collection is held by anybody");
}
