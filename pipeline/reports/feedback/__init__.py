"""What goes back to a sender: its own workbook with the cells to mend marked, and the letter beside it."""
