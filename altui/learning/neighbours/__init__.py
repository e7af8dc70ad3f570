"""Which rows are near to a row, by the features alone: no label plays a part."""
