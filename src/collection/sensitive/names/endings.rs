//! Word lists for name detection: prefixes, endings, particles and titles of many languages.
//!
//! Each is written as people write it and compared folded.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::search::fold_to_syllables;

/// Words, found as folded.
pub(crate) struct WordList {
    words: HashSet<String>,
    longest: usize,
}

impl WordList {
    fn of(words: &str) -> Self {
        let words: HashSet<String> = words.split_whitespace().map(fold_to_syllables).collect();
        let longest = words.iter().map(|word| word.chars().count()).max().unwrap_or_default();
        Self { words, longest }
    }

    /// Returns whether a folded word is one of the list.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Returns whether folded letters are nothing but words of the list, one after the other.
    pub(crate) fn makes_up(&self, letters: &str) -> bool {
        // More than a few particles behind each other are none.
        if letters.len() > LONGEST {
            return false;
        }
        let mut reached = vec![0];
        for end in letters.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let begins = |from: &usize| letters.get(*from..end).is_some_and(|word| self.has(word));
            if reached.iter().any(begins) {
                reached.push(end);
            }
        }
        reached.last() == Some(&letters.len())
    }

    /// Returns what is left of folded letters behind each word of the list that they begin with.
    pub(crate) fn rests<'l>(&self, letters: &'l str) -> impl Iterator<Item = &'l str> {
        let ends = letters.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest);
        let parts = ends.filter_map(|end| letters.split_at_checked(end));
        parts.filter(|(start, _)| self.has(start)).map(|(_, rest)| rest)
    }

    /// Returns whether folded letters begin with a word of the list.
    pub(crate) fn begins(&self, letters: &str) -> bool {
        self.rests(letters).next().is_some()
    }
}

/// How many bytes of particles a name has at most.
const LONGEST: usize = 60;

/// What may follow a name in scripts that have capitals, where the name stays as it is.
pub(crate) static ENDINGS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        // English, German.
        "s es gate ism ist ian esque like ville sche schen scher sches schem er in \
         nak nek ban ben ba be bol ből ról ről tól től hoz hez höz ra re nál nél ig ként ért t at et \
         ot on en k ak ek ok é ék éi nk ul ül val vel vá vé ék éknak éknek éktól \
         né nének nénak nénél nét néval éké éit tal tel gal gel sal sel \
         cık cik cuk cük cığım ciğim ların lerin ları leri \
         nın nin nun nün ın in un ün yı yi yu yü ı i u ü ya ye a e da de ta te dan den tan ten la le \
         yla yle lar ler lı li lu lü sız siz gil ca ce cı ci ym ydı ymış dır dir \
         ning ga ka qa ge ke gʻa ni dagi niki lari \
         n ssa ssä sta stä lla llä lta ltä lle na nä ksi han hän kin ko kö st l lt ks ni ta iin \
         nya ku mu lah kah pun kan \
         a ą ę y ie owi em u ego emu ym ym ami ach om iem iego iemu ów owie ovi ovy ová ové ovou ova \
         ovo ov ovou ově ou ům ech ich ima ama \
         o ui as ai os is io iui į ų ams ais us ul ului lui ei \
         ni ng s' \
         ova eva ina \
         а я у ю е є ы і и ї ом ем ём єм ою ею ой ей ам ям ами ями ах ях ов ев ів їв ові еві єві \
         ого его ому ему им ым ых их ыми ими ую юю ая яя ое ые ие ич на ин ина иной ину \
         ова ева овой евой ову еву овы евы овых евых овым евым ович евич овна евна \
         ның нің дың дің тың тің нын дын тын ға ге қа ке да де та те дан ден тан тен нан нен мен бен \
         пен ды ді ты ті ны ні лар лер дар дер тар тер ын ийн ыг ийг аас ээс тай тэй ро и \
         оос өөс уас иас той төй аар ээр оор өөр иар од өд ад эд руу рүү луу лүү \
         та то те вата иот от ота \
         ς ν υ ου ο α η ης ας ες ων ους οι \
         ի ին ը ն ից ով ում ս դ ներ ների",
    )
});

