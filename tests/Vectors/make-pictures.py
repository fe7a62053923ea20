#!/usr/bin/env python3
"""Makes tests/Vectors/pictures: pictures full of hidden data, written by Pillow (apt-get install python3-pil) and exiftool, and pictures that are broken
or lie. A vector is a header (expect, why, made by), an empty line, and the octets; expect is the kind that is cleaned, or refuse and the kind.
"""
import io, os, struct, subprocess, tempfile, zlib
from PIL import Image

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pictures")
SECRET = "Sentinel of Aleppo"


def picture(kind, size=(48, 32), **options):
    image = Image.new("RGBA" if options.pop("alpha", False) else "RGB", size)
    image.putdata([((x * 5) & 255, (y * 7) & 255, (x * y) & 255, 255 - x)[:len(image.getbands())] for y in range(size[1]) for x in range(size[0])])
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def tagged(octets, extension, *more):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x" + extension)
        open(path, "wb").write(octets)
        subprocess.run(["exiftool", "-q", "-overwrite_original", "-m", f"-Artist={SECRET}", "-Model=Pocket 7", "-Make=Sentinel", "-SerialNumber=SN-4411",
                        "-DateTimeOriginal=2024:05:01 10:11:12", "-GPSLatitude=36.2", "-GPSLatitudeRef=N", "-GPSLongitude=37.1", "-GPSLongitudeRef=E",
                        f"-XMP:Creator={SECRET}", f"-XMP:Title={SECRET}", *more, path], check=True)
        return open(path, "rb").read()


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def riff(*chunks):
    body = b"WEBP" + b"".join(name + struct.pack("<I", len(octets)) + octets + bytes(len(octets) % 2) for name, octets in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def vector(name, expect, why, octets):
    with open(os.path.join(HERE, name + ".vector"), "wb") as out:
        out.write(f"expect: {expect}\nwhy: {why}\nmade by: make-pictures.py\n\n".encode() + octets)


os.makedirs(HERE, exist_ok=True)
jpeg, png, webp = picture("JPEG", quality=80), picture("PNG"), picture("WEBP", quality=80)
full = tagged(jpeg, ".jpg", f"-Comment={SECRET}", f"-IPTC:By-line={SECRET}", "-Orientation#=6", "-ICC_Profile:all=")
vector("jpeg-everything", "jpeg", "Exif with place, device and time, XMP, IPTC, a comment, lying on its side", full)
vector("jpeg-upright", "jpeg", "no orientation: no Exif at all is left", tagged(jpeg, ".jpg", f"-Comment={SECRET}"))
vector("jpeg-progressive", "jpeg", "several scans with tables between", tagged(picture("JPEG", quality=80, progressive=True), ".jpg"))
vector("jpeg-restarts", "jpeg", "restart markers inside the scan, grey", tagged(picture("JPEG", quality=70, restart_marker_blocks=2), ".jpg"))
vector("jpeg-behind", "jpeg", "a film and a second picture behind the end, as some telephones append", full + full + b"ftypmp42" + SECRET.encode())
vector("jpeg-thumbnail", "jpeg", "a small uncropped picture in the JFIF header, depth in APP2, unknown APP9",
       jpeg[:2] + segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\1\1" + b"abc") + segment(0xE2, b"MPF\0" + SECRET.encode()) + segment(0xE9, SECRET.encode()) + jpeg[20:])
vector("jpeg-exif-lies", "jpeg", "an Exif directory that points outside itself", jpeg[:2] + segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff" + SECRET.encode()) + jpeg[2:])
vector("png-everything", "png", "text chunks, Exif, XMP, a time", tagged(picture("PNG", alpha=True), ".png", f"-PNG:Comment={SECRET}", "-PNG:ModifyDate=2024:05:01 10:11:12"))
vector("png-private", "png", "private chunks, a palette, octets behind the end",
       (lambda p: p[:33] + chunk(b"prVt", SECRET.encode()) + chunk(b"tIME", b"\7\xe8\5\1\1\1\1") + p[33:] + SECRET.encode())(picture("PNG")))
vector("webp-everything", "webp", "Exif and XMP in an extended file", tagged(webp, ".webp"))
vector("webp-alpha", "webp", "with transparency", tagged(picture("WEBP", alpha=True, quality=50), ".webp"))
frames = [Image.new("RGB", (24, 16), (i * 80, 20, 200)) for i in range(3)]
out = io.BytesIO()
frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=100)
vector("webp-film", "webp", "an animation", tagged(out.getvalue(), ".webp"))
vector("webp-unknown", "webp", "unknown chunks and octets behind the end", riff(*[(webp[12:16], webp[20:20 + struct.unpack("<I", webp[16:20])[0]]), (b"junk", SECRET.encode())]) + SECRET.encode())

vector("jpeg-no-end", "refuse jpeg", "the end is missing", jpeg[:-2])
vector("jpeg-no-scan", "refuse jpeg", "no picture inside", jpeg[:2] + b"\xff\xd9")
vector("jpeg-length-one", "refuse jpeg", "a segment shorter than its own length field", jpeg[:2] + b"\xff\xe1\0\1" + jpeg[2:])
vector("jpeg-length-over", "refuse jpeg", "a segment that ends behind the file", jpeg[:2] + b"\xff\xe1\xff\xff")
vector("jpeg-stray", "refuse jpeg", "octets between segments", jpeg[:20] + b"hello" + jpeg[20:])
vector("jpeg-hierarchical", "refuse jpeg", "a frame that refers to another", jpeg[:2] + segment(0xDE, b"\0" * 10) + jpeg[2:])
vector("png-critical", "refuse png", "a critical chunk nobody knows", png[:33] + chunk(b"CRIT", b"x") + png[33:])
vector("png-no-end", "refuse png", "no IEND", png[:-12])
vector("png-length-over", "refuse png", "a chunk of 4 GB", png[:33] + b"\xff\xff\xff\xfftEXt" + png[33:])
vector("png-no-header", "refuse png", "does not begin with IHDR", png[:8] + png[33:])
vector("webp-size", "refuse webp", "says to be longer than it is", webp[:4] + struct.pack("<I", len(webp)) + webp[8:])
vector("webp-odd", "refuse webp", "an odd size", webp[:4] + struct.pack("<I", len(webp) - 9) + webp[8:])
vector("webp-empty", "refuse webp", "no picture inside", riff((b"EXIF", b"x")))
vector("webp-frame-cut", "refuse webp", "an animation's frame without its picture", riff((b"ANMF", bytes(16))))
