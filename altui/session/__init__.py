"""One annotator's work: the event log, the state that follows from it, resume and export."""
