//! The URIs of files, as clients and the server name them to each other.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

/// Returns the path of a file that a URI names; `None` where it names no file on this machine.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    let slash = rest.find('/')?;
    let host = rest.get(..slash)?;
    if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
        return None;
    }
    let encoded = rest.get(slash..)?.split(['?', '#']).next()?;
    let decoded = decoded(encoded)?;
    Some(on_this_system(decoded))
}

#[cfg(not(windows))]
fn on_this_system(decoded: String) -> PathBuf {
    decoded.into()
}

/// Takes off the slash before the letter of a drive.
#[cfg(windows)]
fn on_this_system(decoded: String) -> PathBuf {
    let mut characters = decoded.chars().skip(1);
    let is_drive = characters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && characters.next() == Some(':');
    let path = if is_drive { decoded.get(1..).unwrap_or_default() } else { &decoded };
    path.replace('/', "\\").into()
}

/// Returns the URI of the file at an absolute path.
pub(crate) fn uri_of(path: &Path) -> Uri {
    let path = path.to_string_lossy();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() };
    let mut uri = String::from("file://");
    if !path.starts_with('/') {
        uri.push('/');
    }
    for byte in path.bytes() {
        // What RFC 3986 calls unreserved, and the slash.
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing into a string does not fail.
            _ = write!(uri, "%{byte:02X}");
        }
    }
    Uri(uri)
}

/// Decodes `%20` and the like; `None` where that gives no UTF-8.
fn decoded(encoded: &str) -> Option<String> {
    let mut pieces = encoded.split('%');
    let mut decoded = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let byte = piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok())?;
        decoded.push(byte);
        decoded.extend(piece.get(2..)?.bytes());
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(not(windows))]
    #[test]
    fn a_path_is_the_same_after_it_was_a_uri() {
        for path in ["/a/b.toml", "/a b/c%20d.toml", "/é/妙/x#y?z.toml", "/c:/x"] {
            let uri = uri_of(Path::new(path));
            assert!(uri.0.is_ascii(), "{uri:?}");
            assert_eq!(path_of(&uri).as_deref(), Some(Path::new(path)));
        }
        assert_eq!(uri_of(Path::new("/a b/é.toml")).0, "file:///a%20b/%C3%A9.toml");
    }

    #[test]
    fn clients_spell_a_uri_in_several_ways() {
        let path = |uri: &str| path_of(&Uri(uri.to_owned()));
        let same = ["file:///a/%c3%a9.toml", "file://localhost/a/é.toml", "file:///a/é.toml#L3"];
        for uri in same {
            assert_eq!(path(uri), path("file:///a/%C3%A9.toml"), "{uri}");
            assert!(path(uri).is_some());
        }
        for other in [
            "untitled:Untitled-1",
            "file:relative",
            "git:/a/b.toml",
            "file://host/a",
            "file:///%zz",
            "file:///%ff",
        ] {
            assert_eq!(path(other), None, "{other}");
        }
    }
}
