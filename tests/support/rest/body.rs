//! Bodies of requests: JSON, or a form with JSON and files.

use serde_json::Value;

/// A file that was sent.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content_type: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

/// What a request carries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub(crate) json: Value,
    /// The JSON to the byte; only where nothing is sent with it.
    pub(crate) text: String,
    pub(crate) files: Vec<File>,
}

impl Body {
    /// Reads a body by its content type. The error says what is wrong.
    pub(crate) fn read(content_type: Option<&str>, bytes: &[u8]) -> Result<Self, String> {
        let content_type = content_type.unwrap_or_default();
        if let Some(boundary) = boundary(content_type) {
            return read_form(&boundary, bytes);
        }
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        if !content_type.starts_with("application/json") {
            return Err(format!("Expected \"Content-Type\" header to be application/json, not \"{content_type}\""));
        }
        let json = serde_json::from_slice(bytes).map_err(|error| format!("invalid JSON: {error}"))?;
        Ok(Self { json, text: String::from_utf8_lossy(bytes).into_owned(), files: Vec::new() })
    }

    /// The names of the files.
    pub(crate) fn file_names(&self) -> Vec<String> {
        self.files.iter().map(|file| file.name.clone()).collect()
    }
}

/// The boundary between the parts of a form.
fn boundary(content_type: &str) -> Option<String> {
    let parameters = content_type.strip_prefix("multipart/form-data")?;
    let boundary = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    Some(boundary.trim_matches('"').to_owned())
}

/// One part of a form.
struct Part<'a> {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    content: &'a [u8],
}

fn read_form(boundary: &str, bytes: &[u8]) -> Result<Body, String> {
    let mut body = Body::default();
    let mut files = Vec::new();
    for part in parts(boundary, bytes)? {
        if part.name == "payload_json" {
            body.json = serde_json::from_slice(part.content).map_err(|error| format!("invalid JSON: {error}"))?;
        } else {
            files.push((file_number(&part.name)?, part));
        }
    }
    files.sort_by_key(|(number, _)| *number);
    for (expected, (number, part)) in files.into_iter().enumerate() {
        if number != expected {
            return Err(format!("file {expected} is missing before files[{number}]"));
        }
        let name = part.file_name.ok_or_else(|| format!("files[{number}] has no filename"))?;
        body.files.push(File { name, content_type: part.content_type, bytes: part.content.to_vec() });
    }
    Ok(body)
}

fn file_number(name: &str) -> Result<usize, String> {
    let digits = name.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']'));
    digits.and_then(|digits| digits.parse().ok()).ok_or_else(|| format!("a part called \"{name}\" has no meaning"))
}

fn parts<'a>(boundary: &str, bytes: &'a [u8]) -> Result<Vec<Part<'a>>, String> {
    let delimiter = format!("--{boundary}");
    let mut pieces = split(bytes, delimiter.as_bytes());
    let end = pieces.pop().unwrap_or_default();
    if pieces.is_empty() || !end.starts_with(b"--") {
        return Err("a form without end".to_owned());
    }
    pieces.into_iter().skip(1).map(read_part).collect()
}

fn read_part(piece: &[u8]) -> Result<Part<'_>, String> {
    let piece = piece.strip_prefix(b"\r\n").and_then(|piece| piece.strip_suffix(b"\r\n"));
    let piece = piece.ok_or("a part that does not stand on lines of its own")?;
    let blank = find(piece, b"\r\n\r\n").ok_or("a part without content")?;
    let head = std::str::from_utf8(&piece[..blank]).map_err(|_| "headers that are no text")?;
    let header = |name: &str| {
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    };
    let disposition = header("content-disposition").ok_or("a part without Content-Disposition")?;
    let parameter = |name: &str| {
        let prefix = format!("{name}=\"");
        let value = disposition.split("; ").find_map(|parameter| parameter.strip_prefix(prefix.as_str()))?;
        Some(value.strip_suffix('"')?.to_owned())
    };
    let name = parameter("name").ok_or("a part without name")?;
    let content = &piece[blank + 4..];
    Ok(Part { name, file_name: parameter("filename"), content_type: header("content-type"), content })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn split<'a>(mut bytes: &'a [u8], delimiter: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    while let Some(position) = find(bytes, delimiter) {
        pieces.push(&bytes[..position]);
        bytes = &bytes[position + delimiter.len()..];
    }
    pieces.push(bytes);
    pieces
}
