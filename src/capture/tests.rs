//! Saved pages in each form, and what their text must be.

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use std::fmt::Write as _;
use std::io::Write as _;

use sha2::Digest as _;

use super::encoding::encoded;
use super::*;

fn read(bytes: impl AsRef<[u8]>, name: &str) -> Result<SavedPage, CaptureError> {
    SavedPage::read(bytes.as_ref(), name, &CaptureRequest::default())
}

#[track_caller]
fn text(html: &str) -> String {
    read(html, "page.html").unwrap().text
}

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(text(html), expected, "{html}");
}

#[test]
fn blocks_part_paragraphs_breaks_lines_and_cells_tabs() {
    check("<h1>A</h1><p>One\n  two<br>three</p>tail", "A\n\nOne two\nthree\n\ntail\n");
    check("<ul><li>a<li>b <b>c</b></ul>d", "a\nb c\n\nd\n");
    check(
        "<table><tr><td>a<td><p>b</p><td></td><td>c</td></tr><tr><th>d</th><td>e</table>f",
        "a\tb\t\tc\nd\te\n\nf\n",
    );
    check("<pre>\n x\n  y </pre>z", " x\n  y \n\nz\n");
    check("<p>a</p> <p>b</p>\n\n<div><div>c</div></div>", "a\n\nb\n\nc\n");
    check("un<b>brok</b>en <i>w</i>ord", "unbroken word\n");
    check("<dl><dt>t<dd>d</dl>", "t\nd\n");
    check("", "");
}

#[test]
fn letters_stay_as_they_are_and_entities_are_decoded_once() {
    check(
        "<p>Don’t &amp;amp; &ldquo;x&rdquo;&nbsp;y non\u{2011}breaking",
        "Don’t &amp; “x”\u{a0}y non\u{2011}breaking\n",
    );
    check("<p>妙瓦底&#x4e2d;", "妙瓦底中\n");
}

#[test]
fn what_the_page_says_is_not_shown_is_left_out_and_nothing_else() {
    for hidden in [
        "<script>x</script>",
        "<style>x</style>",
        "<template>x</template>",
        "<noscript><p>x</p></noscript>",
        "<title>x</title>",
        "<p hidden>x</p>",
        "<div hidden=''><p>x<p>x</div>",
        "<span style='display:none'>x</span>",
        "<span style='color:red; DISPLAY : none !important; display: block'>x</span>",
        "<div class='a sf-hidden'>x<div>x</div>x</div>",
        "<svg><title>x</title><style>x</style></svg>",
        "<datalist><option>x</datalist>",
        "<!-- x -->",
        "<iframe>x</iframe>",
    ] {
        check(&format!("<p>a</p>{hidden}<p>b</p>"), "a\n\nb\n");
    }
    for shown in [
        "<p aria-hidden=true>x</p>",
        "<p style='visibility:hidden'>x</p>",
        "<p style='display:none;display:block'>x</p>",
        "<p hidden=until-found>x</p>",
        "<p class=sidebar>x</p>",
        "<footer>x</footer>",
        "<details><summary>x</summary></details>",
        "<svg><text>x</text></svg><p></p>",
        "<template shadowrootmode=open><p>x</p></template>",
        "<iframe srcdoc='&lt;p&gt;x'></iframe>",
        "<textarea>x</textarea>",
    ] {
        let found = text(&format!("<p>a</p>{shown}<p>b</p>"));
        assert_eq!(found.replace('\n', ""), "axb", "{shown}: {found:?}");
    }
}

#[test]
fn what_is_hidden_ends_where_its_element_ends() {
    check("<p hidden>x<p>b", "b\n");
    check("<ul><li hidden>x<li>b</ul>", "b\n");
    check("<div hidden><div>x</div>x</div>b", "b\n");
    check("<div hidden><table><tr><td></div>x</table>x</div>b", "b\n");
    check("<table><tr><td hidden>x<td>b</table>", "b\n");
    check("<span hidden><span>x</span>x</span>b", "b\n");
    check("<div hidden><svg><g/><title/><p>x</p></svg></div>b", "b\n");
    check("<p><svg><title/></svg>b", "b\n");
    check("<p>a</div></span></b>b", "ab\n");
    check("<body style='display:none'>b", "b\n");
}

