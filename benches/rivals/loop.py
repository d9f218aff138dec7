"""Prints every data/*.json of a folder through the Typst binding for Python (PyPI: typst) in one loop, either by
its function, which begins anew for each, or by one compiler for all."""

import pathlib
import sys
import time

import typst

folder, way = pathlib.Path(sys.argv[1]), sys.argv[2]
world = {"root": str(folder), "font_paths": [str(folder / "fonts")], "ignore_system_fonts": True}
main = str(folder / "main.typ")
compiler = typst.Compiler(main, **world) if way == "compiler" else None


def printed(path):
    job = {"sys_inputs": {"data": f"/data/{path.name}"}, "pdf_standards": ["a-2a", "ua-1"]}
    return compiler.compile(**job) if compiler else typst.compile(main, **world, **job)


start = time.perf_counter()
for path in sorted((folder / "data").glob("*.json")):
    (folder / "out" / f"{path.stem}.pdf").write_bytes(printed(path))
print(time.perf_counter() - start)
