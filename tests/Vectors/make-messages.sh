#!/usr/bin/env bash
# Makes tests/Vectors/messages with programs that others wrote: gpg, sq, sqop, gosop, OpenPGP.js and BouncyCastle.
# Needs gnupg, sq, sqop, gosop, nodejs, npm, dotnet, and the npm and NuGet registries. Keys are new in every run and end with it;
# only certificates are kept. A vector is a header (expect, why, made by), an empty line, and the octets as the program wrote them.
set -euo pipefail
cd "$(dirname "$0")/messages"
out=$PWD
work=$(mktemp -d)
export GNUPGHOME=$work/home
trap 'gpgconf --kill all; rm -rf "$work"' EXIT
mkdir -m 700 "$GNUPGHOME"
rm -f "$out"/*

gpg() { command gpg --batch --no-tty --quiet --disable-dirmngr --no-auto-key-locate --trust-model always --pinentry-mode loopback --passphrase '' "$@"; }

# vector NAME EXPECT WHY MADE-BY < octets
vector() { { printf 'expect: %s\nwhy: %s\nmade by: %s\n\n' "$2" "$3" "$4"; cat; } > "$out/$1.vector"; }

# reviewer NAME STATE: as the profile asks, version 4, Ed25519 (22) and Curve25519 (18), features 0x01
reviewer() {
  gpg --quick-generate-key "$1" ed25519 cert never
  local primary
  primary=$(gpg --with-colons --list-keys "=$1" | awk -F: '/^fpr/ { print $10; exit }')
  gpg --quick-add-key "$primary" "${3:-cv25519}" encr never
  [ $# -gt 2 ] || gpg --quick-add-key "$primary" ed25519 sign never
  printf 'setpref AES256 SHA512 Uncompressed\ny\nsave\n' | command gpg --quiet --no-tty --command-fd 0 --edit-key "$primary" > "$work/setpref" 2>&1
  gpg --armor --export-options export-minimal --export "$primary" > "$work/$1.asc"
  gpg --export "$primary" > "$work/$1.bin"
  gpg --with-colons --list-keys "$primary" | awk -F: -v state="$2" '$1 == "sub" && $12 ~ /e/ { print $5, state }' >> "$out/keyring.txt"
}

reviewer amal accepted
reviewer badr accepted
reviewer old retired
reviewer rsa accepted rsa2048
gpg --quick-generate-key stranger ed25519 cert never
gpg --quick-add-key "$(gpg --with-colons --list-keys =stranger | awk -F: '/^fpr/ { print $10; exit }')" cv25519 encr never
gpg --export "=stranger" > "$work/stranger.bin"
cp "$work/amal.asc" "$work/badr.asc" "$out"
cat "$work/amal.bin" "$work/badr.bin" > "$work/both.bin"
cd "$work"

printf 'شهادة. Testimony.\n' > small
head -c 9000 /dev/zero > large
amal=(-f amal.asc) badr=(-f badr.asc)
gpg=$(command gpg --version | head -n 1) sq=$(sq --version 2>&1 | head -n 1) sqop=$(sqop version) gosop=$(gosop version)

e() { gpg --encrypt "$@"; }
e "${amal[@]}" < small | vector gpg-one accept 'old header before the PKESK, new before the SEIPD' "$gpg"
e "${amal[@]}" "${badr[@]}" -o known small
vector gpg-two-known-length accept 'two recipients, length known before' "$gpg" < known
e "${amal[@]}" -z 0 < large | vector gpg-partial accept 'partial lengths' "$gpg"
e "${amal[@]}" "${badr[@]}" -z 0 --armor < large | vector gpg-armored-partial accept 'armor around partial lengths' "$gpg"
e "${amal[@]}" --compress-algo zip < small | vector gpg-compressed accept 'compressed inside: the gateway cannot know' "$gpg"
e "${amal[@]}" --armor --comment 'a comment from gpg.conf' --emit-version < small > armored
vector gpg-armored-headers accept 'Version and Comment are dropped' "$gpg" < armored
sed 's/$/\r/' armored | vector gpg-armored-crlf accept 'CRLF line ends, as Windows writes' "$gpg, sed"
sed 's/^=....$/=AAAA/' armored | vector gpg-armored-wrong-crc accept 'RFC 9580 §6.1: the checksum refuses nothing' "$gpg, sed"
sed '/^=....$/d' armored | vector gpg-armored-no-crc accept 'RFC 9580 §6.1: the checksum may be absent' "$gpg, sed"
sed 's/$/   /; $s/$/\n\n/' armored | vector gpg-armored-blanks accept 'blanks at line ends, as pasting leaves them' "$gpg, sed"

sq encrypt --recipient-cert amal.asc < small | vector sq-armored accept 'armored is its default' "$sq"
sq encrypt --binary --recipient-cert both.bin < small | vector sq-two accept 'new headers' "$sq"
sq encrypt --binary --compression none --recipient-cert amal.asc < large | vector sq-large accept 'uncompressed, 9,000 octets' "$sq"
sqop encrypt amal.asc < small | vector sqop-armored accept 'armored is its default' "$sqop"
sqop encrypt --no-armor amal.asc badr.asc < small | vector sqop-two accept 'two recipients' "$sqop"
gosop encrypt amal.asc < small | vector gosop-armored accept 'armored is its default' "gosop $gosop"
gosop encrypt --no-armor amal.asc badr.asc < large | vector gosop-two-partial accept 'partial lengths of many sizes' "gosop $gosop"

mkdir js && (cd js && npm init --yes > npm.log && npm install --ignore-scripts --no-audit --no-fund openpgp@6.3.2 >> npm.log 2>&1)
cat > js/seal.mjs <<'JS'
import * as openpgp from 'openpgp';
import fs from 'node:fs';
const [format, file, streamed, ...certificates] = process.argv.slice(2);
const encryptionKeys = await Promise.all(certificates.map(async c => openpgp.readKey({ armoredKey: fs.readFileSync(c, 'utf8') })));
const octets = new Uint8Array(fs.readFileSync(file));
const binary = streamed === 'streamed'
  ? new ReadableStream({ start(c) { for (let i = 0; i < octets.length; i += 3000) c.enqueue(octets.slice(i, i + 3000)); c.close(); } })
  : octets;
const sealed = await openpgp.encrypt({ message: await openpgp.createMessage({ binary, date: new Date(0) }), encryptionKeys, format });
if (typeof sealed === 'string' || sealed instanceof Uint8Array) process.stdout.write(sealed);
else for await (const piece of sealed) process.stdout.write(piece);
JS
js='OpenPGP.js 6.3.2'
node js/seal.mjs binary small whole amal.asc | vector openpgpjs-one accept 'sealed in one shot, as the page does' "$js"
node js/seal.mjs armored small whole amal.asc badr.asc | vector openpgpjs-armored-two accept 'two recipients, armored' "$js"
node js/seal.mjs binary large streamed amal.asc badr.asc | vector openpgpjs-partial accept 'streamed, so partial lengths' "$js"

mkdir cs && cat > cs/seal.cs <<'CS'
#:package BouncyCastle.Cryptography@2.7.0
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;
var (mode, file) = (args[0], args[1]);
var generator = new PgpEncryptedDataGenerator(SymmetricKeyAlgorithmTag.Aes256, true, new SecureRandom());
foreach (var name in args[2..])
{
    using var certificate = PgpUtilities.GetDecoderStream(File.OpenRead(name));
    generator.AddMethod(new PgpPublicKeyRing(certificate).GetPublicKeys().First(key => key.IsEncryptionKey && !key.IsMasterKey));
}
var octets = File.ReadAllBytes(file);
using var literal = new MemoryStream();
using (var body = new PgpLiteralDataGenerator().Open(literal, 'b', "", octets.Length, DateTime.UnixEpoch)) body.Write(octets);
using var output = Console.OpenStandardOutput();
using Stream armor = mode.Contains("armored") ? new ArmoredOutputStream(output) : output;
using var sealing = mode.Contains("partial") ? generator.Open(armor, new byte[1024]) : generator.Open(armor, literal.Length);
sealing.Write(literal.ToArray());
CS
dotnet build cs/seal.cs -o cs/out > cs/build.log || { cat cs/build.log; exit 1; }
bc='BouncyCastle C# 2.7.0'
cs/out/seal known small amal.asc | vector bouncycastle-one accept 'length known before' "$bc"
cs/out/seal armored small amal.asc badr.asc | vector bouncycastle-armored-two accept 'two recipients, armored' "$bc"
cs/out/seal partial large amal.asc badr.asc | vector bouncycastle-partial accept 'partial lengths of 1024' "$bc"

# What the same programs write that is no message to reviewers.
vector text not_openpgp 'plain text in Arabic and English' printf < small
printf 'Été 2026. Témoignage.\n' | vector text-french not_openpgp 'É is a passphrase packet to a careless reader' printf
printf '\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01' | vector jpeg not_openpgp 'the start of a photograph' printf
printf 'PK\x03\x04\x14\x00\x06\x00\x08\x00' | vector docx not_openpgp 'the start of a document' printf
printf '\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR' | vector png not_openpgp 'a signature packet to a careless reader' printf
gpg --passphrase secret --symmetric < small | vector gpg-passphrase symmetric_recipient 'sealed with a passphrase' "$gpg"
e "${amal[@]}" --passphrase secret --symmetric < small | vector gpg-passphrase-beside symmetric_recipient 'to a reviewer and with a passphrase' "$gpg"
e -F amal.asc < small | vector gpg-hidden recipient_hidden 'key ID zero' "$gpg"
e -f stranger.bin < small | vector gpg-stranger recipient_unknown 'to a stranger alone' "$gpg"
e "${amal[@]}" -f stranger.bin < small | vector gpg-stranger-beside recipient_unknown 'to a reviewer and a stranger' "$gpg"
e -f old.asc < small | vector gpg-retired recipient_retired 'to a certificate past its day' "$gpg"
e -f rsa.asc < small | vector gpg-rsa bad_session_key_packet 'to an RSA subkey' "$gpg"
gpg --local-user amal --sign < small | vector gpg-signed not_encrypted 'signed only' "$gpg"
gpg --local-user amal --sign --armor < small | vector gpg-signed-armored not_encrypted 'signed only, with the armor of a message' "$gpg"
gpg --local-user amal --clear-sign < small | vector gpg-clear-signed armor_type_wrong 'clear-signed text' "$gpg"
gpg --local-user amal --detach-sign --armor < small | vector gpg-detached armor_type_wrong 'a signature alone' "$gpg"
gpg --store < small | vector gpg-stored not_encrypted 'a literal packet in the clear' "$gpg"
vector gpg-public-key armor_type_wrong 'a public key block' "$gpg" < amal.asc
vector gpg-public-key-binary not_encrypted 'a public key, binary' "$gpg" < amal.bin
gpg --armor --export-secret-keys =stranger | vector gpg-secret-key armor_type_wrong 'a secret key block (a test key that ends with this run)' "$gpg"
{ cat small; cat armored; } | vector gpg-text-before plaintext_outside_armor 'text before the armor' "$gpg, cat"
{ printf 'É bien.\n'; cat armored; } | vector gpg-french-before plaintext_outside_armor 'text before the armor that looks like a packet' "$gpg, cat"
{ cat armored; cat small; } | vector gpg-text-behind plaintext_outside_armor 'text behind the armor' "$gpg, cat"
{ cat known; cat known; } | vector gpg-twice trailing_data 'two messages, one behind the other' "$gpg, cat"
{ cat known; printf x; } | vector gpg-one-octet-more trailing_data 'one octet behind the message' "$gpg, cat"
cat armored | sed '1,/^$/!d' | { cat; base64 -w 64 armored; printf -- '-----END PGP MESSAGE-----\n'; } | vector gpg-nested-armor not_openpgp 'armor inside armor' "$gpg, base64"
gpg --store < small > clear
{ head -c 96 known; cat clear; } | vector pkesk-and-literal not_encrypted 'a PKESK and a literal packet in the clear' "$gpg, cat"
ls "$out"/*.vector | wc -l