#[test]
fn a_page_that_is_nested_too_deep_is_refused_and_one_that_is_wide_is_not() {
    let deep = "<div>".repeat(5_000);
    let refused = read(deep, "page.html").unwrap_err();
    assert_eq!(refused, CaptureError::TooDeep { what: "its elements", limit: 1000 });
    let frames = (0..9).fold("<p>x".to_owned(), |inner, _| {
        format!("<iframe srcdoc=\"{}\">", inner.replace('&', "&amp;").replace('"', "&quot;"))
    });
    assert!(matches!(read(frames, "page.html"), Err(CaptureError::TooDeep { .. })));
    let wide = "<b><i><p>x</p>".repeat(20_000);
    assert_eq!(text(&wide).matches('x').count(), 20_000);
}

#[test]
fn the_encoding_is_the_one_that_is_declared_and_no_byte_is_guessed() {
    let page = "<meta charset=gb18030><p>妙瓦底";
    for (bytes, name, encoding) in [
        (encoded(page, "gb18030"), "page.html", "gb18030"),
        (
            encoded(
                "<meta http-equiv=content-type content='text/html; charset=big5'><p>園區",
                "big5",
            ),
            "page.html",
            "Big5",
        ),
        (
            b"<?xml version='1.0' encoding='windows-1252'?><html><p>caf\xe9".to_vec(),
            "a.html",
            "windows-1252",
        ),
        (b"\xef\xbb\xbf<meta charset=latin1><p>\xc3\xa9".to_vec(), "a.html", "UTF-8"),
        (b"\xff\xfe<\0p\0>\0a\0".to_vec(), "a.html", "UTF-16LE"),
        (b"<meta charset=utf-16><p>a".to_vec(), "a.html", "UTF-8"),
        (b"<!-- <meta charset=big5> --><p>a".to_vec(), "a.html", "UTF-8"),
    ] {
        assert_eq!(read(&bytes, name).unwrap().encoding, encoding);
    }
    assert_eq!(read(encoded(page, "gb18030"), "page.html").unwrap().text, "妙瓦底\n");
    let latin = b"first\ncaf\xe9";
    assert_eq!(read(latin, "a.txt"), Err(CaptureError::NoEncoding { byte: 10 }));
    let asked = CaptureRequest { encoding: Some("latin1".to_owned()), ..CaptureRequest::default() };
    let found = SavedPage::read(latin, "a.txt", &asked).unwrap();
    assert_eq!((found.text.as_str(), found.is_exact), ("first\ncafé", false));
    let broken = b"<meta charset=utf-8>\n<p>a\xff";
    let refused = CaptureError::NotInEncoding { encoding: "UTF-8", byte: 26, line: 2 };
    assert_eq!(read(broken, "a.html"), Err(refused));
    let unknown = read(b"<meta charset=klingon>\xff", "a.html");
    assert_eq!(unknown, Err(CaptureError::UnknownEncoding("klingon".to_owned())));
}

#[test]
fn a_page_says_from_where_and_when_it_was_saved() {
    let page = "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://test.example/a?b=1 \n saved date: Sun Jan 25 2026 10:14:00 GMT+0100 (Central European Standard Time)\n--><title> A  title </title><p>x";
    let found = read(page, "page").unwrap();
    assert_eq!(found.form, CaptureForm::Html);
    assert_eq!(found.address.as_deref(), Some("https://test.example/a?b=1"));
    assert_eq!(found.saved.as_deref(), Some("2026-01-25T09:14:00Z"));
    assert_eq!(found.title.as_deref(), Some("A title"));
    let page = "<!-- saved from url=(0022)https://test.example/a -->\n<html><p>x";
    assert_eq!(read(page, "page.htm").unwrap().address.as_deref(), Some("https://test.example/a"));
    let page = "<link rel='x Canonical' href='https://test.example/c'><p>url: https://no.example";
    assert_eq!(read(page, "page.htm").unwrap().address.as_deref(), Some("https://test.example/c"));
    let page = "<link rel=canonical href='javascript:alert(1)'><p>x";
    assert_eq!(read(page, "page.htm").unwrap().address, None);
}

const MHTML: &str = "From: <Saved by Test>\r\nSnapshot-Content-Location: https://test.example/a\r\nDate: Sun, 25 Jan 2026 09:14:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B\"\r\n\r\n\r\n------B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://ads.example/frame\r\n\r\n<p>frame\r\n------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://test.example/a\r\n\r\n<meta charset=3D\"utf-8\"><p>caf=C3=A9 un=\r\nbroken ------B\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------B--\r\n";

