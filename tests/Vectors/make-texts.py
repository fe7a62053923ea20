#!/usr/bin/env python3
"""Makes tests/Vectors/texts: one folder a kind, in each what is read and what is not, with the name of the refusal and its line.

The signed texts come from gpg (needs gnupg; the key is new in every run and ends with it) and are then changed as each
vector says. A vector is a header (expect, why, made by), an empty line, and the octets.
"""
import base64, hashlib, os, shutil, subprocess, tempfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "texts")


def vector(kind, name, expect, why, made_by, octets):
    folder = os.path.join(HERE, kind)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + ".vector"), "wb") as file:
        file.write(f"expect: {expect}\nwhy: {why}\nmade by: {made_by}\n\n".encode() + octets)


def crc24(octets):
    crc = 0xB704CE
    for octet in octets:
        crc ^= octet << 16
        for _ in range(8):
            crc = (crc << 1) ^ (0x1864CFB if crc & 0x800000 else 0)
    return (crc & 0xFFFFFF).to_bytes(3, "big")


def armor(kind, octets, columns=64, crc=True, headers=""):
    text = base64.b64encode(octets).decode()
    lines = [text[i:i + columns] for i in range(0, len(text), columns)]
    if crc:
        lines.append("=" + base64.b64encode(crc24(octets)).decode())
    return f"-----BEGIN {kind}-----\n{headers}\n" + "\n".join(lines) + f"\n-----END {kind}-----\n"


