//! What people type and whom it finds, over names in a dozen languages. All of them are made up.

use casebook::collection::{Collection, Lookup, Memory, load};
use casebook::search::Query;

const FILES: &[(&str, &str)] = &[
    (
        "victims/thu.toml",
        "title = 'Thử, 19, from Đà Nẵng'\nname = 'Nguyễn Văn Thử'\naliases = ['Anh Ba']\nage = 19\ncitizenship = 'VN'\nrecruitment_date = '2022-03'\nexploitation_place = 'bavet'\nsummary = 'He was told of a kitchen job and locked in for “three months”.'\n",
    ),
    (
        "victims/mau.toml",
        "title = 'Mẫu, sold twice'\nname = 'Trần Thị Mẫu'\nage = 24\ncitizenship = 'VN'\nrecruitment_date = '2021-12~'\nexploitation_place = 'sihanoukville'\ngender = 'female'\n\n[[quote]]\nsource = 'wire'\ntext = 'She was sold from one company to the next.'\n",
    ),
    (
        "victims/proba.toml",
        "title = 'Próbna, translator'\nname = 'Zażółć Próbna'\ncitizenship = 'PL'\nrecruitment_date = '2023?'\nhome = 'Łódź'\nexploitation_place = 'kk-park'\n",
    ),
    (
        "victims/deneme.toml",
        "title = 'Deneme, 31'\nname = 'Işıl Deneme'\naliases = ['Ilgın']\nage = 31\ncitizenship = 'TR'\nrecruitment_date = '2022-07-15%'\nhome = 'Isparta'\nexploitation_place = 'kk-park'\n",
    ),
    (
        "victims/ornek.toml",
        "title = 'Örnek, dancer'\nname = 'İpek Örnek'\ncitizenship = 'TR'\nrecruitment_date = '2020/2021'\nhome = 'DİYARBAKIR'\n",
    ),
    (
        "victims/halimbawa.toml",
        "title = 'Halimbawa, nurse'\nname = 'Ma. Luz Halimbawa-Peña'\ncitizenship = 'PH'\nrecruitment_date = '2024-06/..'\nexploitation_place = 'laukkai'\n",
    ),
    (
        "victims/contoh.toml",
        "title = 'Contoh, 22'\nname = 'Siti Contoh'\nage = 22\ncitizenship = 'ID'\nrecruitment_date = '../2019'\nexploitation_place = 'poipet'\nsummary = 'She hid a telephone in a shoe and wrote to the embassy.'\n",
    ),
    (
        "victims/ceshi.toml",
        "title = 'Wang, 17'\nname = 'Wang Ceshi'\nnative_name = '王测试'\nage = 17\ncitizenship = 'CN'\nrecruitment_date = '2021-XX'\nexploitation_place = 'miaowadi'\n",
    ),
    (
        "victims/yangben.toml",
        "title = 'Zhang, driver'\nname = 'Zhang Yangben'\nnative_name = '张样本'\naliases = ['小样']\ncitizenship = 'CN'\nrecruitment_date = '202X'\nexploitation_place = 'kk-park'\n",
    ),
    (
        "victims/lizi.toml",
        "title = 'Zeng, 40'\nname = 'Zeng Lizi'\nnative_name = '曾例子'\nage = 40\ncitizenship = 'CN'\nrecruitment_date = '2022-21'\nhome = '重庆'\n",
    ),
    (
        "victims/lu.toml",
        "title = 'Lü, cook'\nname = 'Lü Biaozhun'\nnative_name = '吕标准'\ncitizenship = 'TW'\nrecruitment_date = '2018-11-30'\nhome = '高雄'\n",
    ),
    (
        "victims/thotsop.toml",
        "title = 'Somchai, 28'\nname = 'Somchai Thotsop'\nnative_name = 'สมชาย ทดสอบ'\nage = 28\ncitizenship = 'TH'\nrecruitment_date = '2023-05-01'\nexploitation_place = 'poipet'\n",
    ),
    (
        "victims/santhat.toml",
        "title = 'Aung, 16'\nname = 'Aung Santhat'\nnative_name = 'အောင် စမ်းသပ်'\nage = 16\ncitizenship = 'MM'\nrecruitment_date = '[2020,2022]'\nexploitation_place = 'laukkai'\n",
    ),
    (
        "victims/saklbong.toml",
        "title = 'Sok, guard'\nname = 'Sok Saklbong'\nnative_name = 'សុខ សាកល្បង'\ncitizenship = 'KH'\nrecruitment_date = '{2021,2023}'\nhome = 'ភ្នំ\u{200b}ពេញ'\n",
    ),
    (
        "victims/test-one.toml",
        "title = 'Test One, 14, held in Sihanoukville'\nname = 'Test One'\nage = 14\nrecruitment_date = '2021-12-05'\nexploitation_place = 'sihanoukville'\ngender = 'male'\n\n[[quote]]\nsource = 'wire'\ntext = 'The boy wasn’t hanged, he was hung up for three days.'\n",
    ),
    (
        "victims/testa.toml",
        "title = 'Testa, 60'\nname = 'Contesta Testa'\naliases = ['Test']\nage = 60\n",
    ),
    (
        "rescues/sweep.toml",
        "title = 'Sweep of Bavet frees 225'\ndate = '2022-09-18'\nplaces = ['bavet']\ncount = 225\nrescue_type = ['raid']\n",
    ),
    (
        "arrests/raid-2017.toml",
        "title = '151 arrested in Sihanoukville'\ndate = '2017-08-02'\nplaces = ['sihanoukville']\ncount = 151\n",
    ),
    (
        "places.toml",
        "[sihanoukville]\nname = 'Sihanoukville'\naliases = ['西哈努克', 'ក្រុងព្រះសីហនុ']\ncountry = 'KH'\n[bavet]\nname = 'Bavet'\nwithin = 'svay-rieng'\n[svay-rieng]\nname = 'Svay Rieng'\n[kk-park]\nname = 'KK园区'\naliases = ['KK Park']\n[poipet]\nname = 'Poipet'\naliases = ['ปอยเปต']\n[laukkai]\nname = 'Laukkai'\naliases = ['老街', 'Laukkaing']\n[miaowadi]\nname = '妙瓦底'\naliases = ['Myawaddy', 'မြဝတီ']\n",
    ),
    ("sources.toml", "[wire]\npublisher = 'Test Wire'\ntitle = 'A test'\n"),
];

