//! Discord's ids: the time in milliseconds since 2015, and a counter.

use serde_json::{Value, json};
use serenity::model::Timestamp;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// An id of anything on Discord.
pub(crate) type Snowflake = u64;

/// The first second of 2015, in milliseconds since 1970.
const DISCORD_EPOCH_MS: u64 = 1_420_070_400_000;

/// A new id, greater than all before it.
pub(crate) fn next_snowflake() -> Snowflake {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let now_ms = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
    let earliest = (now_ms - DISCORD_EPOCH_MS) << 22;
    let last = LAST.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |last| Some(earliest.max(last + 1))).unwrap();
    earliest.max(last + 1)
}

/// The time now, as Discord writes it.
pub(crate) fn timestamp() -> Value {
    json!(Timestamp::now().to_rfc3339().unwrap().replace('Z', "+00:00"))
}

/// Whether JSON holds this id.
pub(crate) fn is_id(value: &Value, id: Snowflake) -> bool {
    read_snowflake(value) == Some(id)
}

/// An id as it stands in JSON: a string of digits without leading zero.
pub(crate) fn read_snowflake(value: &Value) -> Option<Snowflake> {
    let digits = value.as_str()?;
    let id: Snowflake = digits.parse().ok()?;
    (id.to_string() == digits).then_some(id)
}