/// What may follow three letters of Latin: the rest of [`ENDINGS`] makes other words of most.
pub(crate) static LONG_ENDINGS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "s nak nek val vel bol ből ról ről tól től hoz hez höz nál nél ként ért nın nin nun nün dan \
         den tan ten yla yle lar ler ning ssa ssä sta stä lla llä lta ltä lle nya owi ovi iem em om \
         ową ami gate",
    )
});

/// What may follow the front of a name whose last vowel has changed.
pub(crate) static CHANGED: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "a ą e ę y i u o ie ou ę ą iem iu ii ej iej iego iemu ego emu im ym ich imi ymi ich ach ami om em \
         ovi ová owi ou ow ov ám ách ech ích ům u ův in ina ino ině ite \
         eho og oga ome omu ega \
         gyal gyel nyal nyel lyal lyel tyal tyel csal csel szal szel zsal zsel \
         oje yje ajam aja ajai ajo ajos ams iem \
         o ui ai io iui os ei es ę ų ais ams oms ose uje as us am ā ī \
         а я ы и е є у ю о і ї ой ою ей ею ём ем ом ам ям ами ями ах ях ою ьи ов ев ей єм єю єві \
         ого его ому ему ом им ым ой ую юю ых их ыми ими ая яя ое ые ие ий ый ова ева ину иной ины ин \
         ог ога оме ова ове \
         ου ο ε α οι ων ους η ης ες ας \
         ի յի ու ուն ան",
    )
});

/// Lower-case words that may precede a name.
pub(crate) static PREFIXES: LazyLock<WordList> =
    LazyLock::new(|| WordList::of("si di ke ex anti pro mc"));

/// Words for countries and peoples, and words that begin sentences: many names begin like them, and
/// they identify no one.
pub(crate) static OPEN: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "china chinas chinese chinatown thailand thais vietnam vietnams vietnamese malaysia malaysian \
         malaysians malay malays myanmar burma burmese laos laotian lao cambodia cambodian cambodians \
         khmer indonesia indonesian indonesians india indian indians bangladesh bangladeshi nepal \
         nepali nepalese pakistan pakistani lanka philippines philippine filipino filipinos filipina \
         singapore singaporean taiwan taiwanese korea korean koreans japan japanese mongolia mongolian \
         russia russian russians ukraine ukrainian poland polish turkey turkish uzbekistan uzbek \
         kazakhstan kazakh kenya kenyan kenyans uganda ugandan ugandans ethiopia ethiopian ethiopians \
         africa african africans asia asian asians europe european europeans america american \
         americans dubai hongkong shan karen kachin rohingya bangkok beijing shanghai hanoi manila \
         jakarta thai change changes changed changing \
         chance chances any are came care come does done face fact gone has hers home its life like \
         line live lives made make mane mine moreover none note one open ours page part place plus \
         police rate real said sale she side since site soon sure tale team tell this thus time times \
         today tone type used us vote wage wake was wide wine wire wise yes",
    )
});

/// Words of titles that are never a name next to other words.
pub(crate) static TITLES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "mr mrs ms miss mister dr doctor prof professor sir madam mme sr sra herr frau pan pani bay \
         bhante khun daw mx rev fr",
    )
});

/// Titles that are written before or behind a name as words, for names of one syllable.
pub(crate) static LATIN_TITLES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "mr mrs ms miss mister dr doctor prof professor sir madam uncle aunt auntie brother sister",
    )
});

/// Words of small letters that are no name by themselves: what people who are not named are called.
pub(crate) static COMMON: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "about above after again aged aunt auntie baby back been before behind below beside between \
         black blue boss both boy boys brother brown case cases child children cook cousin daughter \
         days doctor down driver each eight elder eldest every family farmer father first five four \
         friend friends from girl girls good grandfather grandmother green grey group have head held \
         here husband into kids lady last leader left little long maid male female manager many \
         member middle miss more most mother name named near neighbour nephew next niece nine \
         nobody northern number nurse office older oldest once only other over owner party people \
         person policeman pregnant quiet reporter same second seven short sister small soldier some \
         someone somebody southern student survivor tall teacher teenager than that their them then \
         there these they third this those three under uncle unknown unnamed until very victim \
         wearing were what when where which while white wife with without woman women worker young \
         younger youngest your year years",
    )
});

