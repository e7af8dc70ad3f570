"""What is made before it is needed: the Round and the screen after each possible answer."""
