"""What chance decides in the long tests, so that a failure can be had again. Printed at the end of ``make e2e``."""

SEEDS = {"kills": 20191214, "unseen province": 71, "hostile province": 9, "Kon Tum across the merger": 7, "Sông Lam": 98}
