"""The door of the window: first start, unlock, recover. No name of a person is shown before somebody has unlocked."""
