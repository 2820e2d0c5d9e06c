"""Publish the handbook so that no reader meets a broken, stale or half-published page.

``python -m handbook.keep.publish DEST`` builds from nothing, checks what came out, compresses it,
and changes one symbolic link; ``--rollback`` goes back by one release.

One module for each step: :mod:`.fresh` builds, :mod:`.checks` judges, :mod:`.compress` writes the
``.gz`` and ``.br`` twins, :mod:`.releases` keeps and switches, :mod:`.nginx` tells nginx what
moved, :mod:`.storage` uploads to an object store instead.
"""
