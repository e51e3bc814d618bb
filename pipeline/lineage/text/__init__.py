"""An explanation and a trace as text for a screen, and the words of both languages."""
