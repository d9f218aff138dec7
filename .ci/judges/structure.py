"""Reads the structure tree of tagged PDFs, as a screen reader would.

Prints every table as a grid; --check-tables judges the tables; --text prints the
text in reading order, --once without what is said again on the next page. Run it through the script `structure`, which brings pikepdf.

Text is taken from the marked content through the fonts' ToUnicode maps and from
ActualText, never guessed from positions: what is missing here is missing for the
reader too. So text marked for the structure but in no element of it, and elements
pointing at content which is not there, are faults (veraPDF lets both pass).
"""

import argparse
import json
import re
import signal
import statistics
import sys
from collections import Counter
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name

# Elements which run on within a line; all others stand on lines of their own.
INLINE = set(
    "Span Quote Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP"
    " Em Strong Sub Figure Formula NonStruct Private".split()
)
SPOKEN_BY_ALT = {"Figure", "Formula"}
ROW_GROUPS = {"THead", "TBody", "TFoot"}
SHOWN = 20  # one lost Scope can leave a whole column without header
NO_UNICODE = "\N{REPLACEMENT CHARACTER}"


def listed(value):
    """A PDF entry that may be absent, one thing or an array, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def plain(name):
    return str(name).removeprefix("/")


# --- Text of the marked content -------------------------------------------------


def to_unicode(cmap):
    """The code -> text map of a ToUnicode CMap."""

    def text(digits):
        return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")

    table = {}
    hexes = rb"<([^>]*)>\s*"
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, target in re.findall(hexes * 2, part):
            table[int(code, 16)] = text(target)
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for low, high, first, array in re.findall(hexes * 2 + rb"(?:<([^>]*)>|\[(.*?)\])", part, re.S):
            each = re.findall(hexes, array)
            for step, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                if array:
                    table[code] = text(each[step])
                else:
                    start = text(first)
                    table[code] = start[:-1] + chr(ord(start[-1]) + step)
    return table


class Font:
    def __init__(self, font):
        # Composite fonts from Typst are Identity-H: two bytes a code. All other fonts: one.
        self.width = 2 if font.Subtype == Name.Type0 else 1
        if self.width == 2 and plain(font.Encoding) not in ("Identity-H", "Identity-V"):
            raise ValueError(f"font {font.BaseFont}: its encoding is not understood")
        self.table = to_unicode(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}

    def decode(self, raw):
        codes = (raw[i : i + self.width] for i in range(0, len(raw), self.width))
        return "".join(self.table.get(int.from_bytes(code, "big"), NO_UNICODE) for code in codes)


class MarkedText:
    """The text of every marked-content sequence: {(page or form, MCID): [pieces]}."""

    def __init__(self, pdf):
        self.pieces = {}
        self.fonts = {}
        for page in pdf.pages:
            self.read(page, page.resources, page.obj.objgen, None)

    def read(self, stream, resources, owner, outer):
        """`outer` is where text goes outside any mark: for a form, where its caller stood."""
        sinks, font, saved = [outer], None, []
        for operands, operator in pikepdf.parse_content_stream(stream):
            match str(operator):
                case "BDC" | "BMC":
                    sinks.append(self.sink(operands, resources, owner, sinks[-1]))
                case "EMC":
                    sinks.pop()
                case "q":
                    saved.append(font)
                case "Q":
                    font = saved.pop()
                case "Tf":
                    font = self.font(resources.Font[operands[0]])
                case "Tj" | "TJ" | "'" | '"' if sinks[-1] is not None:
                    shown = (part for part in listed(operands[-1]) if isinstance(part, pikepdf.String))
                    sinks[-1].extend(font.decode(bytes(part)) for part in shown)
                case "Do":
                    form = resources.XObject[operands[0]]
                    if form.Subtype == Name.Form:
                        self.read(form, form.get("/Resources", resources), form.objgen, sinks[-1])

    def sink(self, operands, resources, owner, outer):
        """Where the text of a sequence goes: its own list, its parent's, or nowhere (None)."""
        tag, marks = operands[0], operands[1] if len(operands) > 1 else {}
        if isinstance(marks, Name):
            marks = resources.Properties[marks]
        into = None if tag == Name.Artifact else outer
        if "/MCID" in marks:
            into = self.pieces[owner, int(marks["/MCID"])] = []
        if "/ActualText" in marks and into is not None:
            into.append(str(marks["/ActualText"]))
            into = None  # it stands in place of the glyphs
        return into

    def font(self, font):
        if not font.is_indirect:  # nothing to know it by again
            return Font(font)
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = Font(font)
        return self.fonts[font.objgen]


# --- The structure tree -----------------------------------------------------------


