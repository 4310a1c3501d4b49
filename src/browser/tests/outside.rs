//! Opening sources outside of the browser: keys in, effects out.

use super::desk::Desk;
use crate::browser::model::ExternalTarget;

const FILES: &[(&str, &str)] = &[
    (
        "victims/test-ann.toml",
        "title = 'Ann Test'\n[[quote]]\nsource = 'web'\ntext = 'A.'\n[[quote]]\nsource = 'kept'\ntext = 'B.'\n[[quote]]\nsource = 'odd'\ntext = 'C.'\n",
    ),
    (
        "sources.toml",
        "[web]\ntitle = 'W'\nurl = 'https://paper.example/1'\n[kept]\ntitle = 'K'\n[odd]\ntitle = 'O'\nurl = 'file:///bin/sh'\n",
    ),
    ("archive/kept.txt", "B.\n"),
    ("archive/web.txt", "A.\n"),
];

#[track_caller]
fn check(keys: &str, opened: &[&str], notice: Option<&str>) {
    let desk = Desk::with(FILES).type_keys(keys);
    let said: Vec<String> = desk
        .opened
        .iter()
        .map(|opened| match opened {
            ExternalTarget::Address(address) => address.clone(),
            ExternalTarget::File(path) => path.display().to_string(),
        })
        .collect();
    assert_eq!(
        (
            said.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
            desk.model.shared.notice.as_deref()
        ),
        (opened, notice),
        "{keys}"
    );
}

const ASKED: &str = "press o again to open https://paper.example/1 in your browser";

#[test]
fn the_first_time_someone_must_agree() {
    check("o", &[], Some(ASKED));
    check("oo", &["https://paper.example/1"], None);
    check("ooo", &["https://paper.example/1"; 2], None);
    check("Poo", &["https://paper.example/1"], None);
    let other = "press o again to open archive/kept.txt in another program";
    check("ollo", &["https://paper.example/1"], None);
    check("olljo", &[], Some(other));
    check("oolljo", &["https://paper.example/1", "archive/kept.txt"], None);
}

#[test]
fn only_the_web_and_archived_texts_are_opened() {
    check("llGoo", &[], Some("the source has no web address and no archived text to open"));
    check("/kind:place<enter>o", &[], Some("no source to open here"));
}
