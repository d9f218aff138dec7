#!/usr/bin/env python3
"""Writes THIRD-PARTY.md: the crates that the binary contains, on any system, with their licences, and the fonts.

    python3 third-party.py          # writes the file
    python3 third-party.py --check  # fails if the file is not what would be written

Needs cargo with the crates of Cargo.lock fetched. Texts that several crates share are printed once.
"""
import collections, json, pathlib, re, subprocess, sys

HERE = pathlib.Path(__file__).parent
NAMES = re.compile(r"^(licen[sc]e|copying|notice|unlicense|copyright)", re.I)
FONTS = """## Fonts

BIZ UDPGothic (Copyright 2022 The BIZ UDGothic Project Authors), Noto Sans JP (Copyright 2014-2021 Adobe), and a font of symbols taken from
Noto Sans, Noto Sans Math, Noto Sans Symbols and Noto Sans Symbols 2 (Copyright 2022 The Noto Project Authors) are under the SIL Open Font
License 1.1. Its text is in the folder `fonts`, once for each.
"""


def packages():
    """Returns the packages that are linked into the binary: normal dependencies, on all systems."""
    data = json.loads(subprocess.check_output(["cargo", "metadata", "--locked", "--format-version=1"], cwd=HERE))
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    seen, stack = set(), [data["resolve"]["root"]]
    while stack:
        at = stack.pop()
        if at in seen:
            continue
        seen.add(at)
        for dep in nodes[at]["deps"]:
            if any(kind["kind"] is None for kind in dep["dep_kinds"]):
                stack.append(dep["pkg"])
    root = data["resolve"]["root"]
    chosen = [package for package in data["packages"] if package["id"] in seen and package["id"] != root]
    return sorted(chosen, key=lambda package: (package["name"], package["version"]))


def texts(package):
    """Returns the licence texts in a package's folder, with their white space made even."""
    folder = pathlib.Path(package["manifest_path"]).parent
    files = sorted(path for path in folder.iterdir() if path.is_file() and NAMES.match(path.name))
    return ["\n".join(line.rstrip() for line in path.read_text("utf-8", "replace").split("\n")).strip() for path in files]


def document():
    crates, by_text, names = packages(), {}, collections.defaultdict(list)
    for package in crates:
        for text in texts(package):
            # Texts that differ in white space or in the case of letters alone are one.
            key = re.sub(r"\s+", "", text).lower()
            by_text.setdefault(key, text)
            names[key].append(f"{package['name']} {package['version']}")
    lines = ["# Third-party notices", "", "Written by `third-party.py`.", "", FONTS, "## Crates", "", "| crate | version | licence |", "|---|---|---|"]
    lines += [f"| {p['name']} | {p['version']} | {p['license'] or 'see its text below'} |" for p in crates]
    lines += ["", "## Texts", ""]
    for key in sorted(by_text, key=lambda key: names[key]):
        lines += ["### " + ", ".join(dict.fromkeys(names[key])), "", "```text", by_text[key].replace("```", "'''"), "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    target, new = HERE / "THIRD-PARTY.md", document()
    if "--check" in sys.argv:
        same = target.exists() and target.read_text("utf-8") == new
        print("THIRD-PARTY.md is current" if same else "THIRD-PARTY.md is outdated: run python3 third-party.py")
        sys.exit(0 if same else 1)
    target.write_text(new, "utf-8")
    print(f"{target.name}: {len(new)} characters")
