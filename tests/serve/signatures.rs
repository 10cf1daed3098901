//! Who is believed: only Discord, about this very body, lately.

use crate::endpoint::Endpoint;
use crate::signing::{Signature, Signer, hex, now};
use crate::wire::{Reply, exchange, head};
use axum::http::HeaderMap;
use iem_bot::discord::http::PublicKey;
use std::net::SocketAddr;
use std::time::SystemTime;

const PING: &[u8] = br#"{"id":"1","application_id":"1","type":1,"token":"t","version":1}"#;
const UNSIGNED: &str = "the request is not signed";
const WRONG: &str = "the signature is wrong";
const STALE: &str = "the request is not fresh";

fn post(address: SocketAddr, signature: &Signature, body: &[u8]) -> Reply {
    exchange(address, &[head(signature, body.len()).as_bytes(), body].concat())
}

fn refused(why: &str) -> Reply {
    Reply { status: 401, body: why.to_owned() }
}

/// The test vectors of RFC 8032, section 7.1: public key, message, signature.
const VECTORS: [(&str, &[u8], &str); 3] = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        b"",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2\
         4655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        b"\x72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302ae\
         eb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        b"\xaf\x82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28\
         dc027beceea1ec40a",
    ),
];

/// The vectors are dated by nothing: a signature that is right is then refused as not fresh.
#[test]
fn the_vectors_of_the_standard() {
    let check = |key: &str, signature: &str, body: &[u8]| {
        let mut headers = HeaderMap::new();
        headers.insert("x-signature-ed25519", signature.parse().unwrap());
        headers.insert("x-signature-timestamp", "".parse().unwrap());
        PublicKey::parse(key).unwrap().check(&headers, body, SystemTime::now()).unwrap_err().to_string()
    };
    for (number, (key, message, signature)) in VECTORS.into_iter().enumerate() {
        assert_eq!(check(key, signature, message), STALE, "{number}");
        assert_eq!(check(&key.to_uppercase(), &signature.to_uppercase(), message), STALE, "{number}");
        assert_eq!(check(key, signature, b"other"), WRONG, "{number}");
        let (other_key, _, _) = VECTORS[(number + 1) % VECTORS.len()];
        assert_eq!(check(other_key, signature, message), WRONG, "{number}");
        // The same signature with the group's order added to its second half
        // would pass a lenient reader.
        assert_eq!(check(key, &with_order_added(signature), message), WRONG, "{number}");
    }
}

/// Adds the order of the group, 2^252 + 27742317777372353535851937790883648493, to the scalar.
fn with_order_added(signature: &str) -> String {
    const ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let byte = |text: &str, at: usize| u16::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap();
    let (nonce, scalar) = signature.split_at(64);
    let (mut sum, mut carried) = ([0; 32], 0);
    for (at, place) in sum.iter_mut().enumerate() {
        let digit = byte(scalar, at) + byte(ORDER, at) + carried;
        carried = digit >> 8;
        *place = u8::try_from(digit & 0xff).unwrap();
    }
    format!("{nonce}{}", hex(&sum))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_tampered_with_is_refused() {
    let mut bot = Endpoint::start().await;
    let (address, signed) = (bot.address(), Signer::discord().sign(PING));
    assert_eq!(post(address, &signed, PING).status, 200);
    for at in [0, PING.len() / 2, PING.len() - 1] {
        let mut tampered = PING.to_vec();
        tampered[at] ^= 1;
        assert_eq!(post(address, &signed, &tampered), refused(WRONG), "body, byte {at}");
    }
    assert_eq!(post(address, &signed, &PING[..PING.len() - 1]), refused(WRONG), "a shorter body");
    assert_eq!(post(address, &signed, &[PING, b" "].concat()), refused(WRONG), "a longer body");
    assert_eq!(post(address, &signed, b""), refused(WRONG), "no body");
    for at in [0, 63, 64, 127] {
        let mut signature = signed.signature.clone().into_bytes();
        signature[at] = if signature[at] == b'0' { b'1' } else { b'0' };
        let forged = Signature { signature: String::from_utf8(signature).unwrap(), ..signed.clone() };
        assert_eq!(post(address, &forged, PING), refused(WRONG), "signature, digit {at}");
    }
    let moved = Signature { timestamp: (now() + 1).to_string(), ..signed.clone() };
    assert_eq!(post(address, &moved, PING), refused(WRONG), "time stamp");
    let shifted = Signature { timestamp: signed.timestamp.clone() + "{", ..signed };
    // The bytes that were signed are the same; the time stamp is none any more.
    assert_eq!(post(address, &shifted, &PING[1..]), refused(STALE), "the border of time stamp and body");
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recordings_are_refused() {
    let mut bot = Endpoint::start().await;
    for seconds in [301, 600, 86_400, 1_000_000_000] {
        for stamp in [now() - seconds, now() + seconds + 60] {
            let signed = Signer::discord().sign_at(&stamp.to_string(), PING);
            assert_eq!(post(bot.address(), &signed, PING), refused(STALE), "{stamp}");
        }
    }
    for stamp in ["", "-1", "0", "1e9", "now", "99999999999999999999", "18446744073709551615", "１７００００００００"]
    {
        let signed = Signer::discord().sign_at(stamp, PING);
        let reply = post(bot.address(), &signed, PING);
        assert_eq!(reply.status, 401, "{stamp}: {}", reply.body);
    }
    for seconds in [0, 60, 240] {
        let signed = Signer::discord().sign_at(&(now() - seconds).to_string(), PING);
        assert_eq!(post(bot.address(), &signed, PING).status, 200, "{seconds}");
    }
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_not_discord_is_refused() {
    let mut bot = Endpoint::start().await;
    let address = bot.address();
    assert_eq!(post(address, &Signer::stranger().sign(PING), PING), refused(WRONG));
    let signed = Signer::discord().sign(PING);
    for (signature, expected) in [
        (String::new(), WRONG),
        ("0".repeat(128), WRONG),
        ("f".repeat(128), WRONG),
        (signed.signature[..126].to_owned(), WRONG),
        (signed.signature.clone() + "00", WRONG),
        ("g".repeat(128), WRONG),
        ("é".repeat(64), UNSIGNED),
        (format!("0x{}", &signed.signature[2..]), WRONG),
    ] {
        let forged = Signature { signature, ..signed.clone() };
        assert_eq!(post(address, &forged, PING), refused(expected), "{}", forged.signature);
    }
    let without = |name: &str| {
        let head = head(&signed, PING.len());
        let lines: Vec<&str> = head.split("\r\n").filter(|line| !line.starts_with(name)).collect();
        exchange(address, &[lines.join("\r\n").as_bytes(), PING].concat())
    };
    for name in ["X-Signature-Ed25519", "X-Signature-Timestamp", "X-Signature"] {
        assert_eq!(without(name), refused(UNSIGNED), "{name}");
    }
    bot.assert_well().await;
}

/// What is not signed is not read: a broken body makes no difference.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_parsed_before_the_signature_is_checked() {
    let bot = Endpoint::start().await;
    for body in [&b"{"[..], b"\xff\xfe", b"[[[[[[[[[[[[[["] {
        assert_eq!(post(bot.address(), &Signer::stranger().sign(body), body), refused(WRONG));
        assert_eq!(post(bot.address(), &Signer::discord().sign(body), body).status, 400);
    }
}
