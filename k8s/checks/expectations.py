"""Checks what no schema says about rendered manifests: that every pod of ours is locked down, that what refers to
something refers to something that is there, and that every alert has a runbook and a unit test.

Usage: expectations.py <repository> <rendered.yaml>...
"""

import pathlib
import re
import sys

import yaml

REPOSITORY = pathlib.Path(sys.argv[1])
problems = []


def pods(item):
    """The pod templates an object holds, each with the name to report it by."""
    name = f"{item['kind']}/{item['metadata']['name']}"
    if item["kind"] == "Pod":
        yield name, item["metadata"], item["spec"]
    elif item["kind"] in ("Deployment", "Job"):
        yield name, item["spec"]["template"]["metadata"], item["spec"]["template"]["spec"]


def matches(selector, labels):
    for key, value in (selector.get("matchLabels") or {}).items():
        if labels.get(key) != value:
            return False
    for rule in selector.get("matchExpressions") or []:
        held = labels.get(rule["key"])
        if rule["operator"] == "In" and held not in rule["values"]:
            return False
        if rule["operator"] == "Exists" and held is None:
            return False
    return True


def check_pod(where, spec):
    """The restricted Pod Security Standard and what we ask beyond it."""

    def expect(holds, text):
        if not holds:
            problems.append(f"{where}: {text}")

    expect(spec.get("automountServiceAccountToken") is False, "mounts a token of the API server")
    for container in spec["containers"] + spec.get("initContainers", []):
        security = container.get("securityContext", {})
        expect(security.get("runAsNonRoot") is True, "may run as root")
        expect(isinstance(security.get("runAsUser"), int) and security["runAsUser"] > 0, "has no numeric user")
        expect(security.get("readOnlyRootFilesystem") is True, "can write to its root")
        expect(security.get("allowPrivilegeEscalation") is False, "may gain privileges")
        expect(security.get("capabilities", {}).get("drop") == ["ALL"], "keeps capabilities")
        expect(security.get("seccompProfile", {}).get("type") == "RuntimeDefault", "has no seccomp profile")
        expect("memory" in container.get("resources", {}).get("limits", {}), "has no memory limit")
        expect("cpu" in container.get("resources", {}).get("requests", {}), "requests no CPU")
        expect(not container["image"].endswith(":latest"), "runs whatever is latest")
        for variable in container.get("env", []):
            secret = re.search("URL|KEY|PASSWORD|TOKEN", variable["name"]) and "value" in variable
            expect(not secret, f"has {variable['name']} in plain sight")
        mounted = {mount["name"] for mount in container.get("volumeMounts", [])}
        volumes = {volume["name"] for volume in spec.get("volumes", [])}
        expect(mounted == volumes, f"mounts {sorted(mounted)} of volumes {sorted(volumes)}")


