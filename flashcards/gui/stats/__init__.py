"""The statistics: what was done, how well it was recalled, how the cards stand, what is to come."""
