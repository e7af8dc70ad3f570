"""One annotator's work: the event log, the state derived from it, resume and export."""
