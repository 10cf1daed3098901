//! From an interaction's signed bytes to the bytes of its response, without a
//! network: what is spent beside answering.

use crate::interactions::asked;
use crate::questions;
use crate::times::{Repeated, print, ratio, shown};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use ed25519_dalek::{Signer, SigningKey};
use http_body_util::BodyExt;
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use iem_bot::answer::decision::decide;
use iem_bot::discord::dispatch::{Context, Response};
use iem_bot::discord::http::{Endpoint, PublicKey, router};
use iem_bot::discord::interaction::Interaction;
use iem_bot::discord::permissions::Policy;
use iem_bot::discord::present::{Shown, present};
use iem_bot::discord::rest::Rest;
use iem_bot::discord::service::Service;
use iem_bot::discord::to_discord::callback;
use iem_bot::settings::{LimitSettings, Settings};
use iem_bot::snapshot::{Live, Origin};
use secrecy::SecretString;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio_util::task::TaskTracker;

/// How often each question is asked.
const ROUNDS: u32 = 10;
/// So many that nobody is put off.
const UNLIMITED: u32 = 1_000_000;
/// What is measured, the answer alone first.
const STEPS: [&str; 6] = [
    "answer alone",
    "check the signature",
    "read the interaction",
    "present the reply as a message",
    "write the message as JSON",
    "all: signed bytes in, bytes out",
];

/// A request, ready to be sent.
struct Signed {
    body: Bytes,
    headers: HeaderMap,
}

/// Measures and prints.
pub(crate) fn run() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let public = PublicKey::parse(&hex(key.verifying_key().as_bytes())).unwrap();
    let live = Arc::new(Live::open(Origin::BuiltIn, None).unwrap());
    let endpoint = endpoint(&live, public.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let questions = questions::all();
    let mut steps = STEPS.map(|_| Repeated::new(questions.len()));
    for (number, question) in (0..ROUNDS).flat_map(|_| questions.iter().enumerate()) {
        let signed = sign(&question.text, number, &key);
        let [answer, check, read, present, write, all] = &mut steps;
        check.of(number, || public.check(&signed.headers, &signed.body, SystemTime::now()).unwrap());
        let interaction = read.of(number, || Interaction::from_json(&signed.body).unwrap());
        let library = live.current();
        // So that the whole, which comes after, is not the only one to find all at hand.
        decide(&library, &question.text);
        let decision = answer.of(number, || decide(&library, &question.text));
        let context = Context { library: &library, policy: &Policy::default(), asker: &interaction.asker };
        let message = present.of(number, || self::present(&context, &Shown::by_question(&context, &decision)));
        write.of(number, || callback(&Response::Say(message)).unwrap());
        all.of(number, || runtime.block_on(send(&endpoint, signed)));
    }
    let times = steps.each_ref().map(Repeated::times);
    let alone = times[0].median();
    print(
        "An interaction, signed bytes to response bytes",
        ["step", "median", "p99", "median / answer"],
        STEPS.iter().zip(&times).map(|(name, times)| {
            [(*name).to_owned(), shown(times.median()), shown(times.p99()), ratio(times.median(), alone)]
        }),
    );
}

/// The endpoint as `serve` has it, with nobody at the other end.
fn endpoint(live: &Arc<Live>, key: PublicKey) -> TowerToHyperService<Router> {
    let limits = LimitSettings {
        user_burst: UNLIMITED,
        user_per_minute: UNLIMITED,
        server_burst: UNLIMITED,
        server_per_minute: UNLIMITED,
    };
    let settings = Settings { limits, ..Settings::default() };
    let rest = Rest::new(&SecretString::new("token".to_owned()), Some("http://127.0.0.1:9")).unwrap();
    let service = Arc::new(Service::new(Arc::clone(live), Arc::new(rest), &settings));
    TowerToHyperService::new(router(Endpoint { service, key, tasks: TaskTracker::new() }))
}

fn sign(question: &str, person: usize, key: &SigningKey) -> Signed {
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().to_string();
    let body = asked(question, person).to_string();
    let signature = key.sign(&[timestamp.as_bytes(), body.as_bytes()].concat());
    let mut headers = HeaderMap::new();
    headers.insert("x-signature-ed25519", hex(&signature.to_bytes()).parse().unwrap());
    headers.insert("x-signature-timestamp", timestamp.parse().unwrap());
    Signed { body: body.into(), headers }
}

async fn send(endpoint: &TowerToHyperService<Router>, signed: Signed) -> Bytes {
    let mut request = Request::post("/interactions").body(Body::from(signed.body)).unwrap();
    *request.headers_mut() = signed.headers;
    let response = endpoint.call(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.into_body().collect().await.unwrap().to_bytes()
}

/// As Discord writes keys and signatures.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _infallible = write!(hex, "{byte:02x}");
        hex
    })
}
