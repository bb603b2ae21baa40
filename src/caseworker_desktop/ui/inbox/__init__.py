"""What came, and fields that two people filled differently, side by side."""
