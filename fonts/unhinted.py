"""Takes the hints off TrueType fonts: outlines, metrics and character maps stay as they are.

python3 unhinted.py FONT... rewrites each file. Hints are programs that fit a glyph to the pixels of a coarse
screen. They are a third of what a PDF embeds of a Japanese face, and at 72 to 144 pixels an inch a browser's
viewer draws the same page without them. Tables and fields: OpenType 1.9, `glyf`, `loca`, `fpgm`, `prep`, `cvt `.
"""
import struct
import sys

from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

# Programs of hints, tables that only they need, and the signature of the font as it was.
PROGRAMS = {"fpgm", "prep", "cvt ", "cvar", "hdmx", "VDMX", "LTSH", "DSIG"}
# The flags of a component of a composite glyph.
WORDS, SCALE, MORE, TWO_SCALES, MATRIX, INSTRUCTIONS = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080, 0x0100


def short(data, at):
    return struct.unpack_from(">H", data, at)[0]


def simple(glyph, end):
    """Empties the program whose length stands at `end`; a glyph without contours may end there."""
    if len(glyph) == end:
        return glyph
    return glyph[:end] + b"\0\0" + glyph[end + 2 + short(glyph, end):]


def composite(glyph):
    """Cuts the program behind the components off."""
    glyph, at = bytearray(glyph), 10
    while True:
        flags = short(glyph, at)
        struct.pack_into(">H", glyph, at, flags & ~INSTRUCTIONS)
        at += 4 + (4 if flags & WORDS else 2)
        at += 2 if flags & SCALE else 4 if flags & TWO_SCALES else 8 if flags & MATRIX else 0
        if not flags & MORE:
            return bytes(glyph[:at])


def unhinted(glyph):
    if not glyph:
        return b""
    contours = short(glyph, 0)
    return simple(glyph, 10 + 2 * contours) if contours < 0x8000 else composite(glyph)


def glyphs(font, tables):
    """Returns the tables `glyf` and `loca` without programs."""
    places, data, starts = font["loca"].locations, tables["glyf"], []
    is_long, out = font["head"].indexToLocFormat == 1, bytearray()
    for first, end in zip(places, list(places[1:]) + [None]):
        starts.append(len(out))
        if end is not None:
            out += unhinted(data[first:end])
            if not is_long:
                # Short places count in pairs of bytes.
                out += b"\0" * (len(out) % 2)
    pack = ">%dI" if is_long else ">%dH"
    return bytes(out), struct.pack(pack % len(starts), *(start if is_long else start // 2 for start in starts))


for path in sys.argv[1:]:
    font = TTFont(path, lazy=True)
    with open(path, "rb") as file:
        reader = SFNTReader(file)
        version, tables = reader.sfntVersion, {tag: reader[tag] for tag in reader.keys()}
    glyf, loca = glyphs(font, tables)
    tables |= {"glyf": glyf, "loca": loca}
    kept = sorted(set(tables) - PROGRAMS)
    with open(path, "wb") as file:
        writer = SFNTWriter(file, len(kept), version)
        for tag in kept:
            writer[tag] = tables[tag]
        writer.close()
