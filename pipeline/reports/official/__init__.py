"""The official report and its annexes."""
