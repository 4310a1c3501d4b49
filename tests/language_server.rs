//! The language server, as an editor sees it: over a connection in memory, with fixtures in which `$0` is the cursor.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on says where"
)]
#![expect(clippy::needless_pass_by_value, reason = "parameters are written where they are passed")]

#[path = "language_server/editor.rs"]
mod editor;
#[expect(dead_code, reason = "the tests of the rules ask where each of them fires")]
#[path = "rules/examples.rs"]
mod examples;
#[expect(dead_code, reason = "the tests of the generator ask for its mistakes")]
#[path = "../examples/synthesize"]
mod synthesize {
    pub(crate) mod case;
    pub(crate) mod dice;
    pub(crate) mod files;
    pub(crate) mod names;
}

#[path = "language_server/assist.rs"]
mod assist;
#[path = "language_server/clients.rs"]
mod clients;
#[path = "language_server/diagnostics.rs"]
mod diagnostics;
#[path = "language_server/fixes.rs"]
mod fixes;
#[path = "language_server/lifecycle.rs"]
mod lifecycle;
#[path = "language_server/navigation.rs"]
mod navigation;
#[path = "language_server/outline.rs"]
mod outline;
#[path = "language_server/profiles.rs"]
mod profiles;
#[path = "language_server/rename.rs"]
mod rename;
#[path = "language_server/secrets.rs"]
mod secrets;
#[path = "language_server/silence.rs"]
mod silence;
#[path = "language_server/tombi.rs"]
mod tombi;
#[path = "language_server/watching.rs"]
mod watching;