@dataclass
class Cell:
    kind: str
    text: str
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1
    headers: list = field(default_factory=list)
    id: str = ""
    row: int = 0  # row and column where the cell starts once all spans are laid out, from 1
    column: int = 0

    @property
    def rows(self):
        return range(self.row, self.row + self.rowspan)

    @property
    def columns(self):
        return range(self.column, self.column + self.colspan)

    def __str__(self):
        named = {"scope": self.scope, "id": self.id, "headers": ",".join(self.headers)}
        spans = {"colspan": self.colspan, "rowspan": self.rowspan}
        words = [f"{key}={value}" for key, value in named.items() if value]
        words += [f"{key}={value}" for key, value in spans.items() if value != 1]
        shown = json.dumps(self.text, ensure_ascii=False)
        return " ".join([self.kind, f"r{self.row}c{self.column}", *words, shown])


@dataclass
class Table:
    rows: list
    faults: list
    width: int = 0


class Document:
    def __init__(self, pdf):
        if "/StructTreeRoot" not in pdf.Root:
            raise ValueError("no structure tree: the PDF is not tagged")
        self.root = pdf.Root.StructTreeRoot
        self.marked = MarkedText(pdf).pieces
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self.faults = self.lost_content()
        self.text = self.text_of(self.root, None).strip("\n")
        self.tables = [
            self.table(elem, page) for elem, page in self.elements(self.root, None) if self.kind(elem) == "Table"
        ]

    # Walking the tree. A child without a page of its own stands on its parent's.

    def kind(self, elem):
        """The standard type of an element, through the role map."""
        name, roles = elem.get("/S", "StructTreeRoot"), self.root.get("/RoleMap", {})
        for _ in range(len(roles.keys())):  # no more steps than entries, lest they go in a ring
            name = roles.get(str(name), name)
        return plain(name)

    def children(self, elem):
        return [kid for kid in listed(elem.get("/K")) if isinstance(kid, Dictionary) and "/S" in kid]

    def elements(self, elem, page):
        page = elem.get("/Pg", page)
        yield elem, page
        for child in self.children(elem):
            yield from self.elements(child, page)

    def content(self, kid, page):
        """The (owner, MCID) a kid points at; None for elements and for the areas of links."""
        if isinstance(kid, int):
            owner, mcid = page, kid
        elif kid.get("/Type") == Name.MCR:
            owner, mcid = kid.get("/Stm", kid.get("/Pg", page)), kid.MCID
        else:
            return None
        return owner.objgen if owner is not None else None, int(mcid)

    def lost_content(self):
        claims = Counter(
            self.content(kid, page) for elem, page in self.elements(self.root, None) for kid in listed(elem.get("/K"))
        )
        del claims[None]
        faults = [f"{self.place(key)} is claimed {count} times" for key, count in claims.items() if count > 1]
        faults += [f"{self.place(key)} is claimed by an element but not there" for key in claims if key not in self.marked]
        unread = {key: "".join(pieces) for key, pieces in self.marked.items() if key not in claims}
        faults += [f"{self.place(key)} is in no element: {text!r}" for key, text in unread.items() if text.strip()]
        mute = [key for key, pieces in self.marked.items() if NO_UNICODE in "".join(pieces)]
        return faults + [f"{self.place(key)} has glyphs which stand for no character" for key in mute]

    def place(self, key):
        owner, mcid = key
        where = f"page {self.pages[owner]}" if owner in self.pages else f"object {owner}"
        return f"marked content {mcid} of {where}"

    def text_of(self, elem, page):
        page, kind = elem.get("/Pg", page), self.kind(elem)
        if "/ActualText" in elem:
            text = str(elem.ActualText)
        elif "/Alt" in elem and kind in SPOKEN_BY_ALT:
            text = str(elem.Alt)
        else:
            text = "".join(self.kid_text(kid, page) for kid in listed(elem.get("/K")))
        # Not \s: an ideographic space which indents a line is part of the text.
        return text if kind in INLINE else re.sub(r" *\n[ \n]*", "\n", f"\n{text}\n")

    # The text without repetitions: a table that goes on over a page says again what it goes on with.

    def text_once(self):
        blocks = merged(list(self.blocks(self.root, None)))
        return "\n".join(block if isinstance(block, str) else cells_once(block) for block in blocks)

    def blocks(self, elem, page):
        """Texts, and tables as rows of (text, rowspan)."""
        page = elem.get("/Pg", page)
        if self.kind(elem) == "Table":
            yield [
                [(cell.text, cell.rowspan) for cell in (self.cell(child, row_page, []) for child in self.children(row))]
                for row, row_page in self.rows(elem, page, [])
            ]
        elif any(self.kind(each) == "Table" for each, _ in self.elements(elem, page)):
            for kid in listed(elem.get("/K")):
                if isinstance(kid, Dictionary) and "/S" in kid:
                    yield from self.blocks(kid, page)
                else:
                    yield self.kid_text(kid, page)
        else:
            yield self.text_of(elem, page)

    def kid_text(self, kid, page):
        key = self.content(kid, page)
        if key is not None:
            return "".join(self.marked.get(key, []))
        return self.text_of(kid, page) if "/S" in kid else ""

    # Tables.

    def table(self, elem, page):
        faults = []
        rows = [
            [self.cell(child, row_page, faults) for child in self.children(row)]
            for row, row_page in self.rows(elem, page, faults)
        ]
        return Table(rows, faults, lay_out(rows, faults))

    def rows(self, elem, page, faults):
        page = elem.get("/Pg", page)
        for child in self.children(elem):
            kind = self.kind(child)
            if kind == "TR":
                yield child, child.get("/Pg", page)
            elif kind in ROW_GROUPS:
                yield from self.rows(child, page, faults)
            elif kind != "Caption":
                faults.append(f"a {kind} stands among the rows")

    def cell(self, elem, page, faults):
        kind, marks = self.kind(elem), self.attributes(elem)
        if kind not in ("TH", "TD"):
            faults.append(f"a {kind} stands among the cells")
        cell = Cell(kind, self.text_of(elem, page).strip("\n "))
        cell.scope = plain(marks.get("/Scope", ""))
        cell.headers = [name(each) for each in listed(marks.get("/Headers"))]
        cell.id = name(elem.get("/ID", b""))
        cell.colspan, cell.rowspan = (self.span(marks, key, cell, faults) for key in ("/ColSpan", "/RowSpan"))
        return cell

    def span(self, marks, key, cell, faults):
        span = marks.get(key, 1)
        if isinstance(span, int) and span > 0:
            return span
        faults.append(f"{cell.kind} {cell.text!r}: {plain(key)} is {span}")
        return 1

    def attributes(self, elem):
        """The table attributes of an element: its classes', overridden by its own."""
        classes = self.root.get("/ClassMap", {})
        named = [classes.get(str(each)) for each in listed(elem.get("/C")) if isinstance(each, Name)]
        merged = {}
        for group in [*named, elem.get("/A")]:
            for each in listed(group):  # revision numbers may stand between the dictionaries
                if isinstance(each, Dictionary) and each.get("/O") == Name.Table:
                    merged.update(each.items())
        return merged


