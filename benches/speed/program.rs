//! The program as a whole: from its start to its first answer, and the memory
//! it needs.

use crate::endpoint::hex;
use crate::resources::{Memory, mebibytes};
use crate::times::{Times, print, shown};
use ed25519_dalek::SigningKey;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often each is started.
const STARTS: u32 = 15;
/// The wait between two looks at whether it is there.
const LOOKING: Duration = Duration::from_millis(1);
/// How long it is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(2);
/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(60);

const PROGRAM: &str = env!("CARGO_BIN_EXE_iem-bot");

/// A program that ends with what measures it.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ended_already = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// What a number of starts came to.
struct Starts {
    times: Times,
    memory: Vec<Memory>,
}

/// Measures and prints.
pub(crate) fn run() {
    let (ask, serve) = (several(ask), several(serve));
    let row = |name: &str, starts: &Starts| {
        let memory =
            |of: fn(&Memory) -> u64| starts.memory.iter().map(of).max().map_or_else(|| "?".to_owned(), mebibytes);
        let (median, late) = (shown(starts.times.median()), shown(starts.times.p99()));
        [name.to_owned(), median, late, memory(|memory| memory.now), memory(|memory| memory.most)]
    };
    print(
        "The program: cold start and memory",
        ["", "median", "p99", "memory then", "most until then"],
        [row("`ask`: start to first answer", &ask), row("`serve`: start to ready; memory when idle", &serve)],
    );
}

fn several(start: fn() -> (Duration, Option<Memory>)) -> Starts {
    let mut starts = Starts { times: Times::new(), memory: Vec::new() };
    for _ in 0..STARTS {
        let (time, memory) = start();
        starts.times.add(time);
        starts.memory.extend(memory);
    }
    starts
}

fn ask() -> (Duration, Option<Memory>) {
    let started = Instant::now();
    // With its input left open it stays, so that its memory can be read.
    let mut command = Command::new(PROGRAM);
    command.args(["ask", "--stdin", "--json"]).current_dir(std::env::temp_dir());
    let mut asked = Running(command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap());
    let mut input = asked.0.stdin.take().unwrap();
    writeln!(input, "what is an iem").unwrap();
    let mut line = String::new();
    BufReader::new(asked.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (started.elapsed(), Memory::of(asked.0.id()))
}

fn serve() -> (Duration, Option<Memory>) {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let started = Instant::now();
    let mut command = Command::new(PROGRAM);
    command.args(["-qqq", "serve", "--listen", &address.to_string()]).current_dir(std::env::temp_dir());
    command.env("DISCORD_TOKEN", "token").env("DISCORD_API_URL", "http://127.0.0.1:9");
    command.env("DISCORD_PUBLIC_KEY", hex(SigningKey::from_bytes(&[7; 32]).verifying_key().as_bytes()));
    let served = Running(command.stdin(Stdio::null()).spawn().unwrap());
    while !is_ready(address) {
        assert!(started.elapsed() < PATIENCE, "it does not start");
        sleep(LOOKING);
    }
    let taken = started.elapsed();
    sleep(IDLE);
    (taken, Memory::of(served.0.id()))
}

fn is_ready(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect(address) else { return false };
    let asked = stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n");
    let mut answer = String::new();
    asked.and_then(|()| stream.read_to_string(&mut answer)).is_ok() && answer.starts_with("HTTP/1.1 200")
}
