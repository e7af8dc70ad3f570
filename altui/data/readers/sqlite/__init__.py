"""Tables, views and queries of SQLite databases, opened to be read only."""
