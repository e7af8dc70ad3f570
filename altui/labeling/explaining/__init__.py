"""Why the model predicts the class of a row, in what a person reads."""
