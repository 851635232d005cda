"""Rules of interview practice: what is drawn, how it is scored, when it comes back."""
