"""Classes of unequal size: what they weigh in training, and when a rare one is named."""
