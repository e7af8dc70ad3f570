"""What each column is for: guessed in one pass, by rules that say their reason."""
