"""What a person names: a file, a member of an archive, a table of a database."""
