//! Addresses on the web of saved pages, and whether two are those of one page.

/// Returns an address as it is compared: without the fragment, `www.`, a slash at the end, and which of http and https
/// it is; `None` for one that is none on the web.
pub fn web_address(address: &str) -> Option<String> {
    let address = address.trim();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })?;
    let rest = address.get(scheme.len()..)?;
    let rest = rest.split('#').next().unwrap_or_default();
    let host_end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    if host.is_empty() || address.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(host);
    let path = path.strip_suffix('/').unwrap_or(path);
    Some(format!("{host}{path}"))
}

/// Returns whether two addresses are those of one page.
pub fn is_same_address(one: &str, other: &str) -> bool {
    one == other || web_address(one).is_some_and(|one| web_address(other) == Some(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page_are_known_as_such() {
        for (one, other, same) in [
            ("https://a.example/x", "http://www.a.example/x/", true),
            ("https://a.example/x#part", "https://A.example:443/x", true),
            ("https://a.example", "https://a.example/", true),
            ("https://a.example/x", "https://a.example/X", false),
            ("https://a.example/x?id=1", "https://a.example/x?id=2", false),
            ("file:///x", "file:///y", false),
            ("urn:x", "urn:x", true),
        ] {
            assert_eq!(is_same_address(one, other), same, "{one} {other}");
        }
        assert_eq!(web_address("https:// a.example"), None);
        assert_eq!(web_address("javascript:x"), None);
    }
}
