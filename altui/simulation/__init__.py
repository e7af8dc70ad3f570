"""Many runs with a revealing oracle, and the tables and plots made of them."""
