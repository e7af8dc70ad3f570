"""From a request to data or an open session: the one way for all commands and for tests."""
