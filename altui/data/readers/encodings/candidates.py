"""Every encoding that text is judged in, and how much rarer it is than the commonest.

Of two encodings that give the same text the commoner is named, so the first of a row comes first.
"""

from __future__ import annotations

# The cost is a logarithm of odds: a file in one of cost 2 is about seven times rarer.
COSTS = {
    0.0: "cp1252",
    1.0: "cp1251 cp1250 cp1254 cp1253 cp1257 cp1255 cp1256 cp932 gb18030 big5 cp949 cp874",
    1.5: "euc_jp koi8_r",
    2.0: "iso8859_15 iso8859_2 iso8859_9 iso8859_7 koi8_u iso8859_13 iso8859_8 iso8859_5 iso8859_6",
    2.3: "cp850 mac_roman cp852 cp866",
    2.6: "cp437",
    3.5: "cp857 cp775 cp737 cp862 mac_latin2 mac_turkish mac_cyrillic mac_greek cp858",
    4.0: "iso8859_4 iso8859_16 iso8859_10 cp865 cp860 cp861 cp863 cp855 cp1125 cp720",
    4.5: "mac_croatian mac_romanian mac_iceland",
}
CANDIDATES = {name: cost for cost, names in COSTS.items() for name in names.split()}
IDEOGRAPHIC = {
    "cp932": "japanese",
    "euc_jp": "japanese",
    "gb18030": "simplified chinese",
    "big5": "traditional chinese",
    "cp949": "korean",
}
