#!/usr/bin/env python3
"""Computes expected.jsonl of every folder beside it, without Sluice.

    python3 expected.py            rewrite all
    python3 expected.py ubl-waybill ...  rewrite these

Needs Python 3.9 and lxml. The build does not run this: the files it writes are checked in. Each folder has one
function in `oracle`, which takes a document and yields what its definition must make of it: XPath 1.0 and canonical XML
by libxml2, decimals by `decimal`, dates and times by `datetime`. Values are written as ExplainJson documents them.
"""
import json
import pathlib
import sys

from lxml import etree

from oracle import cii, geography, health, technology, ubl, writing  # noqa: F401 (they register their functions)
from oracle.values import FUNCTIONS, Flagged, Node, Refused, Rejected, Rescued

HERE = pathlib.Path(__file__).parent


def lines(path, function, namespaces):
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
    document = Node(etree.parse(str(path), parser).getroot(), namespaces)
    index = 0
    for found in function(document):
        line = {"source": path.name}
        if isinstance(found, Refused):
            line["rejected"] = {"reason": found.reason, "violations": []}
        elif isinstance(found, Rejected):
            names = ("column", "path", "rule", "expected")
            line["rejected"] = {
                "reason": "invalid-record",
                "violations": [{"record": index, **dict(zip(names, violation))} for violation in found.violations],
            }
        else:
            line["index"] = index
            line["row"] = found if isinstance(found, dict) else found.row
            if isinstance(found, Flagged):
                line["quality_flags"] = found.flags
            if isinstance(found, Rescued):
                line["rescued_data"] = found.rescued
        index += 1
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def main(names):
    for name in names or sorted(FUNCTIONS):
        function, namespaces = FUNCTIONS[name]
        written = [line for path in sorted((HERE / name).glob("*.xml")) for line in lines(path, function, namespaces)]
        (HERE / name / "expected.jsonl").write_text("".join(line + "\n" for line in written), encoding="utf-8")
        print(f"{name}: {len(written)}")


if __name__ == "__main__":
    main(sys.argv[1:])
