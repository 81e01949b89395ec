"""Compares two files of Kubernetes objects by what they say, not by how they are written.

Usage: same.py <committed.yaml> <fresh.yaml>; prints the difference and exits 1 where there is one.
"""

import difflib
import sys

import yaml


def lines(path):
    with open(path, encoding="utf-8") as file:
        items = [item for item in yaml.safe_load_all(file) if item]
    items.sort(key=lambda item: (item["apiVersion"], item["kind"], item["metadata"].get("namespace", ""), item["metadata"]["name"]))
    return yaml.safe_dump_all(items).splitlines()


difference = list(difflib.unified_diff(lines(sys.argv[1]), lines(sys.argv[2]), "committed", "fresh", lineterm="", n=2))
print("\n".join(difference[:60]))
sys.exit(1 if difference else 0)
