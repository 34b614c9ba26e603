/// `difflib`: differences between sequences, written in Python.
enum DifferenceSource {
    static let text = #"""
        """Differences between sequences, by Ratcliff and Obershelp."""
        from collections import namedtuple as _namedtuple
        from heapq import nlargest as _nlargest
        Match = _namedtuple("Match", "a b size")

        class SequenceMatcher:
            def __init__(self, isjunk=None, a="", b="", autojunk=True):
                self.isjunk, self.autojunk = isjunk, autojunk
                self.a = self.b = None
                self.set_seqs(a, b)

            def set_seqs(self, a, b):
                self.set_seq1(a)
                self.set_seq2(b)

            def set_seq1(self, a):
                self.a, self.matching_blocks, self.opcodes = a, None, None

            def set_seq2(self, b):
                self.b, self.matching_blocks, self.opcodes, self.fullbcount = b, None, None, None
                self.b2j = {}
                for place, element in enumerate(b):
                    self.b2j.setdefault(element, []).append(place)
                self.bjunk = {element for element in self.b2j if self.isjunk and self.isjunk(element)}
                self.bpopular = set()
                for element in self.bjunk:
                    del self.b2j[element]
                if self.autojunk and len(b) >= 200:
                    self.bpopular = {element for element, places in self.b2j.items() if len(places) > len(b) // 100 + 1}
                    for element in self.bpopular:
                        del self.b2j[element]

            def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
                a, b, b2j, junk = self.a, self.b, self.b2j, self.bjunk
                ahi = len(a) if ahi is None else ahi
                bhi = len(b) if bhi is None else bhi
                besti, bestj, bestsize, lengths, nothing = alo, blo, 0, {}, []
                for i in range(alo, ahi):
                    new = {}
                    for j in b2j.get(a[i], nothing):
                        if j < blo:
                            continue
                        if j >= bhi:
                            break
                        k = new[j] = lengths.get(j - 1, 0) + 1
                        if k > bestsize:
                            besti, bestj, bestsize = i - k + 1, j - k + 1, k
                    lengths = new
                for isolates in (False, True):
                    while besti > alo and bestj > blo and (b[bestj - 1] in junk) == isolates and a[besti - 1] == b[bestj - 1]:
                        besti, bestj, bestsize = besti - 1, bestj - 1, bestsize + 1
                    while besti + bestsize < ahi and bestj + bestsize < bhi and (b[bestj + bestsize] in junk) == isolates and a[besti + bestsize] == b[bestj + bestsize]:
                        bestsize += 1
                return Match(besti, bestj, bestsize)

            def get_matching_blocks(self):
                if self.matching_blocks is not None:
                    return self.matching_blocks
                queue, found = [(0, len(self.a), 0, len(self.b))], []
                while queue:
                    alo, ahi, blo, bhi = queue.pop()
                    i, j, k = match = self.find_longest_match(alo, ahi, blo, bhi)
                    if k:
                        found.append(match)
                        if alo < i and blo < j:
                            queue.append((alo, i, blo, j))
                        if i + k < ahi and j + k < bhi:
                            queue.append((i + k, ahi, j + k, bhi))
                i1 = j1 = k1 = 0
                joined = []
                for i2, j2, k2 in sorted(found):
                    if i1 + k1 == i2 and j1 + k1 == j2:
                        k1 += k2
                    else:
                        if k1:
                            joined.append(Match(i1, j1, k1))
                        i1, j1, k1 = i2, j2, k2
                if k1:
                    joined.append(Match(i1, j1, k1))
                self.matching_blocks = joined + [Match(len(self.a), len(self.b), 0)]
                return self.matching_blocks

            def get_opcodes(self):
                if self.opcodes is None:
                    i = j = 0
                    self.opcodes = made = []
                    for ai, bj, size in self.get_matching_blocks():
                        tag = "replace" if i < ai and j < bj else "delete" if i < ai else "insert" if j < bj else ""
                        if tag:
                            made.append((tag, i, ai, j, bj))
                        i, j = ai + size, bj + size
                        if size:
                            made.append(("equal", ai, i, bj, j))
                return self.opcodes

            def get_grouped_opcodes(self, n=3):
                codes = self.get_opcodes() or [("equal", 0, 1, 0, 1)]
                if codes[0][0] == "equal":
                    tag, i1, i2, j1, j2 = codes[0]
                    codes = [(tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2)] + codes[1:]
                if codes[-1][0] == "equal":
                    tag, i1, i2, j1, j2 = codes[-1]
                    codes = codes[:-1] + [(tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n))]
                group = []
                for tag, i1, i2, j1, j2 in codes:
                    if tag == "equal" and i2 - i1 > 2 * n:
                        group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                        yield group
                        group, i1, j1 = [], max(i1, i2 - n), max(j1, j2 - n)
                    group.append((tag, i1, i2, j1, j2))
                if group and not (len(group) == 1 and group[0][0] == "equal"):
                    yield group

            def ratio(self):
                total = len(self.a) + len(self.b)
                return 2.0 * sum(block.size for block in self.get_matching_blocks()) / total if total else 1.0

            def quick_ratio(self):
                counts, matches = {}, 0
                for element in self.b:
                    counts[element] = counts.get(element, 0) + 1
                for element in self.a:
                    if counts.get(element, 0) > 0:
                        counts[element] -= 1
                        matches += 1
                total = len(self.a) + len(self.b)
                return 2.0 * matches / total if total else 1.0

            def real_quick_ratio(self):
                total = len(self.a) + len(self.b)
                return 2.0 * min(len(self.a), len(self.b)) / total if total else 1.0

        def get_close_matches(word, possibilities, n=3, cutoff=0.6):
            if not n > 0:
                raise ValueError(f"n must be > 0: {n!r}")
            if not 0.0 <= cutoff <= 1.0:
                raise ValueError(f"cutoff must be in [0.0, 1.0]: {cutoff!r}")
            matcher, found = SequenceMatcher(), []
            matcher.set_seq2(word)
            for each in possibilities:
                matcher.set_seq1(each)
                if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff and matcher.ratio() >= cutoff:
                    found.append((matcher.ratio(), each))
            return [each for _, each in _nlargest(n, found)]

        def _range(start, stop):
            length = stop - start
            if length == 1:
                return str(start + 1)
            return f"{start + 1 if length else start},{length}"

        def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
            started = False
            for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
                if not started:
                    started = True
                    yield f"--- {fromfile}{chr(9) + fromfiledate if fromfiledate else ''}{lineterm}"
                    yield f"+++ {tofile}{chr(9) + tofiledate if tofiledate else ''}{lineterm}"
                yield f"@@ -{_range(group[0][1], group[-1][2])} +{_range(group[0][3], group[-1][4])} @@{lineterm}"
                for tag, i1, i2, j1, j2 in group:
                    if tag == "equal":
                        for line in a[i1:i2]:
                            yield " " + line
                        continue
                    if tag in ("replace", "delete"):
                        for line in a[i1:i2]:
                            yield "-" + line
                    if tag in ("replace", "insert"):
                        for line in b[j1:j2]:
                            yield "+" + line

        def ndiff(a, b, linejunk=None, charjunk=None):
            for tag, i1, i2, j1, j2 in SequenceMatcher(linejunk, a, b).get_opcodes():
                if tag == "equal":
                    for line in a[i1:i2]:
                        yield "  " + line
                else:
                    for line in a[i1:i2]:
                        yield "- " + line
                    for line in b[j1:j2]:
                        yield "+ " + line
        """#
}
