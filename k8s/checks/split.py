"""Prints the objects of custom kinds in the given YAML files, one JSON object a line."""

import json
import sys

import yaml

BUILT_IN = {
    "apps", "autoscaling", "batch", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "scheduling.k8s.io", "v1",
}

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        for item in yaml.safe_load_all(file):
            if item and item["apiVersion"].split("/")[0] not in BUILT_IN:
                print(json.dumps(item, default=str))
