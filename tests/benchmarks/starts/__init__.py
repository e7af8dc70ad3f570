"""What a start costs, phase by phase."""
