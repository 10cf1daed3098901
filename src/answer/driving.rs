//! Whether a model needs an amplifier, from its sensitivity and impedance.

use super::card::sensitivity;
use super::computation::volt_gain;
use crate::knowledge::entry::Model;

/// From this many dB/V on any phone jack or dongle is enough.
const EASY: f64 = 110.0;
/// From here on an ordinary dongle is.
const MODEST: f64 = 100.0;
/// Below this many ohms the source's own impedance is worth a word.
const LOW_IMPEDANCE: f64 = 16.0;
/// The rule of thumb: the source should have an eighth of it at most.
const OUTPUT_IMPEDANCE_SHARE: f64 = 8.0;

/// The impedance as a number.
pub fn ohms(model: &Model) -> Option<f64> {
    model.impedance_ohm.as_ref()?.parse().ok()
}

/// Sensitivity in dB/V, since sources give a voltage; worked out where it was
/// published for a milliwatt.
pub fn loudness_at_one_volt(model: &Model) -> Option<f64> {
    let sensitivity = model.sensitivity.as_ref()?;
    let value: f64 = sensitivity.value.parse().ok()?;
    match sensitivity.unit.as_str() {
        "dB/V" => Some(value),
        "dB/mW" => Some(value + volt_gain(ohms(model)?)),
        _ => None,
    }
}

/// "The X needs no amplifier: at 122 dB/V any phone jack or dongle drives it."
pub fn verdict(name: &str, model: &Model) -> Option<String> {
    let loudness = loudness_at_one_volt(model)?;
    let published = sensitivity(model)?;
    let rounded = loudness.round();
    let figure = if published.ends_with("dB/V") { published } else { format!("{published} (about {rounded:.0} dB/V)") };
    let verdict = if loudness >= EASY {
        format!("The {name} needs no amplifier: at {figure} any phone jack or dongle drives it.")
    } else if loudness >= MODEST {
        format!(
            "The {name} needs an ordinary dongle, hardly an amplifier: at {figure} only a weak phone leaves too little."
        )
    } else {
        format!("The {name} wants a strong source, such as a dongle with 2 V or more: it makes only {figure}.")
    };
    Some(format!("{verdict}{}", source_impedance(model).unwrap_or_default()))
}

fn source_impedance(model: &Model) -> Option<String> {
    let ohms = ohms(model).filter(|ohms| *ohms > 0.0 && *ohms < LOW_IMPEDANCE)?;
    let most = ohms / OUTPUT_IMPEDANCE_SHARE;
    Some(format!(" For its {ohms} ohms the source's own impedance should be about {most:.1} ohms at most."))
}
