"""Sentences in many languages, and the encodings that text in them is met in.

They are about other things than the words that the judge of encodings has learned from.
"""

SENTENCES = {
    "polish": """
Jutro pojedziemy nad jezioro łowić ryby
Kot śpi na ciepłym dachu sąsiada
Babcia upiekła sernik z brzoskwiniami
Nauczycielka pochwaliła uczniów za wysiłek
Pociąg do Łodzi spóźnił się o godzinę
W sobotę będzie padał śnieg z deszczem
Kupiłem świeże bułki i kawałek żółtego sera
Mój brat gra na gitarze w zespole
Lekarz przepisał mi gorzką miksturę
Zgubiłam rękawiczki w tramwaju
Dzieci bawią się w chowanego za stodołą
Wieczorem oglądaliśmy stary film
""",
    "czech": """
Zítra pojedeme k rybníku chytat kapry
Kočka spí na střeše sousedova domu
Babička upekla koláč s meruňkami
Učitelka pochválila žáky za snažení
Vlak do Plzně měl hodinu zpoždění
V sobotu bude sněžit a foukat vítr
Koupil jsem čerstvý chléb a kousek sýra
Můj bratr hraje na kytaru v kapele
Lékař mi předepsal hořkou medicínu
Ztratila jsem rukavice v tramvaji
Děti si hrají na schovávanou za stodolou
Večer jsme sledovali starý film
""",
    "slovak": """
Zajtra pôjdeme k jazeru chytať ryby
Mačka spí na streche susedovho domu
Babka upiekla koláč s marhuľami
Učiteľka pochválila žiakov za snahu
Vlak do Žiliny meškal hodinu
V sobotu bude snežiť a fúkať vietor
Kúpil som čerstvý chlieb a kúsok syra
Môj brat hrá na gitare v kapele
Lekár mi predpísal horkú medicínu
Stratila som rukavice v električke
Deti sa hrajú na schovávačku za stodolou
Večer sme pozerali starý film
""",
    "hungarian": """
Holnap a tóhoz megyünk horgászni
A macska a szomszéd háztetőjén alszik
Nagymama barackos süteményt sütött
A tanárnő megdicsérte a diákokat
A győri vonat egy órát késett
Szombaton havazni fog és fúj a szél
Friss kenyeret és egy darab sajtot vettem
A bátyám gitározik egy zenekarban
Az orvos keserű gyógyszert írt fel
Elvesztettem a kesztyűmet a villamoson
A gyerekek bújócskát játszanak a pajta mögött
Este egy régi filmet néztünk
""",
    "romanian": """
Mâine mergem la lac să prindem peşti
Pisica doarme pe acoperişul vecinului
Bunica a copt o plăcintă cu piersici
Învăţătoarea i-a lăudat pe elevi
Trenul spre Iaşi a întârziat o oră
Sâmbătă va ninge şi va bate vântul
Am cumpărat pâine proaspătă şi brânză
Fratele meu cântă la chitară într-o trupă
Doctorul mi-a prescris un sirop amar
Mi-am pierdut mănuşile în tramvai
Copiii se joacă de-a v-aţi ascunselea
Seara ne-am uitat la un film vechi
""",
    "croatian": """
Sutra idemo na jezero loviti ribu
Mačka spava na krovu susjedove kuće
Baka je ispekla kolač s breskvama
Učiteljica je pohvalila đake za trud
Vlak za Požegu kasni jedan sat
U subotu će sniježiti i puhati vjetar
Kupio sam svježi kruh i komad sira
Moj brat svira gitaru u sastavu
Liječnik mi je propisao gorak sirup
Izgubila sam rukavice u tramvaju
Djeca se igraju skrivača iza štale
Navečer smo gledali stari film
""",
    "slovenian": """
Jutri gremo k jezeru lovit ribe
Mačka spi na strehi sosedove hiše
Babica je spekla pecivo z breskvami
Učiteljica je pohvalila učence za trud
Vlak za Krško zamuja eno uro
V soboto bo snežilo in pihal bo veter
Kupil sem svež kruh in košček sira
Moj brat igra kitaro v skupini
Zdravnik mi je predpisal grenko zdravilo
Izgubila sem rokavice na avtobusu
Otroci se igrajo skrivalnice za skednjem
Zvečer smo gledali star črno-beli film
""",
    "german": """
Morgen fahren wir zum Angeln an den Müggelsee
Die Katze schläft auf dem Dach des Nachbarn
Oma hat einen Kuchen mit Pfirsichen gebacken und süße Brötchen
Die Lehrerin lobte die Schüler für ihre Mühe
Der Zug nach Köln hatte eine Stunde Verzögerung
Am Samstag wird es schneien und stürmen
Ich habe frisches Brot und ein Stück Käse gekauft
Mein Bruder spielt Flöte in einer Gruppe
Der Arzt verschrieb mir eine bittere Arznei gegen Übelkeit
Ich habe meine Handschuhe in der Straßenbahn verloren
Die Kinder spielen hinter der großen Scheune
Abends sahen wir einen alten Film
""",
    "french": """
Demain nous irons pêcher au bord de l'étang
Le chat dort sur le toit du voisin
Mamie a préparé une tarte aux pêches
La maîtresse a félicité les élèves pour leurs efforts
Le train pour Besançon avait une heure de retard
Samedi il va neiger près de la forêt
J'ai acheté du pain frais et un bout de fromage de chèvre
Mon frère joue de la flûte dans un orchestre
Le médecin m'a prescrit un remède amer
J'ai oublié mes gants à la bibliothèque
Les enfants jouent derrière la clôture
Le soir nous avons regardé un vieux film
""",
    "spanish": """
Mañana iremos al lago a pescar
El gato duerme en el tejado del vecino
La abuela horneó una tarta de melocotón
La maestra felicitó a los niños por su esfuerzo
El tren a León llegó con una hora de retraso
El sábado nevará y soplará el viento
Compré pan fresco y un trozo de jamón
Mi hermano toca el violín en una banda
El médico me recetó un jarabe amargo
Perdí mis guantes en el autobús
Los niños juegan detrás del granero
¿Viste anoche aquella película antigua?
""",
    "portuguese": """
Amanhã vamos ao lago pescar
O gato dorme no telhado do vizinho lá em cima
A avó fez um bolo de pêssego e maçã
A professora elogiou os alunos pela dedicação
O comboio para Guimarães chegou com atraso
No sábado vai nevar e fará frio
Comprei pão fresco e um pedaço de queijo
Meu irmão toca violão numa orquestra
O médico receitou um xarope para a tosse e a indisposição
Perdi as luvas no elétrico
As crianças brincam atrás do galpão
À noite vimos um filme antigo e ótimo
""",
    "italian": """
Domani andremo al lago, così potremo pescare
Il gatto dorme sul tetto del vicino, lassù
La nonna preparò una torta di pesche
La maestra lodò gli alunni perché erano bravi
Il treno per Forlì arrivò con un'ora di ritardo
Sabato nevicherà e soffierà il vento
Ho comprato pane fresco, ma il formaggio è finito
Mio fratello suona la chitarra e canterà lunedì
Il medico mi ordinò uno sciroppo amaro
Ho perso i guanti, ma li ritroverò più tardi
I bambini giocano là dietro il fienile
La sera c'è un vecchio film in città
""",
    "swedish": """
I morgon åker vi till sjön och fiskar
Katten sover på grannens tak
Mormor bakade en kaka med persikor och grädde
Läraren berömde eleverna för deras möda
Tåget till Malmö blev en timme försenat
På lördag kommer det att snöa
Jag köpte färskt bröd och en bit ost
Min bror spelar gitarr i en orkester på kvällarna
Läkaren skrev ut en bitter medicin
Jag tappade mina vantar på spårvagnen
Barnen leker bakom den röda ladan
Sedan såg vi en gammal film
""",
    "danish": """
I morgen tager vi ud til søen og fisker
Katten sover på naboens tag
Bedstemor bagte en kage med ferskner og fløde
Læreren roste eleverne for deres flid
Toget til Århus var en time forsinket
På lørdag kommer det til at sne
Jeg købte frisk brød og et stykke ost
Min bror spiller fløjte i et orkester
Lægen gav mig en bitter medicin
Jeg tabte mine vanter i sporvognen ved broen
Børnene leger bag den røde lade
Om aftenen så vi en gammel film
""",
    "norwegian": """
I morgen drar vi til sjøen for å fiske
Katten sover på taket til naboen
Bestemor bakte en kake med fersken og fløte
Læreren roste elevene for innsatsen, så gøy
Toget til Tromsø var en time forsinket
På lørdag blir det snø og vind
Jeg kjøpte ferskt brød og en bit ost
Broren min spiller fløyte i et orkester
Legen skrev ut en bitter medisin mot hodepine og sår hals
Jeg mistet vottene på trikken i går
Barna leker bak den røde låven
Om kvelden så vi en gammel film
""",
    "finnish": """
Huomenna menemme järvelle kalastamaan
Kissa nukkuu naapurin katolla yöllä
Mummo leipoi herkullisen persikkapiirakan tänään
Opettaja kehui oppilaita ahkeruudesta
Juna Jyväskylään oli tunnin myöhässä
Lauantaina sataa räntää ja tuulee
Ostin tuoretta leipää ja palan juustoa
Veljeni soittaa kitaraa yhtyeessä
Lääkäri määräsi kitkerää lääkettä
Hukkasin käsineeni raitiovaunuun
Lapset leikkivät piilosta ladon takana
Illalla katsoimme vanhan elokuvan
""",
    "dutch": """
Morgen gaan we vissen bij het meer
De kat slaapt op het dak van de buren
Oma heeft één taart met perziken gebakken
De juf prees de leerlingen voor hun goede ideeën
De trein naar België had een uur vertraging
Zaterdag gaat het sneeuwen en waaien op alle eilanden
Ik kocht vers brood en een stuk kaas bij het café
Mijn broer speelt gitaar en geniet van poëzie
De dokter gaf de patiënt een bitter drankje
Ik verloor mijn handschoenen in de tram naar de ruïne
De kinderen spelen vóór de schuur
Daarna keken we naar een enthousiaste, naïeve film over zeeën
""",
    "turkish": """
Yarın göle balık tutmaya gideceğiz
Kedi komşunun çatısında uyuyor
Büyükannem şeftalili kek pişirdi
Öğretmenimiz çalışkan öğrencileri övdü
Eskişehir treni bir saat gecikti
Cumartesi kar yağacak ve rüzgâr esecek
Taze ekmek ve bir parça peynir aldım
Ağabeyim bir grupta gitar çalıyor
Doktor bana acı bir şurup yazdı
Eldivenlerimi tramvayda düşürdüm
Çocuklar ahırın arkasında saklambaç oynuyor
Akşam eski bir film izledik
""",
    "estonian": """
Homme läheme järve äärde kala püüdma
Kass magab naabri katusel öösiti
Vanaema küpsetas virsikutega koogi ja jõi teed
Õpetajanna kiitis õpilasi pingutuse eest
Rong Põltsamaale hilines tund aega
Laupäeval sajab lund ja puhub tuult mõnuga
Ostsin värsket leiba ja tüki juustu
Mu vend mängib orkestris kitarri
Arst kirjutas mulle mõru rohtu
Kaotasin kindad trammis ära
Lapsed mängivad küüni taga peitust
Õhtul vaatasime vana filmi
""",
    "latvian": """
Rīt brauksim uz ezeru makšķerēt
Kaķis guļ uz kaimiņa jumta
Vecmāmiņa izcepa kūku ar persikiem
Skolotāja uzslavēja skolēnus par centību
Vilciens uz Cēsīm kavējās stundu
Sestdien snigs un pūtīs vējš
Nopirku svaigu maizi un gabaliņu siera
Mans brālēns spēlē ģitāru grupā
Ārsts man izrakstīja rūgtas zāles
Pazaudēju cimdus tramvajā
Bērni spēlē paslēpes aiz šķūņa
Vakarā skatījāmies vecu filmu
""",
    "lithuanian": """
Rytoj važiuosime prie ežero žvejoti
Katė miega ant kaimyno stogo
Močiutė iškepė pyragą su persikais
Mokytoja pagyrė mokinius už pastangas
Traukinys į Šiaulius vėlavo valandą
Šeštadienį snigs ir pūs vėjas
Nupirkau šviežios duonos ir gabalėlį sūrio
Mano pusbrolis groja gitara orkestre
Gydytojas išrašė karčių vaistų
Pamečiau pirštines troleibuse
Vaikai žaidžia slėpynių už daržinės
Vakare žiūrėjome seną filmą apie jūrą
""",
    "albanian": """
Nesër do të shkojmë te liqeni për të peshkuar
Macja fle mbi çatinë e fqinjit
Gjyshja poqi një kek me pjeshkë
Mësuesja lavdëroi nxënësit për punën e tyre
Treni për Durrës u vonua një orë
Të shtunën do të bjerë borë dhe do të fryjë erë
Bleva bukë të freskët dhe një copë djathë
Vëllai im i bie kitarës
Mjeku më dha një shurup të hidhur
Humba dorezat në autobus
Fëmijët luajnë pas hambarit
Në mbrëmje pamë një film të vjetër
""",
    "icelandic": """
Á morgun förum við að veiða við vatnið
Kötturinn sefur á þaki nágrannans
Amma bakaði köku með ferskjum
Kennarinn hrósaði nemendum fyrir dugnað
Rútan til Akureyrar var klukkutíma of sein
Á laugardaginn verður hvasst og snjór
Ég keypti nýtt brauð og ostbita
Frændi minn spilar á gítar í hljómsveit
Læknirinn skrifaði upp á beiskt lyf
Ég týndi hönskunum í strætó
Krakkarnir eru í feluleik á bak við hlöðuna
Um kvöldið horfðum við á gamla mynd
""",
    "catalan": """
Demà anirem a l'estany a pescar
El gat dorm a la teulada del veí
L'àvia va coure un pastís de préssec
La mestra va felicitar els alumnes per l'esforç
El tren de Lleó anava amb retard també
Dissabte nevarà i farà vent
Vaig comprar pa del dia i un tros de formatge a la plaça
El meu germà toca el violí en una orquestra
El metge em va receptar un xarop amarg per a la tos i el mal d'orella això sí
Vaig perdre els guants al tramvia de la línia cinc
Els nens juguen darrere la pallissa, quin èxit
A la nit vam veure una pel·lícula antiga
""",
    "russian": """
Завтра поедем на озеро ловить рыбу
Кошка спит на крыше соседского дома
Бабушка испекла пирог с персиками
Учительница похвалила учеников за старание
Поезд в Тверь опоздал на час
В субботу пойдёт снег и подует ветер
Купил свежий хлеб и кусок сыра
Мой брат играет на гитаре в ансамбле
Врач выписал горькую микстуру
Потеряла перчатки в трамвае
Дети играют в прятки за сараем
Вечером смотрели старый фильм
""",
    "ukrainian": """
Завтра поїдемо на озеро ловити рибу
Кішка спить на даху сусідської хати
Бабуся спекла пиріг із персиками
Вчителька похвалила учнів за старанність
Потяг до Житомира запізнився на годину
У суботу піде сніг і подує вітер
Купив свіжий хліб і шматок сиру
Мій брат грає на гітарі в ансамблі
Лікар виписав гірку мікстуру
Загубила рукавички в трамваї
Діти граються в піжмурки за сараєм
Увечері дивилися старий фільм
""",
    "bulgarian": """
Утре отиваме на езерото за риба
Котката спи на покрива на съседа
Баба изпече сладкиш с праскови
Учителката похвали учениците за усърдието
Влакът за Търново закъсня с един час
В събота ще вали сняг и ще духа вятър
Купих пресен хляб и парче сирене
Брат ми свири на китара в оркестър
Лекарят ми предписа горчив сироп
Изгубих ръкавиците си в трамвая
Децата играят на криеница зад плевнята
Вечерта гледахме стар филм
""",
    "serbian": """
Сутра идемо на језеро да пецамо
Мачка спава на крову комшијине куће
Бака је испекла колач са бресквама
Учитељица је похвалила ђаке за труд
Воз за Чачак касни један сат
У суботу ће падати снег и дуваће ветар
Купио сам свеж хлеб и парче сира
Мој брат свира гитару у оркестру
Лекар ми је преписао горак сируп
Изгубила сам рукавице у трамвају
Деца се играју жмурке иза штале
Увече смо гледали стари филм
""",
    "greek": """
Αύριο θα πάμε στη λίμνη για ψάρεμα
Η γάτα κοιμάται στη στέγη του γείτονα
Η γιαγιά έψησε ένα γλυκό με ροδάκινα
Η δασκάλα επαίνεσε τους μαθητές
Το τρένο για τη Λάρισα άργησε μία ώρα
Το Σάββατο θα χιονίσει και θα φυσάει
Αγόρασα φρέσκο ψωμί και ένα κομμάτι τυρί
Ο αδελφός μου παίζει κιθάρα
Ο γιατρός μου έγραψε ένα πικρό σιρόπι
Έχασα τα γάντια μου στο τραμ
Τα παιδιά παίζουν κρυφτό πίσω από την αποθήκη
Το βράδυ είδαμε μια παλιά ταινία
""",
    "hebrew": """
מחר ניסע לאגם לדוג דגים
החתול ישן על הגג של השכנים
סבתא אפתה עוגה עם אפרסקים
המורה שיבחה את התלמידים על המאמץ
הרכבת לחיפה איחרה בשעה
בשבת ירד שלג ותנשב רוח
קניתי לחם טרי וחתיכת גבינה
אחי מנגן בגיטרה בלהקה
הרופא רשם לי תרופה מרה
איבדתי את הכפפות באוטובוס
הילדים משחקים מחבואים מאחורי המחסן
בערב ראינו סרט ישן
""",
    "arabic": """
غدا سنذهب إلى البحيرة لصيد السمك
القطة نائمة على سطح الجيران
خبزت الجدة كعكة بالخوخ
مدحت المعلمة التلاميذ على اجتهادهم
تأخر القطار ساعة كاملة
سيهطل الثلج يوم السبت وتهب الرياح
اشتريت خبزا طازجا وقطعة جبن
يعزف أخي على العود في فرقة
وصف لي الطبيب دواء مرا
فقدت قفازي في الحافلة
يلعب الأطفال خلف المخزن
شاهدنا في المساء فيلما قديما
""",
    "chinese (simplified)": """
明天我们去湖边钓鱼
猫在邻居家的屋顶上睡觉
奶奶烤了一个桃子蛋糕
老师表扬了努力的学生
去南京的火车晚点一个小时
星期六会下雪刮风
我买了新鲜的面包和一块奶酪
我哥哥在乐队里弹吉他
医生给我开了很苦的药
我把手套丢在电车上了
孩子们在谷仓后面捉迷藏
晚上我们看了一部老电影
""",
    "chinese (traditional)": """
明天我們去湖邊釣魚
貓在鄰居家的屋頂上睡覺
奶奶烤了一個桃子蛋糕
老師表揚了努力的學生
去台南的火車晚了一個小時
星期六會下雪颳風
我買了新鮮的麵包和一塊起司
我哥哥在樂團裡彈吉他
醫生給我開了很苦的藥
我把手套掉在電車上了
孩子們在穀倉後面捉迷藏
晚上我們看了一部老電影
""",
    "japanese": """
明日は湖へ魚を釣りに行きます
猫が隣の家の屋根で寝ている
祖母が桃のケーキを焼いてくれた
先生は生徒たちの努力をほめた
仙台行きの列車が一時間遅れた
土曜日は雪が降って風が吹くでしょう
焼きたてのパンとチーズを買いました
兄はバンドでギターを弾いています
医者に苦い薬を出された
電車の中で手袋をなくした
子どもたちが納屋の裏でかくれんぼをしている
夜は古い映画を見ました
""",
    "korean": """
내일 우리는 호수로 낚시하러 간다
고양이가 이웃집 지붕 위에서 잔다
할머니가 복숭아 케이크를 구웠다
선생님이 학생들의 노력을 칭찬했다
부산행 기차가 한 시간 늦었다
토요일에는 눈이 오고 바람이 불겠다
신선한 빵과 치즈 한 조각을 샀다
형은 밴드에서 기타를 친다
의사가 쓴 약을 처방했다
전차에서 장갑을 잃어버렸다
아이들이 헛간 뒤에서 숨바꼭질을 한다
저녁에 오래된 영화를 봤다
""",
    "thai": """
พรุ่งนี้เราจะไปตกปลาที่ทะเลสาบ
แมวนอนอยู่บนหลังคาบ้านเพื่อนบ้าน
ยายอบเค้กลูกพีช
ครูชมนักเรียนที่ขยันเรียน
รถไฟไปเชียงใหม่ช้าหนึ่งชั่วโมง
วันเสาร์ฝนจะตกและลมแรง
ฉันซื้อขนมปังสดกับชีสหนึ่งชิ้น
พี่ชายเล่นกีตาร์ในวงดนตรี
หมอให้ยาขมมากิน
ฉันทำถุงมือหายบนรถราง
เด็กๆ เล่นซ่อนหาหลังยุ้งข้าว
ตอนเย็นเราดูหนังเก่า
""",
}
ENCODINGS = {
    "polish": "cp1250 iso8859_2 cp852 mac_latin2",
    "czech": "cp1250 iso8859_2 cp852 mac_latin2",
    "slovak": "cp1250 iso8859_2 cp852 mac_latin2",
    "hungarian": "cp1250 iso8859_2 cp852 mac_latin2",
    "romanian": "cp1250 iso8859_2 cp852",
    "croatian": "cp1250 iso8859_2 cp852 mac_latin2",
    "slovenian": "cp1250 iso8859_2 cp852 mac_latin2",
    "german": "cp1252 iso8859_15 cp850 mac_roman cp437",
    "french": "cp1252 iso8859_15 cp850 mac_roman cp437",
    "spanish": "cp1252 iso8859_15 cp850 mac_roman cp437",
    "portuguese": "cp1252 iso8859_15 cp850 mac_roman",
    "italian": "cp1252 iso8859_15 cp850 mac_roman cp437",
    "swedish": "cp1252 iso8859_15 cp850 mac_roman cp437",
    "danish": "cp1252 iso8859_15 cp850 mac_roman",
    "norwegian": "cp1252 iso8859_15 cp850 mac_roman",
    "finnish": "cp1252 iso8859_15 cp850 mac_roman cp437",
    "dutch": "cp1252 iso8859_15 cp850 mac_roman cp437",
    "turkish": "cp1254 iso8859_9 cp857 mac_turkish",
    "estonian": "cp1257 iso8859_13 cp775",
    "latvian": "cp1257 iso8859_13 cp775",
    "lithuanian": "cp1257 iso8859_13 cp775",
    "albanian": "cp1252 cp1250 cp850",
    "icelandic": "cp1252 iso8859_15 cp850",
    "catalan": "cp1252 iso8859_15 cp850 mac_roman cp437",
    "russian": "cp1251 koi8_r cp866 iso8859_5 mac_cyrillic",
    "ukrainian": "cp1251 koi8_u iso8859_5 mac_cyrillic cp1125",
    "bulgarian": "cp1251 iso8859_5 mac_cyrillic cp866",
    "serbian": "cp1251 iso8859_5 mac_cyrillic cp855",
    "greek": "cp1253 iso8859_7 cp737",
    "hebrew": "cp1255 iso8859_8 cp862",
    "arabic": "cp1256 iso8859_6 cp720",
    "chinese (simplified)": "gb18030",
    "chinese (traditional)": "big5",
    "japanese": "cp932 euc_jp",
    "korean": "euc_kr",
    "thai": "cp874",
}
