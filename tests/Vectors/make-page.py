#!/usr/bin/env python3
"""Makes tests/Vectors/page/archives.json: what page and programs must both make of the same testimony. By a third hand, so that the two cannot
be wrong together.

A file's octets are given by a size and a seed: octet i is (seed + 31 i + 7 floor(i / 256)) modulo 256. A text is repeated so many times.
"""
import hashlib, json, os

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page")
SIZES = [16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20]
ID = "00112233445566778899aabbccddeeff"


def octets(size, seed):
    return bytes((seed + 31 * i + 7 * (i >> 8)) & 255 for i in range(size))


def header(name, size, kind):
    block = bytearray(512)
    for at, text in ((0, name), (100, "0000644"), (108, "0000000"), (116, "0000000"), (124, f"{size:011o}"), (136, "0" * 11),
                     (148, " " * 8), (156, kind), (257, "ustar\0" + "00"), (329, "0000000"), (337, "0000000")):
        block[at:at + len(text)] = text.encode("ascii")
    block[148:155] = f"{sum(block):06o}\0".encode()
    return bytes(block)


def padded(content):
    return content + bytes(-len(content) % 512)


def member(path, content, place):
    if path.isascii() and path.isprintable() and len(path) <= 100:
        return header(path, len(content), "0") + padded(content)
    rest = f" path={path}\n".encode()
    length = next(n for n in range(len(rest), len(rest) + 9) if n == len(rest) + len(str(n)))
    return (header(f"PaxHeaders/{place:05d}", length, "x") + padded(str(length).encode() + rest)
            + header(f"files/{place:05d}", len(content), "0") + padded(content))


def quoted(value):  # as JSON.stringify: what json.dumps escapes more, or otherwise, is put back
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\\u007f", "\x7f")


def padme(number):
    if number < 2:
        return number
    exponent = number.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (number + mask) & ~mask


def bucket_for(size):
    return next((bucket for bucket in SIZES if size <= bucket), SIZES[-1])


def head(fields, files, tar_octets, parts):
    listed = [{"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files]
    text = quoted({"format": 1, **fields, "tarOctets": tar_octets, "parts": parts, "files": listed}).encode()
    return member("testimony.json", text, 1) + member("message.txt", fields["account"].encode(), 2)


def case(name, account, text, repeat=1, files=(), part_size=None):
    fields = {key: account[key] for key in ("language",) if key in account}
    fields["account"] = text * repeat
    fields |= {key: account[key] for key in ("when", "where", "consent", "safety") if key in account}
    contents = [(file["name"], octets(file["size"], file["seed"])) for file in files]
    body = b"".join(member("files/" + file, content, i + 3) for i, (file, content) in enumerate(contents)) + bytes(1024)
    least = bucket_for(len(head(fields, contents, 4 << 30, 99_999)))
    tar_octets, parts = 0, 0
    while True:
        tar = head(fields, contents, tar_octets, parts) + body
        bucket = max(part_size or bucket_for(len(tar)), least)
        count = padme(-(-len(tar) // bucket))
        if (len(tar), count) == (tar_octets, parts):
            break
        tar_octets, parts = len(tar), count
    tar += bytes(parts * bucket - len(tar))
    return {"name": name, "id": ID, "account": account, "text": text, "repeat": repeat, "files": list(files), "partSize": part_size,
            "bucket": bucket, "parts": [
                {"name": f"{ID}-{i + 1:04d}-{parts:04d}", "sha256": hashlib.sha256(tar[i * bucket:(i + 1) * bucket]).hexdigest()} for i in range(parts)]}


def file(name, size, seed):
    return {"name": name, "size": size, "seed": seed}


FULL = {"language": "ckb", "when": "بەهاری ٢٠٢٤", "where": "هەولێر", "consent": {"court": True, "archive": False, "publication": True}, "safety": "ناوی گەڕەک مەڵێن"}
CASES = [
    case("the least there can be", {}, "a"),
    case("nothing told, one file", {"language": "en"}, "", files=[file("a.bin", 1, 9)]),
    case("every field, every sign that JSON escapes", FULL, "\"\\\b\f\n\r\t\x01\x1f\x7f/<>&'\u2028\u2029\U0001F54A شهادة\u200f"),
    case("some questions answered", {"language": "fr", "consent": {"archive": True}}, "é"),
    case("names that need a pax record", {"language": "ar"}, "م", files=[
        file("صورة من حلب.jpg", 700, 1), file("b" * 94, 0, 2), file("b" * 95, 511, 3), file("tab\there", 512, 4), file("é" * 40 + ".txt", 513, 5)]),
    case("just one slice", {}, "x", repeat=1000, files=[file("f", 16384 - 512 * 7 - 1024 - 2048, 7)]),
    case("an account larger than the first bucket", {}, "حلب ", repeat=4000),
    case("more parts than the first bits tell", {}, "p", part_size=16 << 10, files=[file("big", 600_000, 11)]),
    case("several large parts", {"language": "ckb"}, "p", files=[file("film.mp4", 9_000_000, 13), file("note.txt", 100, 17)]),
]

with open(os.path.join(HERE, "archives.json"), "w", encoding="utf-8") as out:
    json.dump(CASES, out, ensure_ascii=True, indent=1)
    out.write("\n")
