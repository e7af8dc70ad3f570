"""What one label costs, by how many labels there are, and which part of the program takes it."""
