## The Tech Lead Handbook. `make` builds the site and the PDF, `make test` proves them.
##

PYTHON ?= python3
VENV := .venv
NOX := $(VENV)/bin/python -m nox --session
ARGS ?=

.PHONY: html pdf epub live test bench lint stale record publish rollback redirects links lock audit sbom licences clean help
.DEFAULT_GOAL := html

##   make          the site and the PDF, in _build/
html: $(VENV)/ready
##   make pdf      the PDF alone
pdf: $(VENV)/ready
##   make epub     the EPUB
epub: $(VENV)/ready
##   make live     the site in your browser, rebuilt at each change
live: $(VENV)/ready
##   make test     the tests; ARGS="tests/unit" runs some
test: $(VENV)/ready
##   make lint     code, Markdown, spelling and style
lint: $(VENV)/ready
##   make stale    which pages and records are overdue, by owner
stale: $(VENV)/ready
##   make record   a new tradeoff record: make record TITLE="The decision in one line"
record: $(VENV)/ready
##   make bench    what a build costs, in 30 minutes at most; ARGS="--sizes 10 100" is short
bench: $(VENV)/ready
##   make publish  build from nothing, check, switch readers: make publish DEST=/srv/handbook
publish: $(VENV)/ready
##   make rollback  back to the release before: make rollback DEST=/srv/handbook
rollback: $(VENV)/ready
##   make redirects  has a page moved without a redirect?
redirects: $(VENV)/ready
##   make links    do the addresses that pages link to still answer?
links: $(VENV)/ready
##   make lock     upgrade the locks
lock: $(VENV)/ready

html pdf epub live test bench lint stale record publish rollback redirects links lock audit sbom licences:
	@$(NOX) $@ -- $(ARGS)

##   make audit    is there a known hole in the lock?
audit: $(VENV)/ready
##   make sbom     a list of the parts, for your security team
sbom: $(VENV)/ready
##   make licences the licence of each part
licences: $(VENV)/ready
##   make clean    remove what was built; the environment stays
clean:
	rm -rf _build

##   make help     this text
help:
	@sed -n 's/^## \{0,1\}//p' $(MAKEFILE_LIST)

# One environment, made again whenever the lock changes.
$(VENV)/ready: requirements.txt
	@$(PYTHON) -c '' 2>/dev/null || { \
	  echo "make: $(PYTHON) not found. Install Python 3.11 or newer, or name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: $(PYTHON) is older than Python 3.11. Install a newer one, or name it: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "make: $(PYTHON) has no venv module. Install it (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@echo "Creating the environment in $(VENV) (about a minute, once) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  --only-binary :all: --requirement requirements.txt || { \
	  echo "make: the packages in requirements.txt could not be installed; the reason stands above." >&2; \
	  echo "make: without a network, point pip at your mirror (PIP_INDEX_URL) or at a folder of wheels (PIP_FIND_LINKS)." >&2; exit 1; }
	@touch $@
