"""Packages on a stick: handing over, receiving, joining an office, taking a laptop in."""
