"""What is shown of a row and of the classes, without a face."""
