"""What is looked at in the background for the person: doubtful labels, a better model."""