/// Particles behind Korean names, and what people are called by.
pub(crate) static PARTICLES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "은 는 이 가 을 를 의 에 에게 에게서 께 께서 께서는 한테 한테서 더러 보고 와 과 랑 하고 도 만 \
         만이 까지 마저 조차 부터 로 으로 로서 으로서 로써 처럼 같이 같은 보다 마다 밖에 뿐 뿐만 대로 \
         나 든지 이나 이란 란 이라 라 이라고 라고 라는 이라는 라며 이라며 라면 라서 이라도 라도 여 이여 야 아 \
         이다 다 이었 였 였다 이었다 이었던 였던 인 이고 고 이며 며 이지만 지만 이자 자 입니다 이에요 예요 에요 요 죠 이죠 \
         들 네 측 때문 때문에 씨 님 군 양 옹 형 형님 언니 누나 누님 오빠 동생 선배 후배 선생 선생님 여사 \
         사장 사장님 부장 과장 대리 대표 회장 교수 박사 기자 목사 신부 스님 경위 경감 형사 변호사 의원 \
         할머니 할아버지 아저씨 아줌마 아주머니 어머니 아버지 엄마 아빠 모친 부친 가족 일가 양측",
    )
});

/// Titles behind a Korean surname.
pub(crate) static KOREAN_TITLES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "씨 님 군 양 옹 모씨 모군 모양 형 선생 선생님 여사 사장 사장님 부장 과장 대리 대표 회장 교수 \
         박사 기자 목사 신부 형사 변호사 의원 할머니 할아버지 아저씨 아줌마 팀장 실장 이사 반장 사모님",
    )
});

/// Korean surnames: most people have one of these.
pub(crate) static KOREAN_SURNAMES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "김 이 리 박 최 정 강 조 윤 장 임 림 한 오 서 신 권 황 안 송 전 홍 유 류 고 문 양 량 손 배 백 허 남 심 \
         노 로 하 곽 성 차 주 우 구 나 라 민 진 지 엄 채 원 천 방 공 현 함 변 염 여 추 도 소 석 선 설 마 길 연 위 \
         표 명 기 반 왕 금 옥 육 인 맹 제 모 탁 국 어 은 편 용 예 봉 사 부 경 남궁 황보 제갈 사공 선우 서문 독고",
    )
});

/// What follows a Chinese name of one character, and what precedes it.
pub(crate) static CHINESE_TITLES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "先生 女士 小姐 某 氏 总 经理 哥 姐 叔 姨 伯 婶 嫂 爷 奶 妹 弟 老师 医生 大夫 太太 夫人 同学 警官 队长 \
         老板 律师 主任 教授 师傅 阿姨 叔叔 大哥 大姐 大叔 大妈 家 姓 さん 君 様 氏",
    )
});
pub(crate) static CHINESE_FRONTS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of("老 小 阿 姓"));

/// Chinese surnames of one character, the most frequent, and those of two.
pub(crate) static CHINESE_SURNAMES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 \
         许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 \
         陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 庞 樊 兰 殷 \
         施 陶 洪 翟 安 颜 倪 严 牛 温 芦 季 俞 章 鲁 葛 伍 韦 申 尤 毕 聂 丛 焦 向 柳 邢 路 岳 齐 沿 梅 莫 庄 辛 \
         管 祝 左 涂 谷 祁 时 舒 耿 牟 卜 肖 詹 关 苗 凌 费 纪 靳 盛 童 欧 甄 项 曲 成 游 阳 裴 席 卫 查 屈 鲍 位 \
         覃 霍 翁 隋 植 甘 景 薄 单 包 司 柏 宁 柯 阮 桂 闵 解 强 柴 华 车 冉 房 边 欧阳 司马 上官 诸葛 司徒 \
         东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 端木",
    )
});

