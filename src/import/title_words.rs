//! Short words that are no abbreviations, and abbreviations that are no words, for titles in capitals. Folded as
//! `country::gazetteer::fold` does.

/// Whether a word of English or Turkish with at most five letters is an everyday one.
pub(super) fn is_everyday(folded: &str) -> bool {
    [ENGLISH, TURKISH].iter().any(|list| list.split_ascii_whitespace().any(|word| word == folded))
}

/// Whether the word is an abbreviation or a number in Roman digits.
pub(super) fn is_abbreviation(folded: &str) -> bool {
    KNOWN.split_ascii_whitespace().any(|word| word == folded)
}

/// Names that no gazetteer of countries has, as they are written.
pub(super) fn name(folded: &str) -> Option<&'static str> {
    NAMES.split_ascii_whitespace().find(|name| crate::country::gazetteer::fold(name) == folded)
}

const KNOWN: &str = "ai pm fm mp mps lng gdp wfp icc icj eu un nato osce usa uk uae imf wto opec brics unesco unicef \
    cis eaeu tanap btc ab bm abd agit tdt ots iaea asean gcc g7 g20 tbmm dc tv hq ceo wwi wwii kktc tika afad toki iha aa \
    trt dha nasa fao ilo au csto sco apec mercosur ecowas sadc cop ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xix xx xxi";

const NAMES: &str = "Karabakh Nagorno Nakhchivan Zangezur Karabağ Nahçıvan Zengezur Crimea Kırım Donbas Donbass Kashmir \
    Keşmir Abkhazia Abhazya Ossetia Osetya Kurdistan Sinjar Idlib İdlib Gaza Gazze Bosphorus Caucasus Kafkasya Kafkas Balkan \
    Balkans Balkanlar Caspian Hazar Aegean Ege Akdeniz Karadeniz Mediterranean Avrupa Asya Afrika Amerika Europe European \
    Asia Asian Africa African America American Arctic Antarctic Arab Arap Turkic İstanbul Istanbul Geneva Cenevre Brussels \
    Brüksel Strasbourg Washington Shusha Şuşa Gence Ganja Sumgait Batumi Lachin Laçın Interpol Europol Reuters Bayraktar \
    Eurasian Eurasia Avrasya Islamic Muslim Christian Jewish Ramadan Ramazan Easter Christmas";