#[test]
fn the_page_of_a_mail_is_the_one_at_its_address() {
    let found = read(MHTML, "page").unwrap();
    assert_eq!(found.form, CaptureForm::Mhtml);
    assert_eq!(found.text, "café unbroken ------B\n");
    assert_eq!(found.address.as_deref(), Some("https://test.example/a"));
    assert_eq!(found.saved.as_deref(), Some("2026-01-25T09:14:00Z"));
    assert_eq!(found.ending, "mhtml");
    let base64 = "MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+eCB5\n";
    assert_eq!(read(base64, "page.mht").unwrap().text, "x y\n");
    let mut nested = String::new();
    for depth in 0..20 {
        _ = write!(nested, "Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n");
    }
    assert!(matches!(read(nested, "page.mht"), Err(CaptureError::TooDeep { .. })));
    let cut = MHTML.split("image/png").next().unwrap();
    assert_eq!(read(cut, "page.mht").unwrap().text, found.text);
}

fn warc_record(kind: &str, address: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-01-25T09:14:00.123Z\r\nContent-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    record.extend_from_slice(body);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").into_bytes();
    answer.extend_from_slice(body);
    answer
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn warc() -> Vec<u8> {
    let page = "<p>made-up page";
    let mut warc = warc_record("warcinfo", "", b"software: test");
    for (address, answer) in [
        ("https://test.example/pic", answer("Content-Type: image/png", b"PNG")),
        (
            "https://test.example/a",
            answer("Content-Type: text/html; charset=utf-8", page.as_bytes()),
        ),
        (
            "https://test.example/b",
            answer(
                "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
                &{
                    let packed = gzip("<p>packed".as_bytes());
                    let mut chunks = format!("{:x}\r\n", packed.len()).into_bytes();
                    chunks.extend_from_slice(&packed);
                    chunks.extend_from_slice(b"\r\n0\r\n\r\n");
                    chunks
                },
            ),
        ),
        (
            "https://test.example/gone",
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no".to_vec(),
        ),
    ] {
        warc.extend_from_slice(&gzip(&warc_record("response", address, &answer)));
    }
    let start = warc_record("warcinfo", "", b"software: test");
    let mut whole = gzip(&start);
    whole.extend_from_slice(warc.get(start.len()..).unwrap());
    whole
}

fn asked(url: &str) -> CaptureRequest {
    CaptureRequest { url: Some(url.to_owned()), ..CaptureRequest::default() }
}

#[test]
fn a_page_of_a_warc_is_found_by_its_address() {
    let warc = warc();
    let found = SavedPage::read(&warc, "crawl.warc.gz", &asked("https://test.example/b")).unwrap();
    assert_eq!((found.text.as_str(), found.ending), ("packed\n", "warc.gz"));
    assert_eq!(found.saved.as_deref(), Some("2026-01-25T09:14:00Z"));
    let expected = CaptureRequest {
        expected: vec!["http://www.test.example/a/".to_owned()],
        ..CaptureRequest::default()
    };
    assert_eq!(SavedPage::read(&warc, "x", &expected).unwrap().text, "made-up page\n");
    let both = ["https://test.example/a", "https://test.example/b"].map(str::to_owned).to_vec();
    assert_eq!(read(&warc, "x"), Err(CaptureError::WhichPage(both.clone())));
    assert_eq!(SavedPage::addresses(&warc, "x").unwrap(), both);
    let one = warc_record(
        "response",
        "https://test.example/a",
        &answer("Content-Type: text/html", b"<p>x"),
    );
    assert_eq!(read(&one, "x").unwrap().text, "x\n");
    for cut in [10, 60, one.len() - 6] {
        assert!(read(one.get(..cut).unwrap(), "a.warc").is_err(), "{cut}");
    }
}

/// A zip file of these files, packed or not.
fn zip(files: &[(&str, &[u8])], packed: bool) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (name, body) in files {
        let stored = if packed {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(body).unwrap();
            encoder.finish().unwrap()
        } else {
            body.to_vec()
        };
        let at = u32::try_from(bytes.len()).unwrap();
        let sizes = |out: &mut Vec<u8>| {
            out.extend_from_slice(&[if packed { 8 } else { 0 }, 0, 0, 0, 0, 0]);
            out.extend_from_slice(&crc32fast::hash(body).to_le_bytes());
            out.extend_from_slice(&u32::try_from(stored.len()).unwrap().to_le_bytes());
            out.extend_from_slice(&u32::try_from(body.len()).unwrap().to_le_bytes());
            out.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
            out.extend_from_slice(&[0, 0]);
        };
        bytes.extend_from_slice(b"PK\x03\x04\x14\0\0\0");
        sizes(&mut bytes);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(&stored);
        list.extend_from_slice(b"PK\x01\x02\x14\0\x14\0\0\0");
        sizes(&mut list);
        list.extend_from_slice(&[0; 10]);
        list.extend_from_slice(&at.to_le_bytes());
        list.extend_from_slice(name.as_bytes());
    }
    let at = u32::try_from(bytes.len()).unwrap();
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    bytes.extend_from_slice(&list);
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    bytes.extend_from_slice(&count);
    bytes.extend_from_slice(&count);
    bytes.extend_from_slice(&u32::try_from(list.len()).unwrap().to_le_bytes());
    bytes.extend_from_slice(&at.to_le_bytes());
    bytes.extend_from_slice(&[0, 0]);
    bytes
}

