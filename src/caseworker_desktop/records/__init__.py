"""The nouns of the casework: what each kind of record holds, its rules and its lists; no SQL, no window."""
