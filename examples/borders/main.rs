//! Packs the lines of the map, `src/views/map/data/countries.bin`, from a file of the npm package world-atlas.
//!
//! `cargo run --example borders -- countries-50m.json`, where the file is from `npm pack world-atlas@2.0.2`. It is `TopoJSON`:
//! arcs, each once, and countries that refer to them. An arc of one country is a coast, one of two is a border. Points that
//! hardly bend a line are dropped; what is left is written as numbers of the same sort one behind the other, and deflated.
//! `src/views/map/data/PROVENANCE.md` says where the file is from and what is done to it.

#![expect(clippy::print_stdout, reason = "it prints what it has written")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "degrees are small, and bytes are cut on purpose"
)]

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::Value;

/// Steps to a degree in what is written.
const STEPS: f64 = 100.0;
/// A point is dropped where the line without it runs this near to it, in steps: as far as rounding may move it.
const NEAR: f64 = 1.0;
/// What is within this many steps of the edge of the world lies on it: there is a cut, and no coast.
const AT_EDGE: i64 = 1;

fn main() -> Result<()> {
    let path = std::env::args().nth(1).context("name the file countries-50m.json")?;
    let topology: Value = serde_json::from_slice(&fs::read(path)?)?;
    let arcs = arcs(&topology)?;
    let countries = uses(&topology["objects"]["countries"])?;
    let lines: Vec<(bool, Vec<(i64, i64)>)> = arcs
        .into_iter()
        .enumerate()
        .flat_map(|(number, arc)| {
            let is_border = countries.get(&number).is_some_and(|countries| *countries > 1);
            without_edges(arc).into_iter().map(move |line| (is_border, without_hardly_bent(&line)))
        })
        .collect();
    // Numbers of one sort are more alike than those of several in turn, and compress better.
    let (mut heads, mut easts, mut norths) = (Vec::new(), Vec::new(), Vec::new());
    put(&mut heads, lines.len() as u64);
    let (mut east, mut north) = (0, 0);
    for (is_border, line) in &lines {
        put(&mut heads, 2 * line.len() as u64 + u64::from(*is_border));
        // The first step of a line is from where the line before ends.
        for (next_east, next_north) in line {
            put(&mut easts, zigzag(next_east - east));
            put(&mut norths, zigzag(next_north - north));
            (east, north) = (*next_east, *next_north);
        }
    }
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    for bytes in [&heads, &easts, &norths] {
        packed.write_all(bytes)?;
    }
    let packed = packed.finish()?;
    let points: usize = lines.iter().map(|(_, line)| line.len()).sum();
    println!("{} lines, {points} points, {} bytes", lines.len(), packed.len());
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::write(home.join("src/views/map/data/countries.bin"), packed)?;
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

/// Returns a line without the points that it hardly bends at: between two that stay, none is farther from the straight line than
/// [`NEAR`]. The ends stay, so that lines still meet.
fn without_hardly_bent(line: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut stays = vec![false; line.len()];
    let mut parts = Vec::new();
    if let Some(last) = line.len().checked_sub(1) {
        (stays[0], stays[last]) = (true, true);
        parts.push((0, last));
    }
    while let Some((from, to)) = parts.pop() {
        let bends = (from + 1..to).map(|at| (at, distance(line[at], line[from], line[to])));
        let farthest = bends.max_by(|(_, one), (_, other)| one.total_cmp(other));
        if let Some((at, _)) = farthest.filter(|(_, distance)| *distance > NEAR) {
            stays[at] = true;
            parts.extend([(from, at), (at, to)]);
        }
    }
    line.iter().zip(stays).filter_map(|(point, stays)| stays.then_some(*point)).collect()
}

/// Returns how far a point is from the straight line between two others, or from the nearer of these.
fn distance(point: (i64, i64), from: (i64, i64), to: (i64, i64)) -> f64 {
    let apart =
        |one: (i64, i64), other: (i64, i64)| ((one.0 - other.0) as f64, (one.1 - other.1) as f64);
    let ((along_x, along_y), (x, y)) = (apart(to, from), apart(point, from));
    let length = along_x * along_x + along_y * along_y;
    let share =
        if length > 0.0 { ((x * along_x + y * along_y) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - share * along_x).hypot(y - share * along_y)
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
