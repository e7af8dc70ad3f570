"""How good the model is and when to stop, by numbers that may be believed."""
