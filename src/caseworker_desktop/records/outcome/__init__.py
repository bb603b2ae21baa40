"""What came of it: outcomes, follow-ups, hand-overs and stories."""
