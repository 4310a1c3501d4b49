//! Names of months, and the words around them, in the languages of sources.

/// The names of the months, January first; parted by spaces. What another language uses for another month
/// (Croatian `listopad`) is left out.
const NAMES: [&str; 12] = [
    "january janvier januar januari enero janeiro gennaio ocak январь января січень січня styczeń stycznia มกราคม يناير जनवरी",
    "february février fevrier februar februari febrero fevereiro febbraio şubat subat февраль февраля лютий лютого luty lutego กุมภาพันธ์ فبراير फरवरी pebrero",
    "march mars märz maerz maart maret marzo março marco mart март марта marzec marca มีนาคม مارس मार्च marso",
    "april avril aprile abril nisan апрель апреля квітень квітня kwiecień kwietnia เมษายน أبريل ابريل अप्रैल",
    "may mai mayo maio maggio mei mayıs mayis май мая травень травня maj maja พฤษภาคม مايو मई",
    "june juin juni junio junho giugno haziran июнь июня червень червня czerwiec czerwca มิถุนายน يونيو जून hunyo",
    "july juillet juli julio julho luglio temmuz июль июля липень липня lipiec lipca กรกฎาคม يوليو जुलाई hulyo",
    "august août aout agosto augustus agustus ağustos agustos август августа серпень серпня sierpień sierpnia สิงหาคม أغسطس अगस्त",
    "september septembre septiembre setiembre setembro settembre eylül eylul сентябрь сентября вересень вересня wrzesień września กันยายน سبتمبر सितंबर setyembre sept",
    "october octobre oktober octubre outubro ottobre ekim октябрь октября жовтень жовтня październik października ตุลาคม أكتوبر अक्टूबर oktubre",
    "november novembre noviembre novembro nopember kasım kasim ноябрь ноября พฤศจิกายน نوفمبر नवंबर nobyembre",
    "december décembre decembre dezember diciembre dezembro dicembre desember aralık aralik декабрь декабря грудень грудня grudzień grudnia ธันวาคม ديسمبر दिसंबर disyembre",
];

/// How Thai shortens its months: with points, which part numbers elsewhere.
const THAI: [&str; 12] = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
];

/// Words that say nothing beside the parts of a date.
const SILENT: [&str; 18] = [
    "de",
    "del",
    "of",
    "the",
    "le",
    "den",
    "am",
    "el",
    "ngày",
    "năm",
    "วันที่",
    "เดือน",
    "ปี",
    "ad",
    "ce",
    "г",
    "года",
    "be",
];

/// Returns the number of a month by its name, or by three or more of the letters that it begins with.
pub(super) fn month_number(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    if word.chars().count() < 2 || word.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let is_short = word.chars().count() < 3;
    let begins = |name: &str| if is_short { name == word } else { name.starts_with(&*word) };
    let mut found = (1_u32..).zip(NAMES).filter(|(_, names)| names.split(' ').any(begins));
    let (number, _) = found.next()?;
    found.next().is_none().then_some(number)
}

/// Returns a text without the words that say nothing, and with the months that are written with points
/// or as numbers (`tháng 5`) in words.
pub(super) fn without_silent_words(text: &str) -> String {
    let mut text = text.to_lowercase().replace("พ.ศ.", " ").replace("ค.ศ.", " ");
    for (short, names) in THAI.iter().zip(NAMES) {
        let whole = names.split(' ').find(|name| {
            name.starts_with(|c| {
                ('\u{e01}'..='\u{e3a}').contains(&c) || ('\u{e40}'..='\u{e44}').contains(&c)
            })
        });
        if let Some(whole) = whole.filter(|_| text.contains(short)) {
            text = text.replace(short, whole);
        }
    }
    let mut words: Vec<String> = Vec::new();
    let mut is_month = false;
    for word in text.split(' ').filter(|word| !SILENT.contains(word)) {
        if word == "tháng" {
            is_month = true;
            continue;
        }
        let number = word.parse::<usize>().ok().filter(|_| is_month);
        let name = number.and_then(|number| NAMES.get(number.checked_sub(1)?)?.split(' ').next());
        words.push(name.unwrap_or(word).to_owned());
        is_month = false;
    }
    words.join(" ")
}
