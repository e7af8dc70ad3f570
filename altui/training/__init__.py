"""Rounds made off the event loop: ahead of the person, in threads and in processes of their own."""
