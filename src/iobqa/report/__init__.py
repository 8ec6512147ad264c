"""Export text to a report whose every unit has an address."""
