"""The active learner: model, query strategies, evaluation; no files, no clock, arrays only."""
