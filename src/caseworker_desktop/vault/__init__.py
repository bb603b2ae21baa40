"""Keys and ciphers: everything that is secret passes through this room, and no other room holds a primitive."""
