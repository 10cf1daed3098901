//! The bot on Discord.
//!
//! The centre is pure: [`dispatch`](dispatch::dispatch) turns an
//! [`Interaction`](interaction::Interaction) into an answer and what to do
//! after it. Commands stand in [`commands`], the look of replies in
//! [`present`], what buttons remember in [`action`], Discord's limits in
//! [`limits`]. Only this module and those below it name a serenity type.

pub mod action;
pub mod commands;
mod completion;
pub mod dispatch;
pub mod escape;
pub mod interaction;
pub mod limits;
pub mod permissions;
pub mod present;
pub mod to_discord;
pub mod view;
