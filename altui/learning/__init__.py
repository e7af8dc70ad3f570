"""The active learner: models, query strategies, evaluation. Only arrays: no files, no clock."""
