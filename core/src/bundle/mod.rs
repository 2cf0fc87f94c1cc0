//! A checked rule set as one JSON text, and back. The text holds the model's fields in their order, numbers apart from texts:
//! nothing to parse, nothing to resolve, and a browser needs neither YAML nor the checker. What is read is verified from
//! the ground (`verify`): the fingerprint proves identity, not safety.

mod packed;
mod shape;
#[cfg(test)]
#[cfg(feature = "yaml")]
mod tests;
mod verify;

use crate::{
    base::{Text, tell},
    model::Model,
};
use packed::{Packed, Unpacker};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Version of the format: a bundle of another one is refused.
const VERSION: u32 = 4;
/// A bundle's text may be this long.
const MAX_BYTES: usize = 64_000_000;

/// The text's outer shape.
#[derive(Deserialize)]
#[cfg_attr(feature = "yaml", derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
struct Wire {
    terreau_bundle: u32,
    fingerprint: String,
    numbers: Vec<i64>,
    texts: Vec<String>,
}

/// Says the version alone, so that a bundle of another one is told as such.
#[derive(Deserialize)]
struct Versioned {
    terreau_bundle: u32,
}

/// The bundle of a rule set and its fingerprint.
#[cfg(feature = "yaml")]
pub(crate) fn write(model: &Model) -> (String, String) {
    let mut out = packed::Packer::default();
    model.pack(&mut out);
    let fingerprint = fingerprint(&out.numbers, &out.texts);
    let wire =
        Wire { terreau_bundle: VERSION, fingerprint: fingerprint.clone(), numbers: out.numbers, texts: out.texts };
    (serde_json::to_string(&wire).unwrap_or_default(), fingerprint)
}

/// Reads a bundle and verifies all that the engine relies on. The error says what is wrong with it.
pub(crate) fn read(text: &str) -> Result<(Model, String), Text> {
    if text.len() > MAX_BYTES {
        return Err(tell!("le paquet dépasse {MAX_BYTES} octets", "the bundle is over {MAX_BYTES} bytes"));
    }
    let wire: Wire = serde_json::from_str(text).map_err(|e| not_a_bundle(text, &e))?;
    if wire.terreau_bundle != VERSION {
        return Err(other_version(wire.terreau_bundle));
    }
    let real = fingerprint(&wire.numbers, &wire.texts);
    if real != wire.fingerprint {
        return Err(tell!(
            "l'empreinte du paquet ne correspond pas à son contenu (`{real}`)",
            "the bundle's fingerprint does not match its content (`{real}`)"
        ));
    }
    let mut from = Unpacker::new(&wire.numbers, wire.texts);
    let model = Model::unpack(&mut from);
    if !from.is_whole() {
        return Err(tell!("le paquet est abîmé", "the bundle is damaged"));
    }
    match verify::verify(&model) {
        Ok(()) => Ok((model, real)),
        Err(at) => Err(tell!(
            "le paquet contient une règle impossible : `{at}`",
            "the bundle holds a rule that cannot be: `{at}`"
        )),
    }
}

fn not_a_bundle(text: &str, e: &serde_json::Error) -> Text {
    match serde_json::from_str::<Versioned>(text) {
        Ok(v) if v.terreau_bundle != VERSION => other_version(v.terreau_bundle),
        _ => tell!("ce n'est pas un paquet de règles : {e}", "this is not a rule bundle: {e}"),
    }
}

fn other_version(found: u32) -> Text {
    tell!(
        "ce paquet est de la version {found} ; ce moteur lit la version {VERSION}",
        "this bundle is of version {found}; this engine reads version {VERSION}"
    )
}

/// SHA-256 of the content, as hexadecimal. The model is sorted, so the order of files and keys does not matter.
fn fingerprint(numbers: &[i64], texts: &[String]) -> String {
    let mut hash = Sha256::new();
    hash.update(VERSION.to_le_bytes());
    hash.update((numbers.len() as u64).to_le_bytes());
    numbers.iter().for_each(|n| hash.update(n.to_le_bytes()));
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
