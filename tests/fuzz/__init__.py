"""Random reading: mutated documents, random keys, sizes and changes of the file, for a given time.

`python -m tests.fuzz --minutes 10 --seed 1` reads in process, and every few cases as a whole
program in a pseudo-terminal. A case depends on the seed and its number alone. One that fails is
saved to a file, which `--repeat` takes.
"""
