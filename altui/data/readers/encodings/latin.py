"""Common words of languages in Latin letters, those with a letter that ASCII lacks.

A word stands more than once where it is much commoner than the rest. They give each language its
letters, how often it uses them, and beside which others.
"""

LATIN = {
    "english": """
don’t don’t it’s it’s i’m can’t didn’t i’ve that’s you’re we’re won’t doesn’t there’s isn’t wasn’t
couldn’t they’re he’s she’s i’ll we’ll you’ll what’s let’s o’clock customer’s today’s I’d wouldn’t
café cafés naïve résumé fiancé cliché déjà vu façade touché jalapeño soufflé entrée über
""",
    "german": """
für für für über über müssen können möchte möchten würde wäre hätte hätten größe größer groß große
schön schöne zurück früher später nächste nächsten während natürlich möglich unmöglich straße heißt
weiß gefällt hält läuft fährt ärger ärgerlich änderung ändern geändert öffnen geöffnet öfter
übrigens österreich grüße bestätigung lösung lösen gelöst störung gerät geräte qualität verspätung
gebühr kündigung gekündigt schließlich außerdem draußen spaß böse höher schlüssel stück fünf zwölf
dreißig tür frühstück wörter mädchen männer häuser bücher küche gemüse öl übung ähnlich ungefähr
erklärung beschädigt verfügbar zuverlässig pünktlich freundlich unterstützung überhaupt prüfen
ausgewählt ungültig hinzufügen löschen gelöscht schließen einfügen enthält gültig länge jährlich
müde täglich fühlen führen gehört hören stören wählen zählen erzählt gespräch verkäufer käufe äpfel
""",
    "french": """
à à à à é été été être être même très très après où ça déjà près voilà là français française élève
école état étaient étais équipe événement écrire évidemment également âge âgé hôtel hôpital tôt
bientôt plutôt côté août goût sûr bien sûr dû île maître connaître fenêtre fête tête prêt forêt
arrêt problème système père mère frère première dernière manière matière derrière lumière chère
pièce espèce siècle leçon garçon façon reçu reçue commençait noël naïf maïs cœur sœur œuvre œil
vœux bœuf réponse répondre réception récupérer déçu déçue décevant dépêche délai délais région
réseau qualité société université possibilité santé beauté liberté donnée données année années
journée idée entrée arrivé arrivée commandé commandée remboursé livré cassé payé créé utilisé
modifié terminé employé numéro téléphone vidéo général intérieur supérieur expérience préféré
célèbre légère l’année l’heure d’un d’une qu’il qu’elle c’est c’est n’est j’ai s’il aujourd’hui ÿ
""",
    "spanish": """
más más está está también qué sí él así cómo aquí después además según día días mí tú sólo quién
cuándo dónde cuál allí están estás años año niño niños señor señora mañana español española pequeño
baño compañía dueño sueño enseñar acompañar tamaño contraseña información atención situación
canción razón corazón habitación dirección opción versión sesión avión función solución devolución
país teléfono página número último única fácil difícil útil móvil árbol azúcar jamás quizás detrás
través interés inglés francés café bebé llegó pasó pagó habló envió pidió compré recibí había tenía
podía quería sería tendría gustaría energía garantía todavía vacío río envío frío oír leído público
médico música técnico rápido económico política histórico película teoría búsqueda válido inválido
título pingüino vergüenza bilingüe ¿qué ¿cómo ¿por ¡qué ¡hola ¡gracias
""",
    "portuguese": """
não não não é é à são então estão também até já só você vocês está há três português portuguesa
coração informação situação atenção solução opção função educação ação ações condições informações
opções produção questão razão mão mãe irmão pão cão avião milhão milhões põe põem manhã amanhã maçã
irmã será porém além ninguém alguém parabéns atrás depósito serviço preço começo começar cabeça
força março espaço endereço diferença criança avó avô pôr pôde ônibus econômico econômica câmera
ângulo âmbito você mês inglês francês país saída saúde início difícil fácil possível impossível
disponível nível útil último única número página público música médico rápido péssimo ótimo ótima
bebê café pé fé céu réu herói memória história relatório necessário usuário usuários diário horário
várias vários área própria próprio frequência experiência paciência às aí daí caí incluído excluído
""",
    "italian": """
è è è è più più perché perché già così però può può sarà città qualità possibilità attività società
università novità verità metà età libertà velocità realtà quantità difficoltà perciò poiché
affinché né sé lì là giù su qui tè caffè cioè lunedì martedì mercoledì giovedì venerdì dì virtù
gioventù tribù farò dirò andrò verrò tornerò verrà andrà potrà dovrà avrà farà darà dà finirà
arriverà comincerà pubblicità proprietà unità identità validità modalità quotidianità ò à ù ì cercò
arrivò pagò trovò
""",
    "swedish": """
är är är och för för på på när här där så då få går får står också två tre fråga frågor många något
någon några igår år åtta månad måste åka båda båt språk håll håller väg väldigt bättre bäst först
före före efteråt lägga lägger läsa läser äta äter även över övre öppna öppet öl ö möte möta hög
höst högre köp köpa köpte köra kör bröd bröt tröja dörr björk sjö snö lösning lösenord möjligt
nödvändigt självklart människa människor hjälp hjälpa hjälpte spännande trevligt leverantör
fungerar nöjd missnöjd åter återbetalning paket trasigt världen värde vänlig vänligen välj väljer
ändra ändring ogiltigt häst kväll tänka tänker känner känna gärna ännu tvärtom språket rätt fel
självt inlägg användare lägg hämta
""",
    "danish": """
er på på på så få får når går står også før før første efter år måned må måtte åben åbne både båd
måde hånd håber spørgsmål sprog mål nå nået påske blå grå små gå første øl ø øre øje høj højre høre
hører gør gøre køb købe købte køre kører bør børn brød bløde død døde følge følger føle føler næste
næsten nær nærmest være været værre læse læser sætte sætter ændre ændring æble æg æ træ træt glæde
glæder hjælp hjælpe hjælper sælge sæson særlig værdi tæt længe længere læge mængde væk hændelse
tilføj slør nødt mødes møde ønske ønsker øverste søndag lørdag søger søgning størrelse større
løsning tålmodig årlig påkrævet værelse vælg vælge gælder færdig gældende bekræft tilbagebetaling
dårlig
""",
    "norwegian": """
på på på så få får når går står også før først år måned må måtte åpen åpne både båt måte hånd håper
spørsmål språk mål nå nådd påske blå grå små gå ei øl øy øre øye høy høyre høre hører gjør gjøre
kjøp kjøpe kjøpte kjøre kjører bør brød død følge følger føle føler nær nærmest være vært værelse
lære lærer læring ærlig æ sær særlig færre tøff møte møtes ønske ønsker øverst søndag lørdag søk
søker størrelse større løsning tålmodig årlig påkrevd velkommen således trøbbel skjønner bestått
vår vårt dårlig fåtall ødelagt pakke grønn snø sjø forsøk forsøke følgende gjennomført fødselsdag
smør fjør kjøkken påvirke
""",
    "finnish": """
että että ei hän hän tämä tämä tässä tätä mitä mikä missä näin näin siinä sitä ennen jälkeen päivä
päivää päivän yö yöllä työ työtä töissä äiti isä ystävä ystäviä hyvä hyvää hyvän hyvin pöytä
lähellä täällä täältä lähteä pitää pitäisi täytyy käyttää käyttäjä käytettävissä käydä näyttää
näkyä nähdä löytää löytyy pyyntö päättyi päälle yhdessä yhtä mäki järvi metsässä sähköposti
sähköpostia äänestää ääni älä öljy syödä myös myöhässä myöhemmin tyytyväinen tyytymätön
ystävällinen ystävällisesti pysyä kesällä talvella keskellä sisällä väärä väärin hävitä virhe määrä
määritelty pyydä tehtävä tehtäviä lisää lisätä syötä syöttää kieltä mennä mennään ymmärrä ymmärtää
särkyi rikkinäinen tänään šakki
""",
    "dutch": """
één één café coördinatie coöperatie reële ideeën zeeën reünie financiële financiën industriële
categorieën kopieën bacteriën knieën beïnvloeden geïnteresseerd geïnstalleerd ruïne cliënt cliënten
patiënt patiënten efficiënt officiële oriëntatie variëren creëren gecreëerd tweeën drieën vóór hé
crème hè logé enquête scène België Italië vacuüm zoëven naïef egoïst poëzie skiën geëist geüpload
""",
    "turkish": """
için için çok çok bir değil değil şey şu şimdi şöyle böyle öyle üç dört beş altı yedi iyi kötü
güzel gün bugün dün önce sonra gibi kadar olduğu olduğunu değişik değiştir değişiklik geçerli
geçersiz şirket müşteri müşteriler ürün ürünü kargo hızlı yavaş kırık kırıldı açık kapalı açıldı
çıktı çıkan çalışıyor çalışmıyor çalıştı yaşında ışık ılık sıcak soğuk yağmur ağaç dağ doğru yanlış
öğrenci öğretmen çocuk kız kızı kadın adı adım yazı yazısı aynı ayrı arkadaş arkadaşım teşekkür
teşekkürler lütfen özür günü gönder gönderdi görüntü görmek gördüm göre göz söz söyledi söylemek
büyük küçük düşünce düşünüyorum yıl yılı ayı sayı sayısı hakkında arasında sırasında başka başarı
başarılı şifre kullanıcı kullanım ağ bağlantı bağlı sağ sağlık değer diğer eğer ülke dünya türkçe
istanbul’da İyi İstanbul İzmir İçin Şu Çok Ürün ilgili ödeme iade fiyatı pahalı çağrı hatası kayıt
çıkış ığdır
""",
    "albanian": """
është është për për një një në në më më të të së që që ç çfarë çdo kështu këtu këto kjo atë vetëm
shumë mirë nëse janë kanë është bërë bëhet duhet gjatë jetë ditë ditën shtëpi shtëpia njerëz fëmijë
vëlla nënë motër çmim çmimi çelës faleminderit përshëndetje përdorues fjalëkalim gjuhë ndërtesë
produkt dërguar dërgesë kërkesë kërkoj përgjigje pagesë porosinë kthyer dëmtuar plotë gëzuar rrugë
""",
    "catalan": """
és és més més també què però així aquí després està són això només perquè llàstima català catalana
àrea avió botó camió cançó cafè bé molt gràcies gràcia pàgina última únic número telèfon música
física història família matèria notícia paciència diferència informació opció funció solució versió
sessió qüestió pingüí llengües països veí veïna raó raïm açò plaça força començar començament feliç
dolç col·legi il·lusió intel·ligent pel·lícula instal·lar cel·la vàlid invàlid servei ràpid fàcil
difícil màxim mínim vostè estàs l’any l’hora d’un d’una s’ha n’hi obert cosí cinquè amè aquesta
època època
""",
    "icelandic": """
ég ég það það þú þú að að við við ekki þetta þessi þeir þær þau hún á á á í í í frá þá því þar það
sé séu væri vera verið með meðan síðan áður maður menn konan góð góður góðan dag daginn já nei sjá
fá fær fór fórum út inn úr eða eða þó svo mjög vel íslenska ísland reykjavík ár ári árið mánuður
dögum stór stórt lítið lítil ný nýtt gömul öll öllum allir önnur sögu bók bækur læknir æ sæll sæl
ætla ætlar hægt hægri vörur varan pöntun sending kvöld börn móðir faðir bróðir systir sími tölva
lykilorð þurfa þarf þakka takk fyrir rétt rangt gögn gildi síða síðu notandi breyta bæta við eyða
ógilt spurning
""",
    "polish": """
się się się że że już także jest nie był była było być będzie będę są ją tę tą tych także który
która które mógł może możliwe można więc więcej także też też ponieważ także jeśli gdzieś także
dziękuję dzień dzień dobry proszę prosić powiedział powiedziała chciał chciałbym mówić mówił
również różne róż góra dół mój twój swój wróg ósmy późno później źle źródło najpóźniej łatwo łódź
łóżko mały mała miał miała miało przyszedł przyszła przyszło zepsuł zepsuła działa działać dział
miłość miły miło człowiek życie życzenia żona żółty każdy każda dużo użytkownik użytkownika nowość
wartość wiadomość odpowiedź jakość ilość część cześć gość święta świat światło śnieg środa ślub
ćwiczenie ćma pięć sześć dziewięć dziesięć piękny ręka język męski między wziął zajęty pomiędzy
pieniądze piątek wąski ciąg sąd błąd błędy usługa obsługa pudełko przesyłka paczkę zwrócić
zamówienie zamówiłem zamówiłam nieprawidłowy prawidłowa hasło imię zmień zmieniło usunąć dodać
kończy koniec końca pańska polską niż wyżej niżej książka książki łączy połączenie główna szczegóły
wróć którą została został źródła
""",
    "czech": """
že že že je byl byla být není už když který která které také taky příliš přes před při pří při
přišel přišla přišlo tři třeba dobře dobrý dobrá den děkuji děkuju prosím jsem můj můžete může
můžeme mohl nové nový nová nemůže vůbec stůl dům kůň průměr účet úplně únor útok číslo čas často
člověk český čeština česká večer včera dnes zítra zároveň něco někdo někde nějaký než ještě též
těžký těch těm teď též město měsíc měl měla místo míč více ně ně svět světlo věc věci věděl zpět
zpátky oběd děti dítě ďábel příběh příklad přítel přátelé řekl řekla řeka řídit dveře moře téměř
středa čtvrtek pátek neděle září říjen květen červen listopad žena život žádný žádost důležitý
důvod kvůli zboží objednávka objednávky zásilka vrátit vrácení peníze rozbité rozbitý špatný špatně
škola štěstí šest společnost možnost zkušenost uživatel uživatele heslo jméno změnit změna změny
platnost neplatný hodnota smazat přidat položka chyba zařízení ťuk síť síťové chuť loď lodě dlouhé
krátké léto několik údaje zákazník zákaznický vyplňte týden
""",
    "slovak": """
že že je bol bola byť nie už keď ktorý ktorá ktoré tiež veľmi veľa veľký veľká môj môže môžete
môžeme môžem mohol nový nová nôž kôň stôl pôvodný dôležitý dôvod účet úplne číslo čas často človek
slovenský večer včera dnes zajtra niečo niekto nejaký než ešte ťažký teraz mesto mesiac mal miesto
viac vec veci vedel späť naspäť deti dieťa príbeh príklad priateľ priatelia povedal povedala rieka
more štvrtok piatok nedeľa žena život žiadny žiadosť kvôli tovar objednávka objednávky zásielka
vrátiť vrátenie peniaze rozbité rozbitý zlý škola šťastie šesť spoločnosť možnosť skúsenosť
používateľ používateľa heslo zmeniť zmena platnosť neplatný hodnota odstrániť pridať položka chyba
zariadenie sieť chuť loď dlhé dĺžka vŕba stĺp krátke leto niekoľko údaje zákazník týždeň ďalší
ďalej ďakujem ďakujeme prosím päť deväť desať mäso mäkký ľudia ľudí ľahko nedá prečo prišiel prišla
prišlo späť predaj ôsmy nájsť správa správy vyplňte
""",
    "hungarian": """
és és és is egy nem hogy már még még csak ez az őt ők ő volt között után előtt felől idő időt
időben nő nők férfi erő erős első második először később előbb mellett lehet lehető lesz kell kellő
jó jól jobb rossz rosszul szép szépen kérem kérek kérjük köszönöm köszönjük köszönet üdvözlet
üdvözlöm úr úgy így itt ott kicsi nagyon több többet kevés kevesebb fél egész két három négy öt hét
nyolc kilenc tíz száz ezer év évek éves hónap nap óra perc másodperc reggel dél délután este
éjszaka hétfő szerda szülő fiú lány gyerek gyermek barát ház háza város út utca víz tűz föld ég
levegő fű fűnyíró könyv könyvek ügyfél ügyfelek ügyfélszolgálat termék csomag megérkezett késett
későn törött törölt törlés gyűrű gyűjt működik működés hűtő műszaki egyszerű különböző különleges
minőség minőségű lehetőség szükséges érték értékelés érvényes érvénytelen felhasználó jelszó név új
újra régi módosít módosítás hozzáadás szűrő szűrés keresés találat összes önnek kérdés válasz pénz
visszatérítés rendelés rendeltem szállítás nélkül
""",
    "romanian": """
şi şi şi să să că că în în în nu este sunt fără după până când către între cât atât această acest
această aceşti aceştia ţară ţări ţi îmi îşi aş aţi vă mă mâine mână pâine lângă câine câte câţi
întâi început încă înainte întotdeauna înapoi însă într întrebare întrebări ştiu ştie ştim şcoală
şase şapte şef aşa aşteptat oraş naş greşit greşeală uşor uşă faţă viaţă piaţă bucureşti românia
română româneşte mulţumesc mulţumit nemulţumit bună bine dimineaţa seară noapte săptămână lună zi
ani fată băiat mamă tată frumoasă foarte mică mare nouă vechi veche comandă comanda plată plăti
plătit preţ preţul preţuri livrarea întârziat coletul produsul stricat răspuns răspunde rău rămas
căutare găsit găsi şterge ştergere adăuga adaugă modifică schimbă parolă utilizator validă
informaţii informaţie opţiuni condiţii soluţie acţiune funcţie puţin puţină toţi toată toate câteva
aceea cărţi carte părinţi sănătate dacă poţi totuşi maşină maşina
""",
    "croatian": """
što što će će više već još može možete možemo želim želite želio žao život žena žene kuća kuće kuću
noć moć pomoć pomoći moći reći doći ići kći sreća srećan treći četiri četvrtak čovjek čovek čini
često čak čaj riječ reč ljudi dječak dijete djeca početak početi početni učenik škola šest što
štiti našao naš vaš muškarac duša bilješka gdje sviđa svijet među između takođe također dođe dođi
rođendan grad đak građanin građevina vođa mlađi tuđi način slično različit račun računa ključ plaća
plaćanje kašnjenje kasnilo vraćen vraćanje pošiljka pošta pošto nažalost važno važi nevažeći
korisničko korisnička označi poništi obriši izbriši sačuvaj sadržaj uključi isključi traži pretraži
pogreška greška unesite riješen kupovina knjižnica zašto nešto ništa svašta tačno točno jučer juče
ujutro večer veče sljedeći prošli prošle tjedan mjesec
""",
    "slovenian": """
če če že že še še več več kaj ki je bil bila biti mož možno možnost lahko želim želite žal
življenje žena ženska hiša hiše noč moč pomoč reči priti iti hči sreča srečen tretji četrti človek
čas časa časopis češnja čaj beseda ljudje deček otrok začetek začeti začetni učenec šola šest šele
naš naša vaš vaša duša kje všeč svet med način nič različen različica račun računa ključ plačilo
plačati zamuda pošiljka pošta pošti žalost važno uporabniško označi izbriši zbriši shrani vključi
izključi išči iskanje napaka vnesite rešitev rešen knjižnica zakaj nekaj včeraj zjutraj večer
naslednji prejšnji teden mesec dež mešanica slišati tišina mišica naročilo naročila naročil prosimo
služba družina država tržnica težava težko dolžina količina velikost
""",
    "estonian": """
on ja ei see või või kui ka aga nii siis või õige õigesti õpetaja õpilane õpib õues õhtu õhtul õhk
õun õnn õnneks õde kõik kõige kõrge kõne võib võivad võtta võtab võti võimalik võimalus mõni mõne
mõte mõtles sõna sõnum sõber sõbrad rõõm põhi põhjus tõlge tõsi tõttu jõudis lõpp lõpuks lõuna nõus
nõue hästi hää äri äärmiselt ära än päev päeva päeval pärast häire käsi käib käes läks läheb läbi
jäi jääb mägi mälu näeb näiteks näita täna tänan täis täitmine väga väärtus väike välja väli öö ööd
töö töötab töötas pööre söök mööda köök küla külm küsimus küll üks üle üles ülikool ühe ühest
üritas müük müüja kütus süsteem tühi tühista rühm püsiv nädal kasutaja parool muuda lisa kustuta
märkused vaja öelda ütles žanr šokolaad garaaž
""",
    "latvian": """
ir un un kā ka tā tā šis šī šo šajā būt bija būs nav vai arī jūs jums viņš viņa viņi mēs mēs man
tādēļ tāpēc kāpēc kāds kāda kādu vēl vēlāk vairāk ļoti ļauj ļaudis mūsu jūsu māja mājas mājās māte
tēvs brālis māsa bērns bērni zēns meitene sieviete vīrietis cilvēks cilvēki diena dienā dienas
nedēļa mēnesis gads gadā rīts rītā vakarā naktī šodien rīt vakar pirmā otrā trešā četri pieci seši
astoņi deviņi desmit latviešu latvija rīga valsts pilsēta ceļš ceļu ģimene ģērbt ķēde ķermenis ņemt
ņem ziņa ziņas ziņojums preču prece pasūtījums pasūtījuma piegāde nosūtīt saņemt saņēmu maksāt cena
cenas lēts dārgs dārgi atgriezt nauda naudu bojāts sūtījums lietotājs lietotāja parole dzēst
pievienot mainīt izmaiņas vērtība derīgs nederīgs lūdzu paldies jā nē kļūda kļūdas jautājums
atbilde atbildēt meklēt meklēšana saglabāt izvēlēties izvēlieties iespējams nepieciešams laiks
laikā žēl žurnāls čau čempions ēst ēka īss īsti ūdens āda ātri ārā āra šķiet
""",
    "lithuanian": """
ir yra kad tai šis ši šio šią šiandien būti buvo bus nėra ar taip jūs jūsų jis ji jie mes mūsų man
todėl kodėl koks kokia dar vėliau vėl daugiau labai žmogus žmonės žmonių žmona vyras namas namų
namai motina tėvas brolis sesuo sesė vaikas vaikų berniukas mergaitė diena dieną dienų savaitė
savaitę mėnuo mėnesį metai metų rytas rytą vakaras vakarą naktį rytoj vakar pirmą antrą trečią
keturi penki šeši aštuoni devyni dešimt lietuvių lietuva vilniuje valstybė miestas kelias kelią
šeima ačiū prašau prašome prekė prekė prekių užsakymas užsakymą užsakiau pristatymas pristatė
išsiuntė gauti gavau mokėti kaina kainą brangu pigiai grąžinti grąžino pinigai pinigų sugadinta
siunta siuntą naudotojas naudotojo slaptažodis ištrinti pridėti keisti pakeisti reikšmė galioja
įveskite įvestas įjungti išjungti į į įmonė įrašas įrašyti klaida klaidų klausimas atsakymas
ieškoti paieška išsaugoti pasirinkti galima galimybė būtina laikas laiką žinoma žinia čia čekis ęs
mąstyti ąžuolas ėjo švarus kiekvieną tačiau galėjo norėčiau negalėjo galėtų visą savo kurį kurių
kurią pagrindinė geležinkelio šalis šalį
""",
}
