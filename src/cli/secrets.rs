//! Secrets and addresses that come from the environment.

use super::failure::Failure;
use crate::discord::http::PublicKey;
use crate::settings::Settings;
use secrecy::SecretString;

/// The bot's token.
pub(super) fn token() -> Result<SecretString, Failure> {
    let token = std::env::var("DISCORD_TOKEN").unwrap_or_default();
    // Pasted with the word that the header has before it, or with quotes.
    let token = token.trim().trim_matches('"');
    let token = token.strip_prefix("Bot ").unwrap_or(token).trim();
    if token.is_empty() {
        return Err(Failure::problem("DISCORD_TOKEN is not set", GETTING_A_TOKEN));
    }
    // Anything else could not even be sent.
    if !token.chars().all(|c| c.is_ascii_graphic()) {
        return Err(Failure::problem("DISCORD_TOKEN is not a token: it holds other characters", GETTING_A_TOKEN));
    }
    Ok(SecretString::new(token.to_owned()))
}

/// The key that Discord's signatures are checked with.
pub(super) fn public_key() -> Result<PublicKey, Failure> {
    let help = "copy the public key from the General Information page of your application";
    let key = std::env::var("DISCORD_PUBLIC_KEY").unwrap_or_default();
    if key.trim().is_empty() {
        return Err(Failure::problem("DISCORD_PUBLIC_KEY is not set", help));
    }
    PublicKey::parse(key.trim()).map_err(|error| Failure::problem(format!("DISCORD_PUBLIC_KEY is {error}"), help))
}

const GETTING_A_TOKEN: &str =
    "copy the token from the Bot page of your application at https://discord.com/developers/applications";

/// The host that speaks for Discord, if it is not Discord itself.
pub(super) fn api_url(settings: &Settings) -> Option<String> {
    let environment = std::env::var("DISCORD_API_URL").ok().filter(|url| !url.trim().is_empty());
    environment.or_else(|| settings.discord.api_url.clone()).map(|url| url.trim().trim_end_matches('/').to_owned())
}
