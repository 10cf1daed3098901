//! The bot on Discord.
//!
//! The centre is pure: [`dispatch`](dispatch::dispatch) turns an
//! [`Interaction`](interaction::Interaction) into an answer and what to do
//! after it. Commands stand in [`commands`], the look of replies in
//! [`present`], what buttons remember in [`action`], Discord's limits in
//! [`limits`]. [`service`] puts around it what both carriers need; the
//! [`gateway`] carries events and answers, [`rest`] calls Discord,
//! [`registration`] keeps the commands up to date there. Only this module and those below it name a serenity type.

pub mod action;
pub mod commands;
mod completion;
pub mod dispatch;
pub mod escape;
pub mod gateway;
pub mod heard;
pub mod http;
pub mod interaction;
pub mod limits;
pub mod permissions;
pub mod present;
pub mod registration;
pub mod rest;
pub mod service;
pub mod throttle;
pub mod to_discord;
pub mod view;