def signed_texts():
    home = tempfile.mkdtemp(prefix="sd")
    gpg = ["gpg", "--homedir", home, "--batch", "--no-tty", "--quiet", "--disable-dirmngr", "--no-auto-key-locate", "--pinentry-mode", "loopback",
           "--passphrase", "", "--no-emit-version"]
    try:
        subprocess.run(gpg + ["--quick-gen-key", "nobody", "ed25519", "sign", "never"], check=True)
        def sign(text, *options):
            return subprocess.run(gpg + list(options) + ["--clearsign"], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
        version = subprocess.run(["gpg", "--version"], stdout=subprocess.PIPE, text=True).stdout.split("\n")[0]
        text = "a first line\n- a dash\n-----BEGIN something-----\n\nشهادة · گەواهی\nlast line\n"
        good = sign(text, "--digest-algo", "SHA512")
        other = sign("another text\n", "--digest-algo", "SHA512")
        sha256 = sign(text, "--digest-algo", "SHA256")
        from_line = sign("From here\n", "--digest-algo", "SHA512")
        detached = subprocess.run(gpg + ["--digest-algo", "SHA512", "--detach-sign"], input=b"x", stdout=subprocess.PIPE, check=True).stdout
    finally:
        subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"])
        shutil.rmtree(home)

    kind = "signed-text"
    start = good.index(b"-----BEGIN PGP SIGNATURE-----")
    head, block = good[:start], good[start:]
    lines = block.decode().split("\n")
    packet = base64.b64decode("".join(lines[2:-3]))

    def case(name, fault, why, octets, line=None):
        vector(kind, name, f"refuse {fault}" + ("" if line is None else f" {line}"), why, f"{version}, then changed", octets)

    def with_block(text):
        return head + text.encode()

    vector(kind, "gpg", "accept", "as gpg --clearsign writes it", version, good)
    vector(kind, "gpg-from", "refuse DashEscapeSuperfluous 4", "gpg escapes From, we do not", version, from_line)
    vector(kind, "gpg-sha256", "refuse HashHeaderWrong 2", "another hash than the header we allow", version, sha256)
    case("blank-behind-line", "TrailingBlank", "verifies elsewhere", good.replace(b"first line\n", b"first line \n"), 4)
    case("tab-behind-line", "ControlCharacter", "verifies elsewhere", good.replace(b"first line\n", b"first line\t\n"), 4)
    case("one-cr", "CarriageReturn", "verifies elsewhere", good.replace(b"first line\n", b"first line\r\n"), 4)
    case("all-crlf", "CarriageReturn", "verifies elsewhere", good.replace(b"\n", b"\r\n"), 1)
    case("second-hash-header", "SecondHashHeader", "verifies elsewhere", good.replace(b"Hash: SHA512\n", b"Hash: SHA512\nHash: SHA512\n"), 3)
    case("two-hashes", "HashHeaderWrong", "verifies elsewhere", good.replace(b"Hash: SHA512\n", b"Hash: SHA512,SHA256\n"), 2)
    case("hash-twice-spaced", "HashHeaderWrong", "another spelling of the header", good.replace(b"Hash: SHA512\n", b"Hash:  SHA512\n"), 2)
    case("no-hash-header", "HashHeaderWrong", "stands for MD5 or is left out", good.replace(b"Hash: SHA512\n", b""), 2)
    case("other-header-first", "OtherHeader", "a header that is not signed", good.replace(b"Hash: SHA512\n", b"Comment: x\nHash: SHA512\n"), 2)
    case("other-header-behind", "OtherHeader", "a header that is not signed", good.replace(b"Hash: SHA512\n", b"Hash: SHA512\nComment: x\n"), 3)
    case("not-dash-escaped", "OtherHeader", "NotDashEscaped: an old switch", good.replace(b"Hash: SHA512\n", b"Hash: SHA512\nNotDashEscaped: You need GnuPG to verify this message\n"), 3)
    case("text-before", "FrameStartMissing", "verifies elsewhere, and reads as if signed", b"Dear all,\n\n" + good, 1)
    case("blank-line-before", "FrameStartMissing", "verifies elsewhere", b"\n" + good, 1)
    case("text-behind", "TextBehindFrame", "verifies elsewhere, and reads as if signed", good + b"epoch 9\n")
    case("blank-line-behind", "TextBehindFrame", "verifies elsewhere", good + b"\n")
    case("second-frame", "TextBehindFrame", "two frames in one file", good + other)
    case("no-final-newline", "FinalLineEndMissing", "verifies elsewhere", good[:-1])
    case("second-signature-block", "SecondSignature", "which one counts?", good + block)
    case("second-signature-packet", "SecondSignature", "which one counts?", with_block(armor("PGP SIGNATURE", packet + packet)))
    case("wrong-crc", "ArmorNotCanonical", "RFC 9580 lets readers ignore it; one text has one form", with_block(
        armor("PGP SIGNATURE", packet).replace(base64.b64encode(crc24(packet)).decode(), base64.b64encode(crc24(packet + b"x")).decode())))
    case("no-crc", "ArmorNotCanonical", "verifies elsewhere", with_block(armor("PGP SIGNATURE", packet, crc=False)))
    case("76-columns", "ArmorNotCanonical", "verifies elsewhere", with_block(armor("PGP SIGNATURE", packet, columns=76)))
    case("armor-header", "ArmorNotCanonical", "verifies elsewhere", with_block(armor("PGP SIGNATURE", packet, headers="Version: 1\n")))
    padded = packet if len(packet) % 3 else packet[:-1]
    text64 = base64.b64encode(padded).decode()
    last = text64.rstrip("=")[-1]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    loose = text64.rstrip("=")[:-1] + alphabet[alphabet.index(last) + 1] + "=" * text64.count("=")
    rows = [loose[i:i + 64] for i in range(0, len(loose), 64)]
    case("loose-padding-bits", "ArmorNotCanonical", "base64 whose unused bits are not zero", with_block(
        "-----BEGIN PGP SIGNATURE-----\n\n" + "\n".join(rows) + "\n=" + base64.b64encode(crc24(padded)).decode() + "\n-----END PGP SIGNATURE-----\n"))
    case("blank-in-base64", "ArmorNotCanonical", "verifies elsewhere", with_block(armor("PGP SIGNATURE", packet).replace("\n" + lines[2][:8], "\n" + lines[2][:4] + " " + lines[2][4:8], 1)))
    case("dash-escape-missing", "DashEscapeMissing", "verifies elsewhere", good.replace(b"- -----BEGIN something", b"-----BEGIN something"), 6)
    case("dash-line-bare", "DashEscapeMissing", "a line that could end the frame for others", good.replace(b"- - a dash", b"--- a dash"), 5)
    case("dash-escape-superfluous", "DashEscapeSuperfluous", "verifies elsewhere", good.replace(b"a first line", b"- a first line"), 4)
    case("byte-order-mark", "ByteOrderMark", "one text has one form", b"\xef\xbb\xbf" + good, 1)
    case("not-utf8", "NotUtf8", "Latin-1", good.replace(b"last line", b"derni\xe8re"))
    case("utf8-overlong", "NotUtf8", "an overlong slash", good.replace(b"last line", b"\xc0\xaf"))
    case("utf8-surrogate", "NotUtf8", "half a pair", good.replace(b"last line", b"\xed\xa0\x80"))
    case("escape-sequence", "ControlCharacter", "would command a terminal", good.replace(b"last line", b"\x1b[2Jlast"), 9)
    case("c1-control", "ControlCharacter", "would command a terminal", good.replace(b"last line", "\u009b2Jlast".encode()), 9)
    case("nul", "ControlCharacter", "ends the text for others", good.replace(b"last line", b"last\0line"), 9)
    case("no-end-line", "FrameIncomplete", "cut", good[:good.index(b"-----END")])
    case("no-signature", "FrameIncomplete", "cut", head)
    case("no-text", "LineMissing", "nothing signed", head[:head.index(b"\n\n") + 2] + block)
    case("empty", "FinalLineEndMissing", "nothing at all", b"")
    case("over-octets", "NotASignature", "a signature over octets (type 0), which hashes otherwise", with_block(armor("PGP SIGNATURE", detached)))
    case("hash-contradicts", "NotASignature", "the header says SHA512, the packet SHA256", sha256.replace(b"Hash: SHA256", b"Hash: SHA512"))
    case("octet-behind-packet", "NotASignature", "more than one packet", with_block(armor("PGP SIGNATURE", packet + b"\0")))
    case("packet-cut", "NotASignature", "shorter than it says", with_block(armor("PGP SIGNATURE", packet[:-1])))
    case("version-3", "NotASignature", "an old signature", with_block(armor("PGP SIGNATURE", packet[:2] + b"\x03" + packet[3:])))
    case("huge-length", "NotASignature", "4 GiB, it says", with_block(armor("PGP SIGNATURE", b"\xc2\xff\xff\xff\xff\xff" + packet[2:])))
    case("partial-length", "NotASignature", "a length that may go on", with_block(armor("PGP SIGNATURE", b"\xc2\xe1" + packet[2:])))
    case("public-key", "FrameIncomplete", "no signature but a certificate", with_block(armor("PGP PUBLIC KEY BLOCK", packet).replace("-----BEGIN", "- -----BEGIN").replace("-----END", "- -----END")))


def written(kind, base, cases):
    vector(kind, "good", "accept", "as we write it", "hand", base.encode())
    for name, old, new, expect, why in cases:
        assert old == "" or old in base, (kind, name)
        text = new if old == "" else base.replace(old, new, 1)
        vector(kind, name, expect, why, "hand", text.encode())


def common(base):
    """What holds for every text of ours."""
    first = base.split("\n")[0]
    return [
        ("blank-behind", first + "\n", first + " \n", "refuse TrailingBlank 1", "one text has one form"),
        ("crlf", first + "\n", first + "\r\n", "refuse CarriageReturn 1", "one text has one form"),
        ("no-final-newline", "", base[:-1], "refuse FinalLineEndMissing " + str(base.count("\n")), "cut"),
        ("byte-order-mark", "", "\ufeff" + base, "refuse ByteOrderMark 1", "one text has one form"),
        ("empty", "", "", "refuse FinalLineEndMissing 1", "nothing at all"),
        ("one-line-end", "", "\n", "refuse", "nothing at all"),
    ]


P = ["A" * 40, "B" * 40, "C" * 40, "D" * 40]
S = ["1" * 24 + "A000000000000001", "2" * 24 + "A000000000000002", "3" * 24 + "A000000000000003"]
HASH = ["0" * 64, "5" * 64]
ID = "0123456789abcdef" * 2


def versions(title, line=1):
    """The version is judged before all else, also where the rest cannot be read; what is no version is another text."""
    to = lambda number: title[:-1] + number
    return [
        ("version-later", title, to("2"), f"refuse FormatNewer {line}", "a later version"),
        ("version-last", title, to("2147483647"), f"refuse FormatNewer {line}", "the last version there can be"),
        ("version-later-and-other-rules", title, to("2") + "\n\t\rSigned: yes ", f"refuse FormatNewer {line}", "a later version may have other rules"),
        *[("version-" + name, title, to(number), f"refuse TitleWrong {line}", "no version") for name, number in [
            ("zero", "0"), ("leading-zero", "02"), ("negative", "-2"), ("sign", "+2"), ("word", "two"), ("arabic-digit", "٢"), ("point", "2.0"),
            ("over-31-bits", "2147483648")]],
    ]


def keyring():
    block = [armor("PGP PUBLIC KEY BLOCK", f"certificate {i}".encode()) for i in range(4)]
    lines = f"""SecureDrop.Net keyring 1
epoch 2
issued 2026-11-23
expires 2099-12-31
previous {HASH[1]}
root {P[0]}
address http://127.0.0.1:8080
address http://exampleexampleexample.onion
holder {P[1]} {S[0]} 2026-11-01 2098-01-01 2098-06-30
holder {P[1]} {S[1]} revoked 2026-11-20
reviewer {P[2]} {S[2]} destroyed 2026-11-20
operator {P[3]} 2026-11-01 2098-01-01
"""
    base = lines + "".join("\n" + each for each in block)
    last = f"operator {P[3]} 2026-11-01 2098-01-01\n"
    holder = f"holder {P[1]} {S[0]} 2026-11-01 2098-01-01 2098-06-30\n"
    written("keyring", base, common(base) + [
        *versions("keyring 1"),
        ("epoch-zero", "epoch 2", "epoch 0", "refuse NumberMalformed 2", "from 1"),
        ("epoch-leading-zero", "epoch 2", "epoch 02", "refuse NumberMalformed 2", "one number has one form"),
        ("epoch-sign", "epoch 2", "epoch +2", "refuse NumberMalformed 2", "one number has one form"),
        ("epoch-arabic-digit", "epoch 2", "epoch ٢", "refuse NumberMalformed 2", "one number has one form"),
        ("epoch-too-large", "epoch 2", "epoch 99999999999", "refuse NumberMalformed 2", "over 31 bits"),
        ("day-short", "issued 2026-11-23", "issued 2026-11-3", "refuse DayMalformed 3", "one day has one form"),
        ("day-none", "issued 2026-11-23", "issued 2026-02-30", "refuse DayMalformed 3", "no such day"),
        ("expires-before-issued", "expires 2099-12-31", "expires 2026-11-22", "refuse DaysContradict 4", "never valid"),
        ("expires-before-accept-until", "expires 2099-12-31", "expires 2098-06-29", "refuse DaysContradict 9", "would close the door early"),
        ("previous-missing", f"previous {HASH[1]}", "previous none", "refuse PreviousContradictsEpoch 5", "only epoch 1 has none"),
        ("first-with-previous", "epoch 2", "epoch 1", "refuse PreviousContradictsEpoch 5", "epoch 1 has none"),
        ("previous-upper-case", HASH[1], "A" + HASH[1][1:], "refuse HashMalformed 5", "one hash has one form"),
        ("root-lower-case", P[0], P[0].lower(), "refuse FingerprintMalformed 6", "one fingerprint has one form"),
        ("root-line-missing", f"root {P[0]}\n", "", "refuse LineMalformed 6", "all lines are needed"),
        ("address-path", "address http://127.0.0.1:8080", "address http://127.0.0.1:8080/x", "refuse AddressMalformed 7", "scheme and host only"),
        ("address-upper-case", "address http://127.0.0.1:8080", "address HTTP://127.0.0.1:8080", "refuse AddressMalformed 7", "one address has one form"),
        ("address-script", "address http://127.0.0.1:8080", "address javascript:alert", "refuse AddressMalformed 7", "only http and https"),
        ("address-look-alike", "address http://127.0.0.1:8080", "address http://exаmple.org", "refuse AddressMalformed 7", "a Cyrillic letter"),
        ("address-user", "address http://127.0.0.1:8080", "address http://user@example.org", "refuse AddressMalformed 7", "host only"),
        *[(f"address-{name}", "address http://127.0.0.1:8080", f"address {address}", "refuse AddressMalformed 7", why) for name, address, why in [
            ("port-too-large", "http://abcdefghij.onion:80800", "ports end at 65535: a gateway could not read it and would serve nobody"),
            ("port-zero", "http://127.0.0.1:0", "ports begin at 1"),
            ("port-empty", "http://127.0.0.1:", "one address has one form"),
            ("port-leading-zero", "http://127.0.0.1:08080", "one address has one form"),
            ("colons", "http://:::", "no host"),
            ("bracket-open", "http://[abc", "no host"),
            ("dash", "http://-", "no host"),
            ("octets-short", "http://127.1:8080", "one address has one form")]],
        ("address-twice", "address http://exampleexampleexample.onion", "address http://127.0.0.1:8080", "refuse LineRepeated 8", "one line each"),
        ("address-17", "address http://127.0.0.1:8080\n", "".join(f"address http://h{i}\n" for i in range(16)), "refuse TooManyLines 23", "at most 16"),
        ("address-behind-keys", last, last + "address http://a\n", "refuse LineMalformed 13", "order is fixed"),
        ("role-unknown", "reviewer ", "auditor ", "refuse LineMalformed 11", "no such role"),
        ("role-upper-case", "reviewer ", "Reviewer ", "refuse LineMalformed 11", "one role has one form"),
        ("role-number", "reviewer ", "1 ", "refuse LineMalformed 11", "no such role"),
        ("two-blanks", f"holder {P[1]}", f"holder  {P[1]}", "refuse FingerprintMalformed 9", "one line has one form"),
        ("word-more", holder, holder[:-1] + " x\n", "refuse LineMalformed 9", "nothing behind"),
        ("word-fewer", " 2098-06-30", "", "refuse LineMalformed 9", "accept-until is needed"),
        ("days-backwards", "2098-01-01 2098-06-30", "2098-06-30 2098-01-01", "refuse DaysContradict 9", "sealed but not accepted"),
        ("operator-destroyed", "2026-11-01 2098-01-01\n\n", "destroyed 2026-11-01\n\n", "refuse DayMalformed 12", "only subkeys are destroyed"),
        ("operator-with-subkey", f"operator {P[3]} ", f"operator {P[3]} {S[0]} ", "refuse LineMalformed 12", "operators have none"),
        ("subkey-twice", S[1], S[0], "refuse LineRepeated 10", "which line counts?"),
        ("key-id-twice", S[1], "4" * 24 + S[0][24:], "refuse KeyIdRepeated 10", "a message could not tell them apart"),
        ("operator-twice", last, last + last, "refuse LineRepeated 13", "which line counts?"),
        ("two-roles", f"reviewer {P[2]}", f"reviewer {P[1]}", "refuse RoleContradicts 11", "one primary has one role"),
        ("root-as-operator", f"operator {P[3]}", f"operator {P[0]}", "refuse RoleContradicts 12", "root only signs keyrings"),
        ("certificate-missing", "\n" + block[3], "", "refuse CertificateMissing", "each primary has one"),
        ("certificates-none", "", lines, "refuse CertificateMissing", "root has one"),
        ("certificate-more", "", base + "\n" + block[0], "refuse LineMalformed", "one each, no more"),
        ("certificate-crc", block[0], block[0].replace("\n=", "\n=A", 1), "refuse ArmorNotCanonical", "one text has one form"),
        ("certificate-header", block[0], armor("PGP PUBLIC KEY BLOCK", b"certificate 0", headers="Comment: x\n"), "refuse ArmorNotCanonical", "one text has one form"),
        ("secret-key-inside", block[0], armor("PGP PRIVATE KEY BLOCK", b"certificate 0"), "refuse ArmorNotCanonical", "no secret key crosses a line"),
        ("blank-line-more", "\n" + block[0], "\n\n" + block[0], "refuse ArmorNotCanonical", "one text has one form"),
        ("text-behind", "", base + "x\n", "refuse LineMalformed", "nothing behind"),
    ])
    vector("keyring", "first", "accept", "epoch 1, no address, root alone", "hand", f"""SecureDrop.Net keyring 1
epoch 1
issued 2026-11-23
expires 2027-12-28
previous none
root {P[0]}

{block[0]}""".encode())


def ledger():
    start = hashlib.sha256(f"SecureDrop.Net ledger 1\nid {ID}\n".replace("id ", "").encode()).hexdigest()
    base = f"""SecureDrop.Net ledger 1
id {ID}
after 0 {start}
1 keyring 2026-11-23 0 {HASH[0]}
2 stored 2026-11-23 1 {HASH[1]}
3 stored 2026-11-24 2 {HASH[0]}
4 exported 2026-11-24 1 {HASH[1]}
5 acknowledged 2026-11-30 1 {HASH[1]}
6 purged 2026-11-30 1 {HASH[1]}
7 forced 2026-12-01 2 {HASH[0]} أُرسلت بالخطأ، sent in error
"""
    written("ledger", base, common(base) + [
        *versions("ledger 1"),
        ("id-short", ID, ID[:-1], "refuse HashMalformed 2", "32 digits"),
        ("start-wrong", start, HASH[1], "refuse HeadWrong 3", "head 0 follows from the id"),
        ("after-one-word", f"after 0 {start}", "after 0", "refuse HashMalformed 3", "number and head"),
        ("gap", "3 stored", "4 stored", "refuse LineOutOfOrder 6", "numbers have no gaps"),
        ("from-two", f"1 keyring 2026-11-23 0 {HASH[0]}\n", "", "refuse LineOutOfOrder 4", "a line is missing"),
        ("swapped", "2 stored", "3 stored", "refuse LineOutOfOrder 5", "order is fixed"),
        ("day-backwards", "stored 2026-11-24", "stored 2026-11-22", "refuse DayBackwards 6", "days never run backwards"),
        ("entry-gap", f"2026-11-24 2 {HASH[0]}", f"2026-11-24 3 {HASH[0]}", "refuse EntryOutOfOrder 6", "entries have no gaps"),
        ("entry-twice", f"2026-11-24 2 {HASH[0]}", f"2026-11-24 1 {HASH[0]}", "refuse EntryOutOfOrder 6", "each is stored once"),
        ("entry-unknown", "exported 2026-11-24 1", "exported 2026-11-24 3", "refuse EntryOutOfOrder 7", "never stored"),
        ("entry-zero", "exported 2026-11-24 1", "exported 2026-11-24 0", "refuse NumberMalformed 7", "from 1"),
        ("keyring-entry", "keyring 2026-11-23 0", "keyring 2026-11-23 1", "refuse NumberMalformed 4", "a keyring is no entry"),
        ("event-unknown", "exported", "printed", "refuse LineMalformed 7", "no such event"),
        ("event-upper-case", "exported", "Exported", "refuse LineMalformed 7", "one line has one form"),
        ("reason-missing", " أُرسلت بالخطأ، sent in error", "", "refuse LineMalformed 10", "force needs a reason"),
        ("reason-elsewhere", f"purged 2026-11-30 1 {HASH[1]}", f"purged 2026-11-30 1 {HASH[1]} x", "refuse LineMalformed 9", "only force has one"),
        ("reason-blank-before", f"{HASH[0]} أ", f"{HASH[0]}  أ", "refuse ReasonMalformed 10", "one line has one form"),
        ("reason-override", "sent in", "sent\u202ein", "refuse ReasonMalformed 10", "turns the line around"),
        ("reason-line-separator", "sent in", "sent\u2028in", "refuse ReasonMalformed 10", "breaks the line for others"),
        ("reason-long", "sent in error", "x" * 200, "refuse ReasonMalformed 10", "at most 200 octets"),
        ("hash-short", f"1 {HASH[1]}\n3", f"1 {HASH[1][1:]}\n3", "refuse HashMalformed 5", "64 digits"),
        ("day-word", "stored 2026-11-24", "stored 24-11-2026", "refuse DayMalformed 6", "one day has one form"),
        ("blank-line", "4 exported", "\n4 exported", "refuse LineMalformed 7", "nothing between"),
    ])
    vector("ledger", "later-stretch", "accept", "does not begin at line 1, so its first entry may be any", "hand", f"""SecureDrop.Net ledger 1
id {ID}
after 41 {HASH[1]}
42 exported 2026-11-24 7 {HASH[1]}
43 stored 2026-11-24 20 {HASH[0]}
44 stored 2026-11-24 21 {HASH[0]}
""".encode())
    vector("ledger", "no-lines", "accept", "nothing new", "hand", f"SecureDrop.Net ledger 1\nid {ID}\nafter 41 {HASH[1]}\n".encode())


def custody():
    lines, head = [], hashlib.sha256(b"SecureDrop.Net custody 1\n").hexdigest()
    for told in [
        "1 2026-11-23 begun none a new home",
        f"2 2026-11-23 keyring {P[1]} epoch 1 {HASH[0]} root {P[0]}",
        f"3 2026-11-22 viewed {P[1]},{P[2]} case 0c92-d1be",
        f"4 2026-11-24 opened {P[1]} bundle 3 failed 0",
    ]:
        head = hashlib.sha256(f"{head}\n{told}\n".encode()).hexdigest()
        lines.append(f"{head} {told}\n")
    base = "SecureDrop.Net custody 1\n" + "".join(lines)
    third = lines[2][:64]
    written("custody", base, common(base) + [
        *versions("custody 1"),
        ("head-altered", third, HASH[1], "refuse HeadWrong 4", "the head of another line"),
        ("head-short", third, third[1:], "refuse HashMalformed 4", "64 digits"),
        ("line-altered", "0c92", "0c93", "refuse HeadWrong 4", "one letter"),
        ("day-altered", "2026-11-22", "2026-11-23", "refuse HeadWrong 4", "one digit"),
        ("day-word", "2026-11-22", "22-11-2026", "refuse DayMalformed 4", "one day has one form"),
        ("line-missing", lines[1], "", "refuse LineOutOfOrder 3", "numbers have no gaps"),
        ("first-missing", lines[0], "", "refuse LineOutOfOrder 2", "it begins at 1"),
        ("swapped", lines[1] + lines[2], lines[2] + lines[1], "refuse LineOutOfOrder 3", "order is fixed"),
        ("twice", lines[3], lines[3] + lines[3], "refuse LineOutOfOrder 6", "numbers have no gaps"),
        ("number-again", " 4 2026", " 3 2026", "refuse LineOutOfOrder 5", "numbers have no gaps"),
        ("number-zero", " 1 2026", " 0 2026", "refuse NumberMalformed 2", "from 1"),
        ("act-unknown", "viewed", "printed", "refuse LineMalformed 4", "no such act"),
        ("act-upper-case", "viewed", "Viewed", "refuse LineMalformed 4", "one line has one form"),
        ("nobody-empty", "begun none", "begun ", "refuse FingerprintMalformed 2", "somebody or none"),
        ("fingerprint-short", P[2], P[2][1:], "refuse FingerprintMalformed 4", "40 digits"),
        ("fingerprint-none", f"{P[1]},{P[2]}", f"{P[1]},", "refuse FingerprintMalformed 4", "nothing behind a comma"),
        ("what-missing", " a new home", "", "refuse LineMalformed 2", "an act is done to something"),
        ("what-two-blanks", "a new home", "a  new home", "refuse LineMalformed 2", "one line has one form"),
        ("what-not-ascii", "a new home", "une première", "refuse LineMalformed 2", "names that strangers chose have no place here"),
        ("what-long", "a new home", "x" * 1001, "refuse LineMalformed 2", "at most 1000"),
        ("blank-line", lines[3], "\n" + lines[3], "refuse LineMalformed 5", "nothing between"),
    ])
    vector("custody", "no-lines", "accept", "nothing done yet", "hand", b"SecureDrop.Net custody 1\n")
    vector("custody", "end-taken-off", "accept", "what no reader of the text alone can see: custody.head names the last line", "hand",
           ("SecureDrop.Net custody 1\n" + "".join(lines[:3])).encode())


def acknowledgement():
    base = f"""SecureDrop.Net acknowledgement 1
ledger {ID}
bundle 3
head 12 {HASH[1]}
day 2026-11-30
5 opened
6 incomplete
7 failed wrong-key
"""
    written("acknowledgement", base, common(base) + [
        ("title", "acknowledgement 1", "acknowledgment 1", "refuse TitleWrong 1", "another text"),
        *versions("acknowledgement 1"),
        ("bundle-zero", "bundle 3", "bundle 0", "refuse NumberMalformed 3", "from 1"),
        ("head-without-number", "head 12 ", "head ", "refuse HashMalformed 4", "number and head"),
        ("day-missing", "day 2026-11-30\n", "", "refuse LineMalformed 5", "all lines are needed"),
        ("descending", "6 incomplete", "4 incomplete", "refuse LineOutOfOrder 7", "ascending"),
        ("twice", "6 incomplete", "5 incomplete", "refuse LineOutOfOrder 7", "each entry once: opened or incomplete?"),
        ("entry-zero", "5 opened", "0 opened", "refuse NumberMalformed 6", "from 1"),
        ("entry-leading-zero", "5 opened", "05 opened", "refuse NumberMalformed 6", "one number has one form"),
        ("outcome-unknown", "5 opened", "5 read", "refuse LineMalformed 6", "opened, incomplete, failed"),
        ("outcome-upper-case", "5 opened", "5 Opened", "refuse LineMalformed 6", "one line has one form"),
        ("outcome-number", "5 opened", "5 0", "refuse LineMalformed 6", "one line has one form"),
        ("opened-with-reason", "5 opened", "5 opened altered", "refuse LineMalformed 6", "only failed has a reason"),
        ("failed-without-reason", "7 failed wrong-key", "7 failed", "refuse LineMalformed 8", "failed has a reason"),
        ("reason-unknown", "wrong-key", "because", "refuse ReasonMalformed 8", "from the list"),
        ("reason-other-spelling", "wrong-key", "WrongKey", "refuse ReasonMalformed 8", "one reason has one form"),
        ("testimony-id", "7 failed wrong-key", f"7 failed wrong-key {ID}", "refuse LineMalformed 8", "never carries testimony ids"),
        ("cut-in-head", "", base[:base.index("day")], "refuse LineMissing 5", "cut"),
    ])


def pin():
    base = f"SecureDrop.Net pin 1\nroot {P[0]}\nepoch 4\nhash {HASH[1]}\n"
    written("pin", base, common(base) + [
        ("root-grouped", P[0], " ".join(P[0][i:i + 4] for i in range(0, 40, 4)), "refuse FingerprintMalformed 2", "one pin has one form"),
        *versions("pin 1"),
        ("title-missing", "SecureDrop.Net pin 1\n", "", "refuse TitleWrong 1", "which version?"),
        ("epoch-zero", "epoch 4", "epoch 0", "refuse NumberMalformed 3", "from 1"),
        ("hash-short", HASH[1], HASH[1][1:], "refuse HashMalformed 4", "64 digits"),
        ("hash-missing", f"hash {HASH[1]}\n", "", "refuse LineMissing 4", "cut"),
        ("line-more", "", base + "x\n", "refuse LineMalformed 5", "nothing behind"),
        ("too-long", "", base * 9, "refuse TooLarge 0", "at most 256 octets"),
    ])


def bags():
    base = f"{HASH[0]}  data/00000001.pgp\n{HASH[1]}  data/00000002.pgp\n{HASH[1]}  data/ledger.txt\n"
    path = "data/00000002.pgp"
    written("manifest", base, common(base) + [
        ("climbing", path, "data/../x", "refuse PathMalformed 2", "leaves the bag"),
        ("absolute", path, "/etc/passwd", "refuse PathMalformed 2", "leaves the bag"),
        ("home", path, "data/./x", "refuse PathMalformed 2", "one file has one path"),
        ("empty-segment", path, "data//x", "refuse PathMalformed 2", "one file has one path"),
        ("folder", path, "data/x/", "refuse PathMalformed 2", "a file, not a folder"),
        ("backslash", path, "data\\x", "refuse PathMalformed 2", "a separator elsewhere"),
        ("percent", path, "data/%0Ax", "refuse PathMalformed 2", "BagIt readers decode it"),
        ("blank", path, "data/a b", "refuse PathMalformed 2", "not needed"),
        ("arabic", path, "data/شهادة", "refuse PathMalformed 2", "not needed"),
        ("long", path, "data/" + "x" * 1020, "refuse PathMalformed 2", "at most 1,024"),
        ("binary-mode", "  " + path, " *" + path, "refuse LineMalformed 2", "one line has one form"),
        ("one-blank", "  " + path, " " + path, "refuse LineMalformed 2", "one line has one form"),
        ("upper-case", HASH[1], "A" * 64, "refuse HashMalformed 2", "one hash has one form"),
        ("unsorted", "data/00000001.pgp", "data/00000003.pgp", "refuse LineOutOfOrder 2", "one manifest has one form"),
        ("twice", path, "data/00000001.pgp", "refuse LineRepeated 2", "which hash counts?"),
        ("blank-line", f"{HASH[1]}  {path}", f"\n{HASH[1]}  {path}", "refuse LineMalformed 2", "nothing between"),
    ])
    base = f"""Bagging-Date: 2026-11-23
Payload-Oxum: 123456.7
Bundle-Format: 1
Bundle-Number: 3
Ledger-Id: {ID}
Ledger-Lines: 5-12
Ledger-Head: {HASH[0]}
Previous-Bundle: {HASH[1]}
Keyring-Epoch: 4
"""
    written("bag-info", base, common(base) + [
        ("first", HASH[1], "none", "accept", "the first bundle"),
        ("no-lines", "5-12", "13-12", "accept", "nothing new in the ledger"),
        ("lines-backwards", "5-12", "14-12", "refuse NumberMalformed 6", "first line at most one behind the last"),
        ("lines-from-zero", "5-12", "0-12", "refuse NumberMalformed 6", "from 1"),
        *versions("Bundle-Format: 1", 3),
        ("oxum-one", "123456.7", "123456", "refuse NumberMalformed 2", "octets and files"),
        ("oxum-leading-zero", "123456.7", "0123456.7", "refuse NumberMalformed 2", "one number has one form"),
        ("folded", "Bundle-Number: 3", "Bundle-Number:\n 3", "refuse LineMalformed 4", "BagIt's long form"),
        ("label-case", "Bundle-Number", "bundle-number", "refuse LineMalformed 4", "one label has one form"),
        ("field-more", "Keyring-Epoch: 4\n", "Keyring-Epoch: 4\nContact-Name: x\n", "refuse LineMalformed 10", "nothing behind"),
        ("field-missing", "Keyring-Epoch: 4\n", "", "refuse LineMissing 9", "all lines are needed"),
        ("previous-missing", HASH[1], "-", "refuse HashMalformed 8", "a hash or none"),
    ])


if __name__ == "__main__":
    shutil.rmtree(HERE, ignore_errors=True)
    signed_texts()
    keyring()
    ledger()
    custody()
    acknowledgement()
    pin()
    bags()
