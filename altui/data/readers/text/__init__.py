"""Text as it lies on disk: unpacked, decoded, cut into lines, and found again by its place."""