/// What Arabic and Hebrew join to the front of a word.
pub(crate) static SEMITIC_FRONTS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "و ف ب ل ك س ال لل وال فال بال كال ولل وب ول وك فب فل فك ولا يا \
         ו ה ב ל מ כ ש וה וב ול ומ וכ וש שה שב של שמ כש מה לכש ושה וכש \
         שכ ושב ושל ושמ ושכ כשה כשב כשל כשמ כשכ וכשה וכשב וכשל וכשמ וכשכ לכשה לכשב לכשל לכשמ לכשכ \
         ולכש ולכשה ולכשב ולכשל ולכשמ ולכשכ מש משה משב משל משמ משכ ומש ומשה ומשב ומשל ומשמ ומשכ שכש שכשה \
         שכשב שכשל שכשמ שכשכ ושכש ושכשה ושכשב ושכשל ושכשמ ושכשכ",
    )
});
/// What they join to its end.
pub(crate) static SEMITIC_ENDINGS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of("ا ان ين ون ات ي ية يون يين را ים ית י יה ס"));

/// What Amharic and Tigrinya join to the front and to the end of a name.
pub(crate) static ETHIOPIC_FRONTS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of("ለ በ የ ከ ነ እነ እና ወደ ስለ እንደ እስከ ያለ እየ ስለእነ ን ብ ዝ ካብ ናብ ም"));
pub(crate) static ETHIOPIC_ENDINGS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of("ን ም ና ው ዋ ስ ንም ንና ዬ ኮ ማ ሆይ ጋር"));

/// Endings of Georgian names.
pub(crate) static GEORGIAN_ENDINGS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "ი მ მა ს ის ით ად ო ა ც თან ზე ში თვის გან ისგან ისთვის სთვის სთან ისთან ების ებმა ები \
         სა ისა იც მაც საც იდან მდე",
    )
});

/// Endings of names in the scripts of India, Nepal and Sri Lanka that leave a short name as it is.
pub(crate) static INDIC_ENDINGS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "ले लाई को का की के मा बाट सँग संग सित देखि सम्म हरू हरु जी तिर माथि लगायत सँगै समेत सहित द्वारा प्रति बाटै लेनै निर नै कै ज्यू हरूको ने ला चा ची चे ना त शी से में पर ही \
         ও কে র ের এর য় রা দের তে টি টা জি ক ৰ লৈ \
         ને નો ની નું ના એ માં થી જી \
         ਨੇ ਨੂੰ ਦਾ ਦੀ ਦੇ ਜੀ \
         ର ଙ୍କ ଙ୍କର କୁ ଙ୍କୁ ରେ \
         வின் வை வுக்கு வுடன் விடம் யின் யை யிடம் வும் யும் க்கு கள் ஐ ஆல் இன் \
         కి కు ని ను తో లో కే గారు యొక్క మ్మ అమ్మ \
         ಗೆ ನ ನಿಗೆ ನನ್ನು ರ ಯ ಯನ್ನು ವನ್ನು ಗಳು \
         യുടെ ക്ക് യെ ന്റെ യ്ക്ക് വിന്റെ യും വും യോട് വിനോട് യെയും \
         ගේ ට ව ගෙන් ලා ද යි ත්",
    )
});

/// Titles that are written in one word with a name behind them, where words are not parted.
pub(crate) static JOINED_TITLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let titles = [
        "ဒေါ်",
        "ဦး",
        "ကို",
        "မောင်",
        "ဆရာမ",
        "ဆရာ",
        "မ",
        "นางสาว",
        "นาง",
        "นาย",
        "คุณ",
        "លោក",
        "ທ້າວ",
        "ນາງ",
    ];
    titles.map(fold_to_syllables).into()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_list_are_found_one_by_one_and_in_a_row() {
        assert!(ENDINGS.has("ssa") && ENDINGS.has("ои") && !ENDINGS.has("ей"));
        assert!(PARTICLES.makes_up("씨에게는") && PARTICLES.makes_up(""));
        assert!(!PARTICLES.makes_up("주의") && !PARTICLES.makes_up(&"수".repeat(1000)));
        assert!(CHINESE_TITLES.begins("先生说") && !CHINESE_TITLES.begins("国"));
    }
}
