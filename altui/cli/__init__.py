"""The command line. Heavy imports stay inside functions, so that --help is fast."""
