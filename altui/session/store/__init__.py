"""The session file: an append-only log of events, its place, its lock and its copies."""
