//! Names of people who do not exist, combined at random from common parts.

use super::dice::Dice;

/// A name as newspapers write it, with its form in another script and another spelling, if any.
pub(crate) struct Name {
    pub(crate) full: String,
    pub(crate) native: Option<String>,
    pub(crate) alias: Option<String>,
    /// The ISO 3166 code of a country with such names.
    pub(crate) country: &'static str,
}

/// A family or given name in Latin letters and in its own script.
type Both = (&'static str, &'static str);

const VIETNAMESE: [&[&str]; 3] = [
    &["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"],
    &["Văn", "Thị", "Hữu", "Đức", "Minh", "Quốc", "Ngọc", "Thanh"],
    &["An", "Bình", "Dũng", "Giang", "Hạnh", "Hương", "Khánh", "Lộc", "Mỹ", "Phúc", "Thảo", "Tuấn"],
];
const POLISH: [&[&str]; 2] = [
    &["Łukasz", "Zofia", "Jędrzej", "Małgorzata", "Paweł", "Agnieszka", "Stanisław", "Bożena"],
    &["Wójcik", "Kowalczyk", "Żak", "Gąsior", "Dąbek", "Świątek", "Król", "Łapiński", "Ćwikła"],
];
const TURKISH: [&[&str]; 2] = [
    &["Işıl", "Çağrı", "Gülşen", "Özgür", "Yağmur", "Şükrü", "İpek", "Ilgın", "Ümit"],
    &["Yıldız", "Çelik", "Şahin", "Kılıç", "Öztürk", "Aydın", "Koç", "Güneş", "Işık"],
];
const FILIPINO: [&[&str]; 2] = [
    &["Maricel", "Jomar", "Rowena", "Arnel", "Liezl", "Ronaldo", "Cherry", "Jun", "Ma. Teresa"],
    &[
        "dela Cruz",
        "Santos",
        "Peñaflor",
        "Bautista",
        "Magsaysay",
        "Tolentino",
        "Ibañez",
        "Dimaculangan",
    ],
];
const INDONESIAN: [&[&str]; 2] = [
    &["Siti", "Budi", "Dewi", "Agus", "Rina", "Wahyu", "Putri", "Eko", "Nur", "Bambang"],
    &[
        "Suryani",
        "Santoso",
        "Wijaya",
        "Lestari",
        "Hidayat",
        "Siregar",
        "Kusuma",
        "Rahmawati",
        "Setiawan",
    ],
];
const CHINESE: [&[Both]; 2] = [
    &[
        ("Wang", "王"),
        ("Li", "李"),
        ("Zhang", "张"),
        ("Liu", "刘"),
        ("Chen", "陈"),
        ("Huang", "黄"),
        ("Zhao", "赵"),
        ("Zhou", "周"),
        ("Wu", "吴"),
        ("Xu", "徐"),
        ("Lü", "吕"),
        ("Zeng", "曾"),
    ],
    &[
        ("wei", "伟"),
        ("min", "敏"),
        ("jing", "静"),
        ("qiang", "强"),
        ("lei", "磊"),
        ("yang", "洋"),
        ("yan", "艳"),
        ("jun", "军"),
        ("juan", "娟"),
        ("tao", "涛"),
        ("xia", "霞"),
        ("ping", "平"),
    ],
];
const THAI: [&[Both]; 2] = [
    &[
        ("Somchai", "สมชาย"),
        ("Malee", "มาลี"),
        ("Anong", "อนงค์"),
        ("Kittisak", "กิตติศักดิ์"),
        ("Ploy", "พลอย"),
        ("Wichai", "วิชัย"),
    ],
    &[
        ("Saetang", "แซ่ตั้ง"),
        ("Thongdee", "ทองดี"),
        ("Srisuk", "ศรีสุข"),
        ("Boonmee", "บุญมี"),
        ("Kaewta", "แก้วตา"),
    ],
];
const BURMESE: [&[Both]; 3] = [
    &[("Aung", "အောင်"), ("Khin", "ခင်"), ("Min", "မင်း"), ("Su", "စု"), ("Thein", "သိန်း")],
    &[("Zaw", "ဇော်"), ("Htet", "ထက်"), ("Mya", "မြ"), ("Lwin", "လွင်"), ("Nyein", "ငြိမ်း")],
    &[("Oo", "ဦး"), ("Tun", "ထွန်း"), ("Htun", "ထွန်း"), ("Hlaing", "လှိုင်"), ("Naing", "နိုင်")],
];
const KHMER: [&[Both]; 2] = [
    &[
        ("Sok", "សុខ"),
        ("Chea", "ជា"),
        ("Keo", "កែវ"),
        ("Meas", "មាស"),
        ("Prak", "ប្រាក់"),
        ("Chan", "ចាន់"),
    ],
    &[("Dara", "ដារ៉ា"), ("Sophea", "សុភា"), ("Bopha", "បុប្ផា"), ("Rithy", "រិទ្ធី"), ("Sreymom", "ស្រីមុំ")],
];

/// Returns a name; one in five has another spelling.
pub(crate) fn name(dice: &mut Dice) -> Name {
    let written = |parts: Vec<&str>, country| Name {
        full: parts.join(" "),
        native: None,
        alias: None,
        country,
    };
    let mut name = match dice.below(20) {
        0..=3 => written(VIETNAMESE.map(|part| dice.of(part)).to_vec(), "VN"),
        4 => written(POLISH.map(|part| dice.of(part)).to_vec(), "PL"),
        5 => written(TURKISH.map(|part| dice.of(part)).to_vec(), "TR"),
        6..=7 => written(FILIPINO.map(|part| dice.of(part)).to_vec(), "PH"),
        8..=9 => written(INDONESIAN.map(|part| dice.of(part)).to_vec(), "ID"),
        10..=14 => chinese(dice),
        15..=16 => of_both(&THAI.map(|part| dice.of(part)), "TH"),
        17..=18 => of_both(&BURMESE.map(|part| dice.of(part)), "MM"),
        _ => of_both(&KHMER.map(|part| dice.of(part)), "KH"),
    };
    if dice.below(5) == 0 {
        let (first, last) = name.full.split_once(' ').unwrap_or((&name.full, ""));
        name.alias = Some(format!("{last} {first}").trim().to_owned());
    }
    name
}

/// Returns a family name with one or two more characters.
fn chinese(dice: &mut Dice) -> Name {
    let [families, given] = CHINESE;
    let (family, mut native) = {
        let (latin, han) = dice.of(families);
        (latin, han.to_owned())
    };
    let mut latin = String::new();
    for _ in 0..=dice.below(2) {
        let (sound, sign) = dice.of(given);
        latin.push_str(sound);
        native.push_str(sign);
    }
    let capital = latin.get(..1).unwrap_or_default().to_uppercase();
    let name = format!("{family} {capital}{}", latin.get(1..).unwrap_or_default());
    Name { full: name, native: Some(native), alias: None, country: "CN" }
}

fn of_both(parts: &[Both], country: &'static str) -> Name {
    let name = parts.iter().map(|(latin, _)| *latin).collect::<Vec<_>>().join(" ");
    let native = parts.iter().map(|(_, own)| *own).collect::<Vec<_>>();
    // Burmese and Thai newspapers put spaces between the parts of a name.
    Name { full: name, native: Some(native.join(" ")), alias: None, country }
}
