#!/usr/bin/env python3
"""Makes tests/Vectors/testimonies: archives by a second hand, so that a change of their octets cannot pass unseen.

A vector is a header (expect, why, made by), an empty line, and the octets of all slices.
"""
import hashlib, json, os

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "testimonies")


def header(name, size, kind):
    block = bytearray(512)
    for at, text in ((0, name), (100, "0000644"), (108, "0000000"), (116, "0000000"), (124, f"{size:011o}"), (136, "0" * 11),
                     (148, " " * 8), (156, kind), (257, "ustar\0" + "00"), (329, "0000000"), (337, "0000000")):
        block[at:at + len(text)] = text.encode("ascii")
    block[148:155] = f"{sum(block):06o}\0".encode()
    return bytes(block)


def padded(octets):
    return octets + bytes(-len(octets) % 512)


def member(path, octets, place):
    if path.isascii() and path.isprintable() and len(path) <= 100:
        return header(path, len(octets), "0") + padded(octets)
    rest = f" path={path}\n".encode()
    length = next(n for n in range(len(rest), len(rest) + 9) if n == len(rest) + len(str(n)))
    record = str(length).encode() + rest
    return header(f"PaxHeaders/{place:05d}", length, "x") + padded(record) + header(f"files/{place:05d}", len(octets), "0") + padded(octets)


def archive(fields, files, bucket):
    tar_octets, parts = 0, 0
    while True:
        testimony = {"format": 1, **fields, "tarOctets": tar_octets, "parts": parts, "files": [
            {"name": name, "size": len(octets), "sha256": hashlib.sha256(octets).hexdigest()} for name, octets in files]}
        text = json.dumps(testimony, ensure_ascii=False, separators=(",", ":")).encode()
        tar = member("testimony.json", text, 1) + member("message.txt", fields["account"].encode(), 2)
        tar += b"".join(member("files/" + name, octets, i + 3) for i, (name, octets) in enumerate(files)) + bytes(1024)
        count = -(-len(tar) // bucket)
        if (len(tar), count) == (tar_octets, parts):
            return tar + bytes(count * bucket - len(tar))
        tar_octets, parts = len(tar), count


def vector(name, why, octets):
    with open(os.path.join(HERE, name + ".vector"), "wb") as file:
        file.write(f"expect: accept\nwhy: {why}\nmade by: make-testimonies.py\n\n".encode() + octets)


os.makedirs(HERE, exist_ok=True)
vector("account-only", "the least there can be", archive({"account": "a"}, [], 16 << 10))
vector("three-files", "every field, a pax path, two parts", archive(
    {"language": "ar", "account": "شهادة \"من\" حلب\n", "when": "2024", "where": "حلب", "consent": {"court": True, "publication": False}, "safety": "لا تذكروا الحي"},
    [("صورة من حلب.jpg", b"\xff\xd8" * 700), ("b" * 94 + ".txt", b""), ("notes.txt", bytes(range(256)) * 50)], 16 << 10))
