"""What stands in the metadata of the samples, and must be nowhere in what is kept."""

AUTHOR = "Anneliese Vogelsang"
SERIAL = "SN-4711-KAMERA"
PLACE = "Kinderheim-Lindenallee"
DATE = "2024:05:17"
NAME = "IMG_anneliese_20240517.jpg"

CANARIES = (AUTHOR, SERIAL, PLACE, DATE, NAME, "anneliese", "2024-05-17")
