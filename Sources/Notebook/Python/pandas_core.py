"""The parts of pandas."""
