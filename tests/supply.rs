//! What the program is made of: nothing that speaks to a network, no code of ours that is unsafe,
//! nothing from elsewhere than the one registry.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its files has failed"
)]
#![expect(clippy::print_stdout, reason = "what cannot be tried here says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use toml::{Table, Value};

/// Crates that open connections, resolve names, encrypt what is sent, or are made to be used for it.
const OF_NETWORKS: &[&str] = &[
    "async-io",
    "async-net",
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "c-ares",
    "curl",
    "curl-sys",
    "dns-lookup",
    "ftp",
    "git2",
    "gix-transport",
    "grpcio",
    "h2",
    "h3",
    "hickory-proto",
    "hickory-resolver",
    "http",
    "httparse",
    "hyper",
    "hyper-util",
    "isahc",
    "lettre",
    "libgit2-sys",
    "libssh2-sys",
    "minreq",
    "mio-socks",
    "nanomsg",
    "native-tls",
    "openssl",
    "openssl-sys",
    "opentelemetry",
    "ping",
    "quinn",
    "reqwest",
    "ring",
    "russh",
    "rustls",
    "schannel",
    "security-framework",
    "sentry",
    "smol",
    "socket2",
    "socks",
    "ssh2",
    "suppaftp",
    "surf",
    "tiny_http",
    "tokio",
    "tonic",
    "tracing-opentelemetry",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "warp",
    "webpki",
    "websocket",
    "ws",
    "zmq",
];

/// What a program asks the system for that wants to speak to another machine, or to be spoken to.
const CALLS: &[&str] = &[
    "accept",
    "accept4",
    "bind",
    "connect",
    "gethostbyname",
    "getaddrinfo",
    "getnameinfo",
    "listen",
    "recvfrom",
    "res_query",
    "sendto",
    "socket",
];

fn home(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn manifest() -> Table {
    home("Cargo.toml").parse().unwrap()
}

/// Returns the names of the packages that the program is built from, on any system, with all that
/// they are built from themselves; what only tests and benches need is left out.
fn parts() -> BTreeSet<String> {
    let lock: Table = home("Cargo.lock").parse().unwrap();
    let mut needs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let needed = package.get("dependencies").and_then(Value::as_array).into_iter().flatten();
        // Where two versions are in the lock file, a name has its version behind it.
        let needed = needed.filter_map(|needed| needed.as_str()?.split(' ').next());
        needs.entry(name).or_default().extend(needed);
    }
    let manifest = manifest();
    let mut open = names(&manifest, "dependencies");
    for target in manifest.get("target").and_then(Value::as_table).into_iter().flatten() {
        open.extend(names(target.1.as_table().unwrap(), "dependencies"));
    }
    assert!(!names(&manifest, "dev-dependencies").is_empty());
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        let needed = needs.get(name.as_str()).unwrap_or_else(|| panic!("no {name} in Cargo.lock"));
        if found.insert(name) {
            open.extend(needed.iter().map(|name| (*name).to_owned()));
        }
    }
    found
}

fn names(table: &Table, section: &str) -> Vec<String> {
    table[section].as_table().unwrap().keys().cloned().collect()
}

#[test]
fn nothing_that_the_program_is_made_of_speaks_to_a_network() {
    let parts = parts();
    assert!(parts.len() > 100 && parts.contains("crossterm"), "{parts:?}");
    let of_networks: Vec<&str> =
        OF_NETWORKS.iter().copied().filter(|name| parts.contains(*name)).collect();
    assert_eq!(of_networks, [] as [&str; 0]);
}

/// Parts may bring code for sockets along, as the one does that waits for keys; nothing calls it, so
/// that it is not in the program.
#[cfg(target_os = "linux")]
#[test]
fn the_program_asks_the_system_for_no_connection() {
    let nm = Command::new("nm")
        .args(["-D", "--undefined-only", env!("CARGO_BIN_EXE_casebook")])
        .output();
    let Ok(nm) = nm else {
        println!("skipped: there is no nm here");
        return;
    };
    let symbols = String::from_utf8(nm.stdout).unwrap();
    let asked: BTreeSet<&str> = symbols
        .lines()
        .filter_map(|line| line.trim().strip_prefix("U "))
        .filter_map(|name| name.split('@').next())
        .collect();
    assert!(asked.contains("read") && asked.contains("write"), "{symbols}");
    let connecting: Vec<&str> = CALLS.iter().copied().filter(|call| asked.contains(call)).collect();
    assert_eq!(connecting, [] as [&str; 0]);
}

