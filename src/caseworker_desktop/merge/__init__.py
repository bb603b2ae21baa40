"""How operations from many devices become one state: registers, strata, conflicts; pure but for `apply`."""
