"""Reads JUnit files with junitparser, prints suites, cases and failures, and judges whether they agree.
Run by the script `junit`."""

import sys

from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite

# What a dashboard would take from a clock, and the same sheets would not give the same bytes.
CLOCKS = ("timestamp", "time")


def judge(file):
    read = JUnitXml.fromfile(file)
    if isinstance(read, TestSuite):
        return ["its root is a suite, not all of them"]
    suites = list(read)
    faults = [] if len(suites) == 1 else [f"{len(suites)} suites, not one"]
    faults += counted("the file", read, [case for suite in suites for case in suite])
    for suite in suites:
        cases = list(suite)
        print(f"{file}: suite {suite.name}, {len(cases)} cases, {sum(map(failed, cases))} failed")
        faults += counted(f"suite {suite.name}", suite, cases)
        faults += [f"{case.name}: {fault}" for case in cases for fault in of_case(case)]
        names = [case.name for case in cases]
        faults += [f"{name} stands twice" for name in sorted({name for name in names if names.count(name) > 1})]
    if not any(True for suite in suites for _ in suite):
        faults.append("it has no test case, so nothing was checked")
    ticking = [clock for each in [read, *suites] for clock in CLOCKS if clock in each._elem.attrib]
    return faults + [f"it depends on the clock: {clock}" for clock in ticking]


def failed(case):
    return any(isinstance(result, (Failure, Error)) for result in case.result)


def counted(what, element, cases):
    """Whether the counts that an element claims are those of its cases."""
    kinds = {"tests": None, "failures": Failure, "errors": Error, "skipped": Skipped}
    for name, kind in kinds.items():
        found = sum(kind is None or any(isinstance(each, kind) for each in case.result) for case in cases)
        if element._elem.get(name) != str(found):
            yield f"{what} claims {element._elem.get(name)} {name} and has {found}"


def of_case(case):
    print(f"  {'FAILED' if failed(case) else 'passed'} {case.classname} | {case.name}")
    if not case.name or not case.classname:
        yield "it has no name or no classname"
    for result in case.result:
        heads = [line for line in (result.text or "").splitlines() if line and not line.startswith(" ")]
        print(*(f"    {head}" for head in heads), sep="\n")
        if not result.message or not heads:
            yield "its failure says nothing"
    if case.system_out:
        print(*(f"    printed: {line}" for line in case.system_out.splitlines() if line), sep="\n")


def main():
    bad = False
    for file in sys.argv[1:]:
        try:
            faults = judge(file)
        except Exception as broken:  # whatever it is, the file is not judged, and the next still is
            faults = [f"cannot be read: {broken!r}"]
        bad |= bool(faults)
        print(*([f"FAIL {file}"] + [f"  {fault}" for fault in faults] if faults else [f"PASS {file}"]), sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
