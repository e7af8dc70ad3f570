"""The labeling loop without a screen: an engine that saves decisions and prepares Rounds."""
