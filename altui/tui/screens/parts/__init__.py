"""What the screens over the row are made of."""
