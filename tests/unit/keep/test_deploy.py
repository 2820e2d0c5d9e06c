"""The files for each host: pinned, with the least rights, and agreeing with each other."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from repository import ROOT

from handbook.site.furo_fixes import POLICY

DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
WORKFLOWS = sorted((DEPLOY / "github").glob("*.yml"))


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def manifest(kind: str) -> dict[str, Any]:
    found = [load(path) for path in sorted(KUBERNETES.glob("*.yaml"))]
    return next(content for content in found if content["kind"] == kind)


def shipped_headers() -> dict[str, str]:
    text = (DEPLOY / "security-headers.conf").read_text("utf-8")
    return dict(re.findall(r'^add_header (\S+) "(.*)" always;$', text, re.MULTILINE))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_with_its_version_beside(path: Path) -> None:
    uses = [line.strip() for line in path.read_text("utf-8").splitlines() if "uses:" in line]

    assert uses
    assert [
        line
        for line in uses
        if not re.fullmatch(r"(- )?uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
    ] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_has_only_the_rights_that_it_names(path: Path) -> None:
    workflow = load(path)

    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())


RUNS_OUR_CODE = re.compile(r"\b(make|nox|python3?|pip|uv)\b|\.ci/")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_that_may_change_something_runs_no_code_of_the_repository(path: Path) -> None:
    jobs = load(path)["jobs"]

    writing = {name for name, job in jobs.items() if set(job["permissions"].values()) != {"read"}}
    assert writing == {"handbook.yml": {"deploy"}, "upgrade.yml": {"propose"}}[path.name]
    steps = [step for name in writing for step in jobs[name]["steps"]]
    assert [run for step in steps if RUNS_OUR_CODE.search(run := step.get("run", ""))] == []


def test_a_job_that_is_given_a_token_runs_no_code_of_the_repository() -> None:
    jobs = load(DEPLOY / "gitlab" / ".gitlab-ci.yml")

    scripts = {name: job["script"] for name, job in jobs.items() if "script" in job}
    given = {name for name, lines in scripts.items() if "_TOKEN" in "".join(lines)}
    assert given == {"upgrade"}
    assert not RUNS_OUR_CODE.search("\n".join(scripts["upgrade"]))
    assert jobs["upgrade"]["environment"]["name"] == "upgrade"


def test_a_task_installs_nothing_that_no_hash_is_known_of() -> None:
    tasks = (ROOT / "noxfile.py").read_text("utf-8")

    installs = re.findall(r"^ *session\.install\((.*)\)$", tasks, re.MULTILINE)
    assert len(installs) == tasks.count("session.install(") == 1
    assert installs[0].startswith("*hashed, ")
    assert re.search(r'hashed = \("--require-hashes", ', tasks)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_job_leaves_its_credentials_to_what_it_runs(path: Path) -> None:
    for job in load(path)["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize(
    "path",
    [
        *WORKFLOWS,
        DEPLOY / "gitlab" / ".gitlab-ci.yml",
        DEPLOY / "readthedocs" / ".readthedocs.yaml",
        ROOT / ".pre-commit-config.yaml",
    ],
    ids=lambda path: path.name,
)
def test_each_task_that_a_host_runs_exists(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = makefile.split("TASKS :=")[1].split("\n")[0].split()
    tasks = set(re.findall(r"\bmake ([a-z]+)\b", path.read_text("utf-8")))

    assert tasks <= set(named)


def test_the_cdn_sends_the_headers_that_nginx_sends() -> None:
    policy = json.loads((DEPLOY / "s3-cdn" / "response-headers-policy.json").read_text("utf-8"))

    security = policy["SecurityHeadersConfig"]
    sent = {item["Header"]: item["Value"] for item in policy["CustomHeadersConfig"]["Items"]}
    sent["Content-Security-Policy"] = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    sent["X-Frame-Options"] = security["FrameOptions"]["FrameOption"]
    sent["Referrer-Policy"] = security["ReferrerPolicy"]["ReferrerPolicy"]
    assert security["ContentTypeOptions"] == {"Override": True}
    assert {**sent, "X-Content-Type-Options": "nosniff"} == shipped_headers()
    assert policy["CustomHeadersConfig"]["Quantity"] == 3


def test_each_page_carries_the_policy_for_hosts_that_send_no_headers() -> None:
    sent = shipped_headers()["Content-Security-Policy"]

    assert f"{POLICY}; frame-ancestors 'none'" == sent


def test_the_container_ends_as_a_user_without_rights() -> None:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").splitlines()
    last_stage = lines[max(at for at, line in enumerate(lines) if line.startswith("FROM")) :]

    user = next(line.split()[1] for line in last_stage if line.startswith("USER"))
    assert all(part.isdigit() and int(part) > 0 for part in user.split(":"))


def test_the_container_builds_pages_without_a_network() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")

    step = next(step for step in text.split("\nRUN ") if "handbook.keep.publish" in step)
    assert step.startswith("--network=none ")


def test_every_file_that_the_container_copies_is_there() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    copies = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)

    names = [name for line in copies for name in line.split()]
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_nginx_in_the_container_writes_below_its_run_folder_alone() -> None:
    text = (DEPLOY / "nginx.conf").read_text("utf-8")

    places = re.findall(r"^\s*(?:pid|\w+_temp_path) (\S+);", text, re.MULTILINE)
    assert len(places) == 6
    assert all(place.startswith("/run/nginx/") for place in places)
    assert "error_log stderr" in text
    assert "access_log /dev/stdout" in text


def test_every_manifest_is_applied() -> None:
    applied = load(KUBERNETES / "kustomization.yaml")["resources"]

    files = {path.name for path in KUBERNETES.glob("*.yaml")} - {"kustomization.yaml"}
    assert set(applied) == files


def test_the_pods_have_no_rights_and_write_only_to_the_run_folder() -> None:
    pod = manifest("Deployment")["spec"]["template"]["spec"]
    container = pod["containers"][0]

    assert pod["securityContext"] == {
        "runAsNonRoot": True,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert [mount["mountPath"] for mount in container["volumeMounts"]] == ["/run/nginx"]


def test_two_copies_run_and_one_always_stays() -> None:
    deployment, autoscaler = manifest("Deployment"), manifest("HorizontalPodAutoscaler")

    assert autoscaler["spec"]["minReplicas"] == 2
    assert autoscaler["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    assert "replicas" not in deployment["spec"]  # applying would undo what the autoscaler did
    assert manifest("PodDisruptionBudget")["spec"]["minAvailable"] == 1
    assert deployment["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_budget_service_and_policy_mean_the_pods_of_the_deployment() -> None:
    labels = manifest("Deployment")["spec"]["template"]["metadata"]["labels"]

    assert labels
    assert manifest("Deployment")["spec"]["selector"] == {"matchLabels": labels}
    assert manifest("PodDisruptionBudget")["spec"]["selector"] == {"matchLabels": labels}
    assert manifest("NetworkPolicy")["spec"]["podSelector"] == {"matchLabels": labels}
    assert manifest("Service")["spec"]["selector"] == labels


def test_the_probes_ask_for_what_nginx_answers() -> None:
    container = manifest("Deployment")["spec"]["template"]["spec"]["containers"][0]
    nginx = (DEPLOY / "nginx-site.conf").read_text("utf-8")

    assert f"location = {container['livenessProbe']['httpGet']['path']} {{" in nginx
    assert container["readinessProbe"]["httpGet"]["path"] == "/"
    assert f"listen {container['ports'][0]['containerPort']};" in nginx


def test_the_hooks_use_the_tools_of_the_one_environment() -> None:
    repositories = load(ROOT / ".pre-commit-config.yaml")["repos"]

    assert [repository["repo"] for repository in repositories] == ["local"]
    entries = [hook["entry"].split()[0] for hook in repositories[0]["hooks"]]
    assert all(entry == "make" or entry.startswith(".venv/bin/") for entry in entries)
