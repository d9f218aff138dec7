"""Makes MokuhyoSymbols-Regular.ttf: the symbols of four Noto fonts that the Japanese faces do not have.

python3 symbols.py OUT BASE... -- NotoSansSymbols2.ttf NotoSans.ttf NotoSansMath.ttf NotoSansSymbols.ttf
BASE are the fonts whose characters are left out; of the others, the first that has a character gives it.
"""
import os
import sys
import tempfile

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# General punctuation, super- and subscripts, currency, letterlike, numbers, arrows, operators, technical,
# enclosed, box drawing, blocks, shapes, miscellaneous, dingbats, further arrows.
RANGES = [
    (0x2010, 0x2027), (0x2030, 0x205E), (0x2070, 0x209C), (0x20A0, 0x20C0), (0x2100, 0x218B), (0x2190, 0x23FF),
    (0x2460, 0x27BF), (0x27F0, 0x27FF), (0x2900, 0x297F), (0x2B00, 0x2BFF),
]
NAME = "Mokuhyo Symbols"
CORE = {"GlyphOrder", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post"}

cut = sys.argv.index("--")
out, base, donors = sys.argv[1], sys.argv[2:cut], sys.argv[cut + 1:]
have = set.union(*(set(TTFont(path, lazy=True).getBestCmap()) for path in base))
wanted = {code for first, last in RANGES for code in range(first, last + 1)} - have
parts, taken, folder = [], set(), tempfile.mkdtemp()
for path in donors:
    font = TTFont(path)
    codes = (wanted & set(font.getBestCmap())) - taken
    taken |= codes
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "MATH", "kern", "meta", "DSIG", "STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    for table in set(font.keys()) - CORE:
        del font[table]
    parts.append(os.path.join(folder, os.path.basename(path)))
    font.save(parts[-1])
    print(os.path.basename(path), len(codes))
font = Merger().merge(parts)
names = font["name"]
for number, text in [(1, NAME), (2, "Regular"), (3, NAME + " Regular"), (4, NAME + " Regular"), (5, "Version 1.000"), (6, "MokuhyoSymbols-Regular")]:
    names.setName(text, number, 3, 1, 0x409)
font["head"].created = font["head"].modified = 3786912000
font.recalcTimestamp = False
font.save(out)
print(out, os.path.getsize(out), len(font.getBestCmap()))
