//! Signatures as Discord makes them, with a key of the tests'.

use ed25519_dalek::{Signer as _, SigningKey};
use std::time::{SystemTime, UNIX_EPOCH};

/// Somebody who signs.
#[derive(Clone)]
pub(crate) struct Signer(SigningKey);

/// The two headers of a signed request.
#[derive(Clone, Debug)]
pub(crate) struct Signature {
    pub(crate) signature: String,
    pub(crate) timestamp: String,
}

impl Signer {
    /// Discord.
    pub(crate) fn discord() -> Self {
        Self(SigningKey::from_bytes(&[7; 32]))
    }

    /// Somebody else.
    pub(crate) fn stranger() -> Self {
        Self(SigningKey::from_bytes(&[8; 32]))
    }

    /// What `DISCORD_PUBLIC_KEY` must be.
    pub(crate) fn public_key(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }

    /// Signs a body now.
    pub(crate) fn sign(&self, body: &[u8]) -> Signature {
        self.sign_at(&now().to_string(), body)
    }

    /// Signs a body with any time stamp.
    pub(crate) fn sign_at(&self, timestamp: &str, body: &[u8]) -> Signature {
        let signature = self.0.sign(&[timestamp.as_bytes(), body].concat());
        Signature { signature: hex(&signature.to_bytes()), timestamp: timestamp.to_owned() }
    }
}

impl Signature {
    /// As lines of a request's head.
    pub(crate) fn lines(&self) -> String {
        format!("X-Signature-Ed25519: {}\r\nX-Signature-Timestamp: {}\r\n", self.signature, self.timestamp)
    }
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
