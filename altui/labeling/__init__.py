"""The running loop without a face: an engine that saves decisions and makes Rounds ahead."""
