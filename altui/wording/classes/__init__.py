"""What is said of the classes: their keys, their changes, and how good the model is for each."""
