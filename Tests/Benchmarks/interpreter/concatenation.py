"""Building texts: concatenation, join, replace, indexing."""
from time import perf_counter


def concatenate(count):
    text = ""
    for i in range(count):
        text += "ab"
        text = text + "c"
    return text


def join(count):
    pieces = []
    for i in range(count):
        pieces.append(str(i))
    return ",".join(pieces)


def caesar(text, shift):
    result = []
    for letter in text:
        if "a" <= letter <= "z":
            letter = chr((ord(letter) - 97 + shift) % 26 + 97)
        result.append(letter)
    return "".join(result)


def palindromes(limit):
    count = 0
    for i in range(limit):
        text = str(i)
        if text == text[::-1] and text[0] != "9":
            count += 1
    return count


begin = perf_counter()
assert len(concatenate(300_000)) == 900_000
assert len(join(300_000)) == 1_988_889
assert caesar("the quick brown fox " * 8000, 3).startswith("wkh txlfn")
assert palindromes(150_000) == 1027
print(perf_counter() - begin)
