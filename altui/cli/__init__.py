"""The doors, one small file per command: parse, call, print; heavy imports stay inside."""