/// What is typed, and the ids of those it finds, the best first; `…` is any number of further ids,
/// `-` no record.
#[rustfmt::skip]
const TABLE: &[(&str, &[(&str, &str)])] = &[
    ("Vietnamese, with accents and without", &[
        ("nguyen", "thu"), ("Nguyễn", "thu"), ("nguyễn", "thu"), ("NGUYEN", "thu"),
        ("nguyen van thu", "thu"), ("thu nguyen", "thu"), ("nguyên", "-"), ("ngu", "thu"),
        ("tran thi mau", "mau"), ("trần", "mau"), ("tran", "mau proba"), ("mẫu", "mau"), ("máu", "-"),
        ("da nang", "thu"), ("đà nẵng", "thu"), ("Đà", "thu"), ("anh ba", "thu"),
        ("\"van thu\"", "thu"), ("\"thu van\"", "-"),
    ]),
    ("Polish", &[
        ("zazolc", "proba"), ("zażółć", "proba"), ("Zażółć", "proba"), ("zażolć", "-"),
        ("lodz", "proba"), ("łódź", "proba"), ("probna", "proba"), ("próbna", "proba"),
        ("zazolc probna", "proba"),
    ]),
    ("Turkish, with and without the dot", &[
        ("isil", "deneme …"), ("ışıl", "deneme"), ("Işıl", "deneme"), ("ilgin", "deneme"), ("ILGIN", "deneme"),
        ("ısparta", "deneme"), ("isparta", "deneme"), ("ipek", "ornek"), ("İpek", "ornek"), ("ornek", "ornek"),
        ("örnek", "ornek"), ("diyarbakir", "ornek"), ("isil deneme", "deneme"),
    ]),
    ("Filipino and Indonesian", &[
        ("pena", "halimbawa"), ("peña", "halimbawa"), ("Peña", "halimbawa"), ("luz", "halimbawa"),
        ("ma. luz", "halimbawa"), ("halimbawa-pena", "halimbawa"), ("halimbawa", "halimbawa"),
        ("siti", "contoh"), ("siti contoh", "contoh"), ("contoh siti", "contoh"),
    ]),
    ("Thai, Burmese and Khmer", &[
        ("สมชาย", "thotsop"), ("ทดสอบ", "thotsop"), ("สมชาย ทดสอบ", "thotsop"), ("ชาย", "thotsop"),
        ("สมชัย", "thotsop"), ("สมหญิง", "-"), ("somchai", "thotsop"),
        ("အောင်", "santhat"), ("စမ်းသပ်", "santhat"), ("စမ်း", "santhat"), ("aung", "santhat"),
        ("សុខ", "saklbong"), ("សាកល្បង", "saklbong"), ("ភ្នំពេញ", "saklbong"), ("ពេញ", "saklbong"),
        ("ปอยเปต", "contoh thotsop"), ("place:ปอยเปต", "contoh thotsop"), ("place:မြဝတီ", "ceshi"), ("place:ក្រុងព្រះសីហនុ", "mau test-one raid-2017"),
    ]),
    ("Chinese by its characters", &[
        ("王测试", "ceshi"), ("王", "ceshi"), ("测试", "ceshi"), ("张", "yangben"), ("样", "yangben"),
        ("小样", "yangben"), ("曾", "lizi"), ("重庆", "lizi"), ("妙瓦底", "ceshi"), ("瓦底", "ceshi"),
        ("KK园区", "deneme proba yangben"), ("园区", "deneme proba yangben"), ("ｋｋ园区", "deneme proba yangben"),
        ("place:西哈努克", "mau test-one raid-2017"), ("place:老街", "halimbawa santhat"),
        ("老街", "halimbawa santhat"), ("西哈努克", "mau test-one raid-2017"), ("底瓦", "-"), ("李", "-"),
    ]),
    ("Chinese by pinyin, whole and by initials", &[
        ("wangceshi", "ceshi"), ("wcs", "ceshi"), ("wangcs", "ceshi"), ("wang ceshi", "ceshi"),
        ("zhangyangben", "yangben"), ("zyb", "yangben"), ("zhyb", "yangben"), ("xiaoyang", "yangben"), ("xy", "yangben"),
        ("zenglizi", "lizi"), ("cenglizi", "lizi"), ("clz", "lizi"), ("chongqing", "lizi"), ("zhongqing", "lizi"), ("cq", "lizi"),
        ("miaowadi", "ceshi"), ("mwd", "ceshi"), ("miaowd", "ceshi"), ("wadi", "ceshi"), ("miaow", "ceshi"),
        ("kkyq", "deneme proba yangben"), ("kkyuanqu", "deneme proba yangben"), ("yuanqu", "deneme proba yangben"),
        ("lübiaozhun", "lu"), ("lvbiaozhun", "lu"), ("lubiaozhun", "lu"), ("lbz", "lu"), ("gaoxiong", "lu"),
        ("laojie", "halimbawa santhat"), ("xhnk", "mau test-one raid-2017"), ("xihanuke", "mau test-one raid-2017"),
        ("mwd wang", "ceshi"), ("dwm", "-"), ("\"mwd\"", "-"), ("'kkyq", "-"),
    ]),
    ("words: whole names, starts, middles", &[
        ("test", "testa test-one"), ("test one", "test-one"), ("one", "test-one mau …"), ("testa", "testa test-one"),
        ("contesta", "testa"), ("test-one", "test-one"), ("sihanouk", "test-one raid-2017 mau"),
        ("bavet", "sweep thu"), ("svay", "-"), ("place:svay", "thu sweep"), ("151", "raid-2017"), ("225", "sweep"),
        ("embassy", "contoh"), ("kitchen", "thu"), ("sold", "mau"), ("hanoukv", "test-one raid-2017 mau"),
    ]),
    ("phrases, ends of texts, typography", &[
        ("\"three days\"", "test-one"), ("\"three months\"", "thu"), ("“three months”", "thu"), ("three", "thu test-one"),
        ("\"days three\"", "-"), ("wasn't", "test-one"), ("\"wasn't hanged\"", "test-one"), ("^test", "testa test-one"),
        ("^test$", "testa"), ("one$", "test-one"), ("'test", "testa test-one"),
    ]),
    ("letters left out", &[
        ("shnkvl", "mau test-one raid-2017"), ("ngyn", "thu"), ("smch", "thotsop"), ("hlmbw", "halimbawa"),
        ("sklbng", "saklbong"), ("zzlc", "proba"), ("laukk", "halimbawa santhat"), ("lkk", "halimbawa santhat"), ("kkl", "-"), ("2o17", "-"),
    ]),
    ("letters mistyped", &[
        ("somhcai", "thotsop"), ("nguyne", "thu"), ("halimbaaw", "halimbawa"), ("sihanuokville", "test-one raid-2017 mau"),
        ("shianoukville", "test-one raid-2017 mau"), ("saklbonk", "saklbong"), ("thotsob", "thotsop"),
        ("conteh", "contoh"), ("yangbin", "yangben"), ("tesd", "-"), ("bomchai", "-"), ("thozzop", "-"),
        ("-somhcai somchai", "thotsop"), ("\"somhcai\"", "-"),
    ]),
    ("fields", &[
        ("kind:arrest", "raid-2017"), ("kind:rescue", "sweep"), ("citizenship:TR", "deneme ornek"),
        ("citizenship:PL,TH", "proba thotsop"), ("age:14", "test-one"), ("age:1", "-"), ("place:poipet", "contoh thotsop"),
        ("kind:place kk", "kk-park laukkai"), ("kind:victim bavet", "thu"), ("-kind:victim", "sweep raid-2017"),
        ("gender:male", "test-one"), ("place:bavet -kind:rescue", "thu"),
    ]),
    ("dates of every form, the certain before the possible", &[
        ("date:2017", "raid-2017 contoh"), ("date:2018-11", "lu contoh"), ("date:2018-11-30", "lu contoh"), ("date:2019", "contoh"), ("date:2020", "ornek santhat yangben"), ("date:2021", "ceshi ornek saklbong test-one mau yangben"),
        ("date:2021-12", "test-one ceshi mau ornek saklbong yangben"), ("date:2022", "lizi thu sweep deneme mau santhat yangben"), ("date:2022-04", "lizi santhat yangben"), ("date:2022-07-15", "deneme santhat yangben"), ("date:2023", "saklbong thotsop proba yangben"), ("date:2023-05", "thotsop proba saklbong yangben"),
        ("date:2024", "halimbawa yangben"), ("date:2025", "halimbawa yangben"), ("date:<2018", "raid-2017 contoh"), ("date:>=2024", "halimbawa yangben"), ("date:2021-12..2022-03", "test-one thu ceshi lizi mau ornek saklbong santhat yangben"), ("date:2022..", "halimbawa lizi saklbong thotsop thu sweep deneme mau proba santhat yangben"),
        ("recruitment_date:2018", "lu contoh"), ("date:2016", "contoh"), ("missing:recruitment_date kind:victim", "testa"), ("-date:2017..2023", "halimbawa testa deneme proba yangben"),
        ("kind:rescue date:2022-09", "sweep"), ("nguyen date:2022", "thu"), ("nguyen date:2023", "-"), ("siti date:2018", "contoh"),
        ("sort:date date:2022 kind:rescue", "sweep"), ("age:<18", "ceshi santhat test-one"), ("age:>30", "deneme lizi testa"), ("age:17..24", "ceshi contoh mau thu"), ("has:aliases", "deneme testa thu yangben"), 
    ]),
    ("queries in queries", &[
        ("somchai | aung", "santhat thotsop"), ("(siti | somchai) place:poipet", "contoh thotsop"),
        ("place:poipet -(siti | aung)", "thotsop"), ("(nguyen | mwd) -wang", "thu"), ("citizenship:CN -(王 | 张)", "lizi"),
        ("(kind:arrest | kind:rescue) bavet", "sweep"), ("-(kind:victim | kind:rescue)", "raid-2017"),
        ("((siti))", "contoh"), ("siti -siti", "-"), ("(siti somchai) | luz", "halimbawa"),
    ]),
];

