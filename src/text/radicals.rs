//! Maps CJK radicals to the Chinese characters that they look like.
//!
//! Text copied from a PDF often has radicals in place of characters. The table is the block `CJK Radicals
//! Supplement` of Unicode's `EquivalentUnifiedIdeograph.txt`; the other block of radicals has compatibility
//! decompositions (UAX #15) and needs no table.

const RADICALS: &str = "\
⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 \
⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕𫜹 ⺖忄 ⺗心 ⺘扌 \
⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 \
⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 \
⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 \
⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 \
⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 \
⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 \
⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 \
⻯竜 ⻰龙 ⻱龜 ⻲亀";

/// Returns the character that a radical of the supplement looks like; any other character as it is.
pub(crate) fn unified(c: char) -> char {
    if !('\u{2e80}'..='\u{2ef3}').contains(&c) {
        return c;
    }
    // Radicals are so rare that a scan of the list costs less than a sorted table.
    let mut pairs = RADICALS.split(' ').map(str::chars);
    let meant = pairs.find_map(|mut pair| if pair.next() == Some(c) { pair.next() } else { None });
    meant.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_radical_is_the_character_that_it_looks_like() {
        for (radical, character) in
            [('⻢', '马'), ('⺠', '民'), ('⻄', '西'), ('⻓', '长'), ('⻰', '龙')]
        {
            assert_eq!(unified(radical), character);
            assert_eq!(unified(character), character);
        }
        assert_eq!(RADICALS.split(' ').filter(|pair| pair.chars().count() == 2).count(), 112);
    }
}
