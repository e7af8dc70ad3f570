"""How good the model is and when to stop, by fair measurements."""
