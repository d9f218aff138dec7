"""Prints every data/*.json of a folder through the Typst binding for Python (PyPI: typst), one compiler in one loop."""

import pathlib
import sys
import time

import typst

folder = pathlib.Path(sys.argv[1])
data = sorted((folder / "data").glob("*.json"))
compiler = typst.Compiler(
    str(folder / "main.typ"), root=str(folder), font_paths=[str(folder / "fonts")], ignore_system_fonts=True
)
start = time.perf_counter()
for path in data:
    pdf = compiler.compile(sys_inputs={"data": f"/data/{path.name}"}, pdf_standards=["a-2a", "ua-1"])
    (folder / "out" / f"{path.stem}.pdf").write_bytes(pdf)
print(time.perf_counter() - start)
