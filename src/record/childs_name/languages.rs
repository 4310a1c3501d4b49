//! The words for children and ages in each language, by which a file may say that a person was a child.

/// How a language speaks of children and ages. Words are compared without marks; those in other scripts than the Latin also count
/// with endings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Language {
    /// Words for children.
    pub(super) children: &'static [&'static str],
    /// The same, anywhere in a text, where words are not parted by spaces, or have endings or marks.
    pub(super) inside: &'static [&'static str],
    /// Words for what no one but a child is: they count alone in a title too. Several words follow each other; one in another script than
    /// the Latin may be anywhere in a word.
    pub(super) pupils: &'static [&'static str],
    /// Words for "age": before a number, or as a key.
    pub(super) age: &'static [&'static str],
    /// Words behind a number that is an age, such as "years old" in one word.
    pub(super) old: &'static [&'static str],
    /// Words for "years": a number of them and nothing else is an age.
    pub(super) years: &'static [&'static str],
    /// Words before the years of an age at which something happened, such as "at".
    pub(super) at: &'static [&'static str],
    /// Words for "below" an age.
    pub(super) below: &'static [&'static str],
    /// Words for "born" and "birth": beside a year, or as a key. Several words follow each other; one in another script than
    /// the Latin may be anywhere in a word.
    pub(super) born: &'static [&'static str],
}

/// A language without words.
const NONE: Language = Language {
    children: &[],
    inside: &[],
    pupils: &[],
    age: &[],
    old: &[],
    years: &[],
    at: &[],
    below: &[],
    born: &[],
};

