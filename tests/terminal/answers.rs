//! What terminals say by themselves, late or wrongly: no key is made of it.

use super::session::Session;

/// Answers to questions that some other program has asked and did not wait for.
const ANSWERS: [&str; 14] = [
    "\u{1b}]11;rgb:1e1e/1e1e/2e2e\u{1b}\\",
    "\u{1b}]10;rgb:ff/ff/ff\u{7}",
    "\u{1b}]4;1;rgb:ff/00/00\u{7}",
    "\u{1b}]52;c;cXFxcQ==\u{7}",
    "\u{1b}P1$r0 q\u{1b}\\",
    "\u{1b}P>|Terminal 1.0\u{1b}\\",
    "\u{1b}P1+r544e=787465\u{1b}\\",
    "\u{1b}_Gi=31;OK\u{1b}\\",
    "\u{1b}[?62;22c",
    "\u{1b}[>41;354;0c",
    "\u{1b}[24;80R",
    "\u{1b}[4;600;800t",
    "\u{1b}[?1u",
    "\u{1b}[I\u{1b}[O",
];

#[test]
fn an_answer_to_no_question_is_no_key() {
    for answer in ANSWERS {
        let mut session = Session::start();
        session.wait_for("1 of 3");
        session.press("j");
        session.wait_for("2 of 3");
        session.press(answer);
        session.press("P");
        session.wait_for("every name and quote is masked");
        let screen = session.dump();
        assert!(
            screen.contains("2 of 3") && screen.contains("/ to search"),
            "{answer:?}\n{screen}"
        );
        session.press("q");
        assert_eq!(session.wait_for_end().exit_code(), 0, "{answer:?}");
        session.expect_restored();
    }
}

/// Nothing is asked, so that nothing waits for an answer that never comes.
#[test]
fn no_terminal_is_asked_anything() {
    let mut session = Session::start();
    session.press("j/bo\r");
    session.wait_for("1 of 1");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    let raw = String::from_utf8_lossy(&session.raw);
    for question in [
        "\u{1b}[6n",
        "\u{1b}[5n",
        "\u{1b}[c",
        "\u{1b}[0c",
        "\u{1b}[>c",
        "\u{1b}[?u",
        ";?\u{7}",
        ";?\u{1b}\\",
        "$p",
        "\u{1b}P",
    ] {
        assert!(!raw.contains(question), "{question:?}");
    }
}

/// Bytes as a broken line sends them: it answers signals and ends as always.
#[test]
fn garbage_upsets_nothing() {
    let mut number = 0x2545_f491_u32;
    let mut next = || {
        // A xorshift, so that every run sends the same.
        number ^= number << 13;
        number ^= number >> 17;
        number ^= number << 5;
        number
    };
    for round in 0..12 {
        let mut session = Session::start();
        let introducers: [&[u8]; 6] =
            [b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b[<", b"\xff\xc3", b"\x9b"];
        let mut garbage = Vec::new();
        while garbage.len() < 1_500 {
            let [one, two, ..] = next().to_le_bytes();
            if one < 40 {
                garbage.extend(introducers[usize::from(two) % introducers.len()]);
            }
            // What would start a program, suspend or leave is left out, and so is what a terminal that
            // was given back takes for a wish to quit: it then throws away what was written to it.
            if !matches!(
                two,
                0x03 | 0x1a | 0x1c | b'e' | b'E' | b'c' | b'o' | b'q' | b'y' | b'\r' | b'\n'
            ) {
                garbage.push(two);
            }
        }
        session.send(&garbage);
        session.signal("TERM");
        let status = session.wait_for_end();
        assert_eq!(status.signal(), Some("Terminated"), "{round}: {status:?}");
        session.expect_restored();
    }
}
