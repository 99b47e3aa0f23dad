//! Addresses of the web: what passes, and how it is written.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What an address may not hold as it is (RFC 3986, 2).
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What may not stand behind the host, where brackets enclose a number.
const BEHIND_HOST: &AsciiSet = &ADDRESS.add(b'[').add(b']');

/// What a path may not hold either.
const PATH: &AsciiSet = &BEHIND_HOST.add(b'?').add(b'#').add(b'%');

/// The scheme of an address in lower case; none for a path.
///
/// Browsers ignore white space and control characters in a scheme, so they do not hide one here.
pub(super) fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let scheme: String = scheme
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let legal = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    legal.then_some(scheme)
}

/// An address as outputs write it, percent-encoded; none where it is no address.
pub(super) fn external(address: &str) -> Option<String> {
    let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    let (scheme, rest) = address.split_once(':')?;
    let scheme = scheme.trim().to_ascii_lowercase();
    let good = match scheme.as_str() {
        "http" | "https" => host(rest).is_some_and(|host| !host.is_empty()),
        "mailto" => rest.contains('@') && !rest.trim().contains(char::is_whitespace),
        _ => rest.contains(|c: char| c.is_ascii_digit()),
    };
    let authority = rest
        .strip_prefix("//")
        .map_or(0, |behind| "//".len() + behind.find(['/', '?', '#']).unwrap_or(behind.len()));
    let (host, behind) = rest.split_at(authority);
    good.then(|| format!("{scheme}:{}{}", encode(host, ADDRESS), encode(behind, BEHIND_HOST)))
}

/// Whether an address leads to the web.
pub(super) fn is_web(address: &str) -> bool {
    address.starts_with("//") || matches!(scheme(address).as_deref(), Some("http" | "https"))
}

/// The host of an address of the web, with its port; empty where it has none.
pub(super) fn web_host(address: &str) -> &str {
    let rest = address.split_once("//").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

/// The path of an address; empty where it has none.
pub(super) fn path(address: &str) -> &str {
    let rest = address.split_once("//").map_or("", |(_, rest)| rest);
    let path = rest.find('/').map_or("", |slash| &rest[slash..]);
    path.split(['?', '#']).next().unwrap_or_default()
}

/// Whether a program of the folder's tool would fill something in, as in `{{ page.image }}`.
pub(super) fn is_computed(address: &str) -> bool {
    [("{{", "}}"), ("{%", "%}")].iter().any(|(open, close)| {
        address.split_once(open).is_some_and(|(_, behind)| behind.contains(close))
    })
}

/// A path without the name with which Docusaurus starts one from the folder of the site.
pub(super) fn from_site(path: &str) -> &str {
    path.strip_prefix("@site").filter(|path| path.starts_with('/')).unwrap_or(path)
}

/// A decoded path as an address writes it.
pub(super) fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// The host behind a scheme; none where what follows is no authority.
fn host(rest: &str) -> Option<&str> {
    let authority = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if host.contains(['[', ']']) {
        return ip_literal(host);
    }
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        Some(_) => return None,
        None => host,
    };
    (!name.contains(|c: char| c.is_whitespace() || "<>\"\\^`{|}".contains(c))).then_some(name)
}

/// The host of `[::1]:80`: an IPv6 address between brackets (RFC 3986, 3.2.2).
fn ip_literal(host: &str) -> Option<&str> {
    let (address, port) = host.strip_prefix('[')?.split_once(']')?;
    let port = port.strip_prefix(':').unwrap_or(port);
    let legal = address.parse::<core::net::Ipv6Addr>().is_ok()
        && port.bytes().all(|digit| digit.is_ascii_digit());
    legal.then_some(address)
}

/// Encodes what must be, and a `%` that encodes nothing.
fn encode(text: &str, forbidden: &'static AsciiSet) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut pieces = text.split('%');
    encoded.extend(pieces.next().map(|piece| utf8_percent_encode(piece, forbidden).to_string()));
    for piece in pieces {
        let digits = piece.as_bytes().iter().take(2).filter(|byte| byte.is_ascii_hexdigit());
        encoded.push_str(if digits.count() == 2 { "%" } else { "%25" });
        encoded.extend(utf8_percent_encode(piece, forbidden));
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_cannot_hide() {
        assert_eq!(scheme("HTTPS://a.b").as_deref(), Some("https"));
        assert_eq!(scheme("java\tscript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme("guide/page#a:b"), None);
        assert_eq!(scheme("page"), None);
    }

    #[test]
    fn addresses_are_encoded_once() {
        let encoded = |address: &str| external(address).unwrap();
        assert_eq!(encoded("https://a.b/c d?q=ä#x y"), "https://a.b/c%20d?q=%C3%A4#x%20y");
        assert_eq!(encoded("https://a.b/c%20d"), "https://a.b/c%20d");
        assert_eq!(encoded("https://a.b/100%"), "https://a.b/100%25");
        assert_eq!(
            encoded("https://a.b/[x]?q[0]=%5B#[y]"),
            "https://a.b/%5Bx%5D?q%5B0%5D=%5B#%5By%5D"
        );
        assert_eq!(encoded("MAILTO:a@b.c"), "mailto:a@b.c");
        assert_eq!(encoded("http://[::1]:80/"), "http://[::1]:80/");
        let wrong = ["https://", "http:page", "https://a b/", "mailto:nobody", "https://a:b/"];
        let brackets = ["http://[::1", "http://::1]", "http://[::1]x", "http://[a]", "http://[]"];
        for wrong in wrong.into_iter().chain(brackets) {
            assert_eq!(external(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_path_of_a_base_is_found() {
        assert_eq!(path("https://a.b/docs/x?y"), "/docs/x");
        assert_eq!(path("https://a.b"), "");
    }
}
