## The Tech Lead Handbook. `make` builds the site and the PDF, `make check` judges pages, `make test` all.
##

PYTHON ?= python3
VENV := .venv
NOX := $(VENV)/bin/python -m nox --session
ARGS ?=

TASKS := html pdf epub live check test branded lint bench stale upgrade record publish rollback queries redirects links lock audit sbom licences

.PHONY: $(TASKS) clean help
.DEFAULT_GOAL := html

##   make          the site and the PDF, in _build/
##   make pdf      the PDF alone
##   make epub     the EPUB
##   make live     the site in your browser, rebuilt at each change
##   make check    what you wrote: links, prose, spelling, dates, the build; in 20 seconds
##   make test     the tests; ARGS="tests/unit" runs some
##   make branded  the tests on a company's copy, made for them
##   make lint     code, Markdown, spelling and style
##   make bench    what a build costs, in 30 minutes at most; ARGS="--sizes 10 100" is short
##   make stale    which pages and records are overdue, by owner
##   make record   a new tradeoff record: make record TITLE="The decision in one line"
##   make upgrade  take the handbook's next edition into your copy; ARGS="v2027.05" names one
##   make publish  build from nothing, check, switch readers: make publish DEST=/srv/handbook
##   make rollback  back to the release before: make rollback DEST=/srv/handbook
##   make queries  what readers did not find: make queries LOG=/var/log/nginx/handbook-queries.log
##   make redirects  has a page moved without a redirect?
##   make links    do the addresses that pages link to still answer?
##   make lock     upgrade the locks
##   make audit    is there a known hole in the lock?
##   make sbom     a list of the parts, for your security team
##   make licences the licence of each part
$(TASKS): $(VENV)/ready
	@$(NOX) $@ -- $(ARGS)

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
