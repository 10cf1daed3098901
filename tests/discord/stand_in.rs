//! The stand-in itself, tried by a bare client and by requests that must be refused.

mod commands;
mod gateway;
mod gateway_manners;
mod interactions;
mod limits;
mod payloads;
mod requests;
