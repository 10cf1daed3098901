//! Whether a request is from Discord.

use axum::http::HeaderMap;
use serenity::interactions_endpoint::Verifier;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How far Discord's clock and ours may be apart, and how long a request may
/// be under way. Older ones may be somebody's recording.
const FRESH: Duration = Duration::from_secs(300);

/// The key of our application that Discord's signatures are checked with.
#[derive(Clone)]
pub struct PublicKey(Verifier);

/// The key is not one.
#[derive(Debug, thiserror::Error)]
#[error("not a public key: it must be 64 hexadecimal digits, as on the application's page")]
pub struct WrongKey;

/// Why a request is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unbelieved {
    /// It is not signed.
    #[error("the request is not signed")]
    Unsigned,
    /// The signature is not Discord's, or is for something else.
    #[error("the signature is wrong")]
    WrongSignature,
    /// It was signed too long ago, or in the future.
    #[error("the request is not fresh")]
    Stale,
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PublicKey")
    }
}

impl PublicKey {
    /// Reads a key of 64 hexadecimal digits.
    pub fn parse(hex: &str) -> Result<Self, WrongKey> {
        let mut key = [0; 32];
        if hex.len() != 2 * key.len() || !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(WrongKey);
        }
        for (byte, at) in key.iter_mut().zip((0..).step_by(2)) {
            *byte = hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).ok_or(WrongKey)?;
        }
        Verifier::try_new(key).map(Self).map_err(|_| WrongKey)
    }

    /// Checks that Discord signed the body, and lately.
    pub fn check(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<(), Unbelieved> {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).ok_or(Unbelieved::Unsigned);
        let signature = header("x-signature-ed25519")?;
        let timestamp = header("x-signature-timestamp")?;
        self.0.verify(signature, timestamp, body).map_err(|()| Unbelieved::WrongSignature)?;
        // Only now is the time stamp known to be Discord's.
        let signed = timestamp.parse().map_err(|_| Unbelieved::Stale)?;
        let signed = UNIX_EPOCH.checked_add(Duration::from_secs(signed)).ok_or(Unbelieved::Stale)?;
        let apart = now.duration_since(signed).unwrap_or_else(|future| future.duration());
        if apart <= FRESH { Ok(()) } else { Err(Unbelieved::Stale) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};
    use proptest::prelude::*;

    const BODY: &[u8] = br#"{"type":1}"#;
    const SIGNED_AT: u64 = 1_700_000_000;

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    }

    fn public() -> PublicKey {
        PublicKey::parse(&hex(key().verifying_key().as_bytes())).unwrap()
    }

    fn headers(key: &SigningKey, timestamp: &str, body: &[u8]) -> HeaderMap {
        let signature = key.sign(&[timestamp.as_bytes(), body].concat());
        let mut headers = HeaderMap::new();
        headers.insert("x-signature-ed25519", hex(&signature.to_bytes()).parse().unwrap());
        headers.insert("x-signature-timestamp", timestamp.parse().unwrap());
        headers
    }

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn what_discord_signed_is_believed_while_fresh() {
        let signed = headers(&key(), &SIGNED_AT.to_string(), BODY);
        for (now, expected) in [
            (SIGNED_AT, Ok(())),
            (SIGNED_AT + 300, Ok(())),
            (SIGNED_AT - 300, Ok(())),
            (SIGNED_AT + 301, Err(Unbelieved::Stale)),
            (SIGNED_AT - 301, Err(Unbelieved::Stale)),
        ] {
            assert_eq!(public().check(&signed, BODY, at(now)), expected, "{now}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        let (now, stamp) = (at(SIGNED_AT), SIGNED_AT.to_string());
        let good = headers(&key(), &stamp, BODY);
        assert_eq!(public().check(&good, b"{\"type\":2}", now), Err(Unbelieved::WrongSignature));
        let stranger = headers(&SigningKey::from_bytes(&[8; 32]), &stamp, BODY);
        assert_eq!(public().check(&stranger, BODY, now), Err(Unbelieved::WrongSignature));
        let mut moved = good.clone();
        moved.insert("x-signature-timestamp", (SIGNED_AT + 1).to_string().parse().unwrap());
        assert_eq!(public().check(&moved, BODY, now), Err(Unbelieved::WrongSignature));
        let mut unsigned = good.clone();
        unsigned.remove("x-signature-ed25519");
        assert_eq!(public().check(&unsigned, BODY, now), Err(Unbelieved::Unsigned));
        let mut undated = good;
        undated.remove("x-signature-timestamp");
        assert_eq!(public().check(&undated, BODY, now), Err(Unbelieved::Unsigned));
        for stamp in ["", "-5", "now", "99999999999999999999"] {
            assert_eq!(public().check(&headers(&key(), stamp, BODY), BODY, now), Err(Unbelieved::Stale), "{stamp}");
        }
    }

    #[test]
    fn keys_are_64_hexadecimal_digits() {
        for wrong in ["", "abc", &"g".repeat(64), &"+f".repeat(32), &"é".repeat(32)] {
            assert!(PublicKey::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_refused(signature in "[ -~]{0,140}", stamp in "[ -~]{0,30}") {
            let mut headers = HeaderMap::new();
            headers.insert("x-signature-ed25519", signature.parse().unwrap());
            headers.insert("x-signature-timestamp", stamp.parse().unwrap());
            prop_assert!(public().check(&headers, BODY, at(SIGNED_AT)).is_err());
        }
    }
}
