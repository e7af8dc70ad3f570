"""How far several people, or one person twice, say the same of the same rows."""
