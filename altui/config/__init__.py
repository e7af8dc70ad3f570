"""What a person settles once: settings files, keys, guidelines. Knows no screen and no model."""
