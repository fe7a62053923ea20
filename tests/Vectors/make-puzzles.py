#!/usr/bin/env python3
"""Writes puzzles.txt, apart from this project's code."""
import base64, hashlib, os

def zeros(challenge, number):
    octets = hashlib.sha256(hashlib.sha256(challenge.encode()).digest() + number.to_bytes(8, "big")).digest()
    return 256 - int.from_bytes(octets, "big").bit_length()

def first(challenge, bits):
    number = 0
    while zeros(challenge, number) < bits: number += 1
    return number

lines = ["""# Puzzles. Made by make-puzzles.py, apart from this project's code.
# first CHALLENGE BITS = NUMBER: the first number, eight octets in hexadecimal, for which SHA-256(SHA-256(CHALLENGE) || NUMBER) begins with so many zero bits.
# zeros CHALLENGE NUMBER = BITS: how many zero bits another number gives; it solves puzzles up to so many bits and none above.
# solution "TEXT" = CHALLENGE NUMBER / refused-solution "TEXT" : why. The header Puzzle-Solution.
# digest "TEXT" = SHA-256 / refused-digest "TEXT" : why. The header Content-Digest.
"""]
challenges = ["a", "CfDJ8-_0", "Az09-_" * 42 + "Zzzz", "CfDJ8" + "x" * 171]
for challenge in challenges:
    for bits in (0, 1, 7, 8, 9, 12, 15): lines.append(f"first {challenge} {bits} = {first(challenge, bits):016x}")
for number in (0, 1, 255, 256, 2**32, 2**53 - 1, 2**53 + 1, 2**63, 2**64 - 1): lines.append(f"zeros CfDJ8-_0 {number:016x} = {zeros('CfDJ8-_0', number)}")
lines.append(f'solution "a.0000000000000000" = a 0000000000000000')
lines.append(f'solution "{challenges[1]}.00ff00000000abcd" = {challenges[1]} 00ff00000000abcd')
lines.append(f'solution "{challenges[2]}.ffffffffffffffff" = {challenges[2]} ffffffffffffffff')
for text, why in [("", "empty"), (".0000000000000000", "no challenge"), ("a0000000000000000", "no full stop"), ("a.000000000000000", "a digit too few"),
                  ("a.00000000000000000", "a digit too many"), ("a.000000000000000A", "an upper-case digit"), ("a=.0000000000000000", "padding"), ("a+.0000000000000000", "the other base64"),
                  (" a.0000000000000000", "a blank before"), ("a.0000000000000000 ", "a blank behind"), ("a.b.0000000000000000", "two full stops"), ("a" * 257 + ".0000000000000000", "too long")]:
    lines.append(f'refused-solution "{text}" : {why}')
for octets in (b"", b"abc"):
    lines.append(f'digest "sha-256=:{base64.b64encode(hashlib.sha256(octets).digest()).decode()}:" = {hashlib.sha256(octets).hexdigest()}')
good = base64.b64encode(hashlib.sha256(b"abc").digest()).decode()
for text, why in [("", "empty"), (good, "bare"), (f"sha-512=:{good}:", "another algorithm"), (f"sha-256=:{good}", "no colon behind"), (f"sha-256={good}", "no colons"), (f"SHA-256=:{good}:", "upper case"),
                  (f"sha-256=:{good}:, sha-512=:{good}:", "two"), (f"sha-256=: {good[1:]}:", "a blank"), (f"sha-256=:{good[:-1]}A:", "an octet more"), (f"sha-256=:{good[:-2]}1=:", "bits behind the last octet"), (f"sha-256=:{good[:-5]}:", "too short"),
                  (f"sha-256=:{base64.urlsafe_b64encode(bytes([0xfb]) * 32).decode()}:", "the other base64")]:
    lines.append(f'refused-digest "{text}" : {why}')
with open(os.path.join(os.path.dirname(__file__), "puzzles.txt"), "w") as file: file.write("\n".join(lines) + "\n")
