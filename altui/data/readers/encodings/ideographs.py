"""How likely a Chinese, Japanese or Korean text holds a character.

The common ones are listed; what is rare is told by its row in the national standard. All figures
are costs, as in `letters`, for the two bytes of a character.
"""

from __future__ import annotations

from functools import cache

from altui.data.readers.encodings.letters import OF_NO_LANGUAGE
from altui.data.readers.encodings.marks import IMPOSSIBLE

COMMON = {
    "simplified chinese": (
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发"
        "后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但"
        "因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手"
        "应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教"
        "儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目"
        "太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却"
        "界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清"
        "今切院让识候带导争运笔请谢您服店货退款钱买卖快慢差态客户订单收到误输选择密码页错值字段删除添加修改"
    ),
    "traditional chinese": (
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發"
        "後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但"
        "因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手"
        "應戰向頭文體政美相見被利什二等產或新己制身果加西月話合回特代內信表化老給世位次度門任常先海通教"
        "兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目"
        "太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻"
        "界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清"
        "今切院讓識候帶導爭運筆請謝您服店貨退款錢買賣快慢差態客戶訂單收到誤輸選擇密碼頁錯值字段刪除添加修改"
    ),
    "japanese": (
        "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先"
        "名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨新会同事自社発者地業方場員立開手力問代"
        "明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重近考画海売知道集別物使品計死特"
        "私始朝運終台広住真有口少町料工建空急止送切転研究楽起着店病質待試族銀早映親験英医仕去味写字答夜音注"
        "商届配達客様対応箱壊返遅良悪内部分最的数定値無必要指選択入力変更削除追加認証検索表示設成戻存保項他"
    ),
    "korean": (
        "이다는가에을하고의기지사를로한니어서은도나리아습시자해라그수있인게대만부정보일들었요전해주면것여원장안"
        "제성상우구과스으조동적오년세무소공화생선비마거문신모내저관경재용연유치음계당국위입트회중금등분실때없않"
        "되된될했합개방물품더못까타심명배송감매말좋네려드업최예행간학월단민결발반불같통운진작출할건강물너완찾영"
        "번와호복약야임집살난많외및미바던처추형데교양체항달표청환교설목로새호점차법력속잘며친절받포답질파손늦빠"
    ),
}
NATIONAL = {
    "simplified chinese": ("gb2312", 0xB0, 0xD7),
    "traditional chinese": ("big5", 0xA4, 0xC6),
    "japanese": ("euc_jp", 0xB0, 0xCF),
    "korean": ("euc_kr", 0xB0, 0xC8),
}
KANA = 3.8
USUAL = {"japanese": 6.3, "korean": 5.0}
SIGN = 4.5
FAIR = 9.0
RARE = 12.5
BESIDE_ASCII = 1.5


def ideographs_cost(text: str, language: str) -> float:
    """The cost of all that is not ASCII in a text."""
    total, before = 0.0, " "
    for mark in text:
        if not mark.isascii():
            total += _cost(mark, language)
            total += BESIDE_ASCII * (before.isascii() and before.isalpha())
        elif mark.isalpha():
            total += BESIDE_ASCII * (not before.isascii() and before.isalpha())
        before = mark
    return total


@cache
def _cost(mark: str, language: str) -> float:
    code = ord(mark)
    if 0x3041 <= code <= 0x30FE:
        return KANA + (code > 0x30A0) / 2 if language == "japanese" else RARE
    if mark in COMMON[language]:
        return USUAL.get(language, 6.0)
    if 0x3000 <= code <= 0x301F or 0xFF01 <= code <= 0xFF5E or mark in "“”‘’…—·～":
        return SIGN
    if 0xE000 <= code <= 0xF8FF or code < 0xA0:
        return IMPOSSIBLE
    if 0x4E00 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3:
        return _cost_by_row(mark, language)
    return FAIR if 0xFF61 <= code <= 0xFF9F else OF_NO_LANGUAGE


def _cost_by_row(mark: str, language: str) -> float:
    standard, first, last = NATIONAL[language]
    row = mark.encode(standard, "ignore")[:1]
    return FAIR if row and first <= row[0] <= last else RARE
