"""The screen of indicators: how a project stands against what it promised, and who stands behind each number."""
