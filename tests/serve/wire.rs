//! HTTP as bytes, for requests that no honest client sends.

use crate::program::PATIENCE;
use crate::signing::Signature;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    /// Its status; 0 where the connection ended without an answer.
    pub(crate) status: u16,
    /// Its body.
    pub(crate) body: String,
}

/// A connection.
pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// The head of a signed request with a body of a length, after which the connection ends.
pub(crate) fn head(signature: &Signature, length: usize) -> String {
    format!(
        "POST /interactions HTTP/1.1\r\nHost: bot\r\nConnection: close\r\nContent-Length: {length}\r\n{}\r\n",
        signature.lines()
    )
}

/// Sends bytes, and reads to the end of the connection.
pub(crate) fn exchange(address: SocketAddr, request: &[u8]) -> Reply {
    let mut stream = connect(address);
    // Whoever is refused early need not take the rest.
    let _refused = stream.write_all(request);
    read(stream)
}

/// Reads an answer to the end of the connection.
pub(crate) fn read(mut stream: TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    // A connection that is reset ends too.
    while let Ok(count @ 1..) = stream.read(&mut part) {
        bytes.extend_from_slice(&part[..count]);
    }
    let text = String::from_utf8_lossy(&bytes);
    let status = text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok()).unwrap_or(0);
    let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default();
    Reply { status, body }
}
