//! Media types of files that are carried along as they are.

/// The IANA media type of a file, by the ending of its name.
pub(super) fn of_name(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match &*ending {
        "pdf" => "application/pdf",
        "csv" => "text/csv",
        "txt" => "text/plain",
        "md" => "text/markdown",
        "html" | "htm" => "text/html",
        "xml" => "application/xml",
        "json" => "application/json",
        "yaml" | "yml" => "application/yaml",
        "zip" => "application/zip",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "svg" => "image/svg+xml",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        _ => "application/octet-stream",
    }
}

/// What is wrong with a media type that somebody states for some bytes, in words: it is none (RFC 6838,
/// 4.2), or the bytes are known to be something else.
pub(super) fn fault(stated: &str, bytes: &[u8]) -> Option<String> {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.len() <= 127
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    let essence = stated.split(';').next().unwrap_or_default().trim();
    if !essence.split_once('/').is_some_and(|(kind, name)| is_name(kind) && is_name(name)) {
        return Some(format!("`{stated}` is no media type"));
    }
    let essence = essence.to_ascii_lowercase();
    let known = known(bytes)?;
    let fits = known.contains(&&*essence) || essence == "application/octet-stream";
    (!fits).then(|| format!("it is `{}`, and `type` says `{stated}`", known[0]))
}

/// What bytes that start like this may be called, the usual name first. Archives have many names, and
/// text any.
fn known(bytes: &[u8]) -> Option<&'static [&'static str]> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(&["application/pdf"]),
        [0x89, b'P', b'N', b'G', ..] => Some(&["image/png"]),
        [0xFF, 0xD8, 0xFF, ..] => Some(&["image/jpeg", "image/jpg"]),
        [b'G', b'I', b'F', b'8', ..] => Some(&["image/gif"]),
        [b'M', b'Z', ..] => {
            Some(&["application/vnd.microsoft.portable-executable", "application/x-msdownload"])
        }
        [0x7F, b'E', b'L', b'F', ..] => Some(&["application/x-executable", "application/x-elf"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_one_and_fits() {
        assert_eq!(fault("text/csv; charset=utf-8", b"a,b"), None);
        assert_eq!(fault("Application/PDF", b"%PDF-1.7"), None);
        assert_eq!(fault("application/octet-stream", b"%PDF-1.7"), None);
        assert_eq!(fault("csv", b"a,b").unwrap(), "`csv` is no media type");
        assert!(fault("text/<b>", b"").is_some());
        let said = "it is `application/pdf`, and `type` says `image/png`";
        assert_eq!(fault("image/png", b"%PDF-1.7").unwrap(), said);
    }
}
