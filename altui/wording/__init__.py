"""What the screen, the plain dialogue and the reports say: sessions, rows and models in words."""
