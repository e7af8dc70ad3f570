"""What other labeling tools write: their tasks as rows, their answers as labels."""
