"""What every request passes before and after its route, from the outside in."""
