"""The trip on the stick: one sealed file out, one authenticated file in; it knows frames and bodies, and no noun."""
