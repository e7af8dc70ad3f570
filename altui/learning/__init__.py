"""The active learner: model, query strategies, evaluation. Arrays in, Round out; no files, no clock."""
