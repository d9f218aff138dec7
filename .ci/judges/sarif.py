"""Judges what the schema of SARIF cannot say. Run by the script `sarif`, after the schema."""

import json
import re
import sys

# The schema is of draft 4, whose validators pass over `"format": "uri-reference"`.
# RFC 3986: a relative reference whose first segment has no colon, or a file's URI. Nothing unescaped.
ESCAPED = re.compile(r"(?:file:///)?(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+")


def judge(file):
    with open(file, encoding="utf-8") as log:
        runs = json.load(log)["runs"]
    if len(runs) != 1:
        return [f"{len(runs)} runs, not one"], 0
    run = runs[0]
    rules = run["tool"]["driver"].get("rules", [])
    results = run["results"]
    faults = [] if run.get("columnKind") == "unicodeCodePoints" else ["columns are not said to count characters"]
    faults += [f"result {n}: {fault}" for n, result in enumerate(results, 1) for fault in of_result(result, rules)]
    faults += of_invocation(run)
    prints = [print for result in results for print in result["partialFingerprints"].values()]
    if len(set(prints)) < len(results):
        faults.append("two results share a fingerprint")
    if unused := {rule["id"] for rule in rules} - {result["ruleId"] for result in results}:
        faults.append(f"rules without a result: {', '.join(sorted(unused))}")
    return faults, len(results)


def of_invocation(run):
    """Whether the run says that it succeeded, and it did: it has no notification of an error."""
    invocations = run.get("invocations", [])
    if len(invocations) != 1:
        return [f"{len(invocations)} invocations, not one"]
    notifications = invocations[0].get("toolExecutionNotifications", [])
    failed = any(each.get("level") == "error" for each in notifications)
    if invocations[0]["executionSuccessful"] == failed:
        return ["whether the run succeeded is not what its notifications say"]
    return [f"{each} says nothing" for each in notifications if not each["message"]["text"]]


def of_result(result, rules):
    index = result["ruleIndex"]
    if not (0 <= index < len(rules) and rules[index]["id"] == result["ruleId"]):
        yield f"rule {index} is not {result['ruleId']}"
    if not rules[index].get("help", {}).get("text"):
        yield f"{result['ruleId']} has no help"
    if result.get("level") not in ("error", "warning"):
        yield f"its level is {result.get('level')}"
    if not result["locations"]:
        yield "it is nowhere"
    for location in result["locations"]:
        physical = location["physicalLocation"]
        base = physical["artifactLocation"].get("uriBaseId")
        if base not in (None, "SRCROOT"):
            yield f"its base is {base}"
        uri, region = physical["artifactLocation"]["uri"], physical["region"]
        if not ESCAPED.fullmatch(uri):
            yield f"{uri!r} is no escaped path"
        start, end = ((region[f"{edge}Line"], region[f"{edge}Column"]) for edge in ("start", "end"))
        if end < start:
            yield f"it ends at {end}, before it begins at {start}"


def main():
    bad = False
    for file in sys.argv[1:]:
        try:
            faults, count = judge(file)
        except Exception as broken:  # whatever it is, the file is not judged, and the next still is
            faults, count = [f"cannot be read: {broken!r}"], 0
        bad |= bool(faults)
        print(*([f"FAIL {file}"] + [f"  {each}" for each in faults] if faults else [f"PASS {file} ({count} results)"]), sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
