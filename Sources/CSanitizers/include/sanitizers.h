// Nothing is called from Swift: what this target defines is found by its name.
