"""The screens: show a Round, send a Decision. Nothing is computed here."""
