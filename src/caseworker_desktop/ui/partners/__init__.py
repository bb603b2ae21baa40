"""The screen of partners: the register, one partner, referrals both ways, and the network."""
