"""Print a page on A4 by WebKitGTK; the arguments are its address and the file.

Run by Debian's own Python; without arguments it only tells whether the bindings are there.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402


def printed(view, event, file):
    """Print what has been loaded, and end."""
    if event != WebKit2.LoadEvent.FINISHED:
        return
    setup, settings = Gtk.PageSetup(), Gtk.PrintSettings()
    setup.set_paper_size(Gtk.PaperSize.new(Gtk.PAPER_NAME_A4))
    settings.set_printer("Print to File")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, Path(file).as_uri())
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
    job = WebKit2.PrintOperation(web_view=view, page_setup=setup, print_settings=settings)
    job.connect("finished", lambda _: Gtk.main_quit())
    job.connect("failed", lambda _, error: sys.exit(error.message))
    job.print_()


if len(sys.argv) > 1:
    address, file = sys.argv[1:]
    view = WebKit2.WebView()
    view.connect("load-changed", printed, file)
    window = Gtk.Window()
    window.add(view)
    window.show_all()
    view.load_uri(address)
    Gtk.main()
