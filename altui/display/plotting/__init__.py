"""A curve as lines of plain text; the only place that draws with plotext."""
