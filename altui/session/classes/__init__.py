"""The classes of a session, which change while a person labels. Imports only `errors`."""
