"""What lies over the label screen."""
