"""The quality page, and the gate's answer for machines."""
