"""How strict each build of the handbook is, in tasks, in publishing and in tests.

The live preview alone goes on after a warning, for it shows the warning in the browser.
"""

# For sphinx-build: a dead reference is told, a warning is an error, all are told in one run, a
# crash shows its traceback, and nothing else is said.
STRICT = ("-n", "-W", "--keep-going", "-T", "-q")