def check_file(path):
    items = [item for item in yaml.safe_load_all(path.read_text(encoding="utf-8")) if item]
    seen = {}
    for item in items:
        key = (item["kind"], item["metadata"].get("namespace"), item["metadata"]["name"])
        if key in seen:
            problems.append(f"{path.name}: {key} twice")
        seen[key] = item
        if len(item["metadata"]["name"]) > 63:
            problems.append(f"{path.name}: {key} has a name that is too long")

    services = [item for item in items if item["kind"] == "Deployment"]
    if not services:
        problems.append(f"{path.name}: no Deployment")
    for item in items:
        for name, metadata, spec in pods(item):
            check_pod(f"{path.name}: {name}", spec)
            # A pod of ours under a default-deny needs a policy that selects it.
            policies = [each for each in items if each["kind"] == "NetworkPolicy"
                        and each["metadata"]["namespace"] == item["metadata"]["namespace"]]
            ours = [each for each in policies if each["spec"]["podSelector"]]
            if policies and not any(matches(each["spec"]["podSelector"], metadata["labels"]) for each in ours):
                problems.append(f"{path.name}: no NetworkPolicy selects {name}")

    if not any(item["kind"] == "Pod" or item["kind"] == "Namespace" for item in items):
        problems.append(f"{path.name}: neither the pod of helm test nor a namespace: what was rendered is not whole")
    for deployment in services:
        name = deployment["metadata"]["name"]
        namespace = deployment["metadata"]["namespace"]
        where = f"{path.name}: Deployment/{name}"
        labels = deployment["spec"]["template"]["metadata"]["labels"]
        container = deployment["spec"]["template"]["spec"]["containers"][0]
        config = seen.get(("ConfigMap", namespace, container["envFrom"][0]["configMapRef"]["name"]))
        if not config:
            problems.append(f"{where}: its ConfigMap is missing")
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            if container.get(probe, {}).get("httpGet", {}).get("port") != "management":
                problems.append(f"{where}: {probe} is not on the management port")
        if deployment["spec"]["strategy"]["rollingUpdate"] != {"maxUnavailable": 0, "maxSurge": 1}:
            problems.append(f"{where}: a rolling update takes pods away before new ones are ready")
        selected = [item for item in items if item["kind"] == "Service"
                    and matches({"matchLabels": item["spec"]["selector"]}, labels)]
        if len(selected) != 1:
            problems.append(f"{where}: {len(selected)} Services select it")
        scalers = [item for item in items if item["kind"] in ("HorizontalPodAutoscaler", "ScaledObject")
                   and item["spec"]["scaleTargetRef"]["name"] == name]
        if len(scalers) > 1 or (scalers and "replicas" in deployment["spec"]):
            problems.append(f"{where}: more than one hand sets the number of pods")
        for item in items:
            if item["kind"] == "Job":
                job = item["spec"]["template"]["metadata"]["labels"]
                if selected and matches({"matchLabels": selected[0]["spec"]["selector"]}, job):
                    problems.append(f"{where}: its Service also selects Job/{item['metadata']['name']}")

    for item in items:
        if item["kind"] == "HTTPRoute":
            for rule in item["spec"]["rules"]:
                for backend in rule["backendRefs"]:
                    if ("Service", item["metadata"]["namespace"], backend["name"]) not in seen:
                        problems.append(f"{path.name}: HTTPRoute to the missing Service {backend['name']}")
        if item["kind"] == "PrometheusRule":
            for group in item["spec"]["groups"]:
                for rule in group["rules"]:
                    if not rule["annotations"]["runbook_url"].endswith(f"/{rule['alert']}.md"):
                        problems.append(f"{path.name}: {rule['alert']} points at no runbook")
    return len(items)


def check_alerts():
    rules = yaml.safe_load((REPOSITORY / "helm/pgb/files/alerts.yaml").read_text(encoding="utf-8"))
    tests = yaml.safe_load((REPOSITORY / "helm/pgb/tests/alerts.yaml").read_text(encoding="utf-8"))
    alerts = {rule["alert"] for group in rules["groups"] for rule in group["rules"]}
    runbooks = {page.stem for page in (REPOSITORY / "docs/operations/runbooks").glob("*.md")} - {"README"}
    cases = [case for test in tests["tests"] for case in test["alert_rule_test"]]
    fires = {case["alertname"] for case in cases if case["exp_alerts"]}
    quiet = {case["alertname"] for case in cases if not case["exp_alerts"]}
    for alert in sorted(alerts - runbooks):
        problems.append(f"alert {alert} has no runbook")
    for page in sorted(runbooks - alerts):
        problems.append(f"runbook {page} belongs to no alert")
    for alert in sorted(alerts - fires):
        problems.append(f"no unit test sees {alert} fire")
    for alert in sorted((fires | quiet) - alerts):
        problems.append(f"a unit test speaks of {alert}, which does not exist")
    return len(alerts)


count = sum(check_file(pathlib.Path(path)) for path in sys.argv[2:])
alerts_seen = check_alerts()
for problem in problems:
    print(problem)
print(f"{count} objects, {alerts_seen} alerts, {len(problems)} problems")
sys.exit(1 if problems else 0)
