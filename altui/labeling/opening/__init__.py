"""From a request to data or an open session. All commands and tests go through here."""
