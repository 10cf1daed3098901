//! What programs need, as the system tells.

use std::path::Path;

const MEBIBYTE: u64 = 1024 * 1024;

/// Resident memory of a process, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    /// Now.
    pub(crate) now: u64,
    /// The most there ever was.
    pub(crate) most: u64,
}

impl Memory {
    /// That of a process; nothing where the system does not tell.
    pub(crate) fn of(process: u32) -> Option<Self> {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let bytes = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key))?;
            let kibibytes: u64 = line.trim_start_matches(':').trim().trim_end_matches(" kB").parse().ok()?;
            Some(kibibytes * 1024)
        };
        Some(Self { now: bytes("VmRSS")?, most: bytes("VmHWM")? })
    }
}

/// Bytes, as a person reads them.
pub(crate) fn mebibytes(bytes: u64) -> String {
    let tenths = bytes * 10 / MEBIBYTE;
    format!("{}.{} MiB", tenths / 10, tenths % 10)
}

/// How much is in a folder and below.
pub(crate) fn size_of(folder: &Path) -> u64 {
    let children = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let sizes = children.map(|child| match child.metadata().unwrap() {
        data if data.is_dir() => size_of(&child.path()),
        data => data.len(),
    });
    sizes.sum()
}
