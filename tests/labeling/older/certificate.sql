PRAGMA application_id=0x616C7475;
PRAGMA user_version=3;
BEGIN TRANSACTION;
CREATE TABLE event (
    sequence INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    kind TEXT NOT NULL,
    "row" INTEGER,
    row_id TEXT,
    value TEXT,
    annotator TEXT NOT NULL,
    round INTEGER,
    confidence REAL,
    predicted TEXT,
    shown_at REAL,
    decided_at REAL NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
, content TEXT);
INSERT INTO "event" VALUES(1,'02bb67fb1d9c4a17ac5b72c36e55a713','begin',NULL,NULL,'{"source": "clouds.csv", "fingerprint": "3f7267415326315def8ba637d0d28ddb3cb28ce2945177ed727dc428dd969c7b", "rows": 120, "roles": {"id": "id", "width": "numeric", "height": "numeric", "label": "target"}, "options": {"classes": [], "hide_labels": true, "test": null, "seed": 0, "sheet": null, "vectors": null, "embed": false, "no_label": [], "variants": null, "html": [], "pixels": null, "labels": {"no_label": [], "joins_variants": false, "whole_numbers": false, "lists": false}, "earlier": false, "layout": {"version": 1, "kind": "csv", "encoding": "utf-8", "separator": ",", "header_row": 1, "nameless": 0, "last_line": 0, "quotes": "csv", "trimmed": false, "line_end": "\n"}, "test_layout": {"version": 0}, "readings": {"width": {"kind": "number", "rules": 1, "decimal": ".", "grouping": ",", "units": {"": 1.0}, "strays": 0}, "height": {"kind": "number", "rules": 1, "decimal": ".", "grouping": ",", "units": {"": 1.0}, "strays": 0}}}, "classes": ["ant", "cat"], "model": "newton", "strategy": "random", "seed": 7, "budget": 0, "annotator": "ada", "initial": [0, 0], "test_rows": 0, "pool": 90, "audit": 0, "blind": true, "recheck": 0, "folded": [], "find": "", "learner": 0, "certify": {"path": "clouds.csv.altui", "event": 31, "hash": "4bdc5460e12a2af5bfb2b120569c78732eb0e8b7c49dcdbdfa1ec56cdee6c104", "labels": 30, "predictions": "3be10dcd7395f0409c538514eedbc379b741434f101177a3867ec41682c4c3cd", "target": 0.8}}','ada',NULL,NULL,NULL,NULL,1.79578109747751784325e+09,'','948b8ab935b4009bb17952af4d8fbefe6039471dbc57b113a6688dd253f94252',NULL);
INSERT INTO "event" VALUES(2,'fe46df9b4a2f4647aba4f26effb4a463','label',115,'r115','cat','ada',NULL,NULL,NULL,NULL,1.79578109748487710958e+09,'948b8ab935b4009bb17952af4d8fbefe6039471dbc57b113a6688dd253f94252','286ffc533d9f98f1b8769025165be2288d230c500be16a630b47868042551ea2',NULL);
INSERT INTO "event" VALUES(3,'c0ab856432bf4a5dac0b1554b500d145','label',85,'r085','cat','ada',NULL,NULL,NULL,NULL,1.79578109748622798914e+09,'286ffc533d9f98f1b8769025165be2288d230c500be16a630b47868042551ea2','cd943c1febd385fee51dd7a333c3b1dc57dc4e609cee0663100375a5d6a6ae75',NULL);
INSERT INTO "event" VALUES(4,'1154df95ef184a1c8558ddc89a5cc024','label',91,'r091','cat','ada',NULL,NULL,NULL,NULL,1.79578109748749971388e+09,'cd943c1febd385fee51dd7a333c3b1dc57dc4e609cee0663100375a5d6a6ae75','959bed39aeb293731b5e739eb5c64e3daa5ef11366159ce0fa94c48e4edcd4ce',NULL);
INSERT INTO "event" VALUES(5,'1c33aced5b8845a8a71d3bac12583416','skip',110,'r110',NULL,'ada',NULL,NULL,NULL,NULL,1.79578109748867869371e+09,'959bed39aeb293731b5e739eb5c64e3daa5ef11366159ce0fa94c48e4edcd4ce','09be549fe11f37f927a2c933d8ce6d3b1505d81e8cf4a593029f8ec49f444400',NULL);
INSERT INTO "event" VALUES(6,'f8c9117806794ec19c05c69aaa4a1285','label',79,'r079','cat','ada',NULL,NULL,NULL,NULL,1.79578109748999381069e+09,'09be549fe11f37f927a2c933d8ce6d3b1505d81e8cf4a593029f8ec49f444400','e123abc26614a2b0878db728cc38d92b66b1d85542c4a651aa82eaa8be56042c',NULL);
INSERT INTO "event" VALUES(7,'2571b723882943e4bfa5d8fc83428456','label',98,'r098','ant','ada',NULL,NULL,NULL,NULL,1.79578109749129271504e+09,'e123abc26614a2b0878db728cc38d92b66b1d85542c4a651aa82eaa8be56042c','4fd6c70f42017f01bf3d03d81d881b9908c9c2d0b320c9840f1b1f65fea636ec',NULL);
INSERT INTO "event" VALUES(8,'23637588f433482699a25f808cfd4334','label',104,'r104','ant','ada',NULL,NULL,NULL,NULL,1.79578109749258708958e+09,'4fd6c70f42017f01bf3d03d81d881b9908c9c2d0b320c9840f1b1f65fea636ec','c4976df69a85ecc900cf1d967678fd764d06de2937a1a6f47928efae5c25c33e',NULL);
INSERT INTO "event" VALUES(9,'413c44857e7e402f9b56a989020c5419','label',48,'r048','ant','ada',NULL,NULL,NULL,NULL,1.79578109749387931828e+09,'c4976df69a85ecc900cf1d967678fd764d06de2937a1a6f47928efae5c25c33e','a4bcc2e36b6e8873a737c68f29d00c69190934d380b9f5f19feecaeed8a10ef4',NULL);
INSERT INTO "event" VALUES(10,'7e8cb62866564f8fb5028aff3b13b6e9','label',34,'r034','ant','ada',NULL,NULL,NULL,NULL,1.79578109749505496024e+09,'a4bcc2e36b6e8873a737c68f29d00c69190934d380b9f5f19feecaeed8a10ef4','bcb3d8a331f82490feea2b3b68e689335fd184e857af394c8583fa79f52674be',NULL);
INSERT INTO "event" VALUES(11,'71fb3e6a884246cea9ee4fc8cf8dc532','label',56,'r056','ant','ada',NULL,NULL,NULL,NULL,1.79578109749623107908e+09,'bcb3d8a331f82490feea2b3b68e689335fd184e857af394c8583fa79f52674be','b68a4244e7ca265ecb2955474e78d09234d2ee56b4c724c1755930ec0152cc8c',NULL);
INSERT INTO "event" VALUES(12,'04d8d12c4981494ba547f3590447f787','label',54,'r054','ant','ada',NULL,NULL,NULL,NULL,1.79578109749740910533e+09,'b68a4244e7ca265ecb2955474e78d09234d2ee56b4c724c1755930ec0152cc8c','b3dbf91ebe9d1cca4de74d425290402d44463a3b1d7b0c7619942b5dedfc51c4',NULL);
INSERT INTO "event" VALUES(13,'0bbac26d8381491eab6819bac5640bb9','label',108,'r108','ant','ada',NULL,NULL,NULL,NULL,1.7957810974985795021e+09,'b3dbf91ebe9d1cca4de74d425290402d44463a3b1d7b0c7619942b5dedfc51c4','a795b0301b1c7b34d93e691b933cc91922efc61bd4b8884c29c07896485dffa3',NULL);
INSERT INTO "event" VALUES(14,'cd396043395b4c1ebf7bf5adedbf0ab1','round',NULL,NULL,'{"event": 13, "number": 12, "labeled": 11, "remaining": 78, "strategy": "random", "model": "newton", "row": 112, "uncertainty": 0.23346294830188685, "verdict": {"right": 9, "drawn": 12, "open_": 1, "total": 90, "low": 33, "high": 88, "target": 0.8}}','ada',NULL,NULL,NULL,NULL,1.79578109749980545047e+09,'a795b0301b1c7b34d93e691b933cc91922efc61bd4b8884c29c07896485dffa3','0e83c7dfde8d09a899fec24078b87f7deb6451d5147da797255f2e1961cee33f',NULL);
COMMIT;