#[test]
fn no_code_of_ours_is_unsafe_and_all_code_of_others_is_from_one_place() {
    let manifest = manifest();
    assert_eq!(manifest["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    let lock: Table = home("Cargo.lock").parse().unwrap();
    let mut registries = BTreeSet::new();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let Some(source) = package.get("source").and_then(Value::as_str) else {
            assert_eq!(name, "casebook", "a crate lies in a folder of ours");
            continue;
        };
        assert!(source.starts_with("registry+"), "{name} is from {source}");
        assert!(package.get("checksum").is_some(), "{name} has no checksum");
        registries.insert(source);
    }
    assert_eq!(registries.len(), 1, "{registries:?}");
}

/// Returns the crates of `Cargo.lock` with their versions, of those that the program is built from.
fn parts_with_versions() -> BTreeSet<(String, String)> {
    let parts = parts();
    let lock: Table = home("Cargo.lock").parse().unwrap();
    let packages = lock["package"].as_array().unwrap().iter();
    let packages = packages.map(|package| {
        (
            package["name"].as_str().unwrap().to_owned(),
            package["version"].as_str().unwrap().to_owned(),
        )
    });
    packages.filter(|(name, _)| parts.contains(name)).collect()
}

/// Two versions of a crate are in `Cargo.lock` where tests need another one than the program.
fn names_of(parts: &BTreeSet<(String, String)>) -> BTreeSet<&str> {
    parts.iter().map(|(name, _)| name.as_str()).collect()
}

const RENEW: &str = "renew it with: cargo run --example inventory";

#[test]
fn the_licences_that_about_prints_are_those_of_the_crates_in_the_program() {
    let listed: BTreeSet<(String, String)> = home("src/cli/about/licences.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let [name, version, licence] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else {
                panic!("{line} is no crate with a licence");
            };
            assert!(licence.len() > 2 && !licence.contains('/'), "{line}");
            (name.to_owned(), version.to_owned())
        })
        .collect();
    let parts = parts_with_versions();
    let strange: Vec<_> = listed.difference(&parts).collect();
    assert!(strange.is_empty(), "{strange:?} are not in Cargo.lock; {RENEW}");
    // What only the tests of a crate or features that are off would need is in Cargo.lock too.
    let missing = names(&manifest(), "dependencies");
    let missing = missing.iter().filter(|name| !names_of(&listed).contains(name.as_str()));
    assert_eq!(missing.collect::<Vec<_>>(), [] as [&String; 0], "{RENEW}");
    assert!(listed.len() * 10 > parts.len() * 8, "{} of {}; {RENEW}", listed.len(), parts.len());
}

#[test]
fn the_bill_of_materials_has_the_same_crates_with_their_checksums() {
    let bill: serde_json::Value = serde_json::from_str(&home("release/sbom.cdx.json")).unwrap();
    assert_eq!(bill["bomFormat"], "CycloneDX");
    let lock: Table = home("Cargo.lock").parse().unwrap();
    let components = bill["components"].as_array().unwrap();
    let licences = home("src/cli/about/licences.txt");
    let lines = licences.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(components.len(), lines.clone().count(), "{RENEW}");
    for component in components {
        let (name, version) = (&component["name"], &component["version"]);
        let start = format!("{} {} ", name.as_str().unwrap(), version.as_str().unwrap());
        assert!(lines.clone().any(|line| line.starts_with(&start)), "{start}; {RENEW}");
        let known = lock["package"].as_array().unwrap().iter().any(|package| {
            package["name"].as_str() == name.as_str()
                && package["version"].as_str() == version.as_str()
                && package["checksum"].as_str() == component["hashes"][0]["content"].as_str()
        });
        assert!(known, "{start} has another checksum; {RENEW}");
    }
}

/// `cargo deny` refuses what the tests here do; where it is at hand, `.ci/run` runs it.
#[test]
fn what_cargo_deny_refuses_is_what_the_tests_refuse() {
    let deny: Table = home("deny.toml").parse().unwrap();
    let banned = deny["bans"]["deny"].as_array().unwrap();
    let banned: BTreeSet<&str> = banned.iter().filter_map(|ban| ban["crate"].as_str()).collect();
    assert_eq!(banned, OF_NETWORKS.iter().copied().collect());
}