const ENGLISH: &str = "\
    a about above act acts add adds after again age aged ago agree aid aide aided aides aids aim aimed aims air \
    airs all allow along also am amend amid among an and angry any apart apply are area areas arena argue arise \
    arm armed arms army art arts as ask asked asks at auto avert avoid aware away awe axe baby back backs bad \
    bail balk ball ban band bank banks bans bar bars base based bases basic basin bay be beach bean beans beat \
    been beer began begin begun being below bench best bet bets bid bids big bill bills bird birds birth black \
    blame blast bloc block blood blow blue board boat boats body bomb bombs bond bonds book books boom boost \
    both box boy boys brand brave bread break bribe brief bring build built bulk bus buses busy but buy buyer \
    buys by cab cable call calls calm camp camps can cap car card cards care cargo cars case cases cash cat \
    cause cease cell chain chair chart cheap check chief child city claim class clean clear climb close clubs \
    coach coal coast code cold come comes cook cool cope copy corn cost costs could count coup court cover cow \
    cows craft crash crew crime crisis crop crops cross crowd crude cruel cup curb curbs cure curry cut cuts \
    cycle daily dam dams data date dates day days dead deal deals dean death debt debut deem deep delay demo \
    deny depot desk detox did die died dies diet dire dirt do dock docks does dog dogs done door doors doubt \
    down draft drag draw drawn draws dream drill drink drive drone drop drops drown dry due dues dump dusk dust \
    duty dye each eager early earn earth ease eases east easy eat echo edge edict eight elect else emir end \
    ends enemy enjoy enter entry envoy equal error even event ever every evict exact exam exit exits extra eye \
    eyed eyes face faced faces fact facts fail fails fair fairs faith fall falls false fame far farm farms fast \
    fatal fate fault fear fears fee feed feel fees fell felt fence ferry few field fight file files fill film \
    films final find finds fine fined fines fire fired fires firm firms first fish fit five fix flag flags fled \
    flee fleet flew flies flood floor flour flow flows fly fog food foods foot for force forge form forms fort \
    forum found four frame free freed fresh from front fruit fuel full fully fund funds fury gain gains game \
    games gang gap gas gate gave get gets giant gift gifts girl girls give given gives glad go goal goals goes \
    going gold gone good goods got grade grain grand grant graph grave great green greet grew grid grim group \
    grow grown grows guard guest guide guild gulf gun guns had hail hails half hall halt halts hand hands hang \
    happy hard harm has have he head heads heal hear heard heart heat heavy held help helps her here hero high \
    hike hikes hill hint hints hire hired his hit hits hold holds home homes honor hope hopes horse host hosts \
    hot hotel hour hours house how huge human hurt ice idea ideal ideas idle if ill image in index inter into \
    iron is issue it item items its jail jailed job jobs join joins joint joke joy judge jump jury just keen \
    keep keeps kept key kick kid kids kill kills kind king knew know known lab labor lack lake land lands lane \
    large laser last late later laud lauds law laws lay lead leads leaf leak leaks lean leap learn lease least \
    leave left legal lend less let level lie life lift lifts light like liked likely limit line lines link \
    links list lists live lived lives loan loans lobby local lock long look looks lose loss lost lot love low \
    lower loyal luck lunch lure made mail main major make maker makes man many map maps march mark marks mass \
    match may mayor me meal mean meant meat media meet meets men merge merit met metal mid might mild mile milk \
    mill mind mine mines minor mint miss mix mixed mob mode model money month mood moot more most mount mouth \
    move moved moves mps much mull mulls music must name named names nano naval navy near nears need needs net \
    never new news next nice night nine no nod noise none nor north not note noted notes novel now oath ocean \
    odd of off offer often oil oils old on once one ones only onto open opens opera or order other ought our \
    oust ousts out outdo over owe own owner pace pact pacts page paid pain pair panel paper park parks part \
    parts party pass past patch path paths pay pays peace peak pen per pest phase phone photo pick pilot pipe \
    pipes place plan plane plans plant play plea plead pleas plot point poll polls pool poor pope port ports \
    pose post posts pound power press price pride prime print prior prize pro probe proof proud prove pull pump \
    pupil purge push put puts queen quest quick quit quits quota race radar radio raid raids rail rain raise \
    rally ramp range rapid rare rate rates raw reach react read ready real rebel red reef refer reign relay \
    relic rely renew rent repay reply rest rice rich ride right ring riot rise rises risk risks rite rival \
    river road roads rock role roles roll roof room root rose round route row royal ruin rule ruled ruler rules \
    run runs rural rush sad safe said sail sails sale sales salt same sand save saves say says scale scam scan \
    scare scene score sea seal seals seas seat seats sect see seed seeds seek seeks seen sees seize sell sells \
    send sends sent serve set sets seven shape share sharp she sheep shell shift ship ships shock shoot shop \
    shops shore short shot show shown shows shun shut sick side sides siege sign signs since site sites six \
    size skies skill skin sky slam slams slate slave sleep slow slows slump small smart smoke snow so soar \
    soars soft soil solar sold sole solid solve some son song soon sort souls sound south space spark speak \
    speed spell spend spice spill split sport spot spy staff stage stall stamp stand star start state stay \
    stays steal steel stem step steps stern stick still stir stock stone stop stops store storm story straw \
    strip study style such sue sued sues sugar suit sum sun super surge swap swaps swear sweep swell swept swim \
    sword table take taken takes tale talk talks tank tanks tap tape taps task tax taxes tea teach team teams \
    tears tech tell tells ten tense tent term terms test tests text than thank that the theft their them then \
    there these they thick thing think third this those three throw thus ticket tide tie ties tight time times \
    tiny tip tips tire to today told toll tomb ton tone tons too took tool tools top topic total touch tough \
    tour tours tower town towns toy trace track trade trail train trap treat treaty tree trees trend trial \
    tribe trick trip trips troop truce truck true trust truth try tug tuna turn turns twice twin two type uncle \
    under union unit unite unity until up upon upper urban urge urged urges us use used user uses usual valid \
    value van vast veto via video view views villa virus visa visas visit vital voice void vote votes vow vowed \
    vows vs wage wages wait waits wake walk wall walls want wants war warm warn warns wars was waste watch \
    water wave waves way ways we weak wear week weeks weigh well went were west wet whale what wheat wheel when \
    where which while white who whole whose why wide widen wife wild will win wind winds wine wing wins wipe \
    wise wish with woman women won wood wool word words work works world worry worse worst worth would wound \
    write wrong yacht year years yen yes yet yield you young your youth zero zone zones";

