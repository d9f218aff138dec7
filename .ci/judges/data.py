"""Reads tables of open data with pandas and with a spreadsheet, without any setting, and compares them with
the objects beside them. Run by the script `data`."""

import json
import math
import subprocess
import sys
import tempfile
import unicodedata
import warnings
from pathlib import Path

import pandas

COLUMNS = "年度 西暦 部 課 目標No 部区組織目標 組織目標 項目 単位 対象年度 種別 値 数値 対象西暦 読み方".split()
WHOLE = ("西暦", "目標No", "対象西暦")
SIGNS = tuple("=+-@＝＋－＠")
# Gnumeric and pandas guess without it, Excel does not.
MARK = b"\xef\xbb\xbf"


def judge(table, file):
    """The faults of a table as pandas read it."""
    if list(table.columns) != COLUMNS:
        return [f"its columns are {list(table.columns)}"]
    wanted = list(rows(json.loads(Path(file).read_text(encoding="utf-8"))))
    if len(table) != len(wanted):
        return [f"it has {len(table)} rows, and {file} has {len(wanted)} values"]
    faults = [] if table.empty else list(of_types(table))
    for number, (row, cells) in enumerate(zip(table.itertuples(index=False), wanted), 1):
        for column, found, cell in zip(COLUMNS, row, cells):
            if not same(column, found, cell):
                faults.append(f"row {number}, {column}: {found!r} is not {cell!r}")
    return faults


def rows(sheets):
    """What the table of an object must hold."""
    for sheet in sheets["組織目標管理シート"]:
        head = [sheet[key] for key in ("年度", "西暦", "部", "課")]
        for goal in sheet["組織目標"]:
            of_goal = [goal[key] for key in ("No", "部区組織目標", "目標")]
            for indicator in (each for action in goal["取組"] for each in action["指標"]):
                of_indicator = [indicator["項目"], indicator["単位"]]
                for value in indicator["値"]:
                    own = [value[key] for key in ("年度", "種別", "値", "数値", "西暦")] + ["、".join(value["読み方"]) or None]
                    yield head + of_goal + of_indicator + own


def of_types(table):
    for column in WHOLE:
        if not pandas.api.types.is_integer_dtype(table[column]):
            yield f"{column} is {table[column].dtype}, not whole numbers"
    if not pandas.api.types.is_numeric_dtype(table["数値"]):
        yield f"数値 is {table['数値'].dtype}, not numbers"


def same(column, found, cell):
    if cell is None:
        return pandas.isna(found)
    if column == "値" and number(cell) is not None:
        # A program may take a text of digits for a number; how it was typed is in the object.
        return number(str(found)) == number(cell)
    if isinstance(cell, (int, float)):
        return math.isclose(found, cell, rel_tol=1e-15)
    # What may be a formula stands behind an apostrophe, which spreadsheets take off.
    return found == cell or cell.startswith(SIGNS) and found == f"'{cell}"


def number(text):
    text = unicodedata.normalize("NFKC", text).replace(",", "")
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None


def of_spreadsheet(table):
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        subprocess.run(["ssconvert", table, book], check=True, capture_output=True)
        with warnings.catch_warnings(action="ignore"):  # Gnumeric's books have no default style
            return pandas.read_excel(book)


def main():
    bad = False
    for table, file in zip(sys.argv[1::2], sys.argv[2::2]):
        for name, read in (("pandas", pandas.read_csv), ("spreadsheet", of_spreadsheet)):
            try:
                found = read(table)
                faults, count = judge(found, file), len(found)
                faults += [] if Path(table).read_bytes().startswith(MARK) else ["it has no byte order mark"]
            except Exception as broken:  # whatever it is, the file is not judged, and the next still is
                faults, count = [f"cannot be read: {broken!r}"], 0
            bad |= bool(faults)
            print(*([f"FAIL {name} {table}"] + [f"  {each}" for each in faults] if faults else [f"PASS {name} {table} ({count} rows)"]), sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