fn collection() -> Collection {
    let mut memory = Memory::default();
    for (path, text) in FILES {
        memory.put(*path, *text);
    }
    load(&memory)
}

#[test]
fn everyone_is_found_by_what_is_remembered_of_them() {
    let lookup = Lookup::of(&collection());
    let mut wrong = Vec::new();
    for (group, pairs) in TABLE {
        for (typed, expected) in *pairs {
            let (query, problems) = Query::read(typed, lookup.catalogue());
            assert!(problems.is_empty(), "{typed}: {problems:?}");
            let found: Vec<_> = lookup.find(&query).iter().map(|(id, _)| id.as_str()).collect();
            let found = if found.is_empty() { "-".to_owned() } else { found.join(" ") };
            let right = match expected.strip_suffix(" …") {
                Some(first) => found.starts_with(first),
                None => found == *expected,
            };
            if !right {
                wrong.push(format!("{group}: {typed} finds {found}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_pairs_enough() {
    assert!(TABLE.iter().map(|(_, pairs)| pairs.len()).sum::<usize>() >= 150);
}

/// Names in five scripts, and how others type them: in other letters, in another order of signs, without marks.
#[rustfmt::skip]
const TYPED_OTHERWISE: &[(&str, &str, &[&str])] = &[
    ("lao-a", "ທ້າວ ຈຳລອງ", &["ຈ\u{ecd}\u{eb2}ລອງ", "\"ທ້າວ ຈ\u{ecd}\u{eb2}ລອງ\"", "native_name:ຈ\u{ecd}\u{eb2}ລອງ"]),
    ("lao-b", "ນາງ ແບບຢ່າງ", &["ເເບບຢ່າງ", "\"ນາງ ເເບບຢ່າງ\"", "native_name:ເເບບຢ່າງ"]),
    ("lao-c", "ທ້າວ ຕ\u{ebb}\u{ec9}ນສະບັບ", &["ຕ\u{ec9}\u{ebb}ນສະບັບ", "\"ທ້າວ ຕ\u{ec9}\u{ebb}ນສະບັບ\"", "native_name:ຕ\u{ec9}\u{ebb}ນສະບັບ"]),
    ("burmese-a", "ကို ပုံစံ", &["ပ\u{1036}\u{102f}စံ", "\"က\u{102f}\u{102d} ပုံစံ\"", "native_name:ပ\u{1036}\u{102f}စံ"]),
    ("burmese-b", "ဦး ဥပမာ", &["ဉပမာ", "\"\u{1025}\u{102e}း ဥပမာ\"", "native_name:ဉပမာ"]),
    ("burmese-c", "မျှော် နမူနာ", &["မ\u{103e}\u{103b}ော်", "\"မ\u{103e}\u{103b}ော် နမူနာ\"", "native_name:မ\u{103e}\u{103b}ော်"]),
    ("turkish-a", "Işık Örnek", &["isik", "ışık", "IŞIK ÖRNEK", "\"isik ornek\"", "native_name:isik"]),
    ("turkish-b", "İrem Şablon", &["irem", "İREM", "IREM SABLON", "\"irem sablon\"", "native_name:irem"]),
    ("turkish-c", "Çağrı Deneme", &["cagri", "ÇAĞRI", "\"cagri deneme\"", "native_name:cagri"]),
    ("persian-a", "کریم نمونه", &["كريم", "كریم", "\"كريم نمونه\"", "native_name:كريم"]),
    ("persian-b", "علی\u{200c}رضا آزمون", &["عليرضا", "علیرضا ازمون", "\"عليرضا ازمون\"", "native_name:عليرضا"]),
    ("persian-c", "مُهسا فرضی ۱۲", &["مهسا", "فرضي", "\"مهسا فرضي 12\"", "native_name:مهسا"]),
    ("korean-a", "김예시", &["ㄱㅇㅅ", "\"김예시\"", "native_name:ㄱㅇㅅ", "\u{1100}\u{1175}\u{11b7}\u{110b}\u{1168}\u{1109}\u{1175}"]),
    ("korean-b", "박견본", &["ㅂㄱㅂ", "\"박견본\"", "native_name:ㅂㄱㅂ", "견본"]),
    ("korean-c", "최가상", &["ㅊㄱㅅ", "\"최가상\"", "native_name:ㅊㄱㅅ", "가상"]),
    ("japanese-a", "佐々見本", &["佐佐見本", "佐々见本", "\"佐佐見本\"", "native_name:佐佐見本"]),
    ("japanese-b", "霞ヶ例子", &["霞ケ例子", "\"霞ケ例子\"", "native_name:霞ケ例子"]),
    ("japanese-c", "みすゞ 仮名", &["みすず", "ミスズ", "\"みすず 仮名\"", "native_name:みすず"]),
    ("vietnamese-a", "Huỳnh Ví Dụ", &["Hùynh", "\"hùynh ví\"", "native_name:hùynh"]),
    ("vietnamese-b", "Khuỷu Mẫu", &["khủyu", "\"khủyu mẫu\"", "native_name:khủyu"]),
    ("vietnamese-c", "Toàn Quá Thử", &["tòan", "\"tòan qúa\"", "native_name:qúa"]),
    ("radical-a", "⻢试样", &["马试样", "馬試樣", "\"马试样\"", "native_name:马"]),
    ("yiddish-a", "דוגמא פרײַז", &["פרייז", "\"דוגמא פרייז\"", "native_name:פרייז"]),
];

#[test]
fn names_of_many_scripts_are_found_as_words_phrases_and_in_a_field_however_they_are_typed() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "title = 'T'\nformat = 1\n");
    for (id, name, _) in TYPED_OTHERWISE {
        memory.put(
            format!("victims/{id}.toml"),
            format!("title = 'Made up'\nnative_name = '{name}'\n"),
        );
    }
    let lookup = Lookup::of(&load(&memory));
    let mut wrong = Vec::new();
    for (id, name, queries) in TYPED_OTHERWISE {
        for query in queries.iter().copied().chain([*name]) {
            let (parsed, problems) = Query::read(query, lookup.catalogue());
            let found: Vec<_> = lookup.find(&parsed).iter().map(|(id, _)| id.to_string()).collect();
            if !problems.is_empty() || found.first().map(String::as_str) != Some(*id) {
                wrong.push(format!("{query} for {id}: {found:?} {problems:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