#[test]
fn a_wacz_has_the_pages_that_someone_looked_at_and_its_hashes_hold() {
    let warc = warc();
    let mut hash = String::new();
    for byte in sha2::Sha256::digest(&warc) {
        _ = write!(hash, "{byte:02x}");
    }
    let package = format!(
        "{{\"resources\":[{{\"path\":\"archive/data.warc.gz\",\"hash\":\"sha256:{hash}\"}}]}}"
    );
    let list =
        "{\"format\":\"json-pages-1.0\"}\n{\"url\":\"https://test.example/b\",\"title\":\"T\"}\n";
    let files = |package: &str| {
        zip(
            &[
                ("archive/data.warc.gz", &warc),
                ("datapackage.json", package.as_bytes()),
                ("pages/pages.jsonl", list.as_bytes()),
            ],
            true,
        )
    };
    let found = read(files(&package), "crawl.wacz").unwrap();
    assert_eq!((found.form, found.text.as_str()), (CaptureForm::Wacz, "packed\n"));
    let wrong = read(files(&package.replace(&hash, &"0".repeat(64))), "crawl.wacz");
    assert_eq!(wrong, Err(CaptureError::OtherBytes("archive/data.warc.gz".to_owned())));
    let word = zip(&[("word/document.xml", b"<x/>")], false);
    assert!(matches!(read(word, "a.docx"), Err(CaptureError::OtherForm(_))));
    let whole = files(&package);
    for cut in (0..whole.len()).step_by(97) {
        assert!(read(whole.get(..cut).unwrap(), "crawl.wacz").is_err() || cut < 4, "{cut}");
    }
}

#[test]
fn a_page_that_unpacks_to_more_than_is_read_is_refused() {
    let zeros = gzip(&vec![b' '; LARGEST_PAGE + 1]);
    let record = warc_record(
        "response",
        "https://test.example/a",
        &answer("Content-Type: text/html\r\nContent-Encoding: gzip", &zeros),
    );
    assert!(record.len() < 100_000);
    let refused = read(&record, "a.warc").unwrap_err();
    assert_eq!(refused, CaptureError::TooLarge { what: "a page in it", megabytes: 32 });
    let long = read("x".repeat(LONGEST_TEXT + 1), "a.txt").unwrap_err();
    assert_eq!(long, CaptureError::TooLarge { what: "it", megabytes: 16 });
}

#[test]
fn what_is_not_read_is_refused_with_what_to_do_instead() {
    let pdf = read("%PDF-1.7\n", "a.txt").unwrap_err();
    assert_eq!(pdf, CaptureError::Pdf);
    assert!(pdf.hint().contains("pdftotext") && pdf.hint().contains("--original"));
    let asked = CaptureRequest { form: Some(CaptureForm::Text), ..CaptureRequest::default() };
    assert_eq!(SavedPage::read(b"%PDF-1.7\n", "a.txt", &asked), Err(CaptureError::Pdf));
    assert!(matches!(read("{\\rtf1", "a.rtf"), Err(CaptureError::OtherForm("RTF"))));
}

#[test]
fn plain_text_in_utf_8_is_the_file_byte_for_byte() {
    for whole in ["a\r\nb", "\u{feff}a", "<p>a</p>", ""] {
        let found = read(whole, "a.txt").unwrap();
        assert_eq!((found.text.as_str(), found.is_exact), (whole, true));
    }
}
