"""The arithmetic of a certificate: its draw, its betting test, the rows it needs, class shares."""
