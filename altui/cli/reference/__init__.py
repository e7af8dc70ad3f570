"""What the commands say of themselves, told elsewhere: in the manual, and as a man page."""
