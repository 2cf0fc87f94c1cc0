//! A checked rule set as one JSON text, and back. The text holds the model's fields in their order, numbers apart from texts, each
//! language apart from the other: nothing to parse, nothing to resolve, and a browser needs neither YAML nor the checker.
//! What is read is verified from the ground (`verify`): the fingerprint proves identity, not safety.

mod packed;
mod shape;
#[cfg(test)]
#[cfg(feature = "yaml")]
mod tests;
mod verify;

use crate::{
    base::{Lang, Text, tell},
    model::Model,
};
use packed::{Packed, Streams, Unpacker};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Version of the format: a bundle of another one is refused.
const VERSION: u32 = 5;
/// A bundle may be this long.
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
    #[serde(skip_serializing_if = "Option::is_none")]
    fr: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<Vec<String>>,
    /// The digest of the texts of the language that was left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<String>,
}

/// Says the version alone, so that a bundle of another one is told as such.
#[derive(Deserialize)]
struct Versioned {
    terreau_bundle: u32,
}

/// The one language that a bundle was made with, and the digest of the texts of the other: the identity is that of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alone {
    pub(crate) lang: Lang,
    left_out: String,
}

/// A bundle as it is read.
pub(crate) struct Bundle {
    pub(crate) model: Model,
    pub(crate) fingerprint: String,
    /// None with both languages. With one, it stands for the other, too.
    pub(crate) alone: Option<Alone>,
}

/// Identity of a model that has both languages.
#[cfg(feature = "yaml")]
pub(crate) fn identity(model: &Model) -> String {
    real(&packed(model), None)
}

/// The bundle of a model, with the texts of one language if only that is asked for, or there.
#[cfg(feature = "yaml")]
pub(crate) fn write(model: &Model, only: Option<Lang>, alone: Option<&Alone>) -> String {
    let streams = packed(model);
    let other = |lang: Lang| if lang == Lang::Fr { &streams.en } else { &streams.fr };
    let alone = alone.cloned().or_else(|| only.map(|lang| Alone { lang, left_out: of_texts(other(lang)) }));
    let fingerprint = real(&streams, alone.as_ref());
    let kept = |lang: Lang| alone.as_ref().is_none_or(|alone| alone.lang == lang);
    let wire = Wire {
        terreau_bundle: VERSION,
        fingerprint,
        numbers: streams.numbers,
        texts: streams.texts,
        fr: kept(Lang::Fr).then_some(streams.fr),
        en: kept(Lang::En).then_some(streams.en),
        left_out: alone.map(|alone| alone.left_out),
    };
    serde_json::to_string(&wire).unwrap_or_default()
}

#[cfg(feature = "yaml")]
fn packed(model: &Model) -> Streams {
    let mut out = Streams::default();
    model.pack(&mut out);
    out
}

/// Reads a bundle and verifies all that the engine relies on. The error says what is wrong with it.
///
/// Each step stays a function of its own, here and below: browsers compile a function again, and better, once a loop in it has run
/// for a while; were all of this one function, that would take a tenth of a second, while the page waits for its first list.
pub(crate) fn read(bytes: &[u8]) -> Result<Bundle, Text> {
    let wire = opened(bytes)?;
    let damaged = || tell!("le paquet est abîmé", "the bundle is damaged");
    let (fr, en, alone) = match (wire.fr, wire.en, wire.left_out) {
        (Some(fr), Some(en), None) => (fr, en, None),
        (Some(fr), None, Some(left_out)) => (fr.clone(), fr, Some(Alone { lang: Lang::Fr, left_out })),
        (None, Some(en), Some(left_out)) => (en.clone(), en, Some(Alone { lang: Lang::En, left_out })),
        _ => return Err(damaged()),
    };
    let streams = Streams { numbers: wire.numbers, texts: wire.texts, fr, en };
    let real = real(&streams, alone.as_ref());
    if real != wire.fingerprint {
        return Err(tell!(
            "l'empreinte du paquet ne correspond pas à son contenu (`{real}`)",
            "the bundle's fingerprint does not match its content (`{real}`)"
        ));
    }
    let model = unpacked(streams).ok_or_else(damaged)?;
    match verify::verify(&model) {
        Ok(()) => Ok(Bundle { model, fingerprint: real, alone }),
        Err(at) => Err(tell!(
            "le paquet contient une règle impossible : `{at}`",
            "the bundle holds a rule that cannot be: `{at}`"
        )),
    }
}

#[inline(never)]
fn opened(bytes: &[u8]) -> Result<Wire, Text> {
    if bytes.len() > MAX_BYTES {
        return Err(tell!("le paquet dépasse {MAX_BYTES} octets", "the bundle is over {MAX_BYTES} bytes"));
    }
    let wire: Wire = serde_json::from_slice(bytes).map_err(|e| not_a_bundle(bytes, &e))?;
    if wire.terreau_bundle == VERSION { Ok(wire) } else { Err(other_version(wire.terreau_bundle)) }
}

#[inline(never)]
fn unpacked(streams: Streams) -> Option<Model> {
    let mut from = Unpacker::new(&streams.numbers, streams.texts, streams.fr, streams.en);
    let model = Model::unpack(&mut from);
    from.is_whole().then_some(model)
}

fn not_a_bundle(bytes: &[u8], e: &serde_json::Error) -> Text {
    match serde_json::from_slice::<Versioned>(bytes) {
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

/// The fingerprint of what a bundle holds.
fn real(streams: &Streams, alone: Option<&Alone>) -> String {
    let digest = |lang: Lang, texts: &[String]| match alone {
        Some(alone) if alone.lang != lang => alone.left_out.clone(),
        _ => of_texts(texts),
    };
    fingerprint(streams, &digest(Lang::Fr, &streams.fr), &digest(Lang::En, &streams.en))
}

/// SHA-256 of the content, as hexadecimal: of the numbers, the names, and the digest of the texts of each language. The model is
/// sorted, so the order of files and keys does not matter.
fn fingerprint(streams: &Streams, fr: &str, en: &str) -> String {
    let mut bytes = VERSION.to_le_bytes().to_vec();
    numbers(&mut bytes, &streams.numbers);
    texts(&mut bytes, &streams.texts);
    for digest in [fr, en] {
        text(&mut bytes, digest);
    }
    hexadecimal(&bytes)
}

fn of_texts(list: &[String]) -> String {
    let mut bytes = vec![];
    texts(&mut bytes, list);
    hexadecimal(&bytes)
}

#[inline(never)]
fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

#[inline(never)]
fn numbers(bytes: &mut Vec<u8>, numbers: &[i64]) {
    number(bytes, numbers.len() as u64);
    // small ones are short, whatever their sign
    numbers.iter().for_each(|n| number(bytes, ((n << 1) ^ (n >> 63)) as u64));
}

#[inline(never)]
fn texts(bytes: &mut Vec<u8>, texts: &[String]) {
    number(bytes, texts.len() as u64);
    texts.iter().for_each(|t| text(bytes, t));
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

/// Seven bits to a byte, the lowest first; the eighth says that more follow.
fn number(bytes: &mut Vec<u8>, mut n: u64) {
    while n > 127 {
        bytes.push(n as u8 | 128);
        n >>= 7;
    }
    bytes.push(n as u8);
}
