"""What stands on the label screen."""
