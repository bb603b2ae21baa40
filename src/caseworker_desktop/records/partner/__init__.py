"""Partners, the people in them, referrals both ways and attitudes asked at seminars."""
