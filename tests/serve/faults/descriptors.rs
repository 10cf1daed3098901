//! More connections than the system lets the program have.

use crate::editions::Editions;
use crate::endpoint::client;
use crate::program::{Setup, small_knowledge};
use crate::support::discord::Discord;
use crate::wire::connect;
use nix::sys::signal::Signal;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn out_of_descriptors_it_waits_and_goes_on() {
    let (editions, discord) = (Editions::of(&small_knowledge()), Discord::start().await);
    let setup = Setup::serve(&discord).knowledge(editions.path()).config("[discord]\nregister = false\n");
    let mut program = setup.after("ulimit -n 48").start();
    let address = program.address();
    let connections: Vec<_> = (0..100).map(|_| connect(address)).collect();
    program.says("a connection could not be taken", 1);
    program.signal(Signal::SIGHUP);
    program.says("the knowledge from before stays", 1);

    drop(connections);
    editions.assert_answered(&client(), address).await;
    editions.write(2);
    program.signal(Signal::SIGHUP);
    program.says("knowledge renewed", 1);
    editions.assert_answered(&client(), address).await;
    program.assert_well();
}
