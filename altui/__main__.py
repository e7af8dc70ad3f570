"""`python -m altui`."""

from altui.cli.main import main

if __name__ == "__main__":  # worker processes of a simulation import this module too
    main()
