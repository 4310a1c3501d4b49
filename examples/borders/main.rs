//! Packs the lines of the map, `src/views/map/data/countries.bin`, from a file of the npm package world-atlas.
//!
//! `cargo run --example borders -- countries-50m.json`, where the file is from `npm pack world-atlas@2.0.2`. It is `TopoJSON`:
//! arcs, each once, and countries that refer to them. An arc of one country is a coast, one of two is a border.
//! `src/views/map/data/PROVENANCE.md` says where the file is from and what is done to it.

#![expect(clippy::print_stdout, reason = "it prints what it has written")]
#![expect(
    clippy::cast_possible_truncation,
    reason = "degrees are small, and bytes are cut on purpose"
)]

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// Steps to a degree in what is written.
const STEPS: f64 = 100.0;
/// What is within this many steps of the edge of the world lies on it: there is a cut, and no coast.
const AT_EDGE: i64 = 1;

fn main() -> Result<()> {
    let path = std::env::args().nth(1).context("name the file countries-50m.json")?;
    let topology: Value = serde_json::from_slice(&fs::read(path)?)?;
    let arcs = arcs(&topology)?;
    let countries = uses(&topology["objects"]["countries"])?;
    let mut bytes = Vec::new();
    let lines: Vec<(bool, Vec<(i64, i64)>)> = arcs
        .into_iter()
        .enumerate()
        .flat_map(|(number, arc)| {
            let is_border = countries.get(&number).is_some_and(|countries| *countries > 1);
            without_edges(arc).into_iter().map(move |line| (is_border, line))
        })
        .collect();
    put(&mut bytes, lines.len() as u64);
    let mut points = 0;
    for (is_border, line) in &lines {
        bytes.push(u8::from(*is_border));
        put(&mut bytes, line.len() as u64);
        let mut before = (0, 0);
        for (east, north) in line {
            put(&mut bytes, zigzag(east - before.0));
            put(&mut bytes, zigzag(north - before.1));
            before = (*east, *north);
        }
        points += line.len();
    }
    println!("{} lines, {points} points, {} bytes", lines.len(), bytes.len());
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::write(home.join("src/views/map/data/countries.bin"), bytes)?;
    Ok(())
}

/// Returns the arcs in steps east of Greenwich and north of the equator, without points that fall together.
fn arcs(topology: &Value) -> Result<Vec<Vec<(i64, i64)>>> {
    let number = |value: &Value| value.as_f64().context("a number is missing");
    let transform = &topology["transform"];
    let (scale, shift) = (&transform["scale"], &transform["translate"]);
    let (scale_x, scale_y) = (number(&scale[0])?, number(&scale[1])?);
    let (shift_x, shift_y) = (number(&shift[0])?, number(&shift[1])?);
    let arcs = topology["arcs"].as_array().context("there are no arcs")?;
    let arc = |arc: &Value| {
        let (mut x, mut y) = (0.0, 0.0);
        let mut line: Vec<(i64, i64)> = Vec::new();
        for point in arc.as_array().context("an arc is no list")? {
            x += number(&point[0])?;
            y += number(&point[1])?;
            let steps = |degrees: f64| (degrees * STEPS).round() as i64;
            line.push((steps(x * scale_x + shift_x), steps(y * scale_y + shift_y)));
        }
        line.dedup();
        Ok(line)
    };
    arcs.iter().map(arc).collect()
}

/// Counts in how many countries each arc is used.
fn uses(countries: &Value) -> Result<HashMap<usize, usize>> {
    let mut all: HashMap<usize, usize> = HashMap::new();
    let list = countries["geometries"].as_array().context("there are no countries")?;
    for country in list {
        let mut own = Vec::new();
        gather(&country["arcs"], &mut own)?;
        own.sort_unstable();
        own.dedup();
        for arc in own {
            *all.entry(arc).or_default() += 1;
        }
    }
    Ok(all)
}

/// Adds the numbers of the arcs of a geometry; one that is walked backwards is written as its complement.
fn gather(arcs: &Value, numbers: &mut Vec<usize>) -> Result<()> {
    match arcs {
        Value::Array(inner) => inner.iter().try_for_each(|arcs| gather(arcs, numbers)),
        Value::Number(number) => {
            let number = number.as_i64().context("an arc has no whole number")?;
            numbers.push(usize::try_from(if number < 0 { !number } else { number })?);
            Ok(())
        }
        Value::Null => Ok(()),
        Value::Bool(_) | Value::String(_) | Value::Object(_) => bail!("a geometry has other arcs"),
    }
}

/// Returns the parts of a line that do not run along the edge of the world.
fn without_edges(line: Vec<(i64, i64)>) -> Vec<Vec<(i64, i64)>> {
    let (east, south) = (18_000 - AT_EDGE, AT_EDGE - 9_000);
    let on_edge = |(x, y): (i64, i64), (x2, y2): (i64, i64)| {
        x >= east && x2 >= east || x <= -east && x2 <= -east || y <= south && y2 <= south
    };
    let mut parts: Vec<Vec<(i64, i64)>> = Vec::new();
    let mut part: Vec<(i64, i64)> = Vec::new();
    for point in line {
        if part.last().is_some_and(|last| on_edge(*last, point)) {
            parts.push(std::mem::take(&mut part));
        }
        part.push(point);
    }
    parts.push(part);
    parts.retain(|part| part.len() > 1);
    parts
}

/// Writes a number as a varint: seven bits in each byte, the lowest first.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Returns a distance as a number without a sign: 0, -1, 1, -2, … become 0, 1, 2, 3, …
fn zigzag(distance: i64) -> u64 {
    ((distance << 1) ^ (distance >> 63)).cast_unsigned()
}