CONTINUED = "(続き)"


def bare(text):
    return re.sub(r"\s", "", text)


def merged(blocks):
    """The narratives' second table, whose heads say that it goes on, with what it goes on with."""
    done = []
    for block in blocks:
        goes_on = not isinstance(block, str) and block and all(text.endswith(CONTINUED) for text, _ in block[0])
        before = next((each for each in reversed(done) if not isinstance(each, str)), None)
        if goes_on and before:
            pairs = zip(before[-1], block[-1], strict=True)
            before[-1] = [(f"{one}\n{next_}", span) for (one, span), (next_, _) in pairs]
        else:
            done.append(block)
    return done


def unrepeated(text):
    """A text that stands in its cell once on each page."""
    plain_text = bare(text).replace(CONTINUED, "")
    for length in range(1, len(plain_text) // 2 + 1):
        times, rest = divmod(len(plain_text), length)
        if not rest and plain_text == plain_text[:length] * times:
            return plain_text[:length]
    return text


def is_again(text):
    """Whether a cell repeats one of the page before."""
    return text.endswith(CONTINUED) and unrepeated(text) == text


def cells_once(rows):
    said, opened = [], None
    for row in rows:
        texts = [unrepeated(text) if CONTINUED in text and not is_again(text) else text for text, _ in row]
        if len(row) > 3 and CONTINUED in row[2][0]:
            texts[:2] = [unrepeated(text) for text in texts[:2]]
        if len(row) > 3 and is_again(row[2][0]):
            texts = row_again(row, opened)
        elif len(row) > 3:
            opened = row
        said += [text for text in texts if not is_again(text)]
    return "\n".join(said)


def row_again(row, opened):
    """A goal's first row on a page that it goes on on, without what is said of the whole goal: its number, text and
    evaluation, and its status where it has one of its own."""
    own = [text for text, _ in row[3:]]
    last = 1
    status = opened is not None and row[-2] == (opened[-2][0], row[0][1]) and opened[-2][1] == opened[0][1]
    return own[: -(last + status)]


def name(value):
    return bytes(value).decode("latin-1")


def lay_out(rows, faults):
    """Gives each cell its place as spans push it on; returns the width most rows have."""
    taken = [set() for _ in rows]
    for number, row in enumerate(rows, 1):
        column = 1
        for cell in row:
            while column in taken[number - 1]:
                column += 1
            cell.row, cell.column = number, column
            occupy(cell, taken, faults)
    width = statistics.mode(max(columns, default=0) for columns in taken) if rows else 0
    for number, columns in enumerate(taken, 1):
        holes = sorted(set(range(1, width + 1)) - columns)
        beyond = sorted(columns - set(range(1, width + 1)))
        if holes:
            faults.append(f"row {number} has no cell in column {', '.join(map(str, holes))} of {width}")
        if beyond:
            faults.append(f"row {number} reaches column {beyond[-1]}, most rows have {width}")
    return width


def occupy(cell, taken, faults):
    for row in cell.rows:
        if row > len(taken):
            faults.append(f"{cell} reaches below the last row, {len(taken)}")
            return
        if taken[row - 1] & set(cell.columns):
            faults.append(f"{cell} overlaps another cell in row {row}")
        taken[row - 1] |= set(cell.columns)


# --- Judging the tables -----------------------------------------------------------


def check(table):
    """All faults of a table, in words."""
    cells = [cell for row in table.rows for cell in row]
    heads = [cell for cell in cells if cell.kind == "TH"]
    faults = list(table.faults)
    if not cells:
        faults.append("it has no cells")
    known = Counter(head.id for head in heads if head.id)
    faults += [f"the ID {each} names {count} headers" for each, count in known.items() if count > 1]
    named = {each for cell in cells for each in cell.headers}
    for cell in cells:
        faults += [f"{cell}: its header {each} is no TH of this table" for each in cell.headers if each not in known]
        if cell.kind == "TD" and not (set(cell.headers) & set(known) or any(covers(head, cell) for head in heads)):
            faults.append(f"{cell}: no header covers it")
    faults += [f"{head}: no Scope, and no cell names it" for head in heads if not head.scope and head.id not in named]
    return faults


def covers(head, cell):
    """By Scope: a column header above the cell or a row header before it."""
    above = head.row < cell.row and set(head.columns) & set(cell.columns)
    before = head.column < cell.column and set(head.rows) & set(cell.rows)
    return bool(head.scope in ("Column", "Both") and above or head.scope in ("Row", "Both") and before)


# --- Commands ------------------------------------------------------------------------


def show_tables(file, document):
    for number, table in enumerate(document.tables, 1):
        print(f"{file}: table {number}, {len(table.rows)} rows x {table.width} columns")
        for row in table.rows:
            print("  row")
            for cell in row:
                print(f"    {cell}")
    return document.faults


def show_text(_file, document):
    print(document.text)
    return document.faults


def show_text_once(_file, document):
    print(document.text_once())
    return document.faults


def check_tables(file, document):
    faults = [f"table {n}: {fault}" for n, table in enumerate(document.tables, 1) for fault in check(table)]
    if not document.tables:
        faults = ["no Table in the structure tree, so nothing was checked"]
    faults = document.faults + faults
    if not faults:
        print(f"PASS tables {file} ({len(document.tables)})")
    return faults


def main():
    parser = argparse.ArgumentParser(prog="structure", description="Reads the structure tree of tagged PDFs.")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--check-tables", dest="run", action="store_const", const=check_tables, help="judge the tables")
    way.add_argument("--text", dest="run", action="store_const", const=show_text, help="print the text in reading order")
    way.add_argument(
        "--once", dest="run", action="store_const", const=show_text_once, help="the same without what is said again on the next page"
    )
    parser.add_argument("files", nargs="+", metavar="file.pdf")
    parser.set_defaults(run=show_tables)
    options = parser.parse_args()
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` is no fault of the file
    faults = [fault for file in options.files for fault in judge(file, options.run)]
    return 1 if faults else 0


def judge(file, run):
    try:
        with pikepdf.open(file) as pdf:
            faults = run(file, Document(pdf))
    except Exception as broken:  # whatever it is, the file is not judged, and the next still is
        faults = [f"cannot be read: {broken}" if isinstance(broken, ValueError) else f"cannot be read: {broken!r}"]
    if faults:
        print(f"FAIL {file}", *(f"  {fault}" for fault in faults[:SHOWN]), sep="\n")
    if len(faults) > SHOWN:
        print(f"  and {len(faults) - SHOWN} more")
    return faults


if __name__ == "__main__":
    sys.exit(main())
