"""`python -m altui`."""

from altui.cli.main import main

main()
