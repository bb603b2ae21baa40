"""Groups: who is in them, who came, what was lost, who earned a certificate."""
