"""A desk on a PostgreSQL server. psycopg is imported only when one is used."""
