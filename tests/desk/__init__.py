"""What any desk does, in memory, in a file and on a server."""