/// The languages; those that are written with the same words share a row.
pub(super) const LANGUAGES: [Language; 22] = [
    // English
    Language {
        at: &[],
        pupils: &[
            "minor",
            "minors",
            "child",
            "children",
            "childs",
            "kid",
            "kids",
            "tween",
            "tweens",
            "juvenile",
            "juveniles",
            "adolescent",
            "adolescents",
            "infant",
            "infants",
            "newborn",
            "newborns",
            "baby",
            "babies",
            "toddler",
            "toddlers",
            "teen",
            "teens",
            "teenage",
            "teenaged",
            "teenager",
            "teenagers",
            "preteen",
            "preteens",
            "underage",
            "underaged",
            "schoolboy",
            "schoolboys",
            "schoolgirl",
            "schoolgirls",
            "schoolchild",
            "schoolchildren",
            "schoolkid",
            "schoolkids",
            "schooler",
            "schoolers",
            "highschooler",
            "highschoolers",
            "preschooler",
            "preschoolers",
            "kindergartner",
            "pupil",
            "pupils",
            "under age",
        ],
        children: &[
            "boy",
            "boys",
            "girl",
            "girls",
            "youngster",
            "youngsters",
            "kindergarten",
            "youth",
            "youths",
        ],
        inside: &["<18"],
        age: &["age", "ages", "aged"],
        old: &["yo", "yos", "yold", "yro", "yrold"],
        years: &["year", "years", "yr", "yrs"],
        below: &["under", "below", "younger than", "less than", "not yet"],
        born: &["born", "birth", "birthday", "birthdate", "dob", "yob"],
    },
    // Spanish and Portuguese
    Language {
        at: &["los", "aos", "com"],
        pupils: &[
            "niño",
            "niña",
            "niños",
            "niñas",
            "criança",
            "crianças",
            "menordeedad",
            "adolescente",
            "adolescentes",
            "menor de edad",
            "menor de idade",
            "colegiala",
            "colegialas",
        ],
        children: &[
            "chica", "chicas", "chico", "chicos", "muchacha", "muchacho", "garoto", "garota",
            "menor", "menores", "menino", "menina",
        ],
        age: &["edad", "idade"],
        years: &["años", "año", "anos"],
        below: &["menos de"],
        born: &[
            "nacido",
            "nacida",
            "nació",
            "nacimiento",
            "nascido",
            "nascida",
            "nasceu",
            "nascimento",
        ],
        ..NONE
    },
    // French
    Language {
        at: &["à"],
        pupils: &[
            "enfant",
            "enfants",
            "lycéen",
            "lycéenne",
            "collégien",
            "collégienne",
            "écolier",
            "écolière",
        ],
        children: &[
            "garçon", "garçons", "fille", "filles", "mineur", "mineure", "mineurs", "mineures",
            "fillette",
        ],
        age: &["âge", "âgé", "âgée", "âgés", "âgées"],
        years: &["ans"],
        below: &["moins de"],
        // "Né" alone is "ne" without its mark.
        born: &["né en", "née en", "né e en", "né le", "née le", "né e le", "naissance"],
        ..NONE
    },
    // Italian
    Language {
        at: &["a"],
        pupils: &["bambino", "bambina", "bambini", "minorenne", "minorenni"],
        children: &["ragazza", "ragazze", "ragazzo", "ragazzi", "ragazzino", "ragazzina"],
        age: &["età"],
        years: &["anni"],
        below: &["meno di"],
        born: &["nato nel", "nata nel", "nato il", "nata il", "nascita"],
        ..NONE
    },
    // German and Dutch
    Language {
        pupils: &[
            "minderjährig",
            "minderjährige",
            "minderjähriger",
            "minderjährigen",
            "schüler",
            "schülerin",
            "minderjarig",
            "minderjarige",
            "scholier",
        ],
        children: &[
            "mädchen",
            "meisje",
            "meisjes",
            "jongen",
            "kinder",
            "jugendlich",
            "jugendliche",
            "jugendlicher",
            "kinderen",
        ],
        age: &["alter", "leeftijd"],
        old: &["jährig", "jährige", "jähriger", "jährigen", "jähriges", "jarige"],
        years: &["jahre", "jahren", "jahr", "jaar"],
        below: &["unter", "onder"],
        born: &[
            "geboren",
            "geb",
            "geburt",
            "geburtsdatum",
            "geburtsjahr",
            "geboortedatum",
            "geboortejaar",
        ],
        ..NONE
    },
    // Indonesian and Malay
    Language {
        children: &["gadis"],
        pupils: &["remaja", "pelajar", "siswa", "siswi", "anak anak"],
        inside: &["anakanak", "dibawahumur"],
        age: &["umur", "usia", "berumur", "berusia"],
        years: &["tahun", "thn"],
        below: &["bawah", "dibawah"],
        born: &["lahir", "kelahiran", "dilahirkan"],
        ..NONE
    },
    // Tagalog
    Language {
        children: &["kabataan"],
        years: &["taon", "taong"],
        born: &["ipinanganak", "isinilang"],
        ..NONE
    },
    // Vietnamese
    Language {
        pupils: &["vị thành niên", "học sinh", "trẻ em"],
        inside: &["trẻ em", "thiếu niên", "thiếu nữ"],
        age: &["tuổi"],
        old: &["tuổi"],
        below: &["dưới"],
        born: &["sinh năm", "sinh ngày", "năm sinh", "ngày sinh"],
        ..NONE
    },
    // Polish
    Language {
        pupils: &[
            "dziecko",
            "nieletni",
            "nieletnia",
            "małoletni",
            "małoletnia",
            "uczeń",
            "uczennica",
        ],
        children: &["dziewczyna", "chłopiec", "dziewczynka"],
        age: &["wiek"],
        old: &["letni", "letnia", "letniego", "letniej"],
        years: &["lat", "lata"],
        below: &["poniżej"],
        born: &["urodzony", "urodzona", "urodzenia"],
        ..NONE
    },
    // Czech and Slovak
    Language {
        pupils: &["nezletilý", "nezletilá", "mladistvý", "mladistvá"],
        children: &["chlapec", "dívka", "dítě"],
        age: &["věk"],
        old: &["letý", "letá", "letého", "leté", "ročný", "ročná"],
        years: &["let", "roky", "rokov"],
        born: &["narozen", "narozena", "narození", "narodený", "narodená", "narodenia"],
        ..NONE
    },
    // Turkish
    Language {
        children: &["çocuğu"],
        pupils: &["çocuk"],
        age: &["yaş", "yaşı"],
        old: &["yaşında", "yaşındaki", "yaşlarında"],
        years: &["yaş"],
        born: &["doğumlu", "doğum", "doğdu"],
        ..NONE
    },
    // Swahili
    Language { pupils: &["mtoto", "watoto"], age: &["umri"], years: &["miaka"], ..NONE },
    // Russian and Ukrainian
    Language {
        pupils: &[
            "несовершеннолет",
            "школьник",
            "школьниц",
            "неповнолітн",
            "малолет",
            "ребенок",
            "ребёнок",
            "дитина",
        ],
        inside: &["малолет", "ребенок", "ребёнок", "подрост", "девочк", "мальчик", "дитина"],
        age: &["возраст", "вік"],
        old: &["летн", "річн"],
        years: &["лет", "год", "рок"],
        below: &["до", "младше", "моложе"],
        born: &["родил", "рожден", "народив", "народж"],
        ..NONE
    },
    // Chinese
    Language {
        pupils: &[
            "儿童",
            "兒童",
            "幼童",
            "幼女",
            "婴儿",
            "嬰兒",
            "未成年",
            "小学生",
            "小學生",
            "中学生",
            "中學生",
            "初中生",
            "高中生",
        ],
        inside: &[
            "儿童",
            "兒童",
            "少年",
            "少女",
            "孩子",
            "男孩",
            "女孩",
            "小孩",
            "幼女",
            "幼童",
            "婴儿",
            "嬰兒",
            "未满18",
            "未滿18",
            "不满18",
            "不滿18",
            "未满十八",
            "未滿十八",
            "不满十八",
            "不滿十八",
            "七年级",
            "八年级",
            "九年级",
            "七年級",
            "八年級",
            "九年級",
        ],
        age: &["年龄", "年齡"],
        old: &["岁", "歲"],
        born: &["生日", "出生", "生于", "生於"],
        ..NONE
    },
    // Japanese
    Language {
        pupils: &["高校生", "児童", "子供", "子ども"],
        inside: &["児童", "子供", "子ども", "こども", "18歳未満", "十八歳未満"],
        age: &["年齢"],
        old: &["歳", "才"],
        born: &["誕生日", "生まれ"],
        ..NONE
    },
    // Korean
    Language {
        pupils: &["미성년", "아동", "어린이", "초등학생", "중학생", "고등학생"],
        inside: &["아동", "어린이", "청소년", "소년", "소녀", "18세미만"],
        age: &["나이"],
        old: &["살", "세"],
        born: &["생일", "생년월일", "출생", "태어난"],
        ..NONE
    },
    // Thai and Lao
    Language {
        pupils: &["ผู้เยาว์"],
        inside: &["เด็ก", "เยาวชน", "ผู้เยาว์", "วัยรุ่น", "ต่ำกว่า18", "ເດັກ"],
        age: &["อายุ", "ອາຍຸ"],
        old: &["ขวบ"],
        years: &["ปี", "ປີ"],
        born: &["เกิดปี", "เกิดวัน", "เกิดเมื่อ", "ปีเกิด", "วันเกิด", "ເກີດປີ", "ວັນເກີດ"],
        ..NONE
    },
    // Burmese
    Language {
        inside: &["ကလေး"],
        age: &["အသက်"],
        years: &["နှစ်"],
        born: &["မွေးသက္ကရာဇ်", "မွေးနေ့"],
        ..NONE
    },
    // Khmer
    Language {
        inside: &["កុមារ", "ក្មេង"],
        age: &["អាយុ"],
        years: &["ឆ្នាំ"],
        born: &["កើតឆ្នាំ", "កំណើត"],
        ..NONE
    },
    // Hindi and Nepali
    Language {
        pupils: &["नाबालिग"],
        inside: &["नाबालिग", "बच्चा", "बच्ची", "बालक", "बालिका"],
        age: &["उम्र", "उमेर", "आयु"],
        old: &["साल"],
        years: &["वर्ष"],
        born: &["जन्म"],
        ..NONE
    },
    // Bengali
    Language {
        inside: &["শিশু", "কিশোর"], age: &["বয়স"], years: &["বছর"], born: &["জন্ম"], ..NONE
    },
    // Arabic and Urdu
    Language {
        pupils: &["قاصر"],
        inside: &["قاصر", "طفل", "نابالغ", "بچہ", "بچی"],
        age: &["عمر", "العمر"],
        years: &["سنة", "عاما", "سال"],
        born: &["مواليد", "ولد", "پیدائش"],
        ..NONE
    },
];
