"""The live preview: ``python -m handbook.keep.preview OUTPUT`` in the handbook's folder.

The command is the server; :mod:`.worker` is the process that builds. Faults are shown by
:mod:`handbook.keep.preview.live`.
"""
