"""Classes by name: what a person types for one, which come first, which are a key away."""
