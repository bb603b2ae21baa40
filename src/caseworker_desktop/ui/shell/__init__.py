"""The frame of the window: navigation, palette, lock, status, toasts."""
