"""Other people's spreadsheets: read as they are kept, understood, checked, and told what cannot be taken."""