const TURKISH: &str = "\
    acik acil aciz adam adet adil adim adli afet aile ajan alan aldi alim alma alti ama ana anda ani anma anne \
    anti ara araci arada arama araç ardi arka arti artti asil asker atak ateş atik atti ay ayak ayni ayri az \
    azalma açik açildi açti bahar bakan bana banka bari bariş bas basin bati bazi bağ baş başka bedel bel belge \
    belki ben beş bilgi bilim bin bina bir biri biz boru boy boğaz boş bu bugün bulut bunu burs böl bölge büro \
    büyük cadde can canli ceza cezai cok da daha dahi dal dava dağ de defa ders destek dev deva devam devlet \
    dez değil dil din diğer diş dişi dolar dost doğal doğru doğu döviz dün dünya düz düş eden eder edildi ek \
    ekim ekip el elde ele elçi emek en er erken eser eski et etki etti ev evet eğer eş fakat fark faz fen fikir \
    film fon form forum fuar gaz gece gel gelir gemi genel genç geri gezi geç gibi giden gidiş gol gri grup göl \
    gör göre görev göz göç gün güne güney günü güven güç ha haber haciz hafta hak hakan hal halk hangi hat hava \
    hazir hedef hem hep her heyet hiz hizli hukuk iki ile ilgi ilk ilke imar imza imzasi insan ise istek ithal \
    iyi izin iç içi için iş işçi jeo kadar kadin kadro kale kalici kalp kamu kan kanal kapi kara karar kart \
    kasa kat kaya kayip kaza kaç kaçak kent kere kez ki kilo kim kira kitap kişi kol konu konut kriz kule kup \
    kural kuru kurul kurum kuzey köprü köy küme küçük lehine lider lig liman lise madde mal mali mayin mayis \
    meclis medya mera meyve mi milli model mü müze nakit nasil ne neden nehir niçin noel not nota o oda ofis \
    okul olan olay oldu olma on ona onay ons opera oran ordu organ orman ort orta ortak oruç ot otel oto oy \
    oyun pakt para park parti pazar petrol peş pilot plan polis port puan pul radar rapor ray refah rekor rol \
    rota saat sahil saldiri sali sanat sari savaş say sayi sağ sağlik sebep sel serbest sergi sert ses seçim \
    sicak sinir siyasi siz son sonra soru sorun spor su sulh söz süre süreç tam taraf tarih tarim tatil taş \
    taşit tek tekel temas temel tepki terör test tez ticari tip top toplu tren tur turizm tüm tür tüzük ucuz \
    ulus umut un uzak uzay uzun uçak uçuş vahim var variş ve vergi veri vize ya yakin yani yanit yapi yaz yaş \
    yeni yer yerel yeşil yil yok yol yolcu yurt yön yük yüz yüzde zam zaman zarar zil zirve zor çare çay çağ \
    çağri çek çevre çift çin çok çözüm ödeme ödül ön önce öne önem önemli ör öz özel öğle ülke ün üniv üre ürün \
    üs üst üye üzere üç üçlü şart şehir şey şirket şu şube";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_words_are_no_abbreviations() {
        for word in ["deal", "talks", "sign", "heyet", "yeni", "mali"] {
            assert!(is_everyday(word) && !is_abbreviation(word), "{word}");
        }
        for word in ["tbmm", "itb", "ai"] {
            assert!(!is_everyday(word), "{word}");
        }
        assert_eq!(name("karabakh"), Some("Karabakh"));
    }
}
